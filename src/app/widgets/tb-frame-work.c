/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-frame-work.h"

/* For how long a frame is worked at most: always, and while it is not known what follows from it.
 */
#define WORK_US 4000
#define FIRST_WORK_US 500

#define DATA "tb-frame-work"

/* What a widget is doing. What is made in a frame is then styled, laid out, drawn and told to
 * whoever reads the window aloud, which takes many times as long as making it; how many times
 * depends on what it is and on the machine. So frames are measured, and each gets the work that
 * would have fitted into the one before. */
typedef struct
{
  TbFrameWork work;
  guint tick;
  gboolean is_begun;
  gint64 us; /* for how long in the next frame */

  GdkFrameClock *clock; /* (owned) (nullable): while a frame is measured */
  gulong painted;
  gint64 begun_us;  /* when the work of that frame began */
  gint64 worked_us; /* for how long it was worked */
} Doing;

static void
stop_measuring (Doing *doing)
{
  g_clear_signal_handler (&doing->painted, doing->clock);
  g_clear_object (&doing->clock);
}

static void
free_doing (gpointer data)
{
  Doing *doing = data;

  stop_measuring (doing);
  g_free (doing);
}

/* A third of a frame is for the work and what follows from it, the rest for everything else. */
static gint64
get_share_us (GdkFrameClock *clock)
{
  gint64 interval_us;

  gdk_frame_clock_get_refresh_info (clock, 0, &interval_us, NULL);
  return interval_us / 3;
}

static void
painted_cb (GdkFrameClock *clock, Doing *doing)
{
  const gint64 took_us = MAX (g_get_monotonic_time () - doing->begun_us, 1);
  const gint64 most_us = CLAMP (2 * doing->worked_us, FIRST_WORK_US, WORK_US);

  doing->us = MIN (doing->worked_us * get_share_us (clock) / took_us, most_us);
  stop_measuring (doing);
}

static void
measure (Doing *doing, GdkFrameClock *clock, gint64 begun_us)
{
  stop_measuring (doing);
  doing->begun_us = begun_us;
  doing->worked_us = g_get_monotonic_time () - begun_us;
  doing->clock = g_object_ref (clock);
  doing->painted = g_signal_connect_after (clock, "after-paint", G_CALLBACK (painted_cb), doing);
}

static Doing *
get_doing (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), DATA);
}

/* A piece is done in each frame, whatever it takes, but not in the first: that has what led to the
 * work to draw. The work may itself stop or begin anew. */
static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  const guint tick = get_doing (widget)->tick;
  const gint64 begun_us = g_get_monotonic_time ();
  const gint64 end_us = begun_us + get_doing (widget)->us;
  gboolean is_working = get_doing (widget)->is_begun;

  get_doing (widget)->is_begun = TRUE;
  while (is_working)
    {
      const gboolean more = get_doing (widget)->work (widget);

      if (get_doing (widget) == NULL || get_doing (widget)->tick != tick)
        return G_SOURCE_REMOVE;
      if (!more)
        {
          tb_frame_work_stop (widget);
          return G_SOURCE_REMOVE;
        }
      is_working = g_get_monotonic_time () < end_us;
    }

  measure (get_doing (widget), clock, begun_us);
  return G_SOURCE_CONTINUE;
}

/**
 * tb_frame_work_begin:
 * @widget: a widget
 * @work: called until it gives %FALSE
 *
 * Does what would take a shown widget longer than a frame in the frames that follow, in the place
 * of what it was still doing; where it is doing just that, it goes on. Where the widget is not
 * shown nobody waits for a frame, and all is done at once. Main thread only.
 */
void
tb_frame_work_begin (GtkWidget *widget, TbFrameWork work)
{
  Doing *doing = get_doing (widget);

  if (!gtk_widget_get_mapped (widget))
    {
      tb_frame_work_finish (widget, work);
      return;
    }
  if (doing != NULL && doing->work == work)
    return;

  tb_frame_work_stop (widget);
  doing = g_new0 (Doing, 1);
  doing->work = work;
  doing->tick = gtk_widget_add_tick_callback (widget, tick_cb, NULL, NULL);
  g_object_set_data_full (G_OBJECT (widget), DATA, doing, free_doing);
}

/**
 * tb_frame_work_finish:
 * @widget: a widget
 * @work: called until it gives %FALSE
 *
 * Does all of it now, in the place of what the widget was still doing.
 */
void
tb_frame_work_finish (GtkWidget *widget, TbFrameWork work)
{
  tb_frame_work_stop (widget);
  while (work (widget))
    ;
}

/**
 * tb_frame_work_stop:
 * @widget: a widget
 *
 * Leaves undone what is not done yet.
 */
void
tb_frame_work_stop (GtkWidget *widget)
{
  const Doing *doing = get_doing (widget);

  if (doing == NULL)
    return;

  gtk_widget_remove_tick_callback (widget, doing->tick);
  g_object_set_data (G_OBJECT (widget), DATA, NULL);
}
