/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"
#include "tb-query.h"
#include "tb-record.h"

G_BEGIN_DECLS

/*
 * The rows of every record type, driven by its field table. These functions know nothing of the
 * journal: callers in core write both in one transaction.
 */

TbRecord *tb_record_table_load (TbConnection *connection, const TbRecordType *type, const char *id,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_record_table_has (TbConnection *connection, const TbRecordType *type, const char *id,
                              gboolean *has, GError **error);
GPtrArray *tb_record_table_fetch (TbConnection *connection, const TbRecordType *type,
                                  const gint64 *rows, guint n_rows,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_record_table_insert (TbConnection *connection, TbRecord *record, GError **error);

/* So many records are added by one statement, which saves a third of what each of them costs. */
#define TB_RECORD_TABLE_MANY 16

gboolean tb_record_table_insert_many (TbConnection *connection, TbRecord *const *records,
                                      guint n_records, GError **error);
gboolean tb_record_table_update (TbConnection *connection, TbRecord *record, GError **error);

/* Live records whose fields equal the given values; newest first. */
GPtrArray *tb_record_table_find (TbConnection *connection, const TbRecordType *type,
                                 const guint *fields, const char *const *values, guint n_fields,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_record_table_explain_double (TbConnection *connection, const TbRecordType *type,
                                     GError **error);
char *tb_record_table_dup_title (TbConnection *connection, const TbRecordType *type, const char *id,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * TbRowFunc:
 * @rows: the next row numbers, in the order of the query
 *
 * Returns: %FALSE to stop
 */
typedef gboolean (*TbRowFunc) (const gint64 *rows, guint n_rows, gpointer user_data);

/* Row numbers in chunks, so that the first page can be shown before the last is known. */
gboolean tb_record_table_query (TbConnection *connection, TbQuery *query, TbRowFunc func,
                                gpointer user_data, GError **error);
gint64 tb_record_table_count (TbConnection *connection, TbQuery *query, GError **error);

G_END_DECLS
