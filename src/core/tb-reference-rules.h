/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-batch-writer.h"

G_BEGIN_DECLS

/**
 * TbReferences:
 * @TB_REFERENCES_NOT_OWNED: the record's own history rows do not count; they go with it
 * @TB_REFERENCES_ALL: they do
 *
 * Which references to a record stand in the way of its removal.
 */
typedef enum
{
  TB_REFERENCES_NOT_OWNED,
  TB_REFERENCES_ALL,
} TbReferences;

gboolean tb_reference_rules_check (TbBatchWriter *writer, TbRecord *before, TbRecord *after,
                                   GError **error);
gboolean tb_reference_rules_check_unused (TbBatchWriter *writer, TbRecord *record,
                                          TbReferences which, GError **error);

G_END_DECLS
