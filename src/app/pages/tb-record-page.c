/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-record-page.h"

#include "tb-filter-bar.h"
#include "tb-detail-pane.h"
#include "tb-import-target.h"
#include "tb-record-list.h"
#include "tb-record-menu.h"
#include "tb-record-view.h"
#include "tb-split-view.h"
#include "tb-table-columns.h"
#include "tb-table-view.h"

#include <glib/gi18n.h>

/**
 * TbRecordPage:
 *
 * The page of one record type: a table with search and filters, and the detail pane, beside it
 * where there is room, pushed over it where not. Where the table of pages names other views of the
 * same records, the first of them is shown first and the table is a toggle away.
 */
struct _TbRecordPage
{
  TbPage parent_instance;

  TbRecordList *list; /* (owned) */
  char *wanted_id;    /* (owned) (nullable) the record to be selected once it is in the list */

  GPtrArray *other_views; /* (owned) (element-type TbRecordView): pages of the stack of views */

  AdwBreakpointBin *breakpoint_bin;
  AdwNavigationSplitView *split_view;
  AdwToolbarView *list_view;
  AdwWindowTitle *window_title;
  AdwToggleGroup *view_toggles;
  AdwToggle *view_toggle;
  AdwToggle *table_toggle;
  AdwToggle *other_toggle; /* (owned) (nullable): of the second view; left out where it is tiny */
  AdwBreakpoint *tiny_breakpoint;     /* (not owned): too narrow for words in the header bar */
  AdwBreakpoint *tightest_breakpoint; /* (not owned): and for the search button */
  GtkButton *add_button;
  GtkMenuButton *menu_button;
  GtkToggleButton *filter_button;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  TbFilterBar *filter_bar;
  GtkStack *states;
  GtkStack *views;
  TbTableView *table;
  AdwStatusPage *empty_status;
  GtkButton *empty_button;
  GtkWidget *import_button;
  AdwStatusPage *error_status;
  TbDetailPane *pane;
  TbRecordDetail *detail; /* (not owned) of the pane */
};

G_DEFINE_FINAL_TYPE (TbRecordPage, tb_record_page, TB_TYPE_PAGE)

static const TbRecordType *
get_record_type (TbRecordPage *self)
{
  return tb_page_get_record_type (TB_PAGE (self));
}

/* The view that is shown; %NULL where it is the table. */
static TbRecordView *
get_view (TbRecordPage *self)
{
  GtkWidget *shown = gtk_stack_get_visible_child (self->views);

  return TB_IS_RECORD_VIEW (shown) ? TB_RECORD_VIEW (shown) : NULL;
}

static void
focus_list (TbRecordPage *self)
{
  TbRecordView *view = get_view (self);

  if (view != NULL)
    tb_record_view_focus (view);
  else
    tb_table_view_focus (self->table);
}

static void tb_record_page_show_record (TbPage *page, const char *id);

/* Whether a record stands over the list. */
static gboolean
is_pushed (TbRecordPage *self)
{
  return adw_navigation_split_view_get_collapsed (self->split_view)
         && adw_navigation_split_view_get_show_content (self->split_view);
}

/* What is shown */

static gboolean
is_narrowed_down (TbRecordPage *self)
{
  const char *search = tb_query_get_search (tb_record_list_get_query (self->list));

  return (search != NULL && *search != '\0') || tb_filter_bar_is_active (self->filter_bar);
}

