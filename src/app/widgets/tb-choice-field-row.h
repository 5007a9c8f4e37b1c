/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * TbChoiceFieldRow:
 *
 * Chooses an item of a code list, or yes or no; a dash stands for «not known».
 */
#define TB_TYPE_CHOICE_FIELD_ROW (tb_choice_field_row_get_type ())
G_DECLARE_FINAL_TYPE (TbChoiceFieldRow, tb_choice_field_row, TB, CHOICE_FIELD_ROW, AdwComboRow)

G_END_DECLS
