/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-xlsx-package.h"

G_BEGIN_DECLS

/**
 * TbXlsxSharedStrings:
 *
 * The texts of a workbook that its cells refer to by number: one buffer and an offset for each.
 */
typedef struct _TbXlsxSharedStrings TbXlsxSharedStrings;

TbXlsxSharedStrings *tb_xlsx_shared_strings_load (TbXlsxPackage *package, const char *part,
                                                  GCancellable *cancellable,
                                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_xlsx_shared_strings_free (TbXlsxSharedStrings *self);
const char *tb_xlsx_shared_strings_get (TbXlsxSharedStrings *self, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbXlsxSharedStrings, tb_xlsx_shared_strings_free)

G_END_DECLS
