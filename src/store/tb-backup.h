/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"

G_BEGIN_DECLS

gboolean tb_backup_write (TbConnection *connection, const char *path, GError **error);
gboolean tb_backup_set_file_error (const char *path, int system_error, GError **error);
gboolean tb_backup_sync_folder (const char *path, GError **error);

G_END_DECLS
