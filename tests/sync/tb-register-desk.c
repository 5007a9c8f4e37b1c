/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-register-desk.h"

#include <glib/gstdio.h>

#include "tb-attachments.h"
#include "tb-error.h"
#include "tb-exchange-parcel.h"
#include "tb-record-table.h"
#include "tb-replicator.h"
#include "tb-review-row.h"
#include "tb-session.h"
#include "tb-statement.h"
#include "tb-sync-desk.h"
#include "tb-sync.h"
#include "tb-test.h"

#define PEER "service:test"
#define PASSPHRASE "给支部的口令一二三"

/* As cheap as Argon2 lets it be. */
static const TbSealCost cost = { .memory_kib = 8, .n_passes = 1, .n_lanes = 1 };

typedef struct
{
  char *name;           /* (owned) */
  char *path;           /* (owned) */
  TbClock *clock;       /* (owned): not the same at any two desks */
  TbSession *session;   /* (owned) */
  GHashTable *removals; /* (owned) (element-type utf8 utf8): the batch that removed a record */
  gint64 noted;         /* seq of the last entry of the journal that was noted */
} Desk;

static void
open_session (Desk *desk, TbOpenMode mode)
{
  g_autoptr (GError) error = NULL;

  desk->session = tb_session_open (desk->path, mode, desk->clock, desk->name, &error);
  g_assert_no_error (error);
}

static void
close_session (Desk *desk)
{
  tb_session_close (desk->session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (g_steal_pointer (&desk->session));
}

/* Making a register takes longer than copying one. */
static char *
dup_template_path (void)
{
  g_autofree char *path = tb_test_dup_path ("template.db");

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      Desk template = { .name = (char *)"template", .path = path, .clock = tb_test_clock_new () };

      open_session (&template, TB_OPEN_CREATE);
      close_session (&template);
      tb_clock_unref (template.clock);
    }
  return g_steal_pointer (&path);
}

static gpointer
register_desk_create (guint number)
{
  static guint n_made = 0;
  Desk *desk = g_new0 (Desk, 1);
  g_autofree char *file_name = g_strdup_printf ("desk-%u.db", ++n_made);
  g_autofree char *template = dup_template_path ();
  g_autofree char *text = NULL;
  gsize length;

  desk->name = g_strdup_printf ("desk %u", number);
  desk->path = tb_test_dup_path (file_name);
  desk->clock = tb_test_clock_new ();
  desk->removals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  tb_clock_advance (desk->clock, number * 7 * 60 * G_USEC_PER_SEC);

  g_assert_true (g_file_get_contents (template, &text, &length, NULL));
  g_assert_true (g_file_set_contents (desk->path, text, (gssize)length, NULL));
  open_session (desk, TB_OPEN_WRITE);
  return desk;
}

static void
register_desk_free (gpointer data)
{
  Desk *desk = data;

  close_session (desk);
  g_unlink (desk->path);
  g_free (desk->name);
  g_free (desk->path);
  tb_clock_unref (desk->clock);
  g_hash_table_unref (desk->removals);
  g_free (desk);
}

static void
register_desk_restart (gpointer data)
{
  close_session (data);
  open_session (data, TB_OPEN_WRITE);
}

/* Which records are asked for. */
typedef struct
{
  const TbRecordType *type;
  const char *prefix;
} Listing;

static gpointer
list_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Listing *listing = data;
  g_autofree char *sql = g_strdup_printf (
      "SELECT id FROM %s WHERE id >= ?1 AND id < ?1 || 'g' ORDER BY id", listing->type->name);
  g_autoptr (TbStatement) statement = tb_connection_prepare (connection, sql, error);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  TbStep step;

  if (statement == NULL)
    return NULL;
  tb_statement_bind_text (statement, 1, listing->prefix);
  while ((step = tb_statement_step (statement, error)) == TB_STEP_ROW)
    {
      TbRecord *record = tb_record_table_load (connection, listing->type,
                                               tb_statement_get_text (statement, 0), error);

      if (record == NULL)
        return NULL;
      g_ptr_array_add (records, record);
    }
  return step == TB_STEP_DONE ? g_steal_pointer (&records) : NULL;
}

