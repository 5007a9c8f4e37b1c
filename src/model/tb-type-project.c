/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-type-project.h"

#include "tb-rules.h"
#include "tb-record-types.h"

#define PROJECT N_ ("Project")
#define NEED N_ ("Need")
#define MEANS N_ ("Means")
#define CLAIMING N_ ("Claiming")
#define CONTACT N_ ("Contact")
#define PROGRESS N_ ("Course")

static const TbField fields[] = {
  [TB_PROJECT_CODE]
  = { .name = "code",
      .label = N_ ("Number"),
      .section = PROJECT,
      .type = TB_FIELD_TEXT,
      .flags = TB_FIELD_UNIQUE | TB_FIELD_LISTED | TB_FIELD_NUMBERED | TB_FIELD_SORTABLE,
      .search = TB_SEARCH_NUMBER },
  [TB_PROJECT_TITLE] = { .name = "title",
                         .label = N_ ("Title"),
                         .section = PROJECT,
                         .type = TB_FIELD_TEXT,
                         .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE,
                         .search = TB_SEARCH_NAME,
                         .sort_column = "title_key" },
  [TB_PROJECT_TITLE_KEY] = TB_SORT_KEY_FIELD ("title_key"),
  [TB_PROJECT_CATEGORY]
  = { .name = "category",
      .label = N_ ("Kind of project"),
      .section = PROJECT,
      .type = TB_FIELD_CODE,
      .flags = TB_FIELD_WANTED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .code_list = "project-kind" },
  [TB_PROJECT_ORIGIN] = { .name = "origin",
                          .label = N_ ("Where it came from"),
                          .section = PROJECT,
                          .type = TB_FIELD_CODE,
                          .flags = TB_FIELD_FILTER,
                          .code_list = "project-source" },
  [TB_PROJECT_ORIGIN_REF] = { .name = "origin_ref",
                              .label = N_ ("Reference of the source"),
                              .section = PROJECT,
                              .type = TB_FIELD_TEXT },
  [TB_PROJECT_STATE]
  = { .name = "state",
      .label = N_ ("State"),
      .section = PROJECT,
      .type = TB_FIELD_CODE,
      .flags = TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER | TB_FIELD_STATE,
      .code_list = "project-state",
      .merge = TB_MERGE_FURTHER },
  [TB_PROJECT_INITIATOR]
  = { .name = "initiator",
      .label = N_ ("Initiated by"),
      .section = PROJECT,
      .type = TB_FIELD_REFERENCE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .target = "organisation" },
  [TB_PROJECT_NEED] = { .name = "need",
                        .label = N_ ("Need"),
                        .section = NEED,
                        .type = TB_FIELD_TEXT,
                        .format = TB_FORMAT_MULTILINE,
                        .flags = TB_FIELD_WANTED },
  [TB_PROJECT_GOAL] = { .name = "goal",
                        .label = N_ ("Goal"),
                        .section = NEED,
                        .type = TB_FIELD_TEXT,
                        .format = TB_FORMAT_MULTILINE,
                        .flags = TB_FIELD_WANTED },
  [TB_PROJECT_TARGET_GROUP]
  = { .name = "target_group", .label = N_ ("For whom"), .section = NEED, .type = TB_FIELD_TEXT },
  [TB_PROJECT_LOCATION]
  = { .name = "location", .label = N_ ("Venue"), .section = NEED, .type = TB_FIELD_TEXT },
  [TB_PROJECT_TOWER] = { .name = "tower",
                         .label = N_ ("Tower"),
                         .section = NEED,
                         .type = TB_FIELD_REFERENCE,
                         .flags = TB_FIELD_FILTER,
                         .target = "tower" },
  [TB_PROJECT_EXPECTED_BENEFICIARIES] = { .name = "expected_beneficiaries",
                                          .label = N_ ("Expected beneficiaries"),
                                          .section = NEED,
                                          .type = TB_FIELD_INTEGER,
                                          .flags = TB_FIELD_WANTED },
  [TB_PROJECT_BUDGET] = { .name = "budget",
                          .label = N_ ("Budget (CNY)"),
                          .section = MEANS,
                          .type = TB_FIELD_MONEY,
                          .flags = TB_FIELD_SORTABLE },
  [TB_PROJECT_FUND_SOURCE] = { .name = "fund_source",
                               .label = N_ ("Source of funds"),
                               .section = MEANS,
                               .type = TB_FIELD_TEXT },
  [TB_PROJECT_NEED_PEOPLE] = { .name = "need_people",
                               .label = N_ ("People needed"),
                               .section = MEANS,
                               .type = TB_FIELD_INTEGER },
  [TB_PROJECT_NEED_SKILLS] = { .name = "need_skills",
                               .label = N_ ("Skills needed"),
                               .section = MEANS,
                               .type = TB_FIELD_TEXT },
  [TB_PROJECT_CLAIM_MODE] = { .name = "claim_mode",
                              .label = N_ ("How it is claimed"),
                              .section = CLAIMING,
                              .type = TB_FIELD_CODE,
                              .flags = TB_FIELD_FILTER,
                              .code_list = "claim-mode" },
  [TB_PROJECT_MAX_CLAIMANTS] = { .name = "max_claimants",
                                 .label = N_ ("Claimants at most"),
                                 .section = CLAIMING,
                                 .type = TB_FIELD_INTEGER },
  [TB_PROJECT_OPEN_FROM] = { .name = "open_from",
                             .label = N_ ("Open from"),
                             .section = CLAIMING,
                             .type = TB_FIELD_DATE,
                             .flags = TB_FIELD_WANTED },
  [TB_PROJECT_OPEN_TO] = { .name = "open_to",
                           .label = N_ ("Open to"),
                           .section = CLAIMING,
                           .type = TB_FIELD_DATE,
                           .flags = TB_FIELD_WANTED | TB_FIELD_SORTABLE },
  [TB_PROJECT_DUE_ON] = { .name = "due_on",
                          .label = N_ ("Due on"),
                          .section = CLAIMING,
                          .type = TB_FIELD_DATE,
                          .flags = TB_FIELD_WANTED | TB_FIELD_LISTED | TB_FIELD_SORTABLE },
  [TB_PROJECT_CONTACT] = { .name = "contact",
                           .label = N_ ("Contact"),
                           .section = CONTACT,
                           .type = TB_FIELD_TEXT,
                           .flags = TB_FIELD_WANTED,
                           .sensitivity = TB_SENSITIVITY_S1,
                           .merge = TB_MERGE_LATEST },
  [TB_PROJECT_PHONE] = { .name = "phone",
                         .label = N_ ("Phone"),
                         .section = CONTACT,
                         .type = TB_FIELD_TEXT,
                         .format = TB_FORMAT_PHONE,
                         .sensitivity = TB_SENSITIVITY_S2,
                         .merge = TB_MERGE_LATEST },
  [TB_PROJECT_PUBLISHED_ON] = { .name = "published_on",
                                .label = N_ ("Published on"),
                                .section = PROGRESS,
                                .type = TB_FIELD_DATE,
                                .flags = TB_FIELD_SORTABLE | TB_FIELD_KEPT,
                                .merge = TB_MERGE_LARGER },
  [TB_PROJECT_CLOSED_ON] = { .name = "closed_on",
                             .label = N_ ("Closed on"),
                             .section = PROGRESS,
                             .type = TB_FIELD_DATE,
                             .flags = TB_FIELD_KEPT,
                             .merge = TB_MERGE_LARGER },
  [TB_PROJECT_PROGRESS] = { .name = "progress",
                            .label = N_ ("Progress (%)"),
                            .section = PROGRESS,
                            .type = TB_FIELD_INTEGER,
                            .flags = TB_FIELD_LISTED | TB_FIELD_KEPT,
                            .merge = TB_MERGE_LARGER },
  [TB_PROJECT_EXTENSIONS] = { .name = "extensions",
                              .label = N_ ("Extensions"),
                              .section = PROGRESS,
                              .type = TB_FIELD_INTEGER,
                              .flags = TB_FIELD_KEPT,
                              .merge = TB_MERGE_LARGER },
  [TB_PROJECT_STATE_REASON] = { .name = "state_reason",
                                .label = N_ ("Reason"),
                                .section = PROGRESS,
                                .type = TB_FIELD_TEXT,
                                .flags = TB_FIELD_KEPT,
                                .merge = TB_MERGE_LATEST },
  [TB_PROJECT_REMARK] = TB_REMARK_FIELD,
  [TB_PROJECT_INCOMPLETE] = TB_INCOMPLETE_FIELD,
};

