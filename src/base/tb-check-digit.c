/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-check-digit.h"

#include "tb-text.h"

#define ID_NUMBER_LENGTH 18
#define OLD_ID_NUMBER_LENGTH 15
#define ID_NUMBER_YEAR_MIN 1900

#define CREDIT_CODE_LENGTH 18
#define CREDIT_CODE_INNER 8 /* where the organisation code begins */
#define ORGANISATION_CODE_LENGTH 9

/* GB 32100-2015, table 3: a character's place is its value. */
static const char credit_alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/* GB 32100-2015, table 1: the registering authority and the kinds of body that it registers. */
static const struct
{
  char authority;
  const char *kinds;
} credit_kinds[] = {
  { '1', "1239" },   /* commissions for establishment: organs, institutions, mass organisations */
  { '2', "19" },     /* foreign affairs */
  { '3', "123459" }, /* justice: law firms, notaries, legal services, experts, arbitration */
  { '4', "19" },     /* culture */
  { '5', "1239" },   /* civil affairs: social groups, private non-enterprise units, foundations */
  { '6', "129" },    /* tourism */
  { '7', "129" },    /* religion */
  { '8', "19" },     /* trade unions */
  { '9', "123" }, /* market regulation: enterprises, individual businesses, farmers' cooperatives */
  { 'A', "19" },  /* military commission */
  { 'N', "1239" }, /* agriculture */
  { 'Y', "1" },    /* others */
};

static gboolean
are_digits (const char *text, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
    }

  return TRUE;
}

/**
 * tb_id_number_compute_check:
 * @first_17: at least 17 digits
 *
 * ISO 7064 MOD 11-2, as GB 11643-1999 uses it.
 *
 * Returns: `0` to `9` or `X`
 */
char
tb_id_number_compute_check (const char *first_17)
{
  static const guint8 weights[] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
  guint sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    sum += (first_17[i] - '0') * weights[i];

  return "10X98765432"[sum % 11];
}

/**
 * tb_id_number_normalise:
 * @text: (nullable): an identity number as typed
 *
 * Half-width, without spaces, with a capital X. A number of the first generation (15 digits)
 * becomes the one of 18 that its holder has now.
 *
 * Returns: (transfer full) (not nullable)
 */
char *
tb_id_number_normalise (const char *text)
{
  g_autofree char *code = tb_text_normalise_code (text);
  char number[ID_NUMBER_LENGTH + 1];

  if (strlen (code) != OLD_ID_NUMBER_LENGTH || !are_digits (code, OLD_ID_NUMBER_LENGTH))
    return g_steal_pointer (&code);

  memcpy (number, code, 6);
  memcpy (number + 6, "19", 2);
  memcpy (number + 8, code + 6, 9);
  number[17] = tb_id_number_compute_check (number);
  number[18] = '\0';

  return g_strdup (number);
}

static TbDate
birth_date_of (const char *number)
{
  char iso[TB_DATE_ISO_SIZE] = "0000-00-00";
  TbDate date = { 0 };

  memcpy (iso, number + 6, 4);
  memcpy (iso + 5, number + 10, 2);
  memcpy (iso + 8, number + 12, 2);
  tb_date_from_iso (iso, &date);

  return date;
}

/**
 * tb_id_number_check:
 * @number: (nullable): a normalised citizen identity number
 * @today: no one is born later
 *
 * Checks in the order of domain model §3.1. An unknown region and the sequence `000` are no faults:
 * abolished regions stay on cards for life.
 *
 * Returns: the first fault, or %TB_ID_NUMBER_OK
 */
TbIdNumberFault
tb_id_number_check (const char *number, TbDate today)
{
  TbDate birth;

  if (number == NULL || strlen (number) != ID_NUMBER_LENGTH)
    return TB_ID_NUMBER_LENGTH;
  if (!are_digits (number, 17) || (!g_ascii_isdigit (number[17]) && number[17] != 'X'))
    return TB_ID_NUMBER_CHARACTERS;

  birth = birth_date_of (number);
  if (birth.year < ID_NUMBER_YEAR_MIN || tb_date_compare (birth, today) > 0)
    return TB_ID_NUMBER_DATE;
  if (number[17] != tb_id_number_compute_check (number))
    return TB_ID_NUMBER_CHECK_DIGIT;

  return TB_ID_NUMBER_OK;
}

/**
 * tb_id_number_get_birth_date:
 * @number: (nullable): a normalised citizen identity number
 *
 * Returns: the birth date in it, or no date where it has not the form of such a number
 */
TbDate
tb_id_number_get_birth_date (const char *number)
{
  if (number == NULL || strlen (number) != ID_NUMBER_LENGTH || !are_digits (number, 17))
    return (TbDate){ 0 };

  return birth_date_of (number);
}

/**
 * tb_id_number_get_sex:
 * @number: (nullable): a normalised citizen identity number
 *
 * Returns: the sex in it, or %TB_SEX_UNKNOWN where it has not the form of such a number
 */
TbSex
tb_id_number_get_sex (const char *number)
{
  if (number == NULL || strlen (number) != ID_NUMBER_LENGTH || !are_digits (number, 17))
    return TB_SEX_UNKNOWN;

  return (number[16] - '0') % 2 == 1 ? TB_SEX_MALE : TB_SEX_FEMALE;
}

