/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * TbTextFieldRow:
 *
 * Edits text of several lines.
 */
#define TB_TYPE_TEXT_FIELD_ROW (tb_text_field_row_get_type ())
G_DECLARE_FINAL_TYPE (TbTextFieldRow, tb_text_field_row, TB, TEXT_FIELD_ROW, AdwPreferencesRow)

G_END_DECLS
