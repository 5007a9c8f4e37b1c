/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-check-digit.h"

/* The vectors of domain model §3.1 and §3.2: the specimens of the standards, and numbers of region
 * 440399, which is assigned to nobody. */

static const TbDate today = { 2026, 11, 22 };

static void
test_id_number_valid (void)
{
  static const struct
  {
    const char *number;
    const char *birth;
    TbSex sex;
  } cases[] = {
    { "11010519491231002X", "1949-12-31", TB_SEX_FEMALE },
    { "440524188001010014", NULL, TB_SEX_MALE }, /* right check digit, but of 1880 */
    { "440399198506150011", "1985-06-15", TB_SEX_MALE },
    { "440399198811085172", "1988-11-08", TB_SEX_MALE },
    { "440399200002290029", "2000-02-29", TB_SEX_FEMALE },
    { "440399197210011237", "1972-10-01", TB_SEX_MALE },
    { "44039919900101019X", "1990-01-01", TB_SEX_MALE },
    { "440399199001010050", "1990-01-01", TB_SEX_MALE },
    { "440399196001010006", "1960-01-01", TB_SEX_FEMALE },
    { "440399199001010181", "1990-01-01", TB_SEX_FEMALE },
    { "440399199001010069", "1990-01-01", TB_SEX_FEMALE },
    { "440399199001010018", "1990-01-01", TB_SEX_MALE },
    { "440399199001010077", "1990-01-01", TB_SEX_MALE },
    { "440399199001010026", "1990-01-01", TB_SEX_FEMALE },
    { "440399199001010085", "1990-01-01", TB_SEX_FEMALE },
    { "440399199001010034", "1990-01-01", TB_SEX_MALE },
    { "440399199001010093", "1990-01-01", TB_SEX_MALE },
    { "440399199001010042", "1990-01-01", TB_SEX_FEMALE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char iso[TB_DATE_ISO_SIZE];

      g_test_message ("%s", cases[i].number);
      g_assert_cmpint (tb_id_number_compute_check (cases[i].number), ==, cases[i].number[17]);
      g_assert_cmpint (tb_id_number_get_sex (cases[i].number), ==, cases[i].sex);
      if (cases[i].birth == NULL)
        {
          g_assert_cmpint (tb_id_number_check (cases[i].number, today), ==, TB_ID_NUMBER_DATE);
          continue;
        }
      g_assert_cmpint (tb_id_number_check (cases[i].number, today), ==, TB_ID_NUMBER_OK);
      g_assert_cmpstr (tb_date_to_iso (tb_id_number_get_birth_date (cases[i].number), iso), ==,
                       cases[i].birth);
    }
}

static void
test_id_number_faults (void)
{
  static const struct
  {
    const char *number;
    TbIdNumberFault fault;
  } cases[] = {
    { NULL, TB_ID_NUMBER_LENGTH },
    { "", TB_ID_NUMBER_LENGTH },
    { "44039919850615001", TB_ID_NUMBER_LENGTH },
    { "4403991985061500111", TB_ID_NUMBER_LENGTH },
    { "44039919850615001x", TB_ID_NUMBER_CHARACTERS }, /* not normalised */
    { "44039919850615O011", TB_ID_NUMBER_CHARACTERS },
    { "4403991985061500-1", TB_ID_NUMBER_CHARACTERS },
    { "440399199002290015", TB_ID_NUMBER_DATE },
    { "440399198513010015", TB_ID_NUMBER_DATE },
    { "440399198500010015", TB_ID_NUMBER_DATE },
    { "440399202611230010", TB_ID_NUMBER_DATE }, /* tomorrow */
    { "440399189912310010", TB_ID_NUMBER_DATE },
    { "440399198506150012", TB_ID_NUMBER_CHECK_DIGIT },
    { "440399199506150011", TB_ID_NUMBER_CHECK_DIGIT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (tb_id_number_check (cases[i].number, today), ==, cases[i].fault);

  g_assert_cmpint (tb_id_number_compute_check ("44039919850615001"), ==, '1');
  g_assert_cmpint (tb_id_number_compute_check ("44039919850651001"), ==, '3');
  g_assert_cmpint (tb_id_number_check ("440399198506510011", today), !=, TB_ID_NUMBER_OK);

  g_assert_cmpint (tb_id_number_get_sex ("44039919850615"), ==, TB_SEX_UNKNOWN);
  g_assert_cmpint (tb_id_number_get_sex (NULL), ==, TB_SEX_UNKNOWN);
  g_assert_cmpint (tb_date_get_precision (tb_id_number_get_birth_date ("E12345678")), ==,
                   TB_DATE_PRECISION_NONE);
  g_assert_cmpint (tb_date_get_precision (tb_id_number_get_birth_date ("440399199002290015")), ==,
                   TB_DATE_PRECISION_NONE);
}

static void
test_id_number_of_today (void)
{
  char number[] = "44039920261122001?";

  number[17] = tb_id_number_compute_check (number);
  g_assert_cmpint (tb_id_number_check (number, today), ==, TB_ID_NUMBER_OK);
  g_assert_cmpint (tb_id_number_check (number, tb_date_add_days (today, -1)), ==,
                   TB_ID_NUMBER_DATE);
}

static void
test_normalise (void)
{
  static const struct
  {
    char *(*normalise) (const char *text);
    const char *typed;
    const char *expected;
  } cases[] = {
    { tb_id_number_normalise, " 11010519491231002x ", "11010519491231002X" },
    { tb_id_number_normalise, "440399 19850615 0011", "440399198506150011" },
    { tb_id_number_normalise, "４４０３９９１９８５０６１５００１１", "440399198506150011" },
    { tb_id_number_normalise, "440399850615001", "440399198506150011" },
    { tb_id_number_normalise, "44039985061500a", "44039985061500A" },
    { tb_id_number_normalise, NULL, "" },
    { tb_credit_code_normalise, "91440399-ma5abcde5b", "91440399MA5ABCDE5B" },
    { tb_credit_code_normalise, "９１４４０３９９ＭＡ５ＡＢＣＤＥ５Ｂ", "91440399MA5ABCDE5B" },
    { tb_credit_code_normalise, "91440399 MA5ABCDE 5B", "91440399MA5ABCDE5B" },
    { tb_credit_code_normalise, "9144O399", "9144O399" },
    { tb_credit_code_normalise, NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *normalised = cases[i].normalise (cases[i].typed);

      g_assert_cmpstr (normalised, ==, cases[i].expected);
    }
}

static void
test_credit_code_valid (void)
{
  static const char *const cases[] = {
    "91350100M000100Y43", "91440399MA5ABCDE5B", "92440399MA5XYW1213", "52440399MJ0ABCDE9A",
    "31440399MD0ABCDE7Y", "81440399MC0ABCDE3B", "51440399500123453M", "1144039900712345XW",
    "91440399MA9T001730", "91440399MA9T00050Y",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *inner = g_strndup (cases[i] + 8, 9);

      g_test_message ("%s", cases[i]);
      g_assert_cmpint (tb_credit_code_check (cases[i]), ==, TB_CREDIT_CODE_OK);
      g_assert_cmpint (tb_credit_code_compute_check (cases[i]), ==, cases[i][17]);
      g_assert_cmpint (tb_organisation_code_compute_check (inner), ==, inner[8]);
      g_assert_true (tb_organisation_code_is_valid (inner));
    }
}

static void
test_credit_code_faults (void)
{
  static const struct
  {
    const char *code;
    TbCreditCodeFault fault;
  } cases[] = {
    { NULL, TB_CREDIT_CODE_LENGTH },
    { "", TB_CREDIT_CODE_LENGTH },
    { "91440399MA5ABCDE5", TB_CREDIT_CODE_LENGTH },
    { "91440399MA5ABCDE5BB", TB_CREDIT_CODE_LENGTH },
    { "91440399IA5ABCDE5B", TB_CREDIT_CODE_CHARACTERS },
    { "91440399ma5abcde5b", TB_CREDIT_CODE_CHARACTERS }, /* not normalised */
    { "914403A9MA5ABCDE5B", TB_CREDIT_CODE_CHARACTERS },
    { "94440399MA5ABCDE5B", TB_CREDIT_CODE_KIND },
    { "B1440399MA5ABCDE5B", TB_CREDIT_CODE_KIND },
    { "Y2440399MA5ABCDE5B", TB_CREDIT_CODE_KIND },
    { "91440399MA5ABCED5B", TB_CREDIT_CODE_INNER_CHECK },
    { "91440399MA5ABCDE5C", TB_CREDIT_CODE_CHECK },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (tb_credit_code_check (cases[i].code), ==, cases[i].fault);

  g_assert_cmpint (tb_credit_code_compute_check ("91440399MA5ABCED5"), ==, '0');
  g_assert_cmpint (tb_credit_code_compute_check ("91440399MA5ABCDE5"), ==, 'B');
}

/* Table 1 of the standard, as domain model §3.2 prints it. */
static void
test_credit_code_kinds (void)
{
  static const char *const allowed[] = {
    "11", "12", "13", "19", "21", "29", "31", "32", "33", "34", "35", "39",
    "41", "49", "51", "52", "53", "59", "61", "62", "69", "71", "72", "79",
    "81", "89", "91", "92", "93", "A1", "A9", "N1", "N2", "N3", "N9", "Y1",
  };
  static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  guint n_allowed = 0;

  for (const char *first = alphabet; *first != '\0'; first++)
    {
      for (const char *second = alphabet; *second != '\0'; second++)
        {
          char code[] = "??440399MA5ABCDE5?";
          gboolean expected = FALSE;

          code[0] = *first;
          code[1] = *second;
          code[17] = tb_credit_code_compute_check (code);
          for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
            expected |= strncmp (allowed[i], code, 2) == 0;
          n_allowed += expected;
          g_assert_cmpint (tb_credit_code_check (code), ==,
                           expected ? TB_CREDIT_CODE_OK : TB_CREDIT_CODE_KIND);
        }
    }
  g_assert_cmpuint (n_allowed, ==, G_N_ELEMENTS (allowed));
}

static void
test_credit_code_suggestion (void)
{
  g_autofree char *zero = tb_credit_code_dup_suggestion ("9144O399MA9TOO173O");
  g_autofree char *one = tb_credit_code_dup_suggestion ("9I440399MA5ABCDE5B");
  g_autofree char *none = tb_credit_code_dup_suggestion ("91440399MA5ABCDE5C");
  g_autofree char *hopeless = tb_credit_code_dup_suggestion ("9I440399MA5ABCDE5C");

  g_assert_cmpstr (zero, ==, "91440399MA9T001730");
  g_assert_cmpstr (one, ==, "91440399MA5ABCDE5B");
  g_assert_null (none);
  g_assert_null (hopeless);
  g_assert_null (tb_credit_code_dup_suggestion (NULL));
}

static void
test_organisation_code (void)
{
  g_assert_true (tb_organisation_code_is_valid ("50012345-3"));
  g_assert_true (tb_organisation_code_is_valid ("00712345X"));
  g_assert_true (tb_organisation_code_is_valid ("MA9T00050"));
  g_assert_false (tb_organisation_code_is_valid ("50012345-4"));
  g_assert_false (tb_organisation_code_is_valid ("5001234-53"));
  g_assert_false (tb_organisation_code_is_valid ("ma9t00050"));
  g_assert_false (tb_organisation_code_is_valid ("50012345"));
  g_assert_false (tb_organisation_code_is_valid (""));
  g_assert_false (tb_organisation_code_is_valid (NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/check-digit/id-number/valid", test_id_number_valid);
  g_test_add_func ("/check-digit/id-number/faults", test_id_number_faults);
  g_test_add_func ("/check-digit/id-number/of-today", test_id_number_of_today);
  g_test_add_func ("/check-digit/normalise", test_normalise);
  g_test_add_func ("/check-digit/credit-code/valid", test_credit_code_valid);
  g_test_add_func ("/check-digit/credit-code/faults", test_credit_code_faults);
  g_test_add_func ("/check-digit/credit-code/kinds", test_credit_code_kinds);
  g_test_add_func ("/check-digit/credit-code/suggestion", test_credit_code_suggestion);
  g_test_add_func ("/check-digit/organisation-code", test_organisation_code);

  return g_test_run ();
}
