/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-vote-rules.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "tb-type-vote.h"

static const TbVoteParameters default_parameters = {
  .members_half_inclusive = FALSE,
  .ordinary_half_inclusive = TRUE,
  .election_quorum_inclusive = TRUE,
};

/**
 * tb_vote_parameters_get_default:
 *
 * Returns: (transfer none): what the rules are read as unless a superior says otherwise (domain
 * model §2.3)
 */
const TbVoteParameters *
tb_vote_parameters_get_default (void)
{
  return &default_parameters;
}

/**
 * tb_vote_rules_get_rule:
 * @kind: (nullable): a code of the list vote-kind
 *
 * Returns: the rule by which votes of that kind are counted
 */
TbVoteRule
tb_vote_rules_get_rule (const char *kind)
{
  static const char *const on_members[]
      = { "admission", "conversion", "extension", "cancellation", "discipline", "disposal", NULL };

  if (kind != NULL && g_strv_contains (on_members, kind))
    return TB_VOTE_RULE_MEMBERS;
  if (g_strcmp0 (kind, "election") == 0)
    return TB_VOTE_RULE_ELECTION;
  if (g_strcmp0 (kind, "appraisal") == 0)
    return TB_VOTE_RULE_APPRAISAL;
  return TB_VOTE_RULE_ORDINARY;
}

/* The least whole number that is more than @numerator / @denominator of @whole, or that much. */
static gint64
get_least (gint64 whole, gint64 numerator, gint64 denominator, gboolean inclusive)
{
  gint64 product = whole * numerator;

  if (inclusive)
    return (product + denominator - 1) / denominator;
  return product / denominator + 1;
}

static gint64
get_quorum (TbVoteRule rule, gint64 expected, const TbVoteParameters *parameters)
{
  switch (rule)
    {
    case TB_VOTE_RULE_MEMBERS:
      return get_least (expected, 1, 2, parameters->members_half_inclusive);
    case TB_VOTE_RULE_ELECTION:
      return get_least (expected, 4, 5, parameters->election_quorum_inclusive);
    case TB_VOTE_RULE_ORDINARY:
    case TB_VOTE_RULE_APPRAISAL:
      return get_least (expected, 1, 2, parameters->ordinary_half_inclusive);
    default:
      g_assert_not_reached ();
    }
}

/* How many votes carry it. Elected is who has more than half of those present; everything else
 * needs more than half of those entitled. */
static gint64
get_majority (TbVoteRule rule, const TbVoteCounts *counts)
{
  return get_least (rule == TB_VOTE_RULE_ELECTION ? counts->present : counts->expected, 1, 2,
                    FALSE);
}

/**
 * tb_vote_rules_count:
 * @rule: the rule
 * @counts: the counts
 * @parameters: (nullable): how the rules are read; %NULL for the default
 *
 * R-VOT-01 to 03 and R-ELE-01, 02 and 04 of the domain model §2.3: 细则 articles 19 and 20,
 * 支部工作条例 article 11. Opinions given in writing before the meeting count for votes on members
 * only, and never towards the quorum. Pure; any thread.
 *
 * Returns: the result
 */
TbVoteOutcome
tb_vote_rules_count (TbVoteRule rule, const TbVoteCounts *counts,
                     const TbVoteParameters *parameters)
{
  TbVoteOutcome outcome = { 0 };
  gint64 quorum, majority, votes;

  g_return_val_if_fail (counts != NULL, outcome);

  quorum
      = get_quorum (rule, counts->expected, parameters != NULL ? parameters : &default_parameters);
  outcome.quorum = counts->expected > 0 && counts->present >= quorum;
  if (!outcome.quorum)
    {
      outcome.reason = TB_VOTE_REASON_NO_QUORUM;
      outcome.needed = MAX (quorum - counts->present, 1);
      return outcome;
    }
  if (rule == TB_VOTE_RULE_APPRAISAL)
    {
      outcome.reason = TB_VOTE_REASON_APPRAISED;
      return outcome;
    }
  if (rule == TB_VOTE_RULE_ELECTION && counts->ballots_out >= 0
      && counts->ballots_in > counts->ballots_out)
    {
      outcome.reason = TB_VOTE_REASON_BALLOTS;
      return outcome;
    }

  majority = get_majority (rule, counts);
  votes = counts->votes_for + (rule == TB_VOTE_RULE_MEMBERS ? counts->written_for : 0);
  outcome.passed = votes >= majority;
  outcome.reason = outcome.passed ? TB_VOTE_REASON_PASSED : TB_VOTE_REASON_TOO_FEW;
  outcome.needed = outcome.passed ? 0 : majority - votes;
  return outcome;
}

