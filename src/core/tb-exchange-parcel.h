/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-exchange-desks.h"
#include "tb-exchange-stranger.h"
#include "tb-seal.h"
#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbParcelWish:
 * @recipient: what people call the desk that the file is for
 * @passphrase: what the file is sealed with; 8 characters or more
 * @is_full: whether everything is to be in it, and not only what the other desk has not
 *   acknowledged
 * @with_files: whether the contents of attachments are to be in it, too
 * @cost: (nullable): what a guess at the passphrase shall cost; %NULL except in tests
 *
 * What an exchange file is to be.
 */
typedef struct
{
  const char *recipient;
  const char *passphrase;
  gboolean is_full;
  gboolean with_files;
  const TbSealCost *cost;
} TbParcelWish;

/**
 * TbParcelSent:
 * @n_documents: how many documents the file has
 * @n_files: how many contents of attachments
 * @n_missing: of how many attachments the contents are not on this desk
 * @is_first: whether nothing was ever exchanged with the desk of that name
 *
 * What was written into an exchange file.
 */
typedef struct
{
  gint64 n_documents;
  gint64 n_files;
  gint64 n_missing;
  gboolean is_first;
} TbParcelSent;

/**
 * TbParcelReceived:
 * @sender: (owned): what people call the desk that it came from
 * @made_at: (owned): UTC instant at which it was made
 * @n_documents: how many documents it has
 * @n_new: how many of them this desk did not have
 * @n_files: how many contents of attachments came that this desk did not have
 * @has_gap: whether a file that was made before it is missing: the next file for the other desk
 *   tells it so, and its next one begins where the gap does
 * @is_for_another: whether it was made for another desk, and begins with what that one has not
 *
 * What was read from an exchange file.
 */
typedef struct
{
  char *sender;
  char *made_at;
  gint64 n_documents;
  gint64 n_new;
  gint64 n_files;
  gboolean has_gap;
  gboolean is_for_another;
  TbParcelStranger *stranger;
  char *backup;
} TbParcelReceived;

void tb_parcel_received_clear (TbParcelReceived *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TbParcelReceived, tb_parcel_received_clear)

gboolean tb_parcel_export (TbSession *session, GFile *file, const TbParcelWish *wish,
                           TbParcelSent *sent, TbProgressFunc progress, gpointer progress_data,
                           GCancellable *cancellable, GError **error);
gboolean tb_parcel_import (TbSession *session, GFile *file, const char *passphrase,
                           gboolean is_welcome, TbParcelReceived *received, TbProgressFunc progress,
                           gpointer progress_data, GCancellable *cancellable, GError **error);

/* The desks that files were made for or came from: TbExchangeDesk. */
void tb_parcel_list_desks_async (TbSession *session, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *tb_parcel_list_desks_finish (TbSession *session, GAsyncResult *result,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *tb_parcel_list_desks (TbSession *session, GCancellable *cancellable,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
