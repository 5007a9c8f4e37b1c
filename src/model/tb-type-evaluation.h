/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-type.h"

G_BEGIN_DECLS

/**
 * TbEvaluationField:
 *
 * The marks of a project, or of one claim of it, when it is over. `total` and `stars` follow from
 * them.
 */
typedef enum
{
  TB_EVALUATION_PROJECT,
  TB_EVALUATION_CLAIM,
  TB_EVALUATION_PROGRESS,
  TB_EVALUATION_QUALITY,
  TB_EVALUATION_BENEFIT,
  TB_EVALUATION_SATISFACTION,
  TB_EVALUATION_TOTAL,
  TB_EVALUATION_STARS,
  TB_EVALUATION_COMMENTS,
  TB_EVALUATION_PUBLISHED_ON,
  TB_EVALUATION_REMARK,
  TB_EVALUATION_INCOMPLETE,
  TB_EVALUATION_N_FIELDS,
} TbEvaluationField;

extern const TbRecordType tb_type_evaluation;

G_END_DECLS
