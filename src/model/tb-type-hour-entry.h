/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-type.h"

G_BEGIN_DECLS

/**
 * TbHourEntryField:
 *
 * An entry of the ledger of study and volunteer hours. It is never edited: one that is wrong is
 * taken back by another with the negative of its hours.
 */
typedef enum
{
  TB_HOUR_ENTRY_PERSON,
  TB_HOUR_ENTRY_KIND,
  TB_HOUR_ENTRY_HOURS,
  TB_HOUR_ENTRY_ON,
  TB_HOUR_ENTRY_EVENT,
  TB_HOUR_ENTRY_CLAIM,
  TB_HOUR_ENTRY_SOURCE_TEXT,
  TB_HOUR_ENTRY_VERIFIED_BY,
  TB_HOUR_ENTRY_REVERSES,
  TB_HOUR_ENTRY_REMARK,
  TB_HOUR_ENTRY_INCOMPLETE,
  TB_HOUR_ENTRY_N_FIELDS,
} TbHourEntryField;

extern const TbRecordType tb_type_hour_entry;

G_END_DECLS
