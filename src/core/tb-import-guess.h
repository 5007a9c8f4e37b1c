/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-import-sheet.h"
#include "tb-import-target.h"

G_BEGIN_DECLS

/* A header is looked for among so many rows; what guessing needs of a sheet. */
#define TB_IMPORT_HEAD_ROWS 12

/**
 * TbImportHeader:
 * @type: what the table seems to be
 * @last: index of the last row of the header; the table begins below it
 * @n_rows: 1, or 2 where headings stand in groups: «负责人» above «姓名», «电话»
 * @n_known: how many of the headings are known
 *
 * Where the header of a table is.
 */
typedef struct
{
  const TbRecordType *type;
  guint last;
  guint n_rows;
  guint n_known;
} TbImportHeader;

gboolean tb_import_guess (TbImportSheet *sheet, TbImportHeader *header);
void tb_import_guess_extent (TbImportSheet *sheet, const TbRecordType *type, guint row,
                             TbImportHeader *header);
char *tb_import_header_dup_heading (TbImportSheet *sheet, const TbImportHeader *header,
                                    guint column) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
