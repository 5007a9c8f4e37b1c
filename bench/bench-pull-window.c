/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether the window misses no frame while another desk's records come in, for each page of it that
 * is shown, with a frame clock that never rests; and how long a search takes meanwhile. They come
 * into a register in use, whose page is full already, and into an empty one, whose page is built
 * while they come. Beside it stand the same page with nothing to do, where what is late is the
 * machine's, and the page that is drawn for the first time since the program was started, whose
 * letters and styles have all to be made. Needs a display: build-aux/bench gives it a virtual one.
 */

#include "config.h"

#include <adwaita.h>
#include <time.h>

#include "tb-application.h"
#include "tb-bench-persons.h"
#include "tb-bench.h"
#include "tb-memory-peer.h"
#include "tb-record-list.h"
#include "tb-sample.h"
#include "tb-sync-desk.h"
#include "tb-sync-private.h"
#include "tb-window.h"

#define N_PERSONS 20000

/* What a display shows in a second. */
#define N_FRAMES 60

/* For how long the window is watched with nothing to do. */
#define N_IDLE_FRAMES 90

/* Whoever types while records come in types so often. */
#define TYPE_EVERY_MS 250

static const char *const searches[] = { "王伟", "zs", "zengw", "138", "李" };

typedef struct
{
  TbBench bench;
  TbMemoryServer *server; /* (owned) */
  gint64 n_persons;       /* on it */
  TbMemoryServer *before; /* (owned): what it held before the persons came */
  TbMemoryServer *asked;  /* (not owned): the one of them that the window asks */
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

  return TB_SYNC_PEER (tb_memory_peer_new (fixture->asked));
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
push (TbSession *session, TbMemoryServer *server, const char *name)
{
  g_autoptr (TbSyncDesk) desk = tb_sync_desk_new (session, name);
  g_autoptr (TbSyncPeer) peer = TB_SYNC_PEER (tb_memory_peer_new (server));
  g_autoptr (TbReplicator) replicator = tb_replicator_new (peer, tb_sync_desk_get_interface (desk));
  g_autoptr (GError) error = NULL;
  TbReplicatorStats stats;

  tb_replicator_exchange (replicator, &stats, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (stats.n_pushed, >, 0);
}

/* What the window is to receive: the records of another desk, with events and projects. */
static void
fill_servers (Fixture *fixture)
{
  g_autofree char *path = tb_bench_dup_path (&fixture->bench, "other.db");
  g_autoptr (TbSession) session = tb_bench_persons_new_register (path);
  g_autoptr (GError) error = NULL;
  g_autofree char *sample = tb_sample_fill (session, TB_SAMPLE_TOWER, 1, NULL, NULL, NULL, &error);
  g_autofree char *batch = NULL;

  g_assert_no_error (error);
  push (session, fixture->before, "service:before");
  batch = tb_bench_persons_add (session, N_PERSONS);
  push (session, fixture->server, "service:memory");
  fixture->n_persons = count_persons (session);
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

/* Typing */

typedef struct
{
  TbRecordList *list; /* (not owned): of the page */
  GtkEditable *entry; /* (not owned) */
  guint n_typed;
  gint64 asked_us;   /* when the page asked for what was typed, or 0 */
  GArray *latencies; /* (owned) (element-type double): in ms */
} Typist;

static GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  GtkWidget *found = NULL;

  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);
  return found;
}

static void
loading_cb (TbRecordList *list, GParamSpec *pspec, Typist *typist)
{
  const gint64 now = g_get_monotonic_time ();

  if (tb_record_list_get_loading (list))
    {
      typist->asked_us = now;
    }
  else if (typist->asked_us != 0)
    {
      const double ms = (double)(now - typist->asked_us) / 1000;

      g_array_append_val (typist->latencies, ms);
      typist->asked_us = 0;
    }
}

static gboolean
type_cb (gpointer user_data)
{
  Typist *typist = user_data;

  gtk_editable_set_text (typist->entry, searches[typist->n_typed++ % G_N_ELEMENTS (searches)]);
  return G_SOURCE_CONTINUE;
}

/* The table is there only once there are rows. */
static void
begin_typing (Typist *typist, Watch *watch)
{
  GtkWidget *window = GTK_WIDGET (watch->window);
  GtkWidget *view;

  while ((view = find_widget (window, GTK_TYPE_COLUMN_VIEW)) == NULL)
    iterate (watch);
  gtk_widget_activate_action (window, "win.find", NULL);
  while (find_widget (window, GTK_TYPE_SEARCH_ENTRY) == NULL)
    iterate (watch);

  typist->entry = GTK_EDITABLE (find_widget (window, GTK_TYPE_SEARCH_ENTRY));
  typist->list = TB_RECORD_LIST (gtk_single_selection_get_model (
      GTK_SINGLE_SELECTION (gtk_column_view_get_model (GTK_COLUMN_VIEW (view)))));
  typist->latencies = g_array_new (FALSE, FALSE, sizeof (double));
  g_signal_connect (typist->list, "notify::loading", G_CALLBACK (loading_cb), typist);
}

static void
open_window (Fixture *fixture, Watch *watch, const char *page)
{
  static guint n_opened;
  g_autofree char *name = g_strdup_printf ("%s-%u.db", page, n_opened++);
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
report_frames (Fixture *fixture, Watch *watch, const char *page, const char *doing)
{
  g_autofree char *longest = g_strdup_printf ("%s: %s, between two frames at most", doing, page);
  g_autofree char *busy = g_strdup_printf ("%s: %s, the window computing at most", doing, page);
  g_autofree char *missed = g_strdup_printf ("%s: %s, frames missed", doing, page);
  g_autofree char *shown = g_strdup_printf ("of %u shown", watch->n_frames);

  tb_bench_report (&fixture->bench, longest, "ms", (double)watch->longest_frame_us / 1000,
                   "two frames", 2000.0 / N_FRAMES);
  tb_bench_report (&fixture->bench, busy, "ms", (double)watch->longest_busy_us / 1000, "one frame",
                   1000.0 / N_FRAMES);
  tb_bench_report (&fixture->bench, missed, "", watch->n_missed, shown, 0);
}

static void
note_frames (Fixture *fixture, Watch *watch, const char *page, const char *doing)
{
  g_autofree char *longest = g_strdup_printf ("%s: %s, between two frames at most", doing, page);
  g_autofree char *shown
      = g_strdup_printf ("missed %u of %u shown", watch->n_missed, watch->n_frames);

  tb_bench_note (&fixture->bench, longest, "ms", (double)watch->longest_frame_us / 1000, shown,
                 watch->n_missed);
}

static void
connect_window (Watch *watch, Fixture *fixture)
{
  g_autoptr (TbSyncAccount) account
      = tb_sync_account_new ("https://service.example.org", "a", "bench");
  g_autoptr (GError) error = NULL;

  tb_sync_set_peer_func (tb_window_get_sync (watch->window), make_peer, fixture);
  tb_sync_save_account (tb_window_get_session (watch->window), account, &error);
  g_assert_no_error (error);
}

static void
begin_pull (Fixture *fixture, TbMemoryServer *server, Watch *watch, gboolean *done)
{
  fixture->asked = server;
  rest (watch, 1);
  watch_begin (watch);
  tb_sync_now_async (tb_window_get_sync (watch->window), NULL, pulled_cb, done);
}

static void
end_pull (Fixture *fixture, Watch *watch, const gboolean *done)
{
  while (!*done)
    iterate (watch);
  if (fixture->asked == fixture->server)
    g_assert_cmpint (count_persons (tb_window_get_session (watch->window)), ==, fixture->n_persons);
}

/* So that the page has what such a page has, and has been laid out. */
static void
fill_window (Fixture *fixture, Watch *watch, const char *page)
{
  gboolean done = FALSE;

  begin_pull (fixture, fixture->before, watch, &done);
  end_pull (fixture, watch, &done);
  note_frames (fixture, watch, page, "drawn for the first time");
  rest (watch, 2 * N_FRAMES);
}

static void
close_window (Watch *watch)
{
  gtk_window_destroy (GTK_WINDOW (watch->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
measure_pull (Fixture *fixture, const char *page, gboolean in_use)
{
  gboolean done = FALSE;
  Watch watch;

  open_window (fixture, &watch, page);
  connect_window (&watch, fixture);
  if (in_use)
    fill_window (fixture, &watch, page);
  begin_pull (fixture, fixture->server, &watch, &done);
  end_pull (fixture, &watch, &done);
  report_frames (fixture, &watch, page, in_use ? "pull" : "first pull");

  /* What came last is still being placed. */
  rest (&watch, N_FRAMES);
  rest (&watch, N_IDLE_FRAMES);
  if (in_use)
    note_frames (fixture, &watch, page, "idle");
  close_window (&watch);
}

static void
measure_typing (Fixture *fixture)
{
  gboolean done = FALSE;
  Typist typist = { 0 };
  guint typing;
  Watch watch;

  open_window (fixture, &watch, "members");
  connect_window (&watch, fixture);
  fill_window (fixture, &watch, "members");
  begin_pull (fixture, fixture->server, &watch, &done);
  begin_typing (&typist, &watch);
  watch_begin (&watch);
  typing = g_timeout_add (TYPE_EVERY_MS, type_cb, &typist);
  end_pull (fixture, &watch, &done);
  g_source_remove (typing);
  g_signal_handlers_disconnect_by_data (typist.list, &typist);
  report_frames (fixture, &watch, "members", "typing");
  g_assert_cmpuint (typist.latencies->len, >, 0);
  tb_bench_report (&fixture->bench, "typing: members, what is searched for found, median", "ms",
                   tb_bench_median (typist.latencies), "an instant", 100);
  tb_bench_note (&fixture->bench, "typing: members, what is searched for found, at most", "ms",
                 tb_bench_percentile (typist.latencies, 100), "an instant", 100);
  g_array_unref (typist.latencies);
  close_window (&watch);
}

/* All pages, or those that are named. */
static void
measure_all (Fixture *fixture, int n_names, char **names)
{
  static const char *const pages[] = { "overview", "members", "events", "projects" };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (n_names == 0 || g_strv_contains ((const char *const *)names, pages[i]))
      {
        measure_pull (fixture, pages[i], TRUE);
        measure_pull (fixture, pages[i], FALSE);
      }
  if (n_names == 0 || g_strv_contains ((const char *const *)names, "typing"))
    measure_typing (fixture);
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
  fixture.before = tb_memory_server_new ();
  fill_servers (&fixture);

  waking = g_timeout_add (1, wake, NULL);
  measure_all (&fixture, argc - 1, argv + 1);
  g_source_remove (waking);

  g_clear_object (&fixture.application);
  tb_memory_server_free (fixture.server);
  tb_memory_server_free (fixture.before);
  return tb_bench_finish (&fixture.bench);
}
