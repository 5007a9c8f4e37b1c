/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"

G_BEGIN_DECLS

/**
 * TbExchangeDesk:
 * @key: (owned): what it is noted under
 * @name: (owned): what people call it
 * @device: (owned) (nullable): its id; %NULL until a file has come from it
 * @their_key: (owned) (nullable): what it notes this desk under; %NULL until a file has come
 * @acknowledged: it has said that it has everything up to this number of our revisions
 * @received: we have everything up to this number of its revisions
 * @sent_at: (owned) (nullable): UTC instant of the last file for it
 * @received_at: (owned) (nullable): UTC instant at which its last file was read
 *
 * A desk with which exchange files are exchanged.
 */
typedef struct
{
  char *key;
  char *name;
  char *device;
  char *their_key;
  gint64 acknowledged;
  gint64 received;
  char *sent_at;
  char *received_at;
} TbExchangeDesk;

void tb_exchange_desk_free (TbExchangeDesk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbExchangeDesk, tb_exchange_desk_free)

TbExchangeDesk *tb_exchange_desk_new (TbClock *clock, const char *name) G_GNUC_WARN_UNUSED_RESULT;
char *tb_exchange_desk_dup_peer_name (const TbExchangeDesk *self) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *tb_exchange_desks_load (TbConnection *connection, const char *device,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_exchange_desks_save (TbConnection *connection, const char *device, GPtrArray *desks,
                                 GError **error);

TbExchangeDesk *tb_exchange_desks_find_name (GPtrArray *desks, const char *name);
TbExchangeDesk *tb_exchange_desks_find_key (GPtrArray *desks, const char *key);
TbExchangeDesk *tb_exchange_desks_find_device (GPtrArray *desks, const char *device);

G_END_DECLS
