/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-type.h"

G_BEGIN_DECLS

/**
 * TbAttachmentField:
 *
 * A file that belongs to one event, project, claim or milestone. Its content is beside the
 * register, by its SHA-256.
 */
typedef enum
{
  TB_ATTACHMENT_EVENT,
  TB_ATTACHMENT_PROJECT,
  TB_ATTACHMENT_CLAIM,
  TB_ATTACHMENT_MILESTONE,
  TB_ATTACHMENT_KIND,
  TB_ATTACHMENT_FILE_NAME,
  TB_ATTACHMENT_MEDIA_TYPE,
  TB_ATTACHMENT_SIZE,
  TB_ATTACHMENT_SHA256,
  TB_ATTACHMENT_TAKEN_AT,
  TB_ATTACHMENT_CAPTION,
  TB_ATTACHMENT_ADDED_ON,
  TB_ATTACHMENT_REMARK,
  TB_ATTACHMENT_INCOMPLETE,
  TB_ATTACHMENT_N_FIELDS,
} TbAttachmentField;

extern const TbRecordType tb_type_attachment;

G_END_DECLS
