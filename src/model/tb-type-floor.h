/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-type.h"

G_BEGIN_DECLS

/**
 * TbFloorField:
 *
 * Fields of a floor of a tower. The label is as the lift shows it (`B1`, `M`, `12`, `12A`); the
 * level puts floors in order.
 */
typedef enum
{
  TB_FLOOR_TOWER,
  TB_FLOOR_LABEL,
  TB_FLOOR_LEVEL,
  TB_FLOOR_AREA,
  TB_FLOOR_USAGE,
  TB_FLOOR_REMARK,
  TB_FLOOR_INCOMPLETE,
  TB_FLOOR_N_FIELDS,
} TbFloorField;

extern const TbRecordType tb_type_floor;

G_END_DECLS
