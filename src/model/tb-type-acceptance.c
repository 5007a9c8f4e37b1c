/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-type-acceptance.h"

#include "tb-rules.h"
#include "tb-record-types.h"
#include "tb-text.h"

#define ACCEPTANCE N_ ("Acceptance")
#define RESULT N_ ("Result")

static const TbField fields[] = {
  [TB_ACCEPTANCE_CLAIM]
  = { .name = "claim",
      .label = N_ ("Claim"),
      .section = ACCEPTANCE,
      .type = TB_FIELD_REFERENCE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_FILTER,
      .target = "claim" },
  [TB_ACCEPTANCE_ON]
  = { .name = "on",
      .label = N_ ("Date"),
      .section = ACCEPTANCE,
      .type = TB_FIELD_DATE,
      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_SORTABLE | TB_FIELD_NOT_FUTURE },
  [TB_ACCEPTANCE_FIRST_ACCEPTOR] = { .name = "first_acceptor",
                                     .label = N_ ("First acceptor"),
                                     .section = ACCEPTANCE,
                                     .type = TB_FIELD_TEXT,
                                     .format = TB_FORMAT_PERSON_NAME,
                                     .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED,
                                     .sensitivity = TB_SENSITIVITY_S1 },
  [TB_ACCEPTANCE_SECOND_ACCEPTOR] = { .name = "second_acceptor",
                                      .label = N_ ("Second acceptor"),
                                      .section = ACCEPTANCE,
                                      .type = TB_FIELD_TEXT,
                                      .format = TB_FORMAT_PERSON_NAME,
                                      .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED,
                                      .sensitivity = TB_SENSITIVITY_S1 },
  [TB_ACCEPTANCE_OTHER_ACCEPTORS] = { .name = "other_acceptors",
                                      .label = N_ ("Other acceptors"),
                                      .section = ACCEPTANCE,
                                      .type = TB_FIELD_TEXT,
                                      .sensitivity = TB_SENSITIVITY_S1 },
  [TB_ACCEPTANCE_CRITERIA] = { .name = "criteria",
                               .label = N_ ("Criteria"),
                               .section = ACCEPTANCE,
                               .type = TB_FIELD_TEXT,
                               .format = TB_FORMAT_MULTILINE,
                               .flags = TB_FIELD_WANTED },
  [TB_ACCEPTANCE_RESULT] = { .name = "result",
                             .label = N_ ("Result"),
                             .section = RESULT,
                             .type = TB_FIELD_CODE,
                             .flags = TB_FIELD_REQUIRED | TB_FIELD_LISTED | TB_FIELD_FILTER,
                             .code_list = "acceptance-result" },
  [TB_ACCEPTANCE_OPINION] = { .name = "opinion",
                              .label = N_ ("Opinion"),
                              .section = RESULT,
                              .type = TB_FIELD_TEXT,
                              .format = TB_FORMAT_MULTILINE },
  [TB_ACCEPTANCE_REWORK_DUE] = { .name = "rework_due",
                                 .label = N_ ("Rework due on"),
                                 .section = RESULT,
                                 .type = TB_FIELD_DATE },
  [TB_ACCEPTANCE_REMARK] = TB_REMARK_FIELD,
  [TB_ACCEPTANCE_INCOMPLETE] = TB_INCOMPLETE_FIELD,
};

static char *
dup_title (TbRecord *record)
{
  return tb_rules_dup_joined_title (record, TB_ACCEPTANCE_CLAIM, TB_ACCEPTANCE_RESULT);
}

/* The four-eyes rule of an acceptance (domain model §1.9). */
static void
check (TbRecord *record, TbDate today, TbFindings *findings)
{
  const char *first = tb_record_get_text (record, TB_ACCEPTANCE_FIRST_ACCEPTOR);
  const char *second = tb_record_get_text (record, TB_ACCEPTANCE_SECOND_ACCEPTOR);
  g_autofree char *first_folded = first != NULL ? tb_text_fold (first) : NULL;
  g_autofree char *second_folded = second != NULL ? tb_text_fold (second) : NULL;

  if (first != NULL && g_strcmp0 (first_folded, second_folded) == 0)
    tb_findings_add (findings, TB_ACCEPTANCE_SECOND_ACCEPTOR, TB_SEVERITY_ERROR, "one_acceptor",
                     _ ("Two different people accept a result."));
  if (g_strcmp0 (tb_record_get_text (record, TB_ACCEPTANCE_RESULT), "rework") == 0
      && !tb_record_has (record, TB_ACCEPTANCE_REWORK_DUE))
    tb_findings_add (findings, TB_ACCEPTANCE_REWORK_DUE, TB_SEVERITY_WARNING, "rework_without_date",
                     _ ("Say by when the rework is to be done."));
}

static const char *const subtitle_fields[] = { "claim", "result", NULL };

const TbRecordType tb_type_acceptance = {
  .name = "acceptance",
  .label = N_ ("Acceptance"),
  .label_plural = N_ ("Acceptances"),
  .icon_name = "object-select-symbolic",
  .number = 30,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .title_field = TB_ACCEPTANCE_ON,
  .subtitle_fields = subtitle_fields,
  .dup_title = dup_title,
  .check = check,
};

G_STATIC_ASSERT (G_N_ELEMENTS (fields) == TB_ACCEPTANCE_N_FIELDS);
