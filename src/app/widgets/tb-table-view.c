/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-table-view.h"

#include "tb-frame-work.h"
#include "tb-record-menu.h"
#include "tb-table-cell.h"
#include "tb-table-columns.h"

#include <glib/gi18n.h>

/* For how long a frame may wait for the records it shows. */
#define PATIENCE_US 6000

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

  TbRecordList *list;             /* (owned) (nullable) */
  TbTableColumns *columns;        /* (owned) (nullable) */
  GSignalGroup *selected_signals; /* (owned) of the selected item */
  GtkPopover *menu;               /* (not owned) (nullable) of the row last asked about; a child */
  guint place;                    /* where the selected row was last */
  guint n_scrolls;                /* how often the selected row is still to be scrolled to */
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

  if (self->list == NULL || column == NULL)
    return;

  query = tb_query_copy (tb_record_list_get_query (self->list));
  tb_query_set_sort (query, tb_table_columns_get_field (self->columns, column),
                     gtk_column_view_sorter_get_primary_sort_order (sorter) == GTK_SORT_DESCENDING);
  if (tb_query_equal (query, tb_record_list_get_query (self->list)))
    return;

  tb_record_list_set_query (self->list, query);
  tb_table_columns_remember_order (self->columns, query);
}

static void
query_changed_cb (TbTableView *self)
{
  self->place = 0;
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

/* The menu of a row */

static TbRecord *
get_selected_record (TbTableView *self)
{
  TbRecordItem *item = gtk_single_selection_get_selected_item (self->selection);

  return item != NULL ? tb_record_item_get_record (item) : NULL;
}

static void
popup_menu (TbTableView *self, const GdkRectangle *place)
{
  TbRecord *record = get_selected_record (self);
  g_autoptr (GMenuModel) model = NULL;

  if (record == NULL)
    return;

  model = tb_record_menu_new (record);
  if (self->menu == NULL)
    {
      self->menu = GTK_POPOVER (gtk_popover_menu_new_from_model (model));
      gtk_popover_set_has_arrow (self->menu, FALSE);
      gtk_widget_set_halign (GTK_WIDGET (self->menu), GTK_ALIGN_START);
      gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self));
      g_signal_connect_object (self->menu, "closed", G_CALLBACK (gtk_widget_grab_focus), self->view,
                               G_CONNECT_SWAPPED);
    }
  else
    {
      gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), model);
    }

  gtk_popover_set_pointing_to (self->menu, place);
  gtk_popover_popup (self->menu);
}

/* The cell is asked: a view does not say which row is where. */
static void
secondary_pressed_cb (TbTableView *self, int n_press, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);
  GtkWidget *cell
      = picked != NULL && !TB_IS_TABLE_CELL (picked) ? gtk_widget_get_first_child (picked) : picked;
  graphene_point_t point;
  gint64 row;

  if (cell == NULL || !TB_IS_TABLE_CELL (cell)
      || !gtk_widget_compute_point (GTK_WIDGET (self->view), GTK_WIDGET (self),
                                    &GRAPHENE_POINT_INIT ((float)x, (float)y), &point))
    return;

  self->by_key = TRUE;
  row = tb_record_item_get_row (tb_table_cell_get_item (TB_TABLE_CELL (cell)));
  gtk_column_view_scroll_to (self->view, tb_record_list_find (self->list, row), NULL,
                             GTK_LIST_SCROLL_SELECT | GTK_LIST_SCROLL_FOCUS, NULL);
  popup_menu (self, &(GdkRectangle){ (int)point.x, (int)point.y, 1, 1 });
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  popup_menu (TB_TABLE_VIEW (widget),
              &(GdkRectangle){ gtk_widget_get_width (widget) / 2, 60, 1, 1 });
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbRecord *record = get_selected_record (TB_TABLE_VIEW (widget));

  if (record != NULL)
    gtk_widget_activate_action (widget, "win.remove", "(ss)",
                                tb_record_get_record_type (record)->name,
                                tb_record_get_id (record));
}

/* As a row of a spreadsheet: what the columns show, in their order, masked as they are. */
static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbTableView *self = TB_TABLE_VIEW (widget);
  TbRecord *record = get_selected_record (self);
  g_autofree char *text = NULL;

  if (record == NULL)
    return;

  text = tb_table_columns_dup_row (self->columns, record);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
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

  if (item != NULL)
    self->place = gtk_single_selection_get_selected (self->selection);

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

/* Rows are bound before a frame is drawn, and their records are there a millisecond later: with
 * empty rows first, a jump would take two frames. */
