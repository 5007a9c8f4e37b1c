/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-overview-page.h"

#include "tb-batch-row.h"
#include "tb-figure-card.h"
#include "tb-first-start-page.h"
#include "tb-follow.h"
#include "tb-frame-work.h"
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

  GCancellable *cancellable; /* (owned): cancelled when the page is gone */
  gboolean is_reading;
  gboolean is_stale; /* something has changed since the reading began */
  /* What is shown at present, (owned) (element-type GtkWidget) (not owned): */
  GPtrArray *cards;
  GPtrArray *week_rows;
  GPtrArray *gap_rows;
  GPtrArray *batch_rows;

  TbOverviewData *data; /* (owned) (nullable): while it is being shown */
  guint next_group;     /* what of it comes next */
  guint next_row;

  GtkMenuButton *menu_button;
  GMenuModel *overview_menu;
  GtkStack *states;
  AdwStatusPage *error_status;
  GtkFlowBox *figures_box;
  AdwPreferencesGroup *week_group;
  AdwPreferencesGroup *gaps_group;
  AdwPreferencesGroup *batches_group;
};

G_DEFINE_FINAL_TYPE (TbOverviewPage, tb_overview_page, TB_TYPE_PAGE)

static void refresh (TbOverviewPage *self);

/* Rows are kept, and say something else: while records come in, the page is told anew some times a
 * second. */

static GtkWidget *
get_row (GPtrArray *rows, guint index)
{
  return index < rows->len ? g_ptr_array_index (rows, index) : NULL;
}

/* The group is shown from its first row on, so that no frame has to lay out all of them. */
static void
add_row (AdwPreferencesGroup *group, GPtrArray *rows, GtkWidget *row)
{
  gtk_widget_set_visible (GTK_WIDGET (group), TRUE);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (rows, row);
}

static void
end_rows (AdwPreferencesGroup *group, GPtrArray *rows, guint n_rows)
{
  for (guint i = n_rows; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, (int)n_rows);
  gtk_widget_set_visible (GTK_WIDGET (group), n_rows > 0);
}

static TbRecordRow *
say_in_row (AdwPreferencesGroup *group, GPtrArray *rows, guint index, const char *title,
            const char *subtitle)
{
  GtkWidget *row = get_row (rows, index);

  if (row == NULL)
    {
      row = tb_record_row_new (title, subtitle);
      add_row (group, rows, row);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);

  return TB_RECORD_ROW (row);
}

static void
show_figures (TbOverviewPage *self, GPtrArray *figures)
{
  for (guint i = 0; i < figures->len; i++)
    {
      const TbOverviewFigure *figure = g_ptr_array_index (figures, i);
      GtkWidget *card = get_row (self->cards, i);

      /* The pages are always the same. */
      if (card == NULL)
        {
          card = tb_figure_card_new (figure->page->icon_name, _ (figure->page->title));
          gtk_actionable_set_action_target (GTK_ACTIONABLE (card), "s", figure->page->name);
          gtk_actionable_set_action_name (GTK_ACTIONABLE (card), "win.show-page");
          gtk_flow_box_append (self->figures_box, card);
          /* The card is what is pressed, not the place that it has in the box. */
          gtk_widget_set_focusable (gtk_widget_get_parent (card), FALSE);
          g_ptr_array_add (self->cards, card);
        }
      tb_figure_card_set_number (TB_FIGURE_CARD (card), figure->figures->n_records, figure->note);
    }
}

