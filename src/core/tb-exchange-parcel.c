/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-exchange-parcel.h"

#include <glib/gi18n-lib.h>

#include "tb-error.h"
#include "tb-exchange-files.h"
#include "tb-file-peer.h"
#include "tb-id.h"
#include "tb-peer-row.h"
#include "tb-revision-row.h"
#include "tb-session-private.h"
#include "tb-sync-desk.h"
#include "tb-sync-device.h"
#include "tb-text.h"

#define DONE GINT_TO_POINTER (TRUE)

/*
 * How nothing is lost when a file is. Each desk numbers its revisions in the order in which it came
 * to know them. A file says from which number it goes on (`after`) and up to which (`upto`). Who
 * reads it has everything up to `upto` if they had everything up to `after`, and says so in the
 * next file that they give back. Only what was said back is left out of a file. So a file that got
 * lost is in the next one again, and two files may come in any order, or twice.
 */

/* A step on a database thread, and what it is given and gives back. */
typedef struct
{
  TbSession *session;         /* (not owned) */
  const TbParcelWish *wish;   /* (not owned) (nullable) */
  const TbParcelHeader *from; /* (not owned) (nullable): of a file that came */
  TbParcelHeader *header;     /* (owned) (nullable): of a file to be made */
  char *device;               /* (owned) (nullable): this desk */
  char *peer;                 /* (owned) (nullable): by what the replicator tells the other desk */
  char *key;                  /* (owned) (nullable): what it is noted under */
  char *name;                 /* (owned) (nullable): what people call it */
  gint64 upto;
  gboolean is_first;
  gboolean has_gap;
  gboolean is_for_another;
} Step;

static void
step_clear (Step *self)
{
  g_clear_pointer (&self->header, tb_parcel_header_free);
  g_free (self->device);
  g_free (self->peer);
  g_free (self->key);
  g_free (self->name);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Step, step_clear)

/**
 * tb_parcel_received_clear:
 * @self: what was read from an exchange file
 */
void
tb_parcel_received_clear (TbParcelReceived *self)
{
  g_clear_pointer (&self->sender, g_free);
  g_clear_pointer (&self->made_at, g_free);
  g_clear_pointer (&self->stranger, tb_parcel_stranger_free);
  g_clear_pointer (&self->backup, g_free);
}

static gboolean
run (Step *step, TbWorkerFunc func, GCancellable *cancellable, GError **error)
{
  return tb_session_run_write (step->session, func, step, cancellable, error) != NULL;
}

/* Does something in a transaction, as this desk. A copy of a register becomes a desk of its own
 * before that. */
static gpointer
transact (TbConnection *connection, Step *step,
          gboolean (*func) (TbConnection *connection, Step *step, GError **error), GError **error)
{
  g_free (step->device);
  step->device = tb_sync_device_get (connection, error);
  if (step->device == NULL || !tb_connection_begin (connection, error))
    return NULL;
  if (func (connection, step, error))
    return tb_connection_commit (connection, error) ? DONE : NULL;
  tb_connection_rollback (connection);
  return NULL;
}

static TbParcelHeader *
new_header (TbSession *session, const TbExchangeDesk *desk, const char *device)
{
  TbParcelHeader *header = g_new0 (TbParcelHeader, 1);
  char id[TB_ID_SIZE];

  tb_id_generate (tb_clock_now (session->clock), id);
  header->id = g_strdup (id);
  header->device = g_strdup (device);
  header->name = g_strdup (session->actor);
  header->at = tb_clock_dup_instant (session->clock);
  header->key = g_strdup (desk->key);
  header->your_key = g_strdup (desk->their_key);
  header->after = desk->acknowledged;
  header->your_device = g_strdup (desk->device);
  header->acknowledged = desk->received;
  return header;
}

/* The replicator goes on from where the other desk said it is, not from the last file: that may
 * never have come. */
