/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-type.h"

G_BEGIN_DECLS

/**
 * TbActionCardField:
 *
 * What, why, who, when, where, how, how well and the proof of it: of one event, project or claim.
 */
typedef enum
{
  TB_ACTION_CARD_EVENT,
  TB_ACTION_CARD_PROJECT,
  TB_ACTION_CARD_CLAIM,
  TB_ACTION_CARD_WHAT,
  TB_ACTION_CARD_WHY,
  TB_ACTION_CARD_WHO,
  TB_ACTION_CARD_WHEN,
  TB_ACTION_CARD_WHERE,
  TB_ACTION_CARD_HOW,
  TB_ACTION_CARD_HOW_WELL,
  TB_ACTION_CARD_PROOF,
  TB_ACTION_CARD_REMARK,
  TB_ACTION_CARD_INCOMPLETE,
  TB_ACTION_CARD_N_FIELDS,
} TbActionCardField;

extern const TbRecordType tb_type_action_card;

#define TB_ACTION_CARD_N_QUESTIONS 8

guint tb_action_card_get_missing (TbRecord *card, guint missing[TB_ACTION_CARD_N_QUESTIONS]);

G_END_DECLS
