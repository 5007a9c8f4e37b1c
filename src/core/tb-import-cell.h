/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-findings.h"
#include "tb-record.h"
#include "tb-sheet-reader.h"

G_BEGIN_DECLS

gboolean tb_import_cell_is_empty (TbCellKind kind, const char *text);
void tb_import_cell_read (TbRecord *record, guint field, TbCellKind kind, const char *text,
                          double yuan, TbFindings *findings);
char *tb_import_cell_dup_name (TbCellKind kind, const char *text, guint field,
                               TbFindings *findings) G_GNUC_WARN_UNUSED_RESULT;
char *tb_import_cell_dup_date (TbCellKind kind, const char *text, guint field,
                               TbFindings *findings) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
