/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-help-window.h"

#include "tb-help-book.h"
#include "tb-help-paragraph.h"
#include "tb-help-row.h"
#include "tb-help-topic-row.h"
#include "tb-split-view.h"

#include <glib/gi18n.h>

/**
 * TbHelpWindow:
 *
 * The help, beside the window that it is about. It shows the installed Mallard pages itself: many
 * office desktops have no help browser, and from a sandbox none could reach the program's files.
 */
struct _TbHelpWindow
{
  AdwWindow parent_instance;

  GListModel *book; /* (owned) (nullable) of TbHelpPage; NULL where there is no help */
  TbHelpPage *page; /* (owned) (nullable) the page that is shown */

  AdwNavigationSplitView *split_view;
  AdwNavigationPage *content_page;
  GtkSearchEntry *entry;
  GtkListBox *list;
  GtkStack *states;
  GtkScrolledWindow *scroller;
  GtkLabel *title_label;
  GtkBox *body;
};

G_DEFINE_FINAL_TYPE (TbHelpWindow, tb_help_window, ADW_TYPE_WINDOW)

static gboolean
filter_cb (GtkListBoxRow *row, gpointer user_data)
{
  TbHelpWindow *self = user_data;

  return tb_help_page_matches (tb_help_row_get_page (TB_HELP_ROW (row)),
                               gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
followed_cb (TbHelpParagraph *paragraph, const char *id, TbHelpWindow *self)
{
  g_autofree char *kept = g_strdup (id);

  /* The paragraph goes with its page. */
  g_object_ref (paragraph);
  tb_help_window_show_page (self, kept);
  g_object_unref (paragraph);
}

static void
topic_activated_cb (TbHelpWindow *self, GtkListBoxRow *row)
{
  g_autofree char *id
      = g_strdup (tb_help_page_get_id (tb_help_topic_row_get_page (TB_HELP_TOPIC_ROW (row))));

  tb_help_window_show_page (self, id);
}

static GtkWidget *
append_topic_list (TbHelpWindow *self)
{
  GtkWidget *list = g_object_new (GTK_TYPE_LIST_BOX, "selection-mode", GTK_SELECTION_NONE, NULL);

  gtk_widget_add_css_class (list, "boxed-list");
  g_signal_connect_object (list, "row-activated", G_CALLBACK (topic_activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (self->body, list);

  return list;
}

static void
append_block (TbHelpWindow *self, const TbHelpBlock *block)
{
  GtkWidget *last = gtk_widget_get_last_child (GTK_WIDGET (self->body));
  GtkWidget *paragraph;

  if (block->kind == TB_HELP_BLOCK_TOPIC)
    {
      TbHelpPage *page = tb_help_book_find (self->book, block->markup);

      if (!GTK_IS_LIST_BOX (last))
        last = append_topic_list (self);
      gtk_list_box_append (GTK_LIST_BOX (last), tb_help_topic_row_new (page));
      return;
    }

  paragraph = tb_help_paragraph_new (block);
  g_signal_connect_object (paragraph, "followed", G_CALLBACK (followed_cb), self, 0);
  gtk_box_append (self->body, paragraph);
}

static void
fill_body (TbHelpWindow *self)
{
  GPtrArray *blocks = tb_help_page_get_blocks (self->page);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->body))) != NULL)
    gtk_box_remove (self->body, child);

  for (guint i = 0; i < blocks->len; i++)
    append_block (self, g_ptr_array_index (blocks, i));
}

static void
row_activated_cb (TbHelpWindow *self, GtkListBoxRow *row)
{
  tb_help_window_show_page (self, tb_help_page_get_id (tb_help_row_get_page (TB_HELP_ROW (row))));
}

static void
search_changed_cb (TbHelpWindow *self)
{
  gtk_list_box_invalidate_filter (self->list);
}

/* Enter leads to the first page that was found. */
static void
entry_activate_cb (TbHelpWindow *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
      {
        row_activated_cb (self, row);
        return;
      }
}

static void
tb_help_window_dispose (GObject *object)
{
  TbHelpWindow *self = TB_HELP_WINDOW (object);

  if (self->list != NULL)
    gtk_list_box_set_filter_func (self->list, NULL, NULL, NULL);
  g_clear_object (&self->page);
  g_clear_object (&self->book);
  adw_window_set_content (ADW_WINDOW (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_HELP_WINDOW);

  G_OBJECT_CLASS (tb_help_window_parent_class)->dispose (object);
}

static void
tb_help_window_class_init (TbHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_help_window_dispose;

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-help-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TbHelpWindow, split_view);
  gtk_widget_class_bind_template_child (widget_class, TbHelpWindow, content_page);
  gtk_widget_class_bind_template_child (widget_class, TbHelpWindow, entry);
  gtk_widget_class_bind_template_child (widget_class, TbHelpWindow, list);
  gtk_widget_class_bind_template_child (widget_class, TbHelpWindow, states);
  gtk_widget_class_bind_template_child (widget_class, TbHelpWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, TbHelpWindow, title_label);
  gtk_widget_class_bind_template_child (widget_class, TbHelpWindow, body);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
}

static void
tb_help_window_init (TbHelpWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_help_window_new:
 * @application: (nullable): the application
 * @folder: the folder of all help
 *
 * Opens the help in the language of the user, at its first page. Where it cannot be read, the
 * window says so.
 *
 * Returns: (transfer none): the window, not shown yet
 */
TbHelpWindow *
tb_help_window_new (GtkApplication *application, const char *folder)
{
  TbHelpWindow *self = g_object_new (TB_TYPE_HELP_WINDOW, "application", application, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TbHelpPage) first = NULL;

  self->book = tb_help_book_load (folder, g_get_language_names (), &error);
  if (self->book == NULL)
    {
      g_debug ("%s", error->message);
      gtk_stack_set_visible_child_name (self->states, "error");
      return self;
    }

  /* Not bound to the model: a list that is bound does not filter. */
  for (guint i = 0; i < g_list_model_get_n_items (self->book); i++)
    {
      g_autoptr (TbHelpPage) page = g_list_model_get_item (self->book, i);

      gtk_list_box_append (self->list, tb_help_row_new (page));
    }
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
  first = g_list_model_get_item (self->book, 0);
  tb_help_window_show_page (self, tb_help_page_get_id (first));
  tb_split_view_show_content (self->split_view, FALSE);

  return self;
}

/**
 * tb_help_window_show_page:
 * @self: the window
 * @id: id of a page
 *
 * Shows a page from its beginning.
 *
 * Returns: whether there is such a page
 */
gboolean
tb_help_window_show_page (TbHelpWindow *self, const char *id)
{
  TbHelpPage *page = self->book != NULL ? tb_help_book_find (self->book, id) : NULL;
  GtkListBoxRow *row;

  if (page == NULL)
    return FALSE;

  g_set_object (&self->page, page);
  gtk_label_set_markup (self->title_label, tb_help_page_get_title (page));
  adw_navigation_page_set_title (self->content_page, gtk_label_get_text (self->title_label));
  fill_body (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (tb_help_row_get_page (TB_HELP_ROW (row)) == page)
      gtk_list_box_select_row (self->list, row);
  tb_split_view_show_content (self->split_view, TRUE);

  return TRUE;
}

/**
 * tb_help_window_get_page:
 * @self: the window
 *
 * Returns: (transfer none) (nullable): id of the page that is shown
 */
const char *
tb_help_window_get_page (TbHelpWindow *self)
{
  return self->page != NULL ? tb_help_page_get_id (self->page) : NULL;
}
