/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sync-verify.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "tb-fault.h"
#include "tb-record-type.h"
#include "tb-statement.h"

/* The first few faults of a kind say enough. */
#define FAULTS_MAX "20"

/* What must not be found, and what is said of each document for which it is. */
static const struct
{
  const char *sql;
  const char *message;
} rules[] = {
  {
      "SELECT id FROM sync_document WHERE NOT EXISTS (SELECT 1 FROM sync_revision"
      " WHERE document = sync_document.row AND leaf = 1)",
      N_ ("it has no present revision."),
  },
  {
      "SELECT id FROM sync_revision JOIN sync_document ON sync_document.row = document"
      " WHERE body IS NOT NULL AND NOT json_valid (body)",
      N_ ("it cannot be read."),
  },
  {
      "SELECT id FROM sync_document WHERE applied IS NOT NULL AND NOT EXISTS"
      " (SELECT 1 FROM sync_revision WHERE seq = applied AND document = sync_document.row)",
      N_ ("the revision that the register shows is not known any more."),
  },
  {
      "SELECT id FROM sync_document WHERE pending = 0 AND EXISTS"
      " (SELECT 1 FROM sync_waiting WHERE document = sync_document.row)",
      N_ ("it waits for another record, but is said to be in the register."),
  },
};

static gboolean
verify_rule (TbConnection *connection, const char *sql, const char *message, GPtrArray *faults,
             GError **error)
{
  g_autofree char *limited = g_strconcat (sql, " LIMIT " FAULTS_MAX, NULL);
  g_autoptr (TbStatement) statement = tb_connection_prepare (connection, limited, error);
  TbStep step;

  if (statement == NULL)
    return FALSE;

  while ((step = tb_statement_step (statement, error)) == TB_STEP_ROW)
    tb_faults_add (faults, "sync",
                   /* Translators: the name of a document, then what is wrong with it */
                   _ ("The document %s, which is exchanged with other desks: %s"),
                   tb_statement_get_text (statement, 0), _ (message));
  return step == TB_STEP_DONE;
}

/* What was taken over, or told to others, stands in the register. */
static gboolean
verify_type (TbConnection *connection, const TbRecordType *type, GPtrArray *faults, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT id FROM sync_document WHERE id BETWEEN '%s:' AND '%s:~' AND applied IS NOT NULL"
      " AND NOT EXISTS (SELECT 1 FROM \"%s\" AS here"
      " WHERE here.id = substr (sync_document.id, %d))",
      type->name, type->name, type->name, (int)strlen (type->name) + 2);

  return verify_rule (connection, sql, N_ ("its record is not in the register."), faults, error);
}

/* Nothing can have been told that the journal does not have. */
static gboolean
verify_staged (TbConnection *connection, GPtrArray *faults, GError **error)
{
  gint64 beyond;

  if (!tb_connection_read_int (connection,
                               "SELECT coalesce ((SELECT CAST (value AS INTEGER) FROM setting"
                               " WHERE key = 'sync.staged'), 0)"
                               " > (SELECT coalesce (max (seq), 0) FROM change)",
                               &beyond, error))
    return FALSE;
  if (beyond)
    tb_faults_add (faults, "sync",
                   _ ("More has been told to other desks than the journal knows of."));
  return TRUE;
}

/*< private >
 * tb_sync_verify:
 * @connection: a connection in a transaction
 * @faults: (element-type TbFault): where to add what is wrong
 * @error: where to put what went wrong
 *
 * Looks whether what is remembered of the exchange with other desks agrees with itself and with the
 * register.
 *
 * Returns: whether it could be looked at; otherwise any error of TB_ERROR
 */
gboolean
tb_sync_verify (TbConnection *connection, GPtrArray *faults, GError **error)
{
  guint n_types;
  const TbRecordType *const *types = tb_record_types_get_all (&n_types);

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (!verify_rule (connection, rules[i].sql, rules[i].message, faults, error))
      return FALSE;
  for (guint i = 0; i < n_types; i++)
    if (!verify_type (connection, types[i], faults, error))
      return FALSE;
  return verify_staged (connection, faults, error);
}
