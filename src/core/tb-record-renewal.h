/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-pages.h"

G_BEGIN_DECLS

GPtrArray *tb_record_renewal_set_rows (GArray *rows, GHashTable *items, TbRecordPages *pages,
                                       const gint64 *new_rows,
                                       guint n_rows) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
