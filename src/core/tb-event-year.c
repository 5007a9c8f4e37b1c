/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-event.h"

#include "tb-batch-writer.h"
#include "tb-record-table.h"
#include "tb-session-private.h"
#include "tb-type-event-plan.h"
#include "tb-type-event.h"
#include "tb-type-organisation.h"

/* Where a plan does not say which day or month. */
#define USUAL_DAY 15
#define USUAL_MONTH_OF_QUARTER 2
#define USUAL_MONTH_OF_YEAR 11

/* How often something recurs, and how many months one time covers. */
static const struct
{
  const char *code;
  int n_months;
  int usual_month;
} recurrences[] = {
  { "monthly_day", 1, 1 },
  { "monthly", 1, 1 },
  { "quarterly", 3, USUAL_MONTH_OF_QUARTER },
  { "yearly", 12, USUAL_MONTH_OF_YEAR },
};

typedef struct
{
  TbSession *session; /* (not owned): held by whoever waits, or by the task */
  char *plan;         /* (owned) (nullable): %NULL for all */
  int year;
} TbYear;

static void
year_free (TbYear *self)
{
  g_free (self->plan);
  g_free (self);
}

static char *
dup_period (int year, int first_month, int n_months)
{
  if (n_months == 12)
    return g_strdup_printf ("%04d", year);
  if (n_months == 3)
    return g_strdup_printf ("%04d-Q%d", year, first_month / 3 + 1);
  return g_strdup_printf ("%04d-%02d", year, first_month);
}

/* The 31st of a month of thirty days is the 30th; otherwise the day stays what it is, also on a
 * Sunday. */
static TbDate
make_day (int year, int month, int day)
{
  int last = g_date_get_days_in_month (month, year);

  return (TbDate){ .year = year, .month = month, .day = CLAMP (day, 1, last) };
}

/* Also what was cancelled counts: it was planned, and somebody decided. */
static gboolean
is_made (TbConnection *connection, TbRecord *plan, const char *period, gboolean *made,
         GError **error)
{
  const guint fields[] = { TB_EVENT_PLAN, TB_EVENT_PLAN_PERIOD };
  const char *const values[] = { tb_record_get_id (plan), period };
  g_autoptr (GPtrArray) events = tb_record_table_find (connection, &tb_type_event, fields, values,
                                                       G_N_ELEMENTS (fields), error);

  if (events == NULL)
    return FALSE;

  *made = events->len > 0;
  return TRUE;
}

static gboolean
is_in_force (TbRecord *plan, const char *day)
{
  const char *since = tb_record_get_text (plan, TB_EVENT_PLAN_SINCE);
  const char *until = tb_record_get_text (plan, TB_EVENT_PLAN_UNTIL);

  /* A month or a year given as the end includes all its days. */
  return (since == NULL || g_strcmp0 (since, day) <= 0)
         && (until == NULL || g_strcmp0 (day, until) <= 0 || g_str_has_prefix (day, until));
}

static void
copy_text (TbRecord *from, guint from_field, TbRecord *to, guint to_field)
{
  tb_record_set_text (to, to_field, tb_record_get_text (from, from_field));
}

/* Not stored yet. */
static TbRecord *
make_event (TbRecord *plan, TbRecord *organisation, const char *day, const char *period)
{
  TbRecord *event = tb_record_new (&tb_type_event);
  g_autofree char *organisation_name = tb_record_dup_title (organisation);

  copy_text (plan, TB_EVENT_PLAN_KIND, event, TB_EVENT_KIND);
  copy_text (plan, TB_EVENT_PLAN_TITLE, event, TB_EVENT_TITLE);
  copy_text (plan, TB_EVENT_PLAN_ORGANISATION, event, TB_EVENT_ORGANISATION);
  tb_record_set_reference_title (event, TB_EVENT_ORGANISATION, organisation_name);
  copy_text (plan, TB_EVENT_PLAN_AUDIENCE, event, TB_EVENT_AUDIENCE);
  copy_text (plan, TB_EVENT_PLAN_GROUP, event, TB_EVENT_GROUP);
  copy_text (plan, TB_EVENT_PLAN_TIME_FROM, event, TB_EVENT_PLANNED_FROM);
  copy_text (plan, TB_EVENT_PLAN_TIME_TO, event, TB_EVENT_PLANNED_TO);
  copy_text (plan, TB_EVENT_PLAN_PLACE, event, TB_EVENT_PLACE);
  copy_text (organisation, TB_ORGANISATION_TOWER, event, TB_EVENT_TOWER);
  tb_record_set_text (event, TB_EVENT_PLANNED_ON, day);
  tb_record_set_text (event, TB_EVENT_PLAN, tb_record_get_id (plan));
  tb_record_set_text (event, TB_EVENT_PLAN_PERIOD, period);

  return event;
}