static void
update_query (TbRecordPage *self)
{
  TbQuery *present = tb_record_list_get_query (self->list);
  g_autoptr (TbQuery) query = tb_query_new (get_record_type (self));

  tb_query_set_sort (query, tb_query_get_sort_field (present), tb_query_get_descending (present));
  tb_query_set_search (query, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  tb_filter_bar_apply (self->filter_bar, query);

  if (tb_query_equal (present, query))
    return;

  tb_record_list_set_query (self->list, query);
  for (guint i = 0; i < self->other_views->len; i++)
    tb_record_view_set_query (g_ptr_array_index (self->other_views, i), query);
}

static void
update_count (TbRecordPage *self)
{
  const guint n = tb_record_list_get_n_records (self->list);
  g_autofree char *text = NULL;

  /* It is not known yet. */
  if (tb_record_list_get_loading (self->list))
    return;

  if (is_narrowed_down (self))
    text = g_strdup_printf (ngettext ("%'u found", "%'u found", n), n);
  else
    text = g_strdup_printf (ngettext ("%'u record", "%'u records", n), n);

  adw_window_title_set_subtitle (self->window_title, text);
}

static void
update_state (TbRecordPage *self)
{
  const GError *error = tb_record_list_get_error (self->list);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  TbRecordView *view = get_view (self);

  if (error != NULL)
    {
      adw_status_page_set_description (self->error_status, error->message);
      gtk_stack_set_visible_child_name (self->states, "error");
    }
  else if (n_items > 0 || (view != NULL && tb_record_view_shows_nothing (view)))
    {
      gtk_stack_set_visible_child_name (self->states, "table");
    }
  else if (tb_record_list_get_loading (self->list))
    {
      return;
    }
  else
    {
      gtk_stack_set_visible_child_name (self->states,
                                        is_narrowed_down (self) ? "no-result" : "empty");
    }

  update_count (self);
}

/* The row of the record in the detail pane is selected; with nothing there, the first row is, where
 * the pane is seen. */
static void
update_selection (TbRecordPage *self)
{
  TbRecord *shown = tb_record_detail_get_record (self->detail);

  if (tb_record_list_get_loading (self->list))
    return;

  if (shown != NULL)
    tb_table_view_select_row (self->table, tb_record_get_row (shown));
  else if (!adw_navigation_split_view_get_collapsed (self->split_view) && self->wanted_id == NULL)
    tb_table_view_select_nearest (self->table);
}

/* Callbacks */

static void
list_changed_cb (TbRecordPage *self)
{
  update_state (self);
  update_selection (self);
  tb_page_give_due_focus (TB_PAGE (self));
}

static void
selected_cb (TbRecordPage *self)
{
  TbRecord *record = tb_table_view_get_selected (self->table);
  TbRecord *shown = tb_record_detail_get_record (self->detail);

  if (record == NULL)
    return;
  if (shown != NULL && g_strcmp0 (tb_record_get_id (shown), tb_record_get_id (record)) == 0)
    return;

  tb_record_detail_load (self->detail, get_record_type (self), tb_record_get_id (record));
}

static void
opened_cb (TbRecordPage *self)
{
  selected_cb (self);
  if (adw_navigation_split_view_get_collapsed (self->split_view))
    tb_split_view_show_content (self->split_view, TRUE);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->pane), GTK_DIR_TAB_FORWARD);
}

/* Going back to a narrow list leaves nothing selected, so that the same row can be clicked again.
 */
static void
show_content_cb (TbRecordPage *self)
{
  if (adw_navigation_split_view_get_collapsed (self->split_view)
      && !adw_navigation_split_view_get_show_content (self->split_view))
    {
      tb_table_view_unselect (self->table);
      focus_list (self);
    }
  else
    {
      update_selection (self);
    }
}

static void
shown_cb (TbRecordPage *self)
{
  TbRecord *record = tb_record_detail_get_record (self->detail);

  /* The row stays selected: to select it anew would be to read it anew, again and again. */
  if (tb_record_detail_has_failed (self->detail))
    return;

  if (record != NULL)
    {
      g_clear_pointer (&self->wanted_id, g_free);
    }
  else
    {
      tb_split_view_show_content (self->split_view, FALSE);
      tb_table_view_unselect (self->table);
    }

  update_selection (self);
  tb_page_give_due_focus (TB_PAGE (self));
}

static void
search_changed_cb (TbRecordPage *self)
{
  update_query (self);
}

