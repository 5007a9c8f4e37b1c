/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-batch-writer.h"

G_BEGIN_DECLS

/**
 * TbHistoryRules:
 *
 * Keeps the history of values that must not be overwritten (see #TbHistoryRule), in the same batch
 * as the change. It remembers which fields the rules of a type mean.
 */
typedef struct _TbHistoryRules TbHistoryRules;

TbHistoryRules *tb_history_rules_new (void) G_GNUC_WARN_UNUSED_RESULT;
void tb_history_rules_free (TbHistoryRules *self);

gboolean tb_history_rules_inserted (TbHistoryRules *self, TbBatchWriter *writer, TbRecord *owner,
                                    GError **error);
gboolean tb_history_rules_updated (TbHistoryRules *self, TbBatchWriter *writer, TbRecord *before,
                                   TbRecord *after, GError **error);
gboolean tb_history_rules_removed (TbHistoryRules *self, TbBatchWriter *writer, TbRecord *owner,
                                   GError **error);

/* Whether @field of @type is what ties history rows to owners of type @owner. */
gboolean tb_history_rules_is_owner_field (const TbRecordType *owner, const TbRecordType *type,
                                          guint field);

G_END_DECLS
