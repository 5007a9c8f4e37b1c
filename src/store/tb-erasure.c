/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-erasure.h"

#include "tb-connection-private.h"
#include "tb-journal.h"
#include "tb-maintenance.h"
#include "tb-statement.h"

/* Set from an erasure until its traces are gone from the file. */
#define UNCLEAN "erasure.unclean"

/* While the table `erasure` has rows, the triggers of the journal let go of values and subjects. */
#define MARKED "(SELECT record_id FROM erasure)"

#define MARKED_DOCUMENTS                                                                           \
  "(SELECT row FROM sync_document WHERE record IN " MARKED                                         \
  " OR substr (id, instr (id, ':') + 1) IN " MARKED ")"

/* What a batch is called says whom it was about where that was one record of the type, and may
 * elsewhere. A file keeps its name, unless it is a person's. */
#define CLEAR_SUBJECTS                                                                             \
  "UPDATE batch SET subject = NULL WHERE subject IS NOT NULL AND row IN (SELECT change.batch"      \
  " FROM change WHERE record_id IN " MARKED " AND ((change.record_type = batch.record_type"        \
  " AND kind <> 'import' AND kind <> 'sample')"

/* Before the values themselves go: names are looked up among them. */
#define OR_NAMED                                                                                   \
  " OR instr (subject, coalesce (json_extract (before, '$.%s'), char (0))) > 0"                    \
  " OR instr (subject, coalesce (json_extract (after, '$.%s'), char (0))) > 0"

static const char *const steps[] = {
  "UPDATE change SET before = NULL, after = NULL WHERE record_id IN " MARKED
  " AND op IN ('insert', 'update', 'remove', 'restore')",

  /* Of what is exchanged with other desks only the present revisions stay, which say that there is
   * nothing. Who looked at what stays, as it does in the journal. */
  "DELETE FROM sync_review WHERE document IN " MARKED_DOCUMENTS,
  "DELETE FROM sync_refused WHERE document IN " MARKED_DOCUMENTS,
  "DELETE FROM sync_revision AS old WHERE document IN " MARKED_DOCUMENTS
  " AND (leaf = 0 OR \"foreign\" = 1)"
  " AND seq IS NOT (SELECT applied FROM sync_document WHERE row = old.document)"
  " AND EXISTS (SELECT 1 FROM sync_revision AS present WHERE present.document = old.document"
  " AND present.leaf = 1 AND present.\"foreign\" = 0)",
  "UPDATE sync_revision SET body = '{}' WHERE \"foreign\" = 1 AND body IS NOT NULL"
  " AND document IN " MARKED_DOCUMENTS,
  /* A fact that another has taken the place of cannot be taken out of what peers have, but what it
   * says need not be known here, nor be told to anybody else. */
  "UPDATE sync_revision SET body = '{}', \"foreign\" = 1 WHERE document IN"
  " (SELECT row FROM sync_document WHERE record IN " MARKED " AND id IN"
  " (SELECT earlier.value FROM sync_document AS later JOIN sync_revision"
  " ON sync_revision.document = later.row, json_each (body, '$.supersedes') AS earlier"
  " WHERE later.record IN " MARKED "))",
};

static gboolean
run (TbConnection *connection, const char *sql, const char *text, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  if (text != NULL)
    tb_statement_bind_text (statement, 1, text);
  return tb_statement_run (statement, error);
}

static gboolean
mark (TbConnection *connection, const TbErasedRecord *records, guint n_records, GError **error)
{
  for (guint i = 0; i < n_records; i++)
    if (!run (connection, "INSERT OR IGNORE INTO erasure (record_id) VALUES (?1)", records[i].id,
              error))
      return FALSE;
  return TRUE;
}

/* The fields in which records of these types have the name of a person. */
static void
append_named (GString *sql, const TbErasedRecord *records, guint n_records)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < n_records; i++)
    {
      const TbRecordType *type = records[i].type;

      for (guint field = 0; field < type->n_fields; field++)
        if (type->fields[field].format == TB_FORMAT_PERSON_NAME
            && g_hash_table_add (seen, (gpointer)type->fields[field].name))
          g_string_append_printf (sql, OR_NAMED, type->fields[field].name,
                                  type->fields[field].name);
    }
}

static gboolean
clear_subjects (TbConnection *connection, const TbErasedRecord *records, guint n_records,
                GError **error)
{
  g_autoptr (GString) sql = g_string_new (CLEAR_SUBJECTS);

  append_named (sql, records, n_records);
  g_string_append (sql, "))");
  return tb_connection_run (connection, sql->str, error);
}

