/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-exchange-stranger.h"

#include <glib/gi18n-lib.h>

#include "tb-document.h"
#include "tb-entry.h"
#include "tb-exchange-desks.h"
#include "tb-maintenance.h"
#include "tb-record-table.h"
#include "tb-statement.h"
#include "tb-sync-device.h"
#include "tb-sync-private.h"
#include "tb-type-organisation.h"
#include "tb-type-tower.h"

/*
 * Two registers are of one branch where they share a record: ids are made once, and come from one
 * register into another by an exchange or a copy only. A file that shares none, of a desk that was
 * never heard of, would put another tower's records beside those that are here.
 */

/* The records of a file, looked up in this register a page at a time. */
#define PAGE_SIZE 500

#define JOINT_BRANCH "joint_branch"

/* A record that a file brings. */
typedef struct
{
  const TbRecordType *type;
  const char *id; /* (not owned): of `seen` */
} Brought;

/* What is found out, and what for. */
typedef struct
{
  const TbParcelHeader *from; /* (not owned) */
  TbParcelStranger *stranger; /* (owned) */
  gboolean is_known;          /* whether files were exchanged with that desk */
  GHashTable *seen;           /* (owned) (element-type utf8): ids of the records of the file */
  GArray *page;               /* (owned) (element-type Brought): to be looked up */
  gboolean is_shared;         /* whether one of them is in this register */
  char *tower;                /* (owned) (nullable): the first one of the file */
} Look;

static void
look_clear (Look *self)
{
  g_clear_pointer (&self->stranger, tb_parcel_stranger_free);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->page, g_array_unref);
  g_free (self->tower);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

/**
 * tb_parcel_stranger_free:
 * @self: (transfer full): a file of a desk that was not heard of
 */
void
tb_parcel_stranger_free (TbParcelStranger *self)
{
  g_free (self->sender);
  g_free (self->made_at);
  g_free (self->about);
  g_free (self->own_about);
  g_free (self);
}

static char *
dup_brought (const TbParcelStranger *self)
{
  int n = (int)self->n_records;

  return self->about != NULL
             /* Translators: %2$s is the name of a branch or a tower. */
             ? g_strdup_printf (ngettext ("The file brings %1$d record, of “%2$s”.",
                                          "The file brings %1$d records, of “%2$s”.", (gulong)n),
                                n, self->about)
             : g_strdup_printf (ngettext ("The file brings %d record, of no branch or tower.",
                                          "The file brings %d records, of no branch or tower.",
                                          (gulong)n),
                                n);
}

static char *
dup_own (const TbParcelStranger *self)
{
  int n = (int)self->n_own;

  return self->own_about != NULL
             /* Translators: %2$s is the name of a branch or a tower. */
             ? g_strdup_printf (ngettext ("This register has %1$d record, of “%2$s”.",
                                          "This register has %1$d records, of “%2$s”.", (gulong)n),
                                n, self->own_about)
             : g_strdup_printf (ngettext ("This register has %d record, of no branch or tower.",
                                          "This register has %d records, of no branch or tower.",
                                          (gulong)n),
                                n);
}

/**
 * tb_parcel_stranger_dup_words:
 * @self: a file of a desk that was not heard of
 *
 * Returns: (transfer full): what it is beside this register, in sentences
 */
char *
tb_parcel_stranger_dup_words (const TbParcelStranger *self)
{
  /* Translators: the name of a desk. */
  g_autofree char *who = g_strdup_printf (
      _ ("“%s” is a desk that this register has never heard of, and no record is in both."),
      self->sender);
  g_autofree char *brought = dup_brought (self);
  g_autofree char *own = dup_own (self);
  g_autofree char *warning = tb_parcel_stranger_dup_warning (self);

  /* Translators: four sentences that follow one another. */
  return g_strdup_printf (_ ("%s %s %s %s"), who, brought, own, warning);
}

/**
 * tb_parcel_stranger_dup_warning:
 * @self: a file of a desk that was not heard of
 *
 * Returns: (transfer full): what comes of reading it, in sentences
 */
