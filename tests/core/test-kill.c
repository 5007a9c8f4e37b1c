/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A process is killed at random moments of its work. Whenever that is, the register opens again and
 * is sound, what was reported as saved is there, and a batch is there as a whole or not at all. */

#include <stdio.h>
#include <unistd.h>

#include "tb-core-test.h"
#include "tb-id.h"
#include "tb-importer.h"
#include "tb-test-kill.h"
#include "tb-test.h"

#define N_IMPORTED 10000
#define N_IMPORT_KILLS 12
#define N_EDIT_KILLS 42

#define ROSTER "roster.csv"

/* The edits go on until the end comes, which is never far. */
#define EDITING_US (80 * G_TIME_SPAN_MILLISECOND)

/* Persons, each followed by the row that says since when they work where they work. */
typedef struct
{
  char *enterprise; /* (owned) */
  char person[TB_ID_SIZE];
  guint n_given;
} Persons;

static char *program; /* (owned): this one */

/* Without any buffer that could die with the process. */
static void
say (const char *word, guint64 number)
{
  char line[64];
  int length = g_snprintf (line, sizeof line, "%s %" G_GUINT64_FORMAT "\n", word, number);

  g_assert_cmpint (write (STDOUT_FILENO, line, length), ==, length);
}

static gboolean
give_person (TbConnection *connection, TbChange *change, gpointer data, GError **error)
{
  Persons *persons = data;
  g_autofree char *name = NULL;

  if (persons->n_given == 2 * N_IMPORTED)
    return FALSE;

  change->op = TB_CHANGE_INSERT;
  if (persons->n_given++ % 2 != 0)
    {
      change->record
          = tb_core_test_new_record ("employment", "person", persons->person, "enterprise",
                                     persons->enterprise, "since", "2020-01", NULL);
      return TRUE;
    }

  name = g_strdup_printf ("某%u", persons->n_given);
  change->record
      = tb_core_test_new_record ("person", "name", name, "enterprise", persons->enterprise, NULL);
  tb_id_generate (tb_clock_now (tb_connection_get_clock (connection)), persons->person);
  tb_record_set_id (change->record, persons->person);
  return TRUE;
}

static GPtrArray *
list (TbSession *session, const char *type_name)
{
  g_autoptr (TbQuery) query = tb_query_new (tb_record_types_find (type_name));
  g_autoptr (GError) error = NULL;
  GPtrArray *records = tb_session_list (session, query, NULL, &error);

  g_assert_no_error (error);
  return records;
}

static char *
import_persons (TbSession *session)
{
  g_autoptr (GPtrArray) enterprises = list (session, "enterprise");
  Persons persons = { 0 };
  g_autoptr (GError) error = NULL;
  char *batch;

  persons.enterprise = g_strdup (tb_record_get_id (g_ptr_array_index (enterprises, 0)));
  batch = tb_session_commit (session, TB_BATCH_IMPORT, tb_record_types_find ("person"), "名册",
                             give_person, &persons, 2 * N_IMPORTED, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_free (persons.enterprise);
  return batch;
}

/* Imports, and takes it back. The first roster of a register is prepared, written and indexed by
 * several threads. */
static void
import_and_undo (TbSession *session, const char *roster, guint64 end_us)
{
  g_autoptr (TbImporter) importer = NULL;
  g_autofree char *batch = NULL;
  g_autofree char *undone = NULL;
  g_autoptr (GError) error = NULL;
  gint64 begin;

  if (roster != NULL)
    {
      g_autoptr (GFile) file = g_file_new_for_path (roster);

      importer = tb_importer_new (session);
      tb_importer_open (importer, file, NULL, &error);
      g_assert_no_error (error);
      tb_importer_check (importer, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
    }

  begin = g_get_monotonic_time ();
  tb_test_die_after (end_us);
  batch = importer != NULL ? tb_importer_commit (importer, NULL, NULL, NULL, &error)
                           : import_persons (session);
  g_assert_no_error (error);
  say ("imported", g_get_monotonic_time () - begin);

  undone = tb_session_undo (session, batch, NULL, &error);
  g_assert_no_error (error);
  say ("undone", g_get_monotonic_time () - begin);
}

/* Counts in the remark of an enterprise, saving each number. */
static void
edit_on_and_on (TbSession *session, guint64 end_us)
{
  g_autoptr (GPtrArray) enterprises = list (session, "enterprise");
  TbRecord *record = g_ptr_array_index (enterprises, 0);
  const char *present = tb_core_test_get (record, "remark");

  tb_test_die_after (end_us);
  for (guint64 number = present != NULL ? g_ascii_strtoull (present, NULL, 10) + 1 : 1;; number++)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, number);
      g_autofree char *batch = NULL;
      g_autoptr (GError) error = NULL;

      tb_core_test_set (record, "remark", text);
      batch = tb_session_save (session, record, NULL, &error);
      g_assert_no_error (error);
      say ("saved", number);
    }
}

