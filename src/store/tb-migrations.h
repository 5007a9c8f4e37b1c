/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"

G_BEGIN_DECLS

/* What the header of every register's file says, so that a file of another program is told apart.
 */
#define TB_SCHEMA_ID 0x54774272

guint tb_migrations_get_latest (void);
gboolean tb_migrations_check (TbConnection *connection, TbOpenMode mode, GError **error);
gboolean tb_migrations_apply (TbConnection *connection, GError **error);

/* The mechanism itself, with any steps: the step at index i takes the database to version i + 1. */
gboolean tb_migrations_apply_steps (TbConnection *connection, const char *const *steps,
                                    guint n_steps, GError **error);

G_END_DECLS
