/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-search-verify.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "tb-fault.h"
#include "tb-query-sql.h"
#include "tb-record-row.h"
#include "tb-search-document.h"
#include "tb-search-match.h"

/* Types are numbered 1 to 63. */
#define N_NUMBERS 64

/*
 * The index is large, and gives its terms in another order than the records do. So both sides are
 * added up: two sets of pairs of term and document are taken to be equal where number and sum of
 * hashes are.
 */
typedef struct
{
  guint64 n_pairs;
  guint64 sum;
} Tally;

static guint64
hash_pair (const char *term, gsize length, gint64 document)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325) ^ (guint64)document;

  /* FNV-1a over the term, then spread, so that sums of like terms differ. */
  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guint8)term[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  hash ^= hash >> 32;
  hash *= G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return hash ^ (hash >> 29);
}

static void
tally_add (Tally *tally, const char *term, gsize length, gint64 document)
{
  tally->n_pairs++;
  tally->sum += hash_pair (term, length, document);
}

/* A term counts once for a document however often it is in it. */
static void
tally_add_document (Tally *tally, GHashTable *seen, char *terms, gint64 document)
{
  char *rest = NULL;

  g_hash_table_remove_all (seen);
  for (char *term = strtok_r (terms, " ", &rest); term != NULL; term = strtok_r (NULL, " ", &rest))
    if (g_hash_table_add (seen, term))
      tally_add (tally, term, strlen (term), document);
}

static gboolean
tally_records (TbConnection *connection, const TbRecordType *type, Tally *tally, GError **error)
{
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (connection, tb_record_sql_get (type)->select_live, error);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) terms = g_string_new (NULL);
  TbStep step;

  if (statement == NULL)
    return FALSE;

  while ((step = tb_statement_step (statement, error)) == TB_STEP_ROW)
    {
      g_autoptr (TbRecord) record = tb_record_row_read (type, statement);

      g_string_truncate (terms, 0);
      if (!tb_search_document_append (connection, record, terms, error))
        return FALSE;
      tally_add_document (tally, seen, terms->str,
                          tb_search_document_get_row (type, tb_record_get_row (record)));
    }
  return step == TB_STEP_DONE;
}

static gboolean
tally_index (TbConnection *connection, Tally tallies[N_NUMBERS], GError **error)
{
  g_autoptr (TbStatement) statement = NULL;
  TbStep step;

  if (!tb_connection_run (connection,
                          "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_term"
                          " USING fts5vocab ('main', 'search', 'instance')",
                          error))
    return FALSE;

  statement = tb_connection_prepare (connection, "SELECT term, doc FROM temp.search_term", error);
  if (statement == NULL)
    return FALSE;

  while ((step = tb_statement_step (statement, error)) == TB_STEP_ROW)
    {
      const char *term = tb_statement_get_text (statement, 0);
      gint64 document = tb_statement_get_int (statement, 1);

      tally_add (&tallies[(document >> TB_SEARCH_ROW_BITS) % N_NUMBERS], term, strlen (term),
                 document);
    }
  return step == TB_STEP_DONE;
}

/*
 * tb_search_verify:
 * @connection: a connection
 * @faults: (element-type TbFault): where to add what is wrong
 * @error: where to put what went wrong
 *
 * Checks that the search index holds the terms of the live records and no others.
 *
 * Returns: whether it could be done; otherwise any error of TB_ERROR, or G_IO_ERROR_CANCELLED
 */
gboolean
tb_search_verify (TbConnection *connection, GPtrArray *faults, GError **error)
{
  Tally indexed[N_NUMBERS] = { 0 };
  guint n_types;
  const TbRecordType *const *types = tb_record_types_get_all (&n_types);

  if (!tally_index (connection, indexed, error))
    return FALSE;

  for (guint i = 0; i < n_types; i++)
    {
      const Tally *found = &indexed[types[i]->number];
      Tally expected = { 0 };

      if (tb_search_match_type_is_searched (types[i])
          && !tally_records (connection, types[i], &expected, error))
        return FALSE;
      if (found->n_pairs != expected.n_pairs || found->sum != expected.sum)
        tb_faults_add (faults, "search",
                       /* Translators: a kind of record in the plural, such as “Members” */
                       _ ("The search index of “%s” does not agree with the records, so that "
                          "searching may miss some of them."),
                       _ (types[i]->label_plural));
    }
  return TRUE;
}
