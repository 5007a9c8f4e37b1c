/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-model-desk.h"

#include "tb-canonical-json.h"
#include "tb-model-private.h"
#include "tb-sync-test.h"

static void
kept_free (TbModelDocument *kept)
{
  g_ptr_array_unref (kept->leaves);
  g_hash_table_unref (kept->bodies);
  g_free (kept);
}

static void
shown_free (TbModelRecord *shown)
{
  g_object_unref (shown->record);
  g_clear_pointer (&shown->applied, tb_peer_document_free);
  g_free (shown);
}

static GHashTable *
notes_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static gpointer
model_desk_create (guint number)
{
  TbModelDesk *desk = g_new0 (TbModelDesk, 1);
  g_autoptr (JsonObject) settings = tb_sync_test_object ("{'sensitive':['mobile']}");

  desk->name = g_strdup_printf ("desk %u", number);
  desk->documents
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)kept_free);
  desk->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)shown_free);
  desk->reviewed = notes_new ();
  desk->past = notes_new ();
  desk->on_server = notes_new ();
  desk->unsure = notes_new ();
  desk->clock = number * 7;
  desk->scope = tb_document_scope_new (settings);
  return desk;
}

static void
model_desk_free (gpointer data)
{
  TbModelDesk *desk = data;

  g_free (desk->name);
  g_hash_table_unref (desk->documents);
  g_hash_table_unref (desk->shown);
  g_hash_table_unref (desk->reviewed);
  g_hash_table_unref (desk->past);
  g_hash_table_unref (desk->on_server);
  g_hash_table_unref (desk->unsure);
  g_free (desk->since);
  g_free (desk->sure_since);
  g_free (desk->start);
  tb_document_scope_free (desk->scope);
  g_free (desk);
}

GPtrArray *
tb_model_list_keys (GHashTable *table)
{
  GPtrArray *keys = g_hash_table_get_keys_as_ptr_array (table);

  g_ptr_array_sort_values (keys, (GCompareFunc)strcmp);
  return keys;
}

TbModelRecord *
tb_model_find_shown (TbModelDesk *desk, const char *type, const char *id)
{
  g_autofree char *key = tb_document_dup_id (type, id);

  return g_hash_table_lookup (desk->shown, key);
}

static GPtrArray *
model_desk_list (gpointer data, const TbRecordType *type, const char *prefix)
{
  TbModelDesk *desk = data;
  g_autoptr (GPtrArray) keys = tb_model_list_keys (desk->shown);
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < keys->len; i++)
    {
      TbModelRecord *shown = g_hash_table_lookup (desk->shown, g_ptr_array_index (keys, i));

      if (tb_record_get_record_type (shown->record) == type
          && g_str_has_prefix (tb_record_get_id (shown->record), prefix))
        g_ptr_array_add (records, tb_record_copy (shown->record));
    }
  return records;
}

static gboolean
are_alike (const TbUniqueRule *rule, TbRecord *a, TbRecord *b)
{
  if (tb_record_get_record_type (a) != tb_record_get_record_type (b) || tb_record_is_removed (a)
      || tb_record_is_removed (b))
    return FALSE;
  for (guint i = 0; i < rule->n_fields; i++)
    if (!tb_record_has (a, rule->fields[i]) || !tb_record_field_equal (a, b, rule->fields[i]))
      return FALSE;
  return TRUE;
}

/* The record that has what only one can have, where @record has it, too. */
TbModelRecord *
tb_model_find_clash (TbModelDesk *desk, TbRecord *record, const TbUniqueRule *rule)
{
  g_autoptr (GPtrArray) keys = tb_model_list_keys (desk->shown);

  for (guint i = 0; i < keys->len; i++)
    {
      TbModelRecord *shown = g_hash_table_lookup (desk->shown, g_ptr_array_index (keys, i));

      if (strcmp (tb_record_get_id (shown->record), tb_record_get_id (record)) != 0
          && are_alike (rule, shown->record, record))
        return shown;
    }
  return NULL;
}

