/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-session.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "tb-batch-writer.h"
#include "tb-error.h"
#include "tb-session-private.h"
#include "tb-text.h"

/* How long a reason given for looking at a masked value holds (architecture §7). */
#define REASON_HOLDS_US (5 * G_TIME_SPAN_MINUTE)

/* An entry of the journal that changes no record. */
typedef struct
{
  TbSession *session; /* (not owned) */
  TbBatchKind kind;
  TbChangeOp op;
  const TbRecordType *type;
  char *record_id;    /* (owned) (nullable) */
  char *subject;      /* (owned) */
  char *json;         /* (owned) */
  char *reason_given; /* (owned) (nullable): holds for the next minutes, once this is written */
} TbNote;

/* A backup to be written. Nothing in it is owned. */
typedef struct
{
  const char *path;
  gint64 *n_missing; /* (nullable) */
} TbBackup;

/* A small value to be read or written. Nothing in it is owned. */
typedef struct
{
  const char *key;
  const char *value;
} TbSetting;

static void
note_clear (TbNote *self)
{
  g_free (self->record_id);
  g_free (self->subject);
  g_free (self->json);
  g_free (self->reason_given);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TbNote, note_clear)

static void
note_free (TbNote *self)
{
  note_clear (self);
  g_free (self);
}

static gpointer
note_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const TbNote *note = data;
  g_autoptr (TbBatchWriter) writer = NULL;
  g_autofree char *batch = NULL;

  writer = tb_batch_writer_begin (connection, note->session->actor, note->kind, note->type,
                                  note->subject, NULL, error);
  if (writer == NULL
      || !tb_batch_writer_note (writer, note->op, note->type->name, note->record_id, note->json,
                                error))
    return NULL;

  batch = tb_batch_writer_commit (writer, error);
  return GINT_TO_POINTER (batch != NULL);
}

static gpointer
get_setting_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable,
                       GError **error)
{
  const TbSetting *setting = data;

  return tb_setting_get (connection, setting->key, error);
}

static gpointer
set_setting_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable,
                       GError **error)
{
  const TbSetting *setting = data;

  return GINT_TO_POINTER (tb_setting_set (connection, setting->key, setting->value, error));
}

static gpointer
verify_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable,
                  GError **error)
{
  return tb_maintenance_verify (connection, error);
}

static gpointer
backup_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable,
                  GError **error)
{
  TbBackup *backup = data;

  return GINT_TO_POINTER (
      tb_maintenance_backup (connection, backup->path, backup->n_missing, error));
}

/* The reason that counts now: the one given, else the last one while it holds; %NULL where one must
 * be asked for. */
static char *
dup_valid_reason (TbSession *self, const char *reason)
{
  gint64 age;
  char *valid = NULL;

  if (reason != NULL && !tb_text_is_blank (reason))
    return tb_text_normalise (reason);

  g_mutex_lock (&self->reason_mutex);
  age = tb_clock_now (self->clock) - self->reason_at;
  /* A clock set back does not make a reason hold longer. */
  if (self->reason != NULL && age >= 0 && age < REASON_HOLDS_US)
    valid = g_strdup (self->reason);
  g_mutex_unlock (&self->reason_mutex);

  return valid;
}

/* The five minutes begin when a reason was given, and are not lengthened by using it. */
static void
remember_reason (TbSession *self, const char *reason)
{
  g_mutex_lock (&self->reason_mutex);
  g_set_str (&self->reason, reason);
  self->reason_at = tb_clock_now (self->clock);
  g_mutex_unlock (&self->reason_mutex);
}

