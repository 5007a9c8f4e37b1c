/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-help-book.h"
#include "tb-help-paragraph.h"
#include "tb-help-topic-row.h"
#include "tb-help-topic.h"
#include "tb-help-window.h"
#include "tb-page-table.h"
#include "tb-preferences-dialog.h"
#include "tb-test.h"
#include "tb-ui-test.h"
#include "tb-window-test.h"

static const char *const english[] = { "C", NULL };
static const char *const chinese_first[] = { "zh_CN.UTF-8", "zh_CN", "zh", "C", NULL };

static TbHelpPage *
read_page (const char *text, GError **error)
{
  g_autofree char *path = tb_test_dup_path ("some.page");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) own_error = NULL;

  g_file_set_contents (path, text, -1, &own_error);
  g_assert_no_error (own_error);

  return tb_help_page_new_from_file (file, error);
}

/* A line a piece: its kind, its number, its markup. */
static char *
dup_lines (TbHelpPage *page)
{
  GPtrArray *blocks = tb_help_page_get_blocks (page);
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    {
      const TbHelpBlock *block = g_ptr_array_index (blocks, i);

      g_string_append_printf (lines, "%d %u %s\n", block->kind, block->number, block->markup);
    }

  return g_string_free (lines, FALSE);
}

static void
test_page (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbHelpPage) page = read_page (
      "<?xml version=\"1.0\"?>\n"
      "<page xmlns=\"http://projectmallard.org/1.0/\" type=\"topic\" id=\"some\">\n"
      "  <info><link type=\"guide\" xref=\"index\"/><desc>What  &lt;it&gt; is</desc>\n"
      "    <tb:icon name=\"some-symbolic\"/><link type=\"topic\" xref=\"top\"/></info>\n"
      "  <title>Tom &amp; Co</title>\n"
      "  <p>\n    Press <keyseq><key>Ctrl</key> <key>N</key></keyseq>,\n    then\n    "
      "<em>wait</em>.\n  </p>\n"
      "  <steps><item><p>Choose <guiseq><gui>A</gui><gui>B</gui></guiseq></p></item>"
      "<item><p>Look at <file>x &lt; y</file></p></item></steps>\n"
      "  <section id=\"more\"><title>More</title>\n"
      "    <list><item><p><link xref=\"other\">there</link></p></item></list>\n"
      "    <steps><item><p>Again</p></item></steps>\n"
      "    <note><p>Mind.</p></note><p>End</p>\n"
      "  </section>\n"
      "  <section id=\"led\"><info><link type=\"topic\" xref=\"a\"/>"
      "<link type=\"topic\" xref=\"b\"/></info><title>Led to</title></section>\n"
      "</page>\n",
      &error);
  g_autofree char *lines = NULL;

  g_assert_no_error (error);
  lines = dup_lines (page);
  g_assert_cmpstr (tb_help_page_get_id (page), ==, "some");
  g_assert_cmpstr (tb_help_page_get_title (page), ==, "Tom &amp; Co");
  g_assert_cmpstr (lines, ==,
                   "1 0 Press <b>Ctrl</b>+<b>N</b>, then <i>wait</i>.\n"
                   "3 1 Choose <b>A</b> ▸ <b>B</b>\n"
                   "3 2 Look at <tt>x &lt; y</tt>\n"
                   "5 0 top\n"
                   "0 0 More\n"
                   "2 0 <a href=\"page:other\">there</a>\n"
                   "3 1 Again\n"
                   "4 0 Mind.\n"
                   "1 0 End\n"
                   "0 0 Led to\n"
                   "5 0 a\n"
                   "5 0 b\n");
  g_assert_cmpstr (tb_help_page_get_desc (page), ==, "What &lt;it&gt; is");
  g_assert_cmpstr (tb_help_page_get_icon_name (page), ==, "some-symbolic");
  g_assert_cmpuint (g_strv_length ((char **)tb_help_page_get_topics (page)), ==, 3);

  g_assert_true (tb_help_page_matches (page, ""));
  g_assert_true (tb_help_page_matches (page, "WAIT tom"));
  g_assert_false (tb_help_page_matches (page, "wait nobody"));
}

