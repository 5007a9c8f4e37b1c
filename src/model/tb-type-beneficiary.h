/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-type.h"

G_BEGIN_DECLS

/**
 * TbBeneficiaryField:
 *
 * How many a project reached, as counts: no roster of persons is kept.
 */
typedef enum
{
  TB_BENEFICIARY_PROJECT,
  TB_BENEFICIARY_CLAIM,
  TB_BENEFICIARY_KIND,
  TB_BENEFICIARY_COUNT,
  TB_BENEFICIARY_ON,
  TB_BENEFICIARY_SATISFACTION,
  TB_BENEFICIARY_SAMPLE_SIZE,
  TB_BENEFICIARY_REMARK,
  TB_BENEFICIARY_INCOMPLETE,
  TB_BENEFICIARY_N_FIELDS,
} TbBeneficiaryField;

extern const TbRecordType tb_type_beneficiary;

G_END_DECLS
