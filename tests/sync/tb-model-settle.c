/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-model-private.h"

#include "tb-canonical-json.h"
#include "tb-sync-test.h"

static void
note_review (TbModelDesk *desk, const char *record_id, TbMergeReview *review)
{
  g_autoptr (GString) value = g_string_new (NULL);

  if (review->other == NULL)
    return;
  if (json_node_get_value_type (review->other) == G_TYPE_STRING)
    g_string_append (value, json_node_get_string (review->other));
  else
    tb_canonical_json_append (review->other, value);
  g_hash_table_add (desk->reviewed, tb_history_dup_note (record_id, review->field, value->str));
}

static void
note_reviews (TbModelDesk *desk, const char *record_id, GPtrArray *reviews)
{
  for (guint i = 0; i < reviews->len; i++)
    note_review (desk, record_id, g_ptr_array_index (reviews, i));
}

static JsonObject *
look_up (const char *rev, gpointer data)
{
  return g_hash_table_lookup (((TbModelDocument *)data)->bodies, rev);
}

static gboolean
references_are_here (TbModelDesk *desk, TbRecord *record)
{
  const TbRecordType *type = tb_record_get_record_type (record);

  for (guint i = 0; i < type->n_fields; i++)
    if (type->fields[i].type == TB_FIELD_REFERENCE && tb_record_has (record, i)
        && tb_model_find_shown (desk, type->fields[i].target, tb_record_get_text (record, i))
               == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
show_body (TbModelDesk *desk, const char *record_id, JsonObject *body, TbPeerDocument *applied)
{
  const TbRecordType *type = tb_document_get_record_type (body);
  TbModelRecord *shown = tb_model_find_shown (desk, type->name, record_id);
  g_autoptr (TbRecord) record
      = shown != NULL ? tb_record_copy (shown->record) : tb_record_new (type);
  g_autoptr (GError) error = NULL;
  gboolean changed;

  tb_record_set_id (record, record_id);
  tb_document_apply (body, record, &error);
  g_assert_no_error (error);
  if (!references_are_here (desk, record))
    return FALSE;

  changed = shown == NULL || !tb_record_equal (shown->record, record);
  tb_model_show (desk, record, applied, FALSE);
  return changed;
}

static gboolean
settle_record (TbModelDesk *desk, const char *id, TbModelDocument *kept)
{
  g_autoptr (GPtrArray) reviews = tb_sync_test_reviews_new ();
  g_autoptr (GPtrArray) added = tb_merge_leaves (kept->leaves, look_up, kept, reviews);
  TbPeerDocument *winner;
  const char *record_id;

  tb_document_parse_id (id, NULL, &record_id);
  for (guint i = 0; i < added->len; i++)
    tb_model_take_in (desk, g_ptr_array_index (added, i));
  note_reviews (desk, record_id, reviews);
  winner = tb_merge_find_winner (kept->leaves);
  return show_body (desk, record_id, winner->body, winner) || added->len > 0;
}

static gboolean
settle_entry (TbModelDesk *desk, const char *record_id)
{
  g_autoptr (GPtrArray) entries = tb_model_list_entries (desk, record_id);
  g_autoptr (GPtrArray) heads = tb_entry_find_heads (entries);
  g_autoptr (GPtrArray) reviews = tb_sync_test_reviews_new ();

  tb_entry_compare_heads (heads, entries, reviews);
  note_reviews (desk, record_id, reviews);
  return show_body (desk, record_id, ((TbEntry *)g_ptr_array_index (heads, 0))->body, NULL);
}

static void
yield (TbModelDesk *desk, TbModelRecord *yielding, TbModelRecord *keeper, const TbUniqueRule *rule)
{
  const char *id = tb_record_get_id (yielding->record);
  g_autoptr (GPtrArray) reviews = tb_sync_test_reviews_new ();
  g_autoptr (JsonObject) body = NULL;

  if (tb_document_kind (tb_record_get_record_type (yielding->record)->name) == TB_DOCUMENT_ENTRY)
    {
      g_autoptr (GPtrArray) entries = tb_model_list_entries (desk, id);
      g_autoptr (GPtrArray) heads = tb_entry_find_heads (entries);
      g_autoptr (TbEntry) removal = tb_entry_new_removal (heads);

      tb_model_take_in_entry (desk, removal);
      return;
    }

  body = tb_unique_yield (rule, yielding->applied->body, keeper->applied->body, reviews);
  {
    g_autoptr (TbPeerDocument) document = tb_merge_new_child (yielding->applied, body);

    tb_model_take_in (desk, document);
  }
  note_reviews (desk, rule->removes ? tb_record_get_id (keeper->record) : id, reviews);
}

static gboolean
settle_unique (TbModelDesk *desk)
{
  g_autoptr (GPtrArray) keys = tb_model_list_keys (desk->shown);

  for (guint i = 0; i < keys->len; i++)
    {
      TbModelRecord *shown = g_hash_table_lookup (desk->shown, g_ptr_array_index (keys, i));
      g_autoptr (GArray) rules = tb_unique_get_rules (tb_record_get_record_type (shown->record));

      for (guint j = 0; j < rules->len; j++)
        {
          const TbUniqueRule *rule = &g_array_index (rules, TbUniqueRule, j);
          TbModelRecord *other = tb_model_find_clash (desk, shown->record, rule);
          const char *id = tb_record_get_id (shown->record);

          if (other == NULL)
            continue;
          if (tb_unique_choose_keeper (id, tb_record_get_id (other->record)) == id)
            yield (desk, other, shown, rule);
          else
            yield (desk, shown, other, rule);
          return TRUE;
        }
    }
  return FALSE;
}

void
tb_model_settle (TbModelDesk *desk)
{
  gboolean restless = TRUE;

  for (guint round = 0; restless; round++)
    {
      g_autoptr (GPtrArray) ids = tb_model_list_keys (desk->documents);

      g_assert_cmpuint (round, <, 200);
      restless = FALSE;
      for (guint i = 0; i < ids->len; i++)
        {
          const char *id = g_ptr_array_index (ids, i);
          TbModelDocument *kept = g_hash_table_lookup (desk->documents, id);
          TbPeerDocument *leaf = g_ptr_array_index (kept->leaves, 0);
          const char *record_id = tb_entry_get_record_id (leaf->body);

          restless |= record_id != NULL ? settle_entry (desk, record_id)
                                        : settle_record (desk, id, kept);
        }
      if (!restless)
        restless = settle_unique (desk);
    }
}