static void
search_mode_cb (TbRecordPage *self)
{
  if (!gtk_search_bar_get_search_mode (self->search_bar))
    gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
}

static void
search_activate_cb (TbRecordPage *self)
{
  if (get_view (self) == NULL)
    tb_table_view_select_nearest (self->table);
  focus_list (self);
}

/* Three views and a search do not fit into the narrowest bar. */
static void
place_other_toggle (TbRecordPage *self, gboolean tiny)
{
  gboolean there = adw_toggle_group_get_toggle_by_name (self->view_toggles, "other-view") != NULL;

  if (self->other_toggle == NULL || there == !tiny)
    return;

  if (!tiny)
    {
      adw_toggle_group_add (self->view_toggles, g_object_ref (self->other_toggle));
      return;
    }
  if (g_strcmp0 (adw_toggle_group_get_active_name (self->view_toggles), "other-view") == 0)
    adw_toggle_group_set_active_name (self->view_toggles, "view");
  adw_toggle_group_remove (self->view_toggles, self->other_toggle);
}

/* Where it is narrow, an icon stands for the name of a view. */
static void
label_toggles (TbRecordPage *self)
{
  AdwBreakpoint *breakpoint = adw_breakpoint_bin_get_current_breakpoint (self->breakpoint_bin);
  gboolean tiny
      = breakpoint != NULL
        && (breakpoint == self->tiny_breakpoint || breakpoint == self->tightest_breakpoint);

  place_other_toggle (self, tiny);
  for (guint i = 0; i < self->other_views->len; i++)
    {
      AdwToggle *toggle = i == 0 ? self->view_toggle : self->other_toggle;
      const char *title = tb_record_view_get_title (g_ptr_array_index (self->other_views, i));

      adw_toggle_set_label (toggle, tiny ? "" : title);
      adw_toggle_set_tooltip (toggle, tiny ? title : "");
    }
  adw_toggle_set_label (self->table_toggle, tiny ? "" : _ ("Table"));
  adw_toggle_set_tooltip (self->table_toggle, tiny ? _ ("Table") : "");
}

/* A view that takes the whole page has no room for a record beside it. */
static void
collapse_cb (TbRecordPage *self)
{
  gboolean narrow = adw_breakpoint_bin_get_current_breakpoint (self->breakpoint_bin) != NULL;
  TbRecordView *view = get_view (self);

  label_toggles (self);
  adw_navigation_split_view_set_collapsed (
      self->split_view, narrow || (view != NULL && tb_record_view_takes_all (view)));
}

static void
view_cb (TbRecordPage *self)
{
  const char *name = adw_toggle_group_get_active_name (self->view_toggles);

  if (self->other_views->len == 0 || name == NULL)
    return;

  gtk_stack_set_visible_child_name (self->views, name);
  collapse_cb (self);
  update_state (self);
}

static void
view_opened_cb (TbRecordPage *self, const char *id)
{
  tb_record_page_show_record (TB_PAGE (self), id);
}

static void
filters_changed_cb (TbRecordPage *self)
{
  update_query (self);
}

static void
show_all_cb (TbRecordPage *self)
{
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  tb_filter_bar_clear (self->filter_bar);
  update_query (self);
}

static void
retry_cb (TbRecordPage *self)
{
  g_autoptr (TbQuery) query = tb_query_copy (tb_record_list_get_query (self->list));

  tb_record_list_set_query (self->list, query);
}

/* Overrides */

static gboolean
tb_record_page_take_focus (TbPage *page)
{
  TbRecordPage *self = TB_RECORD_PAGE (page);

  if (is_pushed (self))
    {
      if (tb_record_detail_get_record (self->detail) == NULL)
        return FALSE;
      gtk_widget_child_focus (GTK_WIDGET (self->pane), GTK_DIR_TAB_FORWARD);
      return TRUE;
    }

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->states), "table") != 0)
    return FALSE;
  focus_list (self);

  return TRUE;
}

