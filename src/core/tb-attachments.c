/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-attachments.h"

#include "tb-file-sweep.h"
#include "tb-record-table.h"
#include "tb-session-private.h"
#include "tb-state-rules.h"
#include "tb-sync-file.h"
#include "tb-type-attachment.h"
#include "tb-type-claim.h"
#include "tb-type-milestone.h"

/* Whose files are listed. */
typedef struct
{
  const TbRecordType *type;
  char *id;             /* (owned) */
  gboolean is_writable; /* the register */
} TbOwner;

static void
owner_free (TbOwner *owner)
{
  g_free (owner->id);
  g_free (owner);
}

/**
 * tb_attachment_free:
 * @self: (transfer full)
 */
void
tb_attachment_free (TbAttachment *self)
{
  g_clear_object (&self->record);
  g_clear_pointer (&self->elsewhere, g_strfreev);
  g_free (self);
}

/**
 * tb_attachment_list_free:
 * @self: (transfer full)
 */
void
tb_attachment_list_free (TbAttachmentList *self)
{
  g_clear_pointer (&self->attachments, g_ptr_array_unref);
  g_free (self);
}

/* The reference of an attachment that says to what it belongs. */
static guint
find_owner_field (TbRecord *attachment)
{
  static const guint owners[] = { TB_ATTACHMENT_EVENT, TB_ATTACHMENT_PROJECT, TB_ATTACHMENT_CLAIM,
                                  TB_ATTACHMENT_MILESTONE };

  for (guint i = 0; i < G_N_ELEMENTS (owners); i++)
    if (tb_record_has (attachment, owners[i]))
      return owners[i];
  return TB_ATTACHMENT_EVENT;
}

/* The event or project that something belongs to in the end: the claims and milestones of one
 * project share their evidence. */
static gboolean
find_root (TbConnection *connection, const TbRecordType *type, const char *id,
           const TbRecordType **root_type, char **root_id, GError **error)
{
  g_autoptr (TbRecord) record = NULL;
  guint project;

  *root_type = type;
  *root_id = NULL;
  if (type != &tb_type_claim && type != &tb_type_milestone)
    {
      *root_id = g_strdup (id);
      return TRUE;
    }

  record = tb_record_table_load (connection, type, id, error);
  if (record == NULL)
    return FALSE;

  project = tb_record_type_find_field (type, "project");
  *root_type = tb_record_types_find (type->fields[project].target);
  *root_id = g_strdup (tb_record_get_text (record, project));
  return TRUE;
}

/* The title of the event or project to which @other belongs, unless it is @own_root. */
static gboolean
add_elsewhere (TbConnection *connection, TbRecord *other, const char *own_root, GHashTable *seen,
               GStrvBuilder *titles, GError **error)
{
  guint field = find_owner_field (other);
  const TbRecordType *type = tb_record_types_find (tb_type_attachment.fields[field].target);
  const TbRecordType *root_type;
  g_autofree char *root = NULL;
  char *title = NULL;

  if (!find_root (connection, type, tb_record_get_text (other, field), &root_type, &root, error))
    return FALSE;
  if (g_strcmp0 (root, own_root) == 0 || g_hash_table_contains (seen, root))
    return TRUE;

  title = tb_record_table_dup_title (connection, root_type, root, error);
  if (title == NULL)
    return FALSE;

  g_strv_builder_take (titles, title);
  g_hash_table_add (seen, g_steal_pointer (&root));
  return TRUE;
}

static GPtrArray *
find_same_content (TbConnection *connection, const char *sha256, GError **error)
{
  guint field = TB_ATTACHMENT_SHA256;

  return tb_record_table_find (connection, &tb_type_attachment, &field, &sha256, 1, error);
}