static GPtrArray *
register_desk_list (gpointer data, const TbRecordType *type, const char *prefix)
{
  Desk *desk = data;
  Listing listing = { .type = type, .prefix = prefix };
  g_autoptr (GError) error = NULL;
  GPtrArray *records = tb_session_read (desk->session, list_in_reader, &listing, NULL, &error);

  g_assert_no_error (error);
  return records;
}

/* A rule of the register may be in the way of anything; a fault of the program may not. */
static void
assert_is_refusal (const GError *error)
{
  if (error == NULL)
    return;
  g_assert_true (error->domain == TB_ERROR);
  g_assert_true (error->code == TB_ERROR_INVALID || error->code == TB_ERROR_CONFLICT
                 || error->code == TB_ERROR_NOT_FOUND);
}

/* What was removed here is brought back by taking the removal back. */
static char *
change_removal (Desk *desk, TbRecord *record, GError **error)
{
  const char *id = tb_record_get_id (record);
  char *batch;

  if (!tb_record_is_removed (record))
    {
      const char *removal = g_hash_table_lookup (desk->removals, id);

      return removal != NULL ? tb_session_undo (desk->session, removal, NULL, error) : NULL;
    }

  tb_record_set_removed (record, FALSE);
  batch = tb_session_remove (desk->session, record, NULL, error);
  tb_record_set_removed (record, TRUE);
  if (batch != NULL)
    g_hash_table_replace (desk->removals, g_strdup (id), g_strdup (batch));
  return batch;
}

static gboolean
register_desk_save (gpointer data, TbRecord *record)
{
  Desk *desk = data;
  g_autoptr (TbRecord) present = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;

  tb_clock_advance (desk->clock, 3 * 60 * G_USEC_PER_SEC);
  if (tb_record_get_version (record) > 0)
    present = tb_session_load (desk->session, tb_record_get_record_type (record),
                               tb_record_get_id (record), NULL, NULL);
  if (present != NULL && tb_record_is_removed (present) != tb_record_is_removed (record))
    batch = change_removal (desk, record, &error);
  else
    batch = tb_session_save (desk->session, record, NULL, &error);

  assert_is_refusal (error);
  return batch != NULL;
}

static void
register_desk_attach (gpointer data, TbRecord *event, const char *content)
{
  Desk *desk = data;
  g_autoptr (GBytes) bytes = g_bytes_new (content, strlen (content));
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;

  tb_clock_advance (desk->clock, 3 * 60 * G_USEC_PER_SEC);
  batch = tb_session_attach_bytes (desk->session, tb_record_get_record_type (event),
                                   tb_record_get_id (event), bytes, "签到表.txt", NULL, content,
                                   NULL, &error);
  assert_is_refusal (error);
}

/* Somebody looks at a value that was not taken, and takes it or leaves it. */
static gboolean
register_desk_resolve (gpointer data, GRand *rand, TbRecord **before, TbRecord **after)
{
  Desk *desk = data;
  g_autoptr (TbSync) sync = tb_sync_new (desk->session);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reviews = tb_sync_list_reviews (sync, TRUE, NULL, &error);
  const TbSyncReview *review;
  g_autofree char *batch = NULL;

  g_assert_no_error (error);
  if (reviews->len == 0)
    return FALSE;

  review = g_ptr_array_index (reviews, g_rand_int_range (rand, 0, (gint)reviews->len));
  tb_clock_advance (desk->clock, 3 * 60 * G_USEC_PER_SEC);
  *before = tb_session_load (desk->session, review->type, review->record_id, NULL, &error);
  g_assert_no_error (error);
  batch = tb_sync_resolve (sync, review->number,
                           g_rand_boolean (rand) ? TB_SYNC_TAKE : TB_SYNC_KEEP, NULL, NULL, &error);
  assert_is_refusal (error);
  *after = tb_session_load (desk->session, review->type, review->record_id, NULL, NULL);
  return batch != NULL;
}

static gboolean
exchange (Desk *desk, TbSyncPeer *peer, GCancellable *cancellable, GError **error)
{
  g_autoptr (TbSyncDesk) end = tb_sync_desk_new (desk->session, PEER);
  TbReplicatorStats stats;

  return tb_replicator_run_once (peer, tb_sync_desk_get_interface (end), &stats, cancellable,
                                 error);
}

