/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-import-dialog.h"

#include "tb-import-columns-page.h"
#include "tb-import-review-page.h"
#include "tb-import-row-page.h"
#include "tb-test.h"
#include "tb-type-person.h"
#include "tb-ui-test.h"

typedef struct
{
  TbSession *session;
  GtkWindow *window;
  GtkWidget *dialog;
  gboolean imported;
} Fixture;

static void
imported_cb (Fixture *fixture, const char *batch)
{
  g_assert_nonnull (batch);
  fixture->imported = TRUE;
}

static void
set_up (Fixture *fixture, gconstpointer sample)
{
  g_autofree char *path = tb_test_dup_sample_path (sample);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  AdwDialog *dialog;

  fixture->session = tb_ui_test_open ();
  fixture->window = tb_ui_test_window_new ();
  dialog = tb_import_dialog_new (fixture->session, file);
  g_signal_connect_swapped (dialog, "imported", G_CALLBACK (imported_cb), fixture);
  fixture->dialog = GTK_WIDGET (dialog);
  adw_dialog_present (dialog, GTK_WIDGET (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer sample)
{
  gtk_window_destroy (fixture->window);
  tb_session_close (fixture->session);
  g_clear_object (&fixture->session);
}

static gint64
count_persons (Fixture *fixture)
{
  g_autoptr (TbQuery) query = tb_query_new (&tb_type_person);
  g_autoptr (GError) error = NULL;
  gint64 n = tb_session_count (fixture->session, query, NULL, &error);

  g_assert_no_error (error);
  return n;
}

static void
test_import_and_undo (Fixture *fixture, gconstpointer sample)
{
  tb_ui_test_get (fixture->dialog, TB_TYPE_IMPORT_COLUMNS_PAGE, NULL);
  g_assert_cmpint (count_persons (fixture), ==, 0);
  tb_ui_test_click (fixture->dialog, "_Check Rows");
  tb_ui_test_get (fixture->dialog, TB_TYPE_IMPORT_REVIEW_PAGE, NULL);
  g_assert_cmpint (count_persons (fixture), ==, 0);
  tb_ui_test_click (fixture->dialog, "_Import");
  tb_ui_test_get (fixture->dialog, ADW_TYPE_STATUS_PAGE, "Import Complete");
  g_assert_true (fixture->imported);
  g_assert_cmpint (count_persons (fixture), ==, 146);

  tb_ui_test_click (fixture->dialog, "_Undo Import");
  tb_ui_test_get (fixture->dialog, ADW_TYPE_STATUS_PAGE, "Import Undone");
  g_assert_cmpint (count_persons (fixture), ==, 0);
}

/* Row 6 of the damaged roster has no name: typed in, it is imported with the others. */
static void
test_correct_in_place (Fixture *fixture, gconstpointer sample)
{
  GtkWidget *review;
  GtkWidget *row_page;
  GtkWidget *list;
  gint64 n_without;

  tb_ui_test_click (fixture->dialog, "_Check Rows");
  review = tb_ui_test_get (fixture->dialog, TB_TYPE_IMPORT_REVIEW_PAGE, NULL);
  list = tb_ui_test_get (review, GTK_TYPE_LIST_VIEW, NULL);
  n_without
      = g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list))));
  g_assert_cmpint (n_without, >, 0);

  /* Rows 2, 4 and 6 of the sheet are the first three to look at. */
  g_signal_emit_by_name (list, "activate", 2);
  row_page = tb_ui_test_get (fixture->dialog, TB_TYPE_IMPORT_ROW_PAGE, NULL);
  tb_ui_test_type (row_page, "姓名", "胡欣");
  g_signal_emit_by_name (tb_ui_test_get (row_page, ADW_TYPE_ENTRY_ROW, "姓名"), "apply");
  adw_navigation_view_pop (
      ADW_NAVIGATION_VIEW (gtk_widget_get_ancestor (row_page, ADW_TYPE_NAVIGATION_VIEW)));
  tb_test_wait_until (
      g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list))))
      == n_without - 1);
}

/* What was typed and not confirmed counts when the next row is asked for, and that is the next one
 * with a fault. */
static void
test_next_row (Fixture *fixture, gconstpointer sample)
{
  GtkWidget *review;
  GtkWidget *first;
  GtkWidget *second;
  GtkWidget *list;
  guint n_before;

  tb_ui_test_click (fixture->dialog, "_Check Rows");
  review = tb_ui_test_get (fixture->dialog, TB_TYPE_IMPORT_REVIEW_PAGE, NULL);
  list = tb_ui_test_get (review, GTK_TYPE_LIST_VIEW, NULL);
  n_before
      = g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list))));

  g_signal_emit_by_name (list, "activate", 2);
  first = tb_ui_test_get (fixture->dialog, TB_TYPE_IMPORT_ROW_PAGE, NULL);
  g_object_add_weak_pointer (G_OBJECT (first), (gpointer *)&first);
  tb_ui_test_type (first, "姓名", "胡欣");
  g_assert_cmpuint (tb_import_row_page_get_index (TB_IMPORT_ROW_PAGE (first)), ==, 4);
  tb_ui_test_click (first, "_Next Row");
  tb_test_wait_until (first == NULL);

  second = tb_ui_test_get (fixture->dialog, TB_TYPE_IMPORT_ROW_PAGE, NULL);
  g_assert_cmpuint (tb_import_row_page_get_index (TB_IMPORT_ROW_PAGE (second)), >, 4);
  g_assert_cmpuint (
      g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)))), ==,
      n_before - 1);
}

