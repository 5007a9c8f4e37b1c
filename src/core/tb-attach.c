/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "tb-attachments.h"
#include "tb-error.h"
#include "tb-exif.h"
#include "tb-record-table.h"
#include "tb-type-attachment.h"

/* What is to be attached. */
typedef struct
{
  const TbRecordType *owner_type;
  char *owner_id;   /* (owned) */
  GPtrArray *files; /* (owned) (element-type TbNewFile) */
  char *kind;       /* (owned) (nullable) */
  char *caption;    /* (owned) (nullable) */
} TbAttach;

/* The rows to be written, handed over one by one on the writer's thread. */
typedef struct
{
  GPtrArray *records; /* (not owned) (element-type TbRecord) */
  guint n_given;
} TbRows;

static void
attach_clear (TbAttach *self)
{
  g_clear_pointer (&self->owner_id, g_free);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->caption, g_free);
}

static void
attach_free (TbAttach *self)
{
  attach_clear (self);
  g_free (self);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TbAttach, attach_clear)

/**
 * tb_attachments_are_for:
 * @owner_type: a record type
 *
 * Returns: whether files can be attached to its records
 */
gboolean
tb_attachments_are_for (const TbRecordType *owner_type)
{
  guint field;

  g_return_val_if_fail (owner_type != NULL, FALSE);

  field = tb_record_type_find_field (&tb_type_attachment, owner_type->name);
  return field != TB_FIELD_NOT_FOUND
         && g_strcmp0 (tb_type_attachment.fields[field].target, owner_type->name) == 0;
}

/* Before anything is copied: there is such a record, and it was not removed. */
static gboolean
check_owner (TbSession *session, const TbAttach *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (TbRecord) owner = NULL;
  g_autofree char *title = NULL;

  if (!tb_attachments_are_for (self->owner_type))
    {
      g_set_error (
          error, TB_ERROR, TB_ERROR_INVALID,
          /* Translators: a kind of record in the plural, such as “Members” */
          _ ("Files cannot be attached to “%s”. Attach them to an event, a project, a claim "
             "or a milestone."),
          _ (self->owner_type->label_plural));
      return FALSE;
    }

  owner = tb_session_load (session, self->owner_type, self->owner_id, cancellable, error);
  if (owner == NULL)
    return FALSE;
  if (!tb_record_is_removed (owner))
    return TRUE;

  title = tb_record_dup_title (owner);
  g_set_error (
      error, TB_ERROR, TB_ERROR_CONFLICT,
      _ ("“%s” has been removed, so nothing can be attached to it. Undo the removal first."),
      title);
  return FALSE;
}

/* The beginning of a file that is kept: what it is shows there. */
static GBytes *
read_head (TbFileStore *store, const char *sha256)
{
  g_autoptr (GInputStream) stream = tb_file_store_open (store, sha256, NULL);
  g_autofree guint8 *head = g_malloc (TB_EXIF_HEAD_SIZE);
  gsize length = 0;

  if (stream != NULL)
    g_input_stream_read_all (stream, head, TB_EXIF_HEAD_SIZE, &length, NULL, NULL);
  return g_bytes_new_take (g_steal_pointer (&head), length);
}

/* By its content, and where that does not tell, by its name. */
static char *
guess_media_type (const char *name, GBytes *head)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (head, &length);
  g_autofree char *content_type = g_content_type_guess (name, data, length, NULL);
  char *media_type = g_content_type_get_mime_type (content_type);

  return media_type != NULL ? media_type : g_strdup ("application/octet-stream");
}

static const char *
guess_kind (const char *media_type)
{
  if (g_str_has_prefix (media_type, "image/"))
    return "photo";
  if (g_str_has_prefix (media_type, "video/"))
    return "video";
  return NULL;
}

/* The first photograph; a camera that says an earlier year has a clock that was never set. */
#define FIRST_YEAR 1826

/* When a photograph was taken, as UTC; what a camera says without a time zone is said in that of
 * the register. %NULL where that cannot be. */
static char *
dup_taken_at (GBytes *head, TbClock *clock)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (head, &length);
  g_autoptr (GTimeZone) own_zone = NULL;
  g_autoptr (GDateTime) taken_at = NULL;
  g_autoptr (GDateTime) utc = NULL;
  TbExifTaken taken;

  if (data == NULL || !tb_exif_read_taken (data, length, &taken))
    return NULL;

  if (*taken.offset != '\0')
    own_zone = g_time_zone_new_identifier (taken.offset);
  taken_at
      = g_date_time_new (own_zone != NULL ? own_zone : tb_clock_get_time_zone (clock), taken.year,
                         taken.month, taken.day, taken.hour, taken.minute, taken.second);
  utc = taken_at != NULL ? g_date_time_to_utc (taken_at) : NULL;
  return utc != NULL && g_date_time_get_year (utc) >= FIRST_YEAR
             ? g_date_time_format (utc, "%Y-%m-%dT%H:%M:%S.000Z")
             : NULL;
}

