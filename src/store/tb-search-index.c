/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-search-index.h"

#include "tb-connection-private.h"
#include "tb-prepared-record.h"
#include "tb-query-sql.h"
#include "tb-record-row.h"
#include "tb-record-table.h"
#include "tb-search-build.h"
#include "tb-search-document.h"
#include "tb-search-match.h"
#include "tb-search-terms.h"

/* Under which name a connection keeps the index that takes the place of its own. */
#define BUILD "search-build"

/* More documents than these are not indexed again for the sake of an import. */
#define MAX_INDEXED_AGAIN 10000

gint64
tb_search_document_get_row (const TbRecordType *type, gint64 row)
{
  return ((gint64)type->number << TB_SEARCH_ROW_BITS) | row;
}

/*
 * tb_search_document_append:
 * @connection: a connection
 * @record: a record
 * @terms: where its terms are added
 * @error: where to put what went wrong
 *
 * The terms by which a record is found. What it refers to is looked up: the titles that a record
 * carries may be old.
 *
 * Returns: whether they could be made; otherwise any error of TB_ERROR
 */
gboolean
tb_search_document_append (TbConnection *connection, TbRecord *record, GString *terms,
                           GError **error)
{
  const TbRecordType *type = tb_record_get_record_type (record);

  for (guint i = 0; i < type->n_fields; i++)
    {
      const TbField *field = &type->fields[i];
      g_autoptr (GError) local_error = NULL;
      g_autofree char *title = NULL;
      const char *value;

      if (field->search == TB_SEARCH_NONE)
        continue;

      value = tb_record_get_text (record, i);
      if (value != NULL && field->type == TB_FIELD_REFERENCE)
        {
          title = tb_record_table_dup_title (connection, tb_record_types_find (field->target),
                                             value, &local_error);
          if (local_error != NULL)
            {
              g_propagate_error (error, g_steal_pointer (&local_error));
              return FALSE;
            }
          value = title;
        }
      if (value != NULL)
        tb_search_terms_append (terms, field->search, value);
    }
  return TRUE;
}

void
tb_search_document_append_carried (TbRecord *record, GString *terms)
{
  const TbRecordType *type = tb_record_get_record_type (record);

  for (guint i = tb_record_next_field (record, 0); i < type->n_fields;
       i = tb_record_next_field (record, i + 1))
    {
      const TbField *field = &type->fields[i];

      if (field->search == TB_SEARCH_NONE)
        continue;
      tb_search_terms_append (terms, field->search,
                              field->type == TB_FIELD_REFERENCE
                                  ? tb_record_get_reference_title (record, i)
                                  : tb_record_get_text (record, i));
    }
}

static gboolean
insert_document (TbConnection *connection, gint64 document, const char *terms, GError **error)
{
  TbSearchBuild *build = tb_connection_get_transient (connection, BUILD);
  g_autoptr (TbStatement) statement = NULL;

  if (build != NULL)
    {
      tb_search_build_insert (build, document, terms);
      return TRUE;
    }

  statement = tb_connection_prepare (connection,
                                     "INSERT INTO search (rowid, terms) VALUES (?1, ?2)", error);
  if (statement == NULL)
    return FALSE;

  tb_statement_bind_int (statement, 1, document);
  tb_statement_bind_text (statement, 2, terms);
  return tb_statement_run (statement, error);
}

static gboolean
delete_document (TbConnection *connection, gint64 document, GError **error)
{
  TbSearchBuild *build = tb_connection_get_transient (connection, BUILD);
  g_autoptr (TbStatement) statement = NULL;

  if (build != NULL)
    {
      tb_search_build_delete (build, document);
      return TRUE;
    }

  statement = tb_connection_prepare (connection, "DELETE FROM search WHERE rowid = ?1", error);
  if (statement == NULL)
    return FALSE;

  tb_statement_bind_int (statement, 1, document);
  return tb_statement_run (statement, error);
}

/* Writes the terms of a live record anew, whatever they were. */
static gboolean
replace_document (TbConnection *connection, TbRecord *record, GError **error)
{
  gint64 document
      = tb_search_document_get_row (tb_record_get_record_type (record), tb_record_get_row (record));
  g_autoptr (GString) terms = g_string_new (NULL);

  return tb_search_document_append (connection, record, terms, error)
         && delete_document (connection, document, error)
         && insert_document (connection, document, terms->str, error);
}

