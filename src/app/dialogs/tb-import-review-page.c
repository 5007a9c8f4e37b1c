/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-import-review-page.h"

#include <glib/gi18n.h>

#include "tb-import-row-cell.h"
#include "tb-import-row-page.h"
#include "tb-import-rows.h"

struct _TbImportReviewPage
{
  AdwNavigationPage parent_instance;

  TbImporter *importer; /* (owned) */
  TbImportRows *rows;   /* (owned) */

  GtkLabel *summary_label;
  GtkDropDown *show_dropdown;
  GtkStack *stack;
  GtkListView *list_view;
  GtkWidget *import_button;
};

enum
{
  SIGNAL_IMPORT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbImportReviewPage, tb_import_review_page, ADW_TYPE_NAVIGATION_PAGE)

static void
refresh (TbImportReviewPage *self)
{
  const TbImportSummary *summary = tb_importer_get_summary (self->importer);
  g_autofree char *words = tb_import_summary_dup_words (summary);

  gtk_label_set_label (self->summary_label, words);
  tb_import_rows_refresh (self->rows, gtk_drop_down_get_selected (self->show_dropdown));
  gtk_stack_set_visible_child_name (
      self->stack, g_list_model_get_n_items (G_LIST_MODEL (self->rows)) > 0 ? "rows" : "none");
  gtk_widget_set_sensitive (self->import_button, summary->created + summary->updated > 0);
}

static void
show_changed_cb (TbImportReviewPage *self)
{
  if (self->rows != NULL)
    refresh (self);
}

static void
setup_cb (TbImportReviewPage *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, tb_import_row_cell_new ());
}

static void
bind_cb (TbImportReviewPage *self, GtkListItem *item)
{
  TbImportRow *row = gtk_list_item_get_item (item);
  g_autofree char *title = tb_import_row_dup_title (self->importer, tb_import_row_get_index (row));

  gtk_list_item_set_accessible_label (item, title);
  tb_import_row_cell_show (TB_IMPORT_ROW_CELL (gtk_list_item_get_child (item)), self->importer,
                           tb_import_row_get_index (row));
}

/* The first row that is listed after one of the importer's; the number of rows where there is none.
 * A row that was corrected is listed no longer. */
static guint
find_listed_after (TbImportReviewPage *self, guint index)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  guint position = 0;

  for (; position < n_rows; position++)
    {
      g_autoptr (TbImportRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), position);

      if (tb_import_row_get_index (row) > index)
        break;
    }

  return position;
}

static void next_cb (TbImportReviewPage *self, TbImportRowPage *page);

static AdwNavigationPage *
create_row_page (TbImportReviewPage *self, guint position)
{
  g_autoptr (TbImportRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), position);
  AdwNavigationPage *page = tb_import_row_page_new (self->importer, tb_import_row_get_index (row));

  tb_import_row_page_set_has_next (TB_IMPORT_ROW_PAGE (page),
                                   position + 1
                                       < g_list_model_get_n_items (G_LIST_MODEL (self->rows)));
  g_signal_connect_object (page, "hidden", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "next", G_CALLBACK (next_cb), self, G_CONNECT_SWAPPED);

  return page;
}

/* The row that follows takes the place of the one that is shown, so that Back leads to the list. */
static void
next_cb (TbImportReviewPage *self, TbImportRowPage *page)
{
  AdwNavigationView *view
      = ADW_NAVIGATION_VIEW (gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW));
  g_autoptr (GListModel) stack = adw_navigation_view_get_navigation_stack (view);
  guint n_pages = g_list_model_get_n_items (stack);
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func (g_object_unref);
  guint position;

  refresh (self);
  position = find_listed_after (self, tb_import_row_page_get_index (page));
  if (position == g_list_model_get_n_items (G_LIST_MODEL (self->rows)))
    {
      adw_navigation_view_pop (view);
      return;
    }

  for (guint i = 0; i + 1 < n_pages; i++)
    g_ptr_array_add (pages, g_list_model_get_item (stack, i));
  g_ptr_array_add (pages, g_object_ref_sink (create_row_page (self, position)));
  adw_navigation_view_replace (view, (AdwNavigationPage **)pages->pdata, (int)pages->len);
}