static TbRecord *
new_record (TbSession *session, const TbAttach *self, TbNewFile *file, const TbStoredFile *stored,
            TbFileStore *store)
{
  TbClock *clock = tb_session_get_clock (session);
  TbRecord *record = tb_record_new (&tb_type_attachment);
  g_autoptr (GBytes) head = read_head (store, stored->sha256);
  g_autofree char *media_type = guess_media_type (tb_new_file_get_name (file), head);
  g_autofree char *taken_at = dup_taken_at (head, clock);
  char today[TB_DATE_ISO_SIZE];

  tb_record_set_text (record,
                      tb_record_type_find_field (&tb_type_attachment, self->owner_type->name),
                      self->owner_id);
  tb_record_set_text (record, TB_ATTACHMENT_KIND,
                      self->kind != NULL ? self->kind : guess_kind (media_type));
  tb_record_set_text (record, TB_ATTACHMENT_FILE_NAME, tb_new_file_get_name (file));
  tb_record_set_text (record, TB_ATTACHMENT_MEDIA_TYPE, media_type);
  tb_record_set_int (record, TB_ATTACHMENT_SIZE, stored->size);
  tb_record_set_text (record, TB_ATTACHMENT_SHA256, stored->sha256);
  tb_record_set_text (record, TB_ATTACHMENT_TAKEN_AT, taken_at);
  tb_record_set_text (record, TB_ATTACHMENT_CAPTION, self->caption);
  tb_record_set_text (record, TB_ATTACHMENT_ADDED_ON,
                      tb_date_to_iso (tb_clock_today (clock), today));

  return record;
}

/* The digests that the owner has already, so that the same is not attached twice. */
static gpointer
read_present (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const TbAttach *self = data;
  guint field = tb_record_type_find_field (&tb_type_attachment, self->owner_type->name);
  const char *value = self->owner_id;
  g_autoptr (GPtrArray) records
      = tb_record_table_find (connection, &tb_type_attachment, &field, &value, 1, error);
  GHashTable *present = NULL;

  if (records == NULL)
    return NULL;

  present = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < records->len; i++)
    g_hash_table_add (present,
                      g_strdup (tb_record_get_text (records->pdata[i], TB_ATTACHMENT_SHA256)));
  return present;
}

/* Keeps the files; gives the rows to be written about those that the owner does not have. */
static GPtrArray *
keep_files (TbSession *session, TbAttach *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (TbFileStore) store = tb_file_store_new (tb_session_get_path (session));
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) present
      = tb_session_read (session, read_present, self, cancellable, error);

  if (present == NULL)
    return NULL;

  for (guint i = 0; i < self->files->len; i++)
    {
      TbNewFile *file = self->files->pdata[i];
      TbStoredFile stored;

      if (!tb_new_file_put (file, store, &stored, cancellable, error))
        return NULL;
      if (g_hash_table_add (present, g_strdup (stored.sha256)))
        g_ptr_array_add (records, new_record (session, self, file, &stored, store));
    }
  return g_steal_pointer (&records);
}

static gboolean
give_row (TbConnection *connection, TbChange *change, gpointer data, GError **error)
{
  TbRows *rows = data;

  if (rows->n_given == rows->records->len)
    return FALSE;

  change->op = TB_CHANGE_INSERT;
  change->record = g_object_ref (rows->records->pdata[rows->n_given++]);
  return TRUE;
}

/* What the batch is about, in data: the name of the file, and how many more there are. */
static char *
dup_subject (GPtrArray *records)
{
  const char *name = tb_record_get_text (records->pdata[0], TB_ATTACHMENT_FILE_NAME);

  if (records->len == 1)
    return g_strdup (name);
  return g_strdup_printf ("%s +%u", name, records->len - 1);
}

static char *
attach (TbSession *session, TbAttach *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) records = NULL;
  g_autofree char *subject = NULL;
  TbRows rows = { 0 };

  if (!check_owner (session, self, cancellable, error))
    return NULL;
  records = keep_files (session, self, cancellable, error);
  if (records == NULL)
    return NULL;
  if (records->len == 0)
    return g_strdup ("");

  rows.records = records;
  subject = dup_subject (records);
  return tb_session_commit (session, TB_BATCH_ADD, &tb_type_attachment, subject, give_row, &rows,
                            records->len, NULL, NULL, cancellable, error);
}