/* The day of the month: the plan's, or that on which the organisation has its theme day. */
static int
get_day (TbRecord *plan, TbRecord *organisation)
{
  if (tb_record_has (plan, TB_EVENT_PLAN_DAY))
    return (int)tb_record_get_int (plan, TB_EVENT_PLAN_DAY);
  if (tb_record_has (organisation, TB_ORGANISATION_THEME_DAY)
      && g_strcmp0 (tb_record_get_text (plan, TB_EVENT_PLAN_KIND), "ZT") == 0)
    return (int)tb_record_get_int (organisation, TB_ORGANISATION_THEME_DAY);
  return USUAL_DAY;
}

/* The events of a plan that were not made before, after those in @events. */
static gboolean
append_plan (TbConnection *connection, TbRecord *plan, int year, GPtrArray *events, GError **error)
{
  const char *recurrence = tb_record_get_text (plan, TB_EVENT_PLAN_RECURRENCE);
  g_autoptr (TbRecord) organisation
      = tb_record_table_load (connection, &tb_type_organisation,
                              tb_record_get_text (plan, TB_EVENT_PLAN_ORGANISATION), error);
  int n_months = 0;
  int month = 1;

  if (organisation == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (recurrences); i++)
    {
      if (g_strcmp0 (recurrences[i].code, recurrence) != 0)
        continue;
      n_months = recurrences[i].n_months;
      month = recurrences[i].usual_month;
      if (n_months > 1 && tb_record_has (plan, TB_EVENT_PLAN_MONTH))
        month = CLAMP ((int)tb_record_get_int (plan, TB_EVENT_PLAN_MONTH), 1, n_months);
    }

  for (int first = 1; n_months > 0 && first <= 12; first += n_months)
    {
      g_autofree char *period = dup_period (year, first, n_months);
      char day[TB_DATE_ISO_SIZE];
      gboolean made = FALSE;

      tb_date_to_iso (make_day (year, first + month - 1, get_day (plan, organisation)), day);
      if (!is_in_force (plan, day))
        continue;
      if (!is_made (connection, plan, period, &made, error))
        return FALSE;
      if (!made)
        g_ptr_array_add (events, make_event (plan, organisation, day, period));
    }

  return TRUE;
}

/* What is to be made by some plans. */
static GPtrArray *
list_plans (TbConnection *connection, GPtrArray *plans, int year, GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < plans->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !append_plan (connection, g_ptr_array_index (plans, i), year, events, error))
        return NULL;
    }

  return g_steal_pointer (&events);
}

static gboolean
make_plans (TbBatchWriter *writer, GPtrArray *plans, int year, GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GPtrArray) events
      = list_plans (tb_batch_writer_get_connection (writer), plans, year, cancellable, error);

  if (events == NULL)
    return FALSE;

  for (guint i = 0; i < events->len; i++)
    {
      if (!tb_batch_writer_apply (writer, TB_CHANGE_INSERT, g_ptr_array_index (events, i), error))
        return FALSE;
    }

  return TRUE;
}

static int
compare_by_day (gconstpointer a, gconstpointer b)
{
  TbRecord *first = *(TbRecord *const *)a;
  TbRecord *second = *(TbRecord *const *)b;

  return g_strcmp0 (tb_record_get_text (first, TB_EVENT_PLANNED_ON),
                    tb_record_get_text (second, TB_EVENT_PLANNED_ON));
}

