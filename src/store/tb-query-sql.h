/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-query.h"
#include "tb-statement.h"

G_BEGIN_DECLS

/* Rows of the search table of one type: the type's number above, the row below this bit. */
#define TB_SEARCH_ROW_BITS 40

/**
 * TbQuerySql:
 *
 * A query as SQL. Its rows are those of @selects, one after another; all take the same parameters.
 */
typedef struct _TbQuerySql TbQuerySql;

TbQuerySql *tb_query_sql_new (TbQuery *query) G_GNUC_WARN_UNUSED_RESULT;
void tb_query_sql_free (TbQuerySql *self);

guint tb_query_sql_get_n_selects (TbQuerySql *self);
const char *tb_query_sql_get_select (TbQuerySql *self, guint index);
const char *tb_query_sql_get_count (TbQuerySql *self);
void tb_query_sql_bind (TbQuerySql *self, TbStatement *statement);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbQuerySql, tb_query_sql_free)

G_END_DECLS
