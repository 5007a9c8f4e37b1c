/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sync-desk.h"

#include "tb-document-row.h"
#include "tb-error.h"
#include "tb-peer-row.h"
#include "tb-review-row.h"
#include "tb-session-private.h"
#include "tb-sync-apply.h"
#include "tb-sync-device.h"
#include "tb-sync-documents.h"
#include "tb-sync-stage.h"

/* Entries of the journal, and documents, in one piece of work: about a twentieth of a second. */
#define STAGE_PIECE 500
#define SETTLE_PIECE 200

/* What is left to be staged when a page is taken over goes into the same transaction. More is done
 * in pieces before. */
#define STAGE_ALONG 1000

/* Leaves that are offered at once. */
#define OFFER_DOCUMENTS TB_SYNC_PAGE_MAX
#define OFFER_BYTES (2 * 1024 * 1024)

#define DONE GINT_TO_POINTER (TRUE)

struct _TbSyncDesk
{
  TbSession *session;      /* (owned) */
  char *peer;              /* (owned): by what the peer is told */
  TbProgressFunc progress; /* (nullable) */
  gpointer progress_data;  /* (not owned) */
  TbReplicatorDesk interface;
};

/* What a step is given, and gives back. */
typedef struct
{
  TbSyncDesk *desk; /* (not owned) */
  TbReplicatorState *state;
  TbReplicatorLoss loss;
  gboolean more;
  GPtrArray *items;  /* (not owned) (nullable): documents, changes or refusals */
  GArray *taken;     /* (not owned) (nullable) (element-type gint64): refusals that hold no more */
  const char *since; /* (nullable) */
  const char *start; /* (nullable) */
  gint64 number;
  const char *failure; /* (nullable) */
} Step;

static gboolean
run (TbSyncDesk *self, TbWorkerFunc func, Step *step, GCancellable *cancellable, GError **error)
{
  step->desk = self;
  return tb_session_run_write (self->session, func, step, cancellable, error) != NULL;
}

/* Ends a transaction in which all went well, and takes back another. */
static gboolean
end_transaction (TbConnection *connection, gboolean well, GError **error)
{
  if (well)
    return tb_connection_commit (connection, error);
  tb_connection_rollback (connection);
  return FALSE;
}

static gboolean
commit (TbSyncDesk *self, TbBatchWriter *writer, GError **error)
{
  g_autofree char *batch = tb_batch_writer_commit (writer, error);

  if (batch == NULL)
    return FALSE;
  tb_session_queue_received (self->session, tb_batch_writer_get_changed_types (writer));
  return TRUE;
}

static gboolean
read_state (Step *step, TbConnection *connection, GError **error)
{
  g_autoptr (TbPeerRow) peer = tb_peer_row_load (connection, step->desk->peer, error);

  if (peer == NULL)
    return FALSE;
  step->state->device = tb_sync_device_get (connection, error);
  step->state->since = g_strdup (peer->since);
  step->state->start = g_strdup (peer->start);
  step->state->rounds = peer->rounds;
  return step->state->device != NULL;
}

/* A program that understands more than the one before looks again at what that one did not. */
static gboolean
take_over_newer (TbConnection *connection, GError **error)
{
  g_autofree char *present = g_strdup_printf ("%d", TB_DOCUMENT_SCHEMA);
  g_autoptr (GError) local_error = NULL;
  g_autofree char *before = tb_setting_get (connection, "sync.schema", &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (g_strcmp0 (before, present) == 0)
    return TRUE;
  return tb_connection_begin (connection, error)
         && end_transaction (connection,
                             tb_document_row_retry_newer (connection, error)
                                 && tb_setting_set (connection, "sync.schema", present, error),
                             error);
}

/* The peer has a row from the first exchange on, since what comes from it is told by that. */
/* A peer that is new, or that the last exchange with was broken off. */
static gboolean
is_to_be_written (const TbPeerRow *peer)
{
  return peer->row == 0 || g_strcmp0 (peer->since, peer->sure_since) != 0
         || peer->offered != peer->sure_offered;
}

static gpointer
begin_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Step *step = data;
  g_autofree char *device = tb_sync_device_get (connection, error);
  g_autoptr (TbPeerRow) peer = NULL;

  if (device == NULL || !take_over_newer (connection, error))
    return NULL;
  peer = tb_peer_row_load (connection, step->desk->peer, error);
  if (peer == NULL
      || (is_to_be_written (peer)
          && (!tb_connection_begin (connection, error)
              || !end_transaction (connection,
                                   tb_peer_row_save (connection, peer, error)
                                       && tb_peer_row_take_back (connection, peer, error),
                                   error))))
    return NULL;
  return read_state (step, connection, error) ? DONE : NULL;
}

