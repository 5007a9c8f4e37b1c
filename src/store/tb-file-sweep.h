/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"
#include "tb-file-store.h"

G_BEGIN_DECLS

gint64 tb_file_store_sweep (TbFileStore *self, TbConnection *connection, GError **error);
/* Adds what is wrong with the register's files to @faults. */
gboolean tb_file_store_verify (TbConnection *connection, GPtrArray *faults, GError **error);

G_END_DECLS