static void
row_activated_cb (TbImportReviewPage *self, guint position)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);

  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), create_row_page (self, position));
}

static void
import_cb (TbImportReviewPage *self)
{
  g_signal_emit (self, signals[SIGNAL_IMPORT], 0);
}

static void
tb_import_review_page_dispose (GObject *object)
{
  TbImportReviewPage *self = TB_IMPORT_REVIEW_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_IMPORT_REVIEW_PAGE);

  G_OBJECT_CLASS (tb_import_review_page_parent_class)->dispose (object);
}

static void
tb_import_review_page_finalize (GObject *object)
{
  TbImportReviewPage *self = TB_IMPORT_REVIEW_PAGE (object);

  g_clear_object (&self->importer);
  g_clear_object (&self->rows);

  G_OBJECT_CLASS (tb_import_review_page_parent_class)->finalize (object);
}

static void
tb_import_review_page_class_init (TbImportReviewPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_import_review_page_dispose;
  object_class->finalize = tb_import_review_page_finalize;

  /**
   * TbImportReviewPage::import:
   */
  signals[SIGNAL_IMPORT] = g_signal_new ("import", TB_TYPE_IMPORT_REVIEW_PAGE, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-import-review-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TbImportReviewPage, summary_label);
  gtk_widget_class_bind_template_child (widget_class, TbImportReviewPage, show_dropdown);
  gtk_widget_class_bind_template_child (widget_class, TbImportReviewPage, stack);
  gtk_widget_class_bind_template_child (widget_class, TbImportReviewPage, list_view);
  gtk_widget_class_bind_template_child (widget_class, TbImportReviewPage, import_button);
  gtk_widget_class_bind_template_callback (widget_class, show_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, import_cb);
}

static void
tb_import_review_page_init (TbImportReviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_import_review_page_new:
 * @importer: with checked rows
 *
 * Returns: (transfer floating): the page, on the rows to look at where there are any
 */
AdwNavigationPage *
tb_import_review_page_new (TbImporter *importer)
{
  TbImportReviewPage *self = g_object_new (TB_TYPE_IMPORT_REVIEW_PAGE, NULL);
  const TbImportSummary *summary = tb_importer_get_summary (importer);
  g_autoptr (GtkNoSelection) selection = NULL;

  self->importer = g_object_ref (importer);
  self->rows = tb_import_rows_new (importer);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->rows)));
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (selection));
  if (summary->errors + summary->warnings + summary->ambiguous == 0)
    gtk_drop_down_set_selected (self->show_dropdown, TB_IMPORT_SHOW_ALL);
  refresh (self);

  return ADW_NAVIGATION_PAGE (self);
}

static void
add_words (GStrvBuilder *builder, const char *format, guint n)
{
  if (n > 0)
    {
      g_autofree char *words = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      words = g_strdup_printf (format, n);
#pragma GCC diagnostic pop
      g_strv_builder_add (builder, words);
    }
}

/**
 * tb_import_summary_dup_words:
 * @summary: the counts of a dry run or of a commit
 *
 * Returns: (transfer full): the counts that are not nought, as a list for people
 */
char *
tb_import_summary_dup_words (const TbImportSummary *summary)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  add_words (builder, ngettext ("%u row", "%u rows", summary->rows), summary->rows);
  add_words (builder, ngettext ("%u new", "%u new", summary->created), summary->created);
  add_words (builder, ngettext ("%u changed", "%u changed", summary->updated), summary->updated);
  add_words (builder, ngettext ("%u unchanged", "%u unchanged", summary->unchanged),
             summary->unchanged);
  add_words (builder,
             ngettext ("%u with an error, left out", "%u with errors, left out", summary->errors),
             summary->errors);
  add_words (builder, ngettext ("%u with a warning", "%u with warnings", summary->warnings),
             summary->warnings);
  add_words (builder, ngettext ("%u to choose", "%u to choose", summary->ambiguous),
             summary->ambiguous);
  add_words (
      builder,
      ngettext ("%u related record added", "%u related records added", summary->also_created),
      summary->also_created);

  parts = g_strv_builder_end (builder);
  return g_strjoinv (" · ", parts);
}
