/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-frame-work.h"

/* For how long a frame is worked: what is made in it must then be styled, laid out and drawn. */
#define WORK_US 4000

/* For how long once it is begun. The frame in which that is has something else to draw: what led to
 * it. */
#define FIRST_WORK_US 500

#define DATA "tb-frame-work"

/* What a widget is doing. */
typedef struct
{
  TbFrameWork work;
  guint us; /* for how long in the next frame */
} Doing;

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Doing *doing = user_data;
  const gint64 end_us = g_get_monotonic_time () + doing->us;

  doing->us = CLAMP (2 * doing->us, FIRST_WORK_US, WORK_US);
  while (g_get_monotonic_time () < end_us)
    if (!doing->work (widget))
      {
        g_object_set_data (G_OBJECT (widget), DATA, NULL);
        return G_SOURCE_REMOVE;
      }

  return G_SOURCE_CONTINUE;
}

/**
 * tb_frame_work_begin:
 * @widget: a widget
 * @work: called until it gives %FALSE
 *
 * Does what would take a shown widget longer than a frame in the frames that follow, in the place
 * of what it was still doing. Where the widget is not shown nobody waits for a frame, and all is
 * done at once. Main thread only.
 */
void
tb_frame_work_begin (GtkWidget *widget, TbFrameWork work)
{
  Doing *doing;
  guint tick;

  if (!gtk_widget_get_mapped (widget))
    {
      tb_frame_work_finish (widget, work);
      return;
    }

  tb_frame_work_stop (widget);
  doing = g_new (Doing, 1);
  *doing = (Doing){ work, 0 };
  tick = gtk_widget_add_tick_callback (widget, tick_cb, doing, g_free);
  g_object_set_data (G_OBJECT (widget), DATA, GUINT_TO_POINTER (tick));
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
  guint tick = GPOINTER_TO_UINT (g_object_steal_data (G_OBJECT (widget), DATA));

  if (tick != 0)
    gtk_widget_remove_tick_callback (widget, tick);
}
