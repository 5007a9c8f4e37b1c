/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "tb-record-type.h"

G_BEGIN_DECLS

/**
 * TbQueryOp:
 * @TB_QUERY_EQUAL: the value is the given one
 * @TB_QUERY_NOT_EQUAL: it is another one, or there is none
 * @TB_QUERY_EMPTY: there is none
 * @TB_QUERY_NOT_EMPTY: there is one
 * @TB_QUERY_FROM: it is the given one or comes after it
 * @TB_QUERY_TO: it is the given one or comes before it; a date `2026` includes all days of 2026
 * @TB_QUERY_WITHIN: a REFERENCE to the given record or anything below it in its tree
 * (organisations)
 */
typedef enum
{
  TB_QUERY_EQUAL,
  TB_QUERY_NOT_EQUAL,
  TB_QUERY_EMPTY,
  TB_QUERY_NOT_EMPTY,
  TB_QUERY_FROM,
  TB_QUERY_TO,
  TB_QUERY_WITHIN,
} TbQueryOp;

/**
 * TbQuery:
 *
 * Which records of one type, in which order: filters, order and search text as data. Built on one
 * thread, then passed on and never changed again.
 */
typedef struct _TbQuery TbQuery;

#define TB_TYPE_QUERY (tb_query_get_type ())
GType tb_query_get_type (void);

typedef struct
{
  guint field;
  TbQueryOp op;
  char *value;
} TbQueryFilter;

TbQuery *tb_query_new (const TbRecordType *type) G_GNUC_WARN_UNUSED_RESULT;
TbQuery *tb_query_copy (TbQuery *self) G_GNUC_WARN_UNUSED_RESULT;
TbQuery *tb_query_ref (TbQuery *self);
void tb_query_unref (TbQuery *self);
gboolean tb_query_equal (TbQuery *a, TbQuery *b);

void tb_query_add_filter (TbQuery *self, guint field, TbQueryOp op, const char *value);
void tb_query_remove_filters (TbQuery *self, guint field);
void tb_query_set_search (TbQuery *self, const char *text);
void tb_query_set_sort (TbQuery *self, guint field, gboolean descending);
void tb_query_set_limit (TbQuery *self, guint limit);
void tb_query_set_incomplete_only (TbQuery *self, gboolean incomplete_only);

const TbRecordType *tb_query_get_record_type (TbQuery *self);
guint tb_query_get_n_filters (TbQuery *self);
const TbQueryFilter *tb_query_get_filter (TbQuery *self, guint index);
const char *tb_query_get_search (TbQuery *self);
guint tb_query_get_sort_field (TbQuery *self);
gboolean tb_query_get_descending (TbQuery *self);
guint tb_query_get_limit (TbQuery *self);
gboolean tb_query_get_incomplete_only (TbQuery *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbQuery, tb_query_unref)

G_END_DECLS
