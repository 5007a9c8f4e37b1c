/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-type.h"

G_BEGIN_DECLS

/**
 * TbResolutionField:
 *
 * What a meeting resolved, and who sees to it by when.
 */
typedef enum
{
  TB_RESOLUTION_EVENT,
  TB_RESOLUTION_NUMBER,
  TB_RESOLUTION_TEXT,
  TB_RESOLUTION_RESPONSIBLE,
  TB_RESOLUTION_DUE_ON,
  TB_RESOLUTION_DONE_ON,
  TB_RESOLUTION_REMARK,
  TB_RESOLUTION_INCOMPLETE,
  TB_RESOLUTION_N_FIELDS,
} TbResolutionField;

extern const TbRecordType tb_type_resolution;

G_END_DECLS
