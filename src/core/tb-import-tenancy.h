/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-import-row.h"

G_BEGIN_DECLS

gboolean tb_import_tenancy_find (TbConnection *connection, const char *enterprise, const char *unit,
                                 TbRecord **open, GError **error);
gboolean tb_import_tenancy_is_new (TbImportRow *row, TbRecord *present, TbConnection *connection,
                                   gboolean *is_new, GError **error);

G_END_DECLS
