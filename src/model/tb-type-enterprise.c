/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-type-enterprise.h"

#include "tb-record-types.h"
#include "tb-record.h"

#define REGISTRATION N_ ("Registration")
#define PLACE N_ ("Premises")
#define PEOPLE N_ ("People in charge")
#define FIGURES N_ ("Size")
#define MEMBERS N_ ("Members found in the survey")
#define COVERAGE N_ ("Coverage")

static const TbField fields[] = {
  [TB_ENTERPRISE_NAME] = { .name = "name",
                           .label = N_ ("Name of the enterprise"),
                           .section = REGISTRATION,
                           .type = TB_FIELD_TEXT,
                           .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE,
                           .search = TB_SEARCH_NAME,
                           .sort_column = "name_key" },
  [TB_ENTERPRISE_NAME_KEY] = TB_SORT_KEY_FIELD ("name_key"),
  [TB_ENTERPRISE_SHORT_NAME] = { .name = "short_name",
                                 .label = N_ ("Short name"),
                                 .section = REGISTRATION,
                                 .type = TB_FIELD_TEXT,
                                 .search = TB_SEARCH_NAME },
  [TB_ENTERPRISE_CREDIT_CODE] = { .name = "credit_code",
                                  .label = N_ ("Unified social credit code"),
                                  .section = REGISTRATION,
                                  .type = TB_FIELD_TEXT,
                                  .format = TB_FORMAT_CREDIT_CODE,
                                  .flags = TB_FIELD_WANTED | TB_FIELD_UNIQUE | TB_FIELD_LISTED },
  [TB_ENTERPRISE_NO_CODE_REASON] = { .name = "no_code_reason",
                                     .label = N_ ("Why there is no code"),
                                     .section = REGISTRATION,
                                     .type = TB_FIELD_CODE,
                                     .code_list = "no-credit-code-reason" },
  [TB_ENTERPRISE_KIND] = { .name = "kind",
                           .label = N_ ("Kind of enterprise"),
                           .section = REGISTRATION,
                           .type = TB_FIELD_CODE,
                           .flags = TB_FIELD_FILTER,
                           .code_list = "enterprise-kind" },
  [TB_ENTERPRISE_OWNERSHIP] = { .name = "ownership",
                                .label = N_ ("Ownership"),
                                .section = REGISTRATION,
                                .type = TB_FIELD_CODE,
                                .flags = TB_FIELD_WANTED | TB_FIELD_FILTER,
                                .code_list = "ownership" },
  [TB_ENTERPRISE_INDUSTRY] = { .name = "industry",
                               .label = N_ ("Industry"),
                               .section = REGISTRATION,
                               .type = TB_FIELD_CODE,
                               .flags = TB_FIELD_WANTED | TB_FIELD_LISTED | TB_FIELD_FILTER,
                               .code_list = "industry" },
  [TB_ENTERPRISE_INDUSTRY_CLASS] = { .name = "industry_class",
                                     .label = N_ ("Division of industry"),
                                     .section = REGISTRATION,
                                     .type = TB_FIELD_TEXT },
  [TB_ENTERPRISE_BUSINESS] = { .name = "business",
                               .label = N_ ("Main business"),
                               .section = REGISTRATION,
                               .type = TB_FIELD_TEXT },
  [TB_ENTERPRISE_ESTABLISHED_ON] = { .name = "established_on",
                                     .label = N_ ("Established on"),
                                     .section = REGISTRATION,
                                     .type = TB_FIELD_DATE,
                                     .flags = TB_FIELD_NOT_FUTURE | TB_FIELD_SORTABLE },
  [TB_ENTERPRISE_CAPITAL] = { .name = "capital",
                              .label = N_ ("Registered capital (10,000)"),
                              .section = REGISTRATION,
                              .type = TB_FIELD_DECIMAL },
  [TB_ENTERPRISE_CAPITAL_CURRENCY] = { .name = "capital_currency",
                                       .label = N_ ("Currency of the capital"),
                                       .section = REGISTRATION,
                                       .type = TB_FIELD_CODE,
                                       .code_list = "currency" },
  [TB_ENTERPRISE_STATUS] = { .name = "status",
                             .label = N_ ("State of the enterprise"),
                             .section = REGISTRATION,
                             .type = TB_FIELD_CODE,
                             .flags = TB_FIELD_FILTER,
                             .code_list = "enterprise-status" },

  [TB_ENTERPRISE_TOWER] = { .name = "tower",
                            .label = N_ ("Tower"),
                            .section = PLACE,
                            .type = TB_FIELD_REFERENCE,
                            .flags = TB_FIELD_SORTABLE | TB_FIELD_FILTER,
                            .target = "tower" },
  [TB_ENTERPRISE_OFFICE] = { .name = "office",
                             .label = N_ ("Office"),
                             .section = PLACE,
                             .type = TB_FIELD_REFERENCE,
                             .flags = TB_FIELD_WANTED | TB_FIELD_LISTED | TB_FIELD_SORTABLE,
                             .search = TB_SEARCH_NUMBER,
                             .target = "unit" },
  [TB_ENTERPRISE_ADDRESS] = { .name = "address",
                              .label = N_ ("Business address"),
                              .section = PLACE,
                              .type = TB_FIELD_TEXT },
  [TB_ENTERPRISE_STREET] = { .name = "street",
                             .label = N_ ("Street and community"),
                             .section = PLACE,
                             .type = TB_FIELD_TEXT },
  [TB_ENTERPRISE_REGISTERED_ADDRESS] = { .name = "registered_address",
                                         .label = N_ ("Registered address"),
                                         .section = PLACE,
                                         .type = TB_FIELD_TEXT },

  [TB_ENTERPRISE_REPRESENTATIVE] = { .name = "representative",
                                     .label = N_ ("Legal representative"),
                                     .section = PEOPLE,
                                     .type = TB_FIELD_TEXT,
                                     .format = TB_FORMAT_PERSON_NAME,
                                     .flags = TB_FIELD_WANTED,
                                     .sensitivity = TB_SENSITIVITY_S1 },
  [TB_ENTERPRISE_REPRESENTATIVE_ROLE] = { .name = "representative_role",
                                          .label = N_ ("Role of the representative"),
                                          .section = PEOPLE,
                                          .type = TB_FIELD_CODE,
                                          .sensitivity = TB_SENSITIVITY_S1,
                                          .code_list = "legal-role" },
  [TB_ENTERPRISE_REPRESENTATIVE_POLITICAL]
  = { .name = "representative_political",
      .label = N_ ("Representative’s political affiliation"),
      .section = PEOPLE,
      .type = TB_FIELD_CODE,
      .sensitivity = TB_SENSITIVITY_S1,
      .code_list = "political-status" },
  [TB_ENTERPRISE_REPRESENTATIVE_DUTY] = { .name = "representative_duty",
                                          .label = N_ ("Representative’s public office"),
                                          .section = PEOPLE,
                                          .type = TB_FIELD_CODE,
                                          .sensitivity = TB_SENSITIVITY_S1,
                                          .code_list = "social-post" },
  [TB_ENTERPRISE_REPRESENTATIVE_PHONE] = { .name = "representative_phone",
                                           .label = N_ ("Representative’s phone"),
                                           .section = PEOPLE,
                                           .type = TB_FIELD_TEXT,
                                           .format = TB_FORMAT_PHONE,
                                           .sensitivity = TB_SENSITIVITY_S2,
                                           .merge = TB_MERGE_LATEST },
  [TB_ENTERPRISE_CONTACT] = { .name = "contact",
                              .label = N_ ("Contact person"),
                              .section = PEOPLE,
                              .type = TB_FIELD_TEXT,
                              .format = TB_FORMAT_PERSON_NAME,
                              .flags = TB_FIELD_WANTED | TB_FIELD_LISTED,
                              .sensitivity = TB_SENSITIVITY_S1,
                              .merge = TB_MERGE_LATEST },
  [TB_ENTERPRISE_CONTACT_PHONE] = { .name = "contact_phone",
                                    .label = N_ ("Contact person’s phone"),
                                    .section = PEOPLE,
                                    .type = TB_FIELD_TEXT,
                                    .format = TB_FORMAT_PHONE,
                                    .flags = TB_FIELD_WANTED,
                                    .sensitivity = TB_SENSITIVITY_S2,
                                    .merge = TB_MERGE_LATEST,
                                    .search = TB_SEARCH_NUMBER },

  [TB_ENTERPRISE_HEADCOUNT] = { .name = "headcount",
                                .label = N_ ("Employees"),
                                .section = FIGURES,
                                .type = TB_FIELD_INTEGER,
                                .flags = TB_FIELD_WANTED | TB_FIELD_LISTED | TB_FIELD_SORTABLE,
                                .merge = TB_MERGE_LATEST },
  [TB_ENTERPRISE_WOMEN_COUNT] = { .name = "women_count",
                                  .label = N_ ("Women among them"),
                                  .section = FIGURES,
                                  .type = TB_FIELD_INTEGER,
                                  .merge = TB_MERGE_LATEST },
  [TB_ENTERPRISE_YOUNG_COUNT] = { .name = "young_count",
                                  .label = N_ ("Under 35 among them"),
                                  .section = FIGURES,
                                  .type = TB_FIELD_INTEGER,
                                  .merge = TB_MERGE_LATEST },
  [TB_ENTERPRISE_COLLEGE_COUNT] = { .name = "college_count",
                                    .label = N_ ("With college education among them"),
                                    .section = FIGURES,
                                    .type = TB_FIELD_INTEGER,
                                    .merge = TB_MERGE_LATEST },
  [TB_ENTERPRISE_COUNTED_ON] = { .name = "counted_on",
                                 .label = N_ ("Counted on"),
                                 .section = FIGURES,
                                 .type = TB_FIELD_DATE,
                                 .flags = TB_FIELD_NOT_FUTURE,
                                 .merge = TB_MERGE_LATEST },
  [TB_ENTERPRISE_REVENUE] = { .name = "revenue",
                              .label = N_ ("Yearly revenue (10,000 yuan)"),
                              .section = FIGURES,
                              .type = TB_FIELD_DECIMAL,
                              .sensitivity = TB_SENSITIVITY_S1,
                              .merge = TB_MERGE_LATEST },
  [TB_ENTERPRISE_REVENUE_YEAR] = { .name = "revenue_year",
                                   .label = N_ ("Year of the revenue"),
                                   .section = FIGURES,
                                   .type = TB_FIELD_INTEGER,
                                   .merge = TB_MERGE_LATEST },
  [TB_ENTERPRISE_ABOVE_SCALE] = { .name = "above_scale",
                                  .label = N_ ("Above scale"),
                                  .section = FIGURES,
                                  .type = TB_FIELD_BOOLEAN,
                                  .flags = TB_FIELD_FILTER },
  [TB_ENTERPRISE_ABOVE_SCALE_BASIS] = { .name = "above_scale_basis",
                                        .label = N_ ("Basis of “above scale”"),
                                        .section = FIGURES,
                                        .type = TB_FIELD_CODE,
                                        .code_list = "above-scale-basis" },
  [TB_ENTERPRISE_ABOVE_SCALE_YEAR] = { .name = "above_scale_year",
                                       .label = N_ ("Year of “above scale”"),
                                       .section = FIGURES,
                                       .type = TB_FIELD_INTEGER },

  [TB_ENTERPRISE_MEMBER_COUNT] = { .name = "member_count",
                                   .label = N_ ("Party members"),
                                   .section = MEMBERS,
                                   .type = TB_FIELD_INTEGER,
                                   .flags = TB_FIELD_LISTED | TB_FIELD_SORTABLE,
                                   .merge = TB_MERGE_LATEST },
  [TB_ENTERPRISE_PROBATIONARY_COUNT] = { .name = "probationary_count",
                                         .label = N_ ("Probationary members"),
                                         .section = MEMBERS,
                                         .type = TB_FIELD_INTEGER,
                                         .merge = TB_MERGE_LATEST },
  [TB_ENTERPRISE_RELATION_HERE_COUNT] = { .name = "relation_here_count",
                                          .label = N_ ("With their relation here"),
                                          .section = MEMBERS,
                                          .type = TB_FIELD_INTEGER,
                                          .merge = TB_MERGE_LATEST },
  [TB_ENTERPRISE_RELATION_ELSEWHERE_COUNT] = { .name = "relation_elsewhere_count",
                                               .label = N_ ("With their relation elsewhere"),
                                               .section = MEMBERS,
                                               .type = TB_FIELD_INTEGER,
                                               .merge = TB_MERGE_LATEST },
  [TB_ENTERPRISE_CANDIDATE_COUNT] = { .name = "candidate_count",
                                      .label = N_ ("Candidates for development"),
                                      .section = MEMBERS,
                                      .type = TB_FIELD_INTEGER,
                                      .merge = TB_MERGE_LATEST },
  [TB_ENTERPRISE_ACTIVIST_COUNT] = { .name = "activist_count",
                                     .label = N_ ("Activists"),
                                     .section = MEMBERS,
                                     .type = TB_FIELD_INTEGER,
                                     .merge = TB_MERGE_LATEST },
  [TB_ENTERPRISE_APPLICANT_COUNT] = { .name = "applicant_count",
                                      .label = N_ ("Applicants"),
                                      .section = MEMBERS,
                                      .type = TB_FIELD_INTEGER,
                                      .merge = TB_MERGE_LATEST },

  [TB_ENTERPRISE_COVERAGE]
  = { .name = "coverage",
      .label = N_ ("Kind of coverage"),
      .section = COVERAGE,
      .type = TB_FIELD_CODE,
      .flags = TB_FIELD_WANTED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .code_list = "coverage" },
  [TB_ENTERPRISE_COVERAGE_APPROVED_BY] = { .name = "coverage_approved_by",
                                           .label = N_ ("Coverage approved by"),
                                           .section = COVERAGE,
                                           .type = TB_FIELD_TEXT },
  [TB_ENTERPRISE_COVERAGE_DOCUMENT] = { .name = "coverage_document",
                                        .label = N_ ("Number of the approval"),
                                        .section = COVERAGE,
                                        .type = TB_FIELD_TEXT },
  [TB_ENTERPRISE_ORGANISATION] = { .name = "organisation",
                                   .label = N_ ("Covering organisation"),
                                   .section = COVERAGE,
                                   .type = TB_FIELD_REFERENCE,
                                   .flags = TB_FIELD_SORTABLE | TB_FIELD_FILTER,
                                   .target = "organisation" },
  [TB_ENTERPRISE_NO_ORGANISATION_REASON] = { .name = "no_organisation_reason",
                                             .label = N_ ("Why there is no organisation"),
                                             .section = COVERAGE,
                                             .type = TB_FIELD_CODE,
                                             .code_list = "no-branch-reason" },
  [TB_ENTERPRISE_PLANNED_ON] = { .name = "planned_on",
                                 .label = N_ ("To be set up on"),
                                 .section = COVERAGE,
                                 .type = TB_FIELD_DATE },
  [TB_ENTERPRISE_INSTRUCTOR] = { .name = "instructor",
                                 .label = N_ ("Party-building instructor"),
                                 .section = COVERAGE,
                                 .type = TB_FIELD_TEXT,
                                 .format = TB_FORMAT_PERSON_NAME,
                                 .sensitivity = TB_SENSITIVITY_S1 },
  [TB_ENTERPRISE_INSTRUCTOR_UNIT] = { .name = "instructor_unit",
                                      .label = N_ ("Instructor’s unit"),
                                      .section = COVERAGE,
                                      .type = TB_FIELD_TEXT },
  [TB_ENTERPRISE_INSTRUCTOR_PHONE] = { .name = "instructor_phone",
                                       .label = N_ ("Instructor’s phone"),
                                       .section = COVERAGE,
                                       .type = TB_FIELD_TEXT,
                                       .format = TB_FORMAT_PHONE,
                                       .sensitivity = TB_SENSITIVITY_S2,
                                       .merge = TB_MERGE_LATEST },
  [TB_ENTERPRISE_INSTRUCTOR_FULL_TIME] = { .name = "instructor_full_time",
                                           .label = N_ ("Full-time instructor"),
                                           .section = COVERAGE,
                                           .type = TB_FIELD_BOOLEAN },
  [TB_ENTERPRISE_VISIT_FREQUENCY] = { .name = "visit_frequency",
                                      .label = N_ ("Frequency of visits"),
                                      .section = COVERAGE,
                                      .type = TB_FIELD_TEXT,
                                      .merge = TB_MERGE_LATEST },
  [TB_ENTERPRISE_TRADE_UNION] = { .name = "trade_union",
                                  .label = N_ ("Trade union"),
                                  .section = COVERAGE,
                                  .type = TB_FIELD_CODE,
                                  .code_list = "mass-organisation" },
  [TB_ENTERPRISE_YOUTH_LEAGUE] = { .name = "youth_league",
                                   .label = N_ ("Youth League organisation"),
                                   .section = COVERAGE,
                                   .type = TB_FIELD_CODE,
                                   .code_list = "mass-organisation" },
  [TB_ENTERPRISE_WOMENS_FEDERATION] = { .name = "womens_federation",
                                        .label = N_ ("Women’s federation"),
                                        .section = COVERAGE,
                                        .type = TB_FIELD_CODE,
                                        .code_list = "mass-organisation" },

  [TB_ENTERPRISE_REMARK] = TB_REMARK_FIELD,
  [TB_ENTERPRISE_INCOMPLETE] = TB_INCOMPLETE_FIELD,
};

