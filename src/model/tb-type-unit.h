/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-type.h"

G_BEGIN_DECLS

/**
 * TbUnitField:
 *
 * Fields of a unit: a room that can be let as one. A split or merged room ends and new ones replace
 * it.
 */
typedef enum
{
  TB_UNIT_FLOOR,
  TB_UNIT_ROOM_NO,
  TB_UNIT_ROOM_KEY,
  TB_UNIT_AREA,
  TB_UNIT_STATUS,
  TB_UNIT_REPLACES,
  TB_UNIT_REMARK,
  TB_UNIT_INCOMPLETE,
  TB_UNIT_N_FIELDS,
} TbUnitField;

extern const TbRecordType tb_type_unit;

G_END_DECLS
