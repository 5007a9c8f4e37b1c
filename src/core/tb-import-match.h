/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-import-row.h"

G_BEGIN_DECLS

gboolean tb_import_match_find (TbImportRow *row, TbConnection *connection, GPtrArray *candidates,
                               gboolean *certain, GError **error);
TbRecord *tb_import_match_merge (TbRecord *typed, TbRecord *present,
                                 gboolean *changed) G_GNUC_WARN_UNUSED_RESULT;
char *tb_import_match_dup_key (TbRecord *typed) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
