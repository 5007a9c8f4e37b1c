/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-sheet-writer.h"

G_BEGIN_DECLS

/**
 * TbCsvWriter:
 *
 * Writes text tables that Excel and WPS open as they are meant: UTF-8 with its mark, CRLF, guards
 * (see tb-csv-guard.c) around what they would run or change.
 */
#define TB_TYPE_CSV_WRITER (tb_csv_writer_get_type ())
G_DECLARE_FINAL_TYPE (TbCsvWriter, tb_csv_writer, TB, CSV_WRITER, TbSheetWriter)

TbSheetWriter *tb_csv_writer_new (GFile *file, const char *sheet_name, const char *note,
                                  const TbSheetColumn *columns, guint n_columns,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
