/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-type-vote.h"

#include "tb-rules.h"
#include "tb-record-types.h"
#include "tb-vote-rules.h"

#define VOTE N_ ("Vote")
#define COUNTS N_ ("Counts")
#define WRITTEN N_ ("Written opinions")
#define BALLOTS N_ ("Ballots")
#define RESULT N_ ("Result")

static const TbField fields[] = {
  [TB_VOTE_EVENT]
  = { .name = "event",
      .label = N_ ("Event"),
      .section = VOTE,
      .type = TB_FIELD_REFERENCE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .target = "event" },
  [TB_VOTE_TOPIC] = { .name = "topic",
                      .label = N_ ("Topic"),
                      .section = VOTE,
                      .type = TB_FIELD_TEXT,
                      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED,
                      .sensitivity = TB_SENSITIVITY_S1 },
  [TB_VOTE_KIND] = { .name = "kind",
                     .label = N_ ("Kind of vote"),
                     .section = VOTE,
                     .type = TB_FIELD_CODE,
                     .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_FILTER,
                     .sensitivity = TB_SENSITIVITY_S1,
                     .code_list = "vote-kind" },
  [TB_VOTE_CANDIDATE] = { .name = "candidate",
                          .label = N_ ("Person voted on"),
                          .section = VOTE,
                          .type = TB_FIELD_REFERENCE,
                          .flags = TB_FIELD_LISTED,
                          .sensitivity = TB_SENSITIVITY_S1,
                          .target = "person" },
  [TB_VOTE_SECRET] = { .name = "secret",
                       .label = N_ ("Secret ballot"),
                       .section = VOTE,
                       .type = TB_FIELD_BOOLEAN,
                       .sensitivity = TB_SENSITIVITY_S1 },
  [TB_VOTE_EXPECTED] = { .name = "expected",
                         .label = N_ ("Entitled to vote"),
                         .section = COUNTS,
                         .type = TB_FIELD_INTEGER,
                         .flags = TB_FIELD_WANTED },
  [TB_VOTE_PRESENT] = { .name = "present",
                        .label = N_ ("Present and entitled"),
                        .section = COUNTS,
                        .type = TB_FIELD_INTEGER,
                        .flags = TB_FIELD_WANTED },
  [TB_VOTE_VOTES_FOR] = { .name = "votes_for",
                          .label = N_ ("For"),
                          .section = COUNTS,
                          .type = TB_FIELD_INTEGER,
                          .flags = TB_FIELD_WANTED | TB_FIELD_LISTED },
  [TB_VOTE_VOTES_AGAINST] = { .name = "votes_against",
                              .label = N_ ("Against"),
                              .section = COUNTS,
                              .type = TB_FIELD_INTEGER,
                              .flags = TB_FIELD_LISTED },
  [TB_VOTE_ABSTAINED] = { .name = "abstained",
                          .label = N_ ("Abstained"),
                          .section = COUNTS,
                          .type = TB_FIELD_INTEGER,
                          .flags = TB_FIELD_LISTED },
  [TB_VOTE_INVALID]
  = { .name = "invalid", .label = N_ ("Invalid"), .section = COUNTS, .type = TB_FIELD_INTEGER },
  [TB_VOTE_WRITTEN_FOR] = { .name = "written_for",
                            .label = N_ ("For, in writing"),
                            .section = WRITTEN,
                            .type = TB_FIELD_INTEGER },
  [TB_VOTE_WRITTEN_AGAINST] = { .name = "written_against",
                                .label = N_ ("Against, in writing"),
                                .section = WRITTEN,
                                .type = TB_FIELD_INTEGER },
  [TB_VOTE_WRITTEN_ABSTAINED] = { .name = "written_abstained",
                                  .label = N_ ("Abstained, in writing"),
                                  .section = WRITTEN,
                                  .type = TB_FIELD_INTEGER },
  [TB_VOTE_SEATS]
  = { .name = "seats", .label = N_ ("Seats"), .section = BALLOTS, .type = TB_FIELD_INTEGER },
  [TB_VOTE_BALLOTS_OUT] = { .name = "ballots_out",
                            .label = N_ ("Ballots handed out"),
                            .section = BALLOTS,
                            .type = TB_FIELD_INTEGER },
  [TB_VOTE_BALLOTS_IN] = { .name = "ballots_in",
                           .label = N_ ("Ballots returned"),
                           .section = BALLOTS,
                           .type = TB_FIELD_INTEGER },
  [TB_VOTE_QUORUM] = { .name = "quorum",
                       .label = N_ ("Quorum"),
                       .section = RESULT,
                       .type = TB_FIELD_BOOLEAN,
                       .flags = TB_FIELD_DERIVED,
                       .merge = TB_MERGE_DERIVED },
  [TB_VOTE_PASSED] = { .name = "passed",
                       .label = N_ ("Passed"),
                       .section = RESULT,
                       .type = TB_FIELD_BOOLEAN,
                       .flags = TB_FIELD_LISTED | TB_FIELD_DERIVED,
                       .merge = TB_MERGE_DERIVED },
  [TB_VOTE_LOCKED_ON] = { .name = "locked_on",
                          .label = N_ ("Locked on"),
                          .section = RESULT,
                          .type = TB_FIELD_DATE,
                          .flags = TB_FIELD_LISTED | TB_FIELD_KEPT },
  [TB_VOTE_REMARK] = TB_REMARK_FIELD,
  [TB_VOTE_INCOMPLETE] = TB_INCOMPLETE_FIELD,
};

