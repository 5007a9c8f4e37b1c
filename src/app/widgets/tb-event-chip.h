/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "tb-event-month.h"

G_BEGIN_DECLS

#define TB_TYPE_EVENT_CHIP (tb_event_chip_get_type ())
G_DECLARE_FINAL_TYPE (TbEventChip, tb_event_chip, TB, EVENT_CHIP, GtkButton)

GtkWidget *tb_event_chip_new (void) G_GNUC_WARN_UNUSED_RESULT;
void tb_event_chip_set_event (TbEventChip *self, const TbMonthEvent *event);
void tb_event_chip_set_narrow (TbEventChip *self, gboolean narrow);

G_END_DECLS
