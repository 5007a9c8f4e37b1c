/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-sql.h"
#include "tb-record.h"

G_BEGIN_DECLS

/* Between the rows of a table and records. */

TbRecord *tb_record_row_read (const TbRecordType *type,
                              TbStatement *statement) G_GNUC_WARN_UNUSED_RESULT;
void tb_record_row_bind_field (TbStatement *statement, int parameter, TbRecord *record,
                               guint field);
void tb_record_row_bind_value (TbStatement *statement, int parameter, const TbField *field,
                               const char *value);

const char *tb_source_to_name (TbSource source);

/* Fills in the titles of what the records refer to. */
gboolean tb_reference_titles_fill (TbConnection *connection, TbRecord *const *records,
                                   guint n_records, GError **error);

G_END_DECLS