static void
check_claimants (TbRecord *record, TbFindings *findings)
{
  gint64 most = tb_record_get_int (record, TB_PROJECT_MAX_CLAIMANTS);

  if (!tb_record_has (record, TB_PROJECT_MAX_CLAIMANTS))
    return;

  if (most < 1)
    tb_findings_add (findings, TB_PROJECT_MAX_CLAIMANTS, TB_SEVERITY_ERROR, "no_claimants",
                     _ ("At least one must be able to claim a project."));
  else if (most > 1
           && g_strcmp0 (tb_record_get_text (record, TB_PROJECT_CLAIM_MODE), "exclusive") == 0)
    tb_findings_add (findings, TB_PROJECT_MAX_CLAIMANTS, TB_SEVERITY_ERROR, "claimants_many",
                     _ ("A project for one claimant cannot have %d."), (int)MIN (most, G_MAXINT));
}

/* Whether its results are still to come. */
static gboolean
is_awaited (TbRecord *record)
{
  static const char *const done[]
      = { "awaiting_acceptance", "accepted", "evaluated", "archived", "terminated", NULL };
  const char *state = tb_record_get_text (record, TB_PROJECT_STATE);

  return state == NULL || !g_strv_contains (done, state);
}

static void
check (TbRecord *record, TbDate today, TbFindings *findings)
{
  tb_rules_warn_if_reversed (record, TB_PROJECT_OPEN_FROM, TB_PROJECT_OPEN_TO, "open_reversed",
                             findings);
  tb_rules_warn_if_reversed (record, TB_PROJECT_OPEN_FROM, TB_PROJECT_DUE_ON, "due_before_open",
                             findings);
  if (is_awaited (record))
    tb_rules_warn_if_past (record, TB_PROJECT_DUE_ON, today, findings);
  tb_rules_check_range (record, TB_PROJECT_PROGRESS, 0, 100, findings);
  check_claimants (record, findings);
}

