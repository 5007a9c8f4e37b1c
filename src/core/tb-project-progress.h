/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to core: how far a project is. */

#include "tb-batch-writer.h"

G_BEGIN_DECLS

gboolean tb_project_progress_reckon (TbConnection *connection, const char *project_id,
                                     gint64 *percent, GError **error);
gboolean tb_project_progress_update (TbBatchWriter *writer, const char *project_id, GError **error);

gboolean tb_project_progress_follow_milestone (TbBatchWriter *writer, TbRecord *before,
                                               TbRecord *after, GError **error);
gboolean tb_project_progress_follow_report (TbBatchWriter *writer, TbRecord *before,
                                            TbRecord *after, GError **error);

G_END_DECLS
