/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-batch-writer.h"

G_BEGIN_DECLS

/* A state that was not given is the first. */
void tb_state_rules_begin (TbRecord *record);
/* Whether a record itself is closed for good: its state says so, or it is a locked vote. */
gboolean tb_state_rules_is_locked (TbRecord *record);
/* Whether a change is allowed by the states of the record and of what it belongs to. */
gboolean tb_state_rules_check (TbBatchWriter *writer, TbChangeOp op, TbRecord *before,
                               TbRecord *after, TbPermit permit, GError **error);
/* The same for taking a change back: @present becomes @before, or goes, or comes back. */
gboolean tb_state_rules_check_undo (TbBatchWriter *writer, const char *undone_batch, TbChangeOp op,
                                    TbRecord *present, TbRecord *before, GError **error);

G_END_DECLS