void
tb_model_show (TbModelDesk *desk, TbRecord *record, TbPeerDocument *applied, gboolean edited)
{
  const char *type = tb_record_get_record_type (record)->name;
  TbModelRecord *shown = tb_model_find_shown (desk, type, tb_record_get_id (record));

  if (shown == NULL)
    {
      shown = g_new0 (TbModelRecord, 1);
      g_hash_table_insert (desk->shown, tb_document_dup_id (type, tb_record_get_id (record)),
                           shown);
    }
  g_set_object (&shown->record, record);
  shown->edited = edited;
  if (applied != NULL)
    {
      g_clear_pointer (&shown->applied, tb_peer_document_free);
      shown->applied = tb_sync_test_document_copy (applied);
    }
  tb_history_note_record (record, desk->past);
}

static gboolean
model_desk_save (gpointer data, TbRecord *record)
{
  TbModelDesk *desk = data;
  g_autoptr (GArray) rules = tb_unique_get_rules (tb_record_get_record_type (record));
  g_autoptr (TbRecord) copy = tb_record_copy (record);

  for (guint i = 0; i < rules->len; i++)
    if (tb_model_find_clash (desk, record, &g_array_index (rules, TbUniqueRule, i)) != NULL)
      return FALSE;
  tb_model_show (desk, copy, NULL, TRUE);
  return TRUE;
}

static gboolean
model_desk_sync (gpointer data, TbSyncPeer *peer, GError **error)
{
  return tb_model_exchange (data, peer, error);
}

static char *
model_desk_dump_documents (gpointer data)
{
  TbModelDesk *desk = data;
  GString *text = g_string_new (NULL);
  g_autoptr (GPtrArray) ids = tb_model_list_keys (desk->documents);

  for (guint i = 0; i < ids->len; i++)
    {
      TbModelDocument *kept = g_hash_table_lookup (desk->documents, g_ptr_array_index (ids, i));
      TbPeerDocument *winner = tb_merge_find_winner (kept->leaves);

      g_string_append_printf (text, "%s %s ", winner->id, winner->rev);
      tb_canonical_json_append_object (winner->body, text);
      g_string_append_c (text, '\n');
      for (guint j = 0; j < kept->leaves->len; j++)
        {
          TbPeerDocument *leaf = g_ptr_array_index (kept->leaves, j);

          g_assert_true (leaf == winner || leaf->deleted);
        }
    }
  return g_string_free_and_steal (text);
}

static char *
model_desk_dump_records (gpointer data)
{
  TbModelDesk *desk = data;
  GString *text = g_string_new (NULL);
  g_autoptr (GPtrArray) keys = tb_model_list_keys (desk->shown);

  for (guint i = 0; i < keys->len; i++)
    {
      TbModelRecord *shown = g_hash_table_lookup (desk->shown, g_ptr_array_index (keys, i));

      g_string_append_printf (text, "%s %d ", (char *)g_ptr_array_index (keys, i),
                              tb_record_is_removed (shown->record));
      tb_record_append_json (shown->record, text);
      g_string_append_c (text, '\n');
    }
  return g_string_free_and_steal (text);
}

static void
model_desk_note (gpointer data, GHashTable *reviewed, GHashTable *past)
{
  TbModelDesk *desk = data;
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, desk->reviewed);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    g_hash_table_add (reviewed, g_strdup (item));
  g_hash_table_iter_init (&iter, desk->past);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    g_hash_table_add (past, g_strdup (item));
}

const TbDeskKind tb_model_desk = {
  .create = model_desk_create,
  .free = model_desk_free,
  .list = model_desk_list,
  .save = model_desk_save,
  .sync = model_desk_sync,
  .dump_documents = model_desk_dump_documents,
  .dump_records = model_desk_dump_records,
  .note = model_desk_note,
};