static void
tb_record_page_go_back (TbPage *page)
{
  tb_split_view_show_content (TB_RECORD_PAGE (page)->split_view, FALSE);
}

static void
tb_record_page_find (TbPage *page)
{
  TbRecordPage *self = TB_RECORD_PAGE (page);

  tb_split_view_show_content (self->split_view, FALSE);
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
tb_record_page_show_record (TbPage *page, const char *id)
{
  TbRecordPage *self = TB_RECORD_PAGE (page);

  g_set_str (&self->wanted_id, id);
  tb_record_detail_load (self->detail, get_record_type (self), id);
  tb_split_view_show_content (self->split_view, TRUE);
}

static void
tb_record_page_show_filtered (TbPage *page, const char *field, const char *value)
{
  TbRecordPage *self = TB_RECORD_PAGE (page);
  const TbRecordType *type = get_record_type (self);

  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  tb_filter_bar_clear (self->filter_bar);

  if (*field == '\0')
    {
      tb_filter_bar_set_incomplete_only (self->filter_bar, TRUE);
    }
  else
    {
      guint index = tb_record_type_find_field (type, field);

      g_return_if_fail (index != TB_FIELD_NOT_FOUND);
      tb_filter_bar_set_filter (self->filter_bar, index,
                                *value != '\0' ? TB_QUERY_EQUAL : TB_QUERY_EMPTY,
                                *value != '\0' ? value : NULL);
    }

  gtk_toggle_button_set_active (self->filter_button, TRUE);
  tb_split_view_show_content (self->split_view, FALSE);
  update_query (self);
}

static TbQuery *
tb_record_page_dup_query (TbPage *page)
{
  return tb_query_copy (tb_record_list_get_query (TB_RECORD_PAGE (page)->list));
}

/* A calendar or a board has none, nor has the table where it is narrow. */
static gboolean
shows_columns (TbRecordPage *self)
{
  return get_view (self) == NULL && !tb_table_view_get_narrow (self->table);
}

/* The menu is made when it is opened: it has an item for every field, and what is in it depends on
 * how the records are shown. */
static void
create_menu_cb (GtkMenuButton *button, gpointer user_data)
{
  TbRecordPage *self = user_data;
  g_autoptr (GMenu) menu = tb_record_menu_new_for_type (get_record_type (self));
  GMenu *view = tb_record_menu_add_view (menu);

  g_menu_append (view, _ ("_Filters"), "page.filters");
  if (shows_columns (self))
    g_menu_append_submenu (view, _ ("_Columns"), tb_table_view_get_columns_menu (self->table));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
set_texts (TbRecordPage *self)
{
  const TbRecordType *type = get_record_type (self);
  /* Translators: %s is a kind of record, as in: Add Enterprise. */
  g_autofree char *add = g_strdup_printf (_ ("Add %s"), _ (type->label));
  /* Translators: %s is a kind of record in the plural, as in: No Enterprises Yet. */
  g_autofree char *empty = g_strdup_printf (_ ("No %s Yet"), _ (type->label_plural));

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->add_button), add);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->add_button), "s", type->name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->add_button), "win.add");
  gtk_button_set_label (self->empty_button, add);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->empty_button), "s", type->name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->empty_button), "win.add");
  gtk_widget_set_visible (self->import_button, tb_import_targets_has (type));
  adw_status_page_set_title (self->empty_status, empty);
  adw_status_page_set_icon_name (self->empty_status, tb_page_get_info (TB_PAGE (self))->icon_name);
}

static void
add_view (TbRecordPage *self, GType type, const char *name, AdwToggle *toggle)
{
  TbRecordView *view = g_object_new (type, NULL);

  g_signal_connect_object (view, "opened", G_CALLBACK (view_opened_cb), self, G_CONNECT_SWAPPED);
  tb_record_view_bind (view, tb_page_get_session (TB_PAGE (self)));
  tb_record_view_set_query (view, tb_record_list_get_query (self->list));
  gtk_stack_add_named (self->views, GTK_WIDGET (view), name);
  g_ptr_array_add (self->other_views, g_object_ref (view));

  adw_toggle_set_icon_name (toggle, tb_record_view_get_icon_name (view));
}

