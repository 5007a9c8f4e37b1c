/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-sheet-reader.h"

G_BEGIN_DECLS

/**
 * TbXlsxReader:
 *
 * Reads .xlsx workbooks.
 */
#define TB_TYPE_XLSX_READER (tb_xlsx_reader_get_type ())
G_DECLARE_FINAL_TYPE (TbXlsxReader, tb_xlsx_reader, TB, XLSX_READER, TbSheetReader)

TbSheetReader *tb_xlsx_reader_new (GInputStream *stream, GCancellable *cancellable,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
