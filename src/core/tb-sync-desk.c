/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sync-desk-private.h"

#include "tb-document-row.h"
#include "tb-document.h"
#include "tb-peer-row.h"
#include "tb-revision-row.h"
#include "tb-session-private.h"
#include "tb-sync-device.h"
#include "tb-sync-stage.h"

/* Entries of the journal in one piece of work: about a twentieth of a second. */
#define STAGE_PIECE 500

/* What a step is given, and gives back. */
typedef struct
{
  TbSyncDesk *desk;         /* (not owned) */
  TbReplicatorState *state; /* (not owned) (nullable): to be read */
  TbReplicatorLoss loss;
  gboolean more;       /* whether something is left to be staged */
  const char *start;   /* (nullable): of the round that ends */
  gint64 rounds;       /* that the peer knows of */
  const char *failure; /* (nullable): why the exchange failed, for people */
} Step;

/*< private >
 * tb_sync_desk_run:
 * @func: a piece of work
 * @data: for @func
 *
 * Returns: whether @func has done its work, on the writer's thread
 */
gboolean
tb_sync_desk_run (TbSyncDesk *self, TbWorkerFunc func, gpointer data, GCancellable *cancellable,
                  GError **error)
{
  return tb_session_run_write (self->session, func, data, cancellable, error) != NULL;
}

/*< private >
 * tb_sync_desk_end_transaction:
 * @well: whether all in it went well; otherwise @error is set
 *
 * Ends a transaction in which all went well, and takes back another.
 *
 * Returns: whether it lasts
 */
gboolean
tb_sync_desk_end_transaction (TbConnection *connection, gboolean well, GError **error)
{
  if (well)
    return tb_connection_commit (connection, error);
  tb_connection_rollback (connection);
  return FALSE;
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
         && tb_sync_desk_end_transaction (
             connection,
             tb_document_row_retry_newer (connection, error)
                 && tb_setting_set (connection, "sync.schema", present, error),
             error);
}

/* A peer that is new, or that the last exchange with was broken off. It has a row from the first
 * exchange on, since what comes from it is told by that. */
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
              || !tb_sync_desk_end_transaction (
                  connection,
                  tb_peer_row_save (connection, peer, error)
                      && tb_peer_row_take_back (connection, peer, error),
                  error))))
    return NULL;
  return read_state (step, connection, error) ? TB_SYNC_DESK_DONE : NULL;
}

static gboolean
begin (gpointer data, TbReplicatorState *state, GCancellable *cancellable, GError **error)
{
  Step step = { .desk = data, .state = state };

  return tb_sync_desk_run (data, begin_in_writer, &step, cancellable, error);
}

static gpointer
restart_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable,
                   GError **error)
{
  Step *step = data;
  g_autoptr (TbPeerRow) peer = tb_peer_row_load (connection, step->desk->peer, error);

  if (peer == NULL || !tb_connection_begin (connection, error)
      || !tb_sync_desk_end_transaction (connection,
                                        step->loss == TB_REPLICATOR_DESK_WENT_BACK
                                            ? tb_sync_device_renew (connection, error)
                                            : tb_peer_row_reset (connection, peer->row, error),
                                        error))
    return NULL;
  return read_state (step, connection, error) ? TB_SYNC_DESK_DONE : NULL;
}

static gboolean
restart (gpointer data, TbReplicatorLoss loss, TbReplicatorState *state, GCancellable *cancellable,
         GError **error)
{
  Step step = { .desk = data, .state = state, .loss = loss };

  return tb_sync_desk_run (data, restart_in_writer, &step, cancellable, error);
}

static gpointer
stage_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Step *step = data;
  gint64 n_left;

  if (!tb_sync_count_unstaged (connection, &n_left, error))
    return NULL;
  if (n_left == 0)
    return TB_SYNC_DESK_DONE;
  return tb_connection_begin (connection, error)
                 && tb_sync_desk_end_transaction (
                     connection, tb_sync_stage (connection, STAGE_PIECE, &step->more, error), error)
             ? TB_SYNC_DESK_DONE
             : NULL;
}

