/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * TbReferenceFieldRow:
 *
 * Shows the record that a field refers to, and opens the chooser for another one.
 */
#define TB_TYPE_REFERENCE_FIELD_ROW (tb_reference_field_row_get_type ())
G_DECLARE_FINAL_TYPE (TbReferenceFieldRow, tb_reference_field_row, TB, REFERENCE_FIELD_ROW,
                      AdwActionRow)

G_END_DECLS
