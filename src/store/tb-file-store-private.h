/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-file-store.h"

G_BEGIN_DECLS

/* What a file that is not whole yet begins with; digests have no point in them. */
#define TB_FILE_STORE_PART_PREFIX ".part-"

/**
 * TbFileStoreFunc:
 * @path: a file
 * @name: its name in the store: a digest, or that of a part
 *
 * Returns: whether to go on; %FALSE with @error set
 */
typedef gboolean (*TbFileStoreFunc) (TbFileStore *self, const char *path, const char *name,
                                     gpointer user_data, GError **error);

gboolean tb_file_store_foreach (TbFileStore *self, TbFileStoreFunc func, gpointer user_data,
                                GError **error);

/* For keeping the files of a register aside. */
gboolean tb_file_store_link_all (TbFileStore *self, TbFileStore *to, GError **error);
void tb_file_store_discard (TbFileStore *self);

/* Against a sweep in another thread or process, while a file is given its name or taken away. */
int tb_file_store_lock (TbFileStore *self, int operation);
void tb_file_store_unlock (int lock);

char *tb_file_store_dup_subfolder (TbFileStore *self, const char *sha256) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_file_store_make_folder (TbFileStore *self, const char *path, GError **error);
gboolean tb_file_store_give_name (TbFileStore *self, const char *path, const char *sha256,
                                  GError **error);
gboolean tb_file_store_set_error (TbFileStore *self, int system_error, GError **error);

G_END_DECLS
