/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-type.h"
#include "tb-statement.h"

G_BEGIN_DECLS

/* The second look at what the index found, in SQL. */

gboolean tb_search_match_register (TbConnection *connection, GError **error);
char *tb_search_match_dup_condition (const TbRecordType *type,
                                     guint parameter) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_search_match_type_is_searched (const TbRecordType *type);

G_END_DECLS
