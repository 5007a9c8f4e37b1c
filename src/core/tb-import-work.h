/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-import-row.h"

G_BEGIN_DECLS

gboolean tb_import_work_resolve (TbImportRow *row, TbImportPlan *plan, TbConnection *connection,
                                 TbFindings *findings, GError **error);
guint tb_import_work_get_source_field (const TbRecordType *type, guint field);
void tb_import_work_begin (TbRecord *record, TbDate today);
GPtrArray *tb_import_work_make_attendance (TbImportRow *row, TbImportPlan *plan,
                                           TbConnection *connection,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