/* A draft is not yet judged by what a list of projects says of each. */
static gboolean
wants (TbRecord *record, guint field)
{
  const char *state = tb_record_get_text (record, TB_PROJECT_STATE);

  return g_strcmp0 (state, "terminated") != 0
         && (g_strcmp0 (state, "draft") != 0 || field == TB_PROJECT_CATEGORY
             || field == TB_PROJECT_NEED);
}

static const char *const subtitle_fields[] = { "code", "initiator", NULL };

/**
 * tb_project_is_over:
 * @project: a project
 *
 * Returns: whether nothing is done any more on the project
 */
gboolean
tb_project_is_over (TbRecord *project)
{
  static const char *const over[] = { "accepted", "evaluated", "archived", "terminated", NULL };
  const char *state = tb_record_get_text (project, TB_PROJECT_STATE);

  return state != NULL && g_strv_contains (over, state);
}

static gboolean
awaits (TbRecord *record, guint field)
{
  return field != TB_PROJECT_DUE_ON || !tb_project_is_over (record);
}

const TbRecordType tb_type_project = {
  .name = "project",
  .label = N_ ("Project"),
  .label_plural = N_ ("Projects"),
  .icon_name = "view-pin-symbolic",
  .number = 25,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = TB_PROJECT_TITLE,
  .subtitle_fields = subtitle_fields,
  .wants = wants,
  .awaits = awaits,
  .check = check,
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == TB_PROJECT_N_FIELDS);