static const char *const coverage_carried[][2] = { { "coverage_approved_by", "approved_by" },
                                                   { "coverage_document", "document" },
                                                   { NULL, NULL } };

static const TbHistoryRule history[] = {
  { .field = "coverage",
    .history_type = "coverage",
    .owner_field = "enterprise",
    .value_field = "coverage",
    .carried = coverage_carried },
  { .field = "office",
    .history_type = "tenancy",
    .owner_field = "enterprise",
    .value_field = "unit",
    .from_start = TRUE },
  { .field = NULL },
};

/* An enterprise that has no code says why. */
static gboolean
wants (TbRecord *record, guint field)
{
  return field != TB_ENTERPRISE_CREDIT_CODE
         || !tb_record_has (record, TB_ENTERPRISE_NO_CODE_REASON);
}

/* Which two characters the codes of these kinds begin with (GB 32100, R-DQ-09). */
static const struct
{
  const char *kind;
  const char *prefix;
} code_prefixes[] = {
  { "limited", "91" },
  { "joint_stock", "91" },
  { "foreign", "91" },
  { "hk_macau_taiwan", "91" },
  { "partnership", "91" },
  { "sole_proprietor", "91" },
  { "individual_business", "92" },
  { "private_non_enterprise", "52" },
  { "social_group", "51" },
  { "foundation", "53" },
  { "law_firm", "31" },
};

