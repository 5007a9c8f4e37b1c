/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-window-test.h"

#include "tb-sample.h"
#include "tb-test.h"
#include "tb-ui-test.h"

/* Filled once a process; every test gets a copy. */
static const char *
get_sample_path (void)
{
  static char *path;
  g_autoptr (TbClock) clock = NULL;
  g_autoptr (TbSession) session = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;

  if (path != NULL)
    return path;

  path = tb_test_dup_path ("filled.db");
  clock = tb_test_clock_new ();
  session = tb_session_open (path, TB_OPEN_CREATE, clock, "测试员", &error);
  g_assert_no_error (error);
  batch = tb_sample_fill (session, TB_SAMPLE_TOWER, 1, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  tb_session_close (session);

  return path;
}

static TbApplication *
get_application (void)
{
  static TbApplication *application;
  g_autoptr (GError) error = NULL;

  if (application == NULL)
    {
      application = tb_application_new ();
      g_application_set_flags (G_APPLICATION (application),
                               G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_COMMAND_LINE);
      g_application_register (G_APPLICATION (application), NULL, &error);
      g_assert_no_error (error);
    }

  return application;
}

/**
 * tb_window_test_set_up:
 * @self: the fixture
 * @data: unused
 *
 * Opens a window of the usual size on a register with sample data, and waits until it shows a page.
 */
void
tb_window_test_set_up (TbWindowTest *self, gconstpointer data)
{
  static guint n_opened;
  g_autofree char *name = g_strdup_printf ("window-%u.db", n_opened++);
  g_autofree char *path = tb_test_dup_path (name);
  g_autoptr (GFile) source = g_file_new_for_path (get_sample_path ());
  g_autoptr (GFile) copy = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_file_copy (source, copy, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  self->application = get_application ();
  self->window = tb_window_new (self->application);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1200, 760);
  tb_window_open (self->window, path, TB_OPEN_WRITE);
  gtk_window_present (GTK_WINDOW (self->window));
  tb_test_wait_until (tb_window_get_page (self->window) != NULL
                      && gtk_widget_get_width (GTK_WIDGET (self->window)) > 0);
}

/**
 * tb_window_test_tear_down:
 * @self: the fixture
 * @data: unused
 *
 * Closes the window and its register, and waits until nothing of the page that it showed is left:
 * one that lives on reads from a register that is closed, beside the windows of later tests.
 */
void
tb_window_test_tear_down (TbWindowTest *self, gconstpointer data)
{
  TbPage *page = NULL;

  g_set_weak_pointer (&page, tb_window_get_page (self->window));
  gtk_window_destroy (GTK_WINDOW (self->window));
  self->window = NULL;
  tb_test_wait_until (page == NULL);
}

/**
 * tb_window_test_show_page:
 * @self: the fixture
 * @name: name of a page
 *
 * Returns: (transfer none): the page, shown
 */
TbPage *
tb_window_test_show_page (TbWindowTest *self, const char *name)
{
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show-page", "s", name);
  g_assert_nonnull (tb_window_get_page (self->window));
  g_assert_cmpstr (tb_page_get_info (tb_window_get_page (self->window))->name, ==, name);

  return tb_window_get_page (self->window);
}

/**
 * tb_window_test_dup_first_id:
 * @self: the fixture
 * @type: name of a record type
 *
 * Returns: (transfer full): the id of a record of that type
 */
char *
tb_window_test_dup_first_id (TbWindowTest *self, const char *type)
{
  g_autoptr (TbQuery) query = tb_query_new (tb_record_types_find (type));
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  tb_query_set_limit (query, 1);
  records = tb_session_list (tb_window_get_session (self->window), query, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 1);

  return g_strdup (tb_record_get_id (g_ptr_array_index (records, 0)));
}

/**
 * tb_window_test_count:
 * @self: the fixture
 * @type: name of a record type
 *
 * Returns: how many records of that type the register has
 */
gint64
tb_window_test_count (TbWindowTest *self, const char *type)
{
  g_autoptr (TbQuery) query = tb_query_new (tb_record_types_find (type));
  g_autoptr (GError) error = NULL;
  gint64 n = tb_session_count (tb_window_get_session (self->window), query, NULL, &error);

  g_assert_no_error (error);

  return n;
}

static gboolean
count_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  guint *n_left = user_data;

  if (*n_left > 0)
    (*n_left)--;

  return *n_left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/**
 * tb_window_test_wait_frames:
 * @self: the fixture
 * @n_frames: how many
 *
 * Lets the window lay itself out and be drawn that often.
 */
void
tb_window_test_wait_frames (TbWindowTest *self, guint n_frames)
{
  guint n_left = n_frames;

  gtk_widget_add_tick_callback (GTK_WIDGET (self->window), count_frame, &n_left, NULL);
  tb_test_wait_until (n_left == 0);
}

/**
 * tb_window_test_get_detail:
 * @self: the fixture
 *
 * Returns: (transfer none): the pane of the page that is shown
 */
TbRecordDetail *
tb_window_test_get_detail (TbWindowTest *self)
{
  return TB_RECORD_DETAIL (
      tb_ui_test_get (GTK_WIDGET (tb_window_get_page (self->window)), TB_TYPE_RECORD_DETAIL, NULL));
}

/**
 * tb_window_test_detail_shows:
 * @detail: a pane
 * @id: of a record
 *
 * Returns: whether the pane shows that record
 */
gboolean
tb_window_test_detail_shows (TbRecordDetail *detail, const char *id)
{
  TbRecord *record = tb_record_detail_get_record (detail);

  return record != NULL && g_str_equal (tb_record_get_id (record), id);
}

/**
 * tb_window_test_show_record:
 * @self: the fixture
 * @type: name of a record type
 * @id: of a record
 *
 * Opens the page of the record, and waits until its pane shows it.
 */
void
tb_window_test_show_record (TbWindowTest *self, const char *type, const char *id)
{
  TbRecordDetail *detail;

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show-record", "(ss)", type, id);
  detail = tb_window_test_get_detail (self);
  tb_test_wait_until (tb_window_test_detail_shows (detail, id));
}

/**
 * tb_window_test_close_dialog:
 * @self: the fixture
 *
 * Closes the dialog that is open.
 */
void
tb_window_test_close_dialog (TbWindowTest *self)
{
  adw_dialog_force_close (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window)));
  tb_test_wait_until (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window)) == NULL);
}

/**
 * tb_window_test_assert_next:
 * @self: the fixture
 * @label: of a button
 *
 * Waits until that button is the one that leads on from the record that is shown.
 */
void
tb_window_test_assert_next (TbWindowTest *self, const char *label)
{
  tb_ui_test_get_next_step (GTK_WIDGET (tb_window_get_page (self->window)), label);
}
