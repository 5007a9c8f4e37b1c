/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-attachments.h"

G_BEGIN_DECLS

#define TB_TYPE_ATTACHMENT_ROW (tb_attachment_row_get_type ())
G_DECLARE_FINAL_TYPE (TbAttachmentRow, tb_attachment_row, TB, ATTACHMENT_ROW, AdwActionRow)

GtkWidget *tb_attachment_row_new (TbSession *session) G_GNUC_WARN_UNUSED_RESULT;
void tb_attachment_row_set_attachment (TbAttachmentRow *self, const TbAttachment *attachment);
void tb_attachment_row_set_is_open (TbAttachmentRow *self, gboolean is_open);
void tb_attachment_row_save_to (TbAttachmentRow *self, GFile *target);

G_END_DECLS
