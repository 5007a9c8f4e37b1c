/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-import-cell.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "tb-check-digit.h"
#include "tb-code-list.h"
#include "tb-import-number.h"
#include "tb-number-text.h"
#include "tb-text.h"
#include "tb-time.h"

/* From here on a spreadsheet's number has lost its last digits (IEEE 754: 15 digits are exact). */
#define LARGEST_EXACT 1e15

/* What people write where there is nothing to write (domain model §4.11). */
static const char *const empty_words[]
    = { "无", "/", "-", "—", "——", "–", "--", "／", "－", "\\", "、", "N/A", "n/a", NULL };

static gboolean
is_digits (const char *text)
{
  return *text != '\0' && strspn (text, "0123456789") == strlen (text);
}

/* «4.40399E+17»: what a spreadsheet shows of a long number that was not typed as text. */
static gboolean
is_in_powers (const char *text)
{
  gsize mantissa = strspn (text, "0123456789.");
  const char *exponent = text + mantissa;

  if (mantissa == 0 || (*exponent != 'E' && *exponent != 'e'))
    return FALSE;
  exponent++;
  if (*exponent == '+')
    exponent++;
  return is_digits (exponent);
}

/* A number in a column of texts: a phone or a room, spelled by whatever wrote the file. */
static char *
dup_number_as_text (const char *text)
{
  double number = g_ascii_strtod (text, NULL);

  if (!is_digits (text) && fabs (number) < LARGEST_EXACT && number == floor (number))
    return g_strdup_printf ("%.0f", number);
  return g_strdup (text);
}

static void
add_is_number (guint field, TbFindings *findings)
{
  tb_findings_add (
      findings, field, TB_SEVERITY_ERROR, "id_is_number",
      _ ("The number was stored as a number, and its last digits are lost. Enter it again, in "
         "the file as text."));
}

/* Identity numbers and credit codes: 18 characters, of which a number keeps only 15. */
static char *
dup_code (TbCellKind kind, const char *text, guint field, TbFindings *findings)
{
  if (kind == TB_CELL_NUMBER)
    {
      if (fabs (g_ascii_strtod (text, NULL)) >= LARGEST_EXACT)
        {
          add_is_number (field, findings);
          return NULL;
        }
      return dup_number_as_text (text);
    }
  if (is_in_powers (text))
    {
      add_is_number (field, findings);
      return NULL;
    }
  return tb_import_cell_dup_name (kind, text, field, findings);
}

/* A spreadsheet holds a time of day as the part of a day that is over. What is none is left for the
 * check to find. */
static char *
dup_time (TbCellKind kind, const char *text)
{
  double day = kind == TB_CELL_NUMBER ? g_ascii_strtod (text, NULL) : -1;
  int minutes = day > 0 && day < 1 ? (int)lround (day * TB_TIME_DAY) % TB_TIME_DAY : -1;
  char time[TB_TIME_SIZE];

  if (minutes < 0 && !tb_time_parse (text, &minutes))
    return tb_text_normalise (text);
  return g_strdup (tb_time_to_text (minutes, time));
}

static char *
dup_text (const TbField *field, guint index, TbCellKind kind, const char *text,
          TbFindings *findings)
{
  g_autofree char *code = NULL;
  g_autofree char *plain = NULL;

  switch (field->format)
    {
    case TB_FORMAT_ID_NUMBER:
      code = dup_code (kind, text, index, findings);
      return code != NULL ? tb_id_number_normalise (code) : NULL;
    case TB_FORMAT_CREDIT_CODE:
      code = dup_code (kind, text, index, findings);
      return code != NULL ? tb_credit_code_normalise (code) : NULL;
    case TB_FORMAT_PHONE:
      plain = tb_import_cell_dup_name (kind, text, index, findings);
      return plain != NULL ? tb_text_normalise_phone (plain) : NULL;
    case TB_FORMAT_PERSON_NAME:
      plain = tb_import_cell_dup_name (kind, text, index, findings);
      return plain != NULL ? tb_text_normalise_name (plain) : NULL;
    case TB_FORMAT_MULTILINE:
      return tb_text_normalise_lines (text);
    case TB_FORMAT_TIME:
      return dup_time (kind, text);
    case TB_FORMAT_PLAIN:
    case TB_FORMAT_EMAIL:
    default:
      if (kind == TB_CELL_NUMBER)
        return dup_number_as_text (text);
      return tb_text_normalise (text);
    }
}