static gboolean
rewind_peer (TbConnection *connection, const char *name, const TbExchangeDesk *desk,
             gboolean is_full, GError **error)
{
  g_autoptr (TbPeerRow) peer = tb_peer_row_load (connection, name, error);

  if (peer == NULL)
    return FALSE;
  if (is_full && peer->row != 0)
    return tb_peer_row_reset (connection, peer->row, error);
  peer->offered = desk->acknowledged;
  tb_peer_row_confirm (peer);
  return tb_peer_row_save (connection, peer, error);
}

static gboolean
prepare_export (TbConnection *connection, Step *step, GError **error)
{
  g_autoptr (GPtrArray) desks = tb_exchange_desks_load (connection, step->device, error);
  TbExchangeDesk *desk;

  if (desks == NULL)
    return FALSE;
  desk = tb_exchange_desks_find_name (desks, step->wish->recipient);
  if (desk == NULL)
    {
      desk = tb_exchange_desk_new (step->session->clock, step->wish->recipient);
      g_ptr_array_add (desks, desk);
    }
  step->is_first = desk->sent_at == NULL && desk->received_at == NULL;
  if (step->wish->is_full)
    desk->acknowledged = 0;

  step->header = new_header (step->session, desk, step->device);
  step->peer = tb_exchange_desk_dup_peer_name (desk);
  step->key = g_strdup (desk->key);
  return rewind_peer (connection, step->peer, desk, step->wish->is_full, error)
         && tb_exchange_desks_save (connection, step->device, desks, error);
}

static gpointer
prepare_export_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable,
                          GError **error)
{
  return transact (connection, data, prepare_export, error);
}

static gpointer
read_offered_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable,
                        GError **error)
{
  Step *step = data;
  g_autoptr (TbPeerRow) peer = tb_peer_row_load (connection, step->peer, error);

  if (peer == NULL)
    return NULL;
  step->upto = peer->offered;
  return DONE;
}

static gboolean
note_sent (TbConnection *connection, Step *step, GError **error)
{
  g_autoptr (GPtrArray) desks = tb_exchange_desks_load (connection, step->device, error);
  TbExchangeDesk *desk;

  if (desks == NULL)
    return FALSE;
  desk = tb_exchange_desks_find_key (desks, step->key);
  if (desk != NULL)
    g_set_str (&desk->sent_at, step->header->at);
  return tb_exchange_desks_save (connection, step->device, desks, error);
}

static gpointer
note_sent_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable,
                     GError **error)
{
  return transact (connection, data, note_sent, error);
}

static gboolean
replicate (TbSession *session, const char *peer_name, TbSyncPeer *peer,
           TbReplicatorOffer *(*offer) (gpointer data, gint64 after, GCancellable *cancellable,
                                        GError **error),
           TbReplicatorStats *stats, TbProgressFunc progress, gpointer progress_data,
           GCancellable *cancellable, GError **error)
{
  g_autoptr (TbSyncDesk) desk = tb_sync_desk_new (session, peer_name);
  TbReplicatorDesk interface;

  tb_sync_desk_set_progress (desk, progress, progress_data);
  interface = *tb_sync_desk_get_interface (desk);
  if (offer != NULL)
    interface.offer = offer;
  return tb_replicator_run_once (peer, &interface, stats, cancellable, error);
}

/**
 * tb_parcel_export:
 * @session: a register that may be written
 * @file: the exchange file to be made or replaced
 * @wish: what it is to be
 * @sent: (out caller-allocates): what was written
 * @progress: (nullable): told how far it is, on this thread
 * @progress_data: given to @progress
 * @cancellable: (nullable): to give up
 * @error: return location: those of tb_sealed_writer_open(), any error of %TB_ERROR of the
 *   register, cancellation
 *
 * Writes what the other desk has not acknowledged into an exchange file, and what this desk has got
 * from it. Protected fields are in it only where the administrator of a service lets them travel.
 * On any thread but the session's own.
 *
 * Returns: whether the file is there; otherwise what was there before is
 */
