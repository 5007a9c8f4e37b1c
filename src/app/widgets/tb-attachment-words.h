/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-attachments.h"

G_BEGIN_DECLS

/**
 * TbAttachmentPlace:
 * @TB_ATTACHMENT_HERE: on this desk
 * @TB_ATTACHMENT_ON_SERVICE: added on another desk; the service gives it
 * @TB_ATTACHMENT_ON_DESK: added on another desk, and there is no service that would give it
 * @TB_ATTACHMENT_LOST: added on this desk and gone from it; the service may have it
 * @TB_ATTACHMENT_GONE: added on this desk and gone from it, and there is no service
 *
 * Where the file of an attachment is.
 */
typedef enum
{
  TB_ATTACHMENT_HERE,
  TB_ATTACHMENT_ON_SERVICE,
  TB_ATTACHMENT_ON_DESK,
  TB_ATTACHMENT_LOST,
  TB_ATTACHMENT_GONE,
} TbAttachmentPlace;

TbAttachmentPlace tb_attachment_place_find (const TbAttachment *attachment, gboolean has_service);
const char *tb_attachment_place_get_words (TbAttachmentPlace place);

char *tb_attachment_dup_sameness (const TbAttachment *attachment) G_GNUC_WARN_UNUSED_RESULT;
char *tb_attachment_dup_line (TbRecord *record) G_GNUC_WARN_UNUSED_RESULT;
char *tb_attachment_dup_progress (guint64 done, guint64 total) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