static void
read_code (TbRecord *record, guint field, const char *text, TbFindings *findings)
{
  const TbField *description = &tb_record_get_record_type (record)->fields[field];
  const TbCodeList *list = tb_code_lists_find (description->code_list);
  const TbCodeItem *item = tb_code_list_recognise (list, text);

  if (item != NULL)
    tb_record_set_text (record, field, item->code);
  else
    {
      g_autofree char *shown = tb_field_dup_mention (description, text);

      tb_findings_add (findings, field, TB_SEVERITY_WARNING, "code_unknown",
                       _ ("“%s” is not a value of “%s”; it is left out."), shown,
                       _ (description->label));
    }
}

static void
read_boolean (TbRecord *record, guint field, const char *text, TbFindings *findings)
{
  gboolean yes;

  if (tb_number_text_parse_boolean (text, &yes))
    tb_record_set_int (record, field, yes);
  else
    tb_findings_add (findings, field, TB_SEVERITY_WARNING, "boolean_unreadable",
                     _ ("“%s” is neither yes nor no; it is left out."), text);
}

/* An export that was not revealed has masks where protected values are; nobody's value has two
 * asterisks on end. */
static gboolean
is_masked (const TbField *field, const char *text)
{
  return field->sensitivity >= TB_SENSITIVITY_S2 && strstr (text, "**") != NULL;
}

/* A person whose identity number is masked could be taken for somebody new. */
static void
add_masked (const TbField *field, guint index, TbFindings *findings)
{
  if (field->format == TB_FORMAT_ID_NUMBER)
    tb_findings_add (findings, index, TB_SEVERITY_ERROR, "id_masked",
                     _ ("The number is masked, so that it does not say who is meant. Enter it in "
                        "full, or do not import the column."));
  else
    tb_findings_add (findings, index, TB_SEVERITY_WARNING, "value_masked",
                     _ ("The value is masked; it is left out, and what the register has stays."));
}

/* Whether a text begins as none of the empty words does, and is not blank: most cells are told by
 * their first letter. U+4000 to U+9FFF, which are Chinese characters, begin with these bytes. */
static gboolean
begins_as_value (const char *text)
{
  const guchar first = *text;

  if (g_ascii_isalnum (first))
    return first != 'N' && first != 'n';
  return first >= 0xe4 && first <= 0xe9 && !g_str_has_prefix (text, empty_words[0]);
}

/**
 * tb_import_cell_is_empty:
 * @kind: kind of the cell
 * @text: what it holds
 *
 * Whether there is nothing in a cell that could be imported: blanks, «无», a dash, a stroke. Any
 * thread.
 */
gboolean
tb_import_cell_is_empty (TbCellKind kind, const char *text)
{
  g_autofree char *plain = NULL;

  if (kind == TB_CELL_EMPTY || *text == '\0')
    return TRUE;
  if (begins_as_value (text))
    return FALSE;
  /* The longest of the words has six bytes; spaces around it are rare. */
  if (kind != TB_CELL_TEXT || (strlen (text) > 6 && !g_ascii_isspace (*text)))
    return tb_text_is_blank (text);
  plain = tb_text_normalise (text);
  return *plain == '\0' || g_strv_contains (empty_words, plain);
}

/**
 * tb_import_cell_dup_name:
 * @kind: kind of a cell that is not empty
 * @text: what it holds
 * @field: what to report findings of
 * @findings: where to report them
 *
 * Reads a text that no spreadsheet may have touched: a name, a phone, a room number. Any thread.
 *
 * Returns: (transfer full) (nullable): the normalised text, or %NULL if the cell cannot be trusted
 */
