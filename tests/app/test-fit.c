/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-names-test.h"
#include "tb-page-table.h"
#include "tb-record-detail.h"
#include "tb-test.h"
#include "tb-ui-test.h"
#include "tb-window-test.h"

/* Every page and every dialog: with names for those who do not see the screen, and whole on a
 * narrow one. */

/* Names for those who do not see the screen */

typedef struct
{
  const char *action;
  const char *target; /* (nullable) as text; %s is the id of a record of the type */
  const char *type;   /* (nullable) */
} DialogAction;

static const DialogAction dialogs[] = {
  { "win.search", NULL },
  { "win.history", "('', '')" },
  { "win.history", "('person', '%s')", "person" },
  { "win.edit", "('person', '%s')", "person" },
  { "win.erase", "('person', '%s')", "person" },
  { "win.show-record", "('claim', '%s')", "claim" },
  { "win.show-record", "('milestone', '%s')", "milestone" },
  { "win.show-notice", "'%s'", "event" },
  { "win.write-minutes", "'%s'", "event" },
  { "win.show-attendance", "'%s'", "event" },
  { "win.sign-in", "'%s'", "event" },
  { "win.correct", "('event', '%s')", "event" },
  { "win.add-vote", "'%s'", "event" },
  { "win.add-with", "('claim', {'project': '%s'})", "project" },
  { "win.transition", "('project', '%s', 'terminate')", "project" },
  { "win.add-with", "('acceptance', {'claim': '%s'})", "claim" },
  { "win.add-with", "('evaluation', {'project': '%s'})", "project" },
  { "win.add", "'enterprise'" },
  { "win.import", NULL },
  { "win.export", "'person'" },
  { "win.set-up", NULL },
  { "win.connect-service", NULL },
  { "win.export-parcel", NULL },
  { "win.import-parcel", NULL },
  { "win.plan-year", NULL },
  { "win.add", "'event'" },
  { "app.preferences", NULL },
  { "app.shortcuts", NULL },
  { "app.about", NULL },
};

static void
open_dialog (TbWindowTest *self, const DialogAction *dialog)
{
  g_autoptr (GVariant) target = NULL;

  g_test_message ("dialog %s %s", dialog->action, dialog->target != NULL ? dialog->target : "");
  if (dialog->target != NULL)
    {
      g_autofree char *id
          = dialog->type != NULL ? tb_window_test_dup_first_id (self, dialog->type) : NULL;
      g_auto (GStrv) parts = g_strsplit (dialog->target, "%s", -1);
      g_autofree char *text = g_strjoinv (id, parts);

      target = g_variant_ref_sink (g_variant_new_parsed (text));
    }

  gtk_widget_activate_action_variant (GTK_WIDGET (self->window), dialog->action, target);
  tb_test_wait_until (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window)) != NULL);
  tb_window_test_wait_frames (self, 3);
}

static void
test_names (TbWindowTest *self, gconstpointer data)
{
  guint n_pages;
  const TbPageInfo *pages = tb_page_table_get_all (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    {
      g_test_message ("page %s", pages[i].name);
      tb_window_test_show_page (self, pages[i].name);
      tb_window_test_wait_frames (self, 3);
    }
  tb_names_test_check (GTK_WIDGET (self->window));

  for (guint i = 0; i < G_N_ELEMENTS (dialogs); i++)
    {
      open_dialog (self, &dialogs[i]);
      tb_names_test_check (GTK_WIDGET (
          adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window))));
      tb_window_test_close_dialog (self);
    }
}

/* px that GTK's own frame takes of a window without a compositor. */
#define FRAME 10

#define NARROW 360

static void
make_narrow (TbWindowTest *self)
{
  gtk_window_set_default_size (GTK_WINDOW (self->window), NARROW + FRAME, 640);
  tb_test_wait_until (gtk_widget_get_width (GTK_WIDGET (self->window)) <= NARROW + FRAME);
}

/* What a widget needs, of itself: what scrolls shows the rest by scrolling. */
static void
check_fits (GtkWidget *widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_test_message ("%s needs %d px", G_OBJECT_TYPE_NAME (widget), minimum);
  g_assert_cmpint (minimum, <=, NARROW);
}

/* At 360 px nothing sticks out: GTK and libadwaita warn where something does, and warnings end the
 * test. */
static void
check_narrow (TbWindowTest *self)
{
  guint n_pages;
  const TbPageInfo *pages = tb_page_table_get_all (&n_pages);

  make_narrow (self);
  for (guint i = 0; i < n_pages; i++)
    {
      TbPage *page = tb_window_test_show_page (self, pages[i].name);

      g_test_message ("page %s", pages[i].name);
      tb_window_test_wait_frames (self, 3);
      check_fits (GTK_WIDGET (page));
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (page)), <=, NARROW);
      if (pages[i].type_name != NULL && tb_window_test_count (self, pages[i].type_name) > 0)
        {
          g_autofree char *record_id = tb_window_test_dup_first_id (self, pages[i].type_name);

          tb_window_test_show_record (self, pages[i].type_name, record_id);
          tb_window_test_wait_frames (self, 3);
          check_fits (GTK_WIDGET (page));
        }
    }

  for (guint i = 0; i < G_N_ELEMENTS (dialogs); i++)
    {
      open_dialog (self, &dialogs[i]);
      check_fits (adw_dialog_get_child (
          adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window))));
      tb_window_test_close_dialog (self);
    }
}

static void
test_narrow (TbWindowTest *self, gconstpointer data)
{
  check_narrow (self);
}

/* The same with text that is half as large again, as those need it who do not see well. */
static void
test_narrow_large_text (TbWindowTest *self, gconstpointer data)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", dpi * 3 / 2, NULL);
  check_narrow (self);
  gtk_settings_reset_property (settings, "gtk-xft-dpi");
}

/* What is looked for can be typed at once, on a narrow screen as well. */
static void
test_narrow_focus (TbWindowTest *self, gconstpointer data)
{
  const DialogAction search = { "win.search" };
  GtkWidget *focus;

  make_narrow (self);
  open_dialog (self, &search);
  tb_window_test_wait_frames (self, 20);

  focus = gtk_window_get_focus (GTK_WINDOW (self->window));
  g_assert_nonnull (focus);
  g_assert_nonnull (gtk_widget_get_ancestor (focus, GTK_TYPE_SEARCH_ENTRY));
}

#define ADD(name, func)                                                                            \
  g_test_add ("/app/fit/" name, TbWindowTest, NULL, tb_window_test_set_up, func,                   \
              tb_window_test_tear_down)

int
main (int argc, char **argv)
{
  if (!tb_ui_test_init (&argc, &argv))
    return 77;

  ADD ("names", test_names);
  ADD ("narrow", test_narrow);
  ADD ("narrow-large-text", test_narrow_large_text);
  ADD ("narrow-focus", test_narrow_focus);

  return tb_test_run ();
}
