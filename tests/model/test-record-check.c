/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-record-type.h"

#include "tb-record.h"
#include "tb-test.h"
#include "tb-type-enterprise.h"
#include "tb-type-organisation.h"
#include "tb-type-person.h"
#include "tb-type-tenancy.h"

#define MAX_VALUES 5

typedef struct
{
  guint field;
  const char *typed; /* NULL ends the list */
} Typed;

typedef struct
{
  Typed values[MAX_VALUES + 1];
  const char *code; /* NULL: nothing is found */
  TbSeverity severity;
} Case;

static const TbDate today = { .year = 2026, .month = 11, .day = 22 };

static char *
dup_codes (TbFindings *findings)
{
  GString *codes = g_string_new (NULL);

  for (guint i = 0; i < tb_findings_get_n (findings); i++)
    g_string_append_printf (codes, "%s ", tb_findings_get (findings, i)->code);
  return g_string_free_and_steal (codes);
}

static void
assert_found (const TbRecordType *type, const Case *expected)
{
  g_autoptr (TbRecord) record = tb_record_new (type);
  g_autoptr (TbFindings) findings = tb_findings_new ();
  g_autofree char *codes = NULL;

  for (const Typed *value = expected->values; value->typed != NULL; value++)
    {
      g_autoptr (GError) error = NULL;

      tb_record_parse (record, value->field, value->typed, &error);
      g_assert_no_error (error);
    }
  tb_record_type_derive (record);
  tb_record_type_check (record, today, findings);

  codes = dup_codes (findings);
  g_test_message ("expected %s, found %s", expected->code != NULL ? expected->code : "nothing",
                  codes);
  if (expected->code == NULL)
    {
      g_assert_cmpuint (tb_findings_get_n (findings), ==, 0);
      return;
    }
  g_assert_cmpuint (tb_findings_get_n (findings), ==, 1);
  g_assert_cmpstr (tb_findings_get (findings, 0)->code, ==, expected->code);
  g_assert_cmpint (tb_findings_get (findings, 0)->severity, ==, expected->severity);
  g_assert_cmpstr (tb_findings_get (findings, 0)->message, !=, "");
  g_assert_cmpint (tb_findings_has_errors (findings), ==, expected->severity == TB_SEVERITY_ERROR);
}