/*< private >
 * tb_sync_desk_stage:
 *
 * As #TbReplicatorDesk.stage.
 */
gboolean
tb_sync_desk_stage (gpointer data, gboolean *more, GCancellable *cancellable, GError **error)
{
  Step step = { .desk = data };

  if (!tb_sync_desk_run (data, stage_in_writer, &step, cancellable, error))
    return FALSE;
  *more = step.more;
  return TRUE;
}

/* Sets what is remembered of the peer; may fail. */
typedef gboolean (*PeerFunc) (const Step *step, TbConnection *connection, TbPeerRow *peer,
                              GError **error);

static gpointer
write_peer (const Step *step, TbConnection *connection, PeerFunc set, GError **error)
{
  g_autoptr (TbPeerRow) peer = NULL;
  gboolean well;

  if (!tb_connection_begin (connection, error))
    return NULL;
  peer = tb_peer_row_load (connection, step->desk->peer, error);
  well = peer != NULL && set (step, connection, peer, error)
         && tb_peer_row_save (connection, peer, error);
  return tb_sync_desk_end_transaction (connection, well, error) ? TB_SYNC_DESK_DONE : NULL;
}

/* The peer knows of it already. */
static gboolean
set_confirmed (const Step *step, TbConnection *connection, TbPeerRow *peer, GError **error)
{
  g_set_str (&peer->start, step->start);
  peer->rounds = step->rounds;
  tb_peer_row_confirm (peer);
  return TRUE;
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

static gboolean
set_succeeded (const Step *step, TbConnection *connection, TbPeerRow *peer, GError **error)
{
  if (!skip_its_own (connection, peer, error))
    return FALSE;

  g_free (peer->succeeded_at);
  peer->succeeded_at = tb_clock_dup_instant (tb_connection_get_clock (connection));
  g_clear_pointer (&peer->failed_at, g_free);
  g_clear_pointer (&peer->failure, g_free);
  return set_confirmed (step, connection, peer, error);
}

static gboolean
set_failed (const Step *step, TbConnection *connection, TbPeerRow *peer, GError **error)
{
  g_free (peer->failed_at);
  peer->failed_at = tb_clock_dup_instant (tb_connection_get_clock (connection));
  g_set_str (&peer->failure, step->failure);
  return TRUE;
}

static gpointer
confirm_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable,
                   GError **error)
{
  return write_peer (data, connection, set_confirmed, error);
}

static gpointer
end_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return write_peer (data, connection, set_succeeded, error);
}

static gpointer
note_failure_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable,
                        GError **error)
{
  return write_peer (data, connection, set_failed, error);
}

static gboolean
confirm (gpointer data, const char *start, gint64 rounds, GCancellable *cancellable, GError **error)
{
  Step step = { .desk = data, .start = start, .rounds = rounds };

  return tb_sync_desk_run (data, confirm_in_writer, &step, cancellable, error);
}

static gboolean
end (gpointer data, const char *start, gint64 rounds, GCancellable *cancellable, GError **error)
{
  Step step = { .desk = data, .start = start, .rounds = rounds };

  return tb_sync_desk_run (data, end_in_writer, &step, cancellable, error);
}

static void
tell_progress (gpointer data, guint64 done, guint64 total)
{
  TbSyncDesk *self = data;

  if (self->progress != NULL)
    self->progress (done, total, self->progress_data);
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
    .stage = tb_sync_desk_stage,
    .find_unknown = tb_sync_desk_find_unknown,
    .store = tb_sync_desk_store,
    .settle = tb_sync_desk_settle,
    .offer = tb_sync_desk_offer,
    .offered = tb_sync_desk_note_offered,
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
  Step step = { .desk = self, .failure = failure };

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (failure != NULL, FALSE);

  return tb_sync_desk_run (self, note_failure_in_writer, &step, NULL, error);
}
