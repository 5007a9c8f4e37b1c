/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sync-row.h"

#include "tb-sync-words.h"

/**
 * TbSyncRow:
 *
 * The row at the foot of the sidebar: when everything was last exchanged with the service, what
 * waits, and what is wrong. Leads to the details. Not there where no service is set up.
 */
struct _TbSyncRow
{
  AdwBin parent_instance;

  TbSync *sync;  /* (owned) (nullable) */
  guint told_at; /* source that tells the time anew, while the row is on the screen */

  GtkWidget *button;
  GtkStack *icons;
  GtkImage *icon;
  GtkLabel *title_label;
  GtkLabel *subtitle_label;
};

/* “4 minutes ago” is true for that long. */
#define RETELL_SECONDS 30

G_DEFINE_FINAL_TYPE (TbSyncRow, tb_sync_row, ADW_TYPE_BIN)

static void
set_text (GtkLabel *label, const char *text)
{
  /* A label that is told the same again lays itself out again. */
  if (g_strcmp0 (gtk_label_get_label (label), text) != 0)
    gtk_label_set_label (label, text);
}

static void
tell (TbSyncRow *self)
{
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *tooltip = NULL;
  gboolean there = self->sync != NULL && tb_sync_get_account (self->sync) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), there);
  if (!there)
    return;

  title = tb_sync_words_dup_title (self->sync);
  subtitle = tb_sync_words_dup_subtitle (self->sync);
  tooltip = tb_sync_words_dup_tooltip (self->sync);
  set_text (self->title_label, title);
  set_text (self->subtitle_label, subtitle);
  gtk_widget_set_tooltip_text (self->button, tooltip);
  gtk_image_set_from_icon_name (self->icon, tb_sync_words_get_icon (self->sync));
  gtk_stack_set_visible_child_name (
      self->icons, tb_sync_get_state (self->sync) == TB_SYNC_SYNCING ? "spinner" : "icon");
}

static gboolean
retell_cb (gpointer user_data)
{
  tell (TB_SYNC_ROW (user_data));

  return G_SOURCE_CONTINUE;
}

static void
tb_sync_row_map (GtkWidget *widget)
{
  TbSyncRow *self = TB_SYNC_ROW (widget);

  GTK_WIDGET_CLASS (tb_sync_row_parent_class)->map (widget);

  tell (self);
  self->told_at = g_timeout_add_seconds (RETELL_SECONDS, retell_cb, self);
}

static void
tb_sync_row_unmap (GtkWidget *widget)
{
  TbSyncRow *self = TB_SYNC_ROW (widget);

  g_clear_handle_id (&self->told_at, g_source_remove);

  GTK_WIDGET_CLASS (tb_sync_row_parent_class)->unmap (widget);
}

static void
tb_sync_row_dispose (GObject *object)
{
  TbSyncRow *self = TB_SYNC_ROW (object);

  g_clear_handle_id (&self->told_at, g_source_remove);
  g_clear_object (&self->sync);
  /* Or both the template and the bin would let go of the child. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_SYNC_ROW);

  G_OBJECT_CLASS (tb_sync_row_parent_class)->dispose (object);
}

static void
tb_sync_row_class_init (TbSyncRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_sync_row_dispose;
  widget_class->map = tb_sync_row_map;
  widget_class->unmap = tb_sync_row_unmap;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-sync-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TbSyncRow, button);
  gtk_widget_class_bind_template_child (widget_class, TbSyncRow, icons);
  gtk_widget_class_bind_template_child (widget_class, TbSyncRow, icon);
  gtk_widget_class_bind_template_child (widget_class, TbSyncRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, TbSyncRow, subtitle_label);
}

static void
tb_sync_row_init (TbSyncRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_sync_row_set_sync:
 * @self: the row
 * @sync: (nullable): the exchange of the register that is shown
 *
 * Tells of this exchange from now on.
 */
void
tb_sync_row_set_sync (TbSyncRow *self, TbSync *sync)
{
  if (self->sync != NULL)
    g_signal_handlers_disconnect_by_data (self->sync, self);
  g_set_object (&self->sync, sync);
  if (sync != NULL)
    g_signal_connect_object (sync, "notify", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
  tell (self);
}