static void
test_broken_page (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbHelpPage) page = read_page ("<page id=\"some\"><title>A</title><p>B</page>", &error);

  g_assert_null (page);
  g_assert_error (error, G_MARKUP_ERROR, G_MARKUP_ERROR_PARSE);
}

/* The real pages, laid out as they are installed; in Chinese there is the first page only, and one
 * more that it leads to. */
static char *
dup_help_folder (void)
{
  static const char *const chinese[]
      = { "index.page",
          "<page id=\"index\"><info><link type=\"topic\" xref=\"only\"/></info>"
          "<title>帮助</title></page>",
          "only.page", "<page id=\"only\"><title>唯一</title><p>内容</p></page>" };
  g_autofree char *folder = tb_test_dup_path ("help");
  const char *source = g_getenv ("TB_TEST_HELP");
  g_autofree char *into = g_build_filename (folder, "C", "towerbranch", NULL);
  g_autofree char *other = g_build_filename (folder, "zh_CN", "towerbranch", NULL);
  g_autoptr (GDir) pages = g_dir_open (source, 0, NULL);
  const char *name;

  g_assert_cmpint (g_mkdir_with_parents (into, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (other, 0700), ==, 0);
  while ((name = g_dir_read_name (pages)) != NULL)
    {
      g_autoptr (GFile) from = g_file_new_build_filename (source, name, NULL);
      g_autoptr (GFile) to = g_file_new_build_filename (into, name, NULL);

      g_assert_true (g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, NULL));
    }
  for (guint i = 0; i < G_N_ELEMENTS (chinese); i += 2)
    {
      g_autofree char *path = g_build_filename (other, chinese[i], NULL);

      g_assert_true (g_file_set_contents (path, chinese[i + 1], -1, NULL));
    }

  return g_steal_pointer (&folder);
}

static void
test_book (void)
{
  g_autofree char *folder = dup_help_folder ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) book = tb_help_book_load (folder, english, &error);
  g_autoptr (GListModel) chinese = NULL;
  g_autoptr (TbHelpPage) first = NULL;

  g_assert_no_error (error);
  first = g_list_model_get_item (book, 0);
  g_assert_cmpstr (tb_help_page_get_id (first), ==, "index");
  g_assert_cmpuint (g_list_model_get_n_items (book), ==,
                    g_strv_length ((char **)tb_help_page_get_topics (first)) + 1);
  g_assert_nonnull (tb_help_book_find (book, "import"));
  g_assert_null (tb_help_book_find (book, "nothing"));

  chinese = tb_help_book_load (folder, chinese_first, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (chinese), ==, 2);
}

static void
test_no_book (void)
{
  g_autofree char *folder = tb_test_dup_path ("nowhere");
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) book = tb_help_book_load (folder, english, &error);

  g_assert_null (book);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static guint
count_shown_rows (GtkWidget *list)
{
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n += GTK_IS_LIST_BOX_ROW (row) && gtk_widget_get_child_visible (row) ? 1 : 0;

  return n;
}

