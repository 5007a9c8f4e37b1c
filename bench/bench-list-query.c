/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The order of a long list: the time until its first rows are known and until all are, for every
 * field that the table of members can be sorted by, in both directions, and for filters.
 *
 * bench-list-query [PERSONS]
 */

#include <locale.h>
#include <stdlib.h>

#include "tb-bench-register.h"
#include "tb-bench.h"
#include "tb-record-table.h"
#include "tb-type-person.h"

#define N_PERSONS 500000
#define N_RUNS 5
#define LIMIT_MS 150.0
#define MEMORY_MB 10.0

typedef struct
{
  gint64 started;
  double first_ms;
  guint n_rows;
} Run;

static gboolean
take_rows_cb (const gint64 *rows, guint n_rows, gpointer user_data)
{
  Run *run = user_data;

  if (run->n_rows == 0)
    run->first_ms = (double)(g_get_monotonic_time () - run->started) / 1000;
  run->n_rows += n_rows;
  return TRUE;
}

/* Reports the median times until the first rows and until all are known; @limit is for the latter,
 * 0 for none. */
static void
time_query (TbBench *bench, TbConnection *connection, TbQuery *query, const char *name,
            double limit)
{
  g_autoptr (GArray) first = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *what = NULL;
  guint n_rows = 0;

  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autoptr (GError) error = NULL;
      Run run = { .started = g_get_monotonic_time () };
      double time;

      if (!tb_record_table_query (connection, query, take_rows_cb, &run, &error))
        g_error ("%s", error->message);
      time = (double)(g_get_monotonic_time () - run.started) / 1000;
      g_array_append_val (all, time);
      g_array_append_val (first, run.first_ms);
      n_rows = run.n_rows;
    }

  what = g_strdup_printf ("list of %u: %s", n_rows, name);
  if (limit > 0)
    tb_bench_report (bench, what, "ms", tb_bench_median (all), "limit", limit);
  else
    tb_bench_note (bench, what, "ms", tb_bench_median (all), "first rows", tb_bench_median (first));
}

static void
time_orders (TbBench *bench, TbConnection *connection)
{
  const TbRecordType *type = &tb_type_person;

  for (guint i = 0; i < type->n_fields; i++)
    for (guint descending = 0; descending < 2; descending++)
      {
        g_autoptr (TbQuery) query = tb_query_new (type);
        g_autofree char *name = g_strconcat ("by ", type->fields[i].name,
                                             descending == 1 ? ", descending" : "", NULL);

        if ((type->fields[i].flags & TB_FIELD_SORTABLE) == 0)
          continue;
        tb_query_set_sort (query, i, descending == 1);
        time_query (bench, connection, query, name, LIMIT_MS);
      }
}

static void
time_filters (TbBench *bench, TbConnection *connection)
{
  g_autoptr (TbQuery) women = tb_query_new (&tb_type_person);
  g_autoptr (TbQuery) recent = tb_query_new (&tb_type_person);
  g_autoptr (TbQuery) found = tb_query_new (&tb_type_person);
  g_autoptr (TbQuery) broad = tb_query_new (&tb_type_person);

  tb_query_add_filter (women, TB_PERSON_SEX, TB_QUERY_EQUAL, "2");
  tb_query_set_sort (women, TB_PERSON_NAME, FALSE);
  time_query (bench, connection, women, "women, by name", 0);

  tb_query_add_filter (recent, TB_PERSON_JOIN_ON, TB_QUERY_FROM, "2024");
  tb_query_set_sort (recent, TB_PERSON_NAME, FALSE);
  time_query (bench, connection, recent, "joined since 2024, by name", 0);

  tb_query_set_search (found, "张伟");
  tb_query_set_sort (found, TB_PERSON_NAME, FALSE);
  time_query (bench, connection, found, "found with 张伟, by name", 0);

  tb_query_set_search (broad, "z");
  tb_query_set_sort (broad, TB_PERSON_NAME, FALSE);
  time_query (bench, connection, broad, "found with z, by name", 0);
}

int
main (int argc, char **argv)
{
  guint n_persons = argc > 1 ? (guint)strtoul (argv[1], NULL, 10) : N_PERSONS;
  g_autoptr (TbConnection) connection = tb_bench_open_register (n_persons);
  double before = tb_bench_get_rss_mb ();
  TbBench bench;

  setlocale (LC_ALL, "");
  tb_bench_start (&bench);
  time_orders (&bench, connection);
  time_filters (&bench, connection);
  tb_bench_report (&bench, "list queries: memory above the start", "MB",
                   tb_bench_get_rss_mb () - before, "limit", MEMORY_MB);
  return tb_bench_finish (&bench);
}
