/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-interrupt.h"

#include <glib-unix.h>
#include <signal.h>

static const int signals[] = { SIGINT, SIGTERM, SIGHUP };

/* A second Ctrl+C ends the program at once: the transaction that is open is never committed. */
static gboolean
interrupted_cb (gpointer user_data)
{
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    signal (signals[i], SIG_DFL);
  g_cancellable_cancel (user_data);

  return G_SOURCE_CONTINUE;
}

/* Commands block the main thread, so that signals are waited for on one of their own. */
static gpointer
watch_thread (gpointer data)
{
  g_autoptr (GMainLoop) loop = data;

  g_main_context_push_thread_default (g_main_loop_get_context (loop));
  g_main_loop_run (loop);

  return NULL;
}

/**
 * tb_interrupt_watch:
 * @cancellable: what Ctrl+C, or being told to end, cancels
 *
 * Watches from now to the end of the program.
 */
void
tb_interrupt_watch (GCancellable *cancellable)
{
  g_autoptr (GMainContext) context = g_main_context_new ();

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      g_autoptr (GSource) source = g_unix_signal_source_new (signals[i]);

      g_source_set_callback (source, interrupted_cb, g_object_ref (cancellable), g_object_unref);
      g_source_attach (source, context);
    }

  g_thread_unref (g_thread_new ("interrupt", watch_thread, g_main_loop_new (context, FALSE)));
}
