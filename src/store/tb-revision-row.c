/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-revision-row.h"

#include <string.h>

#include "tb-review-row.h"
#include "tb-statement.h"

/* Bodies of revisions that were leaves, kept for each document at most: a merge of two leaves needs
 * the last one before both. */
#define MAX_BODIES "32"

#define COLUMNS "seq, document, rev, leaf, deleted, \"foreign\", origin, ancestry, body"

/**
 * tb_revision_row_free:
 * @self: (transfer full): a revision
 */
void
tb_revision_row_free (TbRevisionRow *self)
{
  g_free (self->id);
  g_free (self->rev);
  g_free (self->ancestry);
  g_free (self->body);
  g_free (self);
}

static gpointer
read_row (TbStatement *statement)
{
  TbRevisionRow *self = g_new0 (TbRevisionRow, 1);

  self->seq = tb_statement_get_int (statement, 0);
  self->document = tb_statement_get_int (statement, 1);
  self->rev = tb_statement_dup_text (statement, 2);
  self->leaf = tb_statement_get_int (statement, 3) != 0;
  self->deleted = tb_statement_get_int (statement, 4) != 0;
  self->is_foreign = tb_statement_get_int (statement, 5) != 0;
  self->origin = tb_statement_get_int (statement, 6);
  self->ancestry = tb_statement_dup_text (statement, 7);
  self->body = tb_statement_dup_text (statement, 8);
  return self;
}

static gboolean
close_leaf (TbConnection *connection, gint64 document, const char *rev, GError **error)
{
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (connection,
                               "UPDATE sync_revision SET leaf = 0"
                               " WHERE document = ?1 AND rev = ?2 AND leaf = 1",
                               error);

  if (statement == NULL)
    return FALSE;
  tb_statement_bind_int (statement, 1, document);
  tb_statement_bind_text (statement, 2, rev);
  return tb_statement_run (statement, error);
}

static gboolean
close_ancestors (TbConnection *connection, const TbRevisionRow *self, GError **error)
{
  g_auto (GStrv) before = g_strsplit (self->ancestry, " ", -1);

  for (guint i = 0; before[i] != NULL; i++)
    if (!close_leaf (connection, self->document, before[i], error))
      return FALSE;
  return TRUE;
}

/* The revision that the register shows stays, however many have come since. */
static gboolean
prune (TbConnection *connection, gint64 document, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection,
      "DELETE FROM sync_revision WHERE seq IN (SELECT seq FROM sync_revision WHERE document = ?1"
      " AND leaf = 0 AND seq IS NOT (SELECT applied FROM sync_document WHERE row = ?1)"
      " ORDER BY seq DESC LIMIT -1 OFFSET " MAX_BODIES ")",
      error);

  if (statement == NULL)
    return FALSE;
  tb_statement_bind_int (statement, 1, document);
  return tb_statement_run (statement, error);
}

/**
 * tb_revision_row_add:
 * @connection: a connection in a transaction
 * @self: a revision that is not known yet; its `seq` is filled in
 * @error: where to put what went wrong
 *
 * Returns: whether it was written; otherwise any error of TB_ERROR
 */
gboolean
tb_revision_row_add (TbConnection *connection, TbRevisionRow *self, GError **error)
{
  g_autoptr (TbStatement) statement = NULL;

  if (self->leaf && self->ancestry != NULL && !close_ancestors (connection, self, error))
    return FALSE;

  statement = tb_connection_prepare (
      connection,
      "INSERT INTO sync_revision (document, rev, leaf, deleted, \"foreign\", origin, ancestry,"
      " body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) RETURNING seq",
      error);
  if (statement == NULL)
    return FALSE;

  tb_statement_bind_int (statement, 1, self->document);
  tb_statement_bind_text (statement, 2, self->rev);
  tb_statement_bind_int (statement, 3, self->leaf);
  tb_statement_bind_int (statement, 4, self->deleted);
  tb_statement_bind_int (statement, 5, self->is_foreign);
  if (self->origin != 0)
    tb_statement_bind_int (statement, 6, self->origin);
  tb_statement_bind_text (statement, 7, self->ancestry);
  tb_statement_bind_text (statement, 8, self->body);
  if (tb_statement_step (statement, error) != TB_STEP_ROW)
    return FALSE;
  self->seq = tb_statement_get_int (statement, 0);
  return tb_statement_step (statement, error) == TB_STEP_DONE
         && (self->ancestry == NULL
             || (tb_refused_row_settle (connection, self->document, error)
                 && prune (connection, self->document, error)));
}