/**
 * tb_erasure_run:
 * @connection: a connection in a transaction
 * @batch: id of the batch it is part of
 * @actor: who
 * @records: (array length=n_records): the records
 * @n_records: how many
 * @reason: JSON that says on what ground
 * @error: where to put what went wrong
 *
 * Erases what was ever said of records (Personal Information Protection Law, article 47): the
 * values before and after of their entries in the journal, what batches of them are called, and
 * what is remembered of them for the exchange with other desks. An entry for each record says so.
 * The digests stay, so the chain still holds. The rows of the records themselves are the caller's
 * to clear first, and to make documents of where they are exchanged.
 *
 * Returns: whether it was done; otherwise any error of TB_ERROR
 */
gboolean
tb_erasure_run (TbConnection *connection, const char *batch, const char *actor,
                const TbErasedRecord *records, guint n_records, const char *reason, GError **error)
{
  g_return_val_if_fail (tb_connection_in_transaction (connection), FALSE);

  if (!mark (connection, records, n_records, error)
      || !clear_subjects (connection, records, n_records, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (!tb_connection_run (connection, steps[i], error))
      return FALSE;
  if (!tb_connection_run (connection, "DELETE FROM erasure", error))
    return FALSE;

  for (guint i = 0; i < n_records; i++)
    if (!tb_journal_append_note (connection, batch, actor, TB_CHANGE_ERASE, records[i].type->name,
                                 records[i].id, reason, error))
      return FALSE;
  return tb_setting_set (connection, UNCLEAN, "1", error);
}

/**
 * tb_erasure_is_erased:
 * @connection: a connection
 * @record_id: a record
 * @erased: (out): whether what it said was erased once
 * @error: where to put what went wrong
 *
 * Returns: whether it could be looked up; otherwise any error of TB_ERROR
 */
gboolean
tb_erasure_is_erased (TbConnection *connection, const char *record_id, gboolean *erased,
                      GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection, "SELECT 1 FROM change WHERE record_id = ?1 AND op = 'erase' LIMIT 1", error);

  if (statement == NULL)
    return FALSE;

  tb_statement_bind_text (statement, 1, record_id);
  return tb_statement_has_row (statement, erased, error);
}

/**
 * tb_erasure_list_referrers:
 * @connection: a connection
 * @type: a type
 * @field: one of its references
 * @id: a record
 * @error: where to put what went wrong
 *
 * Returns: (transfer full) (element-type utf8): ids of the records of @type that refer to it,
 * removed ones too; %NULL with any error of TB_ERROR
 */
GPtrArray *
tb_erasure_list_referrers (TbConnection *connection, const TbRecordType *type, guint field,
                           const char *id, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM \"%s\" WHERE \"%s\" = ?1", type->name,
                                          type->fields[field].name);
  g_autoptr (TbStatement) statement = tb_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return NULL;

  tb_statement_bind_text (statement, 1, id);
  return tb_statement_collect_texts (statement, error);
}

/**
 * tb_erasure_clean:
 * @connection: a connection for writing, not in a transaction
 * @error: where to put what went wrong
 *
 * Takes what was erased out of the file itself, where pages that are not used any more, the search
 * index and the write-ahead log still have it. What is left there by a program that was killed is
 * taken out by tb_erasure_clean_what_was_left().
 *
 * Returns: whether it was done; otherwise any error of TB_ERROR
 */
gboolean
tb_erasure_clean (TbConnection *connection, GError **error)
{
  g_return_val_if_fail (!tb_connection_in_transaction (connection), FALSE);

  return tb_connection_run (connection, "INSERT INTO search (search) VALUES ('optimize')", error)
         && tb_connection_run (connection, "VACUUM", error)
         && tb_setting_set (connection, UNCLEAN, NULL, error)
         && tb_connection_run (connection, "PRAGMA wal_checkpoint (TRUNCATE)", error);
}

/**
 * tb_erasure_clean_what_was_left:
 * @connection: a connection for writing, not in a transaction
 * @error: where to put what went wrong
 *
 * Does tb_erasure_clean() where an erasure was broken off before it.
 *
 * Returns: whether nothing is left; otherwise any error of TB_ERROR
 */
gboolean
tb_erasure_clean_what_was_left (TbConnection *connection, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *unclean = tb_setting_get (connection, UNCLEAN, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return unclean == NULL || tb_erasure_clean (connection, error);
}
