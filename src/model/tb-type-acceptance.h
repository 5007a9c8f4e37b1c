/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-type.h"

G_BEGIN_DECLS

/**
 * TbAcceptanceField:
 *
 * What two or more people found when they looked at the result of a claim.
 */
typedef enum
{
  TB_ACCEPTANCE_CLAIM,
  TB_ACCEPTANCE_ON,
  TB_ACCEPTANCE_FIRST_ACCEPTOR,
  TB_ACCEPTANCE_SECOND_ACCEPTOR,
  TB_ACCEPTANCE_OTHER_ACCEPTORS,
  TB_ACCEPTANCE_CRITERIA,
  TB_ACCEPTANCE_RESULT,
  TB_ACCEPTANCE_OPINION,
  TB_ACCEPTANCE_REWORK_DUE,
  TB_ACCEPTANCE_REMARK,
  TB_ACCEPTANCE_INCOMPLETE,
  TB_ACCEPTANCE_N_FIELDS,
} TbAcceptanceField;

extern const TbRecordType tb_type_acceptance;

G_END_DECLS