static gboolean
begin (gpointer data, TbReplicatorState *state, GCancellable *cancellable, GError **error)
{
  Step step = { .state = state };

  return run (data, begin_in_writer, &step, cancellable, error);
}

static gpointer
restart_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable,
                   GError **error)
{
  Step *step = data;
  g_autoptr (TbPeerRow) peer = tb_peer_row_load (connection, step->desk->peer, error);

  if (peer == NULL || !tb_connection_begin (connection, error)
      || !end_transaction (connection,
                           step->loss == TB_REPLICATOR_DESK_WENT_BACK
                               ? tb_sync_device_renew (connection, error)
                               : tb_peer_row_reset (connection, peer->row, error),
                           error))
    return NULL;
  return read_state (step, connection, error) ? DONE : NULL;
}

static gboolean
restart (gpointer data, TbReplicatorLoss loss, TbReplicatorState *state, GCancellable *cancellable,
         GError **error)
{
  Step step = { .state = state, .loss = loss };

  return run (data, restart_in_writer, &step, cancellable, error);
}

static gpointer
stage_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Step *step = data;
  gint64 n_left;

  if (!tb_sync_count_unstaged (connection, &n_left, error))
    return NULL;
  if (n_left == 0)
    return DONE;
  return tb_connection_begin (connection, error)
                 && end_transaction (
                     connection, tb_sync_stage (connection, STAGE_PIECE, &step->more, error), error)
             ? DONE
             : NULL;
}

static gboolean
stage (gpointer data, gboolean *more, GCancellable *cancellable, GError **error)
{
  Step step = { 0 };

  if (!run (data, stage_in_writer, &step, cancellable, error))
    return FALSE;
  *more = step.more;
  return TRUE;
}

/* Of a revision that the peer has: whether it refused it before, and has it now from another desk.
 */
static void
note_taken (Step *step, GPtrArray *refused, gint64 peer, const char *id, const char *rev)
{
  for (guint i = 0; i < refused->len; i++)
    {
      const TbRefusedRow *row = g_ptr_array_index (refused, i);

      if (row->peer == peer && g_str_equal (row->rev, rev) && g_str_equal (row->id, id))
        g_array_append_val (step->taken, row->row);
    }
}

static gpointer
find_unknown_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable,
                        GError **error)
{
  Step *step = data;
  g_autoptr (GPtrArray) unknown
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_revision_free);
  g_autoptr (TbPeerRow) peer = tb_peer_row_load (connection, step->desk->peer, error);
  g_autoptr (GPtrArray) refused = peer != NULL ? tb_refused_row_list (connection, error) : NULL;

  if (refused == NULL)
    return NULL;

  for (guint i = 0; i < step->items->len; i++)
    {
      const TbPeerChange *change = g_ptr_array_index (step->items, i);

      for (guint j = 0; change->revs[j] != NULL; j++)
        {
          gboolean known;

          if (!tb_revision_row_is_known (connection, change->id, change->revs[j], &known, error))
            return NULL;
          if (!known)
            g_ptr_array_add (unknown, tb_peer_revision_new (change->id, change->revs[j]));
          else
            note_taken (step, refused, peer->row, change->id, change->revs[j]);
        }
    }
  return g_steal_pointer (&unknown);
}

static gpointer
drop_taken_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable,
                      GError **error)
{
  Step *step = data;
  gboolean dropped = TRUE;

  if (!tb_connection_begin (connection, error))
    return NULL;
  for (guint i = 0; i < step->taken->len && dropped; i++)
    dropped = tb_refused_row_drop (connection, g_array_index (step->taken, gint64, i), error);
  return end_transaction (connection, dropped, error) ? DONE : NULL;
}

static GPtrArray *
find_unknown (gpointer data, GPtrArray *changes, GCancellable *cancellable, GError **error)
{
  TbSyncDesk *self = data;
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (gint64));
  Step step = { .desk = self, .items = changes, .taken = taken };
  g_autoptr (GPtrArray) unknown
      = tb_session_read (self->session, find_unknown_in_reader, &step, cancellable, error);

  if (unknown == NULL
      || (taken->len > 0 && !run (self, drop_taken_in_writer, &step, cancellable, error)))
    return NULL;
  return g_steal_pointer (&unknown);
}

