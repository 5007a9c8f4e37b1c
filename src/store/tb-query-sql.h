/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-query.h"
#include "tb-statement.h"

G_BEGIN_DECLS

/* Rows of the search table of one type: the type's number above, the row below this bit. */
#define TB_SEARCH_ROW_BITS 40

/**
 * TbQueryShape:
 * @TB_QUERY_WALK: all live records of the type, read in their order from indexes
 * @TB_QUERY_SORT: few records, given as parameter 1 as a JSON array of rows, and sorted
 *
 * The two ways to put what a query found in its order.
 */
typedef enum
{
  TB_QUERY_WALK,
  TB_QUERY_SORT,
} TbQueryShape;

/**
 * TbQuerySql:
 *
 * A query as SQL: what narrows it down, and its order.
 */
typedef struct _TbQuerySql TbQuerySql;

TbQuerySql *tb_query_sql_new (TbQuery *query) G_GNUC_WARN_UNUSED_RESULT;
void tb_query_sql_free (TbQuerySql *self);

gboolean tb_query_sql_fit (TbQuerySql *self, TbConnection *connection, GError **error);
gboolean tb_query_sql_is_narrowed (TbQuerySql *self);
const char *tb_query_sql_get_found (TbQuerySql *self);
const char *tb_query_sql_get_count (TbQuerySql *self);
void tb_query_sql_bind (TbQuerySql *self, TbStatement *statement);

GPtrArray *tb_query_sql_make_order (TbQuery *query, TbQueryShape shape) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbQuerySql, tb_query_sql_free)

G_END_DECLS
