/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-parcel-reader.h"
#include "tb-parcel-writer.h"
#include "tb-sync-peer.h"

G_BEGIN_DECLS

#define TB_TYPE_FILE_PEER (tb_file_peer_get_type ())
/**
 * TbFilePeer:
 *
 * An exchange file as the replicator sees it: one that only takes, or one that only gives. It keeps
 * nothing for a desk: tb_sync_peer_get_local() and tb_sync_peer_put_local() fail with
 * %G_IO_ERROR_NOT_SUPPORTED.
 */
G_DECLARE_FINAL_TYPE (TbFilePeer, tb_file_peer, TB, FILE_PEER, GObject)

TbSyncPeer *tb_file_peer_new_export (TbParcelWriter *writer,
                                     const char *name) G_GNUC_WARN_UNUSED_RESULT;
TbSyncPeer *tb_file_peer_new_import (TbParcelReader *reader) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_file_peer_has_file (TbFilePeer *self);
GPtrArray *tb_file_peer_get_attached (TbFilePeer *self);

G_END_DECLS