static void
derive (TbRecord *record)
{
  TbVoteOutcome outcome;

  tb_record_clear (record, TB_VOTE_QUORUM);
  tb_record_clear (record, TB_VOTE_PASSED);
  if (!tb_vote_rules_count_record (record, NULL, &outcome))
    return;

  tb_record_set_int (record, TB_VOTE_QUORUM, outcome.quorum);
  if (outcome.reason != TB_VOTE_REASON_APPRAISED)
    tb_record_set_int (record, TB_VOTE_PASSED, outcome.passed);
}

static gint64
add_up (TbRecord *record, const guint *counts, gsize n_counts)
{
  gint64 sum = 0;

  for (gsize i = 0; i < n_counts; i++)
    sum += tb_record_get_int (record, counts[i]);
  return sum;
}

static void
check_counts (TbRecord *record, TbFindings *findings)
{
  static const guint cast[]
      = { TB_VOTE_VOTES_FOR, TB_VOTE_VOTES_AGAINST, TB_VOTE_ABSTAINED, TB_VOTE_INVALID };
  static const guint written[]
      = { TB_VOTE_WRITTEN_FOR, TB_VOTE_WRITTEN_AGAINST, TB_VOTE_WRITTEN_ABSTAINED };
  gint64 expected = tb_record_get_int (record, TB_VOTE_EXPECTED);
  gint64 present = tb_record_get_int (record, TB_VOTE_PRESENT);
  gint64 n_cast = add_up (record, cast, G_N_ELEMENTS (cast));

  if (!tb_record_has (record, TB_VOTE_EXPECTED) || !tb_record_has (record, TB_VOTE_PRESENT))
    return;

  if (present > expected)
    tb_findings_add (findings, TB_VOTE_PRESENT, TB_SEVERITY_ERROR, "present_more_than_entitled",
                     _ ("More are present and entitled to vote than are entitled to vote."));
  else if (add_up (record, written, G_N_ELEMENTS (written)) > expected - present)
    tb_findings_add (findings, TB_VOTE_WRITTEN_FOR, TB_SEVERITY_ERROR, "written_too_many",
                     _ ("There are more written opinions than members who are absent."));

  if (n_cast > present)
    tb_findings_add (findings, TB_VOTE_VOTES_FOR, TB_SEVERITY_ERROR, "votes_too_many",
                     _ ("There are more votes than members present who may vote."));
  else if (n_cast > 0 && n_cast < present)
    tb_findings_add (findings, TB_VOTE_VOTES_FOR, TB_SEVERITY_WARNING, "votes_too_few",
                     _ ("The votes for, against, abstained and invalid are fewer than the members "
                        "present who may vote."));
}

/* R-VOT-04, R-ELE-04 */
static void
check (TbRecord *record, TbDate today, TbFindings *findings)
{
  TbVoteRule rule = tb_vote_rules_get_rule (tb_record_get_text (record, TB_VOTE_KIND));

  check_counts (record, findings);
  if (tb_record_has (record, TB_VOTE_BALLOTS_OUT)
      && tb_record_get_int (record, TB_VOTE_BALLOTS_IN)
             > tb_record_get_int (record, TB_VOTE_BALLOTS_OUT))
    tb_findings_add (findings, TB_VOTE_BALLOTS_IN, TB_SEVERITY_WARNING, "ballots_too_many",
                     _ ("More ballots were returned than handed out: the vote is invalid."));

  if (rule == TB_VOTE_RULE_MEMBERS && !tb_record_has (record, TB_VOTE_CANDIDATE))
    tb_findings_add (findings, TB_VOTE_CANDIDATE, TB_SEVERITY_WARNING, "candidate_missing",
                     _ ("A vote on members is about one person. Say who it is."));
  if ((rule == TB_VOTE_RULE_MEMBERS || rule == TB_VOTE_RULE_ELECTION)
      && tb_record_has (record, TB_VOTE_SECRET) && !tb_record_get_boolean (record, TB_VOTE_SECRET))
    tb_findings_add (findings, TB_VOTE_SECRET, TB_SEVERITY_WARNING, "not_secret",
                     _ ("A vote on persons is held by secret ballot."));
}

static const char *const subtitle_fields[] = { "event", "candidate", NULL };

const TbRecordType tb_type_vote = {
  .name = "vote",
  .label = N_ ("Vote"),
  .label_plural = N_ ("Votes"),
  .icon_name = "checkbox-checked-symbolic",
  .number = 19,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = TB_VOTE_TOPIC,
  .subtitle_fields = subtitle_fields,
  .derive = derive,
  .check = check,
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == TB_VOTE_N_FIELDS);
