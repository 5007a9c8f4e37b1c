/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-connected-test.h"
#include "tb-record-detail.h"
#include "tb-sample.h"
#include "tb-test.h"
#include "tb-ui-test.h"

/* A window may be closed at any moment: here, while a page is still coming. It is closed as each of
 * these tests ends, which waits until the page is gone; what is written where it was shows with
 * AddressSanitizer or valgrind. */

static GListModel *
get_rows (TbPage *page)
{
  GtkWidget *view = tb_ui_test_get (GTK_WIDGET (page), GTK_TYPE_COLUMN_VIEW, NULL);

  return G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (view)));
}

static TbRecordDetail *
get_detail (TbPage *page)
{
  return TB_RECORD_DETAIL (tb_ui_test_get (GTK_WIDGET (page), TB_TYPE_RECORD_DETAIL, NULL));
}

static void
test_reading (TbWindowTest *self, gconstpointer data)
{
  tb_window_test_show_page (self, "members");
}

static void
test_telling (TbWindowTest *self, gconstpointer data)
{
  GListModel *rows = get_rows (tb_window_test_show_page (self, "members"));

  tb_test_wait_until (g_list_model_get_n_items (rows) > 0);
}

/* The order is another one: every row is told anew, over several frames. */
static void
test_telling_anew (TbWindowTest *self, gconstpointer data)
{
  TbPage *page = tb_window_test_show_page (self, "members");
  GtkColumnView *view
      = GTK_COLUMN_VIEW (tb_ui_test_get (GTK_WIDGET (page), GTK_TYPE_COLUMN_VIEW, NULL));
  g_autoptr (GtkColumnViewColumn) column
      = g_list_model_get_item (gtk_column_view_get_columns (view), 0);

  tb_test_wait_until (tb_record_detail_get_record (get_detail (page)) != NULL);
  gtk_column_view_sort_by_column (view, column, GTK_SORT_DESCENDING);
  tb_window_test_wait_frames (self, 1);
}

static void
test_filling (TbWindowTest *self, gconstpointer data)
{
  TbRecordDetail *detail = get_detail (tb_window_test_show_page (self, "members"));

  tb_test_wait_until (tb_record_detail_get_record (detail) != NULL);
}

static void
test_half_filled (TbWindowTest *self, gconstpointer data)
{
  test_filling (self, data);
  tb_window_test_wait_frames (self, 1);
}

static void
fill_service (TbFaultServer *server)
{
  g_autoptr (TbSession) there = tb_ui_test_open ();
  g_autoptr (TbSync) sync = tb_sync_new (there);
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = tb_sample_fill (there, TB_SAMPLE_TOWER, 1, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  tb_connected_test_connect (sync, server);
  tb_connected_test_sync (sync);
  tb_session_close (there);
}

/* What comes from the service is being stored, and told, and counted. */
static void
test_receiving (TbConnectedTest *self, gconstpointer data)
{
  TbSync *sync = tb_window_get_sync (self->base.window);
  TbPage *page;

  fill_service (self->server);
  tb_connected_test_connect (sync, self->server);
  page = tb_window_test_show_page (&self->base, "members");
  tb_sync_now_async (sync, NULL, NULL, NULL);
  tb_test_wait_until (tb_ui_test_find (GTK_WIDGET (page), GTK_TYPE_COLUMN_VIEW, NULL) != NULL
                      && g_list_model_get_n_items (get_rows (page)) > 0);
}

static AdwDialog *
present_dialog (TbWindowTest *self)
{
  AdwDialog *dialog = adw_dialog_new ();

  adw_dialog_set_child (dialog, gtk_entry_new ());
  adw_dialog_set_content_width (dialog, 500);
  adw_dialog_set_content_height (dialog, 400);
  adw_dialog_present (dialog, GTK_WIDGET (self->window));
  tb_window_test_wait_frames (self, 20);

  return dialog;
}

/* A form and the question above it close together, and the window becomes narrow while they fade.
 */
static void
test_dialogs_resized (TbWindowTest *self, gconstpointer data)
{
  AdwDialog *form = present_dialog (self);
  AdwDialog *question = present_dialog (self);
  AdwDialog *left = NULL;

  g_set_weak_pointer (&left, form);
  adw_dialog_force_close (question);
  tb_window_test_wait_frames (self, 1);
  adw_dialog_force_close (form);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 370, 640);
  tb_test_wait_until (left == NULL && gtk_widget_get_width (GTK_WIDGET (self->window)) <= 370);
}

#define ADD(name, func)                                                                            \
  g_test_add ("/app/closing/" name, TbWindowTest, NULL, tb_window_test_set_up, func,               \
              tb_window_test_tear_down)

int
main (int argc, char **argv)
{
  if (!tb_connected_test_init (&argc, &argv))
    return 77;

  ADD ("reading", test_reading);
  ADD ("telling", test_telling);
  ADD ("telling-anew", test_telling_anew);
  ADD ("filling", test_filling);
  ADD ("half-filled", test_half_filled);
  ADD ("dialogs-resized", test_dialogs_resized);
  g_test_add ("/app/closing/receiving", TbConnectedTest, NULL, tb_connected_test_set_up,
              test_receiving, tb_connected_test_tear_down);

  return tb_test_run ();
}
