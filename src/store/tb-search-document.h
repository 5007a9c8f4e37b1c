/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"
#include "tb-record.h"

G_BEGIN_DECLS

/* What of a record stands in the search index, and where. */

gint64 tb_search_document_get_row (const TbRecordType *type, gint64 row);
gboolean tb_search_document_append (TbConnection *connection, TbRecord *record, GString *terms,
                                    GError **error);

/* The same, by the titles that @record carries. Any thread. */
void tb_search_document_append_carried (TbRecord *record, GString *terms);

G_END_DECLS
