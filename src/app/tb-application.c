/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-application.h"

#include "tb-commands.h"
#include "tb-desk-actions.h"
#include "tb-help-topic.h"
#include "tb-help-window.h"
#include "tb-menu-names.h"
#include "tb-opened-files.h"
#include "tb-preferences-dialog.h"
#include "tb-reminders.h"
#include "tb-search-provider.h"
#include "tb-shortcuts-dialog.h"
#include "tb-window.h"

#include <glib/gi18n.h>

struct _TbApplication
{
  AdwApplication parent_instance;

  GSettings *settings;        /* (owned) */
  TbRegisterReader *reader;   /* (owned) */
  TbSearchProvider *provider; /* (owned) */
  TbReminders *reminders;     /* (owned) (nullable) NULL before the start */
};

G_DEFINE_FINAL_TYPE (TbApplication, tb_application, ADW_TYPE_APPLICATION)

/* libadwaita 1.7 looks for the name of a dialog's button in the catalogue of the program. */
static const char libadwaita_word[] G_GNUC_UNUSED = N_ ("Close");

static const GOptionEntry options[]
    = { { "database", 'd', 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Open the register in FILE"),
          N_ ("FILE") },
        { "do", 0, 0, G_OPTION_ARG_STRING, NULL,
          N_ ("Open the register and do ACTION: new-member, new-event, import, find"),
          N_ ("ACTION") },
        { "version", 'V', 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version and exit"), NULL },
        { NULL } };

static void
make_data_folder (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), TB_DATA_FOLDER, NULL);

  /* Where this fails, opening the register fails too, and says why. */
  g_mkdir_with_parents (folder, 0700);
}

/* The window that has the register at @path, or a new one. */
static TbWindow *
ensure_window (TbApplication *self, const char *path)
{
  TbWindow *window;

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (TB_IS_WINDOW (l->data) && g_str_equal (tb_window_get_path (l->data), path))
      return l->data;

  window = tb_window_new (self);
  tb_window_open (window, path, TB_OPEN_CREATE);
  return window;
}

/* The window with a register that was used last; the help has a window too. */
static TbWindow *
get_register_window (gpointer application)
{
  for (GList *l = gtk_application_get_windows (application); l != NULL; l = l->next)
    if (TB_IS_WINDOW (l->data))
      return l->data;

  return tb_application_present_register (application);
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *parent = gtk_application_get_active_window (user_data);

  adw_show_about_dialog (
      GTK_WIDGET (parent), "application-name", _ ("Tower Branch"), "application-icon",
      TB_APPLICATION_ID, "version", TB_VERSION, "developer-name", _ ("The Tower Branch developers"),
      "website", "https://towerbranch.github.io/", "issue-url",
      "https://github.com/towerbranch/towerbranch/issues", "copyright",
      "© 2026 Tower Branch developers", "license-type", GTK_LICENSE_GPL_3_0, "comments",
      _ ("Registers and daily work of the joint Party branch of a commercial tower"),
      /* Translators: the names of the translators, one a line. */
      "translator-credits", _ ("translator-credits"), NULL);
}

static void
open_sample_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autofree char *path = tb_application_dup_sample_path ();

  make_data_folder ();
  tb_window_open (get_register_window (user_data), path, TB_OPEN_CREATE);
}

static void
leave_sample_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autofree char *path = tb_application_dup_register_path ();

  tb_window_open (get_register_window (user_data), path, TB_OPEN_CREATE);
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TbApplication *self = user_data;
  TbWindow *window = get_register_window (self);

  adw_dialog_present (
      tb_preferences_dialog_new (self->settings, tb_window_get_sync (TB_WINDOW (window))),
      GTK_WIDGET (window));
}

static void
shortcuts_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);

  adw_dialog_present (tb_shortcuts_dialog_new (), GTK_WIDGET (window));
}

/* One window of help is enough. It opens at what fits the window in use. */
static void
help_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *active = gtk_application_get_active_window (user_data);
  GtkWindow *window = NULL;

  for (GList *l = gtk_application_get_windows (user_data); l != NULL; l = l->next)
    if (TB_IS_HELP_WINDOW (l->data))
      window = l->data;

  if (window == NULL)
    window = GTK_WINDOW (tb_help_window_new (user_data, TB_HELP_DIR));
  if (active != window)
    tb_help_window_show_page (TB_HELP_WINDOW (window), tb_help_topic_find (active));
  gtk_window_present (window);
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_application_quit (user_data);
}

static const GActionEntry actions[] = {
  { .name = "about", .activate = about_cb },
  { .name = "help", .activate = help_cb },
  { .name = "leave-sample", .activate = leave_sample_cb },
  { .name = "open-sample", .activate = open_sample_cb },
  { .name = "preferences", .activate = preferences_cb },
  { .name = "shortcuts", .activate = shortcuts_cb },
  { .name = "quit", .activate = quit_cb },
};

static void
tb_application_startup (GApplication *application)
{
  TbApplication *self = TB_APPLICATION (application);

  G_APPLICATION_CLASS (tb_application_parent_class)->startup (application);

  tb_commands_install (GTK_APPLICATION (application));
  tb_menu_names_install ();
  tb_help_topic_install ();
  self->reminders = tb_reminders_new (GTK_APPLICATION (self), self->settings, self->reader);
}

