/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A process is killed at random moments of an exchange. Whenever that is, the register opens again
 * and is sound, and the next exchange brings everything to its end. */

#include <stdio.h>
#include <unistd.h>

#include "tb-desk-test.h"
#include "tb-peer-test.h"
#include "tb-sync-test.h"
#include "tb-test-kill.h"
#include "tb-test.h"

#define N_RECORDS 1500
#define N_KILLS 10

static char *program; /* (owned): this one */

/* A branch's database, of which every process has the same. */
static TbMemoryServer *
make_server (gboolean is_filled)
{
  TbMemoryServer *server = tb_memory_server_new ();
  g_autoptr (TbMemoryPeer) peer = tb_memory_peer_new (server);
  g_autoptr (GPtrArray) documents
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_document_free);

  if (!is_filled)
    return server;
  for (guint i = 0; i < N_RECORDS; i++)
    {
      g_autofree char *id = g_strdup_printf ("person:01890a5d-ac96-774b-bcce-%012x", i);
      g_autofree char *body
          = g_strdup_printf ("{\"type\":\"person\",\"schema\":1,\"by\":\"b\","
                             "\"at\":\"2026-11-22T02:00:00.000Z\",\"name\":\"某%u\"}",
                             i);

      g_ptr_array_add (documents, tb_sync_test_first (id, body));
    }
  tb_peer_test_put (TB_SYNC_PEER (peer), documents);
  return server;
}

static int
live_and_die (char **argv)
{
  g_autoptr (TbMemoryServer) server = make_server (g_str_equal (argv[1], "--pull"));
  TbDeskTest desk = { 0 };
  g_autoptr (GError) error = NULL;
  gint64 begin;

  tb_desk_test_open_path (&desk, g_strdup (argv[2]), "victim", server);
  begin = g_get_monotonic_time ();
  tb_test_die_after (g_ascii_strtoull (argv[3], NULL, 10));
  tb_replicator_exchange (desk.replicator, &desk.stats, NULL, &error);
  g_assert_no_error (error);
  printf ("%" G_GINT64_FORMAT "\n", g_get_monotonic_time () - begin);
  fflush (stdout);
  tb_desk_test_close (&desk);
  return 0;
}

/* Runs this program as another process until it ends or is killed. Gives how long it took; 0 where
 * it was killed. */
static gint64
run_victim (const char *what, const char *path, guint64 end_us)
{
  g_autofree char *end = g_strdup_printf ("%" G_GUINT64_FORMAT, end_us);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;

  process
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, what, path, end, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &said, NULL, &error);
  g_assert_no_error (error);
  if (g_subprocess_get_if_signaled (process))
    {
      g_assert_cmpint (g_subprocess_get_term_sig (process), ==, SIGKILL);
      return 0;
    }
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  return g_ascii_strtoll (said, NULL, 10);
}

static gboolean
give_person (TbConnection *connection, TbChange *change, gpointer data, GError **error)
{
  guint *n_given = data;
  g_autofree char *name = g_strdup_printf ("某%u", *n_given);

  if (*n_given == N_RECORDS)
    return FALSE;
  ++*n_given;
  change->op = TB_CHANGE_INSERT;
  change->record = tb_core_test_new_record ("person", "name", name, NULL);
  return TRUE;
}

/* A register to be killed with; with records where those are what is told to others. */
static char *
make_register (const char *name, gboolean is_filled)
{
  g_autofree char *file = g_strconcat (name, ".db", NULL);
  char *path = tb_test_dup_path (file);
  g_autoptr (TbMemoryServer) server = tb_memory_server_new ();
  TbDeskTest desk = { 0 };
  g_autofree char *batch = NULL;
  g_autoptr (GError) error = NULL;
  guint n_given = 0;

  tb_desk_test_open_path (&desk, g_strdup (path), "a", server);
  if (is_filled)
    {
      batch
          = tb_session_commit (desk.core.session, TB_BATCH_IMPORT, tb_record_types_find ("person"),
                               "名册", give_person, &n_given, N_RECORDS, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
    }
  tb_desk_test_close (&desk);
  return path;
}

/* Sound as it is, and after the next exchange as if nothing had happened. */
static void
check (char *path, gboolean is_pull)
{
  g_autoptr (TbMemoryServer) server = make_server (is_pull);
  g_auto (TbDeskTest) desk = { 0 };
  g_auto (TbDeskTest) other = { 0 };
  static guint n_others;
  g_autofree char *name = g_strdup_printf ("other-%u", n_others++);

  tb_desk_test_open_path (&desk, path, "a", server);
  tb_core_test_assert_sound (&desk.core);
  tb_desk_test_exchange (&desk);
  g_assert_cmpint (tb_desk_test_count (&desk, "SELECT count(*) FROM person"), ==, N_RECORDS);
  g_assert_cmpint (tb_memory_server_get_n_documents (server), ==, N_RECORDS);

  tb_desk_test_open (&other, name, server);
  tb_desk_test_exchange (&other);
  tb_desk_test_assert_equal (&desk, &other);
}

static void
test_kills (gconstpointer data)
{
  const char *way = data;
  gboolean is_pull = g_str_equal (way, "--pull");
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autofree char *whole = make_register ("whole", !is_pull);
  gint64 all_us = run_victim (way, whole, 0);
  guint n_killed = 0;

  g_test_message ("seed %u, %" G_GINT64_FORMAT " µs", seed, all_us);
  g_assert_cmpint (all_us, >, 0);

  for (guint i = 0; i < N_KILLS; i++)
    {
      g_autofree char *name = g_strdup_printf ("victim-%u", i);
      char *path = make_register (name, !is_pull);

      if (run_victim (way, path, g_rand_int_range (random, 1, (gint32)all_us)) == 0)
        n_killed++;
      check (path, is_pull);
    }
  g_test_message ("%u of %u were killed", n_killed, N_KILLS);
}

int
main (int argc, char **argv)
{
  int status;

  if (argc == 4 && (g_str_equal (argv[1], "--pull") || g_str_equal (argv[1], "--push")))
    return live_and_die (argv);

  program = g_file_read_link ("/proc/self/exe", NULL);
  tb_test_init (&argc, &argv);
  g_test_add_data_func ("/sync-kill/pull", "--pull", test_kills);
  g_test_add_data_func ("/sync-kill/push", "--push", test_kills);
  status = tb_test_run ();
  g_free (program);
  return status;
}
