/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"
#include "tb-import-target.h"
#include "tb-record.h"
#include "tb-sheet-writer.h"

G_BEGIN_DECLS

/**
 * TbExporterColumns:
 *
 * The columns of an exported table, and what stands in them for a record. They are those that the
 * importer reads again. Used on one database thread at a time.
 */
typedef struct _TbExporterColumns TbExporterColumns;

TbExporterColumns *tb_exporter_columns_new (const TbRecordType *type, const guint *fields,
                                            guint n_fields, TbDisplay display,
                                            TbDate today) G_GNUC_WARN_UNUSED_RESULT;
void tb_exporter_columns_free (TbExporterColumns *self);

const TbSheetColumn *tb_exporter_columns_get (TbExporterColumns *self, guint *n_columns);
gboolean tb_exporter_columns_write (TbExporterColumns *self, TbConnection *connection,
                                    TbRecord *record, TbSheetWriter *writer, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbExporterColumns, tb_exporter_columns_free)

G_END_DECLS
