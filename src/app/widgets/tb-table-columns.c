/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-table-columns.h"

#include "tb-code-list.h"
#include "tb-table-cell.h"
#include "tb-table-memory.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/**
 * TbTableColumns:
 *
 * The columns of a table of records: one for each field worth one, made when it is first shown.
 * Which are shown is remembered, as what differs from the field table, how wide they were made and
 * where they were moved.
 */
struct _TbTableColumns
{
  GObject parent_instance;

  GtkColumnView *view;         /* (not owned) it owns this */
  const TbRecordType *type;    /* (not owned) static */
  TbTableText *text;           /* (owned): what its cells draw with */
  GSettings *settings;         /* (owned) */
  GSimpleActionGroup *actions; /* (owned) a toggle a field */
  GMenu *menu;                 /* (owned) */
  GPtrArray *field_columns; /* (owned) (element-type GtkColumnViewColumn) by field; NULL until first
                               shown */
  GtkColumnViewColumn *summary_column; /* (not owned) */
  GArray *order;       /* (owned) (element-type guint): all fields as their columns are to stand */
  guint widths_source; /* (owned) of the widths being remembered, once the pointer is at rest */
  gboolean adding;     /* whether a column is put to its place, rather than moved by somebody */
  gboolean narrow;
};

/* How long a heading must not have been dragged on for its width to be remembered, in ms. */
#define REST_MS 500

/* The column that stands in the place of all others. */
#define SUMMARY "summary"

G_DEFINE_FINAL_TYPE (TbTableColumns, tb_table_columns, G_TYPE_OBJECT)

/* What the cells of a column are made with. */
typedef struct
{
  TbTableText *text; /* (owned) */
  guint field;
  gboolean summary;
} TbCellKind;

static void
cell_kind_free (gpointer data, GClosure *closure)
{
  TbCellKind *kind = data;

  g_object_unref (kind->text);
  g_free (kind);
}

static void
cell_setup_cb (GtkSignalListItemFactory *factory, GObject *cell, gpointer user_data)
{
  const TbCellKind *kind = user_data;

  gtk_column_view_cell_set_focusable (GTK_COLUMN_VIEW_CELL (cell), FALSE);
  gtk_column_view_cell_set_child (GTK_COLUMN_VIEW_CELL (cell),
                                  tb_table_cell_new (kind->text, kind->field, kind->summary));
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
add_column (TbTableColumns *self, guint position, guint field, const char *id, const char *title)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);
  TbCellKind *kind = g_new0 (TbCellKind, 1);

  kind->text = g_object_ref (self->text);
  kind->field = field;
  kind->summary = g_str_equal (id, SUMMARY);
  g_signal_connect_data (factory, "setup", G_CALLBACK (cell_setup_cb), kind, cell_kind_free,
                         G_CONNECT_DEFAULT);
  g_signal_connect (factory, "bind", G_CALLBACK (cell_bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (cell_unbind_cb), NULL);

  gtk_column_view_column_set_id (column, id);
  gtk_column_view_insert_column (self->view, position, column);

  return column;
}

static gboolean
remember_widths_cb (gpointer user_data)
{
  TbTableColumns *self = user_data;

  self->widths_source = 0;
  for (guint i = 0; i < self->field_columns->len; i++)
    {
      GtkColumnViewColumn *column = g_ptr_array_index (self->field_columns, i);

      if (column == NULL || g_object_steal_data (G_OBJECT (column), "resized") == NULL)
        continue;
      tb_table_memory_set_width (self->settings, self->type, gtk_column_view_column_get_id (column),
                                 gtk_column_view_column_get_fixed_width (column));
    }

  return G_SOURCE_REMOVE;
}

static void
width_changed_cb (TbTableColumns *self, GParamSpec *pspec, GtkColumnViewColumn *column)
{
  g_object_set_data (G_OBJECT (column), "resized", self);
  g_clear_handle_id (&self->widths_source, g_source_remove);
  self->widths_source = g_timeout_add (REST_MS, remember_widths_cb, self);
}

