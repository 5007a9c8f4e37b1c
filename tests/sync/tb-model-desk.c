/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-model-desk.h"

#include "tb-canonical-json.h"
#include "tb-entry.h"
#include "tb-merge-leaves.h"
#include "tb-sync-test.h"
#include "tb-unique.h"

/* Small, so that documents that belong together come in different pages. */
#define PAGE 5

/* A document and what is known of its revisions. */
typedef struct
{
  GPtrArray *leaves;  /* (owned) (element-type TbPeerDocument) */
  GHashTable *bodies; /* (owned) (element-type utf8 JsonObject): by revision */
} Kept;

/* A record as people at the desk see it. */
typedef struct
{
  TbRecord *record;        /* (owned) */
  TbPeerDocument *applied; /* (owned) (nullable): the revision that it shows */
  gboolean edited;         /* since it was staged */
} Shown;

typedef struct
{
  char *name;            /* (owned) */
  GHashTable *documents; /* (owned) (element-type utf8 Kept): by document id */
  GHashTable *shown;     /* (owned) (element-type utf8 Shown): by type and id */
  GHashTable *reviewed;  /* (owned) (element-type utf8): notes */
  GHashTable *past;      /* (owned) (element-type utf8): notes */
  GHashTable *on_server; /* (owned) (element-type utf8): revisions */
  GHashTable *unsure;    /* (owned) (element-type utf8): those of them not vouched for yet */
  char *since;           /* (owned) (nullable) */
  char *sure_since;      /* (owned) (nullable): the last one that is vouched for */
  char *start;           /* (owned) (nullable) */
  gint64 rounds;         /* what the canary says that vouches for them */
  guint clock;           /* minutes; not the same at any two desks */
  TbDocumentScope *scope;
} Desk;

static void
kept_free (Kept *kept)
{
  g_ptr_array_unref (kept->leaves);
  g_hash_table_unref (kept->bodies);
  g_free (kept);
}

static void
shown_free (Shown *shown)
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
  Desk *desk = g_new0 (Desk, 1);
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
  Desk *desk = data;

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

static GPtrArray *
list_keys (GHashTable *table)
{
  GPtrArray *keys = g_hash_table_get_keys_as_ptr_array (table);

  g_ptr_array_sort_values (keys, (GCompareFunc)strcmp);
  return keys;
}

static Shown *
find_shown (Desk *desk, const char *type, const char *id)
{
  g_autofree char *key = tb_document_dup_id (type, id);

  return g_hash_table_lookup (desk->shown, key);
}

static GPtrArray *
model_desk_list (gpointer data, const TbRecordType *type)
{
  Desk *desk = data;
  g_autoptr (GPtrArray) keys = list_keys (desk->shown);
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < keys->len; i++)
    {
      Shown *shown = g_hash_table_lookup (desk->shown, g_ptr_array_index (keys, i));

      if (tb_record_get_record_type (shown->record) == type)
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
static Shown *
find_clash (Desk *desk, TbRecord *record, const TbUniqueRule *rule)
{
  g_autoptr (GPtrArray) keys = list_keys (desk->shown);

  for (guint i = 0; i < keys->len; i++)
    {
      Shown *shown = g_hash_table_lookup (desk->shown, g_ptr_array_index (keys, i));

      if (strcmp (tb_record_get_id (shown->record), tb_record_get_id (record)) != 0
          && are_alike (rule, shown->record, record))
        return shown;
    }
  return NULL;
}

static void
show (Desk *desk, TbRecord *record, TbPeerDocument *applied, gboolean edited)
{
  const char *type = tb_record_get_record_type (record)->name;
  Shown *shown = find_shown (desk, type, tb_record_get_id (record));

  if (shown == NULL)
    {
      shown = g_new0 (Shown, 1);
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
  Desk *desk = data;
  g_autoptr (GArray) rules = tb_unique_get_rules (tb_record_get_record_type (record));
  g_autoptr (TbRecord) copy = tb_record_copy (record);

  for (guint i = 0; i < rules->len; i++)
    if (find_clash (desk, record, &g_array_index (rules, TbUniqueRule, i)) != NULL)
      return FALSE;
  show (desk, copy, NULL, TRUE);
  return TRUE;
}

static void
note_review (Desk *desk, const char *record_id, TbMergeReview *review)
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
note_reviews (Desk *desk, const char *record_id, GPtrArray *reviews)
{
  for (guint i = 0; i < reviews->len; i++)
    note_review (desk, record_id, g_ptr_array_index (reviews, i));
}

static void
take_in (Desk *desk, TbPeerDocument *document)
{
  Kept *kept = g_hash_table_lookup (desk->documents, document->id);

  if (kept == NULL)
    {
      kept = g_new0 (Kept, 1);
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
static GPtrArray *
list_entries (Desk *desk, const char *record_id)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_entry_free);
  g_autoptr (GPtrArray) ids = list_keys (desk->documents);

  for (guint i = 0; i < ids->len; i++)
    {
      Kept *kept = g_hash_table_lookup (desk->documents, g_ptr_array_index (ids, i));
      TbPeerDocument *leaf = g_ptr_array_index (kept->leaves, 0);

      if (g_strcmp0 (tb_entry_get_record_id (leaf->body), record_id) == 0)
        g_ptr_array_add (entries, tb_entry_new (json_object_ref (leaf->body)));
    }
  return entries;
}

static void
take_in_entry (Desk *desk, TbEntry *entry)
{
  g_autoptr (TbPeerDocument) document = first_revision (entry->id, entry->body);

  take_in (desk, document);
}

static char *
dup_stamp (Desk *desk)
{
  desk->clock += 3;
  return g_strdup_printf ("2026-11-%02uT%02u:%02u:00Z", 1 + desk->clock / 1440 % 28,
                          desk->clock / 60 % 24, desk->clock % 60);
}

static void
stage_entry (Desk *desk, Shown *shown)
{
  g_autoptr (GPtrArray) entries = list_entries (desk, tb_record_get_id (shown->record));
  g_autoptr (GPtrArray) heads = tb_entry_find_heads (entries);
  g_autofree char *at = dup_stamp (desk);
  g_autoptr (TbEntry) entry
      = tb_entry_new_for_record (shown->record, desk->name, at, desk->scope, heads);

  take_in_entry (desk, entry);
}

static void
stage_record (Desk *desk, Shown *shown, const char *id)
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
  take_in (desk, document);
  g_clear_pointer (&shown->applied, tb_peer_document_free);
  shown->applied = tb_sync_test_document_copy (document);
}

static void
stage (Desk *desk)
{
  g_autoptr (GPtrArray) keys = list_keys (desk->shown);

  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);
      Shown *shown = g_hash_table_lookup (desk->shown, key);

      if (!shown->edited)
        continue;
      shown->edited = FALSE;
      if (tb_document_kind (tb_record_get_record_type (shown->record)->name) == TB_DOCUMENT_ENTRY)
        stage_entry (desk, shown);
      else
        stage_record (desk, shown, key);
    }
}