/**
 * tb_revision_row_set_foreign:
 * @connection: a connection in a transaction
 * @seq: number of a revision
 * @is_foreign: whether it is to be kept aside
 * @error: where to put what went wrong
 *
 * Returns: whether it was written; otherwise any error of TB_ERROR
 */
gboolean
tb_revision_row_set_foreign (TbConnection *connection, gint64 seq, gboolean is_foreign,
                             GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection, "UPDATE sync_revision SET \"foreign\" = ?2 WHERE seq = ?1", error);

  if (statement == NULL)
    return FALSE;
  tb_statement_bind_int (statement, 1, seq);
  tb_statement_bind_int (statement, 2, is_foreign);
  return tb_statement_run (statement, error);
}

/**
 * tb_revision_row_list_leaves:
 * @connection: a connection
 * @document: number of a document
 * @error: where to put what went wrong
 *
 * Returns: (transfer full) (element-type TbRevisionRow): its leaves, tombstones and foreign ones
 * among them; %NULL with any error of TB_ERROR
 */
GPtrArray *
tb_revision_row_list_leaves (TbConnection *connection, gint64 document, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection,
      "SELECT " COLUMNS " FROM sync_revision WHERE document = ?1 AND leaf = 1 ORDER BY seq", error);

  if (statement == NULL)
    return NULL;

  tb_statement_bind_int (statement, 1, document);
  return tb_statement_collect (statement, read_row, (GDestroyNotify)tb_revision_row_free, error);
}

/**
 * tb_revision_row_load:
 * @connection: a connection
 * @seq: number of a revision that is there
 * @error: where to put what went wrong
 *
 * Returns: (transfer full): the revision; %NULL with any error of TB_ERROR
 */
TbRevisionRow *
tb_revision_row_load (TbConnection *connection, gint64 seq, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection, "SELECT " COLUMNS " FROM sync_revision WHERE seq = ?1", error);
  TbStep step;

  if (statement == NULL)
    return NULL;

  tb_statement_bind_int (statement, 1, seq);
  step = tb_statement_step (statement, error);
  if (step == TB_STEP_ERROR)
    return NULL;
  g_assert (step == TB_STEP_ROW);
  return read_row (statement);
}

/**
 * tb_revision_row_find_body:
 * @connection: a connection
 * @document: number of a document
 * @rev: one of its revisions
 * @body: (out) (transfer full) (nullable): what it says; %NULL where that is not known
 * @error: where to put what went wrong
 *
 * Returns: whether it could be looked up; otherwise any error of TB_ERROR
 */
gboolean
tb_revision_row_find_body (TbConnection *connection, gint64 document, const char *rev, char **body,
                           GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection, "SELECT body FROM sync_revision WHERE document = ?1 AND rev = ?2", error);
  TbStep step;

  *body = NULL;
  if (statement == NULL)
    return FALSE;

  tb_statement_bind_int (statement, 1, document);
  tb_statement_bind_text (statement, 2, rev);
  step = tb_statement_step (statement, error);
  if (step == TB_STEP_ROW)
    *body = tb_statement_dup_text (statement, 0);
  return step != TB_STEP_ERROR;
}

/**
 * tb_revision_row_find_given_body:
 * @connection: a connection
 * @self: a revision
 * @peer: number of a peer
 * @body: (out) (transfer full) (nullable): what the latest revision before it says that came from
 * that peer; %NULL where none did, or that is not known
 * @error: where to put what went wrong
 *
 * Returns: whether it could be looked up; otherwise any error of TB_ERROR
 */
gboolean
tb_revision_row_find_given_body (TbConnection *connection, const TbRevisionRow *self, gint64 peer,
                                 char **body, GError **error)
{
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (connection,
                               "SELECT body FROM sync_revision WHERE document = ?1 AND origin = ?2"
                               " AND instr (' ' || ?3 || ' ', ' ' || rev || ' ')"
                               " ORDER BY seq DESC LIMIT 1",
                               error);
  TbStep step;

  *body = NULL;
  if (statement == NULL)
    return FALSE;

  tb_statement_bind_int (statement, 1, self->document);
  tb_statement_bind_int (statement, 2, peer);
  tb_statement_bind_text (statement, 3, self->ancestry != NULL ? self->ancestry : "");
  step = tb_statement_step (statement, error);
  if (step == TB_STEP_ROW)
    *body = tb_statement_dup_text (statement, 0);
  return step != TB_STEP_ERROR;
}

