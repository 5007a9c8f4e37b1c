/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-sheet-reader.h"

G_BEGIN_DECLS

/**
 * TbCsvParser:
 *
 * Takes text apart into rows and cells, piece by piece as it comes. One thread at a time.
 */
typedef struct _TbCsvParser TbCsvParser;

TbCsvParser *tb_csv_parser_new (char delimiter, TbSheetRowFunc func,
                                gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
void tb_csv_parser_free (TbCsvParser *self);
gboolean tb_csv_parser_feed (TbCsvParser *self, const char *text, gsize length, GError **error);
gboolean tb_csv_parser_finish (TbCsvParser *self, GError **error);
gboolean tb_csv_parser_is_stopped (TbCsvParser *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbCsvParser, tb_csv_parser_free)

G_END_DECLS
