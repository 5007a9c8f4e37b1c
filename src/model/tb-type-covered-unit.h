/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-type.h"

G_BEGIN_DECLS

/**
 * TbCoveredUnitField:
 *
 * Which enterprises a joint organisation covers, and since when.
 */
typedef enum
{
  TB_COVERED_UNIT_ORGANISATION,
  TB_COVERED_UNIT_ENTERPRISE,
  TB_COVERED_UNIT_SINCE,
  TB_COVERED_UNIT_UNTIL,
  TB_COVERED_UNIT_DOCUMENT,
  TB_COVERED_UNIT_REMARK,
  TB_COVERED_UNIT_INCOMPLETE,
  TB_COVERED_UNIT_N_FIELDS,
} TbCoveredUnitField;

extern const TbRecordType tb_type_covered_unit;

G_END_DECLS
