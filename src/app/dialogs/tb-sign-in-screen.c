/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-sign-in-screen.h"

#include "tb-qr-code.h"

struct _TbSignInScreen
{
  AdwWindow parent_instance;

  GtkLabel *title_label;
  TbQrCode *qr_code;
  GtkLabel *url_label;
  GtkLabel *counts_label;
};

G_DEFINE_FINAL_TYPE (TbSignInScreen, tb_sign_in_screen, ADW_TYPE_WINDOW)

/* The projector, where the program is on another screen; NULL for the one it is on. */
static GdkMonitor *
dup_other_monitor (GtkWindow *parent)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (parent));
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (parent));
  GdkMonitor *own = surface != NULL ? gdk_display_get_monitor_at_surface (display, surface) : NULL;
  GListModel *monitors = gdk_display_get_monitors (display);

  for (guint i = 0; i < g_list_model_get_n_items (monitors); i++)
    {
      g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, i);

      if (own != NULL && monitor != own)
        return g_steal_pointer (&monitor);
    }
  return NULL;
}

static void
tb_sign_in_screen_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TB_TYPE_SIGN_IN_SCREEN);

  G_OBJECT_CLASS (tb_sign_in_screen_parent_class)->dispose (object);
}

static void
tb_sign_in_screen_class_init (TbSignInScreenClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_sign_in_screen_dispose;

  g_type_ensure (TB_TYPE_QR_CODE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-sign-in-screen.ui");
  gtk_widget_class_bind_template_child (widget_class, TbSignInScreen, title_label);
  gtk_widget_class_bind_template_child (widget_class, TbSignInScreen, qr_code);
  gtk_widget_class_bind_template_child (widget_class, TbSignInScreen, url_label);
  gtk_widget_class_bind_template_child (widget_class, TbSignInScreen, counts_label);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F11, 0, "window.close", NULL);
}

static void
tb_sign_in_screen_init (TbSignInScreen *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_sign_in_screen_new:
 * @parent: the program's window
 * @title: the event
 *
 * Returns: (transfer none): a window that fills a screen when it is presented
 */
GtkWindow *
tb_sign_in_screen_new (GtkWindow *parent, const char *title)
{
  TbSignInScreen *self = g_object_new (TB_TYPE_SIGN_IN_SCREEN, NULL);
  g_autoptr (GdkMonitor) monitor = dup_other_monitor (parent);

  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_label_set_label (self->title_label, title);
  if (monitor != NULL)
    gtk_window_fullscreen_on_monitor (GTK_WINDOW (self), monitor);
  else
    gtk_window_fullscreen (GTK_WINDOW (self));

  return GTK_WINDOW (self);
}

/**
 * tb_sign_in_screen_set_url:
 * @self: a screen
 * @url: where the page is
 */
void
tb_sign_in_screen_set_url (TbSignInScreen *self, const char *url)
{
  g_return_if_fail (TB_IS_SIGN_IN_SCREEN (self));
  g_return_if_fail (url != NULL);

  tb_qr_code_set_text (self->qr_code, url);
  gtk_label_set_label (self->url_label, url);
}

/**
 * tb_sign_in_screen_set_counts:
 * @self: a screen
 * @counts: how many are here, in words
 */
void
tb_sign_in_screen_set_counts (TbSignInScreen *self, const char *counts)
{
  g_return_if_fail (TB_IS_SIGN_IN_SCREEN (self));
  g_return_if_fail (counts != NULL);

  gtk_label_set_label (self->counts_label, counts);
}
