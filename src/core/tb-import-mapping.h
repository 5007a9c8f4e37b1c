/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-import-guess.h"
#include "tb-importer.h"

G_BEGIN_DECLS

GArray *tb_import_mapping_guess (TbImportSheet *sheet,
                                 const TbImportHeader *header) G_GNUC_WARN_UNUSED_RESULT;
const TbRecordType *tb_import_mapping_recall (GArray *mapping, const TbRecordType *type,
                                              TbSession *session, GError **error);
gboolean tb_import_mapping_remember (GArray *mapping, const TbRecordType *type, TbSession *session,
                                     GError **error);

G_END_DECLS
