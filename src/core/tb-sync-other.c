/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-document.h"
#include "tb-session-private.h"
#include "tb-statement.h"
#include "tb-sync-private.h"

/*
 * Whether a branch at a service holds another register than this one, before the two become one on
 * every desk. As with an exchange file, registers of one branch share records; of a service only a
 * few are asked for, the oldest of each kind: those are on every desk that ever exchanged.
 */

/* Of each type of records; all of them are one question to the service. */
#define N_PER_TYPE 12

/* The rules of a branch and its settings are documents, too, but few. */
#define N_FIRST_CHANGES 20

static gboolean
append_oldest (GPtrArray *wanted, TbConnection *connection, const TbRecordType *type,
               GError **error)
{
  g_autofree char *sql
      = g_strdup_printf ("SELECT id FROM \"%s\" ORDER BY row LIMIT %d", type->name, N_PER_TYPE);
  g_autoptr (TbStatement) statement = tb_connection_prepare (connection, sql, error);
  TbStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = tb_statement_step (statement, error)) == TB_STEP_ROW)
    {
      g_autofree char *id = tb_document_dup_id (type->name, tb_statement_get_text (statement, 0));

      g_ptr_array_add (wanted, tb_peer_revision_new (id, NULL));
    }
  return step == TB_STEP_DONE;
}

/* Facts are named by what they say, and not by their record. */
static gpointer
list_oldest_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GPtrArray) wanted
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_revision_free);
  guint n_types;
  const TbRecordType *const *types = tb_record_types_get_all (&n_types);

  for (guint i = 0; i < n_types; i++)
    if (tb_document_kind (types[i]->name) == TB_DOCUMENT_RECORD
        && !append_oldest (wanted, connection, types[i], error))
      return NULL;
  return g_steal_pointer (&wanted);
}

static gboolean
holds_records (TbSyncPeer *peer, gboolean *holds, GCancellable *cancellable, GError **error)
{
  g_autoptr (TbChangesPage) page
      = tb_sync_peer_changes (peer, NULL, N_FIRST_CHANGES, 0, cancellable, error);

  if (page == NULL)
    return FALSE;
  *holds = FALSE;
  for (guint i = 0; i < page->changes->len && !*holds; i++)
    *holds = tb_document_parse_id (((TbPeerChange *)g_ptr_array_index (page->changes, i))->id, NULL,
                                   NULL);
  return TRUE;
}

/*< private >
 * tb_sync_holds_another:
 * @session: a register
 * @peer: the database of a branch at a service
 * @another: (out): whether both have records, and none of this register's is there
 * @cancellable: (nullable): to give up
 * @error: return location: the errors of the service and of the store
 *
 * Blocks; on any thread but the session's.
 *
 * Returns: whether it was found out
 */
gboolean
tb_sync_holds_another (TbSession *session, TbSyncPeer *peer, gboolean *another,
                       GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) wanted
      = tb_session_read (session, list_oldest_in_reader, NULL, cancellable, error);
  g_autoptr (GPtrArray) documents = NULL;

  *another = FALSE;
  if (wanted == NULL)
    return FALSE;
  if (wanted->len == 0)
    return TRUE;
  if (!holds_records (peer, another, cancellable, error))
    return FALSE;
  if (!*another)
    return TRUE;

  documents = tb_sync_peer_get (peer, wanted, cancellable, error);
  if (documents == NULL)
    return FALSE;
  for (guint i = 0; i < documents->len && *another; i++)
    *another = ((TbPeerDocument *)g_ptr_array_index (documents, i))->error != NULL;
  return TRUE;
}
