/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TbWorkMeter:
 *
 * Carries how far a long work is from the database thread that does it to a progress bar. Made,
 * started, stopped and freed on the main thread; it must outlive the work that is given
 * tb_work_meter_note().
 */
typedef struct _TbWorkMeter TbWorkMeter;

TbWorkMeter *tb_work_meter_new (void) G_GNUC_WARN_UNUSED_RESULT;
void tb_work_meter_free (TbWorkMeter *self);
void tb_work_meter_start (TbWorkMeter *self, GtkProgressBar *bar);
void tb_work_meter_stop (TbWorkMeter *self);
void tb_work_meter_note (guint64 done, guint64 total, gpointer meter);

G_END_DECLS