static void
test_person (void)
{
  static const Case cases[] = {
    { { { TB_PERSON_NAME, "李雷" } }, NULL, 0 },
    { { { TB_PERSON_MOBILE, "13800001234" } }, "name_missing", TB_SEVERITY_ERROR },
    { { { TB_PERSON_NAME, "李雷123" } }, "name_shape", TB_SEVERITY_WARNING },

    /* R-DQ-01, with the vectors of domain model §3.1 */
    { { { TB_PERSON_NAME, "李雷" }, { TB_PERSON_ID_NUMBER, "44039919900101019x" } }, NULL, 0 },
    { { { TB_PERSON_NAME, "李雷" }, { TB_PERSON_ID_NUMBER, "440399198506150012" } },
      "id_check_digit",
      TB_SEVERITY_ERROR },
    { { { TB_PERSON_NAME, "李雷" }, { TB_PERSON_ID_NUMBER, "440399199002290015" } },
      "id_date",
      TB_SEVERITY_ERROR },
    { { { TB_PERSON_NAME, "李雷" }, { TB_PERSON_ID_NUMBER, "44039919850615001" } },
      "id_length",
      TB_SEVERITY_ERROR },
    { { { TB_PERSON_NAME, "李雷" }, { TB_PERSON_ID_NUMBER, "44039919850615A011" } },
      "id_characters",
      TB_SEVERITY_ERROR },
    { { { TB_PERSON_NAME, "李雷" }, { TB_PERSON_ID_NUMBER, "440399196001010006" } },
      "id_sequence",
      TB_SEVERITY_WARNING },
    { { { TB_PERSON_NAME, "李雷" },
        { TB_PERSON_ID_NUMBER, "E12345678" },
        { TB_PERSON_ID_KIND, "passport" } },
      NULL,
      0 },

    /* R-DQ-02 */
    { { { TB_PERSON_NAME, "李雷" },
        { TB_PERSON_ID_NUMBER, "440399198506150011" },
        { TB_PERSON_SEX, "女" } },
      "sex_differs",
      TB_SEVERITY_WARNING },
    { { { TB_PERSON_NAME, "李雷" },
        { TB_PERSON_ID_NUMBER, "440399198506150011" },
        { TB_PERSON_BIRTH_DATE, "1985-06-16" } },
      "birth_differs",
      TB_SEVERITY_WARNING },
    { { { TB_PERSON_NAME, "李雷" },
        { TB_PERSON_ID_NUMBER, "440399198506150011" },
        { TB_PERSON_BIRTH_DATE, "1985.06" } },
      NULL,
      0 },

    /* R-DQ-05 */
    { { { TB_PERSON_NAME, "李雷" },
        { TB_PERSON_JOIN_ON, "2010-07-01" },
        { TB_PERSON_FULL_ON, "2010-06-30" } },
      "full_before_join",
      TB_SEVERITY_WARNING },
    { { { TB_PERSON_NAME, "李雷" },
        { TB_PERSON_JOIN_ON, "2010-07-01" },
        { TB_PERSON_FULL_ON, "2011-06-30" } },
      "probation_short",
      TB_SEVERITY_WARNING },
    { { { TB_PERSON_NAME, "李雷" },
        { TB_PERSON_JOIN_ON, "2010-07-01" },
        { TB_PERSON_FULL_ON, "2011-07-01" } },
      NULL,
      0 },
    { { { TB_PERSON_NAME, "李雷" },
        { TB_PERSON_JOIN_ON, "2010-07-01" },
        { TB_PERSON_FULL_ON, "2011" } },
      NULL,
      0 },

    /* R-DQ-06, R-DQ-11 */
    { { { TB_PERSON_NAME, "李雷" },
        { TB_PERSON_BIRTH_DATE, "1990-05-04" },
        { TB_PERSON_JOIN_ON, "2008-05-03" } },
      "join_before_18",
      TB_SEVERITY_WARNING },
    { { { TB_PERSON_NAME, "李雷" },
        { TB_PERSON_BIRTH_DATE, "1990-05-04" },
        { TB_PERSON_JOIN_ON, "2008-05-04" } },
      NULL,
      0 },
    { { { TB_PERSON_NAME, "李雷" },
        { TB_PERSON_BIRTH_DATE, "1990-05" },
        { TB_PERSON_JOIN_ON, "2008-05-03" } },
      NULL,
      0 },

    /* R-DQ-07 */
    { { { TB_PERSON_NAME, "李雷" }, { TB_PERSON_JOIN_ON, "2026-11-23" } },
      "date_future",
      TB_SEVERITY_ERROR },
    { { { TB_PERSON_NAME, "李雷" }, { TB_PERSON_JOIN_ON, "2026-11-22" } }, NULL, 0 },
    { { { TB_PERSON_NAME, "李雷" }, { TB_PERSON_JOIN_ON, "2026" } }, NULL, 0 },
    { { { TB_PERSON_NAME, "李雷" }, { TB_PERSON_JOIN_ON, "2026-12" } },
      "date_future",
      TB_SEVERITY_ERROR },

    /* R-DQ-10 */
    { { { TB_PERSON_NAME, "李雷" }, { TB_PERSON_MOBILE, "12800001234" } },
      "phone_shape",
      TB_SEVERITY_WARNING },
    { { { TB_PERSON_NAME, "李雷" }, { TB_PERSON_MOBILE, "138 0000 1234" } }, NULL, 0 },
    { { { TB_PERSON_NAME, "李雷" }, { TB_PERSON_LANDLINE, "0755-82001234" } }, NULL, 0 },
    { { { TB_PERSON_NAME, "李雷" }, { TB_PERSON_EMAIL, "lilei" } },
      "email_shape",
      TB_SEVERITY_WARNING },

    /* Domain model §3.6 */
    { { { TB_PERSON_NAME, "李雷" },
        { TB_PERSON_CATEGORY, "正式党员" },
        { TB_PERSON_POLITICAL, "群众" } },
      "political_differs",
      TB_SEVERITY_WARNING },
    { { { TB_PERSON_NAME, "李雷" },
        { TB_PERSON_CATEGORY, "预备党员" },
        { TB_PERSON_FULL_ON, "2020-01-01" } },
      "full_on_probationary",
      TB_SEVERITY_WARNING },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_found (&tb_type_person, &cases[i]);
}

static void
test_enterprise (void)
{
  static const Case cases[] = {
    { { { TB_ENTERPRISE_NAME, "云帆科技" }, { TB_ENTERPRISE_CREDIT_CODE, "91440399MA5ABCDE5B" } },
      NULL,
      0 },
    { { { TB_ENTERPRISE_CREDIT_CODE, "91440399MA5ABCDE5B" } }, "name_missing", TB_SEVERITY_ERROR },
    { { { TB_ENTERPRISE_NAME, "云帆科技" }, { TB_ENTERPRISE_CREDIT_CODE, "91440399MA5ABCDE5C" } },
      "uscc_check",
      TB_SEVERITY_ERROR },
    { { { TB_ENTERPRISE_NAME, "云帆科技" }, { TB_ENTERPRISE_CREDIT_CODE, "91440399IA5ABCDE5B" } },
      "uscc_characters",
      TB_SEVERITY_ERROR },
    { { { TB_ENTERPRISE_NAME, "云帆科技" }, { TB_ENTERPRISE_CREDIT_CODE, "91440399" } },
      "uscc_length",
      TB_SEVERITY_ERROR },

    /* R-DQ-09 */
    { { { TB_ENTERPRISE_NAME, "某律师事务所" },
        { TB_ENTERPRISE_KIND, "law_firm" },
        { TB_ENTERPRISE_CREDIT_CODE, "91440399MA5ABCDE5B" } },
      "uscc_enterprise_kind",
      TB_SEVERITY_WARNING },
    { { { TB_ENTERPRISE_NAME, "某律师事务所" },
        { TB_ENTERPRISE_KIND, "law_firm" },
        { TB_ENTERPRISE_CREDIT_CODE, "31440399MD0ABCDE7Y" } },
      NULL,
      0 },

    { { { TB_ENTERPRISE_NAME, "云帆科技" },
        { TB_ENTERPRISE_HEADCOUNT, "10" },
        { TB_ENTERPRISE_MEMBER_COUNT, "11" } },
      "count_too_large",
      TB_SEVERITY_WARNING },
    { { { TB_ENTERPRISE_NAME, "云帆科技" }, { TB_ENTERPRISE_HEADCOUNT, "-3" } },
      "number_negative",
      TB_SEVERITY_WARNING },
    { { { TB_ENTERPRISE_NAME, "云帆科技" }, { TB_ENTERPRISE_PLANNED_ON, "2030-01-01" } }, NULL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_found (&tb_type_enterprise, &cases[i]);
}

static void
test_organisation (void)
{
  static const Case cases[] = {
    /* R-DQ-08 */
    { { { TB_ORGANISATION_NAME, "某联合党支部" },
        { TB_ORGANISATION_ELECTED_ON, "2024-06-01" },
        { TB_ORGANISATION_TERM_ENDS_ON, "2023-06-01" } },
      "term_before_election",
      TB_SEVERITY_WARNING },
    { { { TB_ORGANISATION_NAME, "某联合党支部" }, { TB_ORGANISATION_THEME_DAY, "32" } },
      "day_of_month",
      TB_SEVERITY_WARNING },
    { { { TB_ORGANISATION_NAME, "某联合党支部" }, { TB_ORGANISATION_THEME_DAY, "15" } }, NULL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_found (&tb_type_organisation, &cases[i]);
}

static void
test_tenancy (void)
{
  static const Case cases[] = {
    { { { TB_TENANCY_ENTERPRISE, "0190a0b0-0000-7000-8000-000000000001" },
        { TB_TENANCY_UNIT, "0190a0b0-0000-7000-8000-000000000002" },
        { TB_TENANCY_SINCE, "2024-06-01" },
        { TB_TENANCY_UNTIL, "2024-05" } },
      "period_reversed",
      TB_SEVERITY_WARNING },
    { { { TB_TENANCY_ENTERPRISE, "0190a0b0-0000-7000-8000-000000000001" } },
      "value_missing",
      TB_SEVERITY_ERROR },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_found (&tb_type_tenancy, &cases[i]);
}

/* Values that no parser lets through can still come from a damaged file or another program. */
static void
test_raw_values (void)
{
  g_autoptr (TbRecord) person = tb_record_new (&tb_type_person);
  g_autoptr (TbFindings) findings = tb_findings_new ();
  g_autofree char *codes = NULL;
  g_autofree char *long_text = g_strnfill (201, 'x');

  tb_record_set_text (person, TB_PERSON_NAME, "李雷");
  tb_record_set_text (person, TB_PERSON_SCHOOL, long_text);
  tb_record_set_text (person, TB_PERSON_CATEGORY, "emperor");
  tb_record_set_text (person, TB_PERSON_JOIN_ON, "2019-02-30");
  tb_record_type_check (person, today, findings);
  codes = dup_codes (findings);
  g_assert_cmpstr (codes, ==, "too_long code_unknown date_unreadable ");
  g_assert_cmpint (tb_findings_get_worst (findings)->severity, ==, TB_SEVERITY_ERROR);
  g_assert_cmpuint (tb_findings_get_worst (findings)->field, ==, TB_PERSON_SCHOOL);
}

/* What is found wanting in a protected value is said without it: messages are shown beside masks.
 */
static void
test_protected_values (void)
{
  static const Typed values[] = {
    { TB_PERSON_EMERGENCY_CONTACT, "李雷123" },
    { TB_PERSON_EMAIL, "lilei at example" },
    { TB_PERSON_MOBILE, "1380000" },
  };
  g_autoptr (TbRecord) person = tb_record_new (&tb_type_person);
  g_autoptr (TbFindings) findings = tb_findings_new ();

  tb_record_set_text (person, TB_PERSON_NAME, "李雷");
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    tb_record_set_text (person, values[i].field, values[i].typed);
  tb_record_type_check (person, today, findings);

  g_assert_cmpuint (tb_findings_get_n (findings), ==, G_N_ELEMENTS (values));
  for (guint i = 0; i < tb_findings_get_n (findings); i++)
    for (guint j = 0; j < G_N_ELEMENTS (values); j++)
      g_assert_null (strstr (tb_findings_get (findings, i)->message, values[j].typed));
}

/* A message is listed and saved: it does not tell what is protected, nor what stands in the wrong
 * column, nor a whole page. */
static void
test_mention (void)
{
  static const struct
  {
    guint field;
    const char *text;
    const char *shown;
  } cases[] = {
    { TB_PERSON_SEX, "未知", "未知" },
    { TB_PERSON_HEALTH, "肝病", "******" },
    { TB_PERSON_SEX, "440399198501010011", "440399********0011" },
    { TB_PERSON_SEX, "一二三四五六七八九十一二三四五六七八九十一二三四五六",
      "一二三四五六七八九十一二三四五六七八九十一二三四…" },
    { TB_PERSON_SEX, " 甲\n乙 ", "甲 乙" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown
          = tb_field_dup_mention (&tb_type_person.fields[cases[i].field], cases[i].text);

      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

static void
test_no_findings (void)
{
  g_autoptr (TbFindings) findings = tb_findings_new ();

  g_assert_cmpuint (tb_findings_get_n (findings), ==, 0);
  g_assert_null (tb_findings_get_worst (findings));
  g_assert_false (tb_findings_has_errors (findings));

  tb_findings_add (findings, TB_FIELD_NOT_FOUND, TB_SEVERITY_INFO, "noted", "%d", 1);
  tb_findings_add (findings, 3, TB_SEVERITY_WARNING, "doubtful", "%s", "二");
  tb_findings_add (findings, 4, TB_SEVERITY_WARNING, "doubtful_too", "x");
  g_assert_cmpstr (tb_findings_get_worst (findings)->code, ==, "doubtful");
  g_assert_cmpstr (tb_findings_get_worst (findings)->message, ==, "二");
  g_assert_false (tb_findings_has_errors (findings));
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/record-check/person", test_person);
  g_test_add_func ("/record-check/enterprise", test_enterprise);
  g_test_add_func ("/record-check/organisation", test_organisation);
  g_test_add_func ("/record-check/tenancy", test_tenancy);
  g_test_add_func ("/record-check/raw-values", test_raw_values);
  g_test_add_func ("/record-check/protected-values", test_protected_values);
  g_test_add_func ("/record-check/mention", test_mention);
  g_test_add_func ("/record-check/findings", test_no_findings);

  return tb_test_run ();
}
