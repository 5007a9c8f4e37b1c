/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-desk-actions.h"

#include "tb-window.h"

/* What the desktop asks the program for, whether or not a window is open: the launcher's menu, the
 * desktop's search and notifications. Each is an action of the window with the register. */

typedef struct
{
  const char *name;          /* as the desktop file calls it */
  const char *parameter;     /* (nullable) handed on to the window's action */
  const char *window_action; /* detailed where nothing is handed on */
  gboolean takes_path;       /* whether @parameter is the register's file instead */
} DeskAction;

static const DeskAction desk_actions[] = {
  { "new-member", NULL, "win.add::person" },
  { "new-event", NULL, "win.add::event" },
  { "import", NULL, "win.import" },
  { "find", NULL, "win.search" },
  { "find-text", "s", "win.search-for" },
  { "show-page", "s", "win.show-page" },
  { "show-record", "(ss)", "win.show-record" },
  { "review", "s", "win.show-page::review", TRUE },
  { "show-sync", "s", "win.show-sync", TRUE },
};

static const DeskAction *
find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (desk_actions); i++)
    if (g_str_equal (desk_actions[i].name, name))
      return &desk_actions[i];

  g_assert_not_reached ();
}

static void
desk_action_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const DeskAction *desk_action = find (g_action_get_name (G_ACTION (action)));
  TbWindow *window
      = desk_action->takes_path
            ? tb_application_present (user_data, g_variant_get_string (parameter, NULL))
            : tb_application_present_register (user_data);
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_action_parse_detailed_name (desk_action->window_action, &name, &target, &error))
    g_error ("%s", error->message);

  tb_window_do (window, name, desk_action->takes_path || parameter == NULL ? target : parameter);
}

/**
 * tb_desk_actions_install:
 * @application: the application
 *
 * Adds what the desktop may ask for to the application's actions.
 */
void
tb_desk_actions_install (TbApplication *application)
{
  for (guint i = 0; i < G_N_ELEMENTS (desk_actions); i++)
    {
      const DeskAction *desk_action = &desk_actions[i];
      const GVariantType *type
          = desk_action->parameter != NULL ? G_VARIANT_TYPE (desk_action->parameter) : NULL;
      g_autoptr (GSimpleAction) action = g_simple_action_new (desk_action->name, type);

      g_signal_connect (action, "activate", G_CALLBACK (desk_action_cb), application);
      g_action_map_add_action (G_ACTION_MAP (application), G_ACTION (action));
    }
}
