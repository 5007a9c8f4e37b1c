/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-type-claim.h"

#include "tb-rules.h"
#include "tb-record-types.h"

#define CLAIM N_ ("Claim")
#define CLAIMANT N_ ("Claimant")
#define PLEDGE N_ ("Pledge")
#define PROGRESS N_ ("Course")

static const TbField fields[] = {
  [TB_CLAIM_CODE]
  = { .name = "code",
      .label = N_ ("Number"),
      .section = CLAIM,
      .type = TB_FIELD_TEXT,
      .flags = TB_FIELD_UNIQUE | TB_FIELD_LISTED | TB_FIELD_NUMBERED | TB_FIELD_SORTABLE,
      .search = TB_SEARCH_NUMBER },
  [TB_CLAIM_PROJECT]
  = { .name = "project",
      .label = N_ ("Project"),
      .section = CLAIM,
      .type = TB_FIELD_REFERENCE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .target = "project" },
  [TB_CLAIM_STATE]
  = { .name = "state",
      .label = N_ ("State"),
      .section = CLAIM,
      .type = TB_FIELD_CODE,
      .flags = TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER | TB_FIELD_STATE,
      .code_list = "claim-state",
      .merge = TB_MERGE_FURTHER },
  [TB_CLAIM_ROLE] = { .name = "role",
                      .label = N_ ("Part"),
                      .section = CLAIM,
                      .type = TB_FIELD_CODE,
                      .flags = TB_FIELD_FILTER,
                      .code_list = "claim-role" },
  [TB_CLAIM_CLAIMANT_KIND]
  = { .name = "claimant_kind",
      .label = N_ ("Kind of claimant"),
      .section = CLAIMANT,
      .type = TB_FIELD_CODE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .code_list = "claimant-kind" },
  [TB_CLAIM_CLAIMANT] = { .name = "claimant",
                          .label = N_ ("Claimant"),
                          .section = CLAIMANT,
                          .type = TB_FIELD_TEXT,
                          .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE,
                          .sensitivity = TB_SENSITIVITY_S1,
                          .search = TB_SEARCH_NAME,
                          .sort_column = "claimant_key" },
  [TB_CLAIM_CLAIMANT_KEY] = TB_SORT_KEY_FIELD ("claimant_key"),
  [TB_CLAIM_ORGANISATION] = { .name = "organisation",
                              .label = N_ ("Party organisation"),
                              .section = CLAIMANT,
                              .type = TB_FIELD_REFERENCE,
                              .flags = TB_FIELD_FILTER,
                              .target = "organisation" },
  [TB_CLAIM_ENTERPRISE] = { .name = "enterprise",
                            .label = N_ ("Enterprise"),
                            .section = CLAIMANT,
                            .type = TB_FIELD_REFERENCE,
                            .flags = TB_FIELD_FILTER,
                            .target = "enterprise" },
  [TB_CLAIM_PERSON] = { .name = "person",
                        .label = N_ ("Person"),
                        .section = CLAIMANT,
                        .type = TB_FIELD_REFERENCE,
                        .flags = TB_FIELD_FILTER,
                        .sensitivity = TB_SENSITIVITY_S1,
                        .target = "person" },
  [TB_CLAIM_PROPERTY_COMPANY] = { .name = "property_company",
                                  .label = N_ ("Property company"),
                                  .section = CLAIMANT,
                                  .type = TB_FIELD_REFERENCE,
                                  .flags = TB_FIELD_FILTER,
                                  .target = "property_company" },
  [TB_CLAIM_RESPONSIBLE] = { .name = "responsible",
                             .label = N_ ("Responsible"),
                             .section = CLAIMANT,
                             .type = TB_FIELD_TEXT,
                             .flags = TB_FIELD_WANTED,
                             .sensitivity = TB_SENSITIVITY_S1,
                             .merge = TB_MERGE_LATEST },
  [TB_CLAIM_PHONE] = { .name = "phone",
                       .label = N_ ("Phone"),
                       .section = CLAIMANT,
                       .type = TB_FIELD_TEXT,
                       .format = TB_FORMAT_PHONE,
                       .flags = TB_FIELD_WANTED,
                       .sensitivity = TB_SENSITIVITY_S2,
                       .merge = TB_MERGE_LATEST },
  [TB_CLAIM_PLEDGE] = { .name = "pledge",
                        .label = N_ ("Pledge"),
                        .section = PLEDGE,
                        .type = TB_FIELD_TEXT,
                        .format = TB_FORMAT_MULTILINE,
                        .flags = TB_FIELD_WANTED },
  [TB_CLAIM_RESOURCES]
  = { .name = "resources", .label = N_ ("Means given"), .section = PLEDGE, .type = TB_FIELD_TEXT },
  [TB_CLAIM_AMOUNT] = { .name = "amount",
                        .label = N_ ("Money given (CNY)"),
                        .section = PLEDGE,
                        .type = TB_FIELD_MONEY,
                        .flags = TB_FIELD_SORTABLE },
  [TB_CLAIM_START_ON]
  = { .name = "start_on", .label = N_ ("Starts on"), .section = PLEDGE, .type = TB_FIELD_DATE },
  [TB_CLAIM_DUE_ON] = { .name = "due_on",
                        .label = N_ ("Due on"),
                        .section = PLEDGE,
                        .type = TB_FIELD_DATE,
                        .flags = TB_FIELD_WANTED | TB_FIELD_LISTED | TB_FIELD_SORTABLE },
  [TB_CLAIM_PROGRESS] = { .name = "progress",
                          .label = N_ ("Progress (%)"),
                          .section = PROGRESS,
                          .type = TB_FIELD_INTEGER,
                          .flags = TB_FIELD_LISTED | TB_FIELD_KEPT,
                          .merge = TB_MERGE_LARGER },
  [TB_CLAIM_APPLIED_ON] = { .name = "applied_on",
                            .label = N_ ("Date of application"),
                            .section = PROGRESS,
                            .type = TB_FIELD_DATE,
                            .flags = TB_FIELD_SORTABLE | TB_FIELD_KEPT,
                            .merge = TB_MERGE_LARGER },
  [TB_CLAIM_CONFIRMED_ON] = { .name = "confirmed_on",
                              .label = N_ ("Confirmed on"),
                              .section = PROGRESS,
                              .type = TB_FIELD_DATE,
                              .flags = TB_FIELD_KEPT,
                              .merge = TB_MERGE_LARGER },
  [TB_CLAIM_SUBMITTED_ON] = { .name = "submitted_on",
                              .label = N_ ("Submitted on"),
                              .section = PROGRESS,
                              .type = TB_FIELD_DATE,
                              .flags = TB_FIELD_KEPT,
                              .merge = TB_MERGE_LARGER },
  [TB_CLAIM_ACCEPTED_ON] = { .name = "accepted_on",
                             .label = N_ ("Accepted on"),
                             .section = PROGRESS,
                             .type = TB_FIELD_DATE,
                             .flags = TB_FIELD_KEPT,
                             .merge = TB_MERGE_LARGER },
  [TB_CLAIM_WITHDRAWN_ON] = { .name = "withdrawn_on",
                              .label = N_ ("Withdrawn on"),
                              .section = PROGRESS,
                              .type = TB_FIELD_DATE,
                              .flags = TB_FIELD_KEPT,
                              .merge = TB_MERGE_LARGER },
  [TB_CLAIM_REWORK_DUE] = { .name = "rework_due",
                            .label = N_ ("Rework due on"),
                            .section = PROGRESS,
                            .type = TB_FIELD_DATE,
                            .flags = TB_FIELD_KEPT,
                            .merge = TB_MERGE_LARGER },
  [TB_CLAIM_STATE_REASON] = { .name = "state_reason",
                              .label = N_ ("Reason"),
                              .section = PROGRESS,
                              .type = TB_FIELD_TEXT,
                              .flags = TB_FIELD_KEPT,
                              .merge = TB_MERGE_LATEST },
  [TB_CLAIM_REMARK] = TB_REMARK_FIELD,
  [TB_CLAIM_INCOMPLETE] = TB_INCOMPLETE_FIELD,
};

