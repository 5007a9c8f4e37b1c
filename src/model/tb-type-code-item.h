/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-type.h"

G_BEGIN_DECLS

/**
 * TbCodeItemField:
 *
 * An item that the branch added to a code list. Items that came with the program are not records.
 */
typedef enum
{
  TB_CODE_ITEM_LIST,
  TB_CODE_ITEM_CODE,
  TB_CODE_ITEM_LABEL,
  TB_CODE_ITEM_POSITION,
  TB_CODE_ITEM_ENABLED,
  TB_CODE_ITEM_REMARK,
  TB_CODE_ITEM_INCOMPLETE,
  TB_CODE_ITEM_N_FIELDS,
} TbCodeItemField;

extern const TbRecordType tb_type_code_item;

G_END_DECLS
