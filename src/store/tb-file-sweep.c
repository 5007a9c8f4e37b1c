/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-file-sweep.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <inttypes.h>
#include <string.h>
#include <sys/file.h>

#include "tb-connection-private.h"
#include "tb-error.h"
#include "tb-fault.h"
#include "tb-file-store-private.h"
#include "tb-sync-file.h"

/* What is read and hashed at a time. */
#define BUFFER_SIZE (64 * 1024)

/* The first few faults of a kind say enough. */
#define FAULTS_MAX 20

/* A walk through the files of which no row and no entry of the journal tells. */
typedef struct
{
  TbConnection *connection; /* (not owned) */
  GHashTable *known;        /* (owned) (element-type utf8): digests that rows have */
  gboolean remove;          /* whether they go */
  gint64 n_spare;           /* how many there were, or went */
} TbSpareWalk;

/* Attachments but those that were erased. */
#define HELD "attachment WHERE id NOT IN (SELECT record_id FROM change WHERE op = 'erase')"

/* Removed rows count too: removing can be undone. */
static GHashTable *
read_known (TbConnection *connection, GError **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (connection, "SELECT DISTINCT sha256 FROM " HELD, error);
  TbStep step;

  if (statement == NULL)
    return NULL;

  while ((step = tb_statement_step (statement, error)) == TB_STEP_ROW)
    g_hash_table_add (known, tb_statement_dup_text (statement, 0));
  return step == TB_STEP_DONE ? g_steal_pointer (&known) : NULL;
}

/* Whether a row has the file, or had it before it was changed, so that undoing brings it back. */
static gboolean
read_whether_spare (TbConnection *connection, const char *sha256, gboolean *spare, GError **error)
{
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (connection,
                               "SELECT 1 FROM " HELD " AND sha256 = ?1 UNION ALL"
                               " SELECT 1 FROM change WHERE record_type = 'attachment'"
                               " AND (instr (before, ?1) > 0 OR instr (after, ?1) > 0) LIMIT 1",
                               error);
  gboolean wanted, ok;

  if (statement == NULL)
    return FALSE;

  tb_statement_bind_text (statement, 1, sha256);
  ok = tb_statement_has_row (statement, &wanted, error);
  *spare = ok && !wanted;
  return ok;
}

static gboolean
is_old (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0
         && g_get_real_time () - (gint64)info.st_mtime * G_USEC_PER_SEC > TB_FILE_STORE_GRACE_US;
}

/* Looked at again under the lock: somebody may have put the same content in the meantime. */
static void
remove_spare (TbFileStore *self, const char *path, TbSpareWalk *walk)
{
  int lock = tb_file_store_lock (self, LOCK_EX | LOCK_NB);

  /* Somebody is putting a file just now: the next sweep will do. */
  if (lock < 0)
    return;

  if (is_old (path) && g_unlink (path) == 0)
    walk->n_spare++;
  tb_file_store_unlock (lock);
}

static gboolean
visit_file (TbFileStore *self, const char *path, const char *name, gpointer user_data,
            GError **error)
{
  TbSpareWalk *walk = user_data;
  gboolean spare = TRUE;

  if (!tb_connection_check_cancelled (walk->connection, error))
    return FALSE;
  if (g_hash_table_contains (walk->known, name) || !is_old (path))
    return TRUE;
  if (tb_sha256_is_valid (name) && !read_whether_spare (walk->connection, name, &spare, error))
    return FALSE;

  if (spare && walk->remove)
    remove_spare (self, path, walk);
  else if (spare)
    walk->n_spare++;
  return TRUE;
}

/* Counts the spare files, or takes them away; -1 with @error set. */
static gint64
walk_spare (TbFileStore *self, TbConnection *connection, gboolean remove, GError **error)
{
  TbSpareWalk walk = { .connection = connection, .remove = remove };
  gboolean walked = FALSE;

  walk.known = read_known (connection, error);
  if (walk.known != NULL)
    walked = tb_file_store_foreach (self, visit_file, &walk, error);
  g_clear_pointer (&walk.known, g_hash_table_unref);

  return walked ? walk.n_spare : -1;
}

/**
 * tb_file_store_sweep:
 * @connection: a connection to the register, not in a transaction
 * @error: where to put what went wrong
 *
 * Takes away the files that nothing tells of: those put by somebody who died before writing the
 * row, or that were not whole. What a removed row has, or a row had before it was changed, stays,
 * because that can be undone; what is younger than %TB_FILE_STORE_GRACE_US stays, because its row
 * may be about to be written.
 *
 * Returns: how many files went; -1 with any error of TB_ERROR
 */
