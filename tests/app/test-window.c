/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-fault-page.h"
#include "tb-filter-chip.h"
#include "tb-names-test.h"
#include "tb-page-table.h"
#include "tb-record-chooser.h"
#include "tb-record-detail.h"
#include "tb-detail-pane.h"
#include "tb-search-dialog.h"
#include "tb-search-row.h"
#include "tb-table-columns.h"
#include "tb-table-view.h"
#include "tb-test.h"
#include "tb-type-vote.h"
#include "tb-ui-test.h"
#include "tb-window-test.h"

/* What the model names is there to be drawn. */
static void
test_icons (TbWindowTest *self, gconstpointer data)
{
  GtkIconTheme *icons
      = gtk_icon_theme_get_for_display (gtk_widget_get_display (GTK_WIDGET (self->window)));
  guint n_types;
  const TbRecordType *const *types = tb_record_types_get_all (&n_types);

  for (guint i = 0; i < n_types; i++)
    {
      g_test_message ("%s: %s", types[i]->name, types[i]->icon_name);
      g_assert_true (gtk_icon_theme_has_icon (icons, types[i]->icon_name));
    }
}

/* Every page shows its records, and a list the first of them in full; in a calendar or on a board,
 * something is chosen first. */
static void
test_pages (TbWindowTest *self, gconstpointer data)
{
  guint n_pages;
  const TbPageInfo *pages = tb_page_table_get_all (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    {
      g_test_message ("page %s", pages[i].name);
      tb_window_test_show_page (self, pages[i].name);
      if (pages[i].type_name != NULL && pages[i].get_view_type == NULL
          && tb_window_test_count (self, pages[i].type_name) > 0)
        {
          TbRecordDetail *detail = tb_window_test_get_detail (self);

          tb_test_wait_until (tb_record_detail_get_record (detail) != NULL);
        }
    }
}

/* Undo, through the window */

static void
test_undo (TbWindowTest *self, gconstpointer data)
{
  g_autoptr (TbRecord) person = tb_ui_test_add (tb_window_get_session (self->window),
                                                tb_record_types_find ("person"), "岑晓桐");
  const char *id = tb_record_get_id (person);
  gint64 n_members = tb_window_test_count (self, "person");
  TbRecordDetail *detail;

  tb_window_test_show_page (self, "members");
  tb_window_test_show_record (self, "person", id);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.remove", "(ss)", "person", id);
  tb_test_wait_until (tb_window_test_count (self, "person") == n_members - 1);
  detail = tb_window_test_get_detail (self);
  tb_test_wait_until (!tb_window_test_detail_shows (detail, id));

  /* The toast offers it; its widget's type is libadwaita's own. */
  tb_test_wait_until (g_type_from_name ("AdwToastWidget") != 0);
  tb_ui_test_click (
      tb_ui_test_get (GTK_WIDGET (self->window), g_type_from_name ("AdwToastWidget"), NULL),
      "Undo");
  tb_test_wait_until (tb_window_test_count (self, "person") == n_members);
  tb_window_test_show_record (self, "person", id);
}

/* However often it is pressed, the key takes back what was done since the register was opened, and
 * not what it was opened with. */
static void
test_undo_all (TbWindowTest *self, gconstpointer data)
{
  gint64 n_members = tb_window_test_count (self, "person");
  g_autoptr (TbRecord) person = tb_ui_test_add (tb_window_get_session (self->window),
                                                tb_record_types_find ("person"), "岑晓桐");

  g_assert_cmpint (tb_window_test_count (self, "person"), ==, n_members + 1);
  for (guint i = 0; i < 3; i++)
    gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL);

  tb_ui_test_wait_for_words (GTK_WIDGET (self->window), "Nothing is left to undo");
  g_assert_cmpint (tb_window_test_count (self, "person"), ==, n_members);
}