static void
tb_application_shutdown (GApplication *application)
{
  g_clear_object (&TB_APPLICATION (application)->reminders);
  tb_opened_files_discard ();

  G_APPLICATION_CLASS (tb_application_parent_class)->shutdown (application);
}

static void
tb_application_activate (GApplication *application)
{
  tb_application_present_register (TB_APPLICATION (application));
}

/* An action that needs no parameter, as the launcher's menu has them. */
static gboolean
do_action (GApplication *application, const char *name)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (application), name);

  if (action == NULL || g_action_get_parameter_type (action) != NULL)
    return FALSE;

  g_action_activate (action, NULL);
  return TRUE;
}

static int
tb_application_command_line (GApplication *application, GApplicationCommandLine *command_line)
{
  GVariantDict *given = g_application_command_line_get_options_dict (command_line);
  const char *database, *action;

  if (g_variant_dict_lookup (given, "do", "&s", &action))
    {
      if (do_action (application, action))
        return 0;

      g_application_command_line_printerr (
          command_line, _ ("towerbranch: There is no action “%s”; see towerbranch --help.\n"),
          action);
      return 1;
    }

  if (g_variant_dict_lookup (given, "database", "^&ay", &database))
    {
      g_autoptr (GFile) file
          = g_application_command_line_create_file_for_arg (command_line, database);

      tb_application_present (TB_APPLICATION (application), g_file_peek_path (file));
    }
  else
    {
      g_application_activate (application);
    }

  return 0;
}

static int
tb_application_handle_local_options (GApplication *application, GVariantDict *given)
{
  if (g_variant_dict_contains (given, "version"))
    {
      g_print ("towerbranch %s\n", TB_VERSION);
      return 0;
    }

  return -1;
}

static gboolean
tb_application_dbus_register (GApplication *application, GDBusConnection *connection,
                              const char *object_path, GError **error)
{
  return G_APPLICATION_CLASS (tb_application_parent_class)
             ->dbus_register (application, connection, object_path, error)
         && tb_search_provider_export (TB_APPLICATION (application)->provider, connection,
                                       object_path, error);
}

static void
tb_application_dbus_unregister (GApplication *application, GDBusConnection *connection,
                                const char *object_path)
{
  tb_search_provider_unexport (TB_APPLICATION (application)->provider);

  G_APPLICATION_CLASS (tb_application_parent_class)
      ->dbus_unregister (application, connection, object_path);
}

static void
tb_application_finalize (GObject *object)
{
  TbApplication *self = TB_APPLICATION (object);

  g_clear_object (&self->provider);
  g_clear_object (&self->reader);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (tb_application_parent_class)->finalize (object);
}

static void
tb_application_class_init (TbApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tb_application_finalize;

  application_class->dbus_register = tb_application_dbus_register;
  application_class->dbus_unregister = tb_application_dbus_unregister;
  application_class->startup = tb_application_startup;
  application_class->shutdown = tb_application_shutdown;
  application_class->activate = tb_application_activate;
  application_class->command_line = tb_application_command_line;
  application_class->handle_local_options = tb_application_handle_local_options;
}

static void
tb_application_init (TbApplication *self)
{
  g_autoptr (TbClock) clock = tb_clock_new_system ();

  self->settings = g_settings_new (TB_APPLICATION_ID);
  self->reader = tb_register_reader_new (GTK_APPLICATION (self), clock);
  self->provider = tb_search_provider_new (G_APPLICATION (self), self->settings, self->reader);
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  tb_desk_actions_install (self);
}

/**
 * tb_application_new:
 *
 * Makes the application. It opens the register given by `--database`, or the one in the user's data
 * folder.
 *
 * Returns: (transfer full): the application
 */
TbApplication *
tb_application_new (void)
{
  return g_object_new (TB_TYPE_APPLICATION, "application-id", TB_APPLICATION_ID, "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE, "resource-base-path",
                       "/io/github/towerbranch/TowerBranch", NULL);
}

/**
 * tb_application_dup_register_path:
 *
 * Returns: (transfer full): the file of the register, where no other is asked for
 */
char *
tb_application_dup_register_path (void)
{
  return g_build_filename (g_get_user_data_dir (), TB_DATA_FOLDER, "registry.db", NULL);
}

/**
 * tb_application_dup_sample_path:
 *
 * Returns: (transfer full): the file of the register that holds the sample data, apart from the
 * real one
 */
char *
tb_application_dup_sample_path (void)
{
  return g_build_filename (g_get_user_data_dir (), TB_DATA_FOLDER, "sample.db", NULL);
}

/**
 * tb_application_present:
 * @self: the application
 * @path: the file of a register
 *
 * Brings the window with that register to the front; opens it where there is none.
 *
 * Returns: (transfer none): the window
 */
TbWindow *
tb_application_present (TbApplication *self, const char *path)
{
  TbWindow *window = ensure_window (self, path);

  gtk_window_present (GTK_WINDOW (window));

  return window;
}

/**
 * tb_application_present_register:
 * @self: the application
 *
 * Does so with the register in the user's data folder.
 *
 * Returns: (transfer none): the window
 */
TbWindow *
tb_application_present_register (TbApplication *self)
{
  g_autofree char *path = tb_application_dup_register_path ();

  make_data_folder ();
  return tb_application_present (self, path);
}
