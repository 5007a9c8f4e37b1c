/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-vote-rules.h"

#include "tb-test.h"
#include "tb-type-vote.h"

static const TbVoteParameters strict = { FALSE, FALSE, FALSE };

static TbVoteOutcome
count (TbVoteRule rule, gint64 expected, gint64 present, gint64 votes_for, gint64 written_for,
       const TbVoteParameters *parameters)
{
  TbVoteCounts counts = { .expected = expected,
                          .present = present,
                          .votes_for = votes_for,
                          .written_for = written_for,
                          .ballots_out = -1,
                          .ballots_in = -1 };

  g_test_message ("E%d P%d F%d W%d", (int)expected, (int)present, (int)votes_for, (int)written_for);
  return tb_vote_rules_count (rule, &counts, parameters);
}

/* The vectors of the domain model §2.3. */
static void
test_on_members (void)
{
  static const struct
  {
    gint64 expected, present, votes_for, written_for;
    TbVoteReason reason;
    gint64 needed;
  } cases[] = {
    { 20, 11, 11, 0, TB_VOTE_REASON_PASSED, 0 },  { 20, 10, 10, 0, TB_VOTE_REASON_NO_QUORUM, 1 },
    { 20, 11, 10, 0, TB_VOTE_REASON_TOO_FEW, 1 }, { 20, 11, 10, 1, TB_VOTE_REASON_PASSED, 0 },
    { 7, 4, 4, 0, TB_VOTE_REASON_PASSED, 0 },     { 7, 4, 3, 1, TB_VOTE_REASON_PASSED, 0 },
    { 3, 2, 2, 0, TB_VOTE_REASON_PASSED, 0 },     { 4, 3, 2, 0, TB_VOTE_REASON_TOO_FEW, 1 },
    { 4, 3, 3, 0, TB_VOTE_REASON_PASSED, 0 },     { 20, 10, 10, 10, TB_VOTE_REASON_NO_QUORUM, 1 },
    { 0, 0, 0, 0, TB_VOTE_REASON_NO_QUORUM, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TbVoteOutcome outcome = count (TB_VOTE_RULE_MEMBERS, cases[i].expected, cases[i].present,
                                     cases[i].votes_for, cases[i].written_for, NULL);

      g_assert_cmpint (outcome.reason, ==, cases[i].reason);
      g_assert_cmpint (outcome.needed, ==, cases[i].needed);
      g_assert_cmpint (outcome.passed, ==, cases[i].reason == TB_VOTE_REASON_PASSED);
      g_assert_cmpint (outcome.quorum, ==, cases[i].reason != TB_VOTE_REASON_NO_QUORUM);
    }
}

/* R-VOT-03: half is enough to begin, unless it is read strictly; to pass it never is. */
static void
test_ordinary (void)
{
  g_assert_true (count (TB_VOTE_RULE_ORDINARY, 20, 10, 10, 0, NULL).quorum);
  g_assert_false (count (TB_VOTE_RULE_ORDINARY, 20, 10, 10, 0, NULL).passed);
  g_assert_false (count (TB_VOTE_RULE_ORDINARY, 20, 10, 10, 0, &strict).quorum);
  g_assert_true (count (TB_VOTE_RULE_ORDINARY, 20, 11, 11, 0, NULL).passed);
  /* What is written beforehand counts for votes on members only. */
  g_assert_false (count (TB_VOTE_RULE_ORDINARY, 20, 11, 10, 1, NULL).passed);
  g_assert_true (count (TB_VOTE_RULE_ORDINARY, 7, 4, 4, 0, NULL).passed);
}

static void
test_election (void)
{
  static const struct
  {
    gint64 expected, present, votes_for;
    gboolean quorum, quorum_strict, elected;
  } cases[] = {
    { 10, 8, 5, TRUE, FALSE, TRUE },     { 13, 11, 6, TRUE, TRUE, TRUE },
    { 13, 10, 10, FALSE, FALSE, FALSE }, { 10, 8, 4, TRUE, FALSE, FALSE },
    { 5, 4, 3, TRUE, FALSE, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TbVoteOutcome outcome = count (TB_VOTE_RULE_ELECTION, cases[i].expected, cases[i].present,
                                     cases[i].votes_for, 0, NULL);
      TbVoteOutcome strictly = count (TB_VOTE_RULE_ELECTION, cases[i].expected, cases[i].present,
                                      cases[i].votes_for, 0, &strict);

      g_assert_cmpint (outcome.quorum, ==, cases[i].quorum);
      g_assert_cmpint (outcome.passed, ==, cases[i].elected);
      g_assert_cmpint (strictly.quorum, ==, cases[i].quorum_strict);
      g_assert_cmpint (strictly.passed, ==, cases[i].quorum_strict && cases[i].elected);
    }
}

/* R-ELE-04 */
static void
test_ballots (void)
{
  TbVoteCounts counts
      = { .expected = 10, .present = 9, .votes_for = 9, .ballots_out = 9, .ballots_in = 9 };

  g_assert_true (tb_vote_rules_count (TB_VOTE_RULE_ELECTION, &counts, NULL).passed);
  counts.ballots_in = 8;
  g_assert_true (tb_vote_rules_count (TB_VOTE_RULE_ELECTION, &counts, NULL).passed);
  counts.ballots_in = 10;
  g_assert_false (tb_vote_rules_count (TB_VOTE_RULE_ELECTION, &counts, NULL).passed);
  g_assert_cmpint (tb_vote_rules_count (TB_VOTE_RULE_ELECTION, &counts, NULL).reason, ==,
                   TB_VOTE_REASON_BALLOTS);
}

/* R-ELE-03 */
static void
test_candidates (void)
{
  static const gint64 cases[][2] = { { 1, 2 }, { 3, 4 }, { 5, 6 }, { 6, 8 }, { 7, 9 }, { 10, 12 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (tb_vote_rules_get_min_candidates (cases[i][0]), ==, cases[i][1]);
}

static void
test_kinds (void)
{
  g_assert_cmpint (tb_vote_rules_get_rule ("admission"), ==, TB_VOTE_RULE_MEMBERS);
  g_assert_cmpint (tb_vote_rules_get_rule ("disposal"), ==, TB_VOTE_RULE_MEMBERS);
  g_assert_cmpint (tb_vote_rules_get_rule ("ordinary"), ==, TB_VOTE_RULE_ORDINARY);
  g_assert_cmpint (tb_vote_rules_get_rule (NULL), ==, TB_VOTE_RULE_ORDINARY);
  g_assert_cmpint (tb_vote_rules_get_rule ("election"), ==, TB_VOTE_RULE_ELECTION);
  g_assert_cmpint (tb_vote_rules_get_rule ("appraisal"), ==, TB_VOTE_RULE_APPRAISAL);
}

static void
test_reasons (void)
{
  static const struct
  {
    TbVoteRule rule;
    TbVoteOutcome outcome;
    const char *words;
  } cases[] = {
    { TB_VOTE_RULE_MEMBERS, { .reason = TB_VOTE_REASON_PASSED }, "Passed." },
    { TB_VOTE_RULE_ELECTION, { .reason = TB_VOTE_REASON_PASSED }, "Elected." },
    { TB_VOTE_RULE_MEMBERS,
      { .reason = TB_VOTE_REASON_TOO_FEW, .needed = 1 },
      "Not passed: 1 more vote was needed." },
    { TB_VOTE_RULE_ELECTION,
      { .reason = TB_VOTE_REASON_TOO_FEW, .needed = 3 },
      "Not elected: 3 more votes were needed." },
    { TB_VOTE_RULE_MEMBERS,
      { .reason = TB_VOTE_REASON_NO_QUORUM, .needed = 2 },
      "No quorum: 2 more with the right to vote would have had to be present." },
    { TB_VOTE_RULE_ELECTION,
      { .reason = TB_VOTE_REASON_BALLOTS },
      "Invalid: more ballots were returned than handed out." },
    { TB_VOTE_RULE_APPRAISAL,
      { .reason = TB_VOTE_REASON_APPRAISED },
      "Enough were present for the appraisal." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = tb_vote_rules_dup_reason (cases[i].rule, &cases[i].outcome);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_record (void)
{
  g_autoptr (TbRecord) vote = tb_record_new (&tb_type_vote);
  TbVoteOutcome outcome;

  tb_record_set_text (vote, TB_VOTE_KIND, "admission");
  tb_record_set_int (vote, TB_VOTE_EXPECTED, 20);
  tb_record_set_int (vote, TB_VOTE_PRESENT, 11);
  tb_record_type_derive (vote);
  g_assert_false (tb_vote_rules_count_record (vote, NULL, &outcome));
  g_assert_false (tb_record_has (vote, TB_VOTE_PASSED));

  tb_record_set_int (vote, TB_VOTE_VOTES_FOR, 10);
  tb_record_type_derive (vote);
  g_assert_true (tb_record_get_boolean (vote, TB_VOTE_QUORUM));
  g_assert_true (tb_record_has (vote, TB_VOTE_PASSED));
  g_assert_false (tb_record_get_boolean (vote, TB_VOTE_PASSED));

  tb_record_set_int (vote, TB_VOTE_WRITTEN_FOR, 1);
  tb_record_type_derive (vote);
  g_assert_true (tb_record_get_boolean (vote, TB_VOTE_PASSED));

  /* An appraisal has a quorum, and nothing to pass. */
  tb_record_set_text (vote, TB_VOTE_KIND, "appraisal");
  tb_record_type_derive (vote);
  g_assert_true (tb_record_get_boolean (vote, TB_VOTE_QUORUM));
  g_assert_false (tb_record_has (vote, TB_VOTE_PASSED));
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/model/vote-rules/members", test_on_members);
  g_test_add_func ("/model/vote-rules/ordinary", test_ordinary);
  g_test_add_func ("/model/vote-rules/election", test_election);
  g_test_add_func ("/model/vote-rules/ballots", test_ballots);
  g_test_add_func ("/model/vote-rules/candidates", test_candidates);
  g_test_add_func ("/model/vote-rules/kinds", test_kinds);
  g_test_add_func ("/model/vote-rules/reasons", test_reasons);
  g_test_add_func ("/model/vote-rules/record", test_record);

  return tb_test_run ();
}