gboolean
tb_parcel_export (TbSession *session, GFile *file, const TbParcelWish *wish, TbParcelSent *sent,
                  TbProgressFunc progress, gpointer progress_data, GCancellable *cancellable,
                  GError **error)
{
  g_auto (Step) step = { .session = session, .wish = wish };
  g_autoptr (TbParcelWriter) writer = NULL;
  g_autoptr (TbSyncPeer) peer = NULL;
  TbReplicatorStats stats;

  g_return_val_if_fail (TB_IS_SESSION (session), FALSE);
  g_return_val_if_fail (wish != NULL && sent != NULL, FALSE);

  *sent = (TbParcelSent){ 0 };
  if (tb_text_is_blank (wish->recipient))
    {
      g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
                   _ ("Say for which desk the file is: its next files go on from there."));
      return FALSE;
    }
  if (!run (&step, prepare_export_in_writer, cancellable, error))
    return FALSE;
  writer = tb_parcel_writer_open (file, wish->passphrase, wish->cost, step.header, error);
  if (writer == NULL)
    return FALSE;
  peer = tb_file_peer_new_export (writer, wish->recipient);
  if (!replicate (session, step.peer, peer, NULL, &stats, progress, progress_data, cancellable,
                  error)
      || !run (&step, read_offered_in_writer, cancellable, error)
      || (wish->with_files
          && !tb_exchange_files_write (session, writer,
                                       tb_file_peer_get_attached (TB_FILE_PEER (peer)),
                                       &sent->n_missing, cancellable, error))
      || !tb_parcel_writer_commit (writer, step.upto, error))
    return FALSE;

  sent->is_first = step.is_first;
  sent->n_documents = tb_parcel_writer_get_n_documents (writer);
  sent->n_files = tb_parcel_writer_get_n_files (writer);
  return run (&step, note_sent_in_writer, NULL, error);
}

/* Whether a desk that says under what it is noted is that one: two may have read the same first
 * file, and both answer it. One whose register was restored notes this desk as it did before. */
static gboolean
is_noted (const TbExchangeDesk *desk, const TbParcelHeader *from)
{
  return desk->device == NULL || g_str_equal (desk->device, from->device)
         || g_strcmp0 (desk->their_key, from->key) == 0;
}

/* A desk for which a file was made, and of which one now tells that it is that desk, may be noted
 * twice. */
static TbExchangeDesk *
find_sender (GPtrArray *desks, const TbParcelHeader *from)
{
  TbExchangeDesk *by_device = tb_exchange_desks_find_device (desks, from->device);
  TbExchangeDesk *by_key
      = from->your_key != NULL ? tb_exchange_desks_find_key (desks, from->your_key) : NULL;

  if (by_key != NULL && !is_noted (by_key, from))
    by_key = NULL;
  if (by_key == NULL || by_key == by_device)
    return by_device;
  if (by_device != NULL)
    {
      by_key->received = by_device->received;
      g_ptr_array_remove (desks, by_device);
    }
  return by_key;
}

/* Another desk in the place of the one we knew, as one whose register was restored: it may have
 * lost what came from it before, and its numbers begin again. */
static gboolean
forget_device (TbConnection *connection, TbExchangeDesk *desk, GError **error)
{
  g_autofree char *name = tb_exchange_desk_dup_peer_name (desk);
  g_autoptr (TbPeerRow) peer = tb_peer_row_load (connection, name, error);

  desk->acknowledged = 0;
  desk->received = 0;
  return peer != NULL && (peer->row == 0 || tb_peer_row_reset (connection, peer->row, error));
}

/* A file names the desk that it answers. One whose register was restored is another one now, but
 * still knows what it was noted under. */
static gboolean
is_for_another (GPtrArray *desks, const TbParcelHeader *from, const char *device)
{
  return from->your_device != NULL && !g_str_equal (from->your_device, device)
         && (from->your_key == NULL || tb_exchange_desks_find_key (desks, from->your_key) == NULL);
}