char *
tb_parcel_stranger_dup_warning (const TbParcelStranger *self)
{
  const char *words
      = self->about != NULL && g_strcmp0 (self->about, self->own_about) == 0
            ? _ ("Both have the same name, but it is not the same register: everything would be "
                 "there twice. To have one register on two desks, read the file into an empty one.")
            : _ ("Read into this register, what is in the file stands among its own records.");

  if (!self->is_connected)
    return g_strdup (words);
  /* Translators: %s is one or two sentences. */
  return g_strdup_printf (
      _ ("%s It then goes on to the service, and from there to the other desks, "
         "and cannot be taken back as a whole."),
      words);
}

static gboolean
has_met (TbConnection *connection, const TbParcelHeader *from, gboolean *met, GError **error)
{
  g_autoptr (GPtrArray) desks = tb_exchange_desks_load (connection, NULL, error);
  g_autofree char *own = NULL;

  if (desks == NULL)
    return FALSE;
  own = tb_sync_device_peek (connection);
  *met = g_str_equal (own, from->device)
         || tb_exchange_desks_find_device (desks, from->device) != NULL
         || (from->your_key != NULL && tb_exchange_desks_find_key (desks, from->your_key) != NULL);
  return TRUE;
}

static gboolean
count_own (TbConnection *connection, gint64 *n_own, GError **error)
{
  guint n_types;
  const TbRecordType *const *types = tb_record_types_get_all (&n_types);

  *n_own = 0;
  for (guint i = 0; i < n_types; i++)
    {
      g_autoptr (TbTypeFigures) figures = tb_figures_count (connection, types[i], error);

      if (figures == NULL)
        return FALSE;
      *n_own += figures->n_records;
    }
  return TRUE;
}

static gboolean
read_name (TbConnection *connection, const char *sql, char **name, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (connection, sql, error);
  TbStep step;

  if (statement == NULL || (step = tb_statement_step (statement, error)) == TB_STEP_ERROR)
    return FALSE;
  if (step == TB_STEP_ROW)
    *name = tb_statement_dup_text (statement, 0);
  return TRUE;
}

static gboolean
read_own_name (TbConnection *connection, char **name, GError **error)
{
  return read_name (connection,
                    "SELECT name FROM organisation"
                    " WHERE removed_at IS NULL AND kind = '" JOINT_BRANCH "' ORDER BY row LIMIT 1",
                    name, error)
         && (*name != NULL
             || read_name (connection,
                           "SELECT name FROM tower WHERE removed_at IS NULL ORDER BY row LIMIT 1",
                           name, error));
}

/* A desk that is known is not asked about, and nothing more is to be found out. */
static gpointer
look_at_register_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable,
                            GError **error)
{
  Look *look = data;

  return has_met (connection, look->from, &look->is_known, error)
                 && (look->is_known
                     || (count_own (connection, &look->stranger->n_own, error)
                         && read_own_name (connection, &look->stranger->own_about, error)))
             ? look
             : NULL;
}

static gpointer
look_page_up_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable,
                        GError **error)
{
  Look *look = data;

  for (guint i = 0; i < look->page->len && !look->is_shared; i++)
    {
      const Brought *brought = &g_array_index (look->page, Brought, i);

      if (!tb_record_table_has (connection, brought->type, brought->id, &look->is_shared, error))
        return NULL;
    }
  g_array_set_size (look->page, 0);
  return look;
}

/* The first branch of the file, or else its first tower, stands for it. */
static void
note_name (Look *look, const TbRecordType *type, JsonObject *body)
{
  const char *name = tb_document_get_text (body, "name");

  if (type == &tb_type_organisation && look->stranger->about == NULL
      && g_strcmp0 (tb_document_get_text (body, "kind"), JOINT_BRANCH) == 0)
    look->stranger->about = g_strdup (name);
  else if (type == &tb_type_tower && look->tower == NULL)
    look->tower = g_strdup (name);
}

static void
note_document (Look *look, TbPeerDocument *document)
{
  JsonObject *body = tb_peer_document_get_body (document);
  const TbRecordType *type = tb_document_get_record_type (body);
  g_autofree char *type_name = NULL;
  const char *id;
  Brought brought;

  if (type == NULL || document->deleted || !tb_document_parse_id (document->id, &type_name, &id))
    return;
  if (tb_document_kind (type->name) == TB_DOCUMENT_ENTRY)
    id = tb_entry_get_record_id (body);
  if (id == NULL || g_hash_table_contains (look->seen, id))
    return;

  brought = (Brought){ type, g_strdup (id) };
  g_hash_table_add (look->seen, (gpointer)brought.id);
  g_array_append_val (look->page, brought);
  if (tb_document_is_removed (body))
    return;
  look->stranger->n_records++;
  note_name (look, type, body);
}

