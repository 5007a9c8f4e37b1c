/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-table-view.h"

#include "tb-code-list.h"
#include "tb-table-cell.h"

#include <glib/gi18n.h>

/**
 * TbTableView:
 *
 * A table of records of one type, with a column for each field worth one. Which columns are shown
 * is remembered. A click on a heading changes the order of the list's query: rows are sorted by the
 * register, never here.
 *
 * Properties: `narrow`: whether one column of two lines stands in the place of the columns.
 *
 * Signals:
 *  - `selected ()`: another record, or none, is selected
 *  - `opened ()`: the selected record is to be shown in full: Enter, a double click, or a click
 * where narrow
 */
struct _TbTableView
{
  AdwBin parent_instance;

  TbRecordList *list;          /* (owned) (nullable) */
  GSettings *settings;         /* (owned) */
  GSimpleActionGroup *columns; /* (owned) a toggle a column */
  GMenu *columns_menu;         /* (owned) */
  GPtrArray *field_columns; /* (owned) (element-type GtkColumnViewColumn) by field; NULL until first
                               shown */
  GtkColumnViewColumn *summary_column; /* (not owned) */
  GSignalGroup *selected_signals;      /* (owned) of the selected item */
  gboolean narrow;
  gboolean by_key; /* whether the last thing pressed was a key, not the pointer */

  GtkScrolledWindow *scroller;
  GtkColumnView *view;
  GtkSingleSelection *selection;
};

enum
{
  PROP_NARROW = 1,
  N_PROPS
};

enum
{
  SELECTED,
  OPENED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbTableView, tb_table_view, ADW_TYPE_BIN)

static const TbRecordType *
get_type_of (TbTableView *self)
{
  return tb_query_get_record_type (tb_record_list_get_query (self->list));
}

/* Columns */

static void
cell_setup_cb (GtkSignalListItemFactory *factory, GObject *cell, gpointer user_data)
{
  GtkColumnViewColumn *column = g_object_get_data (G_OBJECT (factory), "column");
  const char *id = gtk_column_view_column_get_id (column);
  guint field = GPOINTER_TO_UINT (user_data);

  gtk_column_view_cell_set_focusable (GTK_COLUMN_VIEW_CELL (cell), FALSE);
  gtk_column_view_cell_set_child (GTK_COLUMN_VIEW_CELL (cell),
                                  tb_table_cell_new (field, g_str_equal (id, "summary")));
}

static void
cell_bind_cb (GtkSignalListItemFactory *factory, GObject *cell, gpointer user_data)
{
  tb_table_cell_set_item (
      TB_TABLE_CELL (gtk_column_view_cell_get_child (GTK_COLUMN_VIEW_CELL (cell))),
      gtk_column_view_cell_get_item (GTK_COLUMN_VIEW_CELL (cell)));
}

static void
cell_unbind_cb (GtkSignalListItemFactory *factory, GObject *cell, gpointer user_data)
{
  tb_table_cell_set_item (
      TB_TABLE_CELL (gtk_column_view_cell_get_child (GTK_COLUMN_VIEW_CELL (cell))), NULL);
}

/* Columns of a text in two scripts: a Chinese character is as wide as two Latin letters. */
static int
count_columns (const char *text)
{
  int n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    n += g_unichar_iswide (g_utf8_get_char (p)) ? 2 : 1;

  return n;
}

static int
count_code_columns (const TbField *field)
{
  const TbCodeList *list = tb_code_lists_find (field->code_list);
  int n = 0;

  for (guint i = 0; list != NULL && i < tb_code_list_get_n_items (list); i++)
    n = MAX (n, count_columns (tb_code_item_get_label (tb_code_list_get_item (list, i))));

  return n;
}

/* How many columns of text the usual value of a field has. */
static int
count_usual_columns (const TbField *field)
{
  if (field->format == TB_FORMAT_PERSON_NAME)
    return 8;
  if (field->format == TB_FORMAT_ID_NUMBER || field->format == TB_FORMAT_CREDIT_CODE)
    return 20;
  if (field->format == TB_FORMAT_PHONE)
    return 13;

  switch (field->type)
    {
    case TB_FIELD_INTEGER:
    case TB_FIELD_DECIMAL:
    case TB_FIELD_MONEY:
    case TB_FIELD_BOOLEAN:
      return 8;
    case TB_FIELD_DATE:
      return 12;
    case TB_FIELD_CODE:
      return CLAMP (count_code_columns (field), 4, 16);
    default:
      return 24;
    }
}

/* Width in sp. A heading that can be clicked has an arrow. */
static int
width_for (const TbField *field)
{
  int heading = count_columns (_ (field->label)) + (field->flags & TB_FIELD_SORTABLE ? 3 : 0);

  return 8 * MAX (count_usual_columns (field), MIN (heading, 16)) + 16;
}

