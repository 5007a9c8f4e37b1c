/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/*
 * What a spreadsheet may ask of the program. The first three are Excel's own; the others are far
 * above any honest register (100,000 rows of 13 columns are 6 MB on disk and 60 MB unpacked) and
 * keep a hostile file within 200 MB of memory and some seconds.
 */

#define TB_SHEET_MAX_ROWS 1048576u
#define TB_SHEET_MAX_COLUMNS 16384u
#define TB_SHEET_MAX_SHEETS 1024u

/* Excel allows 32,767 UTF-16 units in a cell, up to 98,301 bytes of UTF-8, more while escapes are
 * not yet decoded. */
#define TB_SHEET_MAX_CELL_BYTES (256u * 1024)
#define TB_SHEET_MAX_ROW_BYTES (16u * 1024 * 1024)
/* Cells handed to the caller, empty ones between others included. */
#define TB_SHEET_MAX_CELLS G_GUINT64_CONSTANT (100000000)

#define TB_SHEET_MAX_FILE_BYTES G_GINT64_CONSTANT (268435456)

/* The zip archive around an .xlsx file. */
#define TB_XLSX_MAX_PARTS 10000u
#define TB_XLSX_MAX_DIRECTORY_BYTES (8u * 1024 * 1024)
#define TB_XLSX_MAX_PART_BYTES G_GUINT64_CONSTANT (1073741824)
/* Honest sheets shrink to between a fifth and a sixtieth; only what unpacks to more than the floor
 * is judged. */
#define TB_XLSX_MAX_RATIO 250u
#define TB_XLSX_RATIO_FLOOR_BYTES (32u * 1024 * 1024)

/* The XML inside. A token is a tag with its attributes. */
#define TB_XLSX_MAX_XML_DEPTH 64u
#define TB_XLSX_MAX_XML_TOKEN_BYTES (4u * 1024 * 1024)
#define TB_XLSX_MAX_XML_MEMORY (48u * 1024 * 1024)

#define TB_XLSX_MAX_SHARED_STRINGS 8000000u
#define TB_XLSX_MAX_SHARED_BYTES (96u * 1024 * 1024)
#define TB_XLSX_MAX_STYLES 65536u
#define TB_XLSX_MAX_MERGES 200000u