static void
add_views (TbRecordPage *self)
{
  const TbPageInfo *info = tb_page_get_info (TB_PAGE (self));

  if (info->get_view_type == NULL)
    return;

  add_view (self, info->get_view_type (), "view", self->view_toggle);
  if (info->get_other_view_type != NULL)
    {
      self->other_toggle = adw_toggle_new ();
      adw_toggle_set_name (self->other_toggle, "other-view");
      add_view (self, info->get_other_view_type (), "other-view", self->other_toggle);
      adw_toggle_group_add (self->view_toggles, g_object_ref (self->other_toggle));
    }

  gtk_widget_set_visible (GTK_WIDGET (self->window_title), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->view_toggles), TRUE);
  adw_toggle_group_set_active_name (self->view_toggles, "view");
  view_cb (self);
}

static void
add_strip (TbRecordPage *self)
{
  const TbPageInfo *info = tb_page_get_info (TB_PAGE (self));

  if (info->get_strip_type != NULL)
    adw_toolbar_view_add_top_bar (self->list_view,
                                  g_object_new (info->get_strip_type (), "session",
                                                tb_page_get_session (TB_PAGE (self)), NULL));
}

static void
add_actions (TbRecordPage *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GPropertyAction) filters
      = g_property_action_new ("filters", self->filter_button, "active");

  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (filters));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "page", G_ACTION_GROUP (group));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "columns",
                                  tb_table_view_get_columns (self->table));
}

/* As it was left; at first, what happens on a day by day, the latest first, and all else by its
 * name. */
static void
set_first_sort (TbQuery *query)
{
  const TbRecordType *type = tb_query_get_record_type (query);
  guint on = tb_record_type_find_field (type, "on");

  if (tb_table_columns_restore_order (query))
    return;

  if (on != TB_FIELD_NOT_FOUND && (type->fields[on].flags & TB_FIELD_SORTABLE))
    tb_query_set_sort (query, on, TRUE);
  else if (type->fields[type->title_field].flags & TB_FIELD_SORTABLE)
    tb_query_set_sort (query, type->title_field, FALSE);
}

static void
tb_record_page_constructed (GObject *object)
{
  TbRecordPage *self = TB_RECORD_PAGE (object);
  TbSession *session = tb_page_get_session (TB_PAGE (self));
  const TbRecordType *type = get_record_type (self);
  g_autoptr (TbQuery) query = tb_query_new (type);

  G_OBJECT_CLASS (tb_record_page_parent_class)->constructed (object);

  tb_record_detail_set_session (self->detail, session);
  g_signal_connect_object (self->detail, "notify::title", G_CALLBACK (shown_cb), self,
                           G_CONNECT_SWAPPED);
  tb_filter_bar_set_type (self->filter_bar, session, type);
  set_texts (self);

  set_first_sort (query);
  self->list = tb_record_list_new (session, query);
  g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (list_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::n-items", G_CALLBACK (list_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::error", G_CALLBACK (list_changed_cb), self,
                           G_CONNECT_SWAPPED);
  tb_table_view_set_list (self->table, self->list);
  add_views (self);
  add_strip (self);
  gtk_menu_button_set_create_popup_func (self->menu_button, create_menu_cb, self, NULL);
  add_actions (self);
  gtk_stack_set_visible_child_name (self->states, "loading");
  list_changed_cb (self);
}

static void
tb_record_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tb_record_page_parent_class)->map (widget);

  tb_record_list_set_following (TB_RECORD_PAGE (widget)->list, TRUE);
}