static void
tb_table_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TbTableView *self = TB_TABLE_VIEW (widget);

  if (self->list != NULL)
    tb_record_list_settle (self->list, PATIENCE_US);

  GTK_WIDGET_CLASS (tb_table_view_parent_class)->snapshot (widget, snapshot);
}

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
      if (self->columns != NULL)
        tb_table_columns_set_narrow (self->columns, self->narrow);
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

  tb_frame_work_stop (GTK_WIDGET (self));
  g_clear_object (&self->selected_signals);
  if (self->list != NULL)
    tb_record_list_set_view (self->list, NULL, NULL);
  g_clear_object (&self->list);
  g_clear_object (&self->columns);
  if (self->menu != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->menu));
  self->menu = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_TABLE_VIEW);

  G_OBJECT_CLASS (tb_table_view_parent_class)->dispose (object);
}

static void
tb_table_view_class_init (TbTableViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = tb_table_view_snapshot;
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
  gtk_widget_class_bind_template_callback (widget_class, secondary_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);

  gtk_widget_class_install_action (widget_class, "table.menu", NULL, menu_action);
  gtk_widget_class_install_action (widget_class, "table.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "table.copy", NULL, copy_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "table.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "table.menu",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "table.remove", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "table.copy",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK,
                                       "win.import-cells", NULL);
}

static void
tb_table_view_init (TbTableView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->selected_signals = g_signal_group_new (TB_TYPE_RECORD_ITEM);
  g_signal_group_connect_swapped (self->selected_signals, "notify::record",
                                  G_CALLBACK (record_arrived_cb), self);
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed",
                           G_CALLBACK (sorter_changed_cb), self, G_CONNECT_SWAPPED);
}

/* The heading says by what the list is sorted from the beginning. */
static void
show_order (TbTableView *self)
{
  TbQuery *query = tb_record_list_get_query (self->list);
  GtkColumnViewColumn *column
      = tb_table_columns_find (self->columns, tb_query_get_sort_field (query));

  if (column != NULL)
    gtk_column_view_sort_by_column (self->view, column,
                                    tb_query_get_descending (query) ? GTK_SORT_DESCENDING
                                                                    : GTK_SORT_ASCENDING);
}

static gboolean
tell_next (GtkWidget *widget)
{
  return tb_record_list_tell (TB_TABLE_VIEW (widget)->list);
}

/* What the list has to tell is told as a frame begins, so that the frame has the time to show it;
 * where no frames are drawn, the list tells it by itself. */
static gboolean
pace_cb (gpointer user_data)
{
  GtkWidget *self = user_data;

  if (!gtk_widget_get_mapped (self))
    return FALSE;

  tb_frame_work_begin (self, tell_next);
  return TRUE;
}

/* Whoever reads the page has the record in its pane selected again, wherever it is now. What is
 * found is read from the top. */
static void
renew_cb (gpointer user_data)
{
  TbTableView *self = user_data;

  tb_table_view_unselect (self);
  if (tb_record_list_get_loading (self->list))
    gtk_column_view_scroll_to (self->view, 0, NULL, GTK_LIST_SCROLL_NONE, NULL);
}

static const TbRecordListView list_view = { pace_cb, renew_cb };

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
  self->columns = tb_table_columns_new (self->view, get_type_of (self), self->narrow);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "columns",
                                  tb_table_columns_get_actions (self->columns));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (get_type_of (self)->label_plural), -1);
  show_order (self);
  g_signal_connect_object (list, "notify::query", G_CALLBACK (query_changed_cb), self,
                           G_CONNECT_SWAPPED);
  tb_record_list_set_view (list, &list_view, self);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (list));
}

/**
 * tb_table_view_get_narrow:
 * @self: a table
 *
 * Returns: whether one column of two lines stands in the place of the columns
 */
gboolean
tb_table_view_get_narrow (TbTableView *self)
{
  return self->narrow;
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
  return tb_table_columns_get_menu (self->columns);
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
  return tb_table_columns_get_actions (self->columns);
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
  return get_selected_record (self);
}

/* A view that has not been laid out yet, or is about to be anew, scrolls to where the row would
 * have been. */
static gboolean
scroll_again_cb (GtkWidget *view, GdkFrameClock *clock, gpointer user_data)
{
  TbTableView *self = user_data;
  guint position = gtk_single_selection_get_selected (self->selection);

  if (self->n_scrolls == 0 || position == GTK_INVALID_LIST_POSITION)
    return G_SOURCE_REMOVE;

  gtk_column_view_scroll_to (self->view, position, NULL, GTK_LIST_SCROLL_NONE, NULL);
  self->n_scrolls--;

  return self->n_scrolls > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
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
      if (self->n_scrolls == 0)
        gtk_widget_add_tick_callback (GTK_WIDGET (self->view), scroll_again_cb, self, NULL);
      self->n_scrolls = 2;
    }

  return TRUE;
}

/**
 * tb_table_view_select_nearest:
 * @self: a table
 *
 * Selects the record that has come to the place of the last one selected; in a new order or after a
 * search, the first. Does nothing where there is none.
 */
void
tb_table_view_select_nearest (TbTableView *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  if (n_items == 0)
    return;

  self->by_key = TRUE;
  gtk_single_selection_set_selected (self->selection, MIN (self->place, n_items - 1));
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
