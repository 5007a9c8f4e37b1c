/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The files of a register inside a backup of it, so that a backup is one file. There they are rows
 * of a table that a register does not have, in pieces, so that no file need be in memory to be
 * written.
 */

#include "config.h"

#include "tb-backup-files.h"

#include "tb-connection-private.h"
#include "tb-error.h"

/* How much of a file is in one row. */
#define PIECE_SIZE (256 * 1024)

#define HAS_FILES "SELECT count(*) FROM sqlite_schema WHERE name = 'backup_file'"
#define HAS_ATTACHMENTS "SELECT count(*) FROM sqlite_schema WHERE name = 'attachment'"

static gboolean
has_table (TbConnection *connection, const char *sql, gboolean *has, GError **error)
{
  gint64 n;

  if (!tb_connection_read_int (connection, sql, &n, error))
    return FALSE;

  *has = n > 0;
  return TRUE;
}

/* As much as a piece holds, unless the end comes before. A file that cannot be read is as if it had
 * ended: the digest tells. */
static gsize
read_piece (GInputStream *stream, guchar *buffer)
{
  gsize n = 0;

  g_input_stream_read_all (stream, buffer, PIECE_SIZE, &n, NULL, NULL);
  return n;
}

static gboolean
insert_piece (TbStatement *insert, const char *sha256, gint64 number, const guchar *data,
              gsize length, GError **error)
{
  gboolean inserted;

  tb_statement_bind_text (insert, 1, sha256);
  tb_statement_bind_int (insert, 2, number);
  tb_statement_bind_blob (insert, 3, data, length);
  inserted = tb_statement_run (insert, error);
  tb_statement_reset (insert);

  return inserted;
}

static gboolean
insert_pieces (TbConnection *connection, TbConnection *copy, GInputStream *stream,
               const char *sha256, GChecksum *checksum, GError **error)
{
  g_autoptr (TbStatement) insert = tb_connection_prepare (
      copy, "INSERT INTO backup_file (sha256, piece, data) VALUES (?1, ?2, ?3)", error);
  g_autofree guchar *buffer = g_malloc (PIECE_SIZE);
  gsize length;

  if (insert == NULL)
    return FALSE;

  for (gint64 number = 0; (length = read_piece (stream, buffer)) > 0; number++)
    {
      g_checksum_update (checksum, buffer, (gssize)length);
      if (!tb_connection_check_cancelled (connection, error)
          || !insert_piece (insert, sha256, number, buffer, length, error))
        return FALSE;
    }
  return TRUE;
}

/* A file that is missing or damaged is left out: the rest is worth having, and checking the
 * register names it. */
static gboolean
add_file (TbConnection *connection, TbConnection *copy, TbFileStore *store, const char *sha256,
          GError **error)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (TbStatement) remove = NULL;

  if (tb_sha256_is_valid (sha256))
    stream = tb_file_store_open (store, sha256, NULL);
  if (stream == NULL)
    return TRUE;

  if (!insert_pieces (connection, copy, stream, sha256, checksum, error))
    return FALSE;
  if (g_str_equal (g_checksum_get_string (checksum), sha256))
    return TRUE;

  remove = tb_connection_prepare (copy, "DELETE FROM backup_file WHERE sha256 = ?1", error);
  if (remove == NULL)
    return FALSE;
  tb_statement_bind_text (remove, 1, sha256);
  return tb_statement_run (remove, error);
}

static gboolean
add_all (TbConnection *connection, TbConnection *copy, GError **error)
{
  g_autoptr (TbFileStore) store = tb_file_store_new (tb_connection_get_path (connection));
  g_autoptr (TbStatement) rows
      = tb_connection_prepare (connection, "SELECT DISTINCT sha256 FROM attachment", error);
  TbStep step;

  if (rows == NULL)
    return FALSE;

  while ((step = tb_statement_step (rows, error)) == TB_STEP_ROW)
    if (!add_file (connection, copy, store, tb_statement_get_text (rows, 0), error))
      return FALSE;
  return step == TB_STEP_DONE;
}

/*< private >
 * tb_backup_files_add:
 * @connection: a connection to the register, reading the state that was copied
 * @copy: the copy of it
 *
 * Puts the register's files into the copy, those of removed rows too: removing can be undone.
 */
gboolean
tb_backup_files_add (TbConnection *connection, TbConnection *copy, GError **error)
{
  gboolean has_attachments;

  if (!has_table (connection, HAS_ATTACHMENTS, &has_attachments, error))
    return FALSE;
  if (!has_attachments)
    return TRUE;

  if (!tb_connection_begin (copy, error))
    return FALSE;
  if (!tb_connection_run (copy,
                          "CREATE TABLE backup_file (row INTEGER PRIMARY KEY, sha256 TEXT NOT NULL,"
                          " piece INTEGER NOT NULL, data BLOB NOT NULL, UNIQUE (sha256, piece))"
                          " STRICT",
                          error)
      || !add_all (connection, copy, error))
    {
      tb_connection_rollback (copy);
      return FALSE;
    }
  return tb_connection_commit (copy, error);
}