/* Which field names a claimant of a kind; a team and a department are known by name only. */
static const struct
{
  const char *kind;
  guint field;
} claimant_fields[] = {
  { "organisation", TB_CLAIM_ORGANISATION },
  { "enterprise", TB_CLAIM_ENTERPRISE },
  { "person", TB_CLAIM_PERSON },
  { "property_company", TB_CLAIM_PROPERTY_COMPANY },
};

/**
 * tb_claim_get_claimant_field:
 * @kind: (nullable): a code of the list claimant-kind
 *
 * Returns: the REFERENCE field that names a claimant of that kind, or %TB_FIELD_NOT_FOUND where it
 * is known by name only
 */
guint
tb_claim_get_claimant_field (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (claimant_fields); i++)
    if (g_strcmp0 (claimant_fields[i].kind, kind) == 0)
      return claimant_fields[i].field;
  return TB_FIELD_NOT_FOUND;
}

static void
check_claimant (TbRecord *record, TbFindings *findings)
{
  guint fitting = tb_claim_get_claimant_field (tb_record_get_text (record, TB_CLAIM_CLAIMANT_KIND));

  for (gsize i = 0; i < G_N_ELEMENTS (claimant_fields); i++)
    {
      guint field = claimant_fields[i].field;

      if (field != fitting && tb_record_has (record, field))
        tb_findings_add (findings, field, TB_SEVERITY_ERROR, "claimant_kind",
                         _ ("“%s” does not fit the kind of claimant. Leave it empty, or choose "
                            "another kind."),
                         _ (fields[field].label));
    }
}

