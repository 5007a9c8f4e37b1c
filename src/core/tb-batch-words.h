/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-journal.h"

G_BEGIN_DECLS

char *tb_batch_info_dup_words (const TbBatchInfo *info) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_batch_info_can_undo (const TbBatchInfo *info);

G_END_DECLS
