/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-xlsx-package.h"

G_BEGIN_DECLS

/**
 * TbXlsxPieceFunc:
 * @data: (out): the next piece; valid until the next call
 * @length: (out): how many bytes it has; 0 at the end
 *
 * Unpacks the next piece of a part.
 *
 * Returns: %FALSE with @error set
 */
typedef gboolean (*TbXlsxPieceFunc) (gpointer source, const void **data, gsize *length,
                                     GError **error);

gboolean tb_xlsx_pieces_pass (TbXlsxPieceFunc next, gpointer source, TbXlsxPartFunc func,
                              gpointer user_data, GError **error);
gboolean tb_xlsx_pieces_pass_ahead (TbXlsxPieceFunc next, gpointer source, TbXlsxPartFunc func,
                                    gpointer user_data, GError **error);

G_END_DECLS