static gboolean
prepare_import (TbConnection *connection, Step *step, GError **error)
{
  g_autoptr (GPtrArray) desks = tb_exchange_desks_load (connection, step->device, error);
  TbExchangeDesk *desk;

  if (desks == NULL)
    return FALSE;
  if (g_str_equal (step->from->device, step->device))
    {
      g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
                   _ ("This file was made on this desk. Give it to the other one."));
      return FALSE;
    }

  step->is_for_another = is_for_another (desks, step->from, step->device);
  desk = find_sender (desks, step->from);
  if (desk == NULL)
    {
      desk = tb_exchange_desk_new (step->session->clock, step->from->name);
      g_ptr_array_add (desks, desk);
    }
  if (desk->device != NULL && !g_str_equal (desk->device, step->from->device)
      && !forget_device (connection, desk, error))
    return FALSE;
  g_set_str (&desk->device, step->from->device);
  if (!step->is_for_another)
    g_set_str (&desk->their_key, step->from->key);
  step->peer = tb_exchange_desk_dup_peer_name (desk);
  step->key = g_strdup (desk->key);
  step->name = g_strdup (desk->name);
  return tb_exchange_desks_save (connection, step->device, desks, error);
}

static gpointer
prepare_import_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable,
                          GError **error)
{
  return transact (connection, data, prepare_import, error);
}

/* What they say of us counts for the desk that we are; a copy of the register is another one. */
static gboolean
note_received (TbConnection *connection, Step *step, GError **error)
{
  g_autoptr (GPtrArray) desks = tb_exchange_desks_load (connection, step->device, error);
  TbExchangeDesk *desk;
  gint64 last;

  if (desks == NULL || !tb_revision_row_get_last (connection, &last, error))
    return FALSE;
  desk = tb_exchange_desks_find_key (desks, step->key);
  if (desk == NULL)
    return TRUE;

  step->has_gap = step->from->after > desk->received;
  if (!step->has_gap)
    desk->received = MAX (desk->received, step->from->upto);
  if (g_strcmp0 (step->from->your_device, step->device) == 0)
    desk->acknowledged = MIN (step->from->acknowledged, last);
  g_free (desk->received_at);
  desk->received_at = tb_clock_dup_instant (step->session->clock);
  return tb_exchange_desks_save (connection, step->device, desks, error);
}

static gpointer
note_received_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable,
                         GError **error)
{
  return transact (connection, data, note_received, error);
}

/* Who reads a file gives nothing with it. */
static TbReplicatorOffer *
offer_nothing (gpointer data, gint64 after, GCancellable *cancellable, GError **error)
{
  TbReplicatorOffer *offer = g_new0 (TbReplicatorOffer, 1);

  offer->documents = g_ptr_array_new ();
  return offer;
}

/* Asks before another tower's records come among those of the register, and keeps the register as
 * it is where that was answered. */
static gboolean
receive_stranger (TbSession *session, GFile *file, const char *passphrase, gboolean is_welcome,
                  const TbParcelHeader *from, TbParcelReceived *received, GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (TbParcelStranger) stranger = NULL;
  g_autofree char *words = NULL;

  if (!tb_parcel_stranger_find (session, file, passphrase, from, &stranger, cancellable, error))
    return FALSE;
  if (stranger == NULL)
    return TRUE;
  if (is_welcome)
    {
      received->backup = tb_parcel_stranger_keep (session, cancellable, error);
      return received->backup != NULL;
    }

  words = tb_parcel_stranger_dup_words (stranger);
  /* Translators: %s is several sentences. */
  g_set_error (error, TB_ERROR, TB_ERROR_STRANGER, _ ("%s Nothing was taken over."), words);
  received->stranger = g_steal_pointer (&stranger);
  return FALSE;
}

