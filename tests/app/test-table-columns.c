/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-table-columns.h"
#include "tb-test.h"
#include "tb-ui-test.h"

/* A table of persons, as a page makes one. */
typedef struct
{
  GtkColumnView *view;     /* (owned) */
  TbTableColumns *columns; /* (owned) */
} Table;

static void
open_table (Table *table, const TbRecordType *type)
{
  table->view = GTK_COLUMN_VIEW (g_object_ref_sink (gtk_column_view_new (NULL)));
  table->columns = tb_table_columns_new (table->view, type, FALSE);
}

static void
close_table (Table *table)
{
  g_clear_object (&table->columns);
  g_clear_object (&table->view);
}

/* Names of the fields whose columns are shown, from the first on. */
static char *
dup_shown (Table *table)
{
  GListModel *columns = gtk_column_view_get_columns (table->view);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (gtk_column_view_column_get_visible (column))
        g_string_append_printf (names, "%s ", gtk_column_view_column_get_id (column));
    }
  return g_string_free_and_steal (g_steal_pointer (&names));
}

/* As by dragging its heading: before the first that is shown. */
static void
move_to_front (Table *table, const char *name)
{
  guint field = tb_record_type_find_field (tb_record_types_find ("person"), name);

  gtk_column_view_insert_column (table->view, 1, tb_table_columns_find (table->columns, field));
}

static void
toggle (Table *table, const char *name)
{
  GActionGroup *actions = tb_table_columns_get_actions (table->columns);

  g_assert_true (g_action_group_has_action (actions, name));
  g_action_group_activate_action (actions, name, NULL);
}

/* The next table has its columns in the order into which those of this one were brought. */
static void
test_moved (void)
{
  const TbRecordType *type = tb_record_types_find ("person");
  g_autofree char *before = NULL;
  g_autofree char *left = NULL;
  g_autofree char *found = NULL;
  Table table;

  open_table (&table, type);
  before = dup_shown (&table);
  g_assert_true (g_str_has_prefix (before, "name "));
  move_to_front (&table, "mobile");
  left = dup_shown (&table);
  g_assert_true (g_str_has_prefix (left, "mobile name "));
  close_table (&table);

  open_table (&table, type);
  found = dup_shown (&table);
  g_assert_cmpstr (found, ==, left);
  close_table (&table);
}

/* The first that is shown, and the next in the field table is not, but may be. */
static guint
find_before_hidden (Table *table, const TbRecordType *type)
{
  GActionGroup *actions = tb_table_columns_get_actions (table->columns);

  for (guint i = 0; i + 1 < type->n_fields; i++)
    if (tb_table_columns_find (table->columns, i) != NULL
        && tb_table_columns_find (table->columns, i + 1) == NULL
        && g_action_group_has_action (actions, type->fields[i + 1].name))
      return i;
  g_assert_not_reached ();
}

/* A column that is shown later stands where it belongs, behind the field before it, wherever that
 * was moved; hidden and shown again, it is where it was. */
static void
test_shown_later (void)
{
  const TbRecordType *type = tb_record_types_find ("person");
  g_autofree char *start = NULL;
  g_autofree char *found = NULL;
  g_autofree char *again = NULL;
  const TbField *fields;
  Table table;

  open_table (&table, type);
  fields = &type->fields[find_before_hidden (&table, type)];
  start = g_strdup_printf ("%s %s ", fields[0].name, fields[1].name);
  move_to_front (&table, fields[0].name);
  toggle (&table, fields[1].name);
  found = dup_shown (&table);
  g_assert_true (g_str_has_prefix (found, start));

  toggle (&table, fields[0].name);
  toggle (&table, fields[0].name);
  again = dup_shown (&table);
  g_assert_cmpstr (again, ==, found);
  close_table (&table);
}

/* What a menu of columns leads to has a name, or no row of its own, as where a record has no
 * sections. */
static void
check_menu (const TbRecordType *type)
{
  GMenuModel *menu;
  Table table;

  open_table (&table, type);
  menu = tb_table_columns_get_menu (table.columns);
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);
      g_autofree char *label = NULL;

      g_test_message ("%s", type->name);
      g_assert_true (
          section != NULL
          || (g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_LABEL, "s", &label)
              && *label != '\0'));
    }
  close_table (&table);
}

static void
test_menus (void)
{
  guint n_types;
  const TbRecordType *const *types = tb_record_types_get_all (&n_types);

  for (guint i = 0; i < n_types; i++)
    check_menu (types[i]);
}

int
main (int argc, char **argv)
{
  if (!tb_ui_test_init (&argc, &argv))
    return 77;

  g_test_add_func ("/app/table-columns/moved", test_moved);
  g_test_add_func ("/app/table-columns/shown-later", test_shown_later);
  g_test_add_func ("/app/table-columns/menus", test_menus);

  return tb_test_run ();
}
