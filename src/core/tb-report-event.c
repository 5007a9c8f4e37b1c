/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-report-private.h"

#include <glib/gi18n-lib.h>

#include "tb-pinyin.h"
#include "tb-type-attendance.h"
#include "tb-type-event.h"

/* What papers about one event share. */

static gboolean
was_held (TbRecord *event)
{
  return tb_record_has (event, TB_EVENT_HELD_ON);
}

/* The day on which an event was held, else for which it is planned. */
static char *
dup_day (TbRecord *event)
{
  char *day
      = tb_letter_date_dup_field (event, was_held (event) ? TB_EVENT_HELD_ON : TB_EVENT_PLANNED_ON);

  return day != NULL ? day : g_strdup ("");
}

/**
 * tb_report_dup_event_when:
 *
 * Returns: (transfer full): day and times of an event, as it was, else as it is planned
 */
char *
tb_report_dup_event_when (TbRecord *event)
{
  gboolean held = was_held (event);
  g_autofree char *day = dup_day (event);
  g_autofree char *times = tb_report_dup_times (
      tb_record_get_text (event, held ? TB_EVENT_HELD_FROM : TB_EVENT_PLANNED_FROM),
      tb_record_get_text (event, held ? TB_EVENT_HELD_TO : TB_EVENT_PLANNED_TO));

  return times != NULL ? g_strdup_printf ("%s %s", day, times) : g_steal_pointer (&day);
}

/**
 * tb_report_dup_event_name:
 *
 * Returns: (transfer full): what a file with a paper about an event is called
 */
char *
tb_report_dup_event_name (const TbReportContext *context, TbRecord *event)
{
  g_autofree char *title = tb_record_dup_title (event);

  return g_strdup_printf ("%s %s", _ (context->kind->label), title);
}

/* One who came to an event, with the key that people are sorted by. */
typedef struct
{
  TbRecord *attendance; /* (owned) */
  char *key;            /* (owned) */
} Attendee;

static int
compare_attendees (gconstpointer a, gconstpointer b)
{
  const Attendee *first = a;
  const Attendee *second = b;

  return strcmp (first->key, second->key);
}

static void
attendee_clear (gpointer data)
{
  Attendee *attendee = data;

  g_clear_object (&attendee->attendance);
  g_free (attendee->key);
}

/**
 * tb_report_list_attendance:
 * @event_id: an event
 *
 * Returns: (transfer full) (element-type TbRecord): who was invited to it or came, by name
 */
GPtrArray *
tb_report_list_attendance (const TbReportContext *context, const char *event_id, GError **error)
{
  g_autoptr (GPtrArray) records
      = tb_report_list_of (context, &tb_type_attendance, TB_ATTENDANCE_EVENT, event_id, error);
  g_autoptr (GArray) attendees = NULL;
  GPtrArray *sorted;

  if (records == NULL)
    return NULL;
  attendees = g_array_sized_new (FALSE, TRUE, sizeof (Attendee), records->len);
  g_array_set_clear_func (attendees, attendee_clear);
  for (guint i = 0; i < records->len; i++)
    {
      TbRecord *record = g_ptr_array_index (records, i);
      Attendee attendee = { g_object_ref (record),
                            tb_pinyin_dup_sort_key (tb_record_get_text (record, TB_ATTENDANCE_NAME),
                                                    TB_PINYIN_PERSON) };

      g_array_append_val (attendees, attendee);
    }
  g_array_sort (attendees, compare_attendees);

  sorted = g_ptr_array_new_full (attendees->len, g_object_unref);
  for (guint i = 0; i < attendees->len; i++)
    g_ptr_array_add (sorted, g_object_ref (g_array_index (attendees, Attendee, i).attendance));

  return sorted;
}
