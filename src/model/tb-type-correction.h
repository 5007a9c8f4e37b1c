/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-type.h"

G_BEGIN_DECLS

/**
 * TbCorrectionField:
 *
 * A change of an archived event: what a field said, what it says now, why, and who approved it.
 */
typedef enum
{
  TB_CORRECTION_EVENT,
  TB_CORRECTION_FIELD,
  TB_CORRECTION_BEFORE,
  TB_CORRECTION_AFTER,
  TB_CORRECTION_REASON,
  TB_CORRECTION_APPROVER,
  TB_CORRECTION_ON,
  TB_CORRECTION_REMARK,
  TB_CORRECTION_INCOMPLETE,
  TB_CORRECTION_N_FIELDS,
} TbCorrectionField;

extern const TbRecordType tb_type_correction;

G_END_DECLS
