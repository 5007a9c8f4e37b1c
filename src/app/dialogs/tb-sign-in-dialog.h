/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

#define TB_TYPE_SIGN_IN_DIALOG (tb_sign_in_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TbSignInDialog, tb_sign_in_dialog, TB, SIGN_IN_DIALOG, AdwDialog)

AdwDialog *tb_sign_in_dialog_new (TbSession *session,
                                  const char *event_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
