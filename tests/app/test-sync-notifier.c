/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-bus-test.h"
#include "tb-connected-test.h"
#include "tb-error.h"
#include "tb-review-page.h"
#include "tb-sync-dialog.h"
#include "tb-test.h"
#include "tb-type-person.h"
#include "tb-ui-test.h"

#define STOPPED "sync-stopped"
#define REVIEW "sync-review"

static void
set_up (TbConnectedTest *self, gconstpointer data)
{
  tb_connected_test_set_up (self, data);
  tb_bus_test_forget_notifications ();
}

static TbSync *
get_sync (TbConnectedTest *self)
{
  return tb_window_get_sync (self->base.window);
}

/* Nobody looks at the window. */
static void
look_away (TbConnectedTest *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->base.window), FALSE);
  tb_test_wait_until (!gtk_window_is_active (GTK_WINDOW (self->base.window)));
}

static void
fail_to_sync (TbConnectedTest *self, TbError code)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tb_sync_now_async (get_sync (self), NULL, tb_test_store_result, &result);
  tb_test_wait_until (result != NULL);
  g_assert_false (tb_sync_now_finish (get_sync (self), result, &error));
  g_assert_error (error, TB_ERROR, (int)code);
}

/* As somebody who clicks it; the button in it does the same. */
static void
follow (TbConnectedTest *self, const char *prefix)
{
  g_autoptr (GVariant) notification = tb_bus_test_find_notification (prefix);
  g_autoptr (GVariant) target
      = g_variant_lookup_value (notification, "default-action-target", NULL);
  g_autoptr (GVariant) buttons = g_variant_lookup_value (notification, "buttons", NULL);
  g_autoptr (GVariant) button = g_variant_get_child_value (buttons, 0);
  const char *action, *button_action;

  g_assert_true (g_variant_lookup (notification, "default-action", "&s", &action));
  g_assert_true (g_variant_lookup (button, "action", "&s", &button_action));
  g_assert_cmpstr (button_action, ==, action);
  g_assert_true (g_str_has_prefix (action, "app."));
  g_action_group_activate_action (G_ACTION_GROUP (self->base.application), action + strlen ("app."),
                                  target);
  tb_test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (self->base.window)));
}

static void
assert_says (const char *prefix, const char *title, const char *words)
{
  g_autoptr (GVariant) notification = tb_bus_test_find_notification (prefix);
  const char *its_title, *body;

  g_assert_true (g_variant_lookup (notification, "title", "&s", &its_title));
  g_assert_true (g_variant_lookup (notification, "body", "&s", &body));
  g_assert_cmpstr (its_title, ==, title);
  g_assert_nonnull (strstr (body, words));
}

/* A password that was changed elsewhere: from the notification to where it is entered, and gone
 * when all is well again. */
static void
test_stopped (TbConnectedTest *self, gconstpointer data)
{
  GtkWidget *dialog;

  tb_connected_test_connect (get_sync (self), self->server);
  tb_connected_test_sync (get_sync (self));
  look_away (self);
  tb_sync_set_password (get_sync (self), "not it");
  fail_to_sync (self, TB_ERROR_SERVICE_REFUSED);
  tb_test_wait_until (tb_bus_test_shows_notification (STOPPED));
  assert_says (STOPPED, "Sync Stopped", "does not accept this name and password");

  follow (self, STOPPED);
  tb_test_wait_until (tb_connected_test_get_dialog (self) != NULL);
  dialog = tb_connected_test_get_dialog (self);
  g_assert_true (TB_IS_SYNC_DIALOG (dialog));
  tb_ui_test_wait_for_words (dialog, "Enter them again");
  tb_ui_test_get (dialog, GTK_TYPE_BUTTON, "Enter _Password…");

  /* A second time shows nothing a second time. */
  follow (self, STOPPED);
  tb_connected_test_close_dialog (self);

  tb_sync_set_password (get_sync (self), TB_FAULT_SERVER_PASSWORD);
  tb_connected_test_sync (get_sync (self));
  tb_test_wait_until (!tb_bus_test_shows_notification (STOPPED));
}

