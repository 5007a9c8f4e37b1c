/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-model-private.h"

#include "tb-canonical-json.h"
#include "tb-sync-test.h"

void
tb_model_take_in (TbModelDesk *desk, TbPeerDocument *document)
{
  TbModelDocument *kept = g_hash_table_lookup (desk->documents, document->id);

  if (kept == NULL)
    {
      kept = g_new0 (TbModelDocument, 1);
      kept->leaves = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_document_free);
      kept->bodies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                            (GDestroyNotify)json_object_unref);
      g_hash_table_insert (desk->documents, g_strdup (document->id), kept);
    }
  if (g_hash_table_contains (kept->bodies, document->rev))
    return;
  g_hash_table_insert (kept->bodies, g_strdup (document->rev), json_object_ref (document->body));

  for (guint i = 0; i < kept->leaves->len; i++)
    {
      TbPeerDocument *leaf = g_ptr_array_index (kept->leaves, i);

      if (g_strv_contains ((const char *const *)leaf->ancestry, document->rev))
        return;
    }
  for (guint i = 0; i < kept->leaves->len; i++)
    {
      TbPeerDocument *leaf = g_ptr_array_index (kept->leaves, i);

      if (g_strv_contains ((const char *const *)document->ancestry, leaf->rev))
        g_ptr_array_remove_index (kept->leaves, i--);
    }
  g_ptr_array_add (kept->leaves, tb_sync_test_document_copy (document));
}

static TbPeerDocument *
first_revision (const char *id, JsonObject *body)
{
  g_autofree char *json = tb_canonical_json_dup_object (body);

  return tb_sync_test_first (id, json);
}

/* The entries of a record. */
GPtrArray *
tb_model_list_entries (TbModelDesk *desk, const char *record_id)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_entry_free);
  g_autoptr (GPtrArray) ids = tb_model_list_keys (desk->documents);

  for (guint i = 0; i < ids->len; i++)
    {
      TbModelDocument *kept = g_hash_table_lookup (desk->documents, g_ptr_array_index (ids, i));
      TbPeerDocument *leaf = g_ptr_array_index (kept->leaves, 0);

      if (g_strcmp0 (tb_entry_get_record_id (leaf->body), record_id) == 0)
        g_ptr_array_add (entries, tb_entry_new (json_object_ref (leaf->body)));
    }
  return entries;
}

void
tb_model_take_in_entry (TbModelDesk *desk, TbEntry *entry)
{
  g_autoptr (TbPeerDocument) document = first_revision (entry->id, entry->body);

  tb_model_take_in (desk, document);
}

static char *
dup_stamp (TbModelDesk *desk)
{
  desk->clock += 3;
  return g_strdup_printf ("2026-11-%02uT%02u:%02u:00Z", 1 + desk->clock / 1440 % 28,
                          desk->clock / 60 % 24, desk->clock % 60);
}

static void
stage_entry (TbModelDesk *desk, TbModelRecord *shown)
{
  g_autoptr (GPtrArray) entries = tb_model_list_entries (desk, tb_record_get_id (shown->record));
  g_autoptr (GPtrArray) heads = tb_entry_find_heads (entries);
  g_autofree char *at = dup_stamp (desk);
  g_autoptr (TbEntry) entry
      = tb_entry_new_for_record (shown->record, desk->name, at, desk->scope, heads);

  tb_model_take_in_entry (desk, entry);
}

static void
stage_record (TbModelDesk *desk, TbModelRecord *shown, const char *id)
{
  g_autofree char *at = dup_stamp (desk);
  TbPeerDocument *before = shown->applied;
  g_autoptr (JsonObject) body = tb_document_new (shown->record, desk->name, at, desk->scope,
                                                 before != NULL ? before->body : NULL);
  g_autoptr (TbPeerDocument) document = NULL;

  if (before != NULL && tb_document_says_same (before->body, body))
    return;
  /* It follows what people saw when they edited it, which need not be the winner. */
  document = before != NULL ? tb_merge_new_child (before, body) : first_revision (id, body);
  tb_model_take_in (desk, document);
  g_clear_pointer (&shown->applied, tb_peer_document_free);
  shown->applied = tb_sync_test_document_copy (document);
}

void
tb_model_stage (TbModelDesk *desk)
{
  g_autoptr (GPtrArray) keys = tb_model_list_keys (desk->shown);

  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);
      TbModelRecord *shown = g_hash_table_lookup (desk->shown, key);

      if (!shown->edited)
        continue;
      shown->edited = FALSE;
      if (tb_document_kind (tb_record_get_record_type (shown->record)->name) == TB_DOCUMENT_ENTRY)
        stage_entry (desk, shown);
      else
        stage_record (desk, shown, key);
    }
}
