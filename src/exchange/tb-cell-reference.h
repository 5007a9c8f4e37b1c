/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TbCellReferenceResult:
 * @TB_CELL_REFERENCE_OK: a cell of a sheet
 * @TB_CELL_REFERENCE_INVALID: not a reference
 * @TB_CELL_REFERENCE_BEYOND: a reference, but to a cell outside of what a sheet can have
 */
typedef enum
{
  TB_CELL_REFERENCE_OK,
  TB_CELL_REFERENCE_INVALID,
  TB_CELL_REFERENCE_BEYOND,
} TbCellReferenceResult;

TbCellReferenceResult tb_cell_reference_parse (const char *text, const char **end, guint *row,
                                               guint *column);

G_END_DECLS
