/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to core: what the writing of a claim brings about. */

#include "tb-batch-writer.h"

G_BEGIN_DECLS

gboolean tb_claim_complete (TbConnection *connection, TbRecord *before, TbRecord *record,
                            GError **error);
gboolean tb_claim_follow_change (TbBatchWriter *writer, TbRecord *before, TbRecord *after,
                                 GError **error);

G_END_DECLS