/* Writes the terms of all live records of @type that refer to @id by @field anew. */
static gboolean
replace_referring (TbConnection *connection, const TbRecordType *type, guint field, const char *id,
                   GError **error)
{
  g_autofree char *sql
      = g_strdup_printf ("SELECT %s FROM \"%s\" WHERE \"%s\" = ?1 AND removed_at IS NULL",
                         tb_record_sql_get (type)->columns, type->name, type->fields[field].name);
  g_autoptr (TbStatement) statement = tb_connection_prepare (connection, sql, error);
  TbStep step;

  if (statement == NULL)
    return FALSE;

  tb_statement_bind_text (statement, 1, id);
  while ((step = tb_statement_step (statement, error)) == TB_STEP_ROW)
    {
      g_autoptr (TbRecord) record = tb_record_row_read (type, statement);

      if (!replace_document (connection, record, error))
        return FALSE;
    }
  return step == TB_STEP_DONE;
}

/* The title of a record stands among the terms of those that refer to it. */
static gboolean
follow_title (TbConnection *connection, TbRecord *record, GError **error)
{
  const TbRecordType *target = tb_record_get_record_type (record);
  guint n_types;
  const TbRecordType *const *types = tb_record_types_get_all (&n_types);

  for (guint i = 0; i < n_types; i++)
    for (guint j = 0; j < types[i]->n_fields; j++)
      {
        const TbField *field = &types[i]->fields[j];

        if (field->type == TB_FIELD_REFERENCE && field->search != TB_SEARCH_NONE
            && g_str_equal (field->target, target->name)
            && !replace_referring (connection, types[i], j, tb_record_get_id (record), error))
          return FALSE;
      }
  return TRUE;
}

static gboolean
put_own_terms (TbConnection *connection, TbRecord *before, TbRecord *after, GError **error)
{
  gint64 document
      = tb_search_document_get_row (tb_record_get_record_type (after), tb_record_get_row (after));
  gboolean was_there = before != NULL && !tb_record_is_removed (before);
  gboolean is_there = !tb_record_is_removed (after);
  g_autoptr (GString) old_terms = g_string_new (NULL);
  g_autoptr (GString) terms = g_string_new (NULL);

  if (!is_there)
    return !was_there || delete_document (connection, document, error);

  if (!tb_search_document_append (connection, after, terms, error))
    return FALSE;
  if (!was_there)
    return insert_document (connection, document, terms->str, error);

  if (!tb_search_document_append (connection, before, old_terms, error))
    return FALSE;
  return g_string_equal (old_terms, terms)
         || (delete_document (connection, document, error)
             && insert_document (connection, document, terms->str, error));
}

/**
 * tb_search_index_put:
 * @connection: a connection in a transaction
 * @before: (nullable): the record as it was; %NULL for a new one
 * @after: the record as it was just written, live or removed
 * @error: where to put what went wrong
 *
 * Brings the terms of a record up to date, and of those that refer to it where its title changed.
 *
 * Returns: whether they were written; otherwise any error of TB_ERROR
 */
gboolean
tb_search_index_put (TbConnection *connection, TbRecord *before, TbRecord *after, GError **error)
{
  const TbRecordType *type = tb_record_get_record_type (after);

  g_return_val_if_fail (tb_connection_in_transaction (connection), FALSE);
  g_return_val_if_fail (tb_record_get_row (after) > 0, FALSE);

  if (tb_search_match_type_is_searched (type) && !put_own_terms (connection, before, after, error))
    return FALSE;

  if (before == NULL || tb_record_field_equal (before, after, type->title_field))
    return TRUE;
  return follow_title (connection, after, error);
}

/**
 * tb_search_index_add_prepared:
 * @connection: a connection in a transaction
 * @prepared: a new record that was just written
 * @error: where to put what went wrong
 *
 * As tb_search_index_put() of a new record, whose terms were made beforehand.
 *
 * Returns: whether they were written; otherwise any error of TB_ERROR
 */
