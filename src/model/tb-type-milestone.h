/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-type.h"

G_BEGIN_DECLS

/**
 * TbMilestoneField:
 *
 * A step of a project: by when, and how much of the whole it is.
 */
typedef enum
{
  TB_MILESTONE_PROJECT,
  TB_MILESTONE_TITLE,
  TB_MILESTONE_DUE_ON,
  TB_MILESTONE_DONE_ON,
  TB_MILESTONE_WEIGHT,
  TB_MILESTONE_EVIDENCE_REQUIRED,
  TB_MILESTONE_REMARK,
  TB_MILESTONE_INCOMPLETE,
  TB_MILESTONE_N_FIELDS,
} TbMilestoneField;

extern const TbRecordType tb_type_milestone;

G_END_DECLS
