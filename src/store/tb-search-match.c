/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-search-match.h"

#include "tb-connection-private.h"
#include "tb-record-sql.h"
#include "tb-search-terms.h"

static gboolean
word_is_found (const char *word, int n_values, sqlite3_value **values)
{
  for (int i = 0; i + 1 < n_values; i += 2)
    {
      TbSearchKind kind = sqlite3_value_int (values[i]);
      const char *value = (const char *)sqlite3_value_text (values[i + 1]);

      if (value != NULL && tb_search_terms_matches (kind, value, word))
        return TRUE;
    }
  return FALSE;
}

/* record_matches (typed, kind, value, kind, value, …): whether each word of @typed is in one of the
 * values. */
static void
record_matches_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  char **words = sqlite3_get_auxdata (context, 0);

  if (words == NULL)
    {
      const char *typed = (const char *)sqlite3_value_text (values[0]);

      sqlite3_set_auxdata (context, 0, tb_search_terms_split (typed),
                           (void (*) (void *))g_strfreev);
      /* SQLite may have thrown it away at once. */
      words = sqlite3_get_auxdata (context, 0);
      if (words == NULL)
        {
          sqlite3_result_error_nomem (context);
          return;
        }
    }

  for (guint i = 0; words[i] != NULL; i++)
    if (!word_is_found (words[i], n_values - 1, values + 1))
      {
        sqlite3_result_int (context, 0);
        return;
      }
  sqlite3_result_int (context, 1);
}

/*
 * tb_search_match_register:
 * @connection: a connection just opened
 * @error: where to put what went wrong
 *
 * Gives the connection the function that tb_search_match_dup_condition() calls.
 *
 * Returns: whether it could be done; otherwise any error of TB_ERROR
 */
gboolean
tb_search_match_register (TbConnection *connection, GError **error)
{
  int code = sqlite3_create_function_v2 (tb_connection_get_handle (connection), "record_matches",
                                         -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
                                         NULL, record_matches_cb, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;

  tb_connection_set_error (connection, code, error);
  return FALSE;
}

static void
append_reference_title (GString *sql, const TbField *field)
{
  const TbRecordType *target = tb_record_types_find (field->target);

  g_string_append_printf (sql, "(SELECT r.\"%s\" FROM \"%s\" r WHERE r.id = t.\"%s\")",
                          target->fields[target->title_field].name, target->name, field->name);
}

static void
append_call (GString *sql, const TbRecordType *type, guint parameter, gboolean with_references)
{
  g_string_append_printf (sql, "record_matches (?%u", parameter);
  for (guint i = 0; i < type->n_fields; i++)
    {
      const TbField *field = &type->fields[i];

      if (field->search == TB_SEARCH_NONE
          || (field->type == TB_FIELD_REFERENCE && !with_references))
        continue;

      g_string_append_printf (sql, ", %d, ", field->search);
      if (field->type == TB_FIELD_REFERENCE)
        append_reference_title (sql, field);
      else
        g_string_append_printf (sql, "t.\"%s\"", field->name);
    }
  g_string_append_c (sql, ')');
}

/*
 * tb_search_match_dup_condition:
 * @type: a searched type, whose table is read as t
 * @parameter: number of the parameter that is what was typed
 *
 * What a record refers to is only read where its own fields do not match.
 *
 * Returns: (transfer full): an SQL expression: whether the record is what was looked for. Of a
 * REFERENCE, the title of the record referred to counts.
 */
char *
tb_search_match_dup_condition (const TbRecordType *type, guint parameter)
{
  GString *sql = g_string_new ("(");

  append_call (sql, type, parameter, FALSE);
  g_string_append (sql, " OR ");
  append_call (sql, type, parameter, TRUE);
  g_string_append_c (sql, ')');
  return g_string_free_and_steal (sql);
}

/* Returns whether records of @type are in the search index at all. */
gboolean
tb_search_match_type_is_searched (const TbRecordType *type)
{
  for (guint i = 0; i < type->n_fields; i++)
    if (type->fields[i].search != TB_SEARCH_NONE)
      return TRUE;
  return FALSE;
}