/* Remembers where the peer's changes were read to. */
static gboolean
move_since (Step *step, TbConnection *connection, TbPeerRow *peer, GError **error)
{
  if (step->since == NULL)
    return TRUE;
  g_set_str (&peer->since, step->since);
  return tb_peer_row_save (connection, peer, error);
}

/* What was changed here meanwhile comes first, so that what comes is merged with it. */
static gpointer
store_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Step *step = data;
  g_autoptr (TbPeerRow) peer = tb_peer_row_load (connection, step->desk->peer, error);
  g_autoptr (TbBatchWriter) writer = NULL;
  gboolean more;
  gint64 n_left;

  if (peer == NULL || !tb_sync_count_unstaged (connection, &n_left, error))
    return NULL;
  step->more = n_left > STAGE_ALONG;
  if (step->more)
    return DONE;

  writer = tb_batch_writer_begin_sync (connection, error);
  if (writer == NULL || !tb_sync_stage (connection, G_MAXINT, &more, error)
      || !tb_sync_receive (writer, step->items, peer->row, error)
      || !move_since (step, connection, peer, error) || !commit (step->desk, writer, error))
    return NULL;
  return DONE;
}

static gpointer
keep_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Step *step = data;
  g_autoptr (TbPeerRow) peer = tb_peer_row_load (connection, step->desk->peer, error);
  g_autoptr (TbBatchWriter) writer
      = peer != NULL ? tb_batch_writer_begin_sync (connection, error) : NULL;

  return writer != NULL && tb_sync_receive_unreadable (writer, step->items, peer->row, error)
                 && commit (step->desk, writer, error)
             ? DONE
             : NULL;
}

/* Whether the fault may lie in what has come, and not in the disk or the wish of a person. */
static gboolean
may_be_poison (const GError *error)
{
  return g_error_matches (error, TB_ERROR, TB_ERROR_DATABASE)
         || g_error_matches (error, TB_ERROR, TB_ERROR_INVALID)
         || g_error_matches (error, TB_ERROR, TB_ERROR_CONFLICT)
         || g_error_matches (error, TB_ERROR, TB_ERROR_NOT_FOUND);
}

static gboolean
store_documents (TbSyncDesk *self, GPtrArray *documents, const char *since,
                 GCancellable *cancellable, GError **error)
{
  for (;;)
    {
      Step step = { .items = documents, .since = since };

      if (!run (self, store_in_writer, &step, cancellable, error))
        return FALSE;
      if (!step.more)
        return TRUE;
      for (gboolean more = TRUE; more;)
        if (!stage (self, &more, cancellable, error))
          return FALSE;
    }
}

/* A page that cannot be taken over is taken over document by document, and the one that it cannot
 * hold is kept aside. */
static gboolean
store_one_by_one (TbSyncDesk *self, GPtrArray *documents, const char *since,
                  GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  for (guint i = 0; i < documents->len; i++)
    {
      g_autoptr (GPtrArray) one = g_ptr_array_new ();
      g_autoptr (GError) local_error = NULL;
      Step step = { .items = one };

      g_ptr_array_add (one, documents->pdata[i]);
      if (store_documents (self, one, NULL, cancellable, &local_error))
        continue;
      if (!may_be_poison (local_error))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (!run (self, keep_in_writer, &step, cancellable, error))
        return FALSE;
    }
  return store_documents (self, none, since, cancellable, error);
}