static void
decide (TbConnectedTest *self)
{
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GAsyncResult) resolved = NULL;
  g_autoptr (GPtrArray) reviews = NULL;
  g_autofree char *batch = NULL;
  g_autoptr (GError) error = NULL;

  tb_sync_list_reviews_async (get_sync (self), TRUE, NULL, tb_test_store_result, &listed);
  tb_test_wait_until (listed != NULL);
  reviews = tb_sync_list_finish (get_sync (self), listed, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reviews->len, ==, 1);
  tb_sync_resolve_async (get_sync (self),
                         ((const TbSyncReview *)g_ptr_array_index (reviews, 0))->number,
                         TB_SYNC_KEEP, NULL, NULL, tb_test_store_result, &resolved);
  tb_test_wait_until (resolved != NULL);
  batch = tb_sync_resolve_finish (get_sync (self), resolved, &error);
  g_assert_no_error (error);
}

static void
test_review (TbConnectedTest *self, gconstpointer data)
{
  g_autofree char *id = NULL;

  look_away (self);
  id = tb_connected_test_make_difference (self, TB_PERSON_NAME, "单小玲", "单晓铃");
  tb_test_wait_until (tb_bus_test_shows_notification (REVIEW));
  assert_says (REVIEW, "Differences to Review", "1 value");

  follow (self, REVIEW);
  tb_test_wait_until (TB_IS_REVIEW_PAGE (tb_window_get_page (self->base.window)));
  decide (self);
  tb_test_wait_until (!tb_bus_test_shows_notification (REVIEW));
}

/* What was told when the register was open the last time is news no more; the window opens for what
 * is still to be done. */
static void
test_reopened (TbConnectedTest *self, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *path = g_strdup (tb_window_get_path (self->base.window));
  g_autofree char *other = tb_test_dup_path ("other.db");

  look_away (self);
  id = tb_connected_test_make_difference (self, TB_PERSON_NAME, "单小玲", "单晓铃");
  tb_test_wait_until (tb_bus_test_shows_notification (REVIEW));
  tb_sync_set_password (get_sync (self), "not it");
  fail_to_sync (self, TB_ERROR_SERVICE_REFUSED);
  tb_test_wait_until (tb_bus_test_shows_notification (STOPPED));

  tb_window_open (self->base.window, other, TB_OPEN_CREATE);
  tb_test_wait_until (get_sync (self) != NULL);
  g_assert_true (tb_bus_test_shows_notification (STOPPED));
  tb_window_open (self->base.window, path, TB_OPEN_WRITE);
  tb_test_wait_until (!tb_bus_test_shows_notification (STOPPED));
  g_assert_true (tb_bus_test_shows_notification (REVIEW));
  tb_test_wait_until (get_sync (self) != NULL && tb_sync_get_n_review (get_sync (self)) == 1);
  g_assert_cmpuint (tb_bus_test_count_notifications (), ==, 2);

  follow (self, REVIEW);
  tb_test_wait_until (TB_IS_REVIEW_PAGE (tb_window_get_page (self->base.window)));
}

#define ADD(name, func)                                                                            \
  g_test_add ("/app/sync-notifier/" name, TbConnectedTest, NULL, set_up, func,                     \
              tb_connected_test_tear_down)

int
main (int argc, char **argv)
{
  /* No keyring but one that is not there: nobody is asked for its password. */
  g_setenv ("SECRET_BACKEND", "service", TRUE);
  tb_bus_test_init ();
  if (!tb_ui_test_init (&argc, &argv))
    return 77;
  tb_bus_test_play_notifications ();

  ADD ("stopped", test_stopped);
  ADD ("review", test_review);
  ADD ("reopened", test_reopened);

  return tb_test_run ();
}
