/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-model-private.h"

/* Small, so that documents that belong together come in different pages. */
#define PAGE 5

static void
mark_on_server (TbModelDesk *desk, const char *rev)
{
  if (g_hash_table_add (desk->on_server, g_strdup (rev)))
    g_hash_table_add (desk->unsure, g_strdup (rev));
}

/* What was exchanged since the canary was last left there, a server that was put back in the
 * meantime may not have, and nothing would tell: it is done again. */
static void
take_back_unsure (TbModelDesk *desk)
{
  GHashTableIter iter;
  gpointer rev;

  g_hash_table_iter_init (&iter, desk->unsure);
  while (g_hash_table_iter_next (&iter, &rev, NULL))
    g_hash_table_remove (desk->on_server, rev);
  g_hash_table_remove_all (desk->unsure);
  g_set_str (&desk->since, desk->sure_since);
}

static gboolean
look_for_canary (TbModelDesk *desk, TbSyncPeer *peer, gint64 *found, GError **error)
{
  g_autoptr (TbPeerInfo) info = tb_sync_peer_open (peer, NULL, error);
  g_autoptr (JsonObject) canary = NULL;

  if (info == NULL || !tb_sync_peer_get_local (peer, desk->name, &canary, NULL, error))
    return FALSE;

  take_back_unsure (desk);
  *found = canary != NULL ? json_object_get_int_member (canary, "rounds") : 0;
  if (*found < desk->rounds || g_strcmp0 (info->start, desk->start) != 0)
    {
      g_clear_pointer (&desk->since, g_free);
      g_clear_pointer (&desk->sure_since, g_free);
      g_hash_table_remove_all (desk->on_server);
    }
  g_set_str (&desk->start, info->start);
  return TRUE;
}

/* Never a number that was left there before: an older copy of the server may have it. */
static gboolean
leave_canary (TbModelDesk *desk, TbSyncPeer *peer, gint64 found, GError **error)
{
  g_autoptr (JsonObject) canary = json_object_new ();
  gint64 rounds = MAX (found, desk->rounds) + 1;

  if (g_hash_table_size (desk->unsure) == 0 && g_strcmp0 (desk->since, desk->sure_since) == 0)
    return TRUE;
  json_object_set_int_member (canary, "rounds", rounds);
  if (!tb_sync_peer_put_local (peer, desk->name, canary, NULL, error))
    return FALSE;

  desk->rounds = rounds;
  g_hash_table_remove_all (desk->unsure);
  g_set_str (&desk->sure_since, desk->since);
  return TRUE;
}

static gboolean
pull (TbModelDesk *desk, TbSyncPeer *peer, GError **error)
{
  gboolean more = TRUE;

  while (more)
    {
      g_autoptr (TbChangesPage) page
          = tb_sync_peer_changes (peer, desk->since, PAGE, 0, NULL, error);
      g_autoptr (GPtrArray) wanted
          = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_revision_free);
      g_autoptr (GPtrArray) answers = NULL;

      if (page == NULL)
        return FALSE;
      for (guint i = 0; i < page->changes->len; i++)
        {
          TbPeerChange *change = g_ptr_array_index (page->changes, i);
          TbModelDocument *kept = g_hash_table_lookup (desk->documents, change->id);

          for (guint j = 0; change->revs[j] != NULL; j++)
            {
              mark_on_server (desk, change->revs[j]);
              if (kept == NULL || !g_hash_table_contains (kept->bodies, change->revs[j]))
                g_ptr_array_add (wanted, tb_peer_revision_new (change->id, change->revs[j]));
            }
        }
      answers = tb_sync_peer_get (peer, wanted, NULL, error);
      if (answers == NULL)
        return FALSE;
      for (guint i = 0; i < answers->len; i++)
        {
          TbPeerDocument *answer = g_ptr_array_index (answers, i);

          g_assert_no_error (answer->error);
          /* What may travel, a model desk knows by itself. */
          if (strcmp (answer->id, TB_DOCUMENT_SETTINGS) != 0)
            tb_model_take_in (desk, answer);
        }
      tb_model_settle (desk);
      g_set_str (&desk->since, page->last_seq);
      more = page->more;
    }
  return TRUE;
}

static gboolean
push (TbModelDesk *desk, TbSyncPeer *peer, GError **error)
{
  g_autoptr (GPtrArray) leaves = g_ptr_array_new ();
  g_autoptr (GPtrArray) refusals = NULL;
  g_autoptr (GPtrArray) ids = tb_model_list_keys (desk->documents);

  for (guint i = 0; i < ids->len; i++)
    {
      TbModelDocument *kept = g_hash_table_lookup (desk->documents, g_ptr_array_index (ids, i));

      for (guint j = 0; j < kept->leaves->len; j++)
        {
          TbPeerDocument *leaf = g_ptr_array_index (kept->leaves, j);

          if (!g_hash_table_contains (desk->on_server, leaf->rev))
            g_ptr_array_add (leaves, leaf);
        }
    }
  if (leaves->len == 0)
    return TRUE;

  if (!tb_sync_peer_put (peer, leaves, &refusals, NULL, error))
    return FALSE;
  for (guint i = 0; i < leaves->len; i++)
    mark_on_server (desk, ((TbPeerDocument *)g_ptr_array_index (leaves, i))->rev);
  return TRUE;
}

gboolean
tb_model_exchange (TbModelDesk *desk, TbSyncPeer *peer, GError **error)
{
  gint64 found;

  tb_model_stage (desk);
  return look_for_canary (desk, peer, &found, error) && pull (desk, peer, error)
         && push (desk, peer, error) && leave_canary (desk, peer, found, error);
}