static gboolean
store (gpointer data, GPtrArray *documents, const char *since, GCancellable *cancellable,
       GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (store_documents (data, documents, since, cancellable, &local_error))
    return TRUE;
  if (documents->len > 0 && may_be_poison (local_error))
    return store_one_by_one (data, documents, since, cancellable, error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gpointer
settle_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable,
                  GError **error)
{
  Step *step = data;
  g_autoptr (GArray) rows = tb_document_row_list_pending (connection, 0, 1, error);
  g_autoptr (TbBatchWriter) writer = NULL;

  if (rows == NULL)
    return NULL;
  if (rows->len == 0)
    return DONE;

  writer = tb_batch_writer_begin_sync (connection, error);
  if (writer == NULL || !tb_sync_settle (writer, SETTLE_PIECE, &step->more, error)
      || !commit (step->desk, writer, error))
    return NULL;
  return DONE;
}

static gboolean
settle (gpointer data, gboolean *more, GCancellable *cancellable, GError **error)
{
  Step step = { 0 };

  if (!run (data, settle_in_writer, &step, cancellable, error))
    return FALSE;
  *more = step.more;
  return TRUE;
}

static gpointer
offer_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Step *step = data;
  g_autoptr (TbPeerRow) peer = tb_peer_row_load (connection, step->desk->peer, error);
  g_autoptr (GPtrArray) rows = NULL;
  TbReplicatorOffer *offer;

  if (peer == NULL)
    return NULL;
  rows = tb_revision_row_list_offers (connection, peer->row, MAX (step->number, peer->offered),
                                      OFFER_DOCUMENTS, OFFER_BYTES, error);
  if (rows == NULL)
    return NULL;

  offer = g_new0 (TbReplicatorOffer, 1);
  offer->documents = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_document_free);
  for (guint i = 0; i < rows->len; i++)
    {
      TbRevisionRow *row = g_ptr_array_index (rows, i);

      g_ptr_array_add (offer->documents, tb_sync_document_take_row (row->id, row));
      offer->may_have = offer->may_have || row->seq <= peer->recheck;
      offer->last = row->seq;
    }
  return offer;
}

static TbReplicatorOffer *
make_offer (gpointer data, gint64 after, GCancellable *cancellable, GError **error)
{
  TbSyncDesk *self = data;
  Step step = { .desk = self, .number = after };

  return tb_session_read (self->session, offer_in_reader, &step, cancellable, error);
}

static gboolean
write_refusals (Step *step, TbConnection *connection, gint64 peer, GError **error)
{
  g_autofree char *now = tb_clock_dup_instant (tb_connection_get_clock (connection));

  for (guint i = 0; step->items != NULL && i < step->items->len; i++)
    {
      const TbPeerRefusal *refusal = g_ptr_array_index (step->items, i);
      TbRefusedRow row = {
        .id = refusal->id,
        .rev = refusal->rev,
        .code = refusal->code,
        .reason = refusal->words,
        .at = now,
      };

      if (!tb_refused_row_add (connection, peer, &row, error))
        return FALSE;
    }
  return TRUE;
}

static gpointer
offered_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable,
                   GError **error)
{
  Step *step = data;
  g_autoptr (TbPeerRow) peer = tb_peer_row_load (connection, step->desk->peer, error);

  if (peer == NULL || !tb_connection_begin (connection, error))
    return NULL;
  peer->offered = MAX (peer->offered, step->number);
  return end_transaction (connection,
                          write_refusals (step, connection, peer->row, error)
                              && tb_peer_row_save (connection, peer, error),
                          error)
             ? DONE
             : NULL;
}

static gboolean
offered (gpointer data, gint64 last, GPtrArray *refusals, GCancellable *cancellable, GError **error)
{
  Step step = { .number = last, .items = refusals };

  return run (data, offered_in_writer, &step, cancellable, error);
}

/* What came from the peer itself need not be looked through again for something to offer. */
static gboolean
skip_its_own (TbConnection *connection, TbPeerRow *peer, GError **error)
{
  gint64 last, n_left;

  if (!tb_revision_row_get_last (connection, &last, error)
      || !tb_revision_row_count_offers (connection, peer->row, peer->offered, &n_left, error))
    return FALSE;
  if (n_left == 0)
    peer->offered = MAX (peer->offered, last);
  return TRUE;
}

/* The peer knows of it already. */
static void
note_round (Step *step, TbPeerRow *peer)
{
  g_set_str (&peer->start, step->start);
  peer->rounds = step->number;
  tb_peer_row_confirm (peer);
}

static gpointer
end_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Step *step = data;
  g_autoptr (TbPeerRow) peer = NULL;

  if (!tb_connection_begin (connection, error))
    return NULL;
  peer = tb_peer_row_load (connection, step->desk->peer, error);
  if (peer == NULL || !skip_its_own (connection, peer, error))
    return end_transaction (connection, FALSE, error) ? DONE : NULL;

  g_free (peer->succeeded_at);
  peer->succeeded_at = tb_clock_dup_instant (tb_connection_get_clock (connection));
  g_clear_pointer (&peer->failed_at, g_free);
  g_clear_pointer (&peer->failure, g_free);
  note_round (step, peer);
  return end_transaction (connection, tb_peer_row_save (connection, peer, error), error) ? DONE
                                                                                         : NULL;
}

