/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Events at the scale of a district: what a calendar shows of a month, and the yearly matrix of all
 * branches, each beside plain SQL over the same rows.
 *
 * bench-events [EVENTS]
 */

#include <locale.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "tb-bench.h"
#include "tb-event-matrix.h"
#include "tb-event-month.h"
#include "tb-event.h"
#include "tb-id.h"
#include "tb-journal.h"
#include "tb-record-bulk.h"
#include "tb-record-table.h"
#include "tb-type-attendance.h"
#include "tb-type-event.h"
#include "tb-type-organisation.h"
#include "tb-type-person.h"
#include "tb-type-post.h"

#define N_BRANCHES 41
#define N_GROUPS 3
#define N_PERSONS 6000
#define N_EVENTS 20000
#define N_ATTENDANCE 25
#define FIRST_YEAR 2022
#define N_YEARS 5
#define N_RUNS 11
#define MONTH_LIMIT_MS 50.0
#define MATRIX_LIMIT_MS 300.0
#define SIGN_IN_LIMIT_MS 100.0
#define INVITE_LIMIT_MS 1000.0

#define PLAIN_MONTH                                                                                \
  "SELECT id, \"on\", planned_from, title, kind, state, organisation FROM event"                   \
  " WHERE removed_at IS NULL AND \"on\" BETWEEN '2024-05-01' AND '2024-05-31' ORDER BY \"on\""

#define PLAIN_MATRIX                                                                               \
  "SELECT organisation, kind, substr (\"on\", 1, 7), count (*), max (late) FROM event"             \
  " WHERE removed_at IS NULL AND \"on\" BETWEEN '2024-01-01' AND '2024-12-31'"                     \
  " AND state IN ('held', 'in_review', 'archived') GROUP BY 1, 2, 3"

static const char *const kinds[] = { "ZW", "XZ", "ZT", "DH", "DK", "SH", "PY", "ZY" };

typedef struct
{
  TbConnection *connection;
  GPtrArray *branches; /* (owned) (element-type utf8) */
  GPtrArray *persons;  /* (owned) (element-type utf8) */
} Build;

static gboolean
write_record (Build *build, TbRecord *record, GPtrArray *ids, GError **error)
{
  tb_record_set_source (record, TB_SOURCE_SAMPLE);
  tb_record_type_derive (record);
  if (!tb_record_table_insert (build->connection, record, error))
    return FALSE;
  if (ids != NULL)
    g_ptr_array_add (ids, g_strdup (tb_record_get_id (record)));
  return TRUE;
}

