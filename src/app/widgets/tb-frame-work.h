/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * TbFrameWork:
 *
 * A piece of what is to be done, a few ms of it at most.
 *
 * Returns: whether there is more
 */
typedef gboolean (*TbFrameWork) (GtkWidget *widget);

void tb_frame_work_begin (GtkWidget *widget, TbFrameWork work);
void tb_frame_work_finish (GtkWidget *widget, TbFrameWork work);
void tb_frame_work_stop (GtkWidget *widget);

G_END_DECLS
