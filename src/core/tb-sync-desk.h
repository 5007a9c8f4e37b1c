/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-replicator.h"
#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbSyncDesk:
 *
 * A register as one end of an exchange. Every step is a short piece of work on one of the session's
 * database threads, so that whoever works with the register meanwhile hardly waits. On any thread
 * but those.
 */
typedef struct _TbSyncDesk TbSyncDesk;

TbSyncDesk *tb_sync_desk_new (TbSession *session, const char *peer_name) G_GNUC_WARN_UNUSED_RESULT;
void tb_sync_desk_free (TbSyncDesk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbSyncDesk, tb_sync_desk_free)

const TbReplicatorDesk *tb_sync_desk_get_interface (TbSyncDesk *self);
void tb_sync_desk_set_progress (TbSyncDesk *self, TbProgressFunc progress, gpointer data);
gboolean tb_sync_desk_note_failure (TbSyncDesk *self, const char *failure, GError **error);

G_END_DECLS
