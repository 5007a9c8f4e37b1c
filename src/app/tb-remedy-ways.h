/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "tb-transition.h"

G_BEGIN_DECLS

char *tb_remedy_ways_dup_label (const TbRemedy *remedy, TbRecord *shown) G_GNUC_WARN_UNUSED_RESULT;
void tb_remedy_ways_lead_to (GtkActionable *actionable, const TbRemedy *remedy);

G_END_DECLS