static void
test_window (void)
{
  g_autofree char *folder = dup_help_folder ();
  TbHelpWindow *window = tb_help_window_new (NULL, folder);
  GtkWidget *list, *entry, *paragraph, *row;
  guint n_rows;

  gtk_window_present (GTK_WINDOW (window));
  g_assert_cmpstr (tb_help_window_get_page (window), ==, "index");
  list = tb_ui_test_get (GTK_WIDGET (window), GTK_TYPE_LIST_BOX, NULL);
  n_rows = count_shown_rows (list);
  g_assert_cmpuint (n_rows, >, 5);

  /* The first page leads to all others. */
  row = tb_ui_test_get (GTK_WIDGET (window), TB_TYPE_HELP_TOPIC_ROW, "Events");
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  g_assert_cmpstr (tb_help_window_get_page (window), ==, "events");

  g_assert_true (tb_help_window_show_page (window, "first-steps"));
  g_assert_false (tb_help_window_show_page (window, "nothing"));
  g_assert_cmpstr (tb_help_window_get_page (window), ==, "first-steps");

  paragraph = tb_ui_test_get (GTK_WIDGET (window), TB_TYPE_HELP_PARAGRAPH, NULL);
  g_signal_emit_by_name (paragraph, "followed", "import");
  g_assert_cmpstr (tb_help_window_get_page (window), ==, "import");

  entry = tb_ui_test_get (GTK_WIDGET (window), GTK_TYPE_SEARCH_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "memory stick");
  tb_test_wait_until (count_shown_rows (list) == 1);
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (tb_help_window_get_page (window), ==, "backup");
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  tb_test_wait_until (count_shown_rows (list) == n_rows);

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_window_without_help (void)
{
  g_autofree char *folder = tb_test_dup_path ("nowhere");
  TbHelpWindow *window = tb_help_window_new (NULL, folder);

  gtk_window_present (GTK_WINDOW (window));
  g_assert_null (tb_help_window_get_page (window));
  g_assert_false (tb_help_window_show_page (window, "index"));
  tb_ui_test_get (GTK_WIDGET (window), ADW_TYPE_STATUS_PAGE, NULL);

  gtk_window_destroy (GTK_WINDOW (window));
}

/* Every piece of every page fits into a narrow window, and is markup that a label reads, which
 * would warn. */
static void
test_pages_fit (void)
{
  g_autofree char *folder = dup_help_folder ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) book = tb_help_book_load (folder, english, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < g_list_model_get_n_items (book); i++)
    {
      g_autoptr (TbHelpPage) page = g_list_model_get_item (book, i);
      GPtrArray *blocks = tb_help_page_get_blocks (page);

      for (guint j = 0; j < blocks->len; j++)
        {
          const TbHelpBlock *block = g_ptr_array_index (blocks, j);
          g_autoptr (GtkWidget) paragraph = g_object_ref_sink (tb_help_paragraph_new (block));
          int minimum;

          gtk_widget_measure (paragraph, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                              NULL);
          g_assert_cmpint (minimum, <, 320);
        }
    }
}

/* What a list shows of a page is there; some of the icons are the application's. */
static void
test_pages_are_described (TbWindowTest *self, gconstpointer data)
{
  g_autofree char *folder = dup_help_folder ();
  g_autoptr (GListModel) book = tb_help_book_load (folder, english, NULL);
  GtkIconTheme *icons = gtk_icon_theme_get_for_display (gdk_display_get_default ());

  for (guint i = 0; i < g_list_model_get_n_items (book); i++)
    {
      g_autoptr (TbHelpPage) page = g_list_model_get_item (book, i);

      g_test_message ("%s", tb_help_page_get_id (page));
      g_assert_true (i == 0 || tb_help_page_get_desc (page) != NULL);
      g_assert_nonnull (tb_help_page_get_icon_name (page));
      g_assert_true (gtk_icon_theme_has_icon (icons, tb_help_page_get_icon_name (page)));
    }
}

/* F1 leads to what fits the page or dialog that is shown, and never to a page that is not there. */
static void
test_topics (TbWindowTest *self, gconstpointer data)
{
  g_autofree char *folder = dup_help_folder ();
  g_autoptr (GListModel) book = tb_help_book_load (folder, english, NULL);
  g_autoptr (GSettings) settings = g_settings_new (TB_APPLICATION_ID);
  AdwDialog *dialog;
  guint n_pages;
  const TbPageInfo *pages = tb_page_table_get_all (&n_pages);

  g_assert_cmpstr (tb_help_topic_find (NULL), ==, "index");
  for (guint i = 0; i < n_pages; i++)
    {
      tb_window_show_page (self->window, pages[i].name);
      g_assert_cmpstr (tb_help_topic_find (GTK_WINDOW (self->window)), ==, pages[i].help_topic);
      g_assert_nonnull (tb_help_book_find (book, pages[i].help_topic));
    }

  dialog = tb_preferences_dialog_new (settings, NULL);
  adw_dialog_present (dialog, GTK_WIDGET (self->window));
  g_assert_cmpstr (tb_help_topic_find (GTK_WINDOW (self->window)), ==, "reminders");
  adw_dialog_force_close (dialog);
}