static void
tb_record_page_unmap (GtkWidget *widget)
{
  TbRecordPage *self = TB_RECORD_PAGE (widget);

  GTK_WIDGET_CLASS (tb_record_page_parent_class)->unmap (widget);

  if (self->list != NULL)
    tb_record_list_set_following (self->list, FALSE);
}

static void
tb_record_page_dispose (GObject *object)
{
  TbRecordPage *self = TB_RECORD_PAGE (object);

  g_clear_object (&self->list);
  g_ptr_array_set_size (self->other_views, 0);
  g_clear_object (&self->other_toggle);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_RECORD_PAGE);

  G_OBJECT_CLASS (tb_record_page_parent_class)->dispose (object);
}

static void
tb_record_page_finalize (GObject *object)
{
  TbRecordPage *self = TB_RECORD_PAGE (object);

  g_free (self->wanted_id);
  g_ptr_array_unref (self->other_views);

  G_OBJECT_CLASS (tb_record_page_parent_class)->finalize (object);
}

static void
tb_record_page_class_init (TbRecordPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  TbPageClass *page_class = TB_PAGE_CLASS (klass);

  object_class->constructed = tb_record_page_constructed;
  object_class->dispose = tb_record_page_dispose;
  object_class->finalize = tb_record_page_finalize;

  widget_class->map = tb_record_page_map;
  widget_class->unmap = tb_record_page_unmap;

  page_class->take_focus = tb_record_page_take_focus;
  page_class->go_back = tb_record_page_go_back;
  page_class->find = tb_record_page_find;
  page_class->show_record = tb_record_page_show_record;
  page_class->show_filtered = tb_record_page_show_filtered;
  page_class->dup_query = tb_record_page_dup_query;

  g_type_ensure (TB_TYPE_DETAIL_PANE);
  g_type_ensure (TB_TYPE_FILTER_BAR);
  g_type_ensure (TB_TYPE_TABLE_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-record-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TbRecordPage, split_view);
  gtk_widget_class_bind_template_child (widget_class, TbRecordPage, views);
  gtk_widget_class_bind_template_child (widget_class, TbRecordPage, view_toggle);
  gtk_widget_class_bind_template_child (widget_class, TbRecordPage, table_toggle);
  gtk_widget_class_bind_template_child (widget_class, TbRecordPage, tiny_breakpoint);
  gtk_widget_class_bind_template_child (widget_class, TbRecordPage, tightest_breakpoint);
  gtk_widget_class_bind_template_child (widget_class, TbRecordPage, view_toggles);
  gtk_widget_class_bind_template_child (widget_class, TbRecordPage, list_view);
  gtk_widget_class_bind_template_child (widget_class, TbRecordPage, breakpoint_bin);
  gtk_widget_class_bind_template_child (widget_class, TbRecordPage, window_title);
  gtk_widget_class_bind_template_child (widget_class, TbRecordPage, add_button);
  gtk_widget_class_bind_template_child (widget_class, TbRecordPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, TbRecordPage, filter_button);
  gtk_widget_class_bind_template_child (widget_class, TbRecordPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, TbRecordPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, TbRecordPage, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, TbRecordPage, states);
  gtk_widget_class_bind_template_child (widget_class, TbRecordPage, table);
  gtk_widget_class_bind_template_child (widget_class, TbRecordPage, empty_status);
  gtk_widget_class_bind_template_child (widget_class, TbRecordPage, empty_button);
  gtk_widget_class_bind_template_child (widget_class, TbRecordPage, import_button);
  gtk_widget_class_bind_template_child (widget_class, TbRecordPage, error_status);
  gtk_widget_class_bind_template_child (widget_class, TbRecordPage, pane);
  gtk_widget_class_bind_template_callback (widget_class, show_content_cb);
  gtk_widget_class_bind_template_callback (widget_class, collapse_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_mode_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, filters_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
tb_record_page_init (TbRecordPage *self)
{
  self->other_views = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  self->detail = tb_detail_pane_get_detail (self->pane);
}
