/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-file-store.h"
#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbNewFile:
 *
 * A file that is to be attached to a record: one that lies somewhere, or one that is in memory, as
 * when it was pasted. Immutable.
 */
typedef struct _TbNewFile TbNewFile;

TbNewFile *tb_new_file_new (GFile *file) G_GNUC_WARN_UNUSED_RESULT;
TbNewFile *tb_new_file_new_for_bytes (GBytes *bytes, const char *name) G_GNUC_WARN_UNUSED_RESULT;
void tb_new_file_free (TbNewFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbNewFile, tb_new_file_free)

const char *tb_new_file_get_name (TbNewFile *self);
gboolean tb_new_file_put (TbNewFile *self, TbFileStore *store, TbStoredFile *stored,
                          GCancellable *cancellable, GError **error);

G_END_DECLS