static int
live_and_die (char **argv)
{
  g_autoptr (TbClock) clock = tb_clock_new_system ();
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSession) session = tb_session_open (argv[2], TB_OPEN_WRITE, clock, "victim", &error);
  guint64 end_us = g_ascii_strtoull (argv[3], NULL, 10);

  g_assert_no_error (error);
  if (g_str_equal (argv[1], "--import"))
    import_and_undo (session, NULL, end_us);
  else if (g_str_equal (argv[1], "--roster"))
    {
      g_autofree char *folder = g_path_get_dirname (argv[2]);
      g_autofree char *roster = g_build_filename (folder, ROSTER, NULL);

      import_and_undo (session, roster, end_us);
    }
  else
    edit_on_and_on (session, end_us);
  tb_session_close (session);

  return 0;
}

/* Runs this program as another process until it ends or is killed. Gives what it said. */
static char *
run_victim (const char *what, const char *path, guint64 end_us)
{
  g_autofree char *end = g_strdup_printf ("%" G_GUINT64_FORMAT, end_us);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *said = NULL;

  process
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, what, path, end, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &said, NULL, &error);
  g_assert_no_error (error);
  if (g_subprocess_get_if_signaled (process))
    g_assert_cmpint (g_subprocess_get_term_sig (process), ==, SIGKILL);
  else
    g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);

  return said;
}

/* The last number said after @word, if it was said to the end; 0 otherwise. */
static guint64
find_said (const char *said, const char *word)
{
  g_auto (GStrv) lines = g_strsplit (said, "\n", -1);
  guint64 number = 0;

  /* What follows the last line end was cut off. */
  for (guint i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++)
    {
      if (g_str_has_prefix (lines[i], word))
        number = g_ascii_strtoull (lines[i] + strlen (word), NULL, 10);
    }

  return number;
}

static void
reopen (TbCoreTest *test, const char *path)
{
  g_autoptr (GError) error = NULL;

  if (test->session != NULL)
    tb_session_close (test->session);
  g_clear_object (&test->session);
  test->session = tb_session_open (path, TB_OPEN_WRITE, test->clock, "tester", &error);
  g_assert_no_error (error);
}

static guint
count (TbCoreTest *test, const char *type_name)
{
  g_autoptr (TbQuery) query = tb_query_new (tb_record_types_find (type_name));
  g_autoptr (GError) error = NULL;
  gint64 n_records = tb_session_count (test->session, query, NULL, &error);

  g_assert_no_error (error);
  return n_records;
}

/* A copy of the register as it was set up, for one victim. */
static char *
copy_register (TbCoreTest *test, const char *name)
{
  char *path = tb_test_dup_path (name);
  g_autoptr (GFile) from = g_file_new_for_path (test->path);
  g_autoptr (GFile) to = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return path;
}

/* In turn: in the middle of the import, about where it becomes lasting, and while it is taken back.
 */
static guint64
draw_end (GRand *random, guint round, guint64 import_us, guint64 all_us)
{
  switch (round % 3)
    {
    case 0:
      return g_rand_int_range (random, 1, import_us);
    case 1:
      return g_rand_int_range (random, import_us * 8 / 10, import_us * 11 / 10);
    default:
      return g_rand_int_range (random, import_us, all_us);
    }
}

/* Beside the registers of the victims. */
static void
write_roster (void)
{
  g_autofree char *path = tb_test_dup_path (ROSTER);
  g_autoptr (GString) table = g_string_new ("姓名,性别,工作单位,联系电话\n");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_IMPORTED; i++)
    g_string_append_printf (table, "某%u,女,深圳市第%u有限公司,138%08u\n", i, i % 90, i);
  g_file_set_contents (path, table->str, table->len, &error);
  g_assert_no_error (error);
}