static JsonObject *
look_up (const char *rev, gpointer data)
{
  return g_hash_table_lookup (((Kept *)data)->bodies, rev);
}

static gboolean
references_are_here (Desk *desk, TbRecord *record)
{
  const TbRecordType *type = tb_record_get_record_type (record);

  for (guint i = 0; i < type->n_fields; i++)
    if (type->fields[i].type == TB_FIELD_REFERENCE && tb_record_has (record, i)
        && find_shown (desk, type->fields[i].target, tb_record_get_text (record, i)) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
show_body (Desk *desk, const char *record_id, JsonObject *body, TbPeerDocument *applied)
{
  const TbRecordType *type = tb_document_get_record_type (body);
  Shown *shown = find_shown (desk, type->name, record_id);
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
  show (desk, record, applied, FALSE);
  return changed;
}

static gboolean
settle_record (Desk *desk, const char *id, Kept *kept)
{
  g_autoptr (GPtrArray) reviews = tb_sync_test_reviews_new ();
  g_autoptr (GPtrArray) added = tb_merge_leaves (kept->leaves, look_up, kept, reviews);
  TbPeerDocument *winner;
  const char *record_id;

  tb_document_parse_id (id, NULL, &record_id);
  for (guint i = 0; i < added->len; i++)
    take_in (desk, g_ptr_array_index (added, i));
  note_reviews (desk, record_id, reviews);
  winner = tb_merge_find_winner (kept->leaves);
  return show_body (desk, record_id, winner->body, winner) || added->len > 0;
}

static gboolean
settle_entry (Desk *desk, const char *record_id)
{
  g_autoptr (GPtrArray) entries = list_entries (desk, record_id);
  g_autoptr (GPtrArray) heads = tb_entry_find_heads (entries);
  g_autoptr (GPtrArray) reviews = tb_sync_test_reviews_new ();

  tb_entry_compare_heads (heads, entries, reviews);
  note_reviews (desk, record_id, reviews);
  return show_body (desk, record_id, ((TbEntry *)g_ptr_array_index (heads, 0))->body, NULL);
}

static void
yield (Desk *desk, Shown *yielding, Shown *keeper, const TbUniqueRule *rule)
{
  const char *id = tb_record_get_id (yielding->record);
  g_autoptr (GPtrArray) reviews = tb_sync_test_reviews_new ();
  g_autoptr (JsonObject) body = NULL;

  if (tb_document_kind (tb_record_get_record_type (yielding->record)->name) == TB_DOCUMENT_ENTRY)
    {
      g_autoptr (GPtrArray) entries = list_entries (desk, id);
      g_autoptr (GPtrArray) heads = tb_entry_find_heads (entries);
      g_autoptr (TbEntry) removal = tb_entry_new_removal (heads);

      take_in_entry (desk, removal);
      return;
    }

  body = tb_unique_yield (rule, yielding->applied->body, keeper->applied->body, reviews);
  {
    g_autoptr (TbPeerDocument) document = tb_merge_new_child (yielding->applied, body);

    take_in (desk, document);
  }
  note_reviews (desk, rule->removes ? tb_record_get_id (keeper->record) : id, reviews);
}

static gboolean
settle_unique (Desk *desk)
{
  g_autoptr (GPtrArray) keys = list_keys (desk->shown);

  for (guint i = 0; i < keys->len; i++)
    {
      Shown *shown = g_hash_table_lookup (desk->shown, g_ptr_array_index (keys, i));
      g_autoptr (GArray) rules = tb_unique_get_rules (tb_record_get_record_type (shown->record));

      for (guint j = 0; j < rules->len; j++)
        {
          const TbUniqueRule *rule = &g_array_index (rules, TbUniqueRule, j);
          Shown *other = find_clash (desk, shown->record, rule);
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

/* Brings the records up to date with the documents. */
static void
settle (Desk *desk)
{
  gboolean restless = TRUE;

  for (guint round = 0; restless; round++)
    {
      g_autoptr (GPtrArray) ids = list_keys (desk->documents);

      g_assert_cmpuint (round, <, 200);
      restless = FALSE;
      for (guint i = 0; i < ids->len; i++)
        {
          const char *id = g_ptr_array_index (ids, i);
          Kept *kept = g_hash_table_lookup (desk->documents, id);
          TbPeerDocument *leaf = g_ptr_array_index (kept->leaves, 0);
          const char *record_id = tb_entry_get_record_id (leaf->body);

          restless |= record_id != NULL ? settle_entry (desk, record_id)
                                        : settle_record (desk, id, kept);
        }
      if (!restless)
        restless = settle_unique (desk);
    }
}

static void
mark_on_server (Desk *desk, const char *rev)
{
  if (g_hash_table_add (desk->on_server, g_strdup (rev)))
    g_hash_table_add (desk->unsure, g_strdup (rev));
}

/* What was exchanged since the canary was last left there, a server that was put back in the
 * meantime may not have, and nothing would tell: it is done again. */
static void
take_back_unsure (Desk *desk)
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
look_for_canary (Desk *desk, TbSyncPeer *peer, gint64 *found, GError **error)
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
leave_canary (Desk *desk, TbSyncPeer *peer, gint64 found, GError **error)
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
pull (Desk *desk, TbSyncPeer *peer, GError **error)
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
          Kept *kept = g_hash_table_lookup (desk->documents, change->id);

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
          take_in (desk, answer);
        }
      settle (desk);
      g_set_str (&desk->since, page->last_seq);
      more = page->more;
    }
  return TRUE;
}

static gboolean
push (Desk *desk, TbSyncPeer *peer, GError **error)
{
  g_autoptr (GPtrArray) leaves = g_ptr_array_new ();
  g_autoptr (GPtrArray) refusals = NULL;
  g_autoptr (GPtrArray) ids = list_keys (desk->documents);

  for (guint i = 0; i < ids->len; i++)
    {
      Kept *kept = g_hash_table_lookup (desk->documents, g_ptr_array_index (ids, i));

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

static gboolean
model_desk_sync (gpointer data, TbSyncPeer *peer, GError **error)
{
  Desk *desk = data;
  gint64 found;

  stage (desk);
  return look_for_canary (desk, peer, &found, error) && pull (desk, peer, error)
         && push (desk, peer, error) && leave_canary (desk, peer, found, error);
}

static char *
model_desk_dump (gpointer data)
{
  Desk *desk = data;
  GString *text = g_string_new (NULL);
  g_autoptr (GPtrArray) ids = list_keys (desk->documents);
  g_autoptr (GPtrArray) keys = list_keys (desk->shown);

  for (guint i = 0; i < ids->len; i++)
    {
      Kept *kept = g_hash_table_lookup (desk->documents, g_ptr_array_index (ids, i));
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
  for (guint i = 0; i < keys->len; i++)
    {
      Shown *shown = g_hash_table_lookup (desk->shown, g_ptr_array_index (keys, i));

      g_string_append_printf (text, "%s %d ", (char *)g_ptr_array_index (keys, i),
                              tb_record_is_removed (shown->record));
      tb_record_append_json (shown->record, text);
      g_string_append_c (text, '\n');
    }
  return g_string_free_and_steal (text);
}

static void
model_desk_note (gpointer data, GHashTable *standing, GHashTable *past)
{
  Desk *desk = data;
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, desk->shown);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    tb_history_note_record (((Shown *)item)->record, standing);
  g_hash_table_iter_init (&iter, desk->reviewed);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    g_hash_table_add (standing, g_strdup (item));
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
  .dump = model_desk_dump,
  .note = model_desk_note,
};
