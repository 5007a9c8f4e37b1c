/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-page-table.h"
#include "tb-property-row.h"
#include "tb-search-row.h"
#include "tb-sidebar.h"
#include "tb-table-view.h"
#include "tb-test.h"
#include "tb-type-person.h"
#include "tb-ui-test.h"
#include "tb-window-test.h"

/* Where the keyboard is. */

static gboolean
has_focus_within (TbWindowTest *self, GtkWidget *widget)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

/* A page begins with its records, so that the arrow keys walk them. */
static void
test_page (TbWindowTest *self, gconstpointer data)
{
  TbPage *page = tb_window_test_show_page (self, "members");

  tb_test_wait_until (
      has_focus_within (self, tb_ui_test_get (GTK_WIDGET (page), TB_TYPE_TABLE_VIEW, NULL)));
}

static gboolean
has_focus_below_header (TbWindowTest *self, GtkWidget *page)
{
  return has_focus_within (self, page)
         && gtk_widget_get_ancestor (gtk_window_get_focus (GTK_WINDOW (self->window)),
                                     ADW_TYPE_HEADER_BAR)
                == NULL;
}

/* Whoever goes to a page by its keys is in it, whatever it shows, and not still in the sidebar at
 * the page left. */
static void
test_follows (TbWindowTest *self, gconstpointer data)
{
  GtkWidget *sidebar = tb_ui_test_get (GTK_WIDGET (self->window), TB_TYPE_SIDEBAR, NULL);
  guint n_pages;
  const TbPageInfo *pages = tb_page_table_get_all (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    {
      TbPage *page;

      /* Where nothing is exchanged there is nothing to review. */
      if (pages[i].sync_count != NULL)
        continue;
      g_test_message ("page %s", pages[i].name);
      gtk_widget_child_focus (sidebar, GTK_DIR_TAB_FORWARD);
      g_assert_true (has_focus_within (self, sidebar));
      page = tb_window_test_show_page (self, pages[i].name);
      tb_test_wait_until (has_focus_below_header (self, GTK_WIDGET (page)));
    }
}

/* So is who is led to a record, from a search or from another page. */
static void
test_follows_record (TbWindowTest *self, gconstpointer data)
{
  static const char *const types[] = { "person", "organisation", "project", "event" };
  GtkWidget *sidebar = tb_ui_test_get (GTK_WIDGET (self->window), TB_TYPE_SIDEBAR, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *id = tb_window_test_dup_first_id (self, types[i]);

      g_test_message ("%s", types[i]);
      gtk_widget_child_focus (sidebar, GTK_DIR_TAB_FORWARD);
      g_assert_true (has_focus_within (self, sidebar));
      tb_window_test_show_record (self, types[i], id);
      tb_test_wait_until (has_focus_within (self, GTK_WIDGET (tb_window_get_page (self->window))));
    }
}

/* A page that is left before its records are there does not call anybody back when they come. */
static void
test_stays (TbWindowTest *self, gconstpointer data)
{
  TbPage *page = tb_window_test_show_page (self, "organisations");
  TbPage *left;

  tb_test_wait_until (has_focus_below_header (self, GTK_WIDGET (page)));
  left = tb_window_test_show_page (self, "members");
  tb_window_test_show_page (self, "organisations");
  tb_test_wait_until (tb_ui_test_find (GTK_WIDGET (left), TB_TYPE_TABLE_VIEW, NULL) != NULL);
  tb_window_test_wait_frames (self, 3);
  g_assert_true (has_focus_below_header (self, GTK_WIDGET (page)));
}

static GtkWidget *
get_dialog (TbWindowTest *self)
{
  return GTK_WIDGET (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window)));
}

static TbRecord *
load_first (TbWindowTest *self, const char *type)
{
  g_autofree char *id = tb_window_test_dup_first_id (self, type);
  g_autoptr (GError) error = NULL;
  TbRecord *record = tb_session_load (tb_window_get_session (self->window),
                                      tb_record_types_find (type), id, NULL, &error);

  g_assert_no_error (error);
  return record;
}

static gboolean
leads_to_record (GtkWidget *dialog, const char *title)
{
  GtkWidget *row = tb_ui_test_find (dialog, TB_TYPE_SEARCH_ROW, NULL);

  return row != NULL && tb_ui_test_has_words (row, title)
         && g_strcmp0 (tb_search_row_get_action (TB_SEARCH_ROW (row)), "win.show-record") == 0;
}

/* Who opens a record from the search is where the record is, also where that makes the page. */
static void
test_follows_search (TbWindowTest *self, gconstpointer data)
{
  g_autoptr (TbRecord) person = load_first (self, "person");
  g_autofree char *name = tb_record_dup_title (person);
  GtkWidget *entry;

  tb_window_test_show_page (self, "overview");
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.search", NULL);
  entry = tb_ui_test_get (get_dialog (self), GTK_TYPE_SEARCH_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  tb_test_wait_until (leads_to_record (get_dialog (self), name));
  g_signal_emit_by_name (entry, "activate");

  tb_test_wait_until (get_dialog (self) == NULL);
  tb_test_wait_until (
      tb_record_detail_get_record (tb_window_test_get_detail (self)) != NULL
      && has_focus_below_header (self, GTK_WIDGET (tb_window_get_page (self->window))));
  tb_window_test_wait_frames (self, 30);
  g_assert_true (has_focus_below_header (self, GTK_WIDGET (tb_window_get_page (self->window))));
}

/* Who asks to see a value stays at it. */
static void
test_stays_at_revealed (TbWindowTest *self, gconstpointer data)
{
  g_autoptr (TbRecord) person = load_first (self, "person");
  const TbField *field
      = tb_record_type_get_field (tb_record_get_record_type (person), TB_PERSON_MOBILE);
  GtkWidget *row, *button;

  g_assert_true (tb_record_has (person, TB_PERSON_MOBILE));
  tb_window_test_show_record (self, "person", tb_record_get_id (person));
  row = tb_ui_test_get (GTK_WIDGET (tb_window_test_get_detail (self)), TB_TYPE_PROPERTY_ROW,
                        field->label);
  button = tb_ui_test_get (row, GTK_TYPE_BUTTON, NULL);
  gtk_widget_grab_focus (button);
  g_signal_emit_by_name (button, "clicked");
  tb_ui_test_type (get_dialog (self), "Reason", "电话通知");
  tb_ui_test_click (get_dialog (self), "_Show");
  tb_test_wait_until (get_dialog (self) == NULL);
  tb_ui_test_wait_for_words (GTK_WIDGET (tb_window_test_get_detail (self)),
                             tb_record_get_text (person, TB_PERSON_MOBILE));

  tb_window_test_wait_frames (self, 30);
  row = tb_ui_test_get (GTK_WIDGET (tb_window_test_get_detail (self)), TB_TYPE_PROPERTY_ROW,
                        field->label);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (self->window)) == row
                 || has_focus_within (self, row));
}

#define ADD(name, func)                                                                            \
  g_test_add ("/app/focus/" name, TbWindowTest, NULL, tb_window_test_set_up, func,                 \
              tb_window_test_tear_down)

int
main (int argc, char **argv)
{
  if (!tb_ui_test_init (&argc, &argv))
    return 77;

  ADD ("page", test_page);
  ADD ("follows", test_follows);
  ADD ("follows-record", test_follows_record);
  ADD ("stays", test_stays);
  ADD ("follows-search", test_follows_search);
  ADD ("stays-at-revealed", test_stays_at_revealed);

  return tb_test_run ();
}