/* What cannot be taken back is asked, and done only for a reason. */
static void
test_erase (TbWindowTest *self, gconstpointer data)
{
  TbSession *session = tb_window_get_session (self->window);
  g_autoptr (TbRecord) person = tb_ui_test_add (session, tb_record_types_find ("person"), "岑晓桐");
  gint64 n_members = tb_window_test_count (self, "person");
  g_autoptr (GPtrArray) history = NULL;
  GtkWidget *window = GTK_WIDGET (self->window);

  gtk_widget_activate_action (window, "win.erase", "(ss)", "person", tb_record_get_id (person));
  tb_ui_test_wait_for_words (window, "岑晓桐");
  tb_ui_test_type (window, "Reason, Without the Name", "本人撤回同意");
  tb_ui_test_click (window, "_Erase for Good");
  tb_test_wait_until (tb_window_test_count (self, "person") == n_members - 1);
  tb_ui_test_wait_for_words (window, "make a new backup");

  history = tb_session_get_history (session, tb_record_types_find ("person"),
                                    tb_record_get_id (person), 1, NULL, NULL);
  g_assert_cmpint (((TbJournalEntry *)history->pdata[0])->op, ==, TB_CHANGE_ERASE);
}

static gboolean
table_has_selected (TbTableView *table, TbRecord *record)
{
  TbRecord *selected = tb_table_view_get_selected (table);

  return selected != NULL && g_str_equal (tb_record_get_id (selected), tb_record_get_id (record));
}

/* The row after a removed one takes its place, in the table and beside it. */
static void
test_remove_by_key (TbWindowTest *self, gconstpointer data)
{
  TbSession *session = tb_window_get_session (self->window);
  g_autoptr (TbRecord) first = tb_ui_test_add (session, tb_record_types_find ("person"), "岑一");
  g_autoptr (TbRecord) second = tb_ui_test_add (session, tb_record_types_find ("person"), "岑一一");
  TbTableView *table;

  tb_window_test_show_page (self, "members");
  tb_window_test_show_record (self, "person", tb_record_get_id (first));
  table = TB_TABLE_VIEW (
      tb_ui_test_get (GTK_WIDGET (tb_window_get_page (self->window)), TB_TYPE_TABLE_VIEW, NULL));
  tb_test_wait_until (table_has_selected (table, first));

  gtk_widget_activate_action (GTK_WIDGET (table), "table.remove", NULL);
  tb_test_wait_until (table_has_selected (table, second));
  tb_test_wait_until (
      tb_window_test_detail_shows (tb_window_test_get_detail (self), tb_record_get_id (second)));
}

/* What others refer to is not removed, and the reason is said. */
static void
test_remove_refused (TbWindowTest *self, gconstpointer data)
{
  g_autofree char *id = tb_window_test_dup_first_id (self, "organisation");
  gint64 n_organisations = tb_window_test_count (self, "organisation");

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.remove", "(ss)", "organisation", id);
  tb_test_wait_until (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window)) != NULL);
  g_assert_cmpint (tb_window_test_count (self, "organisation"), ==, n_organisations);
  tb_window_test_close_dialog (self);
}

/* Finding by keyboard */

static GtkWidget *
get_search_entry (TbWindowTest *self)
{
  return tb_ui_test_get (GTK_WIDGET (adw_application_window_get_visible_dialog (
                             ADW_APPLICATION_WINDOW (self->window))),
                         GTK_TYPE_SEARCH_ENTRY, NULL);
}

