/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-type-organisation.h"

#include "tb-rules.h"
#include "tb-record-types.h"

#define ORGANISATION N_ ("Organisation")
#define FOUNDATION N_ ("Foundation")
#define TERM N_ ("Term of office")
#define CONTACT N_ ("Contact")
#define ASSESSMENT N_ ("Assessment")

static const TbField fields[] = {
  [TB_ORGANISATION_NAME] = { .name = "name",
                             .label = N_ ("Full name"),
                             .section = ORGANISATION,
                             .type = TB_FIELD_TEXT,
                             .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE,
                             .search = TB_SEARCH_NAME,
                             .sort_column = "name_key" },
  [TB_ORGANISATION_NAME_KEY] = TB_SORT_KEY_FIELD ("name_key"),
  [TB_ORGANISATION_SHORT_NAME] = { .name = "short_name",
                                   .label = N_ ("Short name"),
                                   .section = ORGANISATION,
                                   .type = TB_FIELD_TEXT,
                                   .flags = TB_FIELD_LISTED,
                                   .search = TB_SEARCH_NAME },
  [TB_ORGANISATION_CODE] = { .name = "code",
                             .label = N_ ("Organisation number"),
                             .section = ORGANISATION,
                             .type = TB_FIELD_TEXT,
                             .flags = TB_FIELD_UNIQUE,
                             .search = TB_SEARCH_NUMBER },
  [TB_ORGANISATION_KIND]
  = { .name = "kind",
      .label = N_ ("Kind of organisation"),
      .section = ORGANISATION,
      .type = TB_FIELD_CODE,
      .flags = TB_FIELD_WANTED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .code_list = "organisation-kind" },
  [TB_ORGANISATION_AFFILIATING] = { .name = "affiliating",
                                    .label = N_ ("Holds formal relations"),
                                    .section = ORGANISATION,
                                    .type = TB_FIELD_BOOLEAN,
                                    .flags = TB_FIELD_FILTER },
  [TB_ORGANISATION_PARENT] = { .name = "parent",
                               .label = N_ ("Superior organisation"),
                               .section = ORGANISATION,
                               .type = TB_FIELD_REFERENCE,
                               .flags = TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
                               .target = "organisation" },
  [TB_ORGANISATION_TOWER] = { .name = "tower",
                              .label = N_ ("Tower"),
                              .section = ORGANISATION,
                              .type = TB_FIELD_REFERENCE,
                              .flags = TB_FIELD_SORTABLE | TB_FIELD_FILTER,
                              .target = "tower" },
  [TB_ORGANISATION_ENTERPRISE] = { .name = "enterprise",
                                   .label = N_ ("Enterprise"),
                                   .section = ORGANISATION,
                                   .type = TB_FIELD_REFERENCE,
                                   .flags = TB_FIELD_SORTABLE | TB_FIELD_FILTER,
                                   .target = "enterprise" },
  [TB_ORGANISATION_STREET] = { .name = "street",
                               .label = N_ ("Street"),
                               .section = ORGANISATION,
                               .type = TB_FIELD_CODE,
                               .flags = TB_FIELD_FILTER,
                               .code_list = "street" },
  [TB_ORGANISATION_STATUS] = { .name = "status",
                               .label = N_ ("State of the organisation"),
                               .section = ORGANISATION,
                               .type = TB_FIELD_CODE,
                               .flags = TB_FIELD_FILTER,
                               .code_list = "organisation-status" },
  [TB_ORGANISATION_PURPOSE] = { .name = "purpose",
                                .label = N_ ("Purpose"),
                                .section = ORGANISATION,
                                .type = TB_FIELD_TEXT,
                                .format = TB_FORMAT_MULTILINE },
  [TB_ORGANISATION_ESTABLISHED_ON]
  = { .name = "established_on",
      .label = N_ ("Established on"),
      .section = FOUNDATION,
      .type = TB_FIELD_DATE,
      .flags = TB_FIELD_WANTED | TB_FIELD_SORTABLE | TB_FIELD_NOT_FUTURE },
  [TB_ORGANISATION_APPROVED_BY] = { .name = "approved_by",
                                    .label = N_ ("Approved by"),
                                    .section = FOUNDATION,
                                    .type = TB_FIELD_REFERENCE,
                                    .target = "organisation" },
  [TB_ORGANISATION_APPROVAL_DOCUMENT] = { .name = "approval_document",
                                          .label = N_ ("Number of the approval"),
                                          .section = FOUNDATION,
                                          .type = TB_FIELD_TEXT },
  [TB_ORGANISATION_CAN_APPROVE_PROBATIONARY] = { .name = "can_approve_probationary",
                                                 .label = N_ ("May approve probationary members"),
                                                 .section = FOUNDATION,
                                                 .type = TB_FIELD_BOOLEAN },
  [TB_ORGANISATION_CAN_TRANSFER_NATIONWIDE] = { .name = "can_transfer_nationwide",
                                                .label = N_ ("May transfer members nationwide"),
                                                .section = FOUNDATION,
                                                .type = TB_FIELD_BOOLEAN },
  [TB_ORGANISATION_TERM_YEARS] = { .name = "term_years",
                                   .label = N_ ("Length of a term (years)"),
                                   .section = TERM,
                                   .type = TB_FIELD_INTEGER },
  [TB_ORGANISATION_ELECTED_ON] = { .name = "elected_on",
                                   .label = N_ ("Elected on"),
                                   .section = TERM,
                                   .type = TB_FIELD_DATE,
                                   .flags = TB_FIELD_SORTABLE | TB_FIELD_NOT_FUTURE },
  [TB_ORGANISATION_TERM_ENDS_ON] = { .name = "term_ends_on",
                                     .label = N_ ("Term ends on"),
                                     .section = TERM,
                                     .type = TB_FIELD_DATE,
                                     .flags = TB_FIELD_LISTED | TB_FIELD_SORTABLE },
  [TB_ORGANISATION_EXTENDED_TO] = { .name = "extended_to",
                                    .label = N_ ("Term extended to"),
                                    .section = TERM,
                                    .type = TB_FIELD_DATE,
                                    .merge = TB_MERGE_LARGER },
  [TB_ORGANISATION_THEME_DAY] = { .name = "theme_day",
                                  .label = N_ ("Theme Party Day (day of the month)"),
                                  .section = CONTACT,
                                  .type = TB_FIELD_INTEGER },
  [TB_ORGANISATION_ADDRESS] = { .name = "address",
                                .label = N_ ("Address"),
                                .section = CONTACT,
                                .type = TB_FIELD_TEXT,
                                .merge = TB_MERGE_LATEST },
  [TB_ORGANISATION_VENUE] = { .name = "venue",
                              .label = N_ ("Meeting place"),
                              .section = CONTACT,
                              .type = TB_FIELD_TEXT,
                              .merge = TB_MERGE_LATEST },
  [TB_ORGANISATION_CONTACT] = { .name = "contact",
                                .label = N_ ("Contact person"),
                                .section = CONTACT,
                                .type = TB_FIELD_TEXT,
                                .format = TB_FORMAT_PERSON_NAME,
                                .sensitivity = TB_SENSITIVITY_S1,
                                .merge = TB_MERGE_LATEST },
  [TB_ORGANISATION_PHONE] = { .name = "phone",
                              .label = N_ ("Phone"),
                              .section = CONTACT,
                              .type = TB_FIELD_TEXT,
                              .format = TB_FORMAT_PHONE,
                              .sensitivity = TB_SENSITIVITY_S1,
                              .merge = TB_MERGE_LATEST },
  [TB_ORGANISATION_POSTCODE] = { .name = "postcode",
                                 .label = N_ ("Postcode"),
                                 .section = CONTACT,
                                 .type = TB_FIELD_TEXT,
                                 .merge = TB_MERGE_LATEST },
  [TB_ORGANISATION_FAX] = { .name = "fax",
                            .label = N_ ("Fax"),
                            .section = CONTACT,
                            .type = TB_FIELD_TEXT,
                            .format = TB_FORMAT_PHONE,
                            .merge = TB_MERGE_LATEST },
  [TB_ORGANISATION_GRADE] = { .name = "grade",
                              .label = N_ ("Grade"),
                              .section = ASSESSMENT,
                              .type = TB_FIELD_CODE,
                              .flags = TB_FIELD_FILTER,
                              .code_list = "grade" },
  [TB_ORGANISATION_GRADE_YEAR] = { .name = "grade_year",
                                   .label = N_ ("Year of the grade"),
                                   .section = ASSESSMENT,
                                   .type = TB_FIELD_INTEGER },
  [TB_ORGANISATION_REMARK] = TB_REMARK_FIELD,
  [TB_ORGANISATION_INCOMPLETE] = TB_INCOMPLETE_FIELD,
};

