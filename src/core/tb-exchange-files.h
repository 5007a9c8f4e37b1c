/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-parcel-reader.h"
#include "tb-parcel-writer.h"
#include "tb-session.h"

G_BEGIN_DECLS

/* Contents of attachments in exchange files; for tb-exchange-parcel.c. */

gboolean tb_exchange_files_write (TbSession *session, TbParcelWriter *writer, GPtrArray *digests,
                                  gint64 *n_missing, GCancellable *cancellable, GError **error);
gboolean tb_exchange_files_read (TbSession *session, TbParcelReader *reader, TbSyncPeer *peer,
                                 gint64 *n_files, GCancellable *cancellable, GError **error);

G_END_DECLS
