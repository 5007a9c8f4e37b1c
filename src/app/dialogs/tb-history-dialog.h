/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

#define TB_TYPE_HISTORY_DIALOG (tb_history_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TbHistoryDialog, tb_history_dialog, TB, HISTORY_DIALOG, AdwDialog)

AdwDialog *tb_history_dialog_new (TbSession *session) G_GNUC_WARN_UNUSED_RESULT;
AdwDialog *tb_history_dialog_new_for_record (TbSession *session, const TbRecordType *type,
                                             const char *id) G_GNUC_WARN_UNUSED_RESULT;
AdwDialog *tb_history_dialog_new_for_batch (TbSession *session,
                                            const char *batch) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