/* Nearly every revision that is known has a row; the few others are told of by a leaf after them.
 */
static gboolean
is_ancestor (TbConnection *connection, const char *id, const char *rev, gboolean *known,
             GError **error)
{
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (connection,
                               "SELECT 1 FROM sync_document JOIN sync_revision"
                               " ON sync_revision.document = sync_document.row WHERE id = ?1"
                               " AND leaf = 1 AND instr (' ' || ancestry || ' ', ' ' || ?2 || ' ')"
                               " LIMIT 1",
                               error);

  if (statement == NULL)
    return FALSE;

  tb_statement_bind_text (statement, 1, id);
  tb_statement_bind_text (statement, 2, rev);
  return tb_statement_has_row (statement, known, error);
}

/**
 * tb_revision_row_is_known:
 * @connection: a connection
 * @id: id of a document
 * @rev: a revision
 * @known: (out): whether this desk has had it
 * @error: where to put what went wrong
 *
 * Returns: whether it could be looked up; otherwise any error of TB_ERROR
 */
gboolean
tb_revision_row_is_known (TbConnection *connection, const char *id, const char *rev,
                          gboolean *known, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection,
      "SELECT 1 FROM sync_revision WHERE document = (SELECT row FROM sync_document WHERE id = ?1)"
      " AND rev = ?2",
      error);
  TbStep step;

  if (statement == NULL)
    return FALSE;

  tb_statement_bind_text (statement, 1, id);
  tb_statement_bind_text (statement, 2, rev);
  step = tb_statement_step (statement, error);
  if (step == TB_STEP_DONE)
    return is_ancestor (connection, id, rev, known, error);
  *known = TRUE;
  return step == TB_STEP_ROW;
}

/* A record that is removed, and of which the peer refused the first revision and has taken nothing
 * since: there is nothing of it that the peer should hear. */
#define WITHDRAWN                                                                                  \
  "(EXISTS (SELECT 1 FROM sync_refused WHERE sync_refused.document = sync_revision.document"       \
  " AND peer = ?1 AND sync_refused.rev GLOB '1-*' AND sync_refused.rev <> sync_revision.rev)"      \
  " AND coalesce (body ->> 'removed', 0))"

#define OFFERED                                                                                    \
  " FROM sync_revision WHERE seq > ?2 AND leaf = 1 AND \"foreign\" = 0 AND origin IS NOT ?1"       \
  " AND NOT " WITHDRAWN

/**
 * tb_revision_row_list_offers:
 * @connection: a connection
 * @peer: number of a peer
 * @after: seq of the last revision that it was offered
 * @limit: how many at most
 * @max_bytes: how many bytes of bodies at most; one revision is given however long it is
 * @error: where to put what went wrong
 *
 * Returns: (transfer full) (element-type TbRevisionRow): leaves that did not come from it, with the
 * ids of their documents; %NULL with any error of TB_ERROR
 */
GPtrArray *
tb_revision_row_list_offers (TbConnection *connection, gint64 peer, gint64 after, guint limit,
                             gsize max_bytes, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection,
      "SELECT " COLUMNS ", (SELECT id FROM sync_document WHERE row = document)" OFFERED
      " ORDER BY seq LIMIT ?3",
      error);
  g_autoptr (GPtrArray) rows
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_revision_row_free);
  gsize n_bytes = 0;
  TbStep step;

  if (statement == NULL)
    return NULL;

  tb_statement_bind_int (statement, 1, peer);
  tb_statement_bind_int (statement, 2, after);
  tb_statement_bind_int (statement, 3, limit);
  while (n_bytes < max_bytes && (step = tb_statement_step (statement, error)) != TB_STEP_DONE)
    {
      TbRevisionRow *row;

      if (step == TB_STEP_ERROR)
        return NULL;
      row = read_row (statement);
      row->id = tb_statement_dup_text (statement, 9);
      g_ptr_array_add (rows, row);
      n_bytes += strlen (row->id) + (row->body != NULL ? strlen (row->body) : 0);
    }
  return g_steal_pointer (&rows);
}

