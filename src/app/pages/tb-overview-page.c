/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-overview-page.h"

#include "tb-batch-row.h"
#include "tb-figure-card.h"
#include "tb-first-start-page.h"
#include "tb-late-menu.h"
#include "tb-overview-data.h"
#include "tb-record-row.h"

#include <glib/gi18n.h>

/**
 * TbOverviewPage:
 *
 * What is in the register, what is incomplete, and what changed lately; every line leads somewhere.
 * An empty register shows the ways to begin instead.
 */
struct _TbOverviewPage
{
  TbPage parent_instance;

  GCancellable *cancellable; /* (owned) (nullable) of the reading under way */
  GPtrArray *rows; /* (owned) (element-type GtkWidget) the rows in the groups at present */

  GtkMenuButton *menu_button;
  GMenuModel *overview_menu;
  GtkStack *states;
  AdwStatusPage *error_status;
  AdwWrapBox *figures_box;
  AdwPreferencesGroup *week_group;
  AdwPreferencesGroup *gaps_group;
  AdwPreferencesGroup *batches_group;
};

G_DEFINE_FINAL_TYPE (TbOverviewPage, tb_overview_page, TB_TYPE_PAGE)

static void
remove_rows (TbOverviewPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->figures_box))) != NULL)
    adw_wrap_box_remove (self->figures_box, child);

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

static void
add_row (TbOverviewPage *self, AdwPreferencesGroup *group, GtkWidget *row)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, g_object_ref (row));
}

static void
add_figure (TbOverviewPage *self, const TbOverviewFigure *figure)
{
  GtkWidget *card = tb_figure_card_new (figure->page->icon_name, _ (figure->page->title),
                                        figure->figures->n_records, figure->note);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (card), "s", figure->page->name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (card), "win.show-page");
  adw_wrap_box_append (self->figures_box, card);
}

static void
add_gap (TbOverviewPage *self, const TbOverviewGap *gap)
{
  const TbRecordType *type = tb_record_types_find (gap->page->type_name);
  const TbField *field = tb_record_type_get_field (type, gap->field);
  /* Translators: a page and a field without a value, as in: Members: Mobile phone missing. */
  g_autofree char *title
      = g_strdup_printf (_ ("%s: %s missing"), _ (gap->page->title), _ (field->label));
  g_autofree char *subtitle
      = g_strdup_printf (ngettext ("%d of %d record", "%d of %d records", (gulong)gap->n_records),
                         (int)gap->n_missing, (int)gap->n_records);
  GtkWidget *row = tb_record_row_new (title, subtitle);

  tb_record_row_set_icon (TB_RECORD_ROW (row), gap->page->icon_name);
  tb_record_row_lead_to (TB_RECORD_ROW (row), "win.show-filtered",
                         g_variant_new ("(sss)", type->name, field->name, ""));
  add_row (self, self->gaps_group, row);
}

static const char *const due_icons[] = {
  [TB_DUE_EVENT] = "tb-event-symbolic",
  [TB_DUE_MILESTONE] = "tb-project-symbolic",
  [TB_DUE_CLAIM] = "tb-project-symbolic",
};

/* What kind of thing is due: an icon alone is not read aloud. */
static const char *const due_words[] = {
  [TB_DUE_EVENT] = N_ ("Event"),
  [TB_DUE_MILESTONE] = N_ ("Milestone"),
  [TB_DUE_CLAIM] = N_ ("Claim"),
};

static void
add_due (TbOverviewPage *self, const TbDueItem *item)
{
  g_autoptr (GString) line = g_string_new (item->on);
  GtkWidget *row;

  if (item->time != NULL)
    g_string_append_printf (line, " %s", item->time);
  if (item->late)
    g_string_append_printf (line, " · %s", _ ("overdue"));
  g_string_append_printf (line, " · %s", _ (due_words[item->kind]));
  if (item->note != NULL)
    g_string_append_printf (line, " · %s", item->note);

  row = tb_record_row_new (item->title, line->str);
  tb_record_row_set_icon (TB_RECORD_ROW (row),
                          item->late ? "dialog-warning-symbolic" : due_icons[item->kind]);
  tb_record_row_lead_to (TB_RECORD_ROW (row), "win.show-record",
                         g_variant_new ("(ss)", item->type_name, item->id));
  add_row (self, self->week_group, row);
}

static void
show_data (TbOverviewPage *self, const TbOverviewData *data)
{
  TbClock *clock = tb_session_get_clock (tb_page_get_session (TB_PAGE (self)));

  remove_rows (self);
  for (guint i = 0; i < data->figures->len; i++)
    add_figure (self, g_ptr_array_index (data->figures, i));
  for (guint i = 0; i < data->due->len; i++)
    add_due (self, g_ptr_array_index (data->due, i));
  for (guint i = 0; i < data->gaps->len; i++)
    add_gap (self, &g_array_index (data->gaps, TbOverviewGap, i));
  for (guint i = 0; i < data->batches->len; i++)
    add_row (self, self->batches_group,
             tb_batch_row_new (g_ptr_array_index (data->batches, i), clock));

  gtk_widget_set_visible (GTK_WIDGET (self->week_group), data->due->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->gaps_group), data->gaps->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->batches_group), data->batches->len > 0);
  gtk_stack_set_visible_child_name (self->states, data->n_records > 0 ? "overview" : "first-start");
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbOverviewPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TbOverviewData) data
      = tb_overview_data_read_finish (TB_SESSION (source), result, &error);

  if (data != NULL)
    {
      show_data (self, data);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      adw_status_page_set_description (self->error_status, error->message);
      gtk_stack_set_visible_child_name (self->states, "error");
    }
}

static void
refresh (TbOverviewPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  tb_overview_data_read_async (tb_page_get_session (TB_PAGE (self)), self->cancellable, read_cb,
                               g_object_ref (self));
}

static void
retry_cb (TbOverviewPage *self)
{
  refresh (self);
}

static void
tb_overview_page_constructed (GObject *object)
{
  TbOverviewPage *self = TB_OVERVIEW_PAGE (object);

  G_OBJECT_CLASS (tb_overview_page_parent_class)->constructed (object);

  g_signal_connect_object (tb_page_get_session (TB_PAGE (self)), "changed", G_CALLBACK (refresh),
                           self, G_CONNECT_SWAPPED);
  refresh (self);
}

static void
tb_overview_page_dispose (GObject *object)
{
  TbOverviewPage *self = TB_OVERVIEW_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_OVERVIEW_PAGE);

  G_OBJECT_CLASS (tb_overview_page_parent_class)->dispose (object);
}

static void
tb_overview_page_class_init (TbOverviewPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = tb_overview_page_constructed;
  object_class->dispose = tb_overview_page_dispose;

  g_type_ensure (TB_TYPE_FIRST_START_PAGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-overview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TbOverviewPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, TbOverviewPage, overview_menu);
  gtk_widget_class_bind_template_child (widget_class, TbOverviewPage, states);
  gtk_widget_class_bind_template_child (widget_class, TbOverviewPage, error_status);
  gtk_widget_class_bind_template_child (widget_class, TbOverviewPage, figures_box);
  gtk_widget_class_bind_template_child (widget_class, TbOverviewPage, week_group);
  gtk_widget_class_bind_template_child (widget_class, TbOverviewPage, gaps_group);
  gtk_widget_class_bind_template_child (widget_class, TbOverviewPage, batches_group);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
tb_overview_page_init (TbOverviewPage *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  tb_late_menu_set (self->menu_button, self->overview_menu);
}
