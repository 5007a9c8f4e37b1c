/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-session.h"

G_BEGIN_DECLS

char *tb_export_note_dup (TbSession *session, const char *reason) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_export_note_check_reason (const char *reason, GError **error);

G_END_DECLS