static void
test_import (TbCoreTest *test, gconstpointer data)
{
  const char *way = data;
  gboolean is_roster = g_str_equal (way, "--roster");
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (TbRecord) enterprise
      = tb_core_test_add_record (test, "enterprise", "name", "甲公司", NULL);
  g_autofree char *whole_life = NULL;
  g_autofree char *template = NULL;
  guint64 import_us, all_us;
  guint n_imported = 0;

  g_test_message ("seed %u", seed);
  tb_session_close (test->session);
  write_roster ();

  /* One that lives says how long it takes. */
  template = copy_register (test, "measured.db");
  whole_life = run_victim (way, template, 0);
  import_us = find_said (whole_life, "imported");
  all_us = find_said (whole_life, "undone");
  g_assert_cmpuint (import_us, >, 0);
  g_assert_cmpuint (all_us, >, import_us);

  for (guint i = 0; i < N_IMPORT_KILLS; i++)
    {
      g_autofree char *name = g_strdup_printf ("victim-%u.db", i);
      g_autofree char *path = copy_register (test, name);
      guint64 end_us = draw_end (random, i, import_us, all_us);
      g_autofree char *said = run_victim (way, path, end_us);
      gboolean imported = find_said (said, "imported") > 0;
      gboolean undone = find_said (said, "undone") > 0;
      guint n_persons;

      reopen (test, path);
      n_persons = count (test, "person");
      g_test_message ("killed after %" G_GUINT64_FORMAT " µs: %u persons", end_us, n_persons);
      g_assert_true (n_persons == 0 || n_persons == N_IMPORTED);
      g_assert_cmpuint (count (test, "employment"), ==, is_roster ? 0 : n_persons);
      g_assert_cmpuint (count (test, "enterprise"), ==, is_roster && n_persons > 0 ? 91 : 1);
      if (undone)
        g_assert_cmpuint (n_persons, ==, 0);
      if (n_persons > 0)
        n_imported++;
      /* Reported as saved, it is there, unless it was just being taken back. */
      if (imported && n_persons == 0)
        {
          g_autoptr (GPtrArray) batches = tb_session_get_batches (test->session, 1, NULL, NULL);

          g_assert_cmpint (((TbBatchInfo *)g_ptr_array_index (batches, 0))->kind, ==,
                           TB_BATCH_UNDO);
        }
      tb_core_test_assert_sound (test);
    }

  g_test_message ("%u of %u imports were there", n_imported, N_IMPORT_KILLS);
}

static void
test_edits (TbCoreTest *test, gconstpointer data)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (TbRecord) enterprise
      = tb_core_test_add_record (test, "enterprise", "name", "甲公司", NULL);
  guint64 n_saved = 0;

  g_test_message ("seed %u", seed);

  for (guint i = 0; i < N_EDIT_KILLS; i++)
    {
      guint64 end_us = g_rand_int_range (random, 1, EDITING_US);
      g_autofree char *said = NULL;
      g_autoptr (TbRecord) record = NULL;
      guint64 reported, number;

      tb_session_close (test->session);
      said = run_victim ("--edit", test->path, end_us);
      reported = find_said (said, "saved");
      reopen (test, test->path);

      record = tb_core_test_reload (test, enterprise);
      number = tb_core_test_get (record, "remark") != NULL
                   ? g_ascii_strtoull (tb_core_test_get (record, "remark"), NULL, 10)
                   : 0;

      /* Nothing reported is lost; at most one more was saved than could be reported. */
      n_saved = MAX (n_saved, reported);
      g_assert_cmpuint (number, >=, n_saved);
      g_assert_cmpuint (number, <=, n_saved + 1);
      n_saved = number;
      tb_core_test_assert_sound (test);
    }

  g_test_message ("%" G_GUINT64_FORMAT " edits in %u lives", n_saved, N_EDIT_KILLS);
  g_assert_cmpuint (n_saved, >, 0);
}

int
main (int argc, char **argv)
{
  int status;

  if (argc == 4
      && (g_str_equal (argv[1], "--import") || g_str_equal (argv[1], "--roster")
          || g_str_equal (argv[1], "--edit")))
    return live_and_die (argv);

  program = g_file_read_link ("/proc/self/exe", NULL);
  tb_test_init (&argc, &argv);
  g_test_add ("/kill/import", TbCoreTest, "--import", tb_core_test_set_up, test_import,
              tb_core_test_tear_down);
  g_test_add ("/kill/roster", TbCoreTest, "--roster", tb_core_test_set_up, test_import,
              tb_core_test_tear_down);
  tb_core_test_add ("/kill/edits", test_edits);
  status = tb_test_run ();
  g_free (program);

  return status;
}
