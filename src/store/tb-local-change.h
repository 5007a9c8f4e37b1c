/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-journal.h"

G_BEGIN_DECLS

/**
 * TbLocalChange:
 * @seq: number of the journal's last entry about it that was read
 * @record_type: (owned) (nullable): name of the type
 * @record_id: (owned) (nullable): id of the record
 * @op: what was done; of several changes of a record, the last
 * @at: (owned): UTC instant
 * @actor: (owned): who
 * @after: (owned) (nullable): of a reveal or an export, what the journal says
 *
 * What was done on this desk, and other desks may have to be told.
 */
typedef struct
{
  gint64 seq;
  char *record_type;
  char *record_id;
  TbChangeOp op;
  char *at;
  char *actor;
  char *after;
} TbLocalChange;

void tb_local_change_free (TbLocalChange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbLocalChange, tb_local_change_free)

GPtrArray *tb_local_change_list (TbConnection *connection, gint64 after_seq, guint limit,
                                 gint64 *last_seq, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_local_change_count (TbConnection *connection, gint64 after_seq, gint64 *count,
                                GError **error);

G_END_DECLS
