/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-query-sql.h"

#include "tb-record-row.h"
#include "tb-search-match.h"
#include "tb-search-terms.h"
#include "tb-text.h"

#define ALL_LIVE "t.removed_at IS NULL"

/*
 * Every select reads the table of the query's type as t. Values are parameters; names come from
 * field tables only.
 */
struct _TbQuerySql
{
  const TbRecordType *type;
  GString *where;     /* (owned): the conditions, beginning with ALL_LIVE */
  char *documents;    /* (owned) (nullable): rows from the search index, where that is all */
  char *found;        /* (owned): rows in no order */
  char *count;        /* (owned) */
  GArray *parameters; /* (owned): of Parameter */
  gboolean narrowed;
  gboolean by_index; /* whether they name the index by which lists are filtered */
};

typedef struct
{
  const TbField *field; /* (nullable): decides how it is bound; text where NULL */
  char *value;          /* (owned) */
} Parameter;

static void
parameter_clear (gpointer data)
{
  Parameter *parameter = data;

  g_free (parameter->value);
}

/* Returns the number of the new parameter. */
static guint
take_parameter (TbQuerySql *self, const TbField *field, char *value)
{
  Parameter parameter = { .field = field, .value = value };

  g_array_append_val (self->parameters, parameter);
  return self->parameters->len;
}

/* EQUAL filters on one field are alternatives: written where the first of them stands. */
static void
add_alternatives (TbQuerySql *self, TbQuery *query, guint first)
{
  guint field = tb_query_get_filter (query, first)->field;
  const TbField *compared = tb_record_type_get_field (self->type, field);

  for (guint i = 0; i < first; i++)
    {
      const TbQueryFilter *earlier = tb_query_get_filter (query, i);

      if (earlier->op == TB_QUERY_EQUAL && earlier->field == field)
        return;
    }

  g_string_append_printf (self->where, " AND t.\"%s\" IN (", compared->name);
  for (guint i = first; i < tb_query_get_n_filters (query); i++)
    {
      const TbQueryFilter *filter = tb_query_get_filter (query, i);

      if (filter->op == TB_QUERY_EQUAL && filter->field == field)
        g_string_append_printf (self->where, "%s?%u", i > first ? ", " : "",
                                take_parameter (self, compared, g_strdup (filter->value)));
    }
  g_string_append_c (self->where, ')');
}

/* The field of a type that makes its records a tree: the first that refers to the type itself. */
static const TbField *
find_parent_field (const TbRecordType *type)
{
  for (guint i = 0; i < type->n_fields; i++)
    if (type->fields[i].type == TB_FIELD_REFERENCE
        && g_str_equal (type->fields[i].target, type->name))
      return &type->fields[i];
  return NULL;
}

static void
add_within (TbQuerySql *self, const TbField *field, const char *value)
{
  const TbRecordType *target = tb_record_types_find (field->target);
  const TbField *parent = find_parent_field (target);
  guint root = take_parameter (self, field, g_strdup (value));

  if (parent == NULL)
    {
      g_string_append_printf (self->where, " AND t.\"%s\" = ?%u", field->name, root);
      return;
    }

  /* UNION, not UNION ALL: it ends even where a tree was damaged into a ring. */
  g_string_append_printf (
      self->where,
      " AND t.\"%s\" IN (WITH RECURSIVE below (id) AS (VALUES (?%u) UNION"
      " SELECT c.id FROM below JOIN \"%s\" c ON c.\"%s\" = below.id WHERE c.removed_at IS NULL)"
      " SELECT id FROM below)",
      field->name, root, target->name, parent->name);
}

/* A date to the month or year includes all its days: no character of a date comes after '~'. */
static char *
make_upper_bound (const TbField *field, const char *value)
{
  if (field->type == TB_FIELD_DATE || field->type == TB_FIELD_INSTANT)
    return g_strconcat (value, "~", NULL);
  return g_strdup (value);
}

