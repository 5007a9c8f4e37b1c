/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-importer.h"

G_BEGIN_DECLS

const TbRecordType *tb_cli_find_import_type (const char *name, GError **error);
gboolean tb_import_map_apply (const char *path, TbImporter *importer, GError **error);

G_END_DECLS
