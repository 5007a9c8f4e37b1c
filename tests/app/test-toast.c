/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-test.h"
#include "tb-ui-test.h"
#include "tb-window-test.h"

#include <string.h>

/* What is told in passing is told in full, and where the person looks. */

/* The type is libadwaita's own, and there once a toast was shown. */
static GtkWidget *
find_toast (GtkWidget *root)
{
  GType type = g_type_from_name ("AdwToastWidget");

  return type != 0 ? tb_ui_test_find (root, type, NULL) : NULL;
}

static GtkWidget *
find_words (GtkWidget *root, const char *part)
{
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_label (GTK_LABEL (root)), part) != NULL)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_words (child, part);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Whether a toast below @root says @words, each of them within it and within the window. */
static gboolean
says_in_full (TbWindowTest *self, GtkWidget *root, const char *words)
{
  GtkWidget *toast = find_toast (root);
  GtkWidget *label = toast != NULL ? find_words (toast, words) : NULL;
  graphene_rect_t in_toast, in_window;
  PangoLayout *layout;
  int width, height;

  if (label == NULL || !gtk_widget_compute_bounds (label, toast, &in_toast)
      || !gtk_widget_compute_bounds (toast, GTK_WIDGET (self->window), &in_window))
    return FALSE;

  layout = gtk_label_get_layout (GTK_LABEL (label));
  pango_layout_get_pixel_size (layout, &width, &height);
  g_test_message ("%d × %d of words in %d × %d, at %g, %g in a toast of %d × %d, at %g", width,
                  height, gtk_widget_get_width (label), gtk_widget_get_height (label),
                  in_toast.origin.x, in_toast.origin.y, gtk_widget_get_width (toast),
                  gtk_widget_get_height (toast), in_window.origin.x);

  return !pango_layout_is_ellipsized (layout) && width <= gtk_widget_get_width (label)
         && height <= gtk_widget_get_height (label) && in_toast.origin.x >= 0
         && in_toast.origin.y >= 0
         && in_toast.origin.x + in_toast.size.width <= gtk_widget_get_width (toast)
         && in_toast.origin.y + in_toast.size.height <= gtk_widget_get_height (toast)
         && in_window.origin.x >= 0
         && in_window.origin.x + in_window.size.width
                <= gtk_widget_get_width (GTK_WIDGET (self->window));
}

/* px; the second are what GTK's own frame takes of a window without a compositor. */
#define NARROW (360 + 10)

static void
make_narrow (TbWindowTest *self)
{
  gtk_window_set_default_size (GTK_WINDOW (self->window), NARROW, 640);
  tb_test_wait_until (gtk_widget_get_width (GTK_WIDGET (self->window)) <= NARROW);
}

/* Whatever is said, in the narrowest window. */
static void
test_narrow (TbWindowTest *self, gconstpointer data)
{
  static const char *const sentences[] = {
    "Disconnected",
    "Saved as “2026-11.xlsx”",
    "1 photo or document was not in the backup",
    "The register that was here is kept as “register-before-2026-11-23T08-00-00.db”",
    "保存为“盈座商务大厦综合党委2026年度主题党日活动签到表.xlsx”",
    "“为流动党员找到组织”处于“待验收”状态，不能从这里转到“已认领”。",
  };

  make_narrow (self);
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      g_test_message ("%s", sentences[i]);
      tb_window_toast (self->window, sentences[i]);
      tb_test_wait_until (says_in_full (self, GTK_WIDGET (self->window), sentences[i]));
    }
}

static const char long_name[] = "Southern Harbour International Trading and Warehousing Company";

/* Nor does the button take the words' room. */
static void
test_narrow_undo (TbWindowTest *self, gconstpointer data)
{
  g_autoptr (TbRecord) firm = NULL;

  make_narrow (self);
  firm = tb_ui_test_add (tb_window_get_session (self->window), tb_record_types_find ("enterprise"),
                         long_name);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.remove", "(ss)", "enterprise",
                              tb_record_get_id (firm));
  tb_test_wait_until (says_in_full (self, GTK_WIDGET (self->window), long_name));
  tb_ui_test_click (find_toast (GTK_WIDGET (self->window)), "Undo");
}

static GtkWidget *
get_dialog (TbWindowTest *self)
{
  tb_test_wait_until (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window)) != NULL);
  return GTK_WIDGET (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window)));
}

/* A step that is done in a dialog is told there, not behind it, and taken back there. */
static void
test_in_dialog (TbWindowTest *self, gconstpointer data)
{
  static const struct
  {
    const char *action;
    const char *type;
  } dialogs[] = { { "win.show-record", "coverage" }, { "win.history", "enterprise" } };

  g_autoptr (TbRecord) firm = tb_ui_test_add (tb_window_get_session (self->window),
                                              tb_record_types_find ("enterprise"), long_name);
  gint64 n_firms = tb_window_test_count (self, "enterprise");

  for (guint i = 0; i < G_N_ELEMENTS (dialogs); i++)
    {
      g_autofree char *id = tb_window_test_dup_first_id (self, dialogs[i].type);
      GtkWidget *dialog;

      g_test_message ("%s", dialogs[i].action);
      gtk_widget_activate_action (GTK_WIDGET (self->window), dialogs[i].action, "(ss)",
                                  dialogs[i].type, id);
      dialog = get_dialog (self);
      gtk_widget_activate_action (GTK_WIDGET (self->window), "win.remove", "(ss)", "enterprise",
                                  tb_record_get_id (firm));
      tb_test_wait_until (says_in_full (self, dialog, long_name));
      tb_ui_test_click (find_toast (dialog), "Undo");
      tb_test_wait_until (tb_window_test_count (self, "enterprise") == n_firms);
      tb_test_wait_until (says_in_full (self, dialog, "Took back"));
      tb_window_test_close_dialog (self);
    }
}

/* With no dialog in the way, the window says it. */
static void
test_in_window (TbWindowTest *self, gconstpointer data)
{
  g_autofree char *id = tb_window_test_dup_first_id (self, "coverage");

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show-record", "(ss)", "coverage", id);
  get_dialog (self);
  tb_window_test_close_dialog (self);
  tb_window_toast (self->window, "Disconnected");
  tb_test_wait_until (says_in_full (self, GTK_WIDGET (self->window), "Disconnected"));
}

#define ADD(name, func)                                                                            \
  g_test_add ("/app/toast/" name, TbWindowTest, NULL, tb_window_test_set_up, func,                 \
              tb_window_test_tear_down)

int
main (int argc, char **argv)
{
  if (!tb_ui_test_init (&argc, &argv))
    return 77;

  ADD ("narrow", test_narrow);
  ADD ("narrow-undo", test_narrow_undo);
  ADD ("in-dialog", test_in_dialog);
  ADD ("in-window", test_in_window);

  return tb_test_run ();
}