/* Whoever shares a record is no stranger: the rest of the file need not be looked at. */
static gboolean
look_at_file (Look *look, TbSession *session, GFile *file, const char *passphrase,
              GCancellable *cancellable, GError **error)
{
  g_autoptr (TbParcelReader) reader = tb_parcel_reader_open (file, passphrase, cancellable, error);
  TbParcelItem item = TB_PARCEL_DOCUMENT;

  if (reader == NULL)
    return FALSE;
  while (item == TB_PARCEL_DOCUMENT && !look->is_shared)
    {
      g_autoptr (TbPeerDocument) document = NULL;

      item = tb_parcel_reader_next (reader, &document, cancellable, error);
      if (item == TB_PARCEL_ERROR)
        return FALSE;
      if (document != NULL)
        note_document (look, document);
      if ((item != TB_PARCEL_DOCUMENT || look->page->len >= PAGE_SIZE)
          && tb_session_read (session, look_page_up_in_reader, look, cancellable, error) == NULL)
        return FALSE;
    }
  if (look->stranger->about == NULL)
    look->stranger->about = g_steal_pointer (&look->tower);
  return TRUE;
}

/*< private >
 * tb_parcel_stranger_find:
 * @session: a register
 * @file: an exchange file
 * @passphrase: what it was sealed with
 * @from: what it says of itself
 * @stranger: (out) (nullable): what a person is to be asked; %NULL where the desk is known, shares
 *   a record with this register, or where this register is empty
 * @cancellable: (nullable): to give up
 * @error: return location: as tb_parcel_reader_open(), any error of %TB_ERROR of the register
 *
 * Returns: whether it was found out
 */
gboolean
tb_parcel_stranger_find (TbSession *session, GFile *file, const char *passphrase,
                         const TbParcelHeader *from, TbParcelStranger **stranger,
                         GCancellable *cancellable, GError **error)
{
  g_auto (Look) look = { .from = from };
  g_autoptr (TbSyncAccount) account = NULL;
  g_autoptr (GError) local_error = NULL;

  *stranger = NULL;
  look.stranger = g_new0 (TbParcelStranger, 1);
  look.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  look.page = g_array_new (FALSE, FALSE, sizeof (Brought));
  if (tb_session_read (session, look_at_register_in_reader, &look, cancellable, error) == NULL)
    return FALSE;
  if (look.is_known || look.stranger->n_own == 0)
    return TRUE;
  if (!look_at_file (&look, session, file, passphrase, cancellable, error))
    return FALSE;
  if (look.is_shared)
    return TRUE;

  account = tb_sync_load_account (session, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  look.stranger->is_connected = account != NULL;
  look.stranger->sender = g_strdup (from->name);
  look.stranger->made_at = g_strdup (from->at);
  *stranger = g_steal_pointer (&look.stranger);
  return TRUE;
}

/*< private >
 * tb_parcel_stranger_keep:
 * @session: a register
 * @cancellable: (nullable): to give up
 * @error: return location: as tb_session_backup()
 *
 * Makes a backup of the register beside it, before a stranger's records come into it: what comes
 * from another desk cannot be undone as one batch.
 *
 * Returns: (transfer full): the backup, or %NULL
 */
char *
tb_parcel_stranger_keep (TbSession *session, GCancellable *cancellable, GError **error)
{
  const char *own = tb_session_get_path (session);
  g_autofree char *stem
      = g_str_has_suffix (own, ".db") ? g_strndup (own, strlen (own) - 3) : g_strdup (own);
  /* A person can choose it where a backup is asked for. */
  g_autofree char *path
      = tb_maintenance_dup_copy_name (stem, "before", ".db", tb_session_get_clock (session));

  return tb_session_backup (session, path, NULL, cancellable, error) ? g_steal_pointer (&path)
                                                                     : NULL;
}