static char *
end_json (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = NULL;

  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

/* The entry that says that @record is looked at; refused where a reason is needed and none was
 * given. */
static gboolean
make_reveal (TbSession *self, TbRecord *record, const char *reason, TbNote *note, GError **error)
{
  g_autofree char *valid_reason = dup_valid_reason (self, reason);
  g_autoptr (JsonBuilder) builder = NULL;

  if (valid_reason == NULL)
    {
      g_set_error_literal (error, TB_ERROR, TB_ERROR_INVALID,
                           _ ("Protected values are shown only for a reason. Give the reason for "
                              "looking at them."));
      return FALSE;
    }

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  add_text (builder, "reason", valid_reason);

  *note = (TbNote){
    .session = self,
    .kind = TB_BATCH_REVEAL,
    .op = TB_CHANGE_REVEAL,
    .type = tb_record_get_record_type (record),
    .record_id = g_strdup (tb_record_get_id (record)),
    .subject = tb_record_dup_title (record),
    .json = end_json (builder),
  };
  if (reason != NULL && !tb_text_is_blank (reason))
    note->reason_given = g_steal_pointer (&valid_reason);

  return TRUE;
}

/**
 * tb_session_reveal:
 * @record: the record of which masked values are looked at
 * @reason: (nullable): why; within five minutes of a reason given, by the session's clock, it may
 * be left out
 *
 * Journals that somebody looked at the masked values of a record (PIPL; architecture §7). To be
 * called before they are shown. On any thread but the writer's.
 *
 * Errors: %TB_ERROR_INVALID where a reason is needed and none was given, and those of the store.
 */
gboolean
tb_session_reveal (TbSession *self, TbRecord *record, const char *reason, GError **error)
{
  g_auto (TbNote) note = { 0 };

  g_return_val_if_fail (TB_IS_SESSION (self), FALSE);
  g_return_val_if_fail (TB_IS_RECORD (record), FALSE);
  g_return_val_if_fail (tb_record_get_id (record) != NULL, FALSE);

  if (!make_reveal (self, record, reason, &note, error)
      || tb_session_run_write (self, note_in_writer, &note, NULL, error) == NULL)
    return FALSE;

  if (note.reason_given != NULL)
    remember_reason (self, note.reason_given);
  return TRUE;
}

/**
 * tb_session_reveal_async:
 *
 * As tb_session_reveal(), without waiting for a long batch that is being written. Finish with
 * tb_session_reveal_finish().
 */
void
tb_session_reveal_async (TbSession *self, TbRecord *record, const char *reason,
                         GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  TbNote note = { 0 };

  g_return_if_fail (TB_IS_SESSION (self));
  g_return_if_fail (TB_IS_RECORD (record));
  g_return_if_fail (tb_record_get_id (record) != NULL);

  if (!make_reveal (self, record, reason, &note, &error))
    g_task_report_error (self, callback, user_data, tb_session_reveal_async,
                         g_steal_pointer (&error));
  else
    tb_session_run_write_async (self, note_in_writer, g_memdup2 (&note, sizeof note),
                                (GDestroyNotify)note_free, NULL, cancellable, callback, user_data,
                                tb_session_reveal_async);
}

/**
 * tb_session_reveal_finish:
 *
 * Returns: whether it was journalled, so that the values may be shown
 */
gboolean
tb_session_reveal_finish (TbSession *self, GAsyncResult *result, GError **error)
{
  const TbNote *note = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (g_task_propagate_pointer (G_TASK (result), error) == NULL)
    return FALSE;

  note = g_task_get_task_data (G_TASK (result));
  if (note->reason_given != NULL)
    remember_reason (self, note->reason_given);
  return TRUE;
}

/**
 * tb_session_needs_reason:
 *
 * Whether tb_session_reveal() would ask for a reason now. On any thread.
 */
gboolean
tb_session_needs_reason (TbSession *self)
{
  g_autofree char *reason = NULL;

  g_return_val_if_fail (TB_IS_SESSION (self), TRUE);

  reason = dup_valid_reason (self, NULL);
  return reason == NULL;
}

/**
 * tb_session_log_export:
 * @type: the type of the records
 * @file_name: the file they were written to
 * @n_rows: how many
 * @revealed: whether protected values were written in clear
 * @reason: (nullable): why
 *
 * Journals that records were written to a file. On any thread but the writer's.
 *
 * Errors: %TB_ERROR_INVALID where values were written in clear and no reason was given, and those
 * of the store.
 */
gboolean
tb_session_log_export (TbSession *self, const TbRecordType *type, const char *file_name,
                       gint64 n_rows, gboolean revealed, const char *reason, GError **error)
{
  g_autoptr (JsonBuilder) builder = NULL;
  g_auto (TbNote) note = { 0 };

  g_return_val_if_fail (TB_IS_SESSION (self), FALSE);
  g_return_val_if_fail (type != NULL, FALSE);
  g_return_val_if_fail (file_name != NULL, FALSE);

  if (revealed && (reason == NULL || tb_text_is_blank (reason)))
    {
      g_set_error_literal (
          error, TB_ERROR, TB_ERROR_INVALID,
          _ ("Protected values are exported only for a reason. Give the reason, or "
             "export them masked."));
      return FALSE;
    }

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  add_text (builder, "file", file_name);
  json_builder_set_member_name (builder, "rows");
  json_builder_add_int_value (builder, n_rows);
  json_builder_set_member_name (builder, "revealed");
  json_builder_add_boolean_value (builder, revealed);
  if (reason != NULL)
    add_text (builder, "reason", reason);

  note = (TbNote){
    .session = self,
    .kind = TB_BATCH_EXPORT,
    .op = TB_CHANGE_EXPORT,
    .type = type,
    .subject = g_strdup (file_name),
    .json = end_json (builder),
  };
  return tb_session_run_write (self, note_in_writer, &note, NULL, error) != NULL;
}

/**
 * tb_session_get_setting:
 * @key: its name
 *
 * Reads a small value of the register that is not a record. On any thread but a reader's.
 *
 * Returns: (transfer full) (nullable): the value, or %NULL where there is none, or with @error set
 */
char *
tb_session_get_setting (TbSession *self, const char *key, GError **error)
{
  TbSetting setting = { .key = key };

  g_return_val_if_fail (TB_IS_SESSION (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  return tb_session_read (self, get_setting_in_reader, &setting, NULL, error);
}

/**
 * tb_session_set_setting:
 * @key: its name
 * @value: (nullable): the value; %NULL takes it away
 *
 * Writes a small value of the register that is not a record; it is not journalled. On any thread
 * but the writer's.
 */
gboolean
tb_session_set_setting (TbSession *self, const char *key, const char *value, GError **error)
{
  TbSetting setting = { .key = key, .value = value };

  g_return_val_if_fail (TB_IS_SESSION (self), FALSE);
  g_return_val_if_fail (key != NULL, FALSE);

  return tb_session_run_write (self, set_setting_in_writer, &setting, NULL, error) != NULL;
}

/**
 * tb_session_verify:
 *
 * Checks the whole register: the database, references, the journal's chain, the search index, the
 * files. On any thread but a reader's.
 *
 * Returns: (transfer full) (element-type TbFault): what is wrong; empty when all is well
 */
GPtrArray *
tb_session_verify (TbSession *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (TB_IS_SESSION (self), NULL);

  return tb_session_read (self, verify_in_reader, NULL, cancellable, error);
}

/**
 * tb_session_backup:
 * @path: where to
 * @n_missing: (out) (optional): how many of the register's files were missing, and are not in it
 *
 * Writes a consistent copy of the register and its files while it is in use, proven by opening it.
 * On any thread but a reader's.
 */
gboolean
tb_session_backup (TbSession *self, const char *path, gint64 *n_missing, GCancellable *cancellable,
                   GError **error)
{
  TbBackup backup = { .path = path, .n_missing = n_missing };

  g_return_val_if_fail (TB_IS_SESSION (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  return tb_session_read (self, backup_in_reader, &backup, cancellable, error) != NULL;
}
