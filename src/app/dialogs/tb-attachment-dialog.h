/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

#define TB_TYPE_ATTACHMENT_DIALOG (tb_attachment_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TbAttachmentDialog, tb_attachment_dialog, TB, ATTACHMENT_DIALOG, AdwDialog)

AdwDialog *tb_attachment_dialog_new (TbSession *session,
                                     TbRecord *attachment) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
