/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-sheet-reader.h"

G_BEGIN_DECLS

/**
 * TbCsvReader:
 *
 * Reads text tables: cells divided by comma, tab or semicolon, in UTF-8, GB18030 or UTF-16.
 */
#define TB_TYPE_CSV_READER (tb_csv_reader_get_type ())
G_DECLARE_FINAL_TYPE (TbCsvReader, tb_csv_reader, TB, CSV_READER, TbSheetReader)

TbSheetReader *tb_csv_reader_new (GInputStream *stream, GCancellable *cancellable,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
