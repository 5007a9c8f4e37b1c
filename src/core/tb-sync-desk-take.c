/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sync-desk-private.h"

#include "tb-document-row.h"
#include "tb-error.h"
#include "tb-peer-row.h"
#include "tb-review-row.h"
#include "tb-revision-row.h"
#include "tb-session-private.h"
#include "tb-sync-apply.h"
#include "tb-sync-stage.h"

/* Documents in one piece of work: about a twentieth of a second. */
#define SETTLE_PIECE 200

/* What is left to be staged when a page is taken over goes into the same transaction. More is done
 * in pieces before. */
#define STAGE_ALONG 1000

/* What a piece of work is given, and gives back. */
typedef struct
{
  TbSyncDesk *desk;  /* (not owned) */
  GPtrArray *items;  /* (not owned) (nullable): documents or changes */
  GPtrArray *taken;  /* (not owned) (nullable) (element-type TbRefusedRow): that holds no more */
  const char *since; /* (nullable) */
  gboolean more;     /* whether something is left to be done */
} Taking;

/* Whether a revision that the peer has tells that it has what it refused, from another desk. Where
 * it refused the first one of a record, any shows that it knows the record by now. */
static gboolean
is_taken (const TbRefusedRow *refused, const char *id, const char *rev)
{
  return g_str_equal (refused->id, id) && (!refused->is_present || g_str_equal (refused->rev, rev));
}

/* Takes out of @refused what holds no more. */
static void
note_taken (Taking *taking, GPtrArray *refused, gint64 peer, const char *id, const char *rev)
{
  for (guint i = refused->len; i > 0; i--)
    {
      const TbRefusedRow *row = g_ptr_array_index (refused, i - 1);

      if (row->peer == peer && is_taken (row, id, rev))
        g_ptr_array_add (taking->taken, g_ptr_array_steal_index (refused, i - 1));
    }
}

static gpointer
find_unknown_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable,
                        GError **error)
{
  Taking *taking = data;
  g_autoptr (GPtrArray) unknown
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_revision_free);
  g_autoptr (TbPeerRow) peer = tb_peer_row_load (connection, taking->desk->peer, error);
  g_autoptr (GPtrArray) refused = peer != NULL ? tb_refused_row_list (connection, error) : NULL;

  if (refused == NULL)
    return NULL;

  for (guint i = 0; i < taking->items->len; i++)
    {
      const TbPeerChange *change = g_ptr_array_index (taking->items, i);

      for (guint j = 0; change->revs[j] != NULL; j++)
        {
          gboolean known;

          if (!tb_revision_row_is_known (connection, change->id, change->revs[j], &known, error))
            return NULL;
          if (!known)
            g_ptr_array_add (unknown, tb_peer_revision_new (change->id, change->revs[j]));
          note_taken (taking, refused, peer->row, change->id, change->revs[j]);
        }
    }
  return g_steal_pointer (&unknown);
}

static gpointer
drop_taken_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable,
                      GError **error)
{
  Taking *taking = data;
  gboolean dropped = TRUE;

  if (!tb_connection_begin (connection, error))
    return NULL;
  for (guint i = 0; i < taking->taken->len && dropped; i++)
    dropped = tb_refused_row_drop (connection, taking->taken->pdata[i], error);
  return tb_sync_desk_end_transaction (connection, dropped, error) ? TB_SYNC_DESK_DONE : NULL;
}

/*< private >
 * tb_sync_desk_find_unknown:
 *
 * As #TbReplicatorDesk.find_unknown.
 */
GPtrArray *
tb_sync_desk_find_unknown (gpointer data, GPtrArray *changes, GCancellable *cancellable,
                           GError **error)
{
  TbSyncDesk *self = data;
  g_autoptr (GPtrArray) taken
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_refused_row_free);
  Taking taking = { .desk = self, .items = changes, .taken = taken };
  g_autoptr (GPtrArray) unknown
      = tb_session_read (self->session, find_unknown_in_reader, &taking, cancellable, error);

  if (unknown == NULL
      || (taken->len > 0
          && !tb_sync_desk_run (self, drop_taken_in_writer, &taking, cancellable, error)))
    return NULL;
  return g_steal_pointer (&unknown);
}

