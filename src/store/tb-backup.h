/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"

G_BEGIN_DECLS

/**
 * TbBackupParts:
 * @TB_BACKUP_DATABASE: the database only
 * @TB_BACKUP_ALL: also the register's files
 */
typedef enum
{
  TB_BACKUP_DATABASE,
  TB_BACKUP_ALL,
} TbBackupParts;

gboolean tb_backup_write (TbConnection *connection, const char *path, TbBackupParts parts,
                          GError **error);
gboolean tb_backup_set_file_error (const char *path, int system_error, GError **error);
gboolean tb_backup_sync_folder (const char *path, GError **error);

G_END_DECLS
