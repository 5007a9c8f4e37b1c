/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"
#include "tb-record-type.h"

G_BEGIN_DECLS

/**
 * TbErasedRecord:
 * @type: its type
 * @id: its id
 *
 * A record of which nothing that was ever said is to be left.
 */
typedef struct
{
  const TbRecordType *type;
  const char *id;
} TbErasedRecord;

gboolean tb_erasure_run (TbConnection *connection, const char *batch, const char *actor,
                         const TbErasedRecord *records, guint n_records, const char *reason,
                         GError **error);
gboolean tb_erasure_is_erased (TbConnection *connection, const char *record_id, gboolean *erased,
                               GError **error);
GPtrArray *tb_erasure_list_referrers (TbConnection *connection, const TbRecordType *type,
                                      guint field, const char *id,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_erasure_clean (TbConnection *connection, GError **error);
gboolean tb_erasure_clean_what_was_left (TbConnection *connection, GError **error);

G_END_DECLS
