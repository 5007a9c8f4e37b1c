/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-type.h"

G_BEGIN_DECLS

/**
 * TbAffiliationField:
 *
 * To which organisation a person belongs, in which way, and since when: also the history of
 * `person.formal_org` and `person.activity_org`.
 */
typedef enum
{
  TB_AFFILIATION_PERSON,
  TB_AFFILIATION_ORGANISATION,
  TB_AFFILIATION_KIND,
  TB_AFFILIATION_SINCE,
  TB_AFFILIATION_UNTIL,
  TB_AFFILIATION_VIA,
  TB_AFFILIATION_REMARK,
  TB_AFFILIATION_INCOMPLETE,
  TB_AFFILIATION_N_FIELDS,
} TbAffiliationField;

extern const TbRecordType tb_type_affiliation;

G_END_DECLS
