/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-event-calendar.h"

#include "tb-day-words.h"
#include "tb-event-chip.h"
#include "tb-follow.h"
#include "tb-month-calendar.h"
#include "tb-record-view.h"
#include "tb-type-event.h"
#include "tb-type-organisation.h"

#include <glib/gi18n.h>

/**
 * TbEventCalendar:
 *
 * The events of a page by months. Where it is narrow, the events of the selected day stand in a
 * list below the month. A month is one query, of the days that are seen.
 */
struct _TbEventCalendar
{
  AdwBin parent_instance;

  TbSession *session;        /* (owned) (nullable) */
  TbQuery *query;            /* (owned) (nullable): search and filters of the page */
  GCancellable *cancellable; /* (owned) (nullable): of the reading under way */

  GtkLabel *month_label;
  GtkStack *states;
  TbMonthCalendar *calendar;
  GtkLabel *day_label;
  GtkBox *day_box;
  GtkLabel *no_events_label;
  AdwStatusPage *error_status;
};

static void tb_event_calendar_record_view_init (TbRecordViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TbEventCalendar, tb_event_calendar, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (TB_TYPE_RECORD_VIEW,
                                                      tb_event_calendar_record_view_init))

/* Reading */

static TbMonthEvent *
month_event_new (TbRecord *record)
{
  gboolean held = tb_record_has (record, TB_EVENT_HELD_FROM);
  TbMonthEvent *event = g_new0 (TbMonthEvent, 1);

  event->row = tb_record_get_row (record);
  event->id = g_strdup (tb_record_get_id (record));
  g_strlcpy (event->on, tb_record_get_text (record, TB_EVENT_ON), sizeof event->on);
  event->from
      = g_strdup (tb_record_get_text (record, held ? TB_EVENT_HELD_FROM : TB_EVENT_PLANNED_FROM));
  event->title = g_strdup (tb_record_get_text (record, TB_EVENT_TITLE));
  event->kind = g_strdup (tb_record_get_text (record, TB_EVENT_KIND));
  event->state = g_strdup (tb_record_get_text (record, TB_EVENT_STATE));
  event->organisation = g_strdup (tb_record_get_text (record, TB_EVENT_ORGANISATION));

  return event;
}

static int
compare_events (gconstpointer a, gconstpointer b)
{
  const TbMonthEvent *first = *(const TbMonthEvent *const *)a;
  const TbMonthEvent *second = *(const TbMonthEvent *const *)b;
  int order = strcmp (first->on, second->on);

  return order != 0 ? order : g_strcmp0 (first->from, second->from);
}

static void
show_day (TbEventCalendar *self)
{
  GPtrArray *events = tb_month_calendar_get_selected_events (self->calendar);
  g_autofree char *day = tb_day_words_dup_day (tb_month_calendar_get_selected (self->calendar));
  GtkWidget *child;

  gtk_label_set_label (self->day_label, day);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->day_box))) != NULL)
    gtk_box_remove (self->day_box, child);
  for (guint i = 0; i < events->len; i++)
    {
      GtkWidget *chip = tb_event_chip_new ();

      gtk_widget_set_focusable (chip, TRUE);
      tb_event_chip_set_event (TB_EVENT_CHIP (chip), g_ptr_array_index (events, i));
      gtk_box_append (self->day_box, chip);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->no_events_label), events->len == 0);
}

static void
show_events (TbEventCalendar *self, GPtrArray *events)
{
  tb_month_calendar_set_events (self->calendar, events);
  show_day (self);
  gtk_stack_set_visible_child_name (self->states, "month");
}

static void
show_error (TbEventCalendar *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  adw_status_page_set_description (self->error_status, error->message);
  gtk_stack_set_visible_child_name (self->states, "error");
}

static void
month_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbEventCalendar) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = tb_session_read_finish (TB_SESSION (source), result, &error);

  if (events != NULL)
    show_events (self, events);
  else
    show_error (self, error);
}

static void
records_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbEventCalendar) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = tb_session_read_finish (TB_SESSION (source), result, &error);
  g_autoptr (GPtrArray) events = NULL;

  if (records == NULL)
    {
      show_error (self, error);
      return;
    }

  events = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_month_event_free);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (events, month_event_new (g_ptr_array_index (records, i)));
  g_ptr_array_sort (events, compare_events);
  show_events (self, events);
}

static gboolean
is_narrowed_down (TbQuery *query)
{
  const char *search = tb_query_get_search (query);

  return (search != NULL && *search != '\0') || tb_query_get_n_filters (query) > 0
         || tb_query_get_incomplete_only (query);
}

/* Without search and filters the light rows of the month are enough; else the records are asked for
 * as the table asks for them, so that both show the same. */