static gpointer
list_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const TbYear *self = data;
  g_autoptr (GPtrArray) plans
      = tb_record_table_find (connection, &tb_type_event_plan, NULL, NULL, 0, error);
  GPtrArray *events;

  if (plans == NULL)
    return NULL;

  events = list_plans (connection, plans, self->year, cancellable, error);
  if (events != NULL)
    g_ptr_array_sort (events, compare_by_day);

  return events;
}

static gpointer
make_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  TbYear *self = data;
  g_autoptr (GPtrArray) plans = NULL;
  g_autoptr (TbBatchWriter) writer = NULL;
  g_autofree char *subject = NULL;

  if (self->plan != NULL)
    {
      g_autoptr (TbRecord) plan
          = tb_record_table_load (connection, &tb_type_event_plan, self->plan, error);

      if (plan == NULL)
        return NULL;
      subject
          = g_strdup_printf ("%s %d", tb_record_get_text (plan, TB_EVENT_PLAN_TITLE), self->year);
      plans = g_ptr_array_new_with_free_func (g_object_unref);
      if (!tb_record_is_removed (plan))
        g_ptr_array_add (plans, g_steal_pointer (&plan));
    }
  else
    {
      subject = g_strdup_printf ("%d", self->year);
      plans = tb_record_table_find (connection, &tb_type_event_plan, NULL, NULL, 0, error);
      if (plans == NULL)
        return NULL;
    }

  writer = tb_batch_writer_begin (connection, self->session->actor, TB_BATCH_PLAN,
                                  &tb_type_event_plan, subject, NULL, error);
  if (writer == NULL || !make_plans (writer, plans, self->year, cancellable, error))
    return NULL;

  return tb_session_end_batch (self->session, writer, error);
}

/**
 * tb_event_list_year_async:
 * @year: which year
 *
 * Lists what tb_event_make_year() would make by all plans in force, by day, without making it. Main
 * thread.
 */
void
tb_event_list_year_async (TbSession *session, int year, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  TbYear *self;

  g_return_if_fail (TB_IS_SESSION (session));

  self = g_new0 (TbYear, 1);
  self->year = year;
  tb_session_read_async (session, list_in_reader, self, (GDestroyNotify)year_free,
                         (GDestroyNotify)g_ptr_array_unref, cancellable, callback, user_data);
}

/**
 * tb_event_make_year:
 * @plan_id: (nullable): a recurring event; all that are in force if %NULL
 * @year: which year
 *
 * Makes the events of a year as one batch: one for each month, quarter or the year, on the plan's
 * day. A day that a month does not have is its last; it is moved for no other reason. What was made
 * for a period before, also if it was moved or cancelled since, is not made again. On any thread
 * but the writer's.
 *
 * Errors: %TB_ERROR_NOT_FOUND, those of the store, %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the batch; the empty string where all was made before
 */
char *
tb_event_make_year (TbSession *session, const char *plan_id, int year, GCancellable *cancellable,
                    GError **error)
{
  TbYear self = { .session = session, .plan = (char *)plan_id, .year = year };

  g_return_val_if_fail (TB_IS_SESSION (session), NULL);
  g_return_val_if_fail (year >= 1900 && year <= 9999, NULL);

  return tb_session_run_write (session, make_in_writer, &self, cancellable, error);
}

/**
 * tb_event_make_year_async:
 *
 * As tb_event_make_year(), without waiting. Finish with tb_session_commit_finish().
 */
void
tb_event_make_year_async (TbSession *session, const char *plan_id, int year,
                          GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  TbYear *self = NULL;

  g_return_if_fail (TB_IS_SESSION (session));
  g_return_if_fail (year >= 1900 && year <= 9999);

  self = g_new0 (TbYear, 1);
  self->session = session;
  self->plan = g_strdup (plan_id);
  self->year = year;
  tb_session_run_write_async (session, make_in_writer, self, (GDestroyNotify)year_free, g_free,
                              cancellable, callback, user_data, tb_event_make_year_async);
}
