/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The least that looks like the window: a split view with two header bars and a list. What the
 * start of the program is measured against.
 */

#include <adwaita.h>

static const char window_ui[]
    = "<interface>"
      "<object class='AdwApplicationWindow' id='window'>"
      "<property name='default-width'>1200</property>"
      "<property name='default-height'>760</property>"
      "<property name='content'><object class='AdwNavigationSplitView'>"
      "<property name='sidebar'><object class='AdwNavigationPage'>"
      "<property name='title'>Sidebar</property>"
      "<property name='child'><object class='AdwToolbarView'>"
      "<child type='top'><object class='AdwHeaderBar'/></child>"
      "<property name='content'><object class='GtkListBox'><style><class "
      "name='navigation-sidebar'/></style>"
      "<child><object class='GtkLabel'><property name='label'>One</property></object></child>"
      "<child><object class='GtkLabel'><property name='label'>Two</property></object></child>"
      "<child><object class='GtkLabel'><property name='label'>Three</property></object></child>"
      "</object></property>"
      "</object></property>"
      "</object></property>"
      "<property name='content'><object class='AdwNavigationPage'>"
      "<property name='title'>Content</property>"
      "<property name='child'><object class='AdwToolbarView'>"
      "<child type='top'><object class='AdwHeaderBar'/></child>"
      "<property name='content'><object class='AdwStatusPage'>"
      "<property name='title'>Content</property>"
      "</object></property>"
      "</object></property>"
      "</object></property>"
      "</object></property>"
      "</object>"
      "</interface>";

static void
activate_cb (GtkApplication *application, gpointer data)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_string (window_ui, -1);
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "window"));

  gtk_window_set_application (window, application);
  gtk_window_present (window);
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) application
      = adw_application_new ("io.github.towerbranch.Minimal", G_APPLICATION_DEFAULT_FLAGS);

  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
