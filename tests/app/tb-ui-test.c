/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-ui-test.h"

#include <string.h>

#include "tb-test.h"

/**
 * tb_ui_test_init:
 *
 * As tb_test_init(), with a display. Tests run in English, whatever the language of the desktop, so
 * that they can name what they click.
 *
 * Returns: whether there is a display to test on
 */
gboolean
tb_ui_test_init (int *argc, char ***argv)
{
  tb_test_init (argc, argv);
  if (!gtk_init_check ())
    {
      g_printerr ("These tests need a display: run them with build-aux/test.\n");
      return FALSE;
    }
  adw_init ();
  return TRUE;
}

/**
 * tb_ui_test_open:
 *
 * Returns: (transfer full): a new, empty register of the test's own
 */
TbSession *
tb_ui_test_open (void)
{
  static guint n_opened;
  g_autofree char *name = g_strdup_printf ("ui-%u.db", n_opened++);
  g_autofree char *path = tb_test_dup_path (name);
  g_autoptr (TbClock) clock = tb_test_clock_new ();
  g_autoptr (GError) error = NULL;
  TbSession *session = tb_session_open (path, TB_OPEN_CREATE, clock, "测试员", &error);

  g_assert_no_error (error);
  return session;
}

/**
 * tb_ui_test_window_new:
 *
 * Returns: (transfer full): a window on the screen that dialogs can be presented over
 */
GtkWindow *
tb_ui_test_window_new (void)
{
  GtkWidget *window = adw_window_new ();

  adw_window_set_content (ADW_WINDOW (window), adw_bin_new ());
  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 800);
  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}

/**
 * tb_ui_test_add:
 *
 * Returns: (transfer full): a record of the register, known by @title alone, as read back
 */
TbRecord *
tb_ui_test_add (TbSession *session, const TbRecordType *type, const char *title)
{
  g_autoptr (TbRecord) record = tb_record_new (type);
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;
  TbRecord *saved;

  tb_record_set_text (record, type->title_field, title);
  batch = tb_session_save (session, record, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (batch);

  saved = tb_session_load (session, type, tb_record_get_id (record), NULL, &error);
  g_assert_no_error (error);
  return saved;
}

static gboolean
says (GtkWidget *widget, const char *words)
{
  static const char *const properties[] = { "title", "label", "tooltip-text" };

  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    {
      GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (widget), properties[i]);
      g_autofree char *text = NULL;

      if (pspec == NULL || pspec->value_type != G_TYPE_STRING)
        continue;
      g_object_get (widget, properties[i], &text, NULL);
      if (g_strcmp0 (text, words) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * tb_ui_test_find:
 * @words: (nullable): title, label or tooltip of what is looked for
 *
 * Returns: (transfer none) (nullable): the first widget of that type below @root that is on the
 * screen
 */
GtkWidget *
tb_ui_test_find (GtkWidget *root, GType type, const char *words)
{
  if (!gtk_widget_get_visible (root))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && (words == NULL || says (root, words)))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = tb_ui_test_find (child, type, words);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/**
 * tb_ui_test_get:
 *
 * As tb_ui_test_find(); waits for it, and fails the test where it never comes.
 *
 * Returns: (transfer none): the widget
 */
GtkWidget *
tb_ui_test_get (GtkWidget *root, GType type, const char *words)
{
  g_test_message ("looking for a %s that says “%s”", g_type_name (type),
                  words != NULL ? words : "anything");
  tb_test_wait_until (tb_ui_test_find (root, type, words) != NULL);
  return tb_ui_test_find (root, type, words);
}

static GtkWidget *
find_suggested (GtkWidget *root, const char *words)
{
  GtkWidget *button = tb_ui_test_find (root, GTK_TYPE_BUTTON, words);

  return button != NULL && gtk_widget_has_css_class (button, "suggested-action")
                 && gtk_widget_is_sensitive (button)
             ? button
             : NULL;
}

/**
 * tb_ui_test_get_next_step:
 * @root: where a record is shown
 * @words: label of a button
 *
 * Waits for the button that leads on, and fails the test where it never comes, is not the suggested
 * one, or cannot be pressed.
 *
 * Returns: (transfer none): the button
 */
GtkWidget *
tb_ui_test_get_next_step (GtkWidget *root, const char *words)
{
  g_test_message ("looking for the next step “%s”", words);
  tb_test_wait_until (find_suggested (root, words) != NULL);
  return find_suggested (root, words);
}

/**
 * tb_ui_test_click:
 *
 * Presses the button with that label or tooltip, as a mnemonic or a screen reader would.
 */
void
tb_ui_test_click (GtkWidget *root, const char *label)
{
  GtkWidget *button = tb_ui_test_get (root, GTK_TYPE_BUTTON, label);

  tb_test_wait_until (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

/**
 * tb_ui_test_type:
 *
 * Puts text into the entry with that title.
 */
void
tb_ui_test_type (GtkWidget *root, const char *title, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (tb_ui_test_get (root, ADW_TYPE_ENTRY_ROW, title)), text);
}

/**
 * tb_ui_test_has_words:
 *
 * Returns: whether a label below @root that is on the screen has @part in it
 */
gboolean
tb_ui_test_has_words (GtkWidget *root, const char *part)
{
  /* The other pages of a stack are there, but not on the screen. */
  if (!gtk_widget_get_mapped (root))
    return FALSE;
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), part) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (tb_ui_test_has_words (child, part))
      return TRUE;

  return FALSE;
}

/**
 * tb_ui_test_wait_for_words:
 *
 * Waits until tb_ui_test_has_words(), and fails the test where that never comes.
 */
void
tb_ui_test_wait_for_words (GtkWidget *root, const char *part)
{
  g_test_message ("waiting for “%s”", part);
  tb_test_wait_until (tb_ui_test_has_words (root, part));
}