/* Where else the same content is; %NULL with @error unset where it is nowhere else. */
static gboolean
find_elsewhere (TbConnection *connection, TbRecord *record, const char *own_root, GStrv *elsewhere,
                GError **error)
{
  g_autoptr (GPtrArray) same
      = find_same_content (connection, tb_record_get_text (record, TB_ATTACHMENT_SHA256), error);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();

  if (same == NULL)
    return FALSE;

  for (guint i = 0; i < same->len; i++)
    if (!add_elsewhere (connection, same->pdata[i], own_root, seen, titles, error))
      return FALSE;

  *elsewhere = g_hash_table_size (seen) > 0 ? g_strv_builder_end (titles) : NULL;
  return TRUE;
}

/* Whether the states of a record and of what it belongs to in the end let it change. */
static gboolean
read_is_open (TbConnection *connection, const TbOwner *owner, const TbRecordType *root_type,
              const char *root_id, gboolean *is_open, GError **error)
{
  g_autoptr (TbRecord) record = tb_record_table_load (connection, owner->type, owner->id, error);
  g_autoptr (TbRecord) root = NULL;

  if (record == NULL)
    return FALSE;
  root = tb_record_table_load (connection, root_type, root_id, error);
  if (root == NULL)
    return FALSE;

  *is_open = owner->is_writable && !tb_record_is_removed (record)
             && !tb_state_rules_is_locked (record) && !tb_state_rules_is_locked (root);
  return TRUE;
}

/* Whether the file of an attachment is there, or could be. */
static gboolean
look_for_file (TbConnection *connection, TbFileStore *store, TbAttachment *attachment,
               GError **error)
{
  const char *sha256 = tb_record_get_text (attachment->record, TB_ATTACHMENT_SHA256);

  attachment->is_missing = !tb_file_store_has (store, sha256);
  return !attachment->is_missing
         || tb_sync_file_is_remote (connection, sha256, &attachment->is_remote, error);
}

static TbAttachmentList *
list (TbConnection *connection, const TbOwner *owner, GError **error)
{
  g_autoptr (TbAttachmentList) list = g_new0 (TbAttachmentList, 1);
  g_autoptr (TbFileStore) store = tb_file_store_new (tb_connection_get_path (connection));
  g_autoptr (GPtrArray) records = NULL;
  g_autofree char *root = NULL;
  const TbRecordType *root_type;
  guint field = tb_record_type_find_field (&tb_type_attachment, owner->type->name);
  const char *id = owner->id;

  list->attachments = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_attachment_free);
  if (!find_root (connection, owner->type, id, &root_type, &root, error)
      || !read_is_open (connection, owner, root_type, root, &list->is_open, error))
    return NULL;
  records = tb_record_table_find (connection, &tb_type_attachment, &field, &id, 1, error);
  if (records == NULL)
    return NULL;

  for (guint i = records->len; i > 0; i--)
    {
      TbRecord *record = records->pdata[i - 1];
      g_autoptr (TbAttachment) attachment = g_new0 (TbAttachment, 1);

      attachment->record = g_object_ref (record);
      if (!look_for_file (connection, store, attachment, error)
          || !find_elsewhere (connection, record, root, &attachment->elsewhere, error))
        return NULL;
      g_ptr_array_add (list->attachments, g_steal_pointer (&attachment));
    }
  return g_steal_pointer (&list);
}

static gpointer
list_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  TbAttachmentList *attachments = NULL;

  if (!tb_connection_begin_reading (connection, error))
    return NULL;
  attachments = list (connection, data, error);
  tb_connection_rollback (connection);

  return attachments;
}

static gpointer
list_same_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable,
                     GError **error)
{
  return find_same_content (connection, data, error);
}

static gpointer
sweep_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TbFileStore) store = tb_file_store_new (tb_connection_get_path (connection));
  gint64 n_removed = tb_file_store_sweep (store, connection, error);

  return n_removed >= 0 ? g_memdup2 (&n_removed, sizeof n_removed) : NULL;
}

/**
 * tb_session_list_attachments:
 * @owner_type: event, project, claim or milestone
 * @owner_id: id of the record
 *
 * The files of a record in the order in which they were added, with where else the same content is
 * used: evidence of one project that serves another is worth a look (R-PRJ-05). On any thread but a
 * reader's.
 *
 * Returns: (transfer full): the files; %NULL with an error of the store
 */
