/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-preferences-dialog.h"

#include "tb-service-preferences.h"

struct _TbPreferencesDialog
{
  AdwPreferencesDialog parent_instance;

  GtkWidget *user_name_row;
  GtkWidget *style_row;
  GtkWidget *quiet_from_row;
  GtkWidget *quiet_until_row;
  GtkWidget *search_provider_row;
};

/* Values of the key `style`, in the order of the list. */
static const char *const styles[] = { "system", "light", "dark" };

G_DEFINE_FINAL_TYPE (TbPreferencesDialog, tb_preferences_dialog, ADW_TYPE_PREFERENCES_DIALOG)

static gboolean
style_to_position (GValue *value, GVariant *variant, gpointer user_data)
{
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      if (g_str_equal (g_variant_get_string (variant, NULL), styles[i]))
        {
          g_value_set_uint (value, i);
          return TRUE;
        }
    }
  return FALSE;
}

static GVariant *
position_to_style (const GValue *value, const GVariantType *expected, gpointer user_data)
{
  guint position = g_value_get_uint (value);

  return position < G_N_ELEMENTS (styles) ? g_variant_new_string (styles[position]) : NULL;
}

static void
tb_preferences_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TB_TYPE_PREFERENCES_DIALOG);

  G_OBJECT_CLASS (tb_preferences_dialog_parent_class)->dispose (object);
}

static void
tb_preferences_dialog_class_init (TbPreferencesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_preferences_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-preferences-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TbPreferencesDialog, user_name_row);
  gtk_widget_class_bind_template_child (widget_class, TbPreferencesDialog, style_row);
  gtk_widget_class_bind_template_child (widget_class, TbPreferencesDialog, quiet_from_row);
  gtk_widget_class_bind_template_child (widget_class, TbPreferencesDialog, quiet_until_row);
  gtk_widget_class_bind_template_child (widget_class, TbPreferencesDialog, search_provider_row);
}

static void
tb_preferences_dialog_init (TbPreferencesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_preferences_dialog_new:
 * @settings: the program's settings
 * @sync: (nullable): the exchange of the open register, where it can be exchanged
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
tb_preferences_dialog_new (GSettings *settings, TbSync *sync)
{
  TbPreferencesDialog *self = g_object_new (TB_TYPE_PREFERENCES_DIALOG, NULL);

  g_settings_bind (settings, "user-name", self->user_name_row, "text", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind_with_mapping (settings, "style", self->style_row, "selected",
                                G_SETTINGS_BIND_DEFAULT, style_to_position, position_to_style, NULL,
                                NULL);
  /* They are sensitive while there are reminders, which the template says. */
  g_settings_bind (settings, "quiet-from", self->quiet_from_row, "value",
                   G_SETTINGS_BIND_NO_SENSITIVITY);
  g_settings_bind (settings, "quiet-until", self->quiet_until_row, "value",
                   G_SETTINGS_BIND_NO_SENSITIVITY);
  g_settings_bind (settings, "search-provider", self->search_provider_row, "active",
                   G_SETTINGS_BIND_DEFAULT);
  if (sync != NULL)
    adw_preferences_dialog_add (ADW_PREFERENCES_DIALOG (self),
                                ADW_PREFERENCES_PAGE (tb_service_preferences_new (sync, settings)));

  return ADW_DIALOG (self);
}
