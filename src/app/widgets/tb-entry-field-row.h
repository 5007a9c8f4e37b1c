/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * TbEntryFieldRow:
 *
 * Edits text, numbers and dates in one line; dates also by calendar. Accepts every spelling that an
 * import accepts.
 */
#define TB_TYPE_ENTRY_FIELD_ROW (tb_entry_field_row_get_type ())
G_DECLARE_FINAL_TYPE (TbEntryFieldRow, tb_entry_field_row, TB, ENTRY_FIELD_ROW, AdwEntryRow)

G_END_DECLS
