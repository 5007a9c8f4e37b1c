/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"
#include "tb-record-type.h"

G_BEGIN_DECLS

/**
 * TbRecordBulk:
 *
 * A transaction that adds more records of some types than there are. Sorted once at the end, an
 * index costs a tenth of what it costs to find the place of every record in it. Until
 * tb_record_bulk_end() the tables have only those indexes that keep values unique, and until
 * tb_connection_tidy() not all of those that make lists faster; whoever takes the transaction back
 * has all of them again. On the connection's thread.
 */
typedef struct _TbRecordBulk TbRecordBulk;

TbRecordBulk *tb_record_bulk_begin (TbConnection *connection, const TbRecordType *const *types,
                                    guint n_types, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_record_bulk_end (TbRecordBulk *self, GError **error);
void tb_record_bulk_free (TbRecordBulk *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbRecordBulk, tb_record_bulk_free)

G_END_DECLS