char *
tb_import_cell_dup_name (TbCellKind kind, const char *text, guint field, TbFindings *findings)
{
  if (kind == TB_CELL_ERROR)
    {
      tb_findings_add (findings, field, TB_SEVERITY_ERROR, "cell_error",
                       _ ("The cell holds the error “%s” instead of a value."), text);
      return NULL;
    }
  if (kind == TB_CELL_DATE)
    {
      tb_findings_add (
          findings, field, TB_SEVERITY_ERROR, "text_is_date",
          _ ("The spreadsheet program made a date of what was typed. Enter it again, in "
             "the file as text."));
      return NULL;
    }
  if (kind == TB_CELL_NUMBER)
    return dup_number_as_text (text);
  if (is_in_powers (text) && strchr (text, '.') != NULL)
    {
      add_is_number (field, findings);
      return NULL;
    }
  return tb_text_normalise (text);
}

/**
 * tb_import_cell_dup_date:
 * @kind: kind of a cell that is not empty
 * @text: what it holds
 * @field: what to report findings of
 * @findings: where to report them
 *
 * Reads a date in any of the spellings of domain model §4.0. Any thread.
 *
 * Returns: (transfer full) (nullable): ISO text with the precision that the cell has, or %NULL
 */
char *
tb_import_cell_dup_date (TbCellKind kind, const char *text, guint field, TbFindings *findings)
{
  char iso[TB_DATE_ISO_SIZE];
  TbDate date;

  /* As a number, 2019.10 is 2019.1 and could be January too. */
  if (kind == TB_CELL_NUMBER && strlen (text) == 6 && g_str_has_suffix (text, ".1"))
    {
      tb_findings_add (
          findings, field, TB_SEVERITY_ERROR, "date_is_number",
          _ ("“%s” is a number and may mean January or October. Enter it again, in the "
             "file as text."),
          text);
      return NULL;
    }
  if (kind == TB_CELL_ERROR || kind == TB_CELL_BOOLEAN || !tb_date_parse (text, &date))
    {
      tb_findings_add (findings, field, TB_SEVERITY_ERROR, "date_unreadable",
                       _ ("“%s” is not a date that can be read. Write it as 2019-07-01."), text);
      return NULL;
    }
  return g_strdup (tb_date_to_iso (date, iso));
}

/**
 * tb_import_cell_read:
 * @record: what is being read
 * @field: index of a field that is no REFERENCE
 * @kind: kind of a cell that is not empty
 * @text: what it holds
 * @yuan: the unit of the column in yuan, 0 where its heading names none
 * @findings: where to report what cannot be read
 *
 * Puts a cell into a field. What cannot be read is reported, never guessed, and so is the mask of a
 * protected value (domain model §5). Any thread.
 */
void
tb_import_cell_read (TbRecord *record, guint field, TbCellKind kind, const char *text, double yuan,
                     TbFindings *findings)
{
  const TbField *description = &tb_record_get_record_type (record)->fields[field];
  g_autofree char *plain = NULL;

  if (kind == TB_CELL_ERROR)
    {
      plain = tb_import_cell_dup_name (kind, text, field, findings);
      return;
    }
  if (is_masked (description, text))
    {
      add_masked (description, field, findings);
      return;
    }

  switch (description->type)
    {
    case TB_FIELD_TEXT:
      tb_record_take_text (record, field, dup_text (description, field, kind, text, findings));
      break;
    case TB_FIELD_DATE:
      tb_record_take_text (record, field, tb_import_cell_dup_date (kind, text, field, findings));
      break;
    case TB_FIELD_CODE:
      plain = kind == TB_CELL_NUMBER ? dup_number_as_text (text) : tb_text_normalise (text);
      read_code (record, field, plain, findings);
      break;
    case TB_FIELD_BOOLEAN:
      plain = kind == TB_CELL_NUMBER ? dup_number_as_text (text) : tb_text_normalise (text);
      read_boolean (record, field, plain, findings);
      break;
    case TB_FIELD_INTEGER:
    case TB_FIELD_DECIMAL:
    case TB_FIELD_MONEY:
      tb_import_number_read (record, field, text, yuan, findings);
      break;
    case TB_FIELD_INSTANT:
    case TB_FIELD_REFERENCE:
    default:
      g_assert_not_reached ();
    }
}
