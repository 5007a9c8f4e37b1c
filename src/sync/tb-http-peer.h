/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-http-client.h"
#include "tb-sync-peer.h"

G_BEGIN_DECLS

#define TB_TYPE_HTTP_PEER (tb_http_peer_get_type ())
G_DECLARE_FINAL_TYPE (TbHttpPeer, tb_http_peer, TB, HTTP_PEER, GObject)

TbSyncPeer *tb_http_peer_new (TbHttpClient *client, const char *database) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
