/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-rules-person.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "tb-check-digit.h"
#include "tb-rules.h"
#include "tb-type-person.h"

static gboolean
is_one_of (TbRecord *record, guint field, const char *const *codes)
{
  const char *code = tb_record_get_text (record, field);

  return code != NULL && g_strv_contains (codes, code);
}

/* Passports and the like have numbers of other shapes; where the kind is not known it is the
 * ordinary card. */
static gboolean
has_check_digit (TbRecord *record)
{
  static const char *const without[] = { "passport", "other", NULL };

  return tb_record_has (record, TB_PERSON_ID_NUMBER)
         && !is_one_of (record, TB_PERSON_ID_KIND, without);
}

/* The number's own truth does not depend on today: a birth date in the future is found by the
 * check. */
static gboolean
has_sound_number (TbRecord *record)
{
  const TbDate end_of_time = { .year = 9999, .month = 12, .day = 31 };

  return has_check_digit (record)
         && tb_id_number_check (tb_record_get_text (record, TB_PERSON_ID_NUMBER), end_of_time)
                == TB_ID_NUMBER_OK;
}

static const char *
get_sex_code (const char *id_number)
{
  return tb_id_number_get_sex (id_number) == TB_SEX_MALE ? "1" : "2";
}

/* Domain model §3.6: the political affiliation of a member follows from the category. */
static const char *
get_political_code (const char *category)
{
  if (g_strcmp0 (category, "full") == 0)
    return "01";
  if (g_strcmp0 (category, "probationary") == 0)
    return "02";
  return NULL;
}

/*
 * tb_rules_person_derive:
 * @record: a person
 *
 * Fills in what a sound identity number and the category imply, where nothing is entered.
 */
void
tb_rules_person_derive (TbRecord *record)
{
  const char *political = get_political_code (tb_record_get_text (record, TB_PERSON_CATEGORY));

  if (political != NULL && !tb_record_has (record, TB_PERSON_POLITICAL))
    tb_record_set_text (record, TB_PERSON_POLITICAL, political);

  if ((!tb_record_has (record, TB_PERSON_SEX) || !tb_record_has (record, TB_PERSON_BIRTH_DATE))
      && has_sound_number (record))
    {
      const char *number = tb_record_get_text (record, TB_PERSON_ID_NUMBER);
      char iso[TB_DATE_ISO_SIZE];

      if (!tb_record_has (record, TB_PERSON_SEX))
        tb_record_set_text (record, TB_PERSON_SEX, get_sex_code (number));
      if (!tb_record_has (record, TB_PERSON_BIRTH_DATE))
        tb_record_set_text (record, TB_PERSON_BIRTH_DATE,
                            tb_date_to_iso (tb_id_number_get_birth_date (number), iso));
    }
}

/*
 * tb_rules_person_wants:
 * @record: a person
 * @field: index of a WANTED field
 *
 * Only members have a joining date and a formal branch; somebody whose relation is kept elsewhere
 * has no formal branch here.
 */
gboolean
tb_rules_person_wants (TbRecord *record, guint field)
{
  static const char *const not_members[]
      = { "masses", "league", "applicant", "activist", "candidate", "former", NULL };

  switch (field)
    {
    case TB_PERSON_JOIN_ON:
      return !is_one_of (record, TB_PERSON_CATEGORY, not_members);
    case TB_PERSON_FORMAL_ORG:
      return !is_one_of (record, TB_PERSON_CATEGORY, not_members)
             && !tb_record_has (record, TB_PERSON_FORMAL_ELSEWHERE)
             && !tb_record_has (record, TB_PERSON_FORMAL_ORG_TEXT);
    default:
      return TRUE;
    }
}

/* R-DQ-01 */
static void
check_id_number (TbRecord *record, TbDate today, TbFindings *findings)
{
  const char *number = tb_record_get_text (record, TB_PERSON_ID_NUMBER);

  switch (tb_id_number_check (number, today))
    {
    case TB_ID_NUMBER_OK:
      if (strncmp (number + 14, "000", 3) == 0)
        tb_findings_add (
            findings, TB_PERSON_ID_NUMBER, TB_SEVERITY_WARNING, "id_sequence",
            _ ("The sequence part of the identity number is 000, which is not issued."));
      break;
    case TB_ID_NUMBER_LENGTH:
      tb_findings_add (findings, TB_PERSON_ID_NUMBER, TB_SEVERITY_ERROR, "id_length",
                       _ ("An identity number has 18 characters; this one has %d."),
                       (int)g_utf8_strlen (number, -1));
      break;
    case TB_ID_NUMBER_CHARACTERS:
      tb_findings_add (findings, TB_PERSON_ID_NUMBER, TB_SEVERITY_ERROR, "id_characters",
                       _ ("An identity number has 17 digits and a digit or X at the end."));
      break;
    case TB_ID_NUMBER_DATE:
      tb_findings_add (findings, TB_PERSON_ID_NUMBER, TB_SEVERITY_ERROR, "id_date",
                       _ ("The birth date in the identity number does not exist."));
      break;
    case TB_ID_NUMBER_CHECK_DIGIT:
      tb_findings_add (findings, TB_PERSON_ID_NUMBER, TB_SEVERITY_ERROR, "id_check_digit",
                       _ ("The check digit of the identity number is wrong. Compare it with the "
                          "identity card."));
      break;
    default:
      g_assert_not_reached ();
    }
}