static void
test_find (TbWindowTest *self, gconstpointer data)
{
  g_autofree char *id = tb_window_test_dup_first_id (self, "person");
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) person = tb_session_load (tb_window_get_session (self->window),
                                                 tb_record_types_find ("person"), id, NULL, &error);
  g_autofree char *name = tb_record_dup_title (person);
  GtkWidget *entry;
  TbRecordDetail *detail;
  TbSearchRow *row;
  const char *type, *found_id;

  g_assert_no_error (error);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.search", NULL);
  entry = get_search_entry (self);

  /* Each keystroke gives up the search before it; only the last one counts. */
  gtk_editable_set_text (GTK_EDITABLE (entry), "z");
  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  row = TB_SEARCH_ROW (tb_ui_test_get (GTK_WIDGET (self->window), TB_TYPE_SEARCH_ROW, NULL));
  tb_test_wait_until (tb_ui_test_find (GTK_WIDGET (self->window), GTK_TYPE_LABEL, name) != NULL
                      && (row = TB_SEARCH_ROW (tb_ui_test_find (GTK_WIDGET (self->window),
                                                                TB_TYPE_SEARCH_ROW, NULL)))
                             != NULL
                      && g_strcmp0 (tb_search_row_get_action (row), "win.show-record") == 0);
  g_variant_get (tb_search_row_get_target (row), "(&s&s)", &type, &found_id);
  g_assert_cmpstr (type, ==, "person");
  g_assert_true (
      gtk_test_accessible_has_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL));

  g_free (g_steal_pointer (&id));
  id = g_strdup (found_id);
  g_signal_emit_by_name (entry, "activate");
  tb_test_wait_until (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window)) == NULL);
  g_assert_cmpstr (tb_page_get_info (tb_window_get_page (self->window))->name, ==, "members");
  detail = tb_window_test_get_detail (self);
  tb_test_wait_until (tb_window_test_detail_shows (detail, id));
}

/* Whatever has a title is found by it: not only who and where, but what is done, too. */
static void
test_find_anything (TbWindowTest *self, gconstpointer data)
{
  static const char *const types[] = { "enterprise", "organisation", "event", "project" };

  GtkWidget *dialog;

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.search", NULL);
  dialog = GTK_WIDGET (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window)));
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      const TbRecordType *type = tb_record_types_find (types[i]);
      g_autofree char *id = tb_window_test_dup_first_id (self, types[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (TbRecord) record
          = tb_session_load (tb_window_get_session (self->window), type, id, NULL, &error);
      g_autofree char *title = NULL;

      g_assert_no_error (error);
      title = tb_record_dup_title (record);
      gtk_editable_set_text (GTK_EDITABLE (get_search_entry (self)), title);
      tb_ui_test_wait_for_words (dialog, type->label);
      tb_ui_test_wait_for_words (dialog, title);
    }
}

/* An item that gives an action what it does not take is grey for ever. */
static void
check_menu (TbWindowTest *self, GMenuModel *menu)
{
  static const char *const links[] = { G_MENU_LINK_SECTION, G_MENU_LINK_SUBMENU };

  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GVariant) target
          = g_menu_model_get_item_attribute_value (menu, i, G_MENU_ATTRIBUTE_TARGET, NULL);
      g_autofree char *action = NULL;

      for (guint l = 0; l < G_N_ELEMENTS (links); l++)
        {
          g_autoptr (GMenuModel) linked = g_menu_model_get_item_link (menu, i, links[l]);

          if (linked != NULL)
            check_menu (self, linked);
        }

      if (g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &action)
          && g_str_has_prefix (action, "win."))
        {
          const GVariantType *taken = NULL;
          const char *name = NULL;
          const char *property;
          GType owner;

          for (guint p = 0; gtk_widget_class_query_action (GTK_WIDGET_GET_CLASS (self->window), p,
                                                           &owner, &name, &taken, &property)
                            && !g_str_equal (name, action);
               p++)
            ;
          g_test_message ("%s", action);
          g_assert_cmpstr (name, ==, action);
          g_assert_true (target != NULL ? taken != NULL && g_variant_is_of_type (target, taken)
                                        : taken == NULL);
        }
    }
}

static void
test_main_menu (TbWindowTest *self, gconstpointer data)
{
  check_menu (self, G_MENU_MODEL (gtk_widget_get_template_child (GTK_WIDGET (self->window),
                                                                 TB_TYPE_WINDOW, "primary_menu")));
}

