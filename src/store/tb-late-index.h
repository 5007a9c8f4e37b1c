/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"

G_BEGIN_DECLS

/* Indexes that a table lacks until somebody has time to make them: most of a register's serve lists
 * and only make them fast. What is missing stands in the register, so that it is made by the next
 * program if this one is killed. */

gboolean tb_late_index_put_off (TbConnection *connection, const char *name, const char *sql,
                                GError **error);
gboolean tb_late_index_make_all (TbConnection *connection, GError **error);

G_END_DECLS