static void
add_filter (TbQuerySql *self, TbQuery *query, guint index)
{
  const TbQueryFilter *filter = tb_query_get_filter (query, index);
  const TbField *field = tb_record_type_get_field (self->type, filter->field);

  switch (filter->op)
    {
    case TB_QUERY_EQUAL:
      add_alternatives (self, query, index);
      break;
    case TB_QUERY_NOT_EQUAL:
      g_string_append_printf (self->where, " AND t.\"%s\" IS NOT ?%u", field->name,
                              take_parameter (self, field, g_strdup (filter->value)));
      break;
    case TB_QUERY_EMPTY:
      g_string_append_printf (self->where, " AND t.\"%s\" IS NULL", field->name);
      break;
    case TB_QUERY_NOT_EMPTY:
      g_string_append_printf (self->where, " AND t.\"%s\" IS NOT NULL", field->name);
      break;
    case TB_QUERY_FROM:
      g_string_append_printf (self->where, " AND t.\"%s\" >= ?%u", field->name,
                              take_parameter (self, field, g_strdup (filter->value)));
      break;
    case TB_QUERY_TO:
      g_string_append_printf (
          self->where, " AND t.\"%s\" <= ?%u", field->name,
          take_parameter (self, field, make_upper_bound (field, filter->value)));
      break;
    case TB_QUERY_WITHIN:
      add_within (self, field, filter->value);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
add_search (TbQuerySql *self, const char *typed)
{
  g_autofree char *match = NULL;
  g_autofree char *documents = NULL;
  gint64 first = (gint64)self->type->number << TB_SEARCH_ROW_BITS;

  if (typed == NULL || tb_text_is_blank (typed))
    return;

  match = tb_search_terms_dup_match (typed);
  if (match == NULL)
    {
      g_string_append (self->where, " AND 0");
      return;
    }

  documents = g_strdup_printf ("SELECT rowid - %" G_GINT64_FORMAT
                               " AS row FROM search WHERE search MATCH ?%u"
                               " AND rowid BETWEEN %" G_GINT64_FORMAT " AND %" G_GINT64_FORMAT,
                               first, take_parameter (self, NULL, g_strdup (match)), first,
                               first + (G_GINT64_CONSTANT (1) << TB_SEARCH_ROW_BITS) - 1);

  if (!tb_search_terms_are_exact (typed))
    {
      g_autofree char *condition = tb_search_match_dup_condition (
          self->type, take_parameter (self, NULL, g_strdup (typed)));

      g_string_append_printf (self->where, " AND t.row IN (%s) AND %s", documents, condition);
    }
  /* The index has live records only, so where nothing else is asked, no record need be read. */
  else if (g_str_equal (self->where->str, ALL_LIVE))
    self->documents = g_steal_pointer (&documents);
  else
    g_string_append_printf (self->where, " AND t.row IN (%s)", documents);
}

/* Whether a field stands in the index of the fields by which lists are filtered; test-schema.c
 * proves it. */
static gboolean
is_in_filter_index (const TbRecordType *type, const TbField *field)
{
  return tb_search_match_type_is_searched (type) && (field->flags & TB_FIELD_FILTER) != 0
         && (field->type == TB_FIELD_CODE || field->type == TB_FIELD_BOOLEAN);
}

/*
 * The index of all fields with few values, read from end to end, says which of half a million
 * records fit ten times as fast as the records themselves. SQLite would not think so by itself.
 */
static gboolean
use_filter_index (TbQuerySql *self, TbQuery *query)
{
  guint n_filters = tb_query_get_n_filters (query);

  for (guint i = 0; i < n_filters; i++)
    if (!is_in_filter_index (self->type, tb_record_type_get_field (
                                             self->type, tb_query_get_filter (query, i)->field)))
      return FALSE;
  return n_filters > 0 && tb_query_get_search (query) == NULL;
}

static void
make_selects (TbQuerySql *self)
{
  g_autofree char *from = NULL;

  if (self->documents != NULL)
    from = g_strdup_printf ("(%s) t", self->documents);
  else
    from = g_strdup_printf (
        "\"%s\" t%s%s%s WHERE %s", self->type->name, self->by_index ? " INDEXED BY " : "",
        self->by_index ? self->type->name : "", self->by_index ? "_filter" : "", self->where->str);
  g_free (self->found);
  g_free (self->count);
  self->found = g_strdup_printf ("SELECT t.row FROM %s", from);
  self->count = g_strdup_printf ("SELECT count(*) FROM %s", from);
}

/*
 * tb_query_sql_new:
 * @query: a query
 *
 * Any thread.
 *
 * Returns: (transfer full): what narrows the query down, as SQL
 */
TbQuerySql *
tb_query_sql_new (TbQuery *query)
{
  TbQuerySql *self = g_new0 (TbQuerySql, 1);

  self->type = tb_query_get_record_type (query);
  self->where = g_string_new (ALL_LIVE);
  self->parameters = g_array_new (FALSE, FALSE, sizeof (Parameter));
  g_array_set_clear_func (self->parameters, parameter_clear);

  for (guint i = 0; i < tb_query_get_n_filters (query); i++)
    add_filter (self, query, i);
  if (tb_query_get_incomplete_only (query))
    g_string_append (self->where, " AND t.incomplete > 0");
  add_search (self, tb_query_get_search (query));
  self->by_index = use_filter_index (self, query);
  self->narrowed = self->documents != NULL || !g_str_equal (self->where->str, ALL_LIVE);
  make_selects (self);
  return self;
}

/*
 * tb_query_sql_free:
 * @self: (transfer full): a query as SQL
 */
void
tb_query_sql_free (TbQuerySql *self)
{
  g_string_free (self->where, TRUE);
  g_array_unref (self->parameters);
  g_free (self->documents);
  g_free (self->found);
  g_free (self->count);
  g_free (self);
}

/*
 * tb_query_sql_fit:
 * @self: a query as SQL
 * @connection: a connection in a transaction, in which the query will be asked
 * @error: where to put what went wrong
 *
 * SQLite refuses a query that names an index which is not there. After a bulk, that of the filters
 * is made a moment later; until then the query does without.
 *
 * Returns: whether it could be looked up; otherwise any error of TB_ERROR
 */
gboolean
tb_query_sql_fit (TbQuerySql *self, TbConnection *connection, GError **error)
{
  g_autoptr (TbStatement) statement = NULL;
  gboolean has_index;

  if (!self->by_index)
    return TRUE;

  statement = tb_connection_prepare (
      connection, "SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = ?1 || '_filter'",
      error);
  if (statement == NULL)
    return FALSE;
  tb_statement_bind_text (statement, 1, self->type->name);
  if (!tb_statement_has_row (statement, &has_index, error))
    return FALSE;

  if (!has_index)
    {
      self->by_index = FALSE;
      make_selects (self);
    }
  return TRUE;
}

/* Returns whether some live records of the type may be left out. */
gboolean
tb_query_sql_is_narrowed (TbQuerySql *self)
{
  return self->narrowed;
}

const char *
tb_query_sql_get_found (TbQuerySql *self)
{
  return self->found;
}

const char *
tb_query_sql_get_count (TbQuerySql *self)
{
  return self->count;
}

/*
 * tb_query_sql_bind:
 * @self: a query as SQL; it must stay until @statement is run
 * @statement: what it found, or its count
 */
void
tb_query_sql_bind (TbQuerySql *self, TbStatement *statement)
{
  for (guint i = 0; i < self->parameters->len; i++)
    {
      const Parameter *parameter = &g_array_index (self->parameters, Parameter, i);

      if (parameter->field != NULL)
        tb_record_row_bind_value (statement, (int)i + 1, parameter->field, parameter->value);
      else
        tb_statement_bind_text (statement, (int)i + 1, parameter->value);
    }
}
