/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"

G_BEGIN_DECLS

/* What is remembered of the staging: the number of the journal's last entry that became documents.
 */
#define TB_SYNC_STAGED "sync.staged"

gboolean tb_sync_stage (TbConnection *connection, guint limit, gboolean *more, GError **error);
gboolean tb_sync_stage_again (TbConnection *connection, GError **error);
gboolean tb_sync_count_unstaged (TbConnection *connection, gint64 *count, GError **error);

G_END_DECLS
