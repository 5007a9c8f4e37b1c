/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-calendar.h"

#include <glib/gi18n-lib.h>

#include "tb-calendar-private.h"
#include "tb-file-name.h"
#include "tb-ical-writer.h"
#include "tb-output-file.h"
#include "tb-record-table.h"
#include "tb-time.h"
#include "tb-type-event.h"

/* What is further back is of no use in a calendar, and would make it long. */
#define MONTHS_BACK 12

/* Bodies fetched at a time. */
#define PAGE 256

typedef struct
{
  const char *organisation; /* (not owned) (nullable) */
  TbIcalWriter *writer;     /* (not owned) */
  gint64 n_events;
} Calendar;

static TbIcalStatus
get_status (TbRecord *event)
{
  const char *state = tb_record_get_text (event, TB_EVENT_STATE);

  if (g_strcmp0 (state, "cancelled") == 0)
    return TB_ICAL_CANCELLED;
  /* Nobody was told of it yet. */
  if (g_strcmp0 (state, "planned") == 0 || g_strcmp0 (state, "approved") == 0)
    return TB_ICAL_TENTATIVE;

  return TB_ICAL_CONFIRMED;
}

static int
get_minutes (TbRecord *event, guint field)
{
  const char *text = tb_record_get_text (event, field);
  int minutes;

  return text != NULL && tb_time_parse (text, &minutes) ? minutes : TB_ICAL_NO_TIME;
}

/* What those who come need: what will be talked about, never what was said. */
static void
add_event (Calendar *self, TbRecord *event)
{
  gboolean held = tb_record_has (event, TB_EVENT_HELD_FROM);
  g_autofree char *kind = tb_record_dup_display (event, TB_EVENT_KIND, TB_DISPLAY_MASKED);
  TbIcalEvent entry = {
    .uid = tb_record_get_id (event),
    /* A calendar takes a greater one for the later: a moved event moves there too. */
    .sequence = (guint)tb_record_get_version (event),
    .changed_at = tb_record_get_updated_at (event),
    .status = get_status (event),
    .from = get_minutes (event, held ? TB_EVENT_HELD_FROM : TB_EVENT_PLANNED_FROM),
    .to = get_minutes (event, held ? TB_EVENT_HELD_TO : TB_EVENT_PLANNED_TO),
    .summary = tb_record_get_text (event, TB_EVENT_TITLE),
    .location = tb_record_get_text (event, TB_EVENT_PLACE),
    .description = tb_record_get_text (event, TB_EVENT_AGENDA),
    .category = kind,
    .organiser = tb_record_get_reference_title (event, TB_EVENT_ORGANISATION),
  };

  if (!tb_date_from_iso (tb_record_get_text (event, TB_EVENT_ON), &entry.on)
      || tb_date_get_precision (entry.on) != TB_DATE_PRECISION_DAY)
    return;
  tb_ical_writer_add (self->writer, &entry);
  self->n_events++;
}

static gboolean
append_rows (const gint64 *rows, guint n_rows, gpointer user_data)
{
  g_array_append_vals (user_data, rows, n_rows);
  return TRUE;
}

/* A TbReadFunc: on a reader's thread. */
static gpointer
write_events (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Calendar *self = data;
  TbDate today = tb_clock_today (tb_connection_get_clock (connection));
  g_autoptr (TbQuery) query = tb_query_new (&tb_type_event);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  char since[TB_DATE_ISO_SIZE];

  tb_date_to_iso (tb_date_add_months (today, -MONTHS_BACK), since);
  tb_query_add_filter (query, TB_EVENT_ON, TB_QUERY_FROM, since);
  if (self->organisation != NULL)
    tb_query_add_filter (query, TB_EVENT_ORGANISATION, TB_QUERY_WITHIN, self->organisation);
  tb_query_set_sort (query, TB_EVENT_ON, FALSE);
  if (!tb_record_table_query (connection, query, append_rows, rows, error))
    return NULL;

  for (guint i = 0; i < rows->len; i += PAGE)
    {
      g_autoptr (GPtrArray) events
          = tb_record_table_fetch (connection, &tb_type_event, &g_array_index (rows, gint64, i),
                                   MIN (PAGE, rows->len - i), error);

      if (events == NULL)
        return NULL;
      for (guint j = 0; j < events->len; j++)
        add_event (self, g_ptr_array_index (events, j));
    }

  return self;
}

static char *
dup_text (TbSession *session, const char *organisation_id, gint64 *n_events,
          GCancellable *cancellable, GError **error)
{
  /* Translators: the name of the calendar that phones and other programs subscribe to. */
  g_autoptr (TbIcalWriter) writer = tb_ical_writer_new (_ ("Organisation life"));
  Calendar calendar = { .organisation = organisation_id, .writer = writer };

  if (tb_session_read (session, write_events, &calendar, cancellable, error) == NULL)
    return NULL;
  if (n_events != NULL)
    *n_events = calendar.n_events;

  return tb_ical_writer_dup_text (writer);
}

/**
 * tb_calendar_dup_text:
 * @organisation_id: (nullable): only its events and those of the ones below it
 *
 * Writes the events of the last twelve months and all to come as iCalendar. Minutes, people and
 * their numbers are not in it. Any thread but those of the database.
 *
 * Returns: (transfer full): the calendar, or %NULL
 */
char *
tb_calendar_dup_text (TbSession *session, const char *organisation_id, GCancellable *cancellable,
                      GError **error)
{
  return dup_text (session, organisation_id, NULL, cancellable, error);
}

/* Puts a file in place of the old one only where they differ, so that nobody fetches it in vain. */
gboolean
tb_calendar_write (GFile *file, const char *text, GError **error)
{
  g_autoptr (TbOutputFile) output = NULL;
  g_autofree char *old = NULL;

  if (g_file_load_contents (file, NULL, &old, NULL, NULL, NULL) && g_str_equal (old, text))
    return TRUE;
  output = tb_output_file_open (file, error);

  return output != NULL && tb_output_file_write (output, text, strlen (text), error)
         && tb_output_file_commit (output, error);
}

/**
 * tb_calendar_save:
 * @organisation_id: (nullable): only its events and those of the ones below it
 * @file: where to
 *
 * Saves what tb_calendar_dup_text() writes, and journals it. Any thread but those of the database.
 *
 * Errors: those of the store, and of writing a file.
 *
 * Returns: how many events, or -1
 */
gint64
tb_calendar_save (TbSession *session, const char *organisation_id, GFile *file,
                  GCancellable *cancellable, GError **error)
{
  g_autofree char *name = tb_file_name_dup_shown (file);
  gint64 n_events;
  g_autofree char *text = dup_text (session, organisation_id, &n_events, cancellable, error);

  if (text == NULL
      || !tb_session_log_export (session, &tb_type_event, name, n_events, FALSE, NULL, error)
      || !tb_calendar_write (file, text, error))
    return -1;

  return n_events;
}