static gpointer
confirm_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable,
                   GError **error)
{
  Step *step = data;
  g_autoptr (TbPeerRow) peer = NULL;

  if (!tb_connection_begin (connection, error))
    return NULL;
  peer = tb_peer_row_load (connection, step->desk->peer, error);
  if (peer != NULL)
    note_round (step, peer);
  return end_transaction (connection, peer != NULL && tb_peer_row_save (connection, peer, error),
                          error)
             ? DONE
             : NULL;
}

static gboolean
confirm (gpointer data, const char *start, gint64 rounds, GCancellable *cancellable, GError **error)
{
  Step step = { .start = start, .number = rounds };

  return run (data, confirm_in_writer, &step, cancellable, error);
}

static gboolean
end (gpointer data, const char *start, gint64 rounds, GCancellable *cancellable, GError **error)
{
  Step step = { .start = start, .number = rounds };

  return run (data, end_in_writer, &step, cancellable, error);
}

static void
tell_progress (gpointer data, guint64 done, guint64 total)
{
  TbSyncDesk *self = data;

  if (self->progress != NULL)
    self->progress (done, total, self->progress_data);
}

static gpointer
note_failure_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable,
                        GError **error)
{
  Step *step = data;
  g_autoptr (TbPeerRow) peer = NULL;

  if (!tb_connection_begin (connection, error))
    return NULL;
  peer = tb_peer_row_load (connection, step->desk->peer, error);
  if (peer != NULL)
    {
      g_free (peer->failed_at);
      peer->failed_at = tb_clock_dup_instant (tb_connection_get_clock (connection));
      g_set_str (&peer->failure, step->failure);
    }
  return end_transaction (connection, peer != NULL && tb_peer_row_save (connection, peer, error),
                          error)
             ? DONE
             : NULL;
}

/**
 * tb_sync_desk_new:
 * @session: a register that may be written
 * @peer_name: by what the peer is told from others: `service:` and the address of its branch, or
 * `exchange:` and the id of another desk
 *
 * Returns: (transfer full): the register as one end of an exchange with that peer
 */
TbSyncDesk *
tb_sync_desk_new (TbSession *session, const char *peer_name)
{
  TbSyncDesk *self;

  g_return_val_if_fail (TB_IS_SESSION (session), NULL);
  g_return_val_if_fail (peer_name != NULL && *peer_name != '\0', NULL);

  self = g_new0 (TbSyncDesk, 1);
  self->session = g_object_ref (session);
  self->peer = g_strdup (peer_name);
  self->interface = (TbReplicatorDesk){
    .data = self,
    .begin = begin,
    .restart = restart,
    .stage = stage,
    .find_unknown = find_unknown,
    .store = store,
    .settle = settle,
    .offer = make_offer,
    .offered = offered,
    .confirm = confirm,
    .end = end,
    .progress = tell_progress,
  };
  return self;
}

/**
 * tb_sync_desk_free:
 * @self: (transfer full): a desk that no replicator uses
 */
void
tb_sync_desk_free (TbSyncDesk *self)
{
  g_object_unref (self->session);
  g_free (self->peer);
  g_free (self);
}

/**
 * tb_sync_desk_get_interface:
 * @self: a desk
 *
 * Returns: (transfer none): the same for tb_replicator_new(), as long as @self is there
 */
const TbReplicatorDesk *
tb_sync_desk_get_interface (TbSyncDesk *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->interface;
}

/**
 * tb_sync_desk_set_progress:
 * @self: a desk
 * @progress: (nullable): told how far an exchange is, on the thread of the replicator
 * @data: given to @progress
 */
void
tb_sync_desk_set_progress (TbSyncDesk *self, TbProgressFunc progress, gpointer data)
{
  g_return_if_fail (self != NULL);

  self->progress = progress;
  self->progress_data = data;
}

/**
 * tb_sync_desk_note_failure:
 * @self: a desk
 * @failure: what went wrong, for people
 * @error: return location of an error
 *
 * Remembers that an exchange failed, so that it is told also when the program is started again.
 *
 * Returns: whether it was written; otherwise any error of TB_ERROR
 */
gboolean
tb_sync_desk_note_failure (TbSyncDesk *self, const char *failure, GError **error)
{
  Step step = { .failure = failure };

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (failure != NULL, FALSE);

  return run (self, note_failure_in_writer, &step, NULL, error);
}
