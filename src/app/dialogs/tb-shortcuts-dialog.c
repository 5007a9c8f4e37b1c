/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-shortcuts-dialog.h"

#include "tb-commands.h"

#include <glib/gi18n.h>

/**
 * TbShortcutsDialog:
 *
 * The keys of every command, by the table of commands.
 */
struct _TbShortcutsDialog
{
  AdwDialog parent_instance;

  AdwPreferencesPage *page;
};

G_DEFINE_FINAL_TYPE (TbShortcutsDialog, tb_shortcuts_dialog, ADW_TYPE_DIALOG)

static char *
dup_keys (const TbCommand *command)
{
  guint keyval;
  GdkModifierType modifiers;

  if (!gtk_accelerator_parse (command->accels[0], &keyval, &modifiers))
    return NULL;

  return gtk_accelerator_get_label (keyval, modifiers);
}

static void
add_command (AdwPreferencesGroup *group, const TbCommand *command)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *keys = dup_keys (command);
  GtkWidget *label = gtk_label_new (keys);

  gtk_widget_add_css_class (label, "dim-label");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (command->title));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (group, row);
}

static void
tb_shortcuts_dialog_class_init (TbShortcutsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-shortcuts-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TbShortcutsDialog, page);
}

static void
tb_shortcuts_dialog_init (TbShortcutsDialog *self)
{
  guint n_commands;
  const TbCommand *commands = tb_commands_get_all (&n_commands);
  const char *title = NULL;
  GtkWidget *group = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint i = 0; i < n_commands; i++)
    {
      if (commands[i].accels[0] == NULL)
        continue;

      if (g_strcmp0 (commands[i].group, title) != 0)
        {
          title = commands[i].group;
          group = adw_preferences_group_new ();
          adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ (title));
          adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
        }
      add_command (ADW_PREFERENCES_GROUP (group), &commands[i]);
    }
}

/**
 * tb_shortcuts_dialog_new:
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
tb_shortcuts_dialog_new (void)
{
  return g_object_new (TB_TYPE_SHORTCUTS_DIALOG, NULL);
}
