/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-type.h"

G_BEGIN_DECLS

/**
 * TbVoteField:
 *
 * A vote or an election in a meeting, one for each person it is about: counts only, never who voted
 * how. `quorum` and `passed` follow from the counts (see tb_vote_rules_count()).
 */
typedef enum
{
  TB_VOTE_EVENT,
  TB_VOTE_TOPIC,
  TB_VOTE_KIND,
  TB_VOTE_CANDIDATE,
  TB_VOTE_SECRET,
  TB_VOTE_EXPECTED,
  TB_VOTE_PRESENT,
  TB_VOTE_VOTES_FOR,
  TB_VOTE_VOTES_AGAINST,
  TB_VOTE_ABSTAINED,
  TB_VOTE_INVALID,
  TB_VOTE_WRITTEN_FOR,
  TB_VOTE_WRITTEN_AGAINST,
  TB_VOTE_WRITTEN_ABSTAINED,
  TB_VOTE_SEATS,
  TB_VOTE_BALLOTS_OUT,
  TB_VOTE_BALLOTS_IN,
  TB_VOTE_QUORUM,
  TB_VOTE_PASSED,
  TB_VOTE_LOCKED_ON,
  TB_VOTE_REMARK,
  TB_VOTE_INCOMPLETE,
  TB_VOTE_N_FIELDS,
} TbVoteField;

extern const TbRecordType tb_type_vote;

G_END_DECLS