/* Remembers where the peer's changes were read to. */
static gboolean
move_since (Taking *taking, TbConnection *connection, TbPeerRow *peer, GError **error)
{
  if (taking->since == NULL)
    return TRUE;
  g_set_str (&peer->since, taking->since);
  return tb_peer_row_save (connection, peer, error);
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

/* What was changed here meanwhile comes first, so that what comes is merged with it. */
static gpointer
store_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Taking *taking = data;
  g_autoptr (TbPeerRow) peer = tb_peer_row_load (connection, taking->desk->peer, error);
  g_autoptr (TbBatchWriter) writer = NULL;
  gboolean more;
  gint64 n_left;

  if (peer == NULL || !tb_sync_count_unstaged (connection, &n_left, error))
    return NULL;
  taking->more = n_left > STAGE_ALONG;
  if (taking->more)
    return TB_SYNC_DESK_DONE;

  writer = tb_batch_writer_begin_sync (connection, error);
  if (writer == NULL || !tb_sync_stage (connection, G_MAXINT, &more, error)
      || !tb_sync_receive (writer, taking->items, peer->row, error)
      || !move_since (taking, connection, peer, error) || !commit (taking->desk, writer, error))
    return NULL;
  return TB_SYNC_DESK_DONE;
}

static gpointer
keep_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Taking *taking = data;
  g_autoptr (TbPeerRow) peer = tb_peer_row_load (connection, taking->desk->peer, error);
  g_autoptr (TbBatchWriter) writer
      = peer != NULL ? tb_batch_writer_begin_sync (connection, error) : NULL;

  return writer != NULL && tb_sync_receive_unreadable (writer, taking->items, peer->row, error)
                 && commit (taking->desk, writer, error)
             ? TB_SYNC_DESK_DONE
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
      Taking taking = { .desk = self, .items = documents, .since = since };

      if (!tb_sync_desk_run (self, store_in_writer, &taking, cancellable, error))
        return FALSE;
      if (!taking.more)
        return TRUE;
      for (gboolean more = TRUE; more;)
        if (!tb_sync_desk_stage (self, &more, cancellable, error))
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
      Taking taking = { .desk = self, .items = one };

      g_ptr_array_add (one, documents->pdata[i]);
      if (store_documents (self, one, NULL, cancellable, &local_error))
        continue;
      if (!may_be_poison (local_error))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (!tb_sync_desk_run (self, keep_in_writer, &taking, cancellable, error))
        return FALSE;
    }
  return store_documents (self, none, since, cancellable, error);
}

/*< private >
 * tb_sync_desk_store:
 *
 * As #TbReplicatorDesk.store.
 */
gboolean
tb_sync_desk_store (gpointer data, GPtrArray *documents, const char *since,
                    GCancellable *cancellable, GError **error)
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
  Taking *taking = data;
  g_autoptr (GArray) rows = tb_document_row_list_pending (connection, 0, 1, error);
  g_autoptr (TbBatchWriter) writer = NULL;

  if (rows == NULL)
    return NULL;
  if (rows->len == 0)
    return TB_SYNC_DESK_DONE;

  writer = tb_batch_writer_begin_sync (connection, error);
  if (writer == NULL || !tb_sync_settle (writer, SETTLE_PIECE, &taking->more, error)
      || !commit (taking->desk, writer, error))
    return NULL;
  return TB_SYNC_DESK_DONE;
}

/*< private >
 * tb_sync_desk_settle:
 *
 * As #TbReplicatorDesk.settle.
 */
gboolean
tb_sync_desk_settle (gpointer data, gboolean *more, GCancellable *cancellable, GError **error)
{
  Taking taking = { .desk = data };

  if (!tb_sync_desk_run (data, settle_in_writer, &taking, cancellable, error))
    return FALSE;
  *more = taking.more;
  return TRUE;
}
