/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record.h"

G_BEGIN_DECLS

/**
 * TbVoteRule:
 * @TB_VOTE_RULE_MEMBERS: on members: admission, conversion, discipline (R-VOT-01, R-VOT-02)
 * @TB_VOTE_RULE_ORDINARY: any other resolution (R-VOT-03)
 * @TB_VOTE_RULE_ELECTION: an election (R-ELE-01, R-ELE-02, R-ELE-04)
 * @TB_VOTE_RULE_APPRAISAL: an appraisal: it needs a quorum, and there is nothing to pass
 *
 * By which rule votes are counted.
 */
typedef enum
{
  TB_VOTE_RULE_MEMBERS,
  TB_VOTE_RULE_ORDINARY,
  TB_VOTE_RULE_ELECTION,
  TB_VOTE_RULE_APPRAISAL,
} TbVoteRule;

/**
 * TbVoteParameters:
 * @members_half_inclusive: whether exactly half of those entitled are a quorum for a vote on
 * members
 * @ordinary_half_inclusive: the same for an ordinary resolution, where the text says 半数以上
 * @election_quorum_inclusive: whether exactly four fifths are a quorum for an election
 *
 * What the texts leave open.
 */
typedef struct
{
  gboolean members_half_inclusive;
  gboolean ordinary_half_inclusive;
  gboolean election_quorum_inclusive;
} TbVoteParameters;

/**
 * TbVoteCounts:
 * @expected: entitled to vote, after exemptions
 * @present: of these, present
 * @votes_for: for, in the room
 * @written_for: for, in writing before the meeting, by some who are absent
 * @ballots_out: handed out; -1 where they were not counted
 * @ballots_in: returned; -1 where they were not counted
 *
 * What a result depends on. Who abstained and what was invalid counts in @present, and never for.
 */
typedef struct
{
  gint64 expected;
  gint64 present;
  gint64 votes_for;
  gint64 written_for;
  gint64 ballots_out;
  gint64 ballots_in;
} TbVoteCounts;

/**
 * TbVoteReason:
 *
 * Why a vote came out as it did.
 */
typedef enum
{
  TB_VOTE_REASON_PASSED,
  TB_VOTE_REASON_NO_QUORUM,
  TB_VOTE_REASON_TOO_FEW,
  TB_VOTE_REASON_BALLOTS,
  TB_VOTE_REASON_APPRAISED,
} TbVoteReason;

/**
 * TbVoteOutcome:
 * @quorum: whether enough were present
 * @passed: whether it was resolved, or the person elected
 * @reason: why
 * @needed: how many more were needed: present for a quorum, or votes to pass; 0 where it passed
 *
 * The result of a vote.
 */
typedef struct
{
  gboolean quorum;
  gboolean passed;
  TbVoteReason reason;
  gint64 needed;
} TbVoteOutcome;

const TbVoteParameters *tb_vote_parameters_get_default (void);

TbVoteOutcome tb_vote_rules_count (TbVoteRule rule, const TbVoteCounts *counts,
                                   const TbVoteParameters *parameters);
gboolean tb_vote_rules_count_record (TbRecord *vote, const TbVoteParameters *parameters,
                                     TbVoteOutcome *outcome);
char *tb_vote_rules_dup_reason (TbVoteRule rule,
                                const TbVoteOutcome *outcome) G_GNUC_WARN_UNUSED_RESULT;
TbVoteRule tb_vote_rules_get_rule (const char *kind);
gint64 tb_vote_rules_get_min_candidates (gint64 seats);

G_END_DECLS