/* R-DQ-02 */
static void
check_against_id_number (TbRecord *record, TbFindings *findings)
{
  static const char *const known_sexes[] = { "1", "2", NULL };
  const char *number = tb_record_get_text (record, TB_PERSON_ID_NUMBER);
  TbDate in_number = tb_id_number_get_birth_date (number);
  TbDate entered = tb_rules_get_date (record, TB_PERSON_BIRTH_DATE);

  if (is_one_of (record, TB_PERSON_SEX, known_sexes)
      && strcmp (tb_record_get_text (record, TB_PERSON_SEX), get_sex_code (number)) != 0)
    tb_findings_add (findings, TB_PERSON_SEX, TB_SEVERITY_WARNING, "sex_differs",
                     _ ("The sex differs from the identity number."));

  if (tb_date_is_certainly_before (entered, in_number)
      || tb_date_is_certainly_before (in_number, entered))
    tb_findings_add (findings, TB_PERSON_BIRTH_DATE, TB_SEVERITY_WARNING, "birth_differs",
                     _ ("The date of birth differs from the identity number."));
}

static void
check_joining (TbRecord *record, TbFindings *findings)
{
  TbDate birth = tb_rules_get_date (record, TB_PERSON_BIRTH_DATE);
  TbDate join = tb_rules_get_date (record, TB_PERSON_JOIN_ON);
  TbDate full = tb_rules_get_date (record, TB_PERSON_FULL_ON);

  /* R-DQ-06, R-DQ-11 */
  if (birth.year != 0 && tb_date_is_certainly_before (join, tb_date_add_months (birth, 18 * 12)))
    tb_findings_add (findings, TB_PERSON_JOIN_ON, TB_SEVERITY_WARNING, "join_before_18",
                     _ ("The joining date is before the 18th birthday."));

  /* R-DQ-05 */
  if (tb_date_is_certainly_before (full, join))
    tb_findings_add (findings, TB_PERSON_FULL_ON, TB_SEVERITY_WARNING, "full_before_join",
                     _ ("The date of full membership is before the joining date."));
  else if (join.year != 0 && tb_date_is_certainly_before (full, tb_date_add_months (join, 12)))
    tb_findings_add (findings, TB_PERSON_FULL_ON, TB_SEVERITY_WARNING, "probation_short",
                     _ ("Full membership came less than a year after joining."));
}

static void
check_category (TbRecord *record, TbFindings *findings)
{
  const char *category = tb_record_get_text (record, TB_PERSON_CATEGORY);
  const char *expected = get_political_code (category);
  const char *political = tb_record_get_text (record, TB_PERSON_POLITICAL);

  if (expected != NULL && political != NULL && strcmp (political, expected) != 0)
    tb_findings_add (findings, TB_PERSON_POLITICAL, TB_SEVERITY_WARNING, "political_differs",
                     _ ("The political affiliation does not fit the category."));

  if (g_strcmp0 (category, "probationary") == 0 && tb_record_has (record, TB_PERSON_FULL_ON))
    tb_findings_add (findings, TB_PERSON_FULL_ON, TB_SEVERITY_WARNING, "full_on_probationary",
                     _ ("A probationary member has no date of full membership yet."));
}

/*
 * tb_rules_person_check:
 * @record: a person
 * @today: the calendar day
 * @findings: where what is found wanting is added
 */
void
tb_rules_person_check (TbRecord *record, TbDate today, TbFindings *findings)
{
  if (has_check_digit (record))
    check_id_number (record, today, findings);
  if (has_sound_number (record))
    check_against_id_number (record, findings);
  check_joining (record, findings);
  check_category (record, findings);

  tb_rules_warn_if_reversed (record, TB_PERSON_PROBATION_FROM, TB_PERSON_PROBATION_UNTIL,
                             "period_reversed", findings);
  tb_rules_warn_if_reversed (record, TB_PERSON_DISCIPLINE_FROM, TB_PERSON_DISCIPLINE_UNTIL,
                             "period_reversed", findings);
}

/**
 * tb_person_get_age:
 * @person: a person
 * @today: the calendar day
 *
 * Returns: the age in whole years, or -1 where the year of birth is not known
 */
int
tb_person_get_age (TbRecord *person, TbDate today)
{
  TbDate birth = tb_rules_get_date (person, TB_PERSON_BIRTH_DATE);

  return birth.year != 0 ? tb_date_years_between (birth, today) : -1;
}

/**
 * tb_person_get_party_standing:
 * @person: a person
 * @today: the calendar day
 *
 * Counts from the day of becoming a full member (Rules on the Admission of Party Members, Art. 33),
 * less the years that do not count.
 *
 * Returns: the standing in whole years, or -1 where that day is not known
 */
int
tb_person_get_party_standing (TbRecord *person, TbDate today)
{
  TbDate full = tb_rules_get_date (person, TB_PERSON_FULL_ON);
  gint64 years;

  if (full.year == 0)
    return -1;

  years = tb_date_years_between (full, today)
          - tb_record_get_int (person, TB_PERSON_STANDING_ADJUSTMENT);
  return (int)CLAMP (years, 0, G_MAXINT);
}
