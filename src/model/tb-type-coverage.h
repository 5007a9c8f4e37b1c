/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-type.h"

G_BEGIN_DECLS

/**
 * TbCoverageField:
 *
 * How an enterprise was covered by Party organisations, and since when: the history of
 * `enterprise.coverage`.
 */
typedef enum
{
  TB_COVERAGE_ENTERPRISE,
  TB_COVERAGE_COVERAGE,
  TB_COVERAGE_SINCE,
  TB_COVERAGE_UNTIL,
  TB_COVERAGE_APPROVED_BY,
  TB_COVERAGE_DOCUMENT,
  TB_COVERAGE_DOCUMENT_ON,
  TB_COVERAGE_REMARK,
  TB_COVERAGE_INCOMPLETE,
  TB_COVERAGE_N_FIELDS,
} TbCoverageField;

extern const TbRecordType tb_type_coverage;

G_END_DECLS