static void
refresh (TbEventCalendar *self)
{
  TbDate first;
  TbDate last;
  char iso[TB_DATE_ISO_SIZE];
  g_autoptr (TbQuery) query = NULL;

  if (self->query == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  tb_month_calendar_get_span (self->calendar, &first, &last);
  if (!is_narrowed_down (self->query))
    {
      tb_event_month_list_async (self->session, first, last, NULL, self->cancellable, month_read_cb,
                                 g_object_ref (self));
      return;
    }

  query = tb_query_copy (self->query);
  tb_query_add_filter (query, TB_EVENT_ON, TB_QUERY_FROM, tb_date_to_iso (first, iso));
  tb_query_add_filter (query, TB_EVENT_ON, TB_QUERY_TO, tb_date_to_iso (last, iso));
  tb_session_list_async (self->session, query, self->cancellable, records_read_cb,
                         g_object_ref (self));
}

/* Callbacks */

static void
month_changed_cb (TbEventCalendar *self)
{
  g_autofree char *month = tb_day_words_dup_month (tb_month_calendar_get_selected (self->calendar));

  gtk_label_set_label (self->month_label, month);
  refresh (self);
}

static void
day_selected_cb (TbEventCalendar *self)
{
  show_day (self);
}

static void
event_opened_cb (TbEventCalendar *self, const char *id)
{
  tb_record_view_emit_opened (TB_RECORD_VIEW (self), id);
}

static void
day_opened_cb (TbEventCalendar *self, const char *date)
{
  GVariantBuilder values;

  g_variant_builder_init (&values, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&values, "{ss}", "planned_on", date);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.add-with", "(sa{ss})", "event", &values);
}

static void
previous_cb (TbEventCalendar *self)
{
  tb_month_calendar_move_months (self->calendar, -1);
}

static void
next_cb (TbEventCalendar *self)
{
  tb_month_calendar_move_months (self->calendar, 1);
}

static void
show_today (TbEventCalendar *self)
{
  TbDate today = tb_clock_today (tb_session_get_clock (self->session));

  tb_month_calendar_set_today (self->calendar, today);
}

static void
today_cb (TbEventCalendar *self)
{
  show_today (self);
  tb_month_calendar_select (self->calendar, tb_clock_today (tb_session_get_clock (self->session)));
  gtk_widget_grab_focus (GTK_WIDGET (self->calendar));
}

static void
add_cb (TbEventCalendar *self)
{
  char iso[TB_DATE_ISO_SIZE];

  day_opened_cb (self, tb_date_to_iso (tb_month_calendar_get_selected (self->calendar), iso));
}

/* A chip of the list below the month. */
static void
open_event (GtkWidget *widget, const char *name, GVariant *parameter)
{
  event_opened_cb (TB_EVENT_CALENDAR (widget), g_variant_get_string (parameter, NULL));
}

/* The day may have become another one while the window stood open. */
static void
changed_cb (GtkWidget *widget, const char *const *type_names)
{
  TbEventCalendar *self = TB_EVENT_CALENDAR (widget);

  show_today (self);
  if (type_names == NULL || g_strv_contains (type_names, tb_type_event.name)
      || g_strv_contains (type_names, tb_type_organisation.name))
    refresh (self);
}

static void
retry_cb (TbEventCalendar *self)
{
  refresh (self);
}

/* The view of the page */

static void
tb_event_calendar_bind (TbRecordView *view, TbSession *session)
{
  TbEventCalendar *self = TB_EVENT_CALENDAR (view);

  self->session = g_object_ref (session);
  tb_follow_changes (GTK_WIDGET (self), session, NULL, changed_cb);
  show_today (self);
}

static void
tb_event_calendar_set_query (TbRecordView *view, TbQuery *query)
{
  TbEventCalendar *self = TB_EVENT_CALENDAR (view);

  g_clear_pointer (&self->query, tb_query_unref);
  self->query = tb_query_ref (query);
  refresh (self);
}

static void
tb_event_calendar_focus (TbRecordView *view)
{
  gtk_widget_grab_focus (GTK_WIDGET (TB_EVENT_CALENDAR (view)->calendar));
}

static void
tb_event_calendar_record_view_init (TbRecordViewInterface *iface)
{
  iface->title = N_ ("Month");
  iface->icon_name = "tb-event-symbolic";
  iface->takes_all = TRUE;
  iface->shows_nothing = TRUE;
  iface->bind = tb_event_calendar_bind;
  iface->set_query = tb_event_calendar_set_query;
  iface->focus = tb_event_calendar_focus;
}

/* Overrides */

static void
tb_event_calendar_dispose (GObject *object)
{
  TbEventCalendar *self = TB_EVENT_CALENDAR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->query, tb_query_unref);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_EVENT_CALENDAR);

  G_OBJECT_CLASS (tb_event_calendar_parent_class)->dispose (object);
}

static void
tb_event_calendar_class_init (TbEventCalendarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_event_calendar_dispose;

  g_type_ensure (TB_TYPE_MONTH_CALENDAR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-event-calendar.ui");
  gtk_widget_class_bind_template_child (widget_class, TbEventCalendar, month_label);
  gtk_widget_class_bind_template_child (widget_class, TbEventCalendar, states);
  gtk_widget_class_bind_template_child (widget_class, TbEventCalendar, calendar);
  gtk_widget_class_bind_template_child (widget_class, TbEventCalendar, day_label);
  gtk_widget_class_bind_template_child (widget_class, TbEventCalendar, day_box);
  gtk_widget_class_bind_template_child (widget_class, TbEventCalendar, no_events_label);
  gtk_widget_class_bind_template_child (widget_class, TbEventCalendar, error_status);
  gtk_widget_class_bind_template_callback (widget_class, month_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, event_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, today_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);

  gtk_widget_class_install_action (widget_class, "calendar.open", "s", open_event);
}

static void
tb_event_calendar_init (TbEventCalendar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