/* The sorter only says that the heading can be clicked, and in which direction it was; it never
 * compares. */
static void
make_sortable (GtkColumnViewColumn *column)
{
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (NULL, NULL, NULL));

  gtk_column_view_column_set_sorter (column, sorter);
}

/* As wide as it was made, else as its usual values are. */
static void
set_width (TbTableColumns *self, GtkColumnViewColumn *column, const TbField *field)
{
  GtkSettings *settings = gtk_widget_get_settings (GTK_WIDGET (self->view));
  int width = tb_table_memory_get_width (self->settings, self->type, field->name);

  if (width == 0)
    width = (int)adw_length_unit_to_px (ADW_LENGTH_UNIT_SP, width_for (field), settings);

  gtk_column_view_column_set_fixed_width (column, width);
  g_signal_connect_object (column, "notify::fixed-width", G_CALLBACK (width_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static guint
find_in_order (GArray *order, guint field)
{
  for (guint i = 0; i < order->len; i++)
    if (g_array_index (order, guint, i) == field)
      return i;
  return G_MAXUINT;
}

/* Fields that are not named stand behind the one that comes before them in the field table. */
static void
set_order (TbTableColumns *self, const char *const *names)
{
  g_array_set_size (self->order, 0);
  for (guint i = 0; names[i] != NULL; i++)
    {
      guint field = tb_record_type_find_field (self->type, names[i]);

      if (field != TB_FIELD_NOT_FOUND && find_in_order (self->order, field) == G_MAXUINT)
        g_array_append_val (self->order, field);
    }
  for (guint field = 0; field < self->type->n_fields; field++)
    if (find_in_order (self->order, field) == G_MAXUINT)
      g_array_insert_val (self->order, field > 0 ? find_in_order (self->order, field - 1) + 1 : 0,
                          field);
}

/* A column that is moved is taken away and put in again. */
static void
moved_cb (TbTableColumns *self, guint position, guint n_removed, guint n_added, GListModel *columns)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  if (self->adding || n_added == 0)
    return;

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (column != self->summary_column)
        g_strv_builder_add (builder, gtk_column_view_column_get_id (column));
    }
  names = g_strv_builder_end (builder);
  set_order (self, (const char *const *)names);
  tb_table_memory_set_places (self->settings, self->type, (const char *const *)names);
}

/* Most of the fields of a type are never shown as columns, and a column costs its heading. */
static void
add_field_column (TbTableColumns *self, guint index)
{
  const TbField *field = tb_record_type_get_field (self->type, index);
  GtkColumnViewColumn *column;
  guint position = 1; /* behind the summary */

  for (guint i = 0; g_array_index (self->order, guint, i) != index; i++)
    if (g_ptr_array_index (self->field_columns, g_array_index (self->order, guint, i)) != NULL)
      position++;

  self->adding = TRUE;
  column = add_column (self, position, index, field->name, _ (field->label));
  self->adding = FALSE;
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column, grows (field));
  set_width (self, column, field);
  if (field->flags & TB_FIELD_SORTABLE)
    make_sortable (column);
  g_ptr_array_index (self->field_columns, index) = g_object_ref (column);
}

static gboolean
is_wanted (TbTableColumns *self, guint index)
{
  const TbField *field = tb_record_type_get_field (self->type, index);
  g_autoptr (GVariant) state
      = g_action_group_get_action_state (G_ACTION_GROUP (self->actions), field->name);

  return state != NULL && g_variant_get_boolean (state);
}

static void
update_visible_columns (TbTableColumns *self)
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

static void
column_toggled_cb (TbTableColumns *self, GVariant *state, GSimpleAction *action)
{
  const TbRecordType *type = self->type;
  const char *name = g_action_get_name (G_ACTION (action));
  const TbField *field = tb_record_type_get_field (type, tb_record_type_find_field (type, name));

  g_simple_action_set_state (action, state);
  tb_table_memory_set_shown (self->settings, type, field, g_variant_get_boolean (state));
  update_visible_columns (self);
}