/**
 * tb_credit_code_normalise:
 * @text: (nullable): a unified social credit code as typed
 *
 * Half-width, upper case, without spaces and hyphens. Letters that no code has (O, I) are left for
 * people to decide; see tb_credit_code_dup_suggestion().
 *
 * Returns: (transfer full) (not nullable)
 */
char *
tb_credit_code_normalise (const char *text)
{
  char *code = tb_text_normalise_code (text);
  char *out = code;

  for (const char *p = code; *p != '\0'; p++)
    {
      if (*p != '-')
        *out++ = *p;
    }
  *out = '\0';

  return code;
}

static int
credit_value (char c)
{
  const char *found = c == '\0' ? NULL : strchr (credit_alphabet, c);

  return found == NULL ? -1 : (int)(found - credit_alphabet);
}

static gboolean
has_credit_characters (const char *code)
{
  for (guint i = 0; i < CREDIT_CODE_LENGTH; i++)
    {
      if (credit_value (code[i]) < 0)
        return FALSE;
    }

  /* The place of registration is a code of GB/T 2260. */
  return are_digits (code + 2, 6);
}

static gboolean
has_credit_kind (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (credit_kinds); i++)
    {
      if (credit_kinds[i].authority == code[0])
        return strchr (credit_kinds[i].kinds, code[1]) != NULL;
    }

  return FALSE;
}

/**
 * tb_credit_code_compute_check:
 * @first_17: at least 17 characters of the alphabet of GB 32100-2015
 *
 * Returns: the check character
 */
char
tb_credit_code_compute_check (const char *first_17)
{
  guint sum = 0, weight = 1;

  for (guint i = 0; i < 17; i++)
    {
      sum += MAX (credit_value (first_17[i]), 0) * weight;
      weight = weight * 3 % 31;
    }

  return credit_alphabet[(31 - sum % 31) % 31];
}

/**
 * tb_organisation_code_compute_check:
 * @first_8: at least 8 digits or capital letters
 *
 * Returns: the check character of an organisation code (GB 11714-1997)
 */
char
tb_organisation_code_compute_check (const char *first_8)
{
  static const guint8 weights[] = { 3, 7, 9, 10, 5, 8, 4, 2 };
  guint sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    {
      char c = first_8[i];

      sum += (g_ascii_isdigit (c) ? c - '0' : c - 'A' + 10) * weights[i];
    }

  return "0X987654321"[sum % 11];
}

/**
 * tb_organisation_code_is_valid:
 * @code: (nullable): an organisation code (GB 11714-1997) such as `50012345-3`, with or without the
 * hyphen
 *
 * Returns: whether its form and its check character are right
 */
gboolean
tb_organisation_code_is_valid (const char *code)
{
  gsize length;
  char check;

  if (code == NULL)
    return FALSE;

  length = strlen (code);
  if (length == ORGANISATION_CODE_LENGTH + 1 && code[8] == '-')
    check = code[9];
  else if (length == ORGANISATION_CODE_LENGTH)
    check = code[8];
  else
    return FALSE;

  for (guint i = 0; i < 8; i++)
    {
      if (!g_ascii_isdigit (code[i]) && !g_ascii_isupper (code[i]))
        return FALSE;
    }

  return check == tb_organisation_code_compute_check (code);
}

/**
 * tb_credit_code_check:
 * @code: (nullable): a normalised unified social credit code
 *
 * Checks in the order of domain model §3.2: form, kind of body (table 1 of the standard), the
 * organisation code inside, the check character.
 *
 * Returns: the first fault, or %TB_CREDIT_CODE_OK
 */
TbCreditCodeFault
tb_credit_code_check (const char *code)
{
  if (code == NULL || strlen (code) != CREDIT_CODE_LENGTH)
    return TB_CREDIT_CODE_LENGTH;
  if (!has_credit_characters (code))
    return TB_CREDIT_CODE_CHARACTERS;
  if (!has_credit_kind (code))
    return TB_CREDIT_CODE_KIND;
  if (code[16] != tb_organisation_code_compute_check (code + CREDIT_CODE_INNER))
    return TB_CREDIT_CODE_INNER_CHECK;
  if (code[17] != tb_credit_code_compute_check (code))
    return TB_CREDIT_CODE_CHECK;

  return TB_CREDIT_CODE_OK;
}

/**
 * tb_credit_code_dup_suggestion:
 * @code: (nullable): a normalised code with a fault
 *
 * What may have been meant, where letters were typed for the digits that look alike (O for 0, I for
 * 1). To be offered, never applied silently.
 *
 * Returns: (transfer full) (nullable): a faultless code, or %NULL where there is no such guess
 */
char *
tb_credit_code_dup_suggestion (const char *code)
{
  g_autofree char *guess = g_strdup (code);

  if (guess == NULL)
    return NULL;

  for (char *p = guess; *p != '\0'; p++)
    {
      if (*p == 'O')
        *p = '0';
      else if (*p == 'I')
        *p = '1';
    }

  if (g_str_equal (guess, code) || tb_credit_code_check (guess) != TB_CREDIT_CODE_OK)
    return NULL;

  return g_steal_pointer (&guess);
}
