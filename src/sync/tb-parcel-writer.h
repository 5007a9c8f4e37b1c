/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "tb-parcel.h"
#include "tb-seal.h"
#include "tb-sync-peer.h"

G_BEGIN_DECLS

/**
 * TbParcelWriter:
 *
 * Writes an exchange file: documents, then contents of attachments. Nothing shows under its name
 * until tb_parcel_writer_commit(). One thread at a time.
 */
typedef struct _TbParcelWriter TbParcelWriter;

TbParcelWriter *tb_parcel_writer_open (GFile *file, const char *passphrase, const TbSealCost *cost,
                                       const TbParcelHeader *header,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_parcel_writer_free (TbParcelWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbParcelWriter, tb_parcel_writer_free)

gboolean tb_parcel_writer_add_document (TbParcelWriter *self, const TbPeerDocument *document,
                                        GError **error);
gboolean tb_parcel_writer_add_file (TbParcelWriter *self, const char *sha256, gint64 size,
                                    GInputStream *content, GCancellable *cancellable,
                                    GError **error);
gint64 tb_parcel_writer_get_n_documents (TbParcelWriter *self);
gint64 tb_parcel_writer_get_n_files (TbParcelWriter *self);
gboolean tb_parcel_writer_commit (TbParcelWriter *self, gint64 upto, GError **error);

G_END_DECLS