gint64
tb_file_store_sweep (TbFileStore *self, TbConnection *connection, GError **error)
{
  g_return_val_if_fail (self != NULL, -1);
  g_return_val_if_fail (!tb_connection_in_transaction (connection), -1);

  return walk_spare (self, connection, TRUE, error);
}

/* The digest and the size of what is in a file; %FALSE where it cannot be read to its end. */
static gboolean
hash_file (TbFileStore *self, TbConnection *connection, const char *sha256, TbStoredFile *found,
           GError **error)
{
  g_autoptr (GInputStream) stream = tb_file_store_open (self, sha256, error);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar *buffer = g_malloc (BUFFER_SIZE);
  gssize n;

  if (stream == NULL)
    return FALSE;

  found->size = 0;
  while ((n = g_input_stream_read (stream, buffer, BUFFER_SIZE, NULL, error)) > 0)
    {
      if (!tb_connection_check_cancelled (connection, error))
        return FALSE;
      g_checksum_update (checksum, buffer, n);
      found->size += n;
    }

  g_strlcpy (found->sha256, g_checksum_get_string (checksum), sizeof found->sha256);
  return n == 0;
}

static gboolean
verify_missing (TbConnection *connection, const char *sha256, const char *name, GPtrArray *faults,
                GError **error)
{
  gboolean remote;

  if (!tb_sync_file_is_remote (connection, sha256, &remote, error))
    return FALSE;
  if (remote)
    tb_faults_add_harmless (faults, "files",
                            /* Translators: the name of a file, then its digest */
                            _ ("The file “%s” (%s) has not been fetched from another desk yet."),
                            name, sha256);
  else
    tb_faults_add (faults, "files",
                   /* Translators: the name of a file, then its digest */
                   _ ("The file “%s” (%s) is missing."), name, sha256);
  return TRUE;
}

static gboolean
verify_file (TbFileStore *self, TbConnection *connection, TbStatement *row, GPtrArray *faults,
             GError **error)
{
  const char *sha256 = tb_statement_get_text (row, 0);
  gint64 size = tb_statement_get_int (row, 1);
  const char *name = tb_statement_get_text (row, 2);
  g_autoptr (GError) local_error = NULL;
  TbStoredFile found = { 0 };

  if (!tb_sha256_is_valid (sha256) || !tb_file_store_has (self, sha256))
    return verify_missing (connection, sha256, name, faults, error);
  if (!hash_file (self, connection, sha256, &found, &local_error))
    {
      if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      tb_faults_add (faults, "files", "%s", local_error->message);
    }
  else if (!g_str_equal (found.sha256, sha256))
    tb_faults_add (faults, "files", _ ("The file “%s” (%s) is not as it was when it was added."),
                   name, sha256);
  else if (size >= 0 && found.size != size)
    tb_faults_add (faults, "files",
                   _ ("The file “%s” has %" PRId64 " bytes, but the register says %" PRId64 "."),
                   name, found.size, size);
  return TRUE;
}

static gboolean
verify_files (TbFileStore *self, TbConnection *connection, GPtrArray *faults, GError **error)
{
  g_autoptr (TbStatement) rows = tb_connection_prepare (
      connection,
      "SELECT sha256, coalesce (size, -1), file_name FROM " HELD " GROUP BY sha256, size", error);
  guint n_before = faults->len;
  TbStep step;

  if (rows == NULL)
    return FALSE;

  while ((step = tb_statement_step (rows, error)) == TB_STEP_ROW
         && faults->len - n_before < FAULTS_MAX)
    if (!verify_file (self, connection, rows, faults, error))
      return FALSE;
  return step != TB_STEP_ERROR;
}

/*< private >
 * tb_file_store_verify:
 * @faults: (element-type TbFault): where to add what is wrong
 *
 * Looks whether every file that a row has, or a removed row had, is there and as it was. Files that
 * nothing tells of do no harm, and are reported as harmless.
 *
 * Returns: whether it could be looked at; otherwise any error of TB_ERROR, or
 * G_IO_ERROR_CANCELLED
 */
gboolean
tb_file_store_verify (TbConnection *connection, GPtrArray *faults, GError **error)
{
  g_autoptr (TbFileStore) store = tb_file_store_new (tb_connection_get_path (connection));
  gint64 n_spare;

  if (!verify_files (store, connection, faults, error))
    return FALSE;

  n_spare = walk_spare (store, connection, FALSE, error);
  if (n_spare > 0)
    tb_faults_add_harmless (
        faults, "files",
        ngettext (
            "%d file beside the register belongs to nothing. It does no harm, and goes when "
            "the window next opens the register.",
            "%d files beside the register belong to nothing. They do no harm, and go when the "
            "window next opens the register.",
            (gulong)n_spare),
        (int)n_spare);
  return n_spare >= 0;
}
