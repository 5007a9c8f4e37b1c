/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbNoticeDialog:
 *
 * The notice of an event as it is sent: to be read, copied and printed.
 */
#define TB_TYPE_NOTICE_DIALOG (tb_notice_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TbNoticeDialog, tb_notice_dialog, TB, NOTICE_DIALOG, AdwDialog)

AdwDialog *tb_notice_dialog_new (TbRecord *event) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
