/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "tb-report.h"

G_BEGIN_DECLS

GtkPrintOperation *tb_report_print_new (TbReport *report) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
