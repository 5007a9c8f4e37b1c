/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-maintenance.h"
#include "tb-register-actions.h"
#include "tb-store-test.h"
#include "tb-test.h"
#include "tb-ui-test.h"
#include "tb-window-test.h"

/* A backup takes the place of the register in the window, whatever became of that. */

static gpointer
write_backup (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return tb_maintenance_backup (connection, data, NULL, error) ? connection : NULL;
}

static char *
dup_backup (TbWindowTest *self)
{
  g_autofree char *path = tb_test_dup_path ("backup.db");
  g_autoptr (GError) error = NULL;

  tb_session_read (tb_window_get_session (self->window), write_backup, path, NULL, &error);
  g_assert_no_error (error);

  return g_steal_pointer (&path);
}

static void
wait_for_register (TbWindowTest *self)
{
  tb_test_wait_until (tb_window_get_session (self->window) != NULL
                      && tb_window_get_page (self->window) != NULL);
}

/* What was done since the backup is in the register that is kept, under the name that is told. */
static void
test_open (TbWindowTest *self, gconstpointer data)
{
  g_autofree char *backup = dup_backup (self);
  gint64 n_persons = tb_window_test_count (self, "person");
  g_autoptr (TbRecord) person = tb_ui_test_add (tb_window_get_session (self->window),
                                                tb_record_types_find ("person"), "岑晓桐");

  tb_register_actions_restore_file (self->window, backup);
  g_assert_null (tb_window_get_session (self->window));
  wait_for_register (self);
  g_assert_cmpint (tb_window_test_count (self, "person"), ==, n_persons);
  tb_ui_test_wait_for_words (GTK_WIDGET (self->window), "is kept as");
  g_assert_true (g_file_test (backup, G_FILE_TEST_EXISTS));
}

/* On a new computer the register is empty. */
static void
test_empty (TbWindowTest *self, gconstpointer data)
{
  g_autofree char *backup = dup_backup (self);
  g_autofree char *path = tb_test_dup_path ("new.db");
  gint64 n_persons = tb_window_test_count (self, "person");

  tb_window_open (self->window, path, TB_OPEN_CREATE);
  wait_for_register (self);
  tb_register_actions_restore_file (self->window, backup);
  wait_for_register (self);
  g_assert_cmpstr (tb_window_get_path (self->window), ==, path);
  g_assert_cmpint (tb_window_test_count (self, "person"), ==, n_persons);
}

/* The register is as before, and the window says why. */
static void
test_no_backup (TbWindowTest *self, gconstpointer data)
{
  g_autofree char *path = tb_test_dup_path ("none.db");
  gint64 n_persons = tb_window_test_count (self, "person");
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "no backup, however long one reads on in it, and never was one", -1,
                       &error);
  g_assert_no_error (error);

  tb_register_actions_restore_file (self->window, path);
  tb_ui_test_wait_for_words (GTK_WIDGET (self->window), "Backup Not Restored");
  wait_for_register (self);
  g_assert_cmpint (tb_window_test_count (self, "person"), ==, n_persons);
}

/* The check that finds damage offers the way back. */
static void
test_found_damaged (TbWindowTest *self, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (self->window);
  GtkWidget *button;

  tb_store_test_tamper (tb_window_get_path (self->window), "UPDATE person SET mobile = NULL");

  gtk_widget_activate_action (window, "win.verify", NULL);
  tb_ui_test_wait_for_words (window, "Damage Found");
  button = tb_ui_test_get (window, GTK_TYPE_BUTTON, "_Restore a Backup…");
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), ==, "win.restore");
  /* Which asks for a file: not in a test. */
  gtk_widget_action_set_enabled (window, "win.restore", FALSE);
  g_assert_false (gtk_widget_is_sensitive (button));
}

#define ADD(name, func)                                                                            \
  g_test_add ("/app/restore/" name, TbWindowTest, NULL, tb_window_test_set_up, func,               \
              tb_window_test_tear_down)

int
main (int argc, char **argv)
{
  if (!tb_ui_test_init (&argc, &argv))
    return 77;

  ADD ("open", test_open);
  ADD ("empty", test_empty);
  ADD ("no-backup", test_no_backup);
  ADD ("found-damaged", test_found_damaged);

  return tb_test_run ();
}