/* The same for Back. */
static void
test_typed_and_left (Fixture *fixture, gconstpointer sample)
{
  GtkWidget *review;
  GtkWidget *row_page;
  GtkWidget *list;
  guint n_before;

  tb_ui_test_click (fixture->dialog, "_Check Rows");
  review = tb_ui_test_get (fixture->dialog, TB_TYPE_IMPORT_REVIEW_PAGE, NULL);
  list = tb_ui_test_get (review, GTK_TYPE_LIST_VIEW, NULL);
  n_before
      = g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list))));

  g_signal_emit_by_name (list, "activate", 2);
  row_page = tb_ui_test_get (fixture->dialog, TB_TYPE_IMPORT_ROW_PAGE, NULL);
  tb_ui_test_type (row_page, "姓名", "胡欣");
  adw_navigation_view_pop (
      ADW_NAVIGATION_VIEW (gtk_widget_get_ancestor (row_page, ADW_TYPE_NAVIGATION_VIEW)));
  tb_test_wait_until (
      g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list))))
      == n_before - 1);
}

/* Cells as a spreadsheet copies them, in the place of a file. */
static void
test_paste (Fixture *fixture, gconstpointer sample)
{
  static const char cells[] = "姓名\t性别\t人员类别\t联系电话\n"
                              "胡欣\t女\t正式党员\t13800001234\n"
                              "单雄\t男\t预备党员\t13900001234\n";
  AdwDialog *dialog = tb_import_dialog_new (fixture->session, NULL);

  adw_dialog_force_close (ADW_DIALOG (fixture->dialog));
  fixture->dialog = GTK_WIDGET (dialog);
  adw_dialog_present (dialog, GTK_WIDGET (fixture->window));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (fixture->dialog), cells);

  tb_ui_test_click (fixture->dialog, "_Paste Cells");
  tb_ui_test_get (fixture->dialog, TB_TYPE_IMPORT_COLUMNS_PAGE, NULL);
  tb_ui_test_click (fixture->dialog, "_Check Rows");
  tb_ui_test_get (fixture->dialog, TB_TYPE_IMPORT_REVIEW_PAGE, NULL);
  tb_ui_test_click (fixture->dialog, "_Import");
  tb_ui_test_get (fixture->dialog, ADW_TYPE_STATUS_PAGE, "Import Complete");
  g_assert_cmpint (count_persons (fixture), ==, 2);
}

/* A word in the clipboard is no sheet. */
static void
test_paste_nothing (Fixture *fixture, gconstpointer sample)
{
  AdwDialog *dialog = tb_import_dialog_new (fixture->session, NULL);
  GtkWidget *alert;

  adw_dialog_force_close (ADW_DIALOG (fixture->dialog));
  fixture->dialog = GTK_WIDGET (dialog);
  adw_dialog_present (dialog, GTK_WIDGET (fixture->window));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (fixture->dialog), "胡欣");

  tb_ui_test_click (fixture->dialog, "_Paste Cells");
  alert = tb_ui_test_get (GTK_WIDGET (fixture->window), ADW_TYPE_ALERT_DIALOG, NULL);
  g_assert_cmpstr (adw_alert_dialog_get_heading (ADW_ALERT_DIALOG (alert)), ==, "Nothing to Paste");
}

static void
test_refused (Fixture *fixture, gconstpointer sample)
{
  GtkWidget *alert = tb_ui_test_get (GTK_WIDGET (fixture->window), ADW_TYPE_ALERT_DIALOG, NULL);

  g_assert_cmpstr (adw_alert_dialog_get_heading (ADW_ALERT_DIALOG (alert)), ==,
                   "Could Not Read the File");
  g_assert_cmpint (count_persons (fixture), ==, 0);
}

int
main (int argc, char *argv[])
{
  if (!tb_ui_test_init (&argc, &argv))
    return 1;

  g_test_add ("/import-dialog/import-and-undo", Fixture, "党员花名册.xlsx", set_up,
              test_import_and_undo, tear_down);
  g_test_add ("/import-dialog/correct-in-place", Fixture, "党员花名册-有问题.xlsx", set_up,
              test_correct_in_place, tear_down);
  g_test_add ("/import-dialog/next-row", Fixture, "党员花名册-有问题.xlsx", set_up, test_next_row,
              tear_down);
  g_test_add ("/import-dialog/typed-and-left", Fixture, "党员花名册-有问题.xlsx", set_up,
              test_typed_and_left, tear_down);
  g_test_add ("/import-dialog/paste", Fixture, "党员花名册.xlsx", set_up, test_paste, tear_down);
  g_test_add ("/import-dialog/paste-nothing", Fixture, "党员花名册.xlsx", set_up,
              test_paste_nothing, tear_down);
  g_test_add ("/import-dialog/refused", Fixture, "党员花名册-旧格式.xls", set_up, test_refused,
              tear_down);

  return tb_test_run ();
}
