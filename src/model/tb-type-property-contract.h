/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-type.h"

G_BEGIN_DECLS

/**
 * TbPropertyContractField:
 *
 * Which property company looks after a tower, and since when: the history of
 * `tower.property_company`.
 */
typedef enum
{
  TB_PROPERTY_CONTRACT_TOWER,
  TB_PROPERTY_CONTRACT_PROPERTY_COMPANY,
  TB_PROPERTY_CONTRACT_SINCE,
  TB_PROPERTY_CONTRACT_UNTIL,
  TB_PROPERTY_CONTRACT_STATUS,
  TB_PROPERTY_CONTRACT_REMARK,
  TB_PROPERTY_CONTRACT_INCOMPLETE,
  TB_PROPERTY_CONTRACT_N_FIELDS,
} TbPropertyContractField;

extern const TbRecordType tb_type_property_contract;

G_END_DECLS
