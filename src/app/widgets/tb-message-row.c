/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-message-row.h"

struct _TbMessageRow
{
  AdwPreferencesRow parent_instance;

  GtkImage *icon;
  GtkWidget *label;
};

/* How each severity looks; the icon says it without colour. */
static const struct
{
  const char *icon_name;
  const char *css_class;
} looks[] = {
  [TB_SEVERITY_INFO] = { "dialog-information-symbolic", "dimmed" },
  [TB_SEVERITY_WARNING] = { "dialog-warning-symbolic", "warning" },
  [TB_SEVERITY_ERROR] = { "dialog-error-symbolic", "error" },
};

G_DEFINE_FINAL_TYPE (TbMessageRow, tb_message_row, ADW_TYPE_PREFERENCES_ROW)

static void
tb_message_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TB_TYPE_MESSAGE_ROW);

  G_OBJECT_CLASS (tb_message_row_parent_class)->dispose (object);
}

static void
tb_message_row_class_init (TbMessageRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_message_row_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-message-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TbMessageRow, icon);
  gtk_widget_class_bind_template_child (widget_class, TbMessageRow, label);
}

static void
tb_message_row_init (TbMessageRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_message_row_new:
 *
 * Returns: (transfer floating): a hidden row with nothing to say
 */
GtkWidget *
tb_message_row_new (void)
{
  return g_object_new (TB_TYPE_MESSAGE_ROW, "visible", FALSE, NULL);
}

/**
 * tb_message_row_set_message:
 * @severity: how bad it is
 * @message: (nullable): what to say; %NULL hides the row
 */
void
tb_message_row_set_message (TbMessageRow *self, TbSeverity severity, const char *message)
{
  g_return_if_fail (TB_IS_MESSAGE_ROW (self));

  gtk_widget_set_visible (GTK_WIDGET (self), message != NULL);
  if (message == NULL)
    return;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), message);
  gtk_image_set_from_icon_name (self->icon, looks[severity].icon_name);
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->icon), looks[i].css_class);
      gtk_widget_remove_css_class (self->label, looks[i].css_class);
    }
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), looks[severity].css_class);
  gtk_widget_add_css_class (self->label, looks[severity].css_class);
}
