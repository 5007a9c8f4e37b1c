/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-frame-work.h"
#include "tb-test.h"
#include "tb-ui-test.h"

/* Pieces that take longer than is worked in one frame, and those of which several do not. */
#define LONG_PIECE_US 5000
#define SHORT_PIECE_US 800
#define N_PIECES 4

/* Pieces of which a frame does many, and one whose drawing leaves time for no more than one. */
#define TINY_PIECE_US 100
#define N_TINY_PIECES 20
#define LONG_DRAWING_US 20000

static guint piece_us = LONG_PIECE_US;
static guint n_done;
static guint n_frames;

static void
spend (guint us)
{
  const gint64 end_us = g_get_monotonic_time () + us;

  while (g_get_monotonic_time () < end_us)
    ;
}

static gboolean
do_piece (GtkWidget *widget)
{
  spend (piece_us);
  return ++n_done < N_PIECES;
}

/* As a frame whose drawing takes long. */
static void
draw_long_cb (GdkFrameClock *clock, gpointer user_data)
{
  spend (LONG_DRAWING_US);
}

static gboolean
do_tiny_piece (GtkWidget *widget)
{
  spend (TINY_PIECE_US);
  gtk_widget_queue_draw (widget);
  return ++n_done < N_TINY_PIECES;
}

static gboolean
count_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  n_frames++;

  return G_SOURCE_CONTINUE;
}

static GtkWidget *
show_window (void)
{
  GtkWindow *window = tb_ui_test_window_new ();

  gtk_window_present (window);
  tb_test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (window)));
  gtk_widget_add_tick_callback (GTK_WIDGET (window), count_cb, NULL, NULL);
  n_done = n_frames = 0;
  return GTK_WIDGET (window);
}

static void
test_shown (void)
{
  GtkWidget *window = show_window ();

  tb_frame_work_begin (window, do_piece);
  g_assert_cmpuint (n_done, ==, 0);
  tb_test_wait_until (n_done == N_PIECES);
  g_assert_cmpuint (n_frames, >=, N_PIECES - 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The frame in which something begins has the rest of it to draw. */
static void
test_begins_slowly (void)
{
  GtkWidget *window = show_window ();

  piece_us = SHORT_PIECE_US;
  tb_frame_work_begin (window, do_piece);
  tb_test_wait_until (n_done > 0);
  g_assert_cmpuint (n_done, ==, 1);
  tb_test_wait_until (n_done == N_PIECES);
  piece_us = LONG_PIECE_US;
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Where what follows from a piece takes long, a frame gets no more than that one. */
static void
test_gives_way (void)
{
  GtkWidget *window = show_window ();
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  gulong drawn = g_signal_connect (clock, "paint", G_CALLBACK (draw_long_cb), NULL);
  guint n_before = 0;

  tb_frame_work_begin (window, do_tiny_piece);
  while (n_done < N_TINY_PIECES)
    {
      tb_test_wait_until (n_done > n_before);
      g_assert_cmpuint (n_done, ==, n_before + 1);
      n_before = n_done;
    }
  g_signal_handler_disconnect (clock, drawn);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_not_shown (void)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (gtk_label_new (NULL));

  n_done = 0;
  tb_frame_work_begin (widget, do_piece);
  g_assert_cmpuint (n_done, ==, N_PIECES);
}

/* What is begun anew, finished or stopped is not done twice. */
static void
test_once (void)
{
  GtkWidget *window = show_window ();

  tb_frame_work_begin (window, do_piece);
  tb_frame_work_begin (window, do_piece);
  tb_frame_work_finish (window, do_piece);
  g_assert_cmpuint (n_done, ==, N_PIECES);
  tb_test_wait_until (n_frames >= 2);
  g_assert_cmpuint (n_done, ==, N_PIECES);

  n_done = n_frames = 0;
  tb_frame_work_begin (window, do_piece);
  tb_frame_work_stop (window);
  tb_test_wait_until (n_frames >= 2);
  g_assert_cmpuint (n_done, ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  if (!tb_ui_test_init (&argc, &argv))
    return 1;

  g_test_add_func ("/frame-work/shown", test_shown);
  g_test_add_func ("/frame-work/begins-slowly", test_begins_slowly);
  g_test_add_func ("/frame-work/gives-way", test_gives_way);
  g_test_add_func ("/frame-work/not-shown", test_not_shown);
  g_test_add_func ("/frame-work/once", test_once);

  return tb_test_run ();
}
