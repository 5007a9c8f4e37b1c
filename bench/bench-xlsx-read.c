/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-bench.h"
#include "tb-sheet-reader.h"

#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <xlsxwriter.h>

/*
 * A roster of 100,000 rows of 13 columns, as Excel writes it (texts shared) and as streaming
 * writers do (texts in the cells), read from start to end; beside it the same files read by
 * openpyxl in its quickest mode.
 */

#define N_ROWS 100000
#define N_COLUMNS 13
#define N_RUNS 5
/* Reading alone must leave room for the rest of an import, which may take half of openpyxl's time
 * in all. */
#define SHARE_OF_OPENPYXL 0.25
#define MAX_RSS_MB 50

static const char openpyxl_script[]
    = "import sys, time, openpyxl\n"
      "start = time.process_time()\n"
      "book = openpyxl.load_workbook(sys.argv[1], read_only=True)\n"
      "rows = sum(1 for row in book.active.iter_rows(values_only=True))\n"
      "print(rows, time.process_time() - start)\n";

static char *
dup_text (guint row, guint column)
{
  switch (column)
    {
    case 1:
      return g_strdup_printf ("唐嘉燕%u", row % 5000);
    case 4:
      return g_strdup_printf ("4403991%03u%02u%02u%04u", 950 + row % 50, row % 12 + 1, row % 28 + 1,
                              row % 10000);
    case 6:
      return g_strdup_printf ("深圳市瑞信投资股份有限公司%u", row % 3000);
    case 9:
    case 10:
      return g_strdup_printf ("20%02u.%02u.%02u", row % 25, row % 12 + 1, row % 28 + 1);
    case 12:
      return g_strdup_printf ("174%08u", row);
    default:
      return g_strdup_printf ("正式党员%u", column);
    }
}

/* In a process of its own, whose memory does not count. */
static void
write_roster (const char *path, gboolean shared)
{
  lxw_workbook_options options = { .constant_memory = !shared };
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      lxw_workbook *workbook = workbook_new_opt (path, &options);
      lxw_worksheet *sheet = workbook_add_worksheet (workbook, "花名册");

      for (guint row = 0; row < N_ROWS; row++)
        for (guint column = 0; column < N_COLUMNS; column++)
          {
            g_autofree char *text = dup_text (row, column);

            if (column == 0)
              worksheet_write_number (sheet, row, column, row, NULL);
            else
              worksheet_write_string (sheet, row, column, text, NULL);
          }
      _exit (workbook_close (workbook));
    }
  if (child < 0 || waitpid (child, &status, 0) != child || status != 0)
    g_error ("The roster could not be written.");
}

static gboolean
count_row (guint row, gboolean hidden, const TbCell *cells, guint n_cells, gpointer user_data)
{
  *(guint *)user_data += n_cells == N_COLUMNS;
  return TRUE;
}

/* Of the processor, for both: neither waits for anything, and other programs may be running. */
static double
get_cpu_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

static double
read_once (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  double start = get_cpu_seconds ();
  g_autoptr (TbSheetReader) reader = tb_sheet_reader_open (file, NULL, &error);
  guint n_rows = 0;

  if (reader == NULL || !tb_sheet_reader_read (reader, 0, count_row, &n_rows, NULL, &error))
    g_error ("%s", error->message);
  g_assert_cmpuint (n_rows, ==, N_ROWS);
  return get_cpu_seconds () - start;
}

static double
read_with_openpyxl (const char *path)
{
  const char *const argv[] = { "python3", "-c", openpyxl_script, path, NULL };
  g_autofree char *output = NULL;
  g_autofree char *errors = NULL;
  g_autoptr (GError) error = NULL;
  guint n_rows = 0;
  double seconds = 0;
  int status;

  if (!g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, &errors,
                     &status, &error))
    g_error ("%s", error->message);
  if (sscanf (output, "%u %lf", &n_rows, &seconds) != 2 || n_rows != N_ROWS)
    g_error ("openpyxl did not read the roster: %s", errors);
  return seconds;
}

static void
measure (TbBench *bench, const char *name, gboolean shared)
{
  g_autofree char *path = tb_bench_dup_path (bench, "花名册.xlsx");
  g_autofree char *what = g_strdup_printf ("reading 100,000 by 13 cells of .xlsx, %s", name);
  g_autofree char *what_memory = g_strdup_printf ("%s: memory", what);
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (double));

  write_roster (path, shared);
  for (guint i = 0; i < N_RUNS; i++)
    {
      double seconds = read_once (path);

      g_array_append_val (runs, seconds);
    }
  tb_bench_report (bench, what_memory, "MB", tb_bench_get_peak_rss_mb (), "limit", MAX_RSS_MB);
  tb_bench_report (bench, what, "s", tb_bench_median (runs), "a quarter of openpyxl, read-only",
                   read_with_openpyxl (path) * SHARE_OF_OPENPYXL);
}

int
main (void)
{
  TbBench bench;

  tb_bench_start (&bench);
  measure (&bench, "texts in the cells", FALSE);
  measure (&bench, "shared texts", TRUE);
  return tb_bench_finish (&bench);
}