gboolean
tb_search_index_add_prepared (TbConnection *connection, const TbPreparedRecord *prepared,
                              GError **error)
{
  const TbRecordType *type = tb_record_get_record_type (prepared->record);

  return !tb_search_match_type_is_searched (type)
         || insert_document (
             connection, tb_search_document_get_row (type, tb_record_get_row (prepared->record)),
             prepared->terms, error);
}

static gboolean
index_type (TbConnection *connection, const TbRecordType *type, GError **error)
{
  g_autoptr (GString) terms = g_string_new (NULL);
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (connection, tb_record_sql_get (type)->select_live, error);
  TbStep step;

  if (statement == NULL)
    return FALSE;

  while ((step = tb_statement_step (statement, error)) == TB_STEP_ROW)
    {
      g_autoptr (TbRecord) record = tb_record_row_read (type, statement);

      g_string_truncate (terms, 0);
      if (!tb_search_document_append (connection, record, terms, error)
          || !insert_document (connection,
                               tb_search_document_get_row (type, tb_record_get_row (record)),
                               terms->str, error))
        return FALSE;
    }
  return step == TB_STEP_DONE;
}

static gboolean
index_all (TbConnection *connection, GError **error)
{
  guint n_types;
  const TbRecordType *const *types = tb_record_types_get_all (&n_types);

  for (guint i = 0; i < n_types; i++)
    if (tb_search_match_type_is_searched (types[i]) && !index_type (connection, types[i], error))
      return FALSE;
  return TRUE;
}

/**
 * tb_search_index_rebuild:
 * @connection: a connection in a transaction
 * @error: where to put what went wrong
 *
 * Makes the whole index anew from the records.
 *
 * Returns: whether it was made; otherwise any error of TB_ERROR, or G_IO_ERROR_CANCELLED
 */
gboolean
tb_search_index_rebuild (TbConnection *connection, GError **error)
{
  g_return_val_if_fail (tb_connection_in_transaction (connection), FALSE);

  return tb_connection_run (connection, "INSERT INTO search (search) VALUES ('delete-all')", error)
         && index_all (connection, error);
}

/**
 * tb_search_index_begin_bulk:
 * @connection: a connection in a transaction
 * @error: where to put what went wrong
 *
 * Many records will be added: until tb_search_index_end_bulk(), their terms are indexed by another
 * thread, beside the register, where what it holds already is little. Nothing can be searched for
 * meanwhile.
 *
 * Returns: whether records can be added; otherwise any error of TB_ERROR
 */
gboolean
tb_search_index_begin_bulk (TbConnection *connection, GError **error)
{
  TbSearchBuild *build = NULL;
  gint64 n_documents;

  g_return_val_if_fail (tb_connection_in_transaction (connection), FALSE);

  if (!tb_connection_read_int (connection, "SELECT count(*) FROM search_docsize", &n_documents,
                               error))
    return FALSE;
  if (n_documents > MAX_INDEXED_AGAIN)
    return TRUE;

  build = tb_search_build_new (connection, error);
  if (build == NULL)
    return FALSE;
  tb_connection_attach_transient (connection, BUILD, build, (GDestroyNotify)tb_search_build_free);
  return index_all (connection, error);
}

/**
 * tb_search_index_seal_bulk:
 * @connection: the connection of tb_search_index_begin_bulk(), in the same transaction
 *
 * No more records will be added before tb_search_index_end_bulk(). What has its time until then is
 * done beside the end of the index.
 */
void
tb_search_index_seal_bulk (TbConnection *connection)
{
  TbSearchBuild *build = tb_connection_get_transient (connection, BUILD);

  if (build != NULL)
    tb_search_build_seal (build);
}

/**
 * tb_search_index_end_bulk:
 * @connection: the connection of tb_search_index_begin_bulk(), in the same transaction
 * @error: where to put what went wrong
 *
 * Returns: whether everything that was added can be found; otherwise any error of TB_ERROR, and the
 * transaction is to be taken back
 */
gboolean
tb_search_index_end_bulk (TbConnection *connection, GError **error)
{
  TbSearchBuild *build = tb_connection_get_transient (connection, BUILD);
  gboolean finished = build == NULL || tb_search_build_finish (build, error);

  tb_connection_attach_transient (connection, BUILD, NULL, NULL);
  return finished;
}