static gboolean
write_branch (Build *build, guint index, GError **error)
{
  g_autoptr (TbRecord) branch = tb_record_new (&tb_type_organisation);

  tb_record_take_text (branch, TB_ORGANISATION_NAME, g_strdup_printf ("第%u联合党支部", index + 1));
  tb_record_set_text (branch, TB_ORGANISATION_KIND, "joint_branch");
  if (!write_record (build, branch, build->branches, error))
    return FALSE;

  for (guint i = 0; i < N_GROUPS; i++)
    {
      g_autoptr (TbRecord) group = tb_record_new (&tb_type_organisation);

      tb_record_take_text (group, TB_ORGANISATION_NAME, g_strdup_printf ("第%u党小组", i + 1));
      tb_record_set_text (group, TB_ORGANISATION_KIND, "group");
      tb_record_set_text (group, TB_ORGANISATION_PARENT, tb_record_get_id (branch));
      if (!write_record (build, group, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_person (Build *build, guint index, GError **error)
{
  g_autoptr (TbRecord) person = tb_record_new (&tb_type_person);
  g_autoptr (TbRecord) post = NULL;

  tb_record_take_text (person, TB_PERSON_NAME, g_strdup_printf ("某某%u", index));
  tb_record_set_text (person, TB_PERSON_CATEGORY, "full");
  tb_record_take_text (person, TB_PERSON_MOBILE, g_strdup_printf ("138%08u", index));
  tb_record_set_text (person, TB_PERSON_FORMAL_ORG,
                      g_ptr_array_index (build->branches, index % N_BRANCHES));
  if (!write_record (build, person, build->persons, error))
    return FALSE;
  if (index >= N_BRANCHES)
    return TRUE;

  post = tb_record_new (&tb_type_post);
  tb_record_set_text (post, TB_POST_ORGANISATION, g_ptr_array_index (build->branches, index));
  tb_record_set_text (post, TB_POST_PERSON, tb_record_get_id (person));
  tb_record_set_text (post, TB_POST_POST, "secretary");
  return write_record (build, post, NULL, error);
}

static gboolean
write_attendance (Build *build, const char *event, guint index, GError **error)
{
  for (guint i = 0; i < N_ATTENDANCE; i++)
    {
      g_autoptr (TbRecord) row = tb_record_new (&tb_type_attendance);
      guint person = (index % N_BRANCHES + i * N_BRANCHES) % N_PERSONS;

      tb_record_set_text (row, TB_ATTENDANCE_EVENT, event);
      tb_record_set_text (row, TB_ATTENDANCE_PERSON, g_ptr_array_index (build->persons, person));
      tb_record_set_text (row, TB_ATTENDANCE_NAME, "某某");
      tb_record_set_text (row, TB_ATTENDANCE_ROLE, "expected");
      tb_record_set_text (row, TB_ATTENDANCE_STATE, i % 5 == 0 ? "absent" : "present");
      if (!write_record (build, row, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_event (Build *build, guint index, guint n_events, GError **error)
{
  g_autoptr (TbRecord) event = tb_record_new (&tb_type_event);
  guint day = (guint)((guint64)index * N_YEARS * 336 / n_events);
  g_autofree char *on = g_strdup_printf ("%04u-%02u-%02u", FIRST_YEAR + day / 336,
                                         1 + day % 336 / 28, 1 + day % 28);

  tb_record_take_text (event, TB_EVENT_CODE, g_strdup_printf ("B-%u", index));
  tb_record_set_text (event, TB_EVENT_KIND, kinds[index / N_BRANCHES % G_N_ELEMENTS (kinds)]);
  tb_record_take_text (event, TB_EVENT_TITLE, g_strdup_printf ("活动%u", index));
  tb_record_set_text (event, TB_EVENT_ORGANISATION,
                      g_ptr_array_index (build->branches, index % N_BRANCHES));
  tb_record_set_text (event, TB_EVENT_PLANNED_ON, on);
  tb_record_set_text (event, TB_EVENT_PLANNED_FROM, "19:00");
  tb_record_set_text (event, TB_EVENT_HELD_ON, on);
  tb_record_set_text (event, TB_EVENT_RECORDED_ON, on);
  tb_record_set_text (event, TB_EVENT_STATE, "held");
  return write_record (build, event, NULL, error)
         && write_attendance (build, tb_record_get_id (event), index, error);
}

static gboolean
fill (Build *build, guint n_events, GError **error)
{
  static const TbRecordType *const types[] = { &tb_type_attendance };
  g_autoptr (TbRecordBulk) bulk = NULL;
  guint i;

  if (!tb_connection_begin (build->connection, error))
    return FALSE;
  bulk = tb_record_bulk_begin (build->connection, types, G_N_ELEMENTS (types), error);
  if (bulk == NULL)
    return FALSE;

  for (i = 0; i < N_BRANCHES; i++)
    if (!write_branch (build, i, error))
      return FALSE;
  for (i = 0; i < N_PERSONS; i++)
    if (!write_person (build, i, error))
      return FALSE;
  for (i = 0; i < n_events; i++)
    if (!write_event (build, i, n_events, error))
      return FALSE;

  return tb_record_bulk_end (bulk, error) && tb_connection_commit (build->connection, error);
}

static void
make_register (const char *path, guint n_events, TbClock *clock)
{
  g_autoptr (GPtrArray) branches = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) persons = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (TbConnection) connection = tb_connection_open (path, TB_OPEN_CREATE, clock, &error);
  Build build = { .connection = connection, .branches = branches, .persons = persons };
  gint64 started = g_get_monotonic_time ();

  if (connection == NULL || !fill (&build, n_events, &error))
    g_error ("%s", error->message);
  tb_connection_tidy (connection);
  g_printerr ("A register of %u events was made in %.1f s.\n", n_events,
              (double)(g_get_monotonic_time () - started) / G_USEC_PER_SEC);
}

/* What the same rows cost with nothing around them; every column is read. */
static double
time_plain (const char *path, const char *sql, guint *n_rows)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  sqlite3 *handle = NULL;

  if (sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (handle));

  for (guint i = 0; i < N_RUNS; i++)
    {
      gint64 started = g_get_monotonic_time ();
      sqlite3_stmt *statement = NULL;
      double time;

      if (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL) != SQLITE_OK)
        g_error ("%s", sqlite3_errmsg (handle));
      for (*n_rows = 0; sqlite3_step (statement) == SQLITE_ROW; (*n_rows)++)
        for (int column = 0; column < sqlite3_column_count (statement); column++)
          sqlite3_column_text (statement, column);
      sqlite3_finalize (statement);
      time = (double)(g_get_monotonic_time () - started) / 1000;
      g_array_append_val (times, time);
    }

  sqlite3_close (handle);
  return tb_bench_median (times);
}

static void
time_month (TbBench *bench, TbSession *session, const char *path)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  guint n_events = 0;
  guint n_rows = 0;
  double plain = time_plain (path, PLAIN_MONTH, &n_rows);
  g_autofree char *what = NULL;

  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 started = g_get_monotonic_time ();
      g_autoptr (GPtrArray) events = tb_event_month_list (
          session, (TbDate){ 2024, 5, 1 }, (TbDate){ 2024, 5, 31 }, NULL, NULL, &error);
      double time = (double)(g_get_monotonic_time () - started) / 1000;

      if (events == NULL)
        g_error ("%s", error->message);
      n_events = events->len;
      g_array_append_val (times, time);
    }

  g_assert_cmpuint (n_events, ==, n_rows);
  what = g_strdup_printf ("events: a month of %u", n_events);
  tb_bench_report (bench, what, "ms", tb_bench_median (times), "limit", MONTH_LIMIT_MS);
  tb_bench_note (bench, what, "ms", tb_bench_median (times), "plain SQL", plain);
}

static void
time_matrix (TbBench *bench, TbSession *session, const char *path)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  guint n_rows = 0;
  double plain = time_plain (path, PLAIN_MATRIX, &n_rows);
  g_autofree char *what = g_strdup_printf ("events: a year of %u branches", N_BRANCHES);

  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 started = g_get_monotonic_time ();
      g_autoptr (TbEventMatrix) matrix = tb_event_matrix_new (session, 2024, NULL, NULL, &error);
      double time = (double)(g_get_monotonic_time () - started) / 1000;

      if (matrix == NULL)
        g_error ("%s", error->message);
      g_assert_cmpuint (matrix->rows->len, ==, N_BRANCHES);
      g_array_append_val (times, time);
    }

  tb_bench_report (bench, what, "ms", tb_bench_median (times), "limit", MATRIX_LIMIT_MS);
  tb_bench_note (bench, what, "ms", tb_bench_median (times), "plain SQL", plain);
}

static TbRecord *
add_event (TbSession *session, const char *branch)
{
  g_autoptr (TbRecord) event = tb_record_new (&tb_type_event);
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;

  tb_record_set_text (event, TB_EVENT_KIND, "DH");
  tb_record_set_text (event, TB_EVENT_TITLE, "党员大会");
  tb_record_set_text (event, TB_EVENT_ORGANISATION, branch);
  tb_record_set_text (event, TB_EVENT_PLANNED_ON, "2026-12-01");
  batch = tb_session_save (session, event, NULL, &error);
  if (batch == NULL)
    g_error ("%s", error->message);
  return g_steal_pointer (&event);
}

static void
list_first_branch (TbSession *session, char **branch)
{
  g_autoptr (TbQuery) query = tb_query_new (&tb_type_organisation);
  g_autoptr (GPtrArray) branches = NULL;
  g_autoptr (GError) error = NULL;

  tb_query_add_filter (query, TB_ORGANISATION_KIND, TB_QUERY_EQUAL, "joint_branch");
  tb_query_set_limit (query, 1);
  branches = tb_session_list (session, query, NULL, &error);
  if (branches == NULL)
    g_error ("%s", error->message);
  *branch = g_strdup (tb_record_get_id (g_ptr_array_index (branches, 0)));
}

/* Inviting a branch is one batch of a row for each; signing in is one row, durable. */
static void
time_list (TbBench *bench, TbSession *session)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *branch = NULL;
  g_autofree char *batch = NULL;
  g_autoptr (TbRecord) event = NULL;
  g_autoptr (TbQuery) query = tb_query_new (&tb_type_attendance);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *what = NULL;
  gint64 started;

  list_first_branch (session, &branch);
  event = add_event (session, branch);
  started = g_get_monotonic_time ();
  batch = tb_event_invite (session, tb_record_get_id (event), NULL, &error);
  if (batch == NULL)
    g_error ("%s", error->message);
  tb_query_add_filter (query, TB_ATTENDANCE_EVENT, TB_QUERY_EQUAL, tb_record_get_id (event));
  rows = tb_session_list (session, query, NULL, &error);
  what = g_strdup_printf ("events: invite %u members, and list them", rows->len);
  tb_bench_report (bench, what, "ms", (double)(g_get_monotonic_time () - started) / 1000, "limit",
                   INVITE_LIMIT_MS);

  for (guint i = 0; i < MIN (N_RUNS, rows->len); i++)
    {
      g_autofree char *signed_in = NULL;
      double time;

      started = g_get_monotonic_time ();
      signed_in = tb_event_sign_in (
          session, tb_record_get_id (event),
          tb_record_get_text (g_ptr_array_index (rows, i), TB_ATTENDANCE_PERSON), TB_SIGN_IN_LIST,
          NULL, &error);
      time = (double)(g_get_monotonic_time () - started) / 1000;
      if (signed_in == NULL)
        g_error ("%s", error->message);
      g_array_append_val (times, time);
    }
  tb_bench_report (bench, "events: sign somebody in", "ms", tb_bench_median (times), "limit",
                   SIGN_IN_LIMIT_MS);
}

int
main (int argc, char **argv)
{
  guint n_events = argc > 1 ? (guint)strtoul (argv[1], NULL, 10) : N_EVENTS;
  g_autoptr (TbClock) clock = tb_clock_new_system ();
  g_autoptr (TbSession) session = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  TbBench bench;

  setlocale (LC_ALL, "");
  tb_bench_start (&bench);
  path = tb_bench_dup_path (&bench, "events.db");
  make_register (path, n_events, clock);
  session = tb_session_open (path, TB_OPEN_WRITE, clock, "bench", &error);
  if (session == NULL)
    g_error ("%s", error->message);

  time_month (&bench, session, path);
  time_matrix (&bench, session, path);
  time_list (&bench, session);
  tb_session_close (session);
  return tb_bench_finish (&bench);
}