static void
add_column_toggle (TbTableColumns *self, const TbField *field, GMenu *section)
{
  g_autofree char *action_name = g_strdup_printf ("columns.%s", field->name);
  gboolean shown = tb_table_memory_is_shown (self->settings, self->type, field);
  g_autoptr (GSimpleAction) action
      = g_simple_action_new_stateful (field->name, NULL, g_variant_new_boolean (shown));

  g_signal_connect_object (action, "change-state", G_CALLBACK (column_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
  g_menu_append (section, _ (field->label), action_name);
}

static gboolean
is_column (const TbRecordType *type, guint index)
{
  const TbField *field = tb_record_type_get_field (type, index);

  return !(field->flags & TB_FIELD_HIDDEN) && field->format != TB_FORMAT_MULTILINE;
}

static void
build (TbTableColumns *self)
{
  const TbRecordType *type = self->type;
  const TbField *title = tb_record_type_get_field (type, type->title_field);
  GMenu *section = NULL;
  const char *section_name = NULL;
  static const char *const none[] = { NULL };
  g_auto (GStrv) places = tb_table_memory_dup_places (self->settings, type);

  set_order (self, places != NULL ? (const char *const *)places : none);
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
          if (section_name != NULL)
            g_menu_append_submenu (self->menu, _ (section_name), G_MENU_MODEL (section));
          else
            g_menu_append_section (self->menu, NULL, G_MENU_MODEL (section));
        }
      add_column_toggle (self, field, section);
    }
  g_clear_object (&section);

  self->summary_column = add_column (self, 0, type->title_field, SUMMARY, _ (title->label));
  gtk_column_view_column_set_expand (self->summary_column, TRUE);
  make_sortable (self->summary_column);

  update_visible_columns (self);
  g_signal_connect_object (gtk_column_view_get_columns (self->view), "items-changed",
                           G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
}

static void
clear_column (gpointer column)
{
  g_clear_object (&column);
}

static void
tb_table_columns_dispose (GObject *object)
{
  TbTableColumns *self = TB_TABLE_COLUMNS (object);

  if (self->widths_source != 0)
    {
      g_clear_handle_id (&self->widths_source, g_source_remove);
      remember_widths_cb (self);
    }
  g_clear_object (&self->text);
  g_clear_object (&self->settings);
  g_clear_object (&self->actions);
  g_clear_object (&self->menu);
  g_clear_pointer (&self->field_columns, g_ptr_array_unref);
  g_clear_pointer (&self->order, g_array_unref);

  G_OBJECT_CLASS (tb_table_columns_parent_class)->dispose (object);
}

static void
tb_table_columns_class_init (TbTableColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tb_table_columns_dispose;
}

static void
tb_table_columns_init (TbTableColumns *self)
{
  self->settings = g_settings_new (TB_APPLICATION_ID);
  self->actions = g_simple_action_group_new ();
  self->menu = g_menu_new ();
  self->field_columns = g_ptr_array_new_with_free_func (clear_column);
  self->order = g_array_new (FALSE, FALSE, sizeof (guint));
}

/**
 * tb_table_columns_new:
 * @view: the view whose columns these are; it must live as long
 * @type: the record type
 * @narrow: whether one column of two lines stands in the place of the columns
 *
 * Adds the columns to the view.
 *
 * Returns: (transfer full): the columns
 */
TbTableColumns *
tb_table_columns_new (GtkColumnView *view, const TbRecordType *type, gboolean narrow)
{
  TbTableColumns *self = g_object_new (TB_TYPE_TABLE_COLUMNS, NULL);

  self->view = view;
  self->text = tb_table_text_new (GTK_WIDGET (view));
  self->type = type;
  self->narrow = narrow;
  build (self);

  return self;
}

/**
 * tb_table_columns_set_narrow:
 * @self: the columns
 * @narrow: whether one column of two lines stands in the place of the columns
 */
void
tb_table_columns_set_narrow (TbTableColumns *self, gboolean narrow)
{
  self->narrow = narrow;
  update_visible_columns (self);
}

/**
 * tb_table_columns_get_menu:
 * @self: the columns
 *
 * Returns: (transfer none): a menu with a toggle a field, in the action group `columns`
 */
GMenuModel *
tb_table_columns_get_menu (TbTableColumns *self)
{
  return G_MENU_MODEL (self->menu);
}

/**
 * tb_table_columns_get_actions:
 * @self: the columns
 *
 * Returns: (transfer none): the toggles that the menu names
 */
GActionGroup *
tb_table_columns_get_actions (TbTableColumns *self)
{
  return G_ACTION_GROUP (self->actions);
}

/**
 * tb_table_columns_get_field:
 * @self: the columns
 * @column: one of them
 *
 * Returns: index of the field that the column shows, or is sorted by
 */
guint
tb_table_columns_get_field (TbTableColumns *self, GtkColumnViewColumn *column)
{
  const char *id = gtk_column_view_column_get_id (column);

  return g_str_equal (id, SUMMARY) ? self->type->title_field
                                   : tb_record_type_find_field (self->type, id);
}

/**
 * tb_table_columns_find:
 * @self: the columns
 * @field: index of a field
 *
 * Returns: (transfer none) (nullable): the column that shows the field, if it was ever shown; that
 * of the title, where one column stands in the place of all
 */
GtkColumnViewColumn *
tb_table_columns_find (TbTableColumns *self, guint field)
{
  return field == self->type->title_field ? tb_table_columns_get_title (self)
                                          : g_ptr_array_index (self->field_columns, field);
}

/**
 * tb_table_columns_remember_order:
 * @self: the columns
 * @query: by what the table is sorted now
 *
 * Has the next table of these records sorted in the same way.
 */
void
tb_table_columns_remember_order (TbTableColumns *self, TbQuery *query)
{
  tb_table_memory_set_order (self->settings, query);
}

/**
 * tb_table_columns_restore_order:
 * @query: a query for a table
 *
 * Sorts it in the way in which the table of its records was sorted last.
 *
 * Returns: whether anything was remembered that can be sorted by
 */
gboolean
tb_table_columns_restore_order (TbQuery *query)
{
  g_autoptr (GSettings) settings = g_settings_new (TB_APPLICATION_ID);

  return tb_table_memory_get_order (settings, query);
}

/**
 * tb_table_columns_get_title:
 * @self: the columns
 *
 * Returns: (transfer none): the column that shows what the records are called
 */
GtkColumnViewColumn *
tb_table_columns_get_title (TbTableColumns *self)
{
  GtkColumnViewColumn *column = g_ptr_array_index (self->field_columns, self->type->title_field);

  return column != NULL ? column : self->summary_column;
}

/* A tab or a line break would begin another cell. */
static void
append_text (GString *row, const char *text)
{
  for (const char *p = text; p != NULL && *p != '\0'; p++)
    g_string_append_c (row, g_ascii_isspace (*p) ? ' ' : *p);
}

/**
 * tb_table_columns_dup_row:
 * @self: the columns
 * @record: a record of their type
 *
 * Returns: (transfer full): what the columns show of it, in their order, as spreadsheets take it
 * from the clipboard; protected values are masked
 */
char *
tb_table_columns_dup_row (TbTableColumns *self, TbRecord *record)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  g_autoptr (GString) row = g_string_new (NULL);
  guint n_cells = 0;

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      g_autofree char *text = NULL;

      if (!gtk_column_view_column_get_visible (column))
        continue;
      if (n_cells++ > 0)
        g_string_append_c (row, '\t');
      text = tb_record_dup_display (record, tb_table_columns_get_field (self, column),
                                    TB_DISPLAY_MASKED);
      append_text (row, text);
    }

  return g_string_free_and_steal (g_steal_pointer (&row));
}
