/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-type.h"

G_BEGIN_DECLS

/**
 * TbProgressReportField:
 *
 * How far a claim is on a day.
 */
typedef enum
{
  TB_PROGRESS_REPORT_CLAIM,
  TB_PROGRESS_REPORT_ON,
  TB_PROGRESS_REPORT_TEXT,
  TB_PROGRESS_REPORT_PERCENT,
  TB_PROGRESS_REPORT_PROBLEMS,
  TB_PROGRESS_REPORT_REMARK,
  TB_PROGRESS_REPORT_INCOMPLETE,
  TB_PROGRESS_REPORT_N_FIELDS,
} TbProgressReportField;

extern const TbRecordType tb_type_progress_report;

G_END_DECLS
