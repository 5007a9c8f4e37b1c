/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-sheet-reader.h"
#include "tb-xlsx-package.h"

G_BEGIN_DECLS

/**
 * TbXlsxMerges:
 *
 * The merged areas of a sheet, asked for row by row from the top.
 */
typedef struct _TbXlsxMerges TbXlsxMerges;

TbXlsxMerges *tb_xlsx_merges_load (TbXlsxPackage *package, const char *part,
                                   GCancellable *cancellable,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_xlsx_merges_free (TbXlsxMerges *self);
void tb_xlsx_merges_rewind (TbXlsxMerges *self);
gboolean tb_xlsx_merges_clear_covered (TbXlsxMerges *self, guint row, TbCell *cells, guint n_cells);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbXlsxMerges, tb_xlsx_merges_free)

G_END_DECLS