TbAttachmentList *
tb_session_list_attachments (TbSession *self, const TbRecordType *owner_type, const char *owner_id,
                             GCancellable *cancellable, GError **error)
{
  TbOwner owner = { .type = owner_type, .id = (char *)owner_id };

  g_return_val_if_fail (TB_IS_SESSION (self), NULL);
  owner.is_writable = self->mode != TB_OPEN_READ;
  g_return_val_if_fail (tb_attachments_are_for (owner_type), NULL);
  g_return_val_if_fail (owner_id != NULL, NULL);

  return tb_session_read (self, list_in_reader, &owner, cancellable, error);
}

/**
 * tb_session_list_attachments_async:
 *
 * As tb_session_list_attachments(), without waiting. Finish with tb_session_read_finish().
 */
void
tb_session_list_attachments_async (TbSession *self, const TbRecordType *owner_type,
                                   const char *owner_id, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  TbOwner *owner = NULL;

  g_return_if_fail (TB_IS_SESSION (self));
  g_return_if_fail (tb_attachments_are_for (owner_type));
  g_return_if_fail (owner_id != NULL);

  owner = g_new0 (TbOwner, 1);
  owner->type = owner_type;
  owner->id = g_strdup (owner_id);
  owner->is_writable = self->mode != TB_OPEN_READ;
  tb_session_read_async (self, list_in_reader, owner, (GDestroyNotify)owner_free,
                         (GDestroyNotify)tb_attachment_list_free, cancellable, callback, user_data);
}

/**
 * tb_session_list_same_content:
 * @sha256: a digest
 *
 * On any thread but a reader's.
 *
 * Returns: (transfer full) (element-type TbRecord): the attachments that have this content, the
 * newest first; %NULL with an error of the store
 */
GPtrArray *
tb_session_list_same_content (TbSession *self, const char *sha256, GCancellable *cancellable,
                              GError **error)
{
  g_return_val_if_fail (TB_IS_SESSION (self), NULL);
  g_return_val_if_fail (sha256 != NULL, NULL);

  return tb_session_read (self, list_same_in_reader, (gpointer)sha256, cancellable, error);
}

/**
 * tb_session_get_attachment_file:
 * @attachment: a row
 *
 * Returns: (transfer full): its file, for reading only: what other programs are to open is to be a
 * copy
 */
GFile *
tb_session_get_attachment_file (TbSession *self, TbRecord *attachment)
{
  g_autoptr (TbFileStore) store = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (TB_IS_SESSION (self), NULL);
  g_return_val_if_fail (tb_record_get_record_type (attachment) == &tb_type_attachment, NULL);

  store = tb_file_store_new (tb_session_get_path (self));
  path = tb_file_store_dup_path (store, tb_record_get_text (attachment, TB_ATTACHMENT_SHA256));
  return g_file_new_for_path (path);
}

/**
 * tb_session_sweep_files:
 *
 * Takes away the files beside the register that nothing tells of any more; see
 * tb_file_store_sweep(). On any thread but a reader's.
 *
 * Returns: how many files went; -1 with an error of the store
 */
gint64
tb_session_sweep_files (TbSession *self, GCancellable *cancellable, GError **error)
{
  g_autofree gint64 *n_removed = NULL;

  g_return_val_if_fail (TB_IS_SESSION (self), -1);

  n_removed = tb_session_read (self, sweep_in_reader, NULL, cancellable, error);
  return n_removed != NULL ? *n_removed : -1;
}

/**
 * tb_session_sweep_files_async:
 *
 * As tb_session_sweep_files(), without waiting; to be done once after a register was opened.
 */
void
tb_session_sweep_files_async (TbSession *self, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (TB_IS_SESSION (self));

  tb_session_read_async (self, sweep_in_reader, NULL, NULL, g_free, cancellable, callback,
                         user_data);
}