/* The next file of those in @pieces, which stands on its first piece; afterwards on that of the
 * file after it, or at the end. */
static gboolean
read_file (TbStatement *pieces, TbStep *step, char **sha256, GBytes **content, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *name = tb_statement_dup_text (pieces, 0);

  do
    {
      gsize length;
      const guint8 *data = tb_statement_get_blob (pieces, 1, &length);

      g_byte_array_append (bytes, data, (guint)length);
      *step = tb_statement_step (pieces, error);
    }
  while (*step == TB_STEP_ROW && g_strcmp0 (tb_statement_get_text (pieces, 0), name) == 0
         && bytes->len <= TB_FILE_STORE_MAX_SIZE);
  if (*step == TB_STEP_ERROR)
    return FALSE;

  *sha256 = g_steal_pointer (&name);
  *content = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  return TRUE;
}

/* Whether to go on with the next file. */
typedef gboolean (*FileFunc) (const char *sha256, GBytes *content, gboolean sound,
                              gpointer user_data, GError **error);

/* One file after another is in memory. */
static gboolean
foreach_file (TbConnection *copy, FileFunc func, gpointer user_data, GError **error)
{
  g_autoptr (TbStatement) pieces = NULL;
  gboolean has_files;
  TbStep step;

  if (!has_table (copy, HAS_FILES, &has_files, error))
    return FALSE;
  if (!has_files)
    return TRUE;

  pieces = tb_connection_prepare (
      copy, "SELECT sha256, data FROM backup_file ORDER BY sha256, piece", error);
  if (pieces == NULL)
    return FALSE;

  step = tb_statement_step (pieces, error);
  while (step == TB_STEP_ROW)
    {
      g_autofree char *sha256 = NULL;
      g_autofree char *found = NULL;
      g_autoptr (GBytes) content = NULL;

      if (!tb_connection_check_cancelled (copy, error)
          || !read_file (pieces, &step, &sha256, &content, error))
        return FALSE;
      found = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
      if (!func (sha256, content, g_strcmp0 (found, sha256) == 0, user_data, error))
        return FALSE;
    }
  return step == TB_STEP_DONE;
}

static gboolean
prove_file (const char *sha256, GBytes *content, gboolean sound, gpointer user_data, GError **error)
{
  gboolean *all_sound = user_data;

  *all_sound = *all_sound && sound;
  return TRUE;
}

/*< private >
 * tb_backup_files_prove:
 * @copy: a backup, just written
 * @sound: (out): whether all files in it are as they should be
 */
gboolean
tb_backup_files_prove (TbConnection *copy, gboolean *sound, GError **error)
{
  *sound = TRUE;
  return foreach_file (copy, prove_file, sound, error);
}

/* What was damaged in the backup is left out, and shows as missing. */
static gboolean
put_file (const char *sha256, GBytes *content, gboolean sound, gpointer user_data, GError **error)
{
  TbFileStore *store = user_data;
  g_autoptr (GInputStream) stream = NULL;
  TbStoredFile stored;

  if (!sound)
    return TRUE;

  stream = g_memory_input_stream_new_from_bytes (content);
  return tb_file_store_put (store, stream, sha256, &stored, NULL, error);
}

/*< private >
 * tb_backup_files_take_out:
 * @prepared: a copy of a backup, for writing
 * @store: where its files go
 *
 * Moves the files that are in the copy of a backup to where a register has them.
 */
gboolean
tb_backup_files_take_out (TbConnection *prepared, TbFileStore *store, GError **error)
{
  gboolean has_files;

  if (!has_table (prepared, HAS_FILES, &has_files, error))
    return FALSE;
  if (!has_files)
    return TRUE;

  return foreach_file (prepared, put_file, store, error)
         && tb_connection_run (prepared, "DROP TABLE backup_file", error)
         && tb_connection_run (prepared, "VACUUM", error);
}

gboolean
tb_backup_files_count_missing (TbConnection *connection, TbFileStore *store, gint64 *n_missing,
                               GError **error)
{
  g_autoptr (TbStatement) rows = NULL;
  gboolean has_attachments;
  TbStep step;

  *n_missing = 0;
  if (!has_table (connection, HAS_ATTACHMENTS, &has_attachments, error))
    return FALSE;
  if (!has_attachments)
    return TRUE;

  rows = tb_connection_prepare (connection, "SELECT DISTINCT sha256 FROM attachment", error);
  if (rows == NULL)
    return FALSE;
  while ((step = tb_statement_step (rows, error)) == TB_STEP_ROW)
    if (!tb_file_store_has (store, tb_statement_get_text (rows, 0)))
      (*n_missing)++;
  return step == TB_STEP_DONE;
}
