/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"
#include "tb-file-store.h"

G_BEGIN_DECLS

gboolean tb_backup_files_add (TbConnection *connection, TbConnection *copy, GError **error);
gboolean tb_backup_files_prove (TbConnection *copy, gboolean *sound, GError **error);
gboolean tb_backup_files_take_out (TbConnection *prepared, TbFileStore *store, GError **error);

/* How many files that rows have are not in the store. */
gboolean tb_backup_files_count_missing (TbConnection *connection, TbFileStore *store,
                                        gint64 *n_missing, GError **error);

G_END_DECLS
