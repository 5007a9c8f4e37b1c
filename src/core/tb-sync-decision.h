/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-batch-writer.h"
#include "tb-document-row.h"
#include "tb-review-row.h"

G_BEGIN_DECLS

/* What was looked at on one desk, and left as it is, is not asked on the others. On the thread of
 * the connection, in a transaction. */

gboolean tb_sync_decision_add (TbConnection *connection, const TbReviewRow *review, const char *by,
                               GError **error);
gboolean tb_sync_decision_apply (TbConnection *connection, TbDocumentRow *document, GError **error);
gboolean tb_sync_decision_is_made (TbConnection *connection, const TbDocumentRow *document,
                                   const TbReviewRow *review, gboolean *made, GError **error);

G_END_DECLS