static gboolean
register_desk_sync (gpointer data, TbSyncPeer *peer, GError **error)
{
  return exchange (data, peer, NULL, error);
}

static void
register_desk_give (gpointer data, const char *other, const char *path)
{
  Desk *desk = data;
  TbParcelWish wish = { .recipient = other, .passphrase = PASSPHRASE, .cost = &cost };
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  TbParcelSent sent;

  tb_parcel_export (desk->session, file, &wish, &sent, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
register_desk_take (gpointer data, const char *path)
{
  Desk *desk = data;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_auto (TbParcelReceived) received = { 0 };

  tb_parcel_import (desk->session, file, PASSPHRASE, FALSE, &received, NULL, NULL, NULL, &error);
  if (g_error_matches (error, TB_ERROR, TB_ERROR_STRANGER))
    {
      g_clear_error (&error);
      tb_parcel_received_clear (&received);
      tb_parcel_import (desk->session, file, PASSPHRASE, TRUE, &received, NULL, NULL, NULL, &error);
    }
  g_assert_no_error (error);
}

/* Everything that is under way is broken off, and taken back as after the death of a process. */
static void
register_desk_kill (gpointer data, TbSyncPeer *peer, GRand *rand)
{
  Desk *desk = data;
  TbMemoryPeer *line = TB_MEMORY_PEER (peer);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  tb_memory_peer_cancel_after (line, (guint)g_rand_int_range (rand, 0, 10), cancellable);
  exchange (desk, peer, cancellable, NULL);
  tb_memory_peer_mend (line);
  register_desk_restart (desk);
}

static gboolean
append_rows (TbConnection *connection, const char *sql, GString *text, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (connection, sql, error);
  TbStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = tb_statement_step (statement, error)) == TB_STEP_ROW)
    g_string_append_printf (text, "%s\n", tb_statement_get_text (statement, 0));
  return step == TB_STEP_DONE;
}

static gpointer
dump_documents_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable,
                          GError **error)
{
  return append_rows (connection,
                      "SELECT concat_ws (' ', d.id, r.rev, r.body, d.pending, r.\"foreign\")"
                      " FROM sync_revision r JOIN sync_document d ON r.document = d.row"
                      " WHERE r.leaf AND NOT r.deleted ORDER BY d.id, r.rev",
                      data, error)
             ? data
             : NULL;
}

/* Of every record what all desks must agree on: whether it is removed, and its fields. */
static gpointer
dump_records_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable,
                        GError **error)
{
  guint n_types;
  const TbRecordType *const *types = tb_record_types_get_all (&n_types);

  for (guint i = 0; i < n_types; i++)
    {
      g_autoptr (GString) sql = g_string_new ("SELECT concat_ws ('|', id, removed_at IS NULL");

      for (guint j = 0; j < types[i]->n_fields; j++)
        g_string_append_printf (sql, ", coalesce (\"%s\", '')", types[i]->fields[j].name);
      g_string_append_printf (sql, ") FROM %s ORDER BY id", types[i]->name);
      if (!append_rows (connection, sql->str, data, error))
        return NULL;
    }
  return data;
}

static char *
dump (Desk *desk, TbReadFunc func)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  tb_session_read (desk->session, func, text, NULL, &error);
  g_assert_no_error (error);
  return g_string_free_and_steal (text);
}

static char *
register_desk_dump_documents (gpointer data)
{
  return dump (data, dump_documents_in_reader);
}

static char *
register_desk_dump_records (gpointer data)
{
  return dump (data, dump_records_in_reader);
}

typedef struct
{
  Desk *desk;
  GHashTable *reviewed;
  GHashTable *past;
} Noting;

static void
note_object (const char *record_id, JsonObject *object, GHashTable *notes)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    {
      g_autofree char *value = json_node_get_value_type (node) == G_TYPE_STRING
                                   ? json_node_dup_string (node)
                                   : json_to_string (node, FALSE);

      g_hash_table_add (notes, tb_history_dup_note (record_id, name, value));
    }
}