/**
 * tb_session_attach_files:
 * @owner_type: the type of the record that gets them: event, project, claim or milestone
 * @owner_id: its id
 * @files: (element-type TbNewFile): what is to be attached
 * @kind: (nullable): the code of the kind of evidence; %NULL by what the file is
 * @caption: (nullable): what is written under each
 *
 * Keeps files beside the register and then writes a row for each, all as one batch. Each gets its
 * media type by its content, and a photograph the time at which it was taken. What the record has
 * already is passed over. Slow files do not hold up other work: they are read on the calling
 * thread, which may be any but a database thread.
 *
 * Errors: %TB_ERROR_NOT_FOUND, %TB_ERROR_CONFLICT (the record was removed, or is locked),
 * %TB_ERROR_INVALID, those of tb_file_store_put() and of the store. No row is written then.
 *
 * Returns: (transfer full): the batch; the empty string where the record has all of them already
 */
char *
tb_session_attach_files (TbSession *self, const TbRecordType *owner_type, const char *owner_id,
                         GPtrArray *files, const char *kind, const char *caption,
                         GCancellable *cancellable, GError **error)
{
  g_auto (TbAttach) work = { 0 };

  g_return_val_if_fail (TB_IS_SESSION (self), NULL);
  g_return_val_if_fail (owner_type != NULL && owner_id != NULL, NULL);
  g_return_val_if_fail (files != NULL, NULL);

  work = (TbAttach){
    .owner_type = owner_type,
    .owner_id = g_strdup (owner_id),
    .files = g_ptr_array_ref (files),
    .kind = g_strdup (kind),
    .caption = g_strdup (caption),
  };
  return attach (self, &work, cancellable, error);
}

static void
attach_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  char *batch = attach (source, data, cancellable, &error);

  if (batch != NULL)
    g_task_return_pointer (task, batch, g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * tb_session_attach_files_async:
 *
 * As tb_session_attach_files(), on a thread of its own. Finish with
 * tb_session_attach_files_finish().
 */
void
tb_session_attach_files_async (TbSession *self, const TbRecordType *owner_type,
                               const char *owner_id, GPtrArray *files, const char *kind,
                               const char *caption, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  TbAttach *work = NULL;

  g_return_if_fail (TB_IS_SESSION (self));
  g_return_if_fail (owner_type != NULL && owner_id != NULL);
  g_return_if_fail (files != NULL);

  work = g_new0 (TbAttach, 1);
  work->owner_type = owner_type;
  work->owner_id = g_strdup (owner_id);
  work->files = g_ptr_array_ref (files);
  work->kind = g_strdup (kind);
  work->caption = g_strdup (caption);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tb_session_attach_files_async);
  g_task_set_task_data (task, work, (GDestroyNotify)attach_free);
  /* What was committed stays committed: a cancellation that comes too late must not hide it. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, attach_thread);
}

/**
 * tb_session_attach_files_finish:
 *
 * Returns: (transfer full): the batch, as tb_session_attach_files() gives it
 */
char *
tb_session_attach_files_finish (TbSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static char *
attach_one (TbSession *self, const TbRecordType *owner_type, const char *owner_id, TbNewFile *file,
            const char *kind, const char *caption, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_new_file_free);

  g_ptr_array_add (files, file);
  return tb_session_attach_files (self, owner_type, owner_id, files, kind, caption, cancellable,
                                  error);
}

/**
 * tb_session_attach:
 * @file: the file
 *
 * As tb_session_attach_files(), for one file.
 */
char *
tb_session_attach (TbSession *self, const TbRecordType *owner_type, const char *owner_id,
                   GFile *file, const char *kind, const char *caption, GCancellable *cancellable,
                   GError **error)
{
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  return attach_one (self, owner_type, owner_id, tb_new_file_new (file), kind, caption, cancellable,
                     error);
}

/**
 * tb_session_attach_bytes:
 * @bytes: the content
 * @name: what the file is to be called
 *
 * As tb_session_attach_files(), for something that is in memory.
 */
char *
tb_session_attach_bytes (TbSession *self, const TbRecordType *owner_type, const char *owner_id,
                         GBytes *bytes, const char *name, const char *kind, const char *caption,
                         GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (bytes != NULL && name != NULL, NULL);

  return attach_one (self, owner_type, owner_id, tb_new_file_new_for_bytes (bytes, name), kind,
                     caption, cancellable, error);
}