static void
check_kind (TbRecord *record, TbFindings *findings)
{
  const char *kind = tb_record_get_text (record, TB_ENTERPRISE_KIND);
  const char *code = tb_record_get_text (record, TB_ENTERPRISE_CREDIT_CODE);

  if (kind == NULL || code == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (code_prefixes); i++)
    {
      if (strcmp (code_prefixes[i].kind, kind) == 0
          && !g_str_has_prefix (code, code_prefixes[i].prefix))
        tb_findings_add (findings, TB_ENTERPRISE_KIND, TB_SEVERITY_WARNING, "uscc_enterprise_kind",
                         _ ("The kind of enterprise does not fit its unified social credit code, "
                            "which should begin with %s."),
                         code_prefixes[i].prefix);
    }
}

static void
check_counts (TbRecord *record, TbFindings *findings)
{
  static const TbEnterpriseField parts[] = {
    TB_ENTERPRISE_WOMEN_COUNT,
    TB_ENTERPRISE_YOUNG_COUNT,
    TB_ENTERPRISE_COLLEGE_COUNT,
    TB_ENTERPRISE_MEMBER_COUNT,
  };

  if (!tb_record_has (record, TB_ENTERPRISE_HEADCOUNT))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (tb_record_has (record, parts[i])
          && tb_record_get_int (record, parts[i])
                 > tb_record_get_int (record, TB_ENTERPRISE_HEADCOUNT))
        tb_findings_add (findings, parts[i], TB_SEVERITY_WARNING, "count_too_large",
                         _ ("“%s” is more than the number of employees."),
                         _ (fields[parts[i]].label));
    }
}

static void
check (TbRecord *record, TbDate today, TbFindings *findings)
{
  check_kind (record, findings);
  check_counts (record, findings);
}

static const char *const subtitle_fields[] = { "office", "credit_code", NULL };

const TbRecordType tb_type_enterprise = {
  .name = "enterprise",
  .label = N_ ("Enterprise"),
  .label_plural = N_ ("Enterprises"),
  .icon_name = "tb-enterprise-symbolic",
  .number = 6,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = TB_ENTERPRISE_NAME,
  .subtitle_fields = subtitle_fields,
  .wants = wants,
  .check = check,
  .history = history,
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == TB_ENTERPRISE_N_FIELDS);
