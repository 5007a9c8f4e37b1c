/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-record-number.h"

#include "tb-number-sequence.h"

/* Digits that a number has at least. */
#define N_DIGITS 4

/* How the records of a type are numbered: HD-202611-0001 (domain model §1.0). */
typedef struct
{
  const char *type;
  const char *prefix;
  const char
      *date_field;  /* (nullable): the date that the series is of; today where NULL or unset */
  gboolean monthly; /* a series a month; otherwise a year */
} Numbering;

static const Numbering numberings[] = {
  { "event", "HD", "on", TRUE },
  { "project", "XM", NULL, FALSE },
  { "claim", "RL", "applied_on", FALSE },
};

static const Numbering *
find_numbering (const TbRecordType *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (numberings); i++)
    if (g_str_equal (numberings[i].type, type->name))
      return &numberings[i];
  return NULL;
}

static guint
find_number_field (const TbRecordType *type)
{
  for (guint i = 0; i < type->n_fields; i++)
    if ((type->fields[i].flags & TB_FIELD_NUMBERED) != 0)
      return i;
  return TB_FIELD_NOT_FOUND;
}

/* `HD-202611` or `XM-2026`. A date that is not known to the month falls back on today. */
static char *
dup_series (TbConnection *connection, const Numbering *numbering, TbRecord *record)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  char today[TB_DATE_ISO_SIZE];
  const char *date = tb_date_to_iso (tb_clock_today (tb_connection_get_clock (connection)), today);

  if (numbering->date_field != NULL)
    {
      const char *own
          = tb_record_get_text (record, tb_record_type_find_field (type, numbering->date_field));

      if (own != NULL && strlen (own) >= strlen ("2026-11"))
        date = own;
    }

  return numbering->monthly ? g_strdup_printf ("%s-%.4s%.2s", numbering->prefix, date, date + 5)
                            : g_strdup_printf ("%s-%.4s", numbering->prefix, date);
}

/* Splits `XM-2026-0012` from elsewhere into its series and number. */
static gboolean
split_number (const Numbering *numbering, const char *text, char **series, gint64 *number)
{
  const char *dash = strrchr (text, '-');
  g_autofree char *prefix = g_strconcat (numbering->prefix, "-", NULL);

  if (dash == NULL || !g_str_has_prefix (text, prefix)
      || !g_ascii_string_to_signed (dash + 1, 10, 1, G_MAXINT32, number, NULL))
    return FALSE;

  *series = g_strndup (text, dash - text);
  return TRUE;
}

/**
 * tb_record_number_give:
 * @connection: the writer's connection, in a transaction
 * @record: a record that is about to be written, with its derived fields
 * @error: where to put what went wrong
 *
 * Gives a record of a numbered type the number by which people name it, unless it has one; then
 * that one is not given to another. Nothing happens to records of other types.
 *
 * Returns: whether it has one; otherwise any error of TB_ERROR
 */
gboolean
tb_record_number_give (TbConnection *connection, TbRecord *record, GError **error)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  const Numbering *numbering = find_numbering (type);
  guint field = find_number_field (type);
  g_autofree char *series = NULL;
  gint64 number;

  g_assert ((numbering != NULL) == (field != TB_FIELD_NOT_FOUND));
  if (numbering == NULL)
    return TRUE;

  if (tb_record_has (record, field))
    return !split_number (numbering, tb_record_get_text (record, field), &series, &number)
           || tb_number_sequence_pass (connection, series, number, error);

  series = dup_series (connection, numbering, record);
  if (!tb_number_sequence_take (connection, series, &number, error))
    return FALSE;
  tb_record_take_text (record, field,
                       g_strdup_printf ("%s-%0*" G_GINT64_FORMAT, series, N_DIGITS, number));
  return TRUE;
}

/**
 * tb_record_number_pass:
 * @connection: the writer's connection, in a transaction
 * @record: a record that was written, with or without a number
 * @error: where to put what went wrong
 *
 * Sees to it that a number that came from elsewhere is not given to another record here.
 *
 * Returns: whether it was noted; otherwise any error of TB_ERROR
 */
gboolean
tb_record_number_pass (TbConnection *connection, TbRecord *record, GError **error)
{
  guint field = find_number_field (tb_record_get_record_type (record));

  return field == TB_FIELD_NOT_FOUND || !tb_record_has (record, field)
         || tb_record_number_give (connection, record, error);
}
