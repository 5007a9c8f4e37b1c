/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-type.h"

G_BEGIN_DECLS

/**
 * TbTenancyField:
 *
 * Which enterprise has which room, and since when: also the history of `enterprise.office`.
 */
typedef enum
{
  TB_TENANCY_ENTERPRISE,
  TB_TENANCY_UNIT,
  TB_TENANCY_SINCE,
  TB_TENANCY_UNTIL,
  TB_TENANCY_STATE,
  TB_TENANCY_TENURE,
  TB_TENANCY_AREA,
  TB_TENANCY_HEADCOUNT,
  TB_TENANCY_REMARK,
  TB_TENANCY_INCOMPLETE,
  TB_TENANCY_N_FIELDS,
} TbTenancyField;

extern const TbRecordType tb_type_tenancy;

G_END_DECLS