static gint64
get_count (TbRecord *vote, guint field, gint64 otherwise)
{
  return tb_record_has (vote, field) ? tb_record_get_int (vote, field) : otherwise;
}

/**
 * tb_vote_rules_count_record:
 * @vote: a record of the type `vote`
 * @parameters: (nullable): how the rules are read; %NULL for the default
 * @outcome: (out): the result
 *
 * Returns: whether there are counts enough to tell: who was entitled, who present, and the votes
 * for it, of which an appraisal has none
 */
gboolean
tb_vote_rules_count_record (TbRecord *vote, const TbVoteParameters *parameters,
                            TbVoteOutcome *outcome)
{
  TbVoteRule rule;
  TbVoteCounts counts;

  g_return_val_if_fail (tb_record_get_record_type (vote) == &tb_type_vote, FALSE);
  g_return_val_if_fail (outcome != NULL, FALSE);

  rule = tb_vote_rules_get_rule (tb_record_get_text (vote, TB_VOTE_KIND));
  if (!tb_record_has (vote, TB_VOTE_EXPECTED) || !tb_record_has (vote, TB_VOTE_PRESENT)
      || (rule != TB_VOTE_RULE_APPRAISAL && !tb_record_has (vote, TB_VOTE_VOTES_FOR)))
    return FALSE;

  counts = (TbVoteCounts){
    .expected = tb_record_get_int (vote, TB_VOTE_EXPECTED),
    .present = tb_record_get_int (vote, TB_VOTE_PRESENT),
    .votes_for = tb_record_get_int (vote, TB_VOTE_VOTES_FOR),
    .written_for = get_count (vote, TB_VOTE_WRITTEN_FOR, 0),
    .ballots_out = get_count (vote, TB_VOTE_BALLOTS_OUT, -1),
    .ballots_in = get_count (vote, TB_VOTE_BALLOTS_IN, -1),
  };
  *outcome = tb_vote_rules_count (rule, &counts, parameters);
  return TRUE;
}

/**
 * tb_vote_rules_dup_reason:
 * @rule: the rule
 * @outcome: a result by it
 *
 * Returns: (transfer full): a translated sentence that says how the vote came out and why
 */
char *
tb_vote_rules_dup_reason (TbVoteRule rule, const TbVoteOutcome *outcome)
{
  gulong needed;

  g_return_val_if_fail (outcome != NULL, NULL);

  needed = (gulong)MAX (outcome->needed, 0);
  switch (outcome->reason)
    {
    case TB_VOTE_REASON_PASSED:
      return g_strdup (rule == TB_VOTE_RULE_ELECTION ? _ ("Elected.") : _ ("Passed."));
    case TB_VOTE_REASON_APPRAISED:
      return g_strdup (_ ("Enough were present for the appraisal."));
    case TB_VOTE_REASON_BALLOTS:
      return g_strdup (_ ("Invalid: more ballots were returned than handed out."));
    case TB_VOTE_REASON_NO_QUORUM:
      return g_strdup_printf (ngettext ("No quorum: %lu more with the right to vote would have had "
                                        "to be present.",
                                        "No quorum: %lu more with the right to vote would have had "
                                        "to be present.",
                                        needed),
                              needed);
    case TB_VOTE_REASON_TOO_FEW:
      if (rule == TB_VOTE_RULE_ELECTION)
        return g_strdup_printf (ngettext ("Not elected: %lu more vote was needed.",
                                          "Not elected: %lu more votes were needed.", needed),
                                needed);
      return g_strdup_printf (ngettext ("Not passed: %lu more vote was needed.",
                                        "Not passed: %lu more votes were needed.", needed),
                              needed);
    default:
      g_assert_not_reached ();
    }
}

/**
 * tb_vote_rules_get_min_candidates:
 * @seats: how many are to be elected to a committee
 *
 * R-ELE-03: a fifth more candidates than seats, rounded up.
 *
 * Returns: how many candidates there must be at least
 */
gint64
tb_vote_rules_get_min_candidates (gint64 seats)
{
  return seats + (seats + 4) / 5;
}
