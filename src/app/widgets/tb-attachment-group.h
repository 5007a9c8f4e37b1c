/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

#define TB_TYPE_ATTACHMENT_GROUP (tb_attachment_group_get_type ())
G_DECLARE_FINAL_TYPE (TbAttachmentGroup, tb_attachment_group, TB, ATTACHMENT_GROUP,
                      AdwPreferencesGroup)

GtkWidget *tb_attachment_group_new (TbSession *session, const char *owner_type,
                                    const char *owner_id) G_GNUC_WARN_UNUSED_RESULT;
void tb_attachment_group_set_owner (TbAttachmentGroup *self, TbSession *session,
                                    const char *owner_type, const char *owner_id);

G_END_DECLS
