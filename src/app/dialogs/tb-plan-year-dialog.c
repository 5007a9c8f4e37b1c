/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-plan-year-dialog.h"

#include "tb-day-words.h"
#include "tb-event-look.h"
#include "tb-event.h"
#include "tb-record-row.h"
#include "tb-type-event-plan.h"
#include "tb-type-event.h"

#include <glib/gi18n.h>

struct _TbPlanYearDialog
{
  AdwDialog parent_instance;

  TbSession *session;             /* (owned) */
  GCancellable *cancellable;      /* (owned) (nullable): of the reading of plans under way */
  GCancellable *year_cancellable; /* (owned) (nullable): of the reading of a year under way */
  GPtrArray *plan_rows;           /* (owned) (element-type GtkWidget): rows of the group of plans */
  GPtrArray *event_rows;          /* (owned) (element-type GtkWidget): rows of the preview */

  AdwBanner *banner;
  GtkWidget *make_button;
  AdwPreferencesGroup *year_group;
  AdwSpinRow *year_row;
  AdwPreferencesGroup *plans_group;
  AdwPreferencesGroup *events_group;
};

enum
{
  SIGNAL_SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbPlanYearDialog, tb_plan_year_dialog, ADW_TYPE_DIALOG)

static int
get_year (TbPlanYearDialog *self)
{
  return (int)adw_spin_row_get_value (self->year_row);
}

static void
remove_rows (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
}

static void
add_row (AdwPreferencesGroup *group, GPtrArray *rows, GtkWidget *row)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (rows, row);
}

static void
show_error (TbPlanYearDialog *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  adw_banner_set_title (self->banner, error->message);
  adw_banner_set_revealed (self->banner, TRUE);
}

/* The plans */

static char *
dup_plan_words (TbRecord *plan)
{
  static const guint fields[] = { TB_EVENT_PLAN_ORGANISATION, TB_EVENT_PLAN_RECURRENCE,
                                  TB_EVENT_PLAN_DAY, TB_EVENT_PLAN_TIME_FROM };
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *value = NULL;

      if (!tb_record_has (plan, fields[i]))
        continue;
      value = tb_record_dup_display (plan, fields[i], TB_DISPLAY_MASKED);
      g_string_append (line, line->len > 0 ? " · " : "");
      if (fields[i] == TB_EVENT_PLAN_DAY)
        /* Translators: %s is the day of a month, as in: on day 15. */
        g_string_append_printf (line, _ ("on day %s"), value);
      else
        g_string_append (line, value);
    }

  return g_string_free_and_steal (g_steal_pointer (&line));
}

static void
plans_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbPlanYearDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plans = tb_session_read_finish (TB_SESSION (source), result, &error);

  if (plans == NULL)
    {
      show_error (self, error);
      return;
    }

  remove_rows (self->plans_group, self->plan_rows);
  for (guint i = 0; i < plans->len; i++)
    {
      TbRecord *plan = g_ptr_array_index (plans, i);
      g_autofree char *title = tb_record_dup_title (plan);
      g_autofree char *words = dup_plan_words (plan);
      GtkWidget *row = tb_record_row_new (title, words);

      tb_record_row_set_icon (TB_RECORD_ROW (row), tb_event_look_get_icon_name (tb_record_get_text (
                                                       plan, TB_EVENT_PLAN_KIND)));
      tb_record_row_lead_to (TB_RECORD_ROW (row), "win.edit",
                             g_variant_new ("(ss)", "event_plan", tb_record_get_id (plan)));
      add_row (self->plans_group, self->plan_rows, row);
    }
  adw_preferences_group_set_description (
      self->plans_group,
      plans->len > 0 ? NULL
                     : _ ("A theme day on a fixed day of the month, a meeting every quarter…"));
}

/* The preview */

/* With the day of the week, since a fixed day of the month stays where it falls, also on a Sunday;
 * and with the organisation, since those of a tower have events of the same names. */
static char *
dup_event_words (TbRecord *event)
{
  const char *from = tb_record_get_text (event, TB_EVENT_PLANNED_FROM);
  const char *organisation = tb_record_get_reference_title (event, TB_EVENT_ORGANISATION);
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *day = NULL;
  TbDate on;

  if (tb_date_from_iso (tb_record_get_text (event, TB_EVENT_PLANNED_ON), &on))
    {
      day = tb_day_words_dup_day (on);
      g_string_append (line, day);
    }
  if (from != NULL)
    g_string_append_printf (line, " %s", from);
  if (organisation != NULL)
    g_string_append_printf (line, " · %s", organisation);

  return g_string_free_and_steal (g_steal_pointer (&line));
}

static void
add_event (TbPlanYearDialog *self, TbRecord *event)
{
  g_autofree char *title = tb_record_dup_title (event);
  g_autofree char *words = dup_event_words (event);
  GtkWidget *row = tb_record_row_new (title, words);

  tb_record_row_set_icon (TB_RECORD_ROW (row),
                          tb_event_look_get_icon_name (tb_record_get_text (event, TB_EVENT_KIND)));
  add_row (self->events_group, self->event_rows, row);
}

