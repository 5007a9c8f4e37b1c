/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-work-meter.h"

/* How often the bar follows the work. */
#define INTERVAL_MS 100

struct _TbWorkMeter
{
  int permille;        /* (atomic): how far the work is; 0 while nobody can tell */
  GtkProgressBar *bar; /* (not owned) (nullable): while started */
  guint source;
};

static gboolean
follow_cb (gpointer user_data)
{
  TbWorkMeter *self = user_data;
  int permille = g_atomic_int_get (&self->permille);

  if (permille > 0)
    gtk_progress_bar_set_fraction (self->bar, permille / 1000.0);
  else
    gtk_progress_bar_pulse (self->bar);
  return G_SOURCE_CONTINUE;
}

/**
 * tb_work_meter_new:
 *
 * Returns: (transfer full): a meter that stands still
 */
TbWorkMeter *
tb_work_meter_new (void)
{
  return g_new0 (TbWorkMeter, 1);
}

/**
 * tb_work_meter_free:
 * @self: (transfer full): a meter, of a work that is over
 */
void
tb_work_meter_free (TbWorkMeter *self)
{
  tb_work_meter_stop (self);
  g_free (self);
}

/**
 * tb_work_meter_start:
 * @self: a meter
 * @bar: the bar that shows how far the work is, alive until tb_work_meter_stop()
 */
void
tb_work_meter_start (TbWorkMeter *self, GtkProgressBar *bar)
{
  tb_work_meter_stop (self);

  g_atomic_int_set (&self->permille, 0);
  gtk_progress_bar_set_fraction (bar, 0);
  self->bar = bar;
  self->source = g_timeout_add (INTERVAL_MS, follow_cb, self);
}

/**
 * tb_work_meter_stop:
 * @self: a meter
 */
void
tb_work_meter_stop (TbWorkMeter *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  self->bar = NULL;
}

/**
 * tb_work_meter_note:
 * @done: how much is done
 * @total: how much there is, 0 where nobody knows
 * @meter: (type TbWorkMeter): the meter
 *
 * A #TbProgressFunc. May be called on any thread.
 */
void
tb_work_meter_note (guint64 done, guint64 total, gpointer meter)
{
  TbWorkMeter *self = meter;

  if (total > 0)
    g_atomic_int_set (&self->permille, (int)MIN (1000, done * 1000 / total));
}
