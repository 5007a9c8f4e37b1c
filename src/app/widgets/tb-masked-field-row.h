/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbMaskedFieldRow:
 *
 * Stands in a form for a field whose value is masked until it is revealed with a reason.
 *
 * Signals:
 *  - `revealed ()`: the value may be shown and edited now
 */
#define TB_TYPE_MASKED_FIELD_ROW (tb_masked_field_row_get_type ())
G_DECLARE_FINAL_TYPE (TbMaskedFieldRow, tb_masked_field_row, TB, MASKED_FIELD_ROW, AdwActionRow)

GtkWidget *tb_masked_field_row_new (TbSession *session, TbRecord *record,
                                    guint field) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