/* What F1 does where @dialog has the keys. */
static GtkShortcut *
find_help_shortcut (GtkWidget *dialog)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (dialog);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;

      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (GTK_IS_KEYVAL_TRIGGER (trigger)
              && gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == GDK_KEY_F1)
            return g_steal_pointer (&shortcut);
        }
    }

  return NULL;
}

static GtkWindow *
find_help_window (TbWindowTest *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self->application)); l != NULL;
       l = l->next)
    if (TB_IS_HELP_WINDOW (l->data))
      return l->data;

  return NULL;
}

/* A dialog keeps the keys of the window below it to itself, all but this one: each leads to the
 * page that fits it. */
static void
test_dialogs (TbWindowTest *self, gconstpointer data)
{
  static const struct
  {
    const char *action;
    const char *topic;
  } dialogs[] = {
    { "win.connect-service", "sync" }, { "win.export-parcel", "sync" },
    { "win.import-parcel", "sync" },   { "win.import", "import" },
    { "win.plan-year", "events" },     { "win.verify", "backup" },
    { "win.set-up", "first-steps" },   { "app.preferences", "reminders" },
  };
  AdwApplicationWindow *window = ADW_APPLICATION_WINDOW (self->window);

  tb_test_wait_until (tb_window_get_sync (self->window) != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (dialogs); i++)
    {
      g_autoptr (GtkShortcut) shortcut = NULL;
      GtkWidget *dialog;

      g_test_message ("%s", dialogs[i].action);
      gtk_window_present (GTK_WINDOW (window));
      gtk_widget_activate_action (GTK_WIDGET (window), dialogs[i].action, NULL);
      tb_test_wait_until (adw_application_window_get_visible_dialog (window) != NULL);
      dialog = GTK_WIDGET (adw_application_window_get_visible_dialog (window));
      g_assert_cmpstr (tb_help_topic_find (GTK_WINDOW (window)), ==, dialogs[i].topic);

      shortcut = find_help_shortcut (dialog);
      g_assert_nonnull (shortcut);
      g_assert_true (gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, dialog,
                                                   gtk_shortcut_get_arguments (shortcut)));
      tb_test_wait_until (find_help_window (self) != NULL);
      gtk_window_destroy (find_help_window (self));
      adw_dialog_force_close (ADW_DIALOG (dialog));
      tb_test_wait_until (adw_application_window_get_visible_dialog (window) == NULL);
    }
}

int
main (int argc, char **argv)
{
  if (!tb_ui_test_init (&argc, &argv))
    return 1;

  g_test_add_func ("/app/help/page", test_page);
  g_test_add_func ("/app/help/broken-page", test_broken_page);
  g_test_add_func ("/app/help/book", test_book);
  g_test_add_func ("/app/help/no-book", test_no_book);
  g_test_add_func ("/app/help/window", test_window);
  g_test_add_func ("/app/help/window-without-help", test_window_without_help);
  g_test_add_func ("/app/help/pages-fit", test_pages_fit);
  g_test_add ("/app/help/pages-are-described", TbWindowTest, NULL, tb_window_test_set_up,
              test_pages_are_described, tb_window_test_tear_down);
  g_test_add ("/app/help/dialogs", TbWindowTest, NULL, tb_window_test_set_up, test_dialogs,
              tb_window_test_tear_down);
  g_test_add ("/app/help/topics", TbWindowTest, NULL, tb_window_test_set_up, test_topics,
              tb_window_test_tear_down);

  return tb_test_run ();
}
