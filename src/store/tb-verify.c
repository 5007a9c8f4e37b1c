/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "tb-error.h"
#include "tb-fault.h"
#include "tb-file-sweep.h"
#include "tb-journal-chain.h"
#include "tb-record-row.h"
#include "tb-search-verify.h"
#include "tb-sync-verify.h"

/* The first few faults of a kind say enough. */
#define FAULTS_MAX 20

/* FTS5 keeps the shape of its index in memory and asks whether it is still true only when it is
 * searched: without this, the check of a connection that has searched before calls what others have
 * written since damage (SQLite 3.46). If it is damaged indeed, the check that follows says so. */
static void
refresh_search (TbConnection *connection)
{
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (connection, "SELECT rowid FROM search ('zzz') LIMIT 1", NULL);

  if (statement != NULL)
    tb_statement_step (statement, NULL);
}

static gboolean
verify_integrity (TbConnection *connection, GPtrArray *faults, GError **error)
{
  g_autoptr (TbStatement) statement = NULL;
  TbStep step;

  refresh_search (connection);
  statement = tb_connection_prepare (connection, "PRAGMA integrity_check (20)", error);
  if (statement == NULL)
    return FALSE;

  while ((step = tb_statement_step (statement, error)) == TB_STEP_ROW)
    {
      const char *text = tb_statement_get_text (statement, 0);

      if (g_strcmp0 (text, "ok") != 0)
        /* Translators: what SQLite says, in English */
        tb_faults_add (faults, "integrity", _ ("The file is damaged: %s."), text);
    }
  return step == TB_STEP_DONE;
}

static gboolean
verify_references (TbConnection *connection, GPtrArray *faults, GError **error)
{
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (connection, "PRAGMA foreign_key_check", error);
  guint n_before = faults->len;
  TbStep step;

  if (statement == NULL)
    return FALSE;

  while ((step = tb_statement_step (statement, error)) == TB_STEP_ROW
         && faults->len - n_before < FAULTS_MAX)
    tb_faults_add (faults, "foreign_keys",
                   /* Translators: names of tables in the database */
                   _ ("Row %" PRId64 " of “%s” refers to a row of “%s” that is missing."),
                   tb_statement_get_int (statement, 1), tb_statement_get_text (statement, 0),
                   tb_statement_get_text (statement, 2));
  return step != TB_STEP_ERROR;
}

/* What the last entry of the journal about a record says of it. */
typedef struct
{
  gboolean found;
  gboolean removed;
  char *values; /* (owned) (nullable): NULL where they were erased */
} LastEntry;

static void
last_entry_clear (LastEntry *last)
{
  g_free (last->values);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LastEntry, last_entry_clear)

static gboolean
read_last_entry (TbStatement *statement, TbRecord *record, LastEntry *last, GError **error)
{
  TbStep step;

  tb_statement_bind_text (statement, 1, tb_record_get_id (record));
  tb_statement_bind_text (statement, 2, tb_record_get_record_type (record)->name);
  step = tb_statement_step (statement, error);
  if (step == TB_STEP_ROW)
    {
      last->found = TRUE;
      last->removed = g_strcmp0 (tb_statement_get_text (statement, 0), "remove") == 0;
      last->values = g_strdup (tb_statement_get_text (statement, 1));
    }
  tb_statement_reset (statement);
  return step != TB_STEP_ERROR;
}

static gboolean
verify_record (TbStatement *journal, TbRecord *record, GString *json, GPtrArray *faults,
               GError **error)
{
  g_auto (LastEntry) last = { 0 };
  const TbRecordType *type = tb_record_get_record_type (record);

  if (!read_last_entry (journal, record, &last, error))
    return FALSE;

  g_string_truncate (json, 0);
  tb_record_append_json (record, json);
  if (!last.found)
    tb_faults_add (faults, "records", _ ("%s %s stands in the register, but not in its journal."),
                   _ (type->label), tb_record_get_id (record));
  else if (last.removed != tb_record_is_removed (record)
           || (last.values != NULL && g_strcmp0 (last.values, json->str) != 0))
    tb_faults_add (faults, "records",
                   _ ("%s %s is not as the last entry about it in the journal says."),
                   _ (type->label), tb_record_get_id (record));
  return TRUE;
}

/* The journal has an entry for every record that was ever added, so as many records must be there.
 */