/* Members are filtered by their employer and their branch, which are searched for. */
static void
test_filter_by_reference (TbWindowTest *self, gconstpointer data)
{
  const TbRecordType *type = tb_record_types_find ("person");
  TbPage *page = tb_window_test_show_page (self, "members");
  GtkWidget *chip = tb_ui_test_get (GTK_WIDGET (page), TB_TYPE_FILTER_CHIP, NULL);
  g_autoptr (TbQuery) shown = NULL;
  GtkWidget *list;

  while (
      chip != NULL
      && (!TB_IS_FILTER_CHIP (chip)
          || tb_record_type_get_field (type, tb_filter_chip_get_field (TB_FILTER_CHIP (chip)))->type
                 != TB_FIELD_REFERENCE))
    chip = gtk_widget_get_next_sibling (chip);
  g_assert_nonnull (chip);

  gtk_widget_activate_action (gtk_widget_get_first_child (chip), "chip.choose", NULL);
  list = tb_ui_test_get (tb_ui_test_get (GTK_WIDGET (self->window), TB_TYPE_RECORD_CHOOSER, NULL),
                         GTK_TYPE_LIST_BOX, NULL);
  tb_test_wait_until (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0) != NULL);
  g_signal_emit_by_name (list, "row-activated",
                         gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0));
  tb_test_wait_until (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window)) == NULL);

  shown = tb_page_dup_query (page);
  g_assert_cmpuint (tb_query_get_n_filters (shown), ==, 1);
  g_assert_cmpint (tb_query_get_filter (shown, 0)->op, ==, TB_QUERY_EQUAL);
  g_assert_cmpuint (tb_query_get_filter (shown, 0)->field, ==,
                    tb_filter_chip_get_field (TB_FILTER_CHIP (chip)));
}

static GtkColumnViewColumn *
get_other_sorted_column (GtkColumnView *view)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (gtk_column_view_column_get_visible (column)
          && gtk_column_view_column_get_sorter (column) != NULL
          && !g_str_equal (gtk_column_view_column_get_id (column), "name"))
        return column;
    }

  g_assert_not_reached ();
}

static int
get_width_of_new (const char *id)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (g_object_ref_sink (gtk_column_view_new (NULL)));
  g_autoptr (TbTableColumns) columns
      = tb_table_columns_new (view, tb_record_types_find ("person"), FALSE);
  guint field = tb_record_type_find_field (tb_record_types_find ("person"), id);
  int width = gtk_column_view_column_get_fixed_width (tb_table_columns_find (columns, field));

  g_clear_object (&columns);
  g_object_unref (view);
  return width;
}

/* The next table is as wide and in the same order as this one was left. */
static void
test_table_as_left (TbWindowTest *self, gconstpointer data)
{
  TbPage *page = tb_window_test_show_page (self, "members");
  GtkColumnView *view
      = GTK_COLUMN_VIEW (tb_ui_test_get (GTK_WIDGET (page), GTK_TYPE_COLUMN_VIEW, NULL));
  GtkColumnViewColumn *column = get_other_sorted_column (view);
  g_autoptr (TbQuery) next = tb_query_new (tb_record_types_find ("person"));

  g_assert_false (tb_table_columns_restore_order (next));
  gtk_column_view_sort_by_column (view, column, GTK_SORT_DESCENDING);
  g_assert_true (tb_table_columns_restore_order (next));
  g_assert_cmpuint (tb_query_get_sort_field (next), ==,
                    tb_record_type_find_field (tb_record_types_find ("person"),
                                               gtk_column_view_column_get_id (column)));
  g_assert_true (tb_query_get_descending (next));

  gtk_column_view_column_set_fixed_width (column, 321);
  tb_test_wait_until (get_width_of_new (gtk_column_view_column_get_id (column)) == 321);
}

/* The filter that the overview leads to */