/**
 * tb_revision_row_count_offers:
 * @connection: a connection
 * @peer: number of a peer
 * @after: seq of the last revision that it was offered
 * @count: (out): how many it is still to be offered
 * @error: where to put what went wrong
 *
 * Returns: whether they could be counted; otherwise any error of TB_ERROR
 */
gboolean
tb_revision_row_count_offers (TbConnection *connection, gint64 peer, gint64 after, gint64 *count,
                              GError **error)
{
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (connection, "SELECT count(*)" OFFERED, error);

  if (statement == NULL)
    return FALSE;
  tb_statement_bind_int (statement, 1, peer);
  tb_statement_bind_int (statement, 2, after);
  if (tb_statement_step (statement, error) != TB_STEP_ROW)
    return FALSE;
  *count = tb_statement_get_int (statement, 0);
  return TRUE;
}

/**
 * tb_revision_row_note_taken:
 * @connection: a connection in a transaction
 * @peer: number of a peer
 * @after: seq of the last revision that it was offered before
 * @last: seq of the last one that it was offered now; what it refused of them is written already
 * @error: where to put what went wrong
 *
 * Forgets what the peer once refused of records that it has now.
 *
 * Returns: whether it was written; otherwise any error of TB_ERROR
 */
gboolean
tb_revision_row_note_taken (TbConnection *connection, gint64 peer, gint64 after, gint64 last,
                            GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection,
      "DELETE FROM sync_refused WHERE peer = ?1 AND document IN (SELECT document" OFFERED
      " AND seq <= ?3 AND NOT EXISTS (SELECT 1 FROM sync_refused WHERE peer = ?1"
      " AND sync_refused.document = sync_revision.document"
      " AND sync_refused.rev = sync_revision.rev))",
      error);

  if (statement == NULL)
    return FALSE;
  tb_statement_bind_int (statement, 1, peer);
  tb_statement_bind_int (statement, 2, after);
  tb_statement_bind_int (statement, 3, last);
  return tb_statement_run (statement, error);
}

/**
 * tb_revision_row_get_last:
 * @connection: a connection
 * @seq: (out): number of the last revision that this desk came to know; 0 for none
 * @error: where to put what went wrong
 *
 * Returns: whether it could be looked up; otherwise any error of TB_ERROR
 */
gboolean
tb_revision_row_get_last (TbConnection *connection, gint64 *seq, GError **error)
{
  return tb_connection_read_int (connection, "SELECT coalesce (max (seq), 0) FROM sync_revision",
                                 seq, error);
}

/**
 * tb_revision_row_offer_again:
 * @connection: a connection in a transaction
 * @document: number of a document
 * @rev: one of its leaves
 * @error: where to put what went wrong
 *
 * Returns: whether it was written; otherwise any error of TB_ERROR
 */
gboolean
tb_revision_row_offer_again (TbConnection *connection, gint64 document, const char *rev,
                             GError **error)
{
  static const char *const steps[] = {
    "INSERT INTO sync_revision (document, rev, leaf, deleted, \"foreign\", ancestry, body)"
    " SELECT document, rev || '#', leaf, deleted, \"foreign\", ancestry, body FROM sync_revision"
    " WHERE document = ?1 AND rev = ?2 AND leaf = 1",
    "UPDATE sync_document SET applied = (SELECT seq FROM sync_revision WHERE document = ?1"
    " AND rev = ?2 || '#') WHERE row = ?1 AND applied = (SELECT seq FROM sync_revision"
    " WHERE document = ?1 AND rev = ?2) AND EXISTS (SELECT 1 FROM sync_revision"
    " WHERE document = ?1 AND rev = ?2 || '#')",
    "DELETE FROM sync_revision WHERE document = ?1 AND rev = ?2 AND leaf = 1",
    "UPDATE sync_revision SET rev = ?2 WHERE document = ?1 AND rev = ?2 || '#'",
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (TbStatement) statement = tb_connection_prepare (connection, steps[i], error);

      if (statement == NULL)
        return FALSE;
      tb_statement_bind_int (statement, 1, document);
      tb_statement_bind_text (statement, 2, rev);
      if (!tb_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}
