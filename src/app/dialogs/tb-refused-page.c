/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-refused-page.h"

#include "tb-alert.h"
#include "tb-record-type.h"
#include "tb-sync-words.h"
#include "tb-when.h"

#include <glib/gi18n.h>

/**
 * TbRefusedPage:
 *
 * What the service did not take: each record with the service's reason; it is opened and mended, or
 * offered again.
 *
 * Actions: `refused.retry (x)` with the number of a refusal; `refused.show ((ss))` with type and id
 * of a record.
 */
struct _TbRefusedPage
{
  AdwNavigationPage parent_instance;

  TbSync *sync;              /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable): of the reading under way */
  GPtrArray *rows;           /* (owned) (element-type GtkWidget): held by @group */

  GtkStack *states;
  AdwPreferencesGroup *group;
  AdwStatusPage *error_status;
  GtkWidget *retry_all_button;
};

G_DEFINE_FINAL_TYPE (TbRefusedPage, tb_refused_page, ADW_TYPE_NAVIGATION_PAGE)

static GtkWidget *
new_button (const char *icon_name, const char *tooltip, const char *title, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), tooltip, title);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);

  return button;
}

static void
add_row (TbRefusedPage *self, const TbSyncRefused *refused, TbClock *clock)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *retry
      = new_button ("view-refresh-symbolic", _ ("Offer Again"), refused->title, "refused.retry");
  g_autofree char *when = tb_when_dup_words (refused->at, clock);
  /* To the second: what was offered again and refused again is seen to have been. */
  g_autofree char *exact = tb_sync_words_dup_exact (refused->at);
  /* The reason is a sentence, often a long one; nothing goes on after it. */
  g_autofree char *words = g_strdup_printf ("%s\n%s · %s", refused->reason, when, exact);
  g_autofree char *title
      = refused->type != NULL
            ? g_strdup_printf (_ ("%s “%s”"), _ (refused->type->label), refused->title)
            : g_strdup (refused->title);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (retry), "x", refused->number);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), retry);
  if (refused->type != NULL && refused->record_id != NULL)
    {
      GtkWidget *show
          = new_button ("go-next-symbolic", _ ("Show the Record"), refused->title, "refused.show");

      gtk_actionable_set_action_target (GTK_ACTIONABLE (show), "(ss)", refused->type->name,
                                        refused->record_id);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), show);
    }
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbRefusedPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = tb_sync_list_finish (TB_SYNC (source), result, &error);
  TbClock *clock;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (all == NULL)
    {
      adw_status_page_set_description (self->error_status, error->message);
      gtk_stack_set_visible_child_name (self->states, "error");
      return;
    }

  clock = tb_session_get_clock (tb_sync_get_session (self->sync));
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < all->len; i++)
    add_row (self, g_ptr_array_index (all, i), clock);
  gtk_widget_set_visible (self->retry_all_button, all->len > 0);
  gtk_stack_set_visible_child_name (self->states, all->len > 0 ? "list" : "nothing");
}

static void
refresh (TbRefusedPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  tb_sync_list_refused_async (self->sync, self->cancellable, listed_cb, g_object_ref (self));
}

static void
retried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbRefusedPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!tb_sync_retry_refused_finish (TB_SYNC (source), result, &error))
    tb_alert_present (GTK_WIDGET (self), _ ("Not Offered Again"), error);
  refresh (self);
}

static void
retry (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbRefusedPage *self = TB_REFUSED_PAGE (widget);

  tb_sync_retry_refused_async (self->sync, g_variant_get_int64 (parameter), NULL, retried_cb,
                               g_object_ref (self));
}

/* The dialog goes, so that the record is seen. */
static void
show (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AdwDialog *dialog = ADW_DIALOG (gtk_widget_get_ancestor (widget, ADW_TYPE_DIALOG));

  gtk_widget_activate_action_variant (widget, "win.show-record", parameter);
  adw_dialog_close (dialog);
}

static void
tb_refused_page_dispose (GObject *object)
{
  TbRefusedPage *self = TB_REFUSED_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->sync);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_REFUSED_PAGE);

  G_OBJECT_CLASS (tb_refused_page_parent_class)->dispose (object);
}

static void
tb_refused_page_class_init (TbRefusedPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_refused_page_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-refused-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TbRefusedPage, states);
  gtk_widget_class_bind_template_child (widget_class, TbRefusedPage, group);
  gtk_widget_class_bind_template_child (widget_class, TbRefusedPage, error_status);
  gtk_widget_class_bind_template_child (widget_class, TbRefusedPage, retry_all_button);

  gtk_widget_class_install_action (widget_class, "refused.retry", "x", retry);
  gtk_widget_class_install_action (widget_class, "refused.show", "(ss)", show);
}

static void
tb_refused_page_init (TbRefusedPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_refused_page_new:
 * @sync: the exchange
 *
 * Returns: (transfer floating): the list
 */
AdwNavigationPage *
tb_refused_page_new (TbSync *sync)
{
  TbRefusedPage *self = g_object_new (TB_TYPE_REFUSED_PAGE, NULL);

  self->sync = g_object_ref (sync);
  g_signal_connect_object (sync, "notify::n-refused", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  /* As many may have been refused as before. */
  g_signal_connect_object (sync, "notify::last-success", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  refresh (self);

  return ADW_NAVIGATION_PAGE (self);
}
