/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether the window stays live while another desk's records come in, page by page: its overview,
 * then its members, with a frame clock that never rests. Needs a display: build-aux/bench gives it
 * a virtual one. */

#include "config.h"

#include <adwaita.h>
#include <time.h>

#include "tb-application.h"
#include "tb-bench-persons.h"
#include "tb-bench.h"
#include "tb-memory-peer.h"
#include "tb-sync-desk.h"
#include "tb-sync-private.h"
#include "tb-window.h"

#define N_PERSONS 20000

/* What a display shows in a second. */
#define N_FRAMES 60

typedef struct
{
  TbBench bench;
  TbMemoryServer *server; /* (owned) */
  TbApplication *application;
} Fixture;

typedef struct
{
  TbWindow *window;
  gint64 last_us;      /* when the main loop was last seen */
  gint64 longest_us;   /* that it was away */
  gint64 last_busy_us; /* what the thread had computed by then */
  gint64 longest_busy_us;
  gint64 last_frame_us; /* when the last frame began */
  gint64 longest_frame_us;
  guint n_frames;
  guint n_missed;
} Watch;

static TbSyncPeer *
make_peer (const TbSyncAccount *account, TbSyncWhat what, gpointer data, GError **error)
{
  Fixture *fixture = data;

  return TB_SYNC_PEER (tb_memory_peer_new (fixture->server));
}