static void
show_gap (TbOverviewPage *self, guint index, const TbOverviewGap *gap)
{
  const TbRecordType *type = tb_record_types_find (gap->page->type_name);
  const TbField *field = tb_record_type_get_field (type, gap->field);
  /* Translators: a page and a field without a value, as in: Members: Mobile phone missing. */
  g_autofree char *title
      = g_strdup_printf (_ ("%s: %s missing"), _ (gap->page->title), _ (field->label));
  g_autofree char *subtitle
      = g_strdup_printf (ngettext ("%d of %d record", "%d of %d records", (gulong)gap->n_records),
                         (int)gap->n_missing, (int)gap->n_records);
  TbRecordRow *row = say_in_row (self->gaps_group, self->gap_rows, index, title, subtitle);

  tb_record_row_set_icon (row, gap->page->icon_name);
  tb_record_row_lead_to (row, "win.show-filtered",
                         g_variant_new ("(sss)", type->name, field->name, ""));
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
show_due (TbOverviewPage *self, guint index, const TbDueItem *item)
{
  g_autoptr (GString) line = g_string_new (item->on);
  TbRecordRow *row;

  if (item->time != NULL)
    g_string_append_printf (line, " %s", item->time);
  if (item->late)
    g_string_append_printf (line, " · %s", _ ("overdue"));
  g_string_append_printf (line, " · %s", _ (due_words[item->kind]));
  if (item->note != NULL)
    g_string_append_printf (line, " · %s", item->note);

  row = say_in_row (self->week_group, self->week_rows, index, item->title, line->str);
  tb_record_row_set_icon (row, item->late ? "dialog-warning-symbolic" : due_icons[item->kind]);
  tb_record_row_lead_to (row, "win.show-record", g_variant_new ("(ss)", item->type_name, item->id));
}

static void
show_batch (TbOverviewPage *self, guint index, const TbBatchInfo *info)
{
  TbClock *clock = tb_session_get_clock (tb_page_get_session (TB_PAGE (self)));
  GtkWidget *row = get_row (self->batch_rows, index);

  if (row != NULL)
    tb_batch_row_set_info (TB_BATCH_ROW (row), info, clock);
  else
    add_row (self->batches_group, self->batch_rows, tb_batch_row_new (info, clock));
}

static void
show_due_at (TbOverviewPage *self, guint index)
{
  show_due (self, index, g_ptr_array_index (self->data->due, index));
}

static void
show_gap_at (TbOverviewPage *self, guint index)
{
  show_gap (self, index, &g_array_index (self->data->gaps, TbOverviewGap, index));
}

static void
show_batch_at (TbOverviewPage *self, guint index)
{
  show_batch (self, index, g_ptr_array_index (self->data->batches, index));
}

/* Shows a row of the group that is being filled, from above to below. Gives whether there is more.
 */
static gboolean
show_next (GtkWidget *widget)
{
  TbOverviewPage *self = TB_OVERVIEW_PAGE (widget);
  const struct
  {
    AdwPreferencesGroup *group;
    GPtrArray *rows;
    guint n_rows;
    void (*show) (TbOverviewPage *self, guint index);
  } groups[] = {
    { self->week_group, self->week_rows, self->data->due->len, show_due_at },
    { self->gaps_group, self->gap_rows, self->data->gaps->len, show_gap_at },
    { self->batches_group, self->batch_rows, self->data->batches->len, show_batch_at },
  };

  if (self->next_row < groups[self->next_group].n_rows)
    {
      groups[self->next_group].show (self, self->next_row++);
      return TRUE;
    }

  end_rows (groups[self->next_group].group, groups[self->next_group].rows, self->next_row);
  self->next_row = 0;
  if (++self->next_group < G_N_ELEMENTS (groups))
    return TRUE;

  g_clear_pointer (&self->data, tb_overview_data_free);
  return FALSE;
}

/* The rows make some hundred widgets, which is too much for the frame in which the page comes. */
static void
show_data (TbOverviewPage *self, TbOverviewData *data)
{
  g_clear_pointer (&self->data, tb_overview_data_free);
  self->data = data;
  self->next_group = 0;
  self->next_row = 0;

  show_figures (self, data->figures);
  gtk_stack_set_visible_child_name (self->states, data->n_records > 0 ? "overview" : "first-start");
  tb_page_give_due_focus (TB_PAGE (self));
  tb_frame_work_begin (GTK_WIDGET (self), show_next);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbOverviewPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TbOverviewData) data
      = tb_overview_data_read_finish (TB_SESSION (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  self->is_reading = FALSE;
  if (data != NULL)
    {
      show_data (self, g_steal_pointer (&data));
    }
  else
    {
      adw_status_page_set_description (self->error_status, error->message);
      gtk_stack_set_visible_child_name (self->states, "error");
      tb_page_give_due_focus (TB_PAGE (self));
    }
  if (self->is_stale)
    refresh (self);
}

/* While a reading is under way another one waits for its end, so that a hail of changes does not
 * keep a large register from ever being counted. */
static void
refresh (TbOverviewPage *self)
{
  self->is_stale = self->is_reading;
  if (self->is_reading)
    return;

  self->is_reading = TRUE;
  tb_overview_data_read_async (tb_page_get_session (TB_PAGE (self)), self->cancellable, read_cb,
                               g_object_ref (self));
}

static void
changed_cb (GtkWidget *widget, const char *const *type_names)
{
  refresh (TB_OVERVIEW_PAGE (widget));
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

  tb_follow_changes (GTK_WIDGET (self), tb_page_get_session (TB_PAGE (self)), NULL, changed_cb);
  refresh (self);
}

static void
tb_overview_page_dispose (GObject *object)
{
  TbOverviewPage *self = TB_OVERVIEW_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  tb_frame_work_stop (GTK_WIDGET (self));
  g_clear_pointer (&self->data, tb_overview_data_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_OVERVIEW_PAGE);

  G_OBJECT_CLASS (tb_overview_page_parent_class)->dispose (object);
}

static void
tb_overview_page_finalize (GObject *object)
{
  TbOverviewPage *self = TB_OVERVIEW_PAGE (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->cards);
  g_ptr_array_unref (self->week_rows);
  g_ptr_array_unref (self->gap_rows);
  g_ptr_array_unref (self->batch_rows);

  G_OBJECT_CLASS (tb_overview_page_parent_class)->finalize (object);
}

/* To what the page shows, not to the menu above it. */
static gboolean
tb_overview_page_take_focus (TbPage *page)
{
  TbOverviewPage *self = TB_OVERVIEW_PAGE (page);

  if (g_str_equal (gtk_stack_get_visible_child_name (self->states), "loading"))
    return FALSE;
  gtk_widget_child_focus (gtk_stack_get_visible_child (self->states), GTK_DIR_TAB_FORWARD);

  return TRUE;
}

static void
tb_overview_page_class_init (TbOverviewPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = tb_overview_page_constructed;
  object_class->dispose = tb_overview_page_dispose;
  object_class->finalize = tb_overview_page_finalize;
  TB_PAGE_CLASS (klass)->take_focus = tb_overview_page_take_focus;

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
  self->cancellable = g_cancellable_new ();
  self->cards = g_ptr_array_new ();
  self->week_rows = g_ptr_array_new ();
  self->gap_rows = g_ptr_array_new ();
  self->batch_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  tb_late_menu_set (self->menu_button, self->overview_menu);
}