static void
test_filtered (TbWindowTest *self, gconstpointer data)
{
  const TbRecordType *type = tb_record_types_find ("person");
  g_autoptr (TbQuery) query = tb_query_new (type);
  g_autoptr (TbQuery) shown = NULL;

  tb_query_add_filter (query, tb_record_type_find_field (type, "mobile"), TB_QUERY_EMPTY, NULL);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show-filtered", "(sss)", "person",
                              "mobile", "");

  shown = tb_page_dup_query (tb_window_get_page (self->window));
  g_assert_cmpuint (tb_query_get_n_filters (shown), ==, 1);
  g_assert_cmpint (tb_query_get_filter (shown, 0)->op, ==, TB_QUERY_EMPTY);

  tb_ui_test_click (GTK_WIDGET (tb_window_get_page (self->window)), "Remove All Filters");
  tb_query_unref (shown);
  shown = tb_page_dup_query (tb_window_get_page (self->window));
  g_assert_cmpuint (tb_query_get_n_filters (shown), ==, 0);
}

/* Registers that do not open */

static void
test_damaged (TbWindowTest *self, gconstpointer data)
{
  g_autofree char *path = tb_test_dup_path ("damaged.db");
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "this is no database, however long one reads on, and never was one",
                       -1, &error);
  g_assert_no_error (error);

  tb_window_open (self->window, path, TB_OPEN_WRITE);
  tb_ui_test_get (GTK_WIDGET (self->window), GTK_TYPE_BUTTON, "_Restore a Backup…");
  tb_names_test_check (GTK_WIDGET (self->window));
  g_assert_null (tb_window_get_session (self->window));
}

/* What is no backup leaves the open register as it is, and that is open again. */
static void
test_restore_refused (TbWindowTest *self, gconstpointer data)
{
  g_autofree char *path = tb_test_dup_path ("no-backup.db");
  gint64 n_persons = tb_window_test_count (self, "person");
  GtkWidget *dialog;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (n_persons, >, 0);
  g_file_set_contents (path, "this is no database, however long one reads on, and never was one",
                       -1, &error);
  g_assert_no_error (error);

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.restore-file", "s", path);
  tb_test_wait_until (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window)) != NULL);
  dialog = GTK_WIDGET (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window)));
  tb_ui_test_wait_for_words (dialog, "Backup Not Restored");
  tb_window_test_close_dialog (self);
  tb_test_wait_until (tb_window_get_session (self->window) != NULL);
  g_assert_cmpint (tb_window_test_count (self, "person"), ==, n_persons);
}

/* An empty register begins with the ways to begin. */
static void
test_first_start (TbWindowTest *self, gconstpointer data)
{
  g_autofree char *path = tb_test_dup_path ("empty.db");

  tb_window_open (self->window, path, TB_OPEN_CREATE);
  tb_test_wait_until (tb_window_get_page (self->window) != NULL);
  tb_window_test_show_page (self, "overview");
  tb_ui_test_get (GTK_WIDGET (self->window), ADW_TYPE_ACTION_ROW, "Set Up a Tower");
  tb_names_test_check (GTK_WIDGET (self->window));
}

static void
first_frame_cb (GdkFrameClock *clock, TbWindow *window)
{
  if (gdk_frame_clock_get_frame_counter (clock) == 0)
    {
      g_assert_null (tb_window_get_page (window));
      g_object_set_data (G_OBJECT (window), "was-seen-empty", window);
    }
}

