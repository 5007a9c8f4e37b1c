/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-record.h"

G_BEGIN_DECLS

#define TB_TYPE_PROPERTY_ROW (tb_property_row_get_type ())
G_DECLARE_FINAL_TYPE (TbPropertyRow, tb_property_row, TB, PROPERTY_ROW, AdwActionRow)

GtkWidget *tb_property_row_new (TbRecord *record, guint field,
                                TbDisplay display) G_GNUC_WARN_UNUSED_RESULT;
void tb_property_row_reveal (TbPropertyRow *self, TbRecord *record, guint field);
GtkWidget *tb_property_row_new_computed (const TbComputedField *computed,
                                         int value) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