static gboolean
grows (const TbField *field)
{
  return field->type == TB_FIELD_REFERENCE
         || (field->type == TB_FIELD_TEXT && field->format == TB_FORMAT_PLAIN);
}

static GtkColumnViewColumn *
add_column (TbTableView *self, guint position, guint field, const char *id, const char *title)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);

  g_object_set_data (G_OBJECT (factory), "column", column);
  g_signal_connect (factory, "setup", G_CALLBACK (cell_setup_cb), GUINT_TO_POINTER (field));
  g_signal_connect (factory, "bind", G_CALLBACK (cell_bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (cell_unbind_cb), NULL);

  gtk_column_view_column_set_id (column, id);
  gtk_column_view_insert_column (self->view, position, column);

  return column;
}

/* The sorter only says that the heading can be clicked, and in which direction it was; it never
 * compares. */
static void
make_sortable (GtkColumnViewColumn *column)
{
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (NULL, NULL, NULL));

  gtk_column_view_column_set_sorter (column, sorter);
}

/* Most of the fields of a type are never shown as columns, and a column costs its heading. */
static void
add_field_column (TbTableView *self, guint index)
{
  GtkSettings *settings = gtk_widget_get_settings (GTK_WIDGET (self));
  const TbField *field = tb_record_type_get_field (get_type_of (self), index);
  GtkColumnViewColumn *column;
  guint position = 0;

  for (guint i = 0; i < index; i++)
    if (g_ptr_array_index (self->field_columns, i) != NULL)
      position++;

  column = add_column (self, position, index, field->name, _ (field->label));
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column, grows (field));
  gtk_column_view_column_set_fixed_width (
      column, (int)adw_length_unit_to_px (ADW_LENGTH_UNIT_SP, width_for (field), settings));
  if (field->flags & TB_FIELD_SORTABLE)
    make_sortable (column);
  g_ptr_array_index (self->field_columns, index) = g_object_ref (column);
}

static gboolean
is_wanted (TbTableView *self, guint index)
{
  const TbField *field = tb_record_type_get_field (get_type_of (self), index);
  g_autoptr (GVariant) state
      = g_action_group_get_action_state (G_ACTION_GROUP (self->columns), field->name);

  return state != NULL && g_variant_get_boolean (state);
}

static void
update_visible_columns (TbTableView *self)
{
  for (guint i = 0; i < self->field_columns->len; i++)
    {
      gboolean shown = !self->narrow && is_wanted (self, i);

      if (shown && g_ptr_array_index (self->field_columns, i) == NULL)
        add_field_column (self, i);
      if (g_ptr_array_index (self->field_columns, i) != NULL)
        gtk_column_view_column_set_visible (g_ptr_array_index (self->field_columns, i), shown);
    }

  if (self->summary_column != NULL)
    gtk_column_view_column_set_visible (self->summary_column, self->narrow);
}

/* A setting is a list of TYPE.FIELD. */
static gboolean
setting_contains (TbTableView *self, const char *setting, const char *entry)
{
  g_auto (GStrv) entries = g_settings_get_strv (self->settings, setting);

  return g_strv_contains ((const char *const *)entries, entry);
}

static void
setting_put (TbTableView *self, const char *setting, const char *entry, gboolean present)
{
  g_auto (GStrv) entries = g_settings_get_strv (self->settings, setting);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) changed = NULL;

  for (guint i = 0; entries[i] != NULL; i++)
    if (!g_str_equal (entries[i], entry))
      g_strv_builder_add (builder, entries[i]);
  if (present)
    g_strv_builder_add (builder, entry);

  changed = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, setting, (const char *const *)changed);
}

static void
column_toggled_cb (TbTableView *self, GVariant *state, GSimpleAction *action)
{
  const TbRecordType *type = get_type_of (self);
  const char *name = g_action_get_name (G_ACTION (action));
  const TbField *field = tb_record_type_get_field (type, tb_record_type_find_field (type, name));
  gboolean shown = g_variant_get_boolean (state);
  gboolean listed = (field->flags & TB_FIELD_LISTED) != 0;
  g_autofree char *entry = g_strdup_printf ("%s.%s", type->name, name);

  g_simple_action_set_state (action, state);
  setting_put (self, "shown-columns", entry, shown && !listed);
  setting_put (self, "hidden-columns", entry, !shown && listed);
  update_visible_columns (self);
}