static gboolean
verify_number (TbConnection *connection, const TbRecordType *type, gint64 n_records,
               GPtrArray *faults, GError **error)
{
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (connection,
                               "SELECT count(DISTINCT record_id) FROM change"
                               " WHERE record_type = ?1 AND op = 'insert'",
                               error);
  gint64 n_added;

  if (statement == NULL)
    return FALSE;

  tb_statement_bind_text (statement, 1, type->name);
  if (tb_statement_step (statement, error) != TB_STEP_ROW)
    return FALSE;

  n_added = tb_statement_get_int (statement, 0);
  if (n_added > n_records)
    tb_faults_add (
        faults, "records",
        /* Translators: a kind of record in the plural, such as “Members” */
        _ ("“%s”: the journal has %" PRId64 " that were added, but the register only %" PRId64 "."),
        _ (type->label_plural), n_added, n_records);
  return TRUE;
}

static gboolean
verify_type (TbConnection *connection, const TbRecordType *type, GPtrArray *faults, GError **error)
{
  g_autoptr (TbStatement) rows
      = tb_connection_prepare (connection, tb_record_sql_get (type)->select_all, error);
  g_autoptr (TbStatement) journal = NULL;
  g_autoptr (GString) json = g_string_new (NULL);
  guint n_before = faults->len;
  gint64 n_records = 0;
  TbStep step;

  if (rows == NULL)
    return FALSE;

  /* Of a removal, the values are those before it. */
  journal = tb_connection_prepare (
      connection,
      "SELECT op, coalesce (after, before) FROM change WHERE record_id = ?1 AND record_type = ?2"
      " AND op IN ('insert', 'update', 'remove', 'restore') ORDER BY seq DESC LIMIT 1",
      error);
  if (journal == NULL)
    return FALSE;

  while ((step = tb_statement_step (rows, error)) == TB_STEP_ROW
         && faults->len - n_before < FAULTS_MAX)
    {
      g_autoptr (TbRecord) record = tb_record_row_read (type, rows);

      n_records++;
      if (!verify_record (journal, record, json, faults, error))
        return FALSE;
    }
  if (step == TB_STEP_ROW)
    return TRUE;
  return step == TB_STEP_DONE && verify_number (connection, type, n_records, faults, error);
}

static gboolean
verify_records (TbConnection *connection, GPtrArray *faults, GError **error)
{
  guint n_types;
  const TbRecordType *const *types = tb_record_types_get_all (&n_types);

  for (guint i = 0; i < n_types; i++)
    if (!verify_type (connection, types[i], faults, error))
      return FALSE;
  return TRUE;
}

typedef gboolean (*Check) (TbConnection *connection, GPtrArray *faults, GError **error);

static const struct
{
  const char *where;
  Check check;
} checks[] = {
  { "integrity", verify_integrity }, { "foreign_keys", verify_references },
  { "journal", tb_journal_verify },  { "records", verify_records },
  { "search", tb_search_verify },    { "files", tb_file_store_verify },
  { "sync", tb_sync_verify },
};

static gboolean
run_checks (TbConnection *connection, GPtrArray *faults, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      g_autoptr (GError) local_error = NULL;

      if (checks[i].check (connection, faults, &local_error))
        continue;

      /* A damaged file cannot be read everywhere: that is a finding, and the other checks may still
       * say more. */
      if (!g_error_matches (local_error, TB_ERROR, TB_ERROR_DATABASE))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      tb_faults_add (faults, checks[i].where, "%s", local_error->message);
    }
  return TRUE;
}

/**
 * tb_maintenance_verify:
 * @connection: a connection, not in a transaction
 * @error: where to put what went wrong
 *
 * Looks through the whole register as it is at this moment, while others go on working with it: the
 * file, the references, the chain of the journal, each record against the last entry about it, the
 * search index against the records, the files against their digests, what is remembered of the
 * exchange with other desks. Changes nothing.
 *
 * Returns: (transfer full) (nullable) (element-type TbFault): what is wrong, empty when all is
 * well; %NULL with an error where it could not be looked at: TB_ERROR_LOCKED, G_IO_ERROR_CANCELLED
 */
GPtrArray *
tb_maintenance_verify (TbConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) faults = tb_faults_new ();
  gboolean looked;

  if (!tb_connection_begin_reading (connection, error))
    return NULL;
  looked = run_checks (connection, faults, error);
  tb_connection_rollback (connection);

  return looked ? g_steal_pointer (&faults) : NULL;
}
