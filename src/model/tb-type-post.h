/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-type.h"

G_BEGIN_DECLS

/**
 * TbPostField:
 *
 * Who holds which post in an organisation, and for which term.
 */
typedef enum
{
  TB_POST_ORGANISATION,
  TB_POST_PERSON,
  TB_POST_POST,
  TB_POST_MODE,
  TB_POST_SINCE,
  TB_POST_UNTIL,
  TB_POST_DOCUMENT,
  TB_POST_REPORT_KIND,
  TB_POST_REMARK,
  TB_POST_INCOMPLETE,
  TB_POST_N_FIELDS,
} TbPostField;

extern const TbRecordType tb_type_post;

G_END_DECLS
