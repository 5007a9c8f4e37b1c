/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-xlsx-package.h"

G_BEGIN_DECLS

/**
 * TbXlsxRelationships:
 *
 * Which parts a part of a package refers to, and as what.
 */
typedef struct _TbXlsxRelationships TbXlsxRelationships;

TbXlsxRelationships *tb_xlsx_relationships_load (TbXlsxPackage *package, const char *of_part,
                                                 GCancellable *cancellable,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_xlsx_relationships_free (TbXlsxRelationships *self);
const char *tb_xlsx_relationships_get_by_id (TbXlsxRelationships *self, const char *id,
                                             const char *type);
const char *tb_xlsx_relationships_get_by_type (TbXlsxRelationships *self, const char *type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbXlsxRelationships, tb_xlsx_relationships_free)

G_END_DECLS
