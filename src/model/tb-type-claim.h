/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-type.h"

G_BEGIN_DECLS

/**
 * TbClaimField:
 *
 * Fields of a claim: who takes on a project. `claimant` is the name as it was when claimed.
 */
typedef enum
{
  TB_CLAIM_CODE,
  TB_CLAIM_PROJECT,
  TB_CLAIM_STATE,
  TB_CLAIM_ROLE,
  TB_CLAIM_CLAIMANT_KIND,
  TB_CLAIM_CLAIMANT,
  TB_CLAIM_CLAIMANT_KEY,
  TB_CLAIM_ORGANISATION,
  TB_CLAIM_ENTERPRISE,
  TB_CLAIM_PERSON,
  TB_CLAIM_PROPERTY_COMPANY,
  TB_CLAIM_RESPONSIBLE,
  TB_CLAIM_PHONE,
  TB_CLAIM_PLEDGE,
  TB_CLAIM_RESOURCES,
  TB_CLAIM_AMOUNT,
  TB_CLAIM_START_ON,
  TB_CLAIM_DUE_ON,
  TB_CLAIM_PROGRESS,
  TB_CLAIM_APPLIED_ON,
  TB_CLAIM_CONFIRMED_ON,
  TB_CLAIM_SUBMITTED_ON,
  TB_CLAIM_ACCEPTED_ON,
  TB_CLAIM_WITHDRAWN_ON,
  TB_CLAIM_REWORK_DUE,
  TB_CLAIM_STATE_REASON,
  TB_CLAIM_REMARK,
  TB_CLAIM_INCOMPLETE,
  TB_CLAIM_N_FIELDS,
} TbClaimField;

extern const TbRecordType tb_type_claim;

guint tb_claim_get_claimant_field (const char *kind);
gboolean tb_claim_is_overdue (TbRecord *claim, TbDate today);

G_END_DECLS
