/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-batch-writer.h"

G_BEGIN_DECLS

gboolean tb_attachment_rules_check (TbBatchWriter *writer, TbRecord *before, TbRecord *after,
                                    GError **error);

G_END_DECLS