/**
 * tb_parcel_import:
 * @session: a register that may be written
 * @file: an exchange file
 * @passphrase: what it was sealed with
 * @is_welcome: whether to read it also where a person would have to be asked, after a backup
 * @received: (out caller-allocates): what was read, or is to be asked; to be cleared
 * @progress: (nullable): told how far it is, on this thread
 * @progress_data: given to @progress
 * @cancellable: (nullable): to give up; what was taken over by then stays, and the file can be read
 *   again
 * @error: return location: those of tb_sealed_reader_open(), %TB_ERROR_INVALID for a file of this
 *   desk, %TB_ERROR_STRANGER where @received says what a person is to be asked, any error of
 *   %TB_ERROR of the register, cancellation
 *
 * Proves an exchange file whole, then merges what it has into the register as the exchange with a
 * service does. On any thread but the session's own.
 *
 * Returns: whether all of it was taken over
 */
gboolean
tb_parcel_import (TbSession *session, GFile *file, const char *passphrase, gboolean is_welcome,
                  TbParcelReceived *received, TbProgressFunc progress, gpointer progress_data,
                  GCancellable *cancellable, GError **error)
{
  g_auto (Step) step = { .session = session };
  g_autoptr (TbParcelReader) reader = NULL;
  g_autoptr (TbSyncPeer) peer = NULL;
  TbReplicatorStats stats = { 0 };

  g_return_val_if_fail (TB_IS_SESSION (session), FALSE);
  g_return_val_if_fail (passphrase != NULL && received != NULL, FALSE);

  *received = (TbParcelReceived){ 0 };
  reader = tb_parcel_reader_open (file, passphrase, cancellable, error);
  if (reader == NULL)
    return FALSE;
  step.from = tb_parcel_reader_get_header (reader);
  if (!receive_stranger (session, file, passphrase, is_welcome, step.from, received, cancellable,
                         error)
      || !run (&step, prepare_import_in_writer, cancellable, error))
    return FALSE;
  peer = tb_file_peer_new_import (reader);
  if (!replicate (session, step.peer, peer, offer_nothing, &stats, progress, progress_data,
                  cancellable, error)
      || !tb_exchange_files_read (session, reader, peer, &received->n_files, cancellable, error)
      || !run (&step, note_received_in_writer, NULL, error))
    return FALSE;

  received->sender = g_steal_pointer (&step.name);
  received->made_at = g_strdup (step.from->at);
  received->n_documents = step.from->n_documents;
  received->n_new = (gint64)stats.n_pulled;
  received->has_gap = step.has_gap;
  received->is_for_another = step.is_for_another;
  return TRUE;
}

static gpointer
list_desks_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable,
                      GError **error)
{
  return tb_exchange_desks_load (connection, NULL, error);
}

/**
 * tb_parcel_list_desks:
 * @session: a register
 * @cancellable: (nullable): to give up
 * @error: return location: any error of %TB_ERROR
 *
 * Returns: (transfer full) (element-type TbExchangeDesk): the desks that files were made for or
 * came from
 */
GPtrArray *
tb_parcel_list_desks (TbSession *session, GCancellable *cancellable, GError **error)
{
  return tb_session_read (session, list_desks_in_reader, NULL, cancellable, error);
}

/**
 * tb_parcel_list_desks_async:
 * @session: a register
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * As tb_parcel_list_desks(), without waiting.
 */
void
tb_parcel_list_desks_async (TbSession *session, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  tb_session_read_async (session, list_desks_in_reader, NULL, NULL,
                         (GDestroyNotify)g_ptr_array_unref, cancellable, callback, user_data);
}

/**
 * tb_parcel_list_desks_finish:
 * @session: a register
 * @result: what the callback was given
 * @error: return location: any error of %TB_ERROR
 *
 * Returns: (transfer full) (element-type TbExchangeDesk): the desks, as of tb_parcel_list_desks()
 */
GPtrArray *
tb_parcel_list_desks_finish (TbSession *session, GAsyncResult *result, GError **error)
{
  return tb_session_read_finish (session, result, error);
}
