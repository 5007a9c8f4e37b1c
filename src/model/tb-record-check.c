/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-record-check.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "tb-check-digit.h"
#include "tb-code-list.h"
#include "tb-text.h"
#include "tb-time.h"

/* In characters. Paper forms have room for less; longer values are a cell that slipped. */
#define MAX_TEXT 200
#define MAX_MULTILINE 10000

static const char *
label_of (TbRecord *record, guint field)
{
  return _ (tb_record_get_record_type (record)->fields[field].label);
}

/* What a message calls a value: itself, or what the field is called where it is protected, since
 * messages are shown beside masks. */
static const char *
name_value (TbRecord *record, guint field)
{
  const TbField *description = &tb_record_get_record_type (record)->fields[field];

  return description->sensitivity >= TB_SENSITIVITY_S2 ? _ (description->label)
                                                       : tb_record_get_text (record, field);
}

static void
check_missing (TbRecord *record, guint field, TbFindings *findings)
{
  const TbRecordType *type = tb_record_get_record_type (record);

  if ((type->fields[field].flags & TB_FIELD_REQUIRED) == 0)
    return;

  if (strcmp (type->fields[field].name, "name") == 0)
    tb_findings_add (findings, field, TB_SEVERITY_ERROR, "name_missing",
                     _ ("The name is missing."));
  else
    tb_findings_add (findings, field, TB_SEVERITY_ERROR, "value_missing", _ ("“%s” is missing."),
                     label_of (record, field));
}

static void
check_credit_code (guint field, const char *code, TbFindings *findings)
{
  g_autofree char *suggestion = NULL;

  switch (tb_credit_code_check (code))
    {
    case TB_CREDIT_CODE_OK:
      return;
    case TB_CREDIT_CODE_LENGTH:
      tb_findings_add (findings, field, TB_SEVERITY_ERROR, "uscc_length",
                       _ ("A unified social credit code has 18 characters; this one has %d."),
                       (int)g_utf8_strlen (code, -1));
      return;
    case TB_CREDIT_CODE_CHARACTERS:
      suggestion = tb_credit_code_dup_suggestion (code);
      if (suggestion != NULL)
        tb_findings_add (findings, field, TB_SEVERITY_ERROR, "uscc_characters",
                         _ ("The unified social credit code has a character that codes never have. "
                            "Perhaps %s is meant."),
                         suggestion);
      else
        tb_findings_add (findings, field, TB_SEVERITY_ERROR, "uscc_characters",
                         _ ("The unified social credit code has a character that codes never have "
                            "(such as I, O, S, V or Z)."));
      return;
    case TB_CREDIT_CODE_KIND:
      tb_findings_add (
          findings, field, TB_SEVERITY_ERROR, "uscc_kind",
          _ ("No registration authority issues unified social credit codes that begin with %.2s."),
          code);
      return;
    case TB_CREDIT_CODE_INNER_CHECK:
    case TB_CREDIT_CODE_CHECK:
    default:
      tb_findings_add (findings, field, TB_SEVERITY_ERROR, "uscc_check",
                       _ ("The check character of the unified social credit code is wrong. Compare "
                          "it with the licence."));
    }
}

