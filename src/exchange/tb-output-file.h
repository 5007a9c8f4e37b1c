/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TbOutputFile:
 *
 * A file being written beside the one that it will replace. Until tb_output_file_commit() nothing
 * of it shows under the final name; if that never comes, nothing is left of it. One thread at a
 * time.
 */
typedef struct _TbOutputFile TbOutputFile;

TbOutputFile *tb_output_file_open (GFile *file, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_output_file_free (TbOutputFile *self);
const char *tb_output_file_get_path (TbOutputFile *self);
gboolean tb_output_file_write (TbOutputFile *self, const char *data, gsize length, GError **error);
gboolean tb_output_file_commit (TbOutputFile *self, GError **error);
void tb_output_file_set_error (TbOutputFile *self, int error_number, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbOutputFile, tb_output_file_free)

G_END_DECLS
