/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-connected-test.h"

#include "tb-test.h"
#include "tb-type-person.h"
#include "tb-ui-test.h"

/**
 * tb_connected_test_init:
 * @argc: (inout): of the program
 * @argv: (inout): of the program
 *
 * Begins a test program that has no keyring but one that is not there, so that nobody is asked for
 * its password, and no portal.
 *
 * Returns: whether there is a display
 */
gboolean
tb_connected_test_init (int *argc, char ***argv)
{
  g_setenv ("SECRET_BACKEND", "service", TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  return tb_ui_test_init (argc, argv);
}

/**
 * tb_connected_test_set_up:
 *
 * Opens the window, and has the service listen.
 */
void
tb_connected_test_set_up (TbConnectedTest *self, gconstpointer data)
{
  static guint n_opened;
  g_autofree char *name = g_strdup_printf ("desk-%u.db", n_opened++);
  g_autofree char *path = tb_test_dup_path (name);
  g_autoptr (GSettings) settings = g_settings_new (TB_APPLICATION_ID);

  /* Nothing happens but what a test asks for. */
  g_settings_set_boolean (settings, "sync-automatically", FALSE);
  self->server = tb_fault_server_new ();
  tb_window_test_set_up (&self->base, data);
  tb_window_open (self->base.window, path, TB_OPEN_CREATE);
  tb_test_wait_until (tb_window_get_page (self->base.window) != NULL
                      && tb_window_get_sync (self->base.window) != NULL);
}

/**
 * tb_connected_test_tear_down:
 *
 * Closes what was opened.
 */
void
tb_connected_test_tear_down (TbConnectedTest *self, gconstpointer data)
{
  tb_window_test_tear_down (&self->base, data);
  g_clear_pointer (&self->server, tb_fault_server_free);
}

/**
 * tb_connected_test_get_dialog:
 *
 * Returns: (transfer none) (nullable): the dialog over the window
 */
GtkWidget *
tb_connected_test_get_dialog (TbConnectedTest *self)
{
  return GTK_WIDGET (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->base.window)));
}

/**
 * tb_connected_test_close_dialog:
 *
 * Closes the one dialog over the window.
 */
void
tb_connected_test_close_dialog (TbConnectedTest *self)
{
  tb_window_test_close_dialog (&self->base);
}

/**
 * tb_connected_test_connect:
 *
 * Sets the service up for a register, and exchanges nothing yet.
 */
void
tb_connected_test_connect (TbSync *sync, TbFaultServer *server)
{
  g_autoptr (TbSyncAccount) account = tb_sync_account_new (
      tb_fault_server_get_url (server), TB_CONNECTED_TEST_BRANCH, TB_FAULT_SERVER_USER);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tb_sync_set_password (sync, TB_FAULT_SERVER_PASSWORD);
  tb_sync_set_up_async (sync, account, NULL, NULL, tb_test_store_result, &result);
  tb_test_wait_until (result != NULL);
  tb_sync_set_up_finish (sync, result, &error);
  g_assert_no_error (error);
  tb_test_wait_until (tb_sync_get_account (sync) != NULL);
}

/**
 * tb_connected_test_sync:
 *
 * Exchanges everything, which succeeds.
 */
void
tb_connected_test_sync (TbSync *sync)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tb_sync_now_async (sync, NULL, tb_test_store_result, &result);
  tb_test_wait_until (result != NULL);
  tb_sync_now_finish (sync, result, &error);
  g_assert_no_error (error);
}

static void
save_text (TbSession *session, const char *id, guint field, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) person = tb_session_load (session, &tb_type_person, id, NULL, &error);
  g_autofree char *batch = NULL;

  g_assert_no_error (error);
  tb_record_set_text (person, field, text);
  batch = tb_session_save (session, person, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (batch);
}

/**
 * tb_connected_test_make_difference:
 *
 * Has a field of a person changed on two desks.
 *
 * Returns: (transfer full): the id of the person
 */
char *
tb_connected_test_make_difference (TbConnectedTest *self, guint field, const char *one,
                                   const char *other)
{
  TbSession *here = tb_window_get_session (self->base.window);
  TbSync *sync_here = tb_window_get_sync (self->base.window);
  g_autoptr (TbSession) there = tb_ui_test_open ();
  g_autoptr (TbSync) sync_there = tb_sync_new (there);
  g_autoptr (TbRecord) person = tb_ui_test_add (here, &tb_type_person, "单晓玲");
  const char *id = tb_record_get_id (person);

  tb_connected_test_connect (sync_here, self->server);
  tb_connected_test_connect (sync_there, self->server);
  tb_connected_test_sync (sync_here);
  tb_connected_test_sync (sync_there);
  /* Which protected fields travel is known with the first exchange. */
  tb_connected_test_sync (sync_here);
  tb_connected_test_sync (sync_there);

  save_text (here, id, field, one);
  save_text (there, id, field, other);
  tb_connected_test_sync (sync_there);
  tb_connected_test_sync (sync_here);
  tb_session_close (there);

  return g_strdup (id);
}
