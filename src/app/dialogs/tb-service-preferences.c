/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-service-preferences.h"

#include "tb-sync-words.h"

/**
 * TbServicePreferences:
 *
 * The page of the preferences about the service: with which one changes are exchanged, when, and
 * which protected values are.
 */
struct _TbServicePreferences
{
  AdwPreferencesPage parent_instance;

  TbSync *sync;              /* (owned) */
  GCancellable *cancellable; /* (owned): of reading the status */

  GtkWidget *connect_group;
  GtkWidget *service_group;
  GtkWidget *scope_group;
  GtkWidget *leave_group;
  AdwActionRow *address_row;
  AdwActionRow *branch_row;
  AdwActionRow *name_row;
  GtkWidget *automatic_row;
  AdwActionRow *shared_row;
  AdwActionRow *withheld_row;
};

G_DEFINE_FINAL_TYPE (TbServicePreferences, tb_service_preferences, ADW_TYPE_PREFERENCES_PAGE)

static void
status_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbServicePreferences) self = user_data;
  g_autoptr (TbSyncStatus) status = tb_sync_get_status_finish (TB_SYNC (source), result, NULL);
  g_autofree char *shared = NULL;
  g_autofree char *withheld = NULL;

  /* Without it the page lacks only these two rows. */
  if (status == NULL || self->sync == NULL)
    return;

  shared = tb_sync_words_dup_list (status->shared);
  withheld = tb_sync_words_dup_list (status->withheld);
  adw_action_row_set_subtitle (self->shared_row, shared);
  adw_action_row_set_subtitle (self->withheld_row, withheld);
  gtk_widget_set_visible (self->scope_group, status->account != NULL);
}

static void
tell (TbServicePreferences *self)
{
  const TbSyncAccount *account = tb_sync_get_account (self->sync);

  gtk_widget_set_visible (self->connect_group, account == NULL);
  gtk_widget_set_visible (self->service_group, account != NULL);
  gtk_widget_set_visible (self->leave_group, account != NULL);
  gtk_widget_set_visible (self->scope_group, FALSE);
  if (account == NULL)
    return;

  adw_action_row_set_subtitle (self->address_row, account->url);
  adw_action_row_set_subtitle (self->branch_row, account->branch);
  adw_action_row_set_subtitle (self->name_row, account->user);
  tb_sync_get_status_async (self->sync, self->cancellable, status_read_cb, g_object_ref (self));
}

static void
tb_service_preferences_dispose (GObject *object)
{
  TbServicePreferences *self = TB_SERVICE_PREFERENCES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->sync);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_SERVICE_PREFERENCES);

  G_OBJECT_CLASS (tb_service_preferences_parent_class)->dispose (object);
}

static void
tb_service_preferences_class_init (TbServicePreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_service_preferences_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-service-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, TbServicePreferences, connect_group);
  gtk_widget_class_bind_template_child (widget_class, TbServicePreferences, service_group);
  gtk_widget_class_bind_template_child (widget_class, TbServicePreferences, scope_group);
  gtk_widget_class_bind_template_child (widget_class, TbServicePreferences, leave_group);
  gtk_widget_class_bind_template_child (widget_class, TbServicePreferences, address_row);
  gtk_widget_class_bind_template_child (widget_class, TbServicePreferences, branch_row);
  gtk_widget_class_bind_template_child (widget_class, TbServicePreferences, name_row);
  gtk_widget_class_bind_template_child (widget_class, TbServicePreferences, automatic_row);
  gtk_widget_class_bind_template_child (widget_class, TbServicePreferences, shared_row);
  gtk_widget_class_bind_template_child (widget_class, TbServicePreferences, withheld_row);
}

static void
tb_service_preferences_init (TbServicePreferences *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_service_preferences_new:
 * @sync: the exchange of the open register
 * @settings: the program's settings
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
tb_service_preferences_new (TbSync *sync, GSettings *settings)
{
  TbServicePreferences *self = g_object_new (TB_TYPE_SERVICE_PREFERENCES, NULL);

  self->sync = g_object_ref (sync);
  g_settings_bind (settings, "sync-automatically", self->automatic_row, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (sync, "notify::account", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
  tell (self);

  return GTK_WIDGET (self);
}
