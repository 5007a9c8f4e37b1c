/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record.h"
#include "tb-statement.h"

G_BEGIN_DECLS

TbStatement *tb_record_insert_prepare (TbConnection *connection, TbRecord *const *records,
                                       guint n_records, const char *now,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