/* Members of these keep their formal branch (domain model §1.3). */
static gboolean
holds_relations (const char *kind)
{
  static const char *const without[]
      = { "temporary_branch", "functional_branch", "interest_group", "member_household", NULL };

  return !g_strv_contains (without, kind);
}

static void
derive (TbRecord *record)
{
  const char *kind = tb_record_get_text (record, TB_ORGANISATION_KIND);
  const char *elected_on = tb_record_get_text (record, TB_ORGANISATION_ELECTED_ON);
  gint64 years = tb_record_get_int (record, TB_ORGANISATION_TERM_YEARS);
  char iso[TB_DATE_ISO_SIZE];
  TbDate elected;

  if (kind != NULL && !tb_record_has (record, TB_ORGANISATION_AFFILIATING))
    tb_record_set_int (record, TB_ORGANISATION_AFFILIATING, holds_relations (kind));

  if (elected_on != NULL && years > 0 && years <= 10
      && !tb_record_has (record, TB_ORGANISATION_TERM_ENDS_ON)
      && tb_date_from_iso (elected_on, &elected))
    tb_record_set_text (record, TB_ORGANISATION_TERM_ENDS_ON,
                        tb_date_to_iso (tb_date_add_months (elected, (int)years * 12), iso));
}

/* R-DQ-08 */
static void
check (TbRecord *record, TbDate today, TbFindings *findings)
{
  gint64 theme_day = tb_record_get_int (record, TB_ORGANISATION_THEME_DAY);

  tb_rules_warn_if_reversed (record, TB_ORGANISATION_ELECTED_ON, TB_ORGANISATION_TERM_ENDS_ON,
                             "term_before_election", findings);
  tb_rules_warn_if_reversed (record, TB_ORGANISATION_TERM_ENDS_ON, TB_ORGANISATION_EXTENDED_TO,
                             "extension_before_end", findings);

  if (tb_record_has (record, TB_ORGANISATION_THEME_DAY) && (theme_day < 1 || theme_day > 31))
    tb_findings_add (findings, TB_ORGANISATION_THEME_DAY, TB_SEVERITY_WARNING, "day_of_month",
                     _ ("The Theme Party Day must be a day of the month, from 1 to 31."));
}

static const char *const subtitle_fields[] = { "kind", "parent", NULL };

const TbRecordType tb_type_organisation = {
  .name = "organisation",
  .label = N_ ("Party organisation"),
  .label_plural = N_ ("Party organisations"),
  .icon_name = "tb-organisation-symbolic",
  .number = 9,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = TB_ORGANISATION_NAME,
  .subtitle_fields = subtitle_fields,
  .derive = derive,
  .check = check,
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == TB_ORGANISATION_N_FIELDS);