static void
year_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbPlanYearDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = tb_session_read_finish (TB_SESSION (source), result, &error);
  g_autofree char *words = NULL;

  if (events == NULL)
    {
      show_error (self, error);
      return;
    }

  remove_rows (self->events_group, self->event_rows);
  for (guint i = 0; i < events->len; i++)
    add_event (self, g_ptr_array_index (events, i));
  if (events->len > 0)
    words = g_strdup_printf (
        ngettext ("%u event will be made", "%u events will be made", events->len), events->len);
  adw_preferences_group_set_description (
      self->year_group, words != NULL ? words : _ ("Nothing is left to be made for this year."));
  gtk_widget_set_visible (GTK_WIDGET (self->events_group), events->len > 0);
  gtk_widget_set_sensitive (self->make_button, events->len > 0);
}

/* The reading of another year is called off: readers answer out of order. */
static void
refresh_year (TbPlanYearDialog *self)
{
  if (self->session == NULL)
    return;

  g_cancellable_cancel (self->year_cancellable);
  g_clear_object (&self->year_cancellable);
  self->year_cancellable = g_cancellable_new ();
  tb_event_list_year_async (self->session, get_year (self), self->year_cancellable, year_listed_cb,
                            g_object_ref (self));
}

static void
refresh (TbPlanYearDialog *self)
{
  g_autoptr (TbQuery) query = tb_query_new (&tb_type_event_plan);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  tb_session_list_async (self->session, query, self->cancellable, plans_listed_cb,
                         g_object_ref (self));
  refresh_year (self);
}

/* Making it */

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbPlanYearDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = tb_session_commit_finish (TB_SESSION (source), result, &error);

  if (batch == NULL)
    {
      show_error (self, error);
      gtk_widget_set_sensitive (self->make_button, TRUE);
      return;
    }

  if (*batch != '\0')
    g_signal_emit (self, signals[SIGNAL_SAVED], 0, batch);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
close_cb (TbPlanYearDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
make_cb (TbPlanYearDialog *self)
{
  gtk_widget_set_sensitive (self->make_button, FALSE);
  tb_event_make_year_async (self->session, NULL, get_year (self), NULL, made_cb,
                            g_object_ref (self));
}

/* Overrides */

static void
tb_plan_year_dialog_dispose (GObject *object)
{
  TbPlanYearDialog *self = TB_PLAN_YEAR_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_cancellable_cancel (self->year_cancellable);
  g_clear_object (&self->year_cancellable);
  g_ptr_array_set_size (self->plan_rows, 0);
  g_ptr_array_set_size (self->event_rows, 0);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_PLAN_YEAR_DIALOG);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (tb_plan_year_dialog_parent_class)->dispose (object);
}

static void
tb_plan_year_dialog_finalize (GObject *object)
{
  TbPlanYearDialog *self = TB_PLAN_YEAR_DIALOG (object);

  g_ptr_array_unref (self->plan_rows);
  g_ptr_array_unref (self->event_rows);

  G_OBJECT_CLASS (tb_plan_year_dialog_parent_class)->finalize (object);
}

static void
tb_plan_year_dialog_class_init (TbPlanYearDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_plan_year_dialog_dispose;
  object_class->finalize = tb_plan_year_dialog_finalize;

  /**
   * TbPlanYearDialog::saved:
   * @batch: the batch that made the year
   */
  signals[SIGNAL_SAVED] = g_signal_new ("saved", TB_TYPE_PLAN_YEAR_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-plan-year-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TbPlanYearDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, TbPlanYearDialog, make_button);
  gtk_widget_class_bind_template_child (widget_class, TbPlanYearDialog, year_group);
  gtk_widget_class_bind_template_child (widget_class, TbPlanYearDialog, year_row);
  gtk_widget_class_bind_template_child (widget_class, TbPlanYearDialog, plans_group);
  gtk_widget_class_bind_template_child (widget_class, TbPlanYearDialog, events_group);
  gtk_widget_class_bind_template_callback (widget_class, refresh_year);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_bind_template_callback (widget_class, make_cb);
}

static void
tb_plan_year_dialog_init (TbPlanYearDialog *self)
{
  self->plan_rows = g_ptr_array_new ();
  self->event_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* In December the next year is planned (domain model §2.10). */
static int
get_first_year (TbSession *session)
{
  TbDate today = tb_clock_today (tb_session_get_clock (session));

  return today.month == 12 ? today.year + 1 : today.year;
}

/**
 * tb_plan_year_dialog_new:
 * @session: the register
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
tb_plan_year_dialog_new (TbSession *session)
{
  TbPlanYearDialog *self = g_object_new (TB_TYPE_PLAN_YEAR_DIALOG, NULL);

  adw_spin_row_set_value (self->year_row, get_first_year (session));
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);

  return ADW_DIALOG (self);
}
