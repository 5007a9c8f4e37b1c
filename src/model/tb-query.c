/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-query.h"

struct _TbQuery
{
  const TbRecordType *type;
  GArray *filters;  /* (owned): of TbQueryFilter */
  char *search;     /* (owned) (nullable) */
  guint sort_field; /* TB_FIELD_NOT_FOUND: in the order of entry */
  guint limit;      /* 0: no limit */
  gboolean descending;
  gboolean incomplete_only;
};

G_DEFINE_BOXED_TYPE (TbQuery, tb_query, tb_query_ref, tb_query_unref)

static void
filter_clear (gpointer data)
{
  TbQueryFilter *filter = data;

  g_free (filter->value);
}

static void
query_clear (gpointer data)
{
  TbQuery *self = data;

  g_array_unref (self->filters);
  g_free (self->search);
}

/**
 * tb_query_new:
 * @type: which records
 *
 * Returns: (transfer full): a query for all live records of @type, in the order of entry
 */
TbQuery *
tb_query_new (const TbRecordType *type)
{
  TbQuery *self;

  g_return_val_if_fail (type != NULL, NULL);

  self = g_atomic_rc_box_new0 (TbQuery);
  self->type = type;
  self->filters = g_array_new (FALSE, FALSE, sizeof (TbQueryFilter));
  g_array_set_clear_func (self->filters, filter_clear);
  self->sort_field = TB_FIELD_NOT_FOUND;
  return self;
}

/**
 * tb_query_copy:
 * @self: a query
 *
 * Returns: (transfer full): a query that asks the same, to be changed
 */
TbQuery *
tb_query_copy (TbQuery *self)
{
  TbQuery *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = tb_query_new (self->type);
  for (guint i = 0; i < self->filters->len; i++)
    {
      const TbQueryFilter *filter = &g_array_index (self->filters, TbQueryFilter, i);

      tb_query_add_filter (copy, filter->field, filter->op, filter->value);
    }
  copy->search = g_strdup (self->search);
  copy->sort_field = self->sort_field;
  copy->limit = self->limit;
  copy->descending = self->descending;
  copy->incomplete_only = self->incomplete_only;
  return copy;
}

/**
 * tb_query_ref:
 * @self: a query
 *
 * Returns: (transfer full): @self; safe on every thread
 */
TbQuery *
tb_query_ref (TbQuery *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * tb_query_unref:
 * @self: (transfer full): a query; safe on every thread
 */
void
tb_query_unref (TbQuery *self)
{
  g_atomic_rc_box_release_full (self, query_clear);
}

/**
 * tb_query_equal:
 * @a: a query
 * @b: another
 *
 * Returns: %TRUE if both ask for the same records in the same order
 */
gboolean
tb_query_equal (TbQuery *a, TbQuery *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a == b)
    return TRUE;
  if (a->type != b->type || a->sort_field != b->sort_field || a->limit != b->limit
      || a->descending != b->descending || a->incomplete_only != b->incomplete_only
      || a->filters->len != b->filters->len || g_strcmp0 (a->search, b->search) != 0)
    return FALSE;

  for (guint i = 0; i < a->filters->len; i++)
    {
      const TbQueryFilter *first = &g_array_index (a->filters, TbQueryFilter, i);
      const TbQueryFilter *second = &g_array_index (b->filters, TbQueryFilter, i);

      if (first->field != second->field || first->op != second->op
          || g_strcmp0 (first->value, second->value) != 0)
        return FALSE;
    }
  return TRUE;
}

/**
 * tb_query_add_filter:
 * @self: a query that nobody else holds yet
 * @field: index of a field of its type
 * @op: how the field is compared
 * @value: (nullable): what with: a normalised value as text; %NULL for EMPTY and NOT_EMPTY
 *
 * Narrows the query. Filters on different fields must all hold; EQUAL filters on the same field are
 * alternatives.
 */
