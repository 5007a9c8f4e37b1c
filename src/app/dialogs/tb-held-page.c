/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-held-page.h"

#include "tb-record-type.h"

#include <glib/gi18n.h>

/**
 * TbHeldPage:
 *
 * Records that have come from another desk and wait for one that they refer to. Nothing is to be
 * done about them here: they are put in their place when that one comes.
 */
struct _TbHeldPage
{
  AdwNavigationPage parent_instance;

  GCancellable *cancellable; /* (owned): of the reading */

  GtkStack *states;
  AdwPreferencesGroup *group;
  AdwStatusPage *error_status;
};

/* They are told apart by little more than their number; the first say enough. */
#define MAX_SHOWN 100

G_DEFINE_FINAL_TYPE (TbHeldPage, tb_held_page, ADW_TYPE_NAVIGATION_PAGE)

static void
add_row (TbHeldPage *self, const TbSyncHeld *held)
{
  GtkWidget *row = adw_action_row_new ();
  /* Translators: %s is a kind of record that has not come yet. */
  g_autofree char *words = held->target_type != NULL
                               ? g_strdup_printf (_ ("Waits for: %s"), _ (held->target_type->label))
                               : g_strdup (_ ("Waits for a record that has not come yet"));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (held->type->label));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_preferences_group_add (self->group, row);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbHeldPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = tb_sync_list_finish (TB_SYNC (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (all == NULL)
    {
      adw_status_page_set_description (self->error_status, error->message);
      gtk_stack_set_visible_child_name (self->states, "error");
      return;
    }

  for (guint i = 0; i < MIN (all->len, MAX_SHOWN); i++)
    add_row (self, g_ptr_array_index (all, i));
  gtk_stack_set_visible_child_name (self->states, all->len > 0 ? "list" : "nothing");
}

static void
tb_held_page_dispose (GObject *object)
{
  TbHeldPage *self = TB_HELD_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_HELD_PAGE);

  G_OBJECT_CLASS (tb_held_page_parent_class)->dispose (object);
}

static void
tb_held_page_class_init (TbHeldPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_held_page_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-held-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TbHeldPage, states);
  gtk_widget_class_bind_template_child (widget_class, TbHeldPage, group);
  gtk_widget_class_bind_template_child (widget_class, TbHeldPage, error_status);
}

static void
tb_held_page_init (TbHeldPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_held_page_new:
 * @sync: the exchange
 *
 * Returns: (transfer floating): the list
 */
AdwNavigationPage *
tb_held_page_new (TbSync *sync)
{
  TbHeldPage *self = g_object_new (TB_TYPE_HELD_PAGE, NULL);

  tb_sync_list_held_async (sync, self->cancellable, listed_cb, g_object_ref (self));

  return ADW_NAVIGATION_PAGE (self);
}
