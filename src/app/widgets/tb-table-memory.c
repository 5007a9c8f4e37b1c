/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-table-memory.h"

/* How tables were left, in the settings. All tables of a type of records are left alike, and what
 * is remembered of one says nothing of the others. */

#define WIDTHS "column-widths"
#define PLACES "column-places"
#define ORDERS "table-orders"

static char *
dup_entry (const TbRecordType *type, const char *name)
{
  return g_strdup_printf ("%s.%s", type->name, name);
}

/* What is shown is kept as what differs from the field table: lists of TYPE.FIELD. */

static gboolean
contains (GSettings *settings, const char *key, const char *entry)
{
  g_auto (GStrv) entries = g_settings_get_strv (settings, key);

  return g_strv_contains ((const char *const *)entries, entry);
}

static void
put (GSettings *settings, const char *key, const char *entry, gboolean present)
{
  g_auto (GStrv) entries = g_settings_get_strv (settings, key);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) changed = NULL;

  for (guint i = 0; entries[i] != NULL; i++)
    if (!g_str_equal (entries[i], entry))
      g_strv_builder_add (builder, entries[i]);
  if (present)
    g_strv_builder_add (builder, entry);

  changed = g_strv_builder_end (builder);
  g_settings_set_strv (settings, key, (const char *const *)changed);
}

/**
 * tb_table_memory_is_shown:
 * @field: a field of @type
 *
 * Returns: whether the field has a column that is shown
 */
gboolean
tb_table_memory_is_shown (GSettings *settings, const TbRecordType *type, const TbField *field)
{
  g_autofree char *entry = dup_entry (type, field->name);

  return (field->flags & TB_FIELD_LISTED) ? !contains (settings, "hidden-columns", entry)
                                          : contains (settings, "shown-columns", entry);
}

/**
 * tb_table_memory_set_shown:
 * @field: a field of @type
 * @shown: whether its column is to be shown
 */
void
tb_table_memory_set_shown (GSettings *settings, const TbRecordType *type, const TbField *field,
                           gboolean shown)
{
  const gboolean listed = (field->flags & TB_FIELD_LISTED) != 0;
  g_autofree char *entry = dup_entry (type, field->name);

  put (settings, "shown-columns", entry, shown && !listed);
  put (settings, "hidden-columns", entry, !shown && listed);
}

/* The rest are dictionaries, of which one entry is read or changed. */

static GVariantDict *
read_all (GSettings *settings, const char *key)
{
  g_autoptr (GVariant) present = g_settings_get_value (settings, key);

  return g_variant_dict_new (present);
}

static GVariant *
read_one (GSettings *settings, const char *key, const char *entry, const char *format)
{
  g_autoptr (GVariantDict) all = read_all (settings, key);

  return g_variant_dict_lookup_value (all, entry, G_VARIANT_TYPE (format));
}

static void
write_one (GSettings *settings, const char *key, const char *entry, GVariant *value)
{
  g_autoptr (GVariantDict) all = read_all (settings, key);

  g_variant_dict_insert_value (all, entry, value);
  g_settings_set_value (settings, key, g_variant_dict_end (all));
}

/**
 * tb_table_memory_get_width:
 * @name: of a field of @type
 *
 * Returns: how wide the column of the field was made, in pixels, or 0 where it was left as it is
 */
int
tb_table_memory_get_width (GSettings *settings, const TbRecordType *type, const char *name)
{
  g_autofree char *entry = dup_entry (type, name);
  g_autoptr (GVariant) width = read_one (settings, WIDTHS, entry, "i");

  return width != NULL ? MAX (g_variant_get_int32 (width), 0) : 0;
}

/**
 * tb_table_memory_set_width:
 * @name: of a field of @type
 * @width: in pixels
 */
void
tb_table_memory_set_width (GSettings *settings, const TbRecordType *type, const char *name,
                           int width)
{
  g_autofree char *entry = dup_entry (type, name);

  write_one (settings, WIDTHS, entry, g_variant_new_int32 (width));
}

/**
 * tb_table_memory_dup_places:
 *
 * Returns: (transfer full) (nullable): names of fields in the order in which their columns were
 * put, or %NULL where nobody moved one; fields of another version of the program may be among them
 */
char **
tb_table_memory_dup_places (GSettings *settings, const TbRecordType *type)
{
  g_autoptr (GVariant) names = read_one (settings, PLACES, type->name, "as");

  return names != NULL ? g_variant_dup_strv (names, NULL) : NULL;
}

/**
 * tb_table_memory_set_places:
 * @names: names of fields in the order of their columns
 */
void
tb_table_memory_set_places (GSettings *settings, const TbRecordType *type, const char *const *names)
{
  write_one (settings, PLACES, type->name, g_variant_new_strv (names, -1));
}

/**
 * tb_table_memory_get_order:
 * @query: a query for a table
 *
 * Sorts it in the way in which the table of its records was sorted last.
 *
 * Returns: whether anything is remembered that can be sorted by
 */
gboolean
tb_table_memory_get_order (GSettings *settings, TbQuery *query)
{
  const TbRecordType *type = tb_query_get_record_type (query);
  g_autoptr (GVariant) value = read_one (settings, ORDERS, type->name, "s");
  const char *order;
  gboolean descending;
  guint field;

  if (value == NULL)
    return FALSE;

  order = g_variant_get_string (value, NULL);
  descending = *order == '-';
  field = tb_record_type_find_field (type, order + (descending ? 1 : 0));
  if (field == TB_FIELD_NOT_FOUND || !(type->fields[field].flags & TB_FIELD_SORTABLE))
    return FALSE;

  tb_query_set_sort (query, field, descending);
  return TRUE;
}

/**
 * tb_table_memory_set_order:
 * @query: by what a table is sorted now
 */
void
tb_table_memory_set_order (GSettings *settings, TbQuery *query)
{
  const TbRecordType *type = tb_query_get_record_type (query);
  const TbField *field = tb_record_type_get_field (type, tb_query_get_sort_field (query));
  g_autofree char *order
      = g_strconcat (tb_query_get_descending (query) ? "-" : "", field->name, NULL);

  write_one (settings, ORDERS, type->name, g_variant_new_string (order));
}