void
tb_query_add_filter (TbQuery *self, guint field, TbQueryOp op, const char *value)
{
  TbQueryFilter filter = { .field = field, .op = op };

  g_return_if_fail (self != NULL);
  g_return_if_fail (field < self->type->n_fields);
  g_return_if_fail (value != NULL || op == TB_QUERY_EMPTY || op == TB_QUERY_NOT_EMPTY);

  filter.value = g_strdup (value);
  g_array_append_val (self->filters, filter);
}

/**
 * tb_query_remove_filters:
 * @self: a query that nobody else holds yet
 * @field: index of a field
 *
 * Takes all filters on @field away.
 */
void
tb_query_remove_filters (TbQuery *self, guint field)
{
  g_return_if_fail (self != NULL);

  for (guint i = self->filters->len; i > 0; i--)
    {
      if (g_array_index (self->filters, TbQueryFilter, i - 1).field == field)
        g_array_remove_index (self->filters, i - 1);
    }
}

/**
 * tb_query_set_search:
 * @self: a query that nobody else holds yet
 * @text: (nullable): what the user typed to find records; %NULL or blank for all
 */
void
tb_query_set_search (TbQuery *self, const char *text)
{
  g_return_if_fail (self != NULL);

  g_set_str (&self->search, text != NULL && *text != '\0' ? text : NULL);
}

/**
 * tb_query_set_sort:
 * @self: a query that nobody else holds yet
 * @field: index of a SORTABLE field, or %TB_FIELD_NOT_FOUND for the order of entry
 * @descending: whether the largest comes first
 */
void
tb_query_set_sort (TbQuery *self, guint field, gboolean descending)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (field == TB_FIELD_NOT_FOUND || field < self->type->n_fields);

  self->sort_field = field;
  self->descending = descending;
}

/**
 * tb_query_set_limit:
 * @self: a query that nobody else holds yet
 * @limit: how many records at most, or 0 for all
 */
void
tb_query_set_limit (TbQuery *self, guint limit)
{
  g_return_if_fail (self != NULL);

  self->limit = limit;
}

/**
 * tb_query_set_incomplete_only:
 * @self: a query that nobody else holds yet
 * @incomplete_only: whether to leave out records that lack none of their WANTED fields
 */
void
tb_query_set_incomplete_only (TbQuery *self, gboolean incomplete_only)
{
  g_return_if_fail (self != NULL);

  self->incomplete_only = incomplete_only;
}

/**
 * tb_query_get_record_type:
 * @self: a query
 *
 * Returns: (transfer none): the type of the records it asks for
 */
const TbRecordType *
tb_query_get_record_type (TbQuery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->type;
}

/**
 * tb_query_get_n_filters:
 * @self: a query
 *
 * Returns: how many filters it has
 */
guint
tb_query_get_n_filters (TbQuery *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->filters->len;
}

/**
 * tb_query_get_filter:
 * @self: a query
 * @index: which filter
 *
 * Returns: (transfer none): the filter, valid until the query is changed
 */
const TbQueryFilter *
tb_query_get_filter (TbQuery *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->filters->len, NULL);

  return &g_array_index (self->filters, TbQueryFilter, index);
}

/**
 * tb_query_get_search:
 * @self: a query
 *
 * Returns: (transfer none) (nullable): the text searched for
 */
const char *
tb_query_get_search (TbQuery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->search;
}

/**
 * tb_query_get_sort_field:
 * @self: a query
 *
 * Returns: index of the field sorted by, or %TB_FIELD_NOT_FOUND
 */
guint
tb_query_get_sort_field (TbQuery *self)
{
  g_return_val_if_fail (self != NULL, TB_FIELD_NOT_FOUND);

  return self->sort_field;
}

/**
 * tb_query_get_descending:
 * @self: a query
 *
 * Returns: whether the largest comes first
 */
gboolean
tb_query_get_descending (TbQuery *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->descending;
}

/**
 * tb_query_get_limit:
 * @self: a query
 *
 * Returns: how many records at most, or 0 for all
 */
guint
tb_query_get_limit (TbQuery *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->limit;
}

/**
 * tb_query_get_incomplete_only:
 * @self: a query
 *
 * Returns: whether complete records are left out
 */
gboolean
tb_query_get_incomplete_only (TbQuery *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->incomplete_only;
}
