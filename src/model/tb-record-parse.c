/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-record.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "tb-check-digit.h"
#include "tb-code-list.h"
#include "tb-error.h"
#include "tb-id.h"
#include "tb-number-text.h"
#include "tb-text.h"
#include "tb-time.h"

/* What cannot be read as a time stays as it was typed, and is found wanting. */
static char *
dup_normal_time (const char *typed)
{
  char text[TB_TIME_SIZE];
  int minutes;

  if (!tb_time_parse (typed, &minutes))
    return tb_text_normalise (typed);
  return g_strdup (tb_time_to_text (minutes, text));
}

static char *
dup_normal_text (TbFieldFormat format, const char *typed)
{
  switch (format)
    {
    case TB_FORMAT_ID_NUMBER:
      return tb_id_number_normalise (typed);
    case TB_FORMAT_CREDIT_CODE:
      return tb_credit_code_normalise (typed);
    case TB_FORMAT_PHONE:
      return tb_text_normalise_phone (typed);
    case TB_FORMAT_MULTILINE:
      return tb_text_normalise_lines (typed);
    case TB_FORMAT_PERSON_NAME:
      return tb_text_normalise_name (typed);
    case TB_FORMAT_TIME:
      return dup_normal_time (typed);
    case TB_FORMAT_PLAIN:
    case TB_FORMAT_EMAIL:
      return tb_text_normalise (typed);
    default:
      g_assert_not_reached ();
    }
}

static gboolean
parse_number (TbRecord *self, guint field, const char *typed, GError **error)
{
  const TbField *description = &tb_record_get_record_type (self)->fields[field];
  gboolean whole = description->type == TB_FIELD_INTEGER;
  gint64 number;

  if (whole ? tb_number_text_parse_integer (typed, &number)
            : tb_number_text_parse_hundredths (typed, &number))
    {
      tb_record_set_int (self, field, number);
      return TRUE;
    }

  g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
               whole ? _ ("“%s” must be a whole number; “%s” is none.")
                     : _ ("“%s” must be a number; “%s” is none."),
               _ (description->label), typed);
  return FALSE;
}

static gboolean
parse_boolean (TbRecord *self, guint field, const char *typed, GError **error)
{
  const TbField *description = &tb_record_get_record_type (self)->fields[field];
  gboolean yes;

  if (tb_number_text_parse_boolean (typed, &yes))
    {
      tb_record_set_int (self, field, yes);
      return TRUE;
    }

  g_set_error (error, TB_ERROR, TB_ERROR_INVALID, _ ("“%s” must be yes or no; “%s” is neither."),
               _ (description->label), typed);
  return FALSE;
}

static gboolean
parse_date (TbRecord *self, guint field, const char *typed, GError **error)
{
  const TbField *description = &tb_record_get_record_type (self)->fields[field];
  char iso[TB_DATE_ISO_SIZE];
  TbDate date;

  if (tb_date_parse (typed, &date))
    {
      tb_record_set_text (self, field, tb_date_to_iso (date, iso));
      return TRUE;
    }

  g_set_error (
      error, TB_ERROR, TB_ERROR_INVALID,
      _ ("“%s” must be a date such as 2019-07-01, 2019.07 or 2019; “%s” cannot be read as one."),
      _ (description->label), typed);
  return FALSE;
}

static gboolean
parse_instant (TbRecord *self, guint field, const char *typed, GError **error)
{
  const TbField *description = &tb_record_get_record_type (self)->fields[field];
  g_autoptr (GTimeZone) utc_zone = g_time_zone_new_utc ();
  g_autoptr (GDateTime) instant = g_date_time_new_from_iso8601 (typed, utc_zone);
  g_autoptr (GDateTime) utc = instant != NULL ? g_date_time_to_utc (instant) : NULL;

  if (utc != NULL)
    {
      tb_record_take_text (self, field, g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ"));
      return TRUE;
    }

  g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
               _ ("“%s” must be a point in time such as 2019-07-01T08:30:00Z; “%s” is none."),
               _ (description->label), typed);
  return FALSE;
}

static gboolean
parse_code (TbRecord *self, guint field, const char *typed, GError **error)
{
  const TbField *description = &tb_record_get_record_type (self)->fields[field];
  const TbCodeList *list = tb_code_lists_find (description->code_list);
  const TbCodeItem *item = list != NULL ? tb_code_list_recognise (list, typed) : NULL;
  g_autofree char *shown = NULL;

  if (item != NULL)
    {
      tb_record_set_text (self, field, item->code);
      return TRUE;
    }

  shown = tb_field_dup_mention (description, typed);
  g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
               _ ("“%s” is not a value of “%s”. Choose one from its list."), shown,
               _ (description->label));
  return FALSE;
}

static gboolean
parse_reference (TbRecord *self, guint field, const char *typed, GError **error)
{
  const TbField *description = &tb_record_get_record_type (self)->fields[field];

  if (tb_id_is_valid (typed))
    {
      tb_record_set_text (self, field, typed);
      return TRUE;
    }

  g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
               _ ("“%s” must be the identifier of a record; “%s” is none."), _ (description->label),
               typed);
  return FALSE;
}

/**
 * tb_record_parse:
 * @self: a record
 * @field: index of a field
 * @typed: what a person typed, or a spreadsheet or a command line held; blank for no value
 * @error: return location
 *
 * The one road from typed text to a value: white space, full-width characters and the many
 * spellings of dates, numbers, codes, yes and no are made the normal form. A value may still be
 * found wanting by tb_record_type_check(). On failure the record is as before.
 *
 * Fails with %TB_ERROR_INVALID where the text is no value of the field's type.
 *
 * Returns: %TRUE on success
 */
gboolean
tb_record_parse (TbRecord *self, guint field, const char *typed, GError **error)
{
  const TbField *description;
  g_autofree char *trimmed = NULL;

  g_return_val_if_fail (TB_IS_RECORD (self), FALSE);
  g_return_val_if_fail (typed != NULL, FALSE);

  description = tb_record_type_get_field (tb_record_get_record_type (self), field);
  if (tb_text_is_blank (typed))
    {
      tb_record_clear (self, field);
      return TRUE;
    }
  if (description->type == TB_FIELD_TEXT)
    {
      tb_record_take_text (self, field, dup_normal_text (description->format, typed));
      return TRUE;
    }

  trimmed = tb_text_normalise (typed);
  switch (description->type)
    {
    case TB_FIELD_INTEGER:
    case TB_FIELD_DECIMAL:
    case TB_FIELD_MONEY:
      return parse_number (self, field, trimmed, error);
    case TB_FIELD_BOOLEAN:
      return parse_boolean (self, field, trimmed, error);
    case TB_FIELD_DATE:
      return parse_date (self, field, trimmed, error);
    case TB_FIELD_INSTANT:
      return parse_instant (self, field, trimmed, error);
    case TB_FIELD_CODE:
      return parse_code (self, field, trimmed, error);
    case TB_FIELD_REFERENCE:
      return parse_reference (self, field, trimmed, error);
    case TB_FIELD_TEXT:
    default:
      g_assert_not_reached ();
    }
}
