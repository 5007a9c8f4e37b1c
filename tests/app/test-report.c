/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-window-test.h"

#include <string.h>

#include "tb-pdf-text.h"
#include "tb-print-dialog.h"
#include "tb-report-menu.h"
#include "tb-report-print.h"
#include "tb-test.h"
#include "tb-ui-test.h"

static TbRecord *
add_event (TbWindowTest *test)
{
  TbSession *session = tb_window_get_session (test->window);
  const TbRecordType *type = tb_record_types_find ("event");
  g_autofree char *organisation = tb_window_test_dup_first_id (test, "organisation");
  TbRecord *event = tb_record_new (type);
  g_autoptr (GError) error = NULL;

  tb_record_set_text (event, tb_record_type_find_field (type, "kind"), "ZT");
  tb_record_set_text (event, tb_record_type_find_field (type, "title"), "十一月主题党日");
  tb_record_set_text (event, tb_record_type_find_field (type, "organisation"), organisation);
  tb_record_set_text (event, tb_record_type_find_field (type, "planned_on"), "2026-11-20");
  g_free (tb_session_save (session, event, NULL, &error));
  g_assert_no_error (error);

  return event;
}

static void
done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, int *answer)
{
  *answer = (int)result;
}

/* Prints to a file as to a printer, without its dialog; gives the text of the pages. */
static char *
dup_printed (TbWindowTest *test, const char *name, const TbReportArguments *arguments)
{
  g_autofree char *path = tb_test_dup_path ("printed.pdf");
  g_autoptr (GError) error = NULL;
  g_autoptr (TbReport) report = tb_report_build (
      tb_window_get_session (test->window), tb_report_kinds_find (name), arguments, NULL, &error);
  g_autoptr (GtkPrintOperation) operation = NULL;
  int answer = -1;

  g_assert_no_error (error);
  operation = tb_report_print_new (report);
  gtk_print_operation_set_show_progress (operation, FALSE);
  gtk_print_operation_set_export_filename (operation, path);
  g_signal_connect (operation, "done", G_CALLBACK (done_cb), &answer);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, GTK_WINDOW (test->window),
                           &error);
  g_assert_no_error (error);
  tb_test_wait_until (answer != -1);
  g_assert_cmpint (answer, ==, GTK_PRINT_OPERATION_RESULT_APPLY);

  return tb_pdf_dup_text (path);
}

static void
test_print (TbWindowTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) event = add_event (test);
  const TbReportArguments of_event = { .id = tb_record_get_id (event) };
  const TbReportArguments of_year = { .year = 2026 };
  g_autofree char *record = dup_printed (test, "event-record", &of_event);
  g_autofree char *ledger = dup_printed (test, "event-ledger", &of_year);

  g_assert_nonnull (strstr (record, "十一月主题党日"));
  g_assert_nonnull (strstr (record, "2026-11-20"));
  g_assert_nonnull (strstr (ledger, "十一月主题党日"));
  g_assert_nonnull (strstr (ledger, "Page 1 of "));
}

static guint
count_items (GMenuModel *menu)
{
  guint n = 0;

  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) submenu = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SUBMENU);

      n += submenu != NULL ? count_items (submenu) : 1;
    }

  return n;
}

static void
test_menu (TbWindowTest *test, gconstpointer data)
{
  const TbRecordType *event = tb_record_types_find ("event");
  const TbRecordType *person = tb_record_types_find ("person");
  g_autoptr (GMenuModel) of_event = tb_report_menu_new (event, "x");
  g_autoptr (GMenuModel) of_events = tb_report_menu_new_for_type (event);
  g_autoptr (GMenuModel) of_person = tb_report_menu_new (person, "x");

  /* Notice, sheet and record, to print and to save; ledger and matrix. */
  g_assert_cmpuint (count_items (of_event), ==, 6);
  g_assert_cmpuint (count_items (of_events), >=, 2);
  g_assert_cmpuint (count_items (of_person), ==, 0);
}

static void
chosen_cb (TbPrintDialog *dialog, const char *extension, char **chosen)
{
  *chosen = g_strdup (extension);
}

/* Asks for this year; nothing can be done in clear without a reason. */
static void
test_dialog (TbWindowTest *test, gconstpointer data)
{
  AdwDialog *dialog = tb_print_dialog_new (tb_window_get_session (test->window),
                                           tb_report_kinds_find ("event-ledger"));
  GtkWidget *pdf_row, *print_button, *reveal_row, *reason_row;
  TbReportArguments arguments;
  g_autofree char *chosen = NULL;

  g_signal_connect (dialog, "chosen", G_CALLBACK (chosen_cb), &chosen);
  adw_dialog_present (dialog, GTK_WIDGET (test->window));
  pdf_row = tb_ui_test_get (GTK_WIDGET (dialog), ADW_TYPE_BUTTON_ROW, "Save as P_DF…");
  print_button = tb_ui_test_get (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Print…");
  tb_window_test_wait_frames (test, 3);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (test->window)) == print_button);
  reveal_row = tb_ui_test_get (GTK_WIDGET (dialog), ADW_TYPE_SWITCH_ROW,
                               "Write Protected Details in Clear");
  reason_row = tb_ui_test_get (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, "Reason");

  tb_print_dialog_get_arguments (TB_PRINT_DIALOG (dialog), &arguments);
  g_assert_cmpuint (arguments.year, >=, 2026);
  g_assert_cmpuint (arguments.month, ==, 0);
  g_assert_null (arguments.organisation);
  g_assert_null (arguments.reason);

  adw_switch_row_set_active (ADW_SWITCH_ROW (reveal_row), TRUE);
  g_assert_false (gtk_widget_get_sensitive (print_button));
  gtk_editable_set_text (GTK_EDITABLE (reason_row), "年度核对");
  g_assert_true (gtk_widget_get_sensitive (print_button));
  tb_print_dialog_get_arguments (TB_PRINT_DIALOG (dialog), &arguments);
  g_assert_cmpstr (arguments.reason, ==, "年度核对");

  g_signal_emit_by_name (pdf_row, "activated");
  g_assert_cmpstr (chosen, ==, "pdf");
}

int
main (int argc, char **argv)
{
  if (!tb_ui_test_init (&argc, &argv))
    return 77;

  g_test_add ("/report/print", TbWindowTest, NULL, tb_window_test_set_up, test_print,
              tb_window_test_tear_down);
  g_test_add ("/report/menu", TbWindowTest, NULL, tb_window_test_set_up, test_menu,
              tb_window_test_tear_down);
  g_test_add ("/report/dialog", TbWindowTest, NULL, tb_window_test_set_up, test_dialog,
              tb_window_test_tear_down);

  return tb_test_run ();
}