/* The window itself does not wait for the widgets of its first page. */
static void
test_first_frame (TbWindowTest *self, gconstpointer data)
{
  TbWindow *window = tb_window_new (self->application);

  gtk_widget_realize (GTK_WIDGET (window));
  g_signal_connect_object (gtk_widget_get_frame_clock (GTK_WIDGET (window)), "paint",
                           G_CALLBACK (first_frame_cb), window, G_CONNECT_AFTER);
  tb_window_open (window, tb_window_get_path (self->window), TB_OPEN_READ);
  gtk_window_present (GTK_WINDOW (window));
  tb_test_wait_until (tb_window_get_page (window) != NULL);

  g_assert_nonnull (g_object_get_data (G_OBJECT (window), "was-seen-empty"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
count_cb (guint *n_notified)
{
  (*n_notified)++;
}

/* A record that cannot be read stays selected, and why is said once, not over and over. */
static void
test_unreadable (TbWindowTest *self, gconstpointer data)
{
  TbPage *page = tb_window_test_show_page (self, "members");
  TbRecordDetail *detail = tb_window_test_get_detail (self);
  GtkColumnView *view
      = GTK_COLUMN_VIEW (tb_ui_test_get (GTK_WIDGET (page), GTK_TYPE_COLUMN_VIEW, NULL));
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (gtk_column_view_get_model (view));
  guint n_notified = 0;

  tb_test_wait_until (tb_record_detail_get_record (detail) != NULL);
  tb_session_close (tb_window_get_session (self->window));
  g_signal_connect_swapped (detail, "notify::has-record", G_CALLBACK (count_cb), &n_notified);
  gtk_single_selection_set_selected (selection, 1);
  tb_ui_test_get (GTK_WIDGET (detail), ADW_TYPE_STATUS_PAGE, "Not Shown");
  tb_window_test_wait_frames (self, 5);

  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 1);
  g_assert_cmpuint (n_notified, ==, 1);
  g_signal_handlers_disconnect_by_data (detail, &n_notified);
}

#define ADD(name, func)                                                                            \
  g_test_add ("/app/window/" name, TbWindowTest, NULL, tb_window_test_set_up, func,                \
              tb_window_test_tear_down)

static char *
dup_locked_vote (TbWindowTest *self)
{
  g_autoptr (TbQuery) query = tb_query_new (&tb_type_vote);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) votes
      = tb_session_list (tb_window_get_session (self->window), query, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < votes->len; i++)
    if (tb_record_has (g_ptr_array_index (votes, i), TB_VOTE_LOCKED_ON))
      return g_strdup (tb_record_get_id (g_ptr_array_index (votes, i)));

  g_assert_not_reached ();
}

/* What is locked is not offered to be edited. */
static void
test_locked_vote (TbWindowTest *self, gconstpointer data)
{
  g_autofree char *id = dup_locked_vote (self);
  GtkWidget *dialog, *pane;

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show-record", "(ss)", "vote", id);
  dialog = GTK_WIDGET (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window)));
  pane = tb_ui_test_get (dialog, TB_TYPE_DETAIL_PANE, NULL);
  tb_test_wait_until (
      tb_record_detail_get_record (tb_detail_pane_get_detail (TB_DETAIL_PANE (pane))) != NULL);

  g_assert_false (gtk_widget_get_sensitive (tb_ui_test_get (pane, GTK_TYPE_BUTTON, "Edit")));
}

int
main (int argc, char **argv)
{
  if (!tb_ui_test_init (&argc, &argv))
    return 77;

  ADD ("icons", test_icons);
  ADD ("pages", test_pages);
  ADD ("undo", test_undo);
  ADD ("undo-all", test_undo_all);
  ADD ("erase", test_erase);
  ADD ("remove-by-key", test_remove_by_key);
  ADD ("remove-refused", test_remove_refused);
  ADD ("find", test_find);
  ADD ("find-anything", test_find_anything);
  ADD ("locked-vote", test_locked_vote);
  ADD ("filtered", test_filtered);
  ADD ("table-as-left", test_table_as_left);
  ADD ("filter-by-reference", test_filter_by_reference);
  ADD ("main-menu", test_main_menu);
  ADD ("damaged", test_damaged);
  ADD ("restore-refused", test_restore_refused);
  ADD ("first-start", test_first_start);
  ADD ("first-frame", test_first_frame);
  ADD ("unreadable", test_unreadable);

  return tb_test_run ();
}