/* Whether the result is still to come, or more of it. */
static gboolean
is_awaited (TbRecord *record)
{
  static const char *const done[]
      = { "submitted", "accepted", "failed", "evaluated", "withdrawn", "rejected", NULL };
  const char *state = tb_record_get_text (record, TB_CLAIM_STATE);

  return state == NULL || !g_strv_contains (done, state);
}

/* The day by which it is to be done: one that is done again has a day of its own. */
static guint
get_due_field (TbRecord *claim)
{
  if (!is_awaited (claim))
    return TB_FIELD_NOT_FOUND;

  return g_strcmp0 (tb_record_get_text (claim, TB_CLAIM_STATE), "rework") == 0
                 && tb_record_has (claim, TB_CLAIM_REWORK_DUE)
             ? TB_CLAIM_REWORK_DUE
             : TB_CLAIM_DUE_ON;
}

static gboolean
awaits (TbRecord *record, guint field)
{
  return (field != TB_CLAIM_DUE_ON && field != TB_CLAIM_REWORK_DUE)
         || field == get_due_field (record);
}

/**
 * tb_claim_is_overdue:
 * @claim: a claim
 * @today: the calendar day
 *
 * Returns: whether its result is still to come after the day on which it was due
 */
gboolean
tb_claim_is_overdue (TbRecord *claim, TbDate today)
{
  guint due = get_due_field (claim);

  return due != TB_FIELD_NOT_FOUND
         && tb_date_is_certainly_before (tb_rules_get_date (claim, due), today);
}

static void
check (TbRecord *record, TbDate today, TbFindings *findings)
{
  check_claimant (record, findings);
  tb_rules_warn_if_reversed (record, TB_CLAIM_START_ON, TB_CLAIM_DUE_ON, "due_before_start",
                             findings);
  if (is_awaited (record))
    tb_rules_warn_if_past (record, TB_CLAIM_DUE_ON, today, findings);
  tb_rules_check_range (record, TB_CLAIM_PROGRESS, 0, 100, findings);
}

/* Nothing more is wanted of who is not to do it. */
static gboolean
wants (TbRecord *record, guint field)
{
  static const char *const over[] = { "withdrawn", "rejected", NULL };
  const char *state = tb_record_get_text (record, TB_CLAIM_STATE);

  return state == NULL || !g_strv_contains (over, state);
}

static const char *const subtitle_fields[] = { "project", "state", NULL };

const TbRecordType tb_type_claim = {
  .name = "claim",
  .label = N_ ("Claim"),
  .label_plural = N_ ("Claims"),
  .icon_name = "tb-heart-symbolic",
  .number = 26,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = TB_CLAIM_CLAIMANT,
  .subtitle_fields = subtitle_fields,
  .wants = wants,
  .awaits = awaits,
  .check = check,
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == TB_CLAIM_N_FIELDS);