static void
add_column_toggle (TbTableView *self, const TbField *field, GMenu *section)
{
  g_autofree char *entry = g_strdup_printf ("%s.%s", get_type_of (self)->name, field->name);
  g_autofree char *action_name = g_strdup_printf ("columns.%s", field->name);
  gboolean shown = (field->flags & TB_FIELD_LISTED)
                       ? !setting_contains (self, "hidden-columns", entry)
                       : setting_contains (self, "shown-columns", entry);
  g_autoptr (GSimpleAction) action
      = g_simple_action_new_stateful (field->name, NULL, g_variant_new_boolean (shown));

  g_signal_connect_object (action, "change-state", G_CALLBACK (column_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  g_action_map_add_action (G_ACTION_MAP (self->columns), G_ACTION (action));
  g_menu_append (section, _ (field->label), action_name);
}

static gboolean
is_column (const TbRecordType *type, guint index)
{
  const TbField *field = tb_record_type_get_field (type, index);

  return !(field->flags & TB_FIELD_HIDDEN) && field->format != TB_FORMAT_MULTILINE;
}

static void
build_columns (TbTableView *self)
{
  const TbRecordType *type = get_type_of (self);
  const TbField *title = tb_record_type_get_field (type, type->title_field);
  GMenu *section = NULL;
  const char *section_name = NULL;

  g_ptr_array_set_size (self->field_columns, (int)type->n_fields);
  for (guint i = 0; i < type->n_fields; i++)
    {
      const TbField *field = tb_record_type_get_field (type, i);

      if (!is_column (type, i))
        continue;

      if (section == NULL || g_strcmp0 (section_name, field->section) != 0)
        {
          section_name = field->section;
          g_clear_object (&section);
          section = g_menu_new ();
          g_menu_append_submenu (self->columns_menu, _ (section_name), G_MENU_MODEL (section));
        }
      add_column_toggle (self, field, section);
    }
  g_clear_object (&section);

  self->summary_column = add_column (self, 0, type->title_field, "summary", _ (title->label));
  gtk_column_view_column_set_expand (self->summary_column, TRUE);
  make_sortable (self->summary_column);

  update_visible_columns (self);
}

static void
clear_column (gpointer column)
{
  g_clear_object (&column);
}

/* Callbacks */

static void
row_record_cb (TbRecordItem *item, GParamSpec *pspec, GtkColumnViewRow *row)
{
  TbRecord *record = tb_record_item_get_record (item);
  g_autofree char *title = record != NULL ? tb_record_dup_title (record) : NULL;

  gtk_column_view_row_set_accessible_label (row, title != NULL ? title : "");
}

/* By hand: a factory made of a template parses it for every row. */
static void
row_bind_cb (GtkSignalListItemFactory *factory, GObject *object)
{
  GtkColumnViewRow *row = GTK_COLUMN_VIEW_ROW (object);
  TbRecordItem *item = gtk_column_view_row_get_item (row);

  g_signal_connect_object (item, "notify::record", G_CALLBACK (row_record_cb), row,
                           G_CONNECT_DEFAULT);
  row_record_cb (item, NULL, row);
}

static void
row_unbind_cb (GtkSignalListItemFactory *factory, GObject *object)
{
  GtkColumnViewRow *row = GTK_COLUMN_VIEW_ROW (object);

  g_signal_handlers_disconnect_by_func (gtk_column_view_row_get_item (row), row_record_cb, row);
}

static void
sorter_changed_cb (TbTableView *self, GtkSorterChange change, GtkColumnViewSorter *sorter)
{
  GtkColumnViewColumn *column = gtk_column_view_sorter_get_primary_sort_column (sorter);
  g_autoptr (TbQuery) query = NULL;
  const TbRecordType *type;
  const char *id;
  guint field;

  if (self->list == NULL || column == NULL)
    return;

  type = get_type_of (self);
  id = gtk_column_view_column_get_id (column);
  field = g_str_equal (id, "summary") ? type->title_field : tb_record_type_find_field (type, id);

  query = tb_query_copy (tb_record_list_get_query (self->list));
  tb_query_set_sort (query, field,
                     gtk_column_view_sorter_get_primary_sort_order (sorter) == GTK_SORT_DESCENDING);
  tb_record_list_set_query (self->list, query);
}

static void
pressed_cb (TbTableView *self)
{
  self->by_key = FALSE;
}

static gboolean
key_pressed_cb (TbTableView *self)
{
  self->by_key = TRUE;

  return GDK_EVENT_PROPAGATE;
}

static void
record_arrived_cb (TbTableView *self)
{
  g_signal_emit (self, signals[SELECTED], 0);
}

static void
selected_cb (TbTableView *self)
{
  TbRecordItem *item = gtk_single_selection_get_selected_item (self->selection);

  /* The record of a row just scrolled to may still be on its way. */
  g_signal_group_set_target (self->selected_signals, item);
  g_signal_emit (self, signals[SELECTED], 0);

  /* In a narrow window a click leads on; the arrow keys still walk the list. */
  if (self->narrow && !self->by_key
      && gtk_single_selection_get_selected_item (self->selection) != NULL)
    g_signal_emit (self, signals[OPENED], 0);
}

static void
activate_cb (TbTableView *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  g_signal_emit (self, signals[OPENED], 0);
}

/* Overrides */

static void
tb_table_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  TbTableView *self = TB_TABLE_VIEW (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tb_table_view_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  TbTableView *self = TB_TABLE_VIEW (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      if (self->narrow == g_value_get_boolean (value))
        return;
      self->narrow = g_value_get_boolean (value);
      update_visible_columns (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tb_table_view_dispose (GObject *object)
{
  TbTableView *self = TB_TABLE_VIEW (object);

  g_clear_object (&self->selected_signals);
  g_clear_object (&self->list);
  g_clear_object (&self->settings);
  g_clear_object (&self->columns);
  g_clear_object (&self->columns_menu);
  g_clear_pointer (&self->field_columns, g_ptr_array_unref);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_TABLE_VIEW);

  G_OBJECT_CLASS (tb_table_view_parent_class)->dispose (object);
}

static void
tb_table_view_class_init (TbTableViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tb_table_view_get_property;
  object_class->set_property = tb_table_view_set_property;
  object_class->dispose = tb_table_view_dispose;

  properties[PROP_NARROW]
      = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-table-view.ui");
  gtk_widget_class_bind_template_child (widget_class, TbTableView, scroller);
  gtk_widget_class_bind_template_child (widget_class, TbTableView, view);
  gtk_widget_class_bind_template_child (widget_class, TbTableView, selection);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
}

static void
tb_table_view_init (TbTableView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->selected_signals = g_signal_group_new (TB_TYPE_RECORD_ITEM);
  g_signal_group_connect_swapped (self->selected_signals, "notify::record",
                                  G_CALLBACK (record_arrived_cb), self);
  self->settings = g_settings_new (TB_APPLICATION_ID);
  self->columns = g_simple_action_group_new ();
  self->columns_menu = g_menu_new ();
  self->field_columns = g_ptr_array_new_with_free_func (clear_column);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "columns", G_ACTION_GROUP (self->columns));
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed",
                           G_CALLBACK (sorter_changed_cb), self, G_CONNECT_SWAPPED);
}

/* Public functions */

/**
 * tb_table_view_set_list:
 * @self: a table
 * @list: the records it shows
 *
 * Fills the table. Called once: its columns are those of the list's record type.
 */
void
tb_table_view_set_list (TbTableView *self, TbRecordList *list)
{
  g_return_if_fail (TB_IS_TABLE_VIEW (self));
  g_return_if_fail (self->list == NULL);

  self->list = g_object_ref (list);
  build_columns (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (get_type_of (self)->label_plural), -1);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (list));
}

/**
 * tb_table_view_get_columns_menu:
 * @self: a table with its list
 *
 * Returns: (transfer none): a menu with a toggle a column, in the action group `columns` of the
 * table
 */
GMenuModel *
tb_table_view_get_columns_menu (TbTableView *self)
{
  return G_MENU_MODEL (self->columns_menu);
}

/**
 * tb_table_view_get_columns:
 * @self: a table
 *
 * Returns: (transfer none): the toggles of the columns, for a menu that stands outside the table
 */
GActionGroup *
tb_table_view_get_columns (TbTableView *self)
{
  return G_ACTION_GROUP (self->columns);
}

/**
 * tb_table_view_get_selected:
 * @self: a table
 *
 * Returns: (transfer none) (nullable): the selected record, once it is loaded
 */
TbRecord *
tb_table_view_get_selected (TbTableView *self)
{
  TbRecordItem *item = gtk_single_selection_get_selected_item (self->selection);

  return item != NULL ? tb_record_item_get_record (item) : NULL;
}

/**
 * tb_table_view_select_row:
 * @self: a table
 * @row: row number of a record
 *
 * Selects a record and scrolls to it.
 *
 * Returns: whether the list has it
 */
gboolean
tb_table_view_select_row (TbTableView *self, gint64 row)
{
  guint position = tb_record_list_find (self->list, row);

  if (position == GTK_INVALID_LIST_POSITION)
    return FALSE;

  if (gtk_single_selection_get_selected (self->selection) != position)
    {
      self->by_key = TRUE;
      gtk_column_view_scroll_to (self->view, position, NULL, GTK_LIST_SCROLL_SELECT, NULL);
    }

  return TRUE;
}

/**
 * tb_table_view_select_first:
 * @self: a table
 *
 * Selects the first record, where there is one.
 */
void
tb_table_view_select_first (TbTableView *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0)
    return;

  self->by_key = TRUE;
  gtk_single_selection_set_selected (self->selection, 0);
}

/**
 * tb_table_view_unselect:
 * @self: a table
 *
 * Selects nothing.
 */
void
tb_table_view_unselect (TbTableView *self)
{
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
}

/**
 * tb_table_view_focus:
 * @self: a table
 *
 * Brings the keyboard to the rows.
 */
void
tb_table_view_focus (TbTableView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}
