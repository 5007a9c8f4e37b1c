/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

#define TB_TYPE_RECORD_DIALOG (tb_record_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TbRecordDialog, tb_record_dialog, TB, RECORD_DIALOG, AdwDialog)

AdwDialog *tb_record_dialog_new (TbSession *session, const TbRecordType *type,
                                 const char *id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