static void
check_text (TbRecord *record, guint field, TbFindings *findings)
{
  const TbField *description = &tb_record_get_record_type (record)->fields[field];
  const char *text = tb_record_get_text (record, field);
  glong max = description->format == TB_FORMAT_MULTILINE ? MAX_MULTILINE : MAX_TEXT;
  int minutes;

  if ((description->flags & TB_FIELD_DERIVED) != 0)
    return;

  /* No text has more characters than bytes. */
  if (strlen (text) > (gsize)max && g_utf8_strlen (text, -1) > max)
    {
      tb_findings_add (findings, field, TB_SEVERITY_ERROR, "too_long",
                       _ ("“%s” is longer than %d characters."), label_of (record, field),
                       (int)max);
      return;
    }

  switch (description->format)
    {
    case TB_FORMAT_PERSON_NAME:
      if (!tb_text_is_name (text))
        tb_findings_add (findings, field, TB_SEVERITY_WARNING, "name_shape",
                         _ ("“%s” does not look like a person’s name."),
                         name_value (record, field));
      break;
    case TB_FORMAT_CREDIT_CODE:
      check_credit_code (field, text, findings);
      break;
    case TB_FORMAT_PHONE:
      /* R-DQ-10 */
      if (strcmp (description->name, "mobile") == 0 ? !tb_text_is_mobile (text)
                                                    : !tb_text_is_phone (text))
        tb_findings_add (findings, field, TB_SEVERITY_WARNING, "phone_shape",
                         _ ("“%s” does not look like a phone number."), label_of (record, field));
      break;
    case TB_FORMAT_EMAIL:
      if (!tb_text_is_email (text))
        tb_findings_add (findings, field, TB_SEVERITY_WARNING, "email_shape",
                         _ ("“%s” does not look like an e-mail address."),
                         name_value (record, field));
      break;
    case TB_FORMAT_TIME:
      if (!tb_time_parse (text, &minutes))
        tb_findings_add (findings, field, TB_SEVERITY_ERROR, "time_unreadable",
                         _ ("“%s” must be a time of day such as 14:30; “%s” is none."),
                         label_of (record, field), text);
      break;
    case TB_FORMAT_PLAIN:
    case TB_FORMAT_MULTILINE:
    case TB_FORMAT_ID_NUMBER: /* depends on the kind of document: see the rules of a person */
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
check_date (TbRecord *record, guint field, TbDate today, TbFindings *findings)
{
  const TbField *description = &tb_record_get_record_type (record)->fields[field];
  TbDate date;

  if (!tb_date_from_iso (tb_record_get_text (record, field), &date))
    {
      tb_findings_add (findings, field, TB_SEVERITY_ERROR, "date_unreadable",
                       _ ("“%s” is not a date that exists."), label_of (record, field));
      return;
    }

  /* R-DQ-07. A year or a month that has begun is not in the future. */
  if ((description->flags & TB_FIELD_NOT_FUTURE) != 0 && tb_date_compare (date, today) > 0)
    tb_findings_add (findings, field, TB_SEVERITY_ERROR, "date_future",
                     _ ("“%s” lies in the future."), label_of (record, field));
}

/*
 * tb_record_check_field:
 * @record: a record
 * @field: index of a field
 * @today: the calendar day
 * @findings: where what is found wanting is added
 *
 * Checks one value by what the field table says of it.
 */
void
tb_record_check_field (TbRecord *record, guint field, TbDate today, TbFindings *findings)
{
  const TbField *description = &tb_record_get_record_type (record)->fields[field];
  const TbCodeList *list;

  if (!tb_record_has (record, field))
    {
      check_missing (record, field, findings);
      return;
    }

  switch (description->type)
    {
    case TB_FIELD_TEXT:
      check_text (record, field, findings);
      break;
    case TB_FIELD_DATE:
      check_date (record, field, today, findings);
      break;
    case TB_FIELD_CODE:
      list = tb_code_lists_find (description->code_list);
      g_assert (list != NULL);
      if (tb_code_list_find_code (list, tb_record_get_text (record, field)) == NULL)
        {
          g_autofree char *shown
              = tb_field_dup_mention (description, tb_record_get_text (record, field));

          tb_findings_add (findings, field, TB_SEVERITY_ERROR, "code_unknown",
                           _ ("“%s” is not a value of “%s”."), shown, label_of (record, field));
        }
      break;
    case TB_FIELD_INTEGER:
    case TB_FIELD_DECIMAL:
    case TB_FIELD_MONEY:
      if (tb_record_get_int (record, field) < 0 && (description->flags & TB_FIELD_SIGNED) == 0)
        tb_findings_add (findings, field, TB_SEVERITY_WARNING, "number_negative",
                         _ ("“%s” is below zero."), label_of (record, field));
      break;
    case TB_FIELD_BOOLEAN:
    case TB_FIELD_INSTANT:
    case TB_FIELD_REFERENCE: /* whether the record is there only the store can tell */
      break;
    default:
      g_assert_not_reached ();
    }
}