/* What the window is to receive: the records of another desk. */
static void
fill_server (Fixture *fixture)
{
  g_autofree char *path = tb_bench_dup_path (&fixture->bench, "other.db");
  g_autoptr (TbSession) session = tb_bench_persons_new_register (path);
  g_autofree char *batch = tb_bench_persons_add (session, N_PERSONS);
  g_autoptr (TbSyncDesk) desk = tb_sync_desk_new (session, "service:memory");
  g_autoptr (TbSyncPeer) peer = TB_SYNC_PEER (tb_memory_peer_new (fixture->server));
  g_autoptr (TbReplicator) replicator = tb_replicator_new (peer, tb_sync_desk_get_interface (desk));
  TbReplicatorStats stats;
  g_autoptr (GError) error = NULL;

  tb_replicator_exchange (replicator, &stats, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (stats.n_pushed, >=, N_PERSONS);
  g_clear_pointer (&desk, tb_sync_desk_free);
  tb_session_close (session);
}

/* The main loop and the frames */

static gboolean
wake (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Without the time that others had the processor. */
static gint64
get_busy_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static void
iterate (Watch *watch)
{
  gint64 now, busy;

  g_main_context_iteration (NULL, TRUE);
  now = g_get_monotonic_time ();
  watch->longest_us = MAX (watch->longest_us, now - watch->last_us);
  watch->last_us = now;
  busy = get_busy_us ();
  watch->longest_busy_us = MAX (watch->longest_busy_us, busy - watch->last_busy_us);
  watch->last_busy_us = busy;
}

/* Asks for another frame each time, as an animation does. */
static gboolean
frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Watch *watch = user_data;
  const gint64 now = g_get_monotonic_time ();

  if (watch->last_frame_us != 0)
    {
      const gint64 span = now - watch->last_frame_us;

      watch->n_frames++;
      watch->longest_frame_us = MAX (watch->longest_frame_us, span);
      watch->n_missed
          += (guint)MAX ((span * N_FRAMES + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC - 1, 0);
    }
  watch->last_frame_us = now;
  return G_SOURCE_CONTINUE;
}

static void
watch_begin (Watch *watch)
{
  watch->last_us = g_get_monotonic_time ();
  watch->longest_us = 0;
  watch->last_busy_us = get_busy_us ();
  watch->longest_busy_us = 0;
  watch->last_frame_us = 0;
  watch->longest_frame_us = 0;
  watch->n_frames = 0;
  watch->n_missed = 0;
}

/* Lets the window come to rest: fonts and icons are loaded, and the page has its rows. */
static void
rest (Watch *watch, guint n_frames)
{
  watch_begin (watch);
  while (watch->n_frames < n_frames)
    iterate (watch);
}

static void
pulled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *done = user_data;
  g_autoptr (GError) error = NULL;

  tb_sync_now_finish (TB_SYNC (source), result, &error);
  g_assert_no_error (error);
  *done = TRUE;
}

static gint64
count_persons (TbSession *session)
{
  g_autoptr (TbQuery) query = tb_query_new (tb_record_types_find ("person"));
  g_autoptr (GError) error = NULL;
  gint64 n_persons = tb_session_count (session, query, NULL, &error);

  g_assert_no_error (error);
  return n_persons;
}

static void
open_window (Fixture *fixture, Watch *watch, const char *page)
{
  g_autofree char *name = g_strconcat (page, ".db", NULL);
  g_autofree char *path = tb_bench_dup_path (&fixture->bench, name);

  *watch = (Watch){ .window = tb_window_new (fixture->application) };
  gtk_window_set_default_size (GTK_WINDOW (watch->window), 1200, 760);
  tb_window_open (watch->window, path, TB_OPEN_CREATE);
  gtk_window_present (GTK_WINDOW (watch->window));
  gtk_widget_add_tick_callback (GTK_WIDGET (watch->window), frame_cb, watch, NULL);
  while (tb_window_get_page (watch->window) == NULL || tb_window_get_sync (watch->window) == NULL)
    iterate (watch);
  gtk_widget_activate_action (GTK_WIDGET (watch->window), "win.show-page", "s", page);
  rest (watch, N_FRAMES);
}

static void
measure (Fixture *fixture, const char *page)
{
  g_autoptr (TbSyncAccount) account
      = tb_sync_account_new ("https://service.example.org", "a", "bench");
  g_autofree char *away = g_strdup_printf ("pull: %s, the window away at most", page);
  g_autofree char *busy = g_strdup_printf ("pull: %s, the window computing at most", page);
  g_autofree char *missed = g_strdup_printf ("pull: %s, frames missed", page);
  g_autofree char *longest = g_strdup_printf ("pull: %s, between two frames at most", page);
  g_autofree char *shown = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;
  Watch watch;

  open_window (fixture, &watch, page);
  tb_sync_set_peer_func (tb_window_get_sync (watch.window), make_peer, fixture);
  tb_sync_save_account (tb_window_get_session (watch.window), account, &error);
  g_assert_no_error (error);

  rest (&watch, 1);
  watch_begin (&watch);
  tb_sync_now_async (tb_window_get_sync (watch.window), NULL, pulled_cb, &done);
  while (!done)
    iterate (&watch);
  g_assert_cmpint (count_persons (tb_window_get_session (watch.window)), ==, N_PERSONS);

  shown = g_strdup_printf ("of %u shown", watch.n_frames);
  tb_bench_report (&fixture->bench, away, "ms", (double)watch.longest_us / 1000, "two frames",
                   2000.0 / N_FRAMES);
  tb_bench_note (&fixture->bench, busy, "ms", (double)watch.longest_busy_us / 1000, "one frame",
                 1000.0 / N_FRAMES);
  tb_bench_note (&fixture->bench, longest, "ms", (double)watch.longest_frame_us / 1000, "one frame",
                 1000.0 / N_FRAMES);
  tb_bench_note (&fixture->bench, missed, "", watch.n_missed, shown, watch.n_frames);
  gtk_window_destroy (GTK_WINDOW (watch.window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

int
main (int argc, char **argv)
{
  Fixture fixture = { 0 };
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (GError) error = NULL;
  guint waking;

  tb_bench_start (&fixture.bench);
  if (!gtk_init_check ())
    {
      g_printerr ("This benchmark needs a display: run it with build-aux/bench.\n");
      return 77;
    }
  adw_init ();
  settings = g_settings_new (TB_APPLICATION_ID);
  g_settings_set_boolean (settings, "sync-automatically", FALSE);
  fixture.application = tb_application_new ();
  g_application_set_flags (G_APPLICATION (fixture.application),
                           G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_COMMAND_LINE);
  g_application_register (G_APPLICATION (fixture.application), NULL, &error);
  g_assert_no_error (error);
  fixture.server = tb_memory_server_new ();
  fill_server (&fixture);

  waking = g_timeout_add (1, wake, NULL);
  measure (&fixture, "overview");
  measure (&fixture, "members");
  g_source_remove (waking);

  g_clear_object (&fixture.application);
  tb_memory_server_free (fixture.server);
  return tb_bench_finish (&fixture.bench);
}
