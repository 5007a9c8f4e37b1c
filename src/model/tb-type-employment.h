/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-type.h"

G_BEGIN_DECLS

/**
 * TbEmploymentField:
 *
 * Where a person worked, and since when: the history of `person.enterprise`.
 */
typedef enum
{
  TB_EMPLOYMENT_PERSON,
  TB_EMPLOYMENT_ENTERPRISE,
  TB_EMPLOYMENT_JOB,
  TB_EMPLOYMENT_SINCE,
  TB_EMPLOYMENT_UNTIL,
  TB_EMPLOYMENT_REMARK,
  TB_EMPLOYMENT_INCOMPLETE,
  TB_EMPLOYMENT_N_FIELDS,
} TbEmploymentField;

extern const TbRecordType tb_type_employment;

G_END_DECLS
