/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-query-sql.h"
#include "tb-record-sql.h"

/*
 * Selects of rows in the order of a query, one after another. Where all records are walked through,
 * each is read from an index in the order it is wanted; where few are sorted, the plus signs keep
 * SQLite from walking through all.
 */
typedef struct
{
  const TbRecordType *type;
  const char *direction; /* "" or " DESC" */
  TbQueryShape shape;
  GPtrArray *selects; /* (not owned): of SQL */
} Order;

static const char *
get_where (const Order *order)
{
  return order->shape == TB_QUERY_WALK
             ? "t.removed_at IS NULL"
             : "t.row IN (SELECT value FROM json_each (?1)) AND t.removed_at IS NULL";
}

static const char *
get_plus (const Order *order)
{
  return order->shape == TB_QUERY_WALK ? "" : "+";
}

static void
order_by_entry (const Order *order)
{
  g_ptr_array_add (order->selects,
                   g_strdup_printf ("SELECT t.row FROM \"%s\" t WHERE %s ORDER BY t.row%s",
                                    order->type->name, get_where (order), order->direction));
}

/* Records without a value come last in either direction, so they are a select of their own. */
static void
order_without (const Order *order, const TbField *field)
{
  if ((field->flags & TB_FIELD_REQUIRED) == 0)
    g_ptr_array_add (
        order->selects,
        g_strdup_printf ("SELECT t.row FROM \"%s\" t WHERE %s AND t.\"%s\" IS NULL ORDER BY t.row",
                         order->type->name, get_where (order), field->name));
}

static void
order_by_column (const Order *order, const TbField *key)
{
  g_ptr_array_add (order->selects,
                   g_strdup_printf ("SELECT t.row FROM \"%s\" t WHERE %s AND %st.\"%s\" IS NOT NULL"
                                    " ORDER BY %st.\"%s\"%s, t.row%s",
                                    order->type->name, get_where (order), get_plus (order),
                                    key->name, get_plus (order), key->name, order->direction,
                                    order->direction));
  order_without (order, key);
}

/*
 * By what a record refers to: the few records referred to are read in their order, and for each
 * those that refer to it. The index by which they are read in order is of live ones; those that
 * refer to a removed one follow, then those that refer to none.
 */
static void
order_by_reference (const Order *order, const TbField *field)
{
  static const char *const states[] = { "IS NULL", "IS NOT NULL" };
  const TbRecordType *target = tb_record_types_find (field->target);
  const TbField *key = tb_record_sql_get_sort_field (target, target->title_field);
  g_autofree char *from
      = order->shape == TB_QUERY_WALK
            ? g_strdup_printf ("\"%s\" k CROSS JOIN \"%s\" t", target->name, order->type->name)
            : g_strdup_printf ("\"%s\" t CROSS JOIN \"%s\" k", order->type->name, target->name);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    g_ptr_array_add (order->selects,
                     g_strdup_printf ("SELECT t.row FROM %s ON t.\"%s\" = k.id"
                                      " WHERE k.removed_at %s AND %s"
                                      " ORDER BY %sk.\"%s\"%s, k.row%s, t.row%s",
                                      from, field->name, states[i], get_where (order),
                                      get_plus (order), key->name, order->direction,
                                      order->direction, order->direction));
  order_without (order, field);
}

/*
 * tb_query_sql_make_order:
 * @query: a query
 * @shape: whether all records are walked through or a few are sorted
 *
 * Returns: (transfer full) (element-type utf8): selects of rows, to be run one after another
 */
GPtrArray *
tb_query_sql_make_order (TbQuery *query, TbQueryShape shape)
{
  Order order = {
    .type = tb_query_get_record_type (query),
    .direction = tb_query_get_descending (query) ? " DESC" : "",
    .shape = shape,
    .selects = g_ptr_array_new_with_free_func (g_free),
  };
  guint sort = tb_query_get_sort_field (query);
  const TbField *key
      = sort != TB_FIELD_NOT_FOUND ? tb_record_sql_get_sort_field (order.type, sort) : NULL;

  if (key == NULL)
    order_by_entry (&order);
  else if (key->type == TB_FIELD_REFERENCE)
    order_by_reference (&order, key);
  else
    order_by_column (&order, key);
  return order.selects;
}