static gboolean
note_journal (TbConnection *connection, Noting *noting, GError **error)
{
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (connection,
                               "SELECT seq, record_id, after FROM change WHERE seq > ?1"
                               " AND record_id IS NOT NULL AND after IS NOT NULL ORDER BY seq",
                               error);
  TbStep step;

  if (statement == NULL)
    return FALSE;
  tb_statement_bind_int (statement, 1, noting->desk->noted);
  while ((step = tb_statement_step (statement, error)) == TB_STEP_ROW)
    {
      g_autoptr (JsonNode) after = json_from_string (tb_statement_get_text (statement, 2), NULL);

      noting->desk->noted = tb_statement_get_int (statement, 0);
      note_object (tb_statement_get_text (statement, 1), json_node_get_object (after),
                   noting->past);
    }
  return step == TB_STEP_DONE;
}

static gboolean
note_reviews (TbConnection *connection, Noting *noting, GError **error)
{
  g_autoptr (GPtrArray) reviews = tb_review_row_list (connection, FALSE, G_MAXINT, error);

  for (guint i = 0; reviews != NULL && i < reviews->len; i++)
    {
      const TbReviewRow *review = g_ptr_array_index (reviews, i);
      const char *id = review->record != NULL ? review->record : strchr (review->id, ':') + 1;
      g_autoptr (JsonNode) other
          = review->other != NULL ? json_from_string (review->other, NULL) : NULL;
      g_autoptr (JsonObject) object = json_object_new ();

      if (review->field == NULL || other == NULL)
        continue;
      json_object_set_member (object, review->field, g_steal_pointer (&other));
      note_object (id, object, noting->reviewed);
    }
  return reviews != NULL;
}

static gpointer
note_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Noting *noting = data;

  return note_journal (connection, noting, error) && note_reviews (connection, noting, error)
             ? noting
             : NULL;
}

static void
register_desk_note (gpointer data, GHashTable *reviewed, GHashTable *past)
{
  Noting noting = { .desk = data, .reviewed = reviewed, .past = past };
  g_autoptr (GError) error = NULL;

  tb_session_read (noting.desk->session, note_in_reader, &noting, NULL, &error);
  g_assert_no_error (error);
}

static gpointer
note_questions_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable,
                          GError **error)
{
  Noting *noting = data;
  g_autoptr (GPtrArray) reviews = tb_review_row_list (connection, FALSE, G_MAXINT, error);

  for (guint i = 0; reviews != NULL && i < reviews->len; i++)
    {
      const TbReviewRow *review = g_ptr_array_index (reviews, i);
      GHashTable *notes = strcmp (review->state, "open") == 0   ? noting->reviewed
                          : strcmp (review->state, "kept") == 0 ? noting->past
                                                                : NULL;

      /* A foreign version is known by another number on each desk. */
      if (notes != NULL && strcmp (review->kind, "foreign") != 0)
        g_hash_table_add (notes,
                          g_strdup_printf ("%s %s %s %s %s %s",
                                           review->record != NULL ? review->record : review->id,
                                           review->kind, review->field, review->other,
                                           review->other_by, review->other_at));
    }
  return reviews != NULL ? noting : NULL;
}

static void
register_desk_note_questions (gpointer data, GHashTable *asked, GHashTable *answered)
{
  Noting noting = { .desk = data, .reviewed = asked, .past = answered };
  g_autoptr (GError) error = NULL;

  tb_session_read (noting.desk->session, note_questions_in_reader, &noting, NULL, &error);
  g_assert_no_error (error);
}

const TbDeskKind tb_register_desk = {
  .create = register_desk_create,
  .free = register_desk_free,
  .restart = register_desk_restart,
  .kill = register_desk_kill,
  .list = register_desk_list,
  .save = register_desk_save,
  .attach = register_desk_attach,
  .resolve = register_desk_resolve,
  .give = register_desk_give,
  .take = register_desk_take,
  .sync = register_desk_sync,
  .dump_documents = register_desk_dump_documents,
  .dump_records = register_desk_dump_records,
  .note = register_desk_note,
  .note_questions = register_desk_note_questions,
};
