/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-record-number.h"

#include "tb-record-table.h"
#include "tb-statement.h"

/* A series of numbers for each year or month: HD-202611-0001, XM-2026-0001. */
typedef struct
{
  const char *type;
  const char *prefix;
  const char *date_field; /* (nullable): the day that it counts for; today if %NULL or empty */
  gboolean monthly;
} Numbering;

static const Numbering numberings[] = {
  { "event", "HD", "on", TRUE },
  { "project", "XM", NULL, FALSE },
  { "claim", "RL", NULL, FALSE },
};

static const Numbering *
find_numbering (const TbRecordType *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (numberings); i++)
    {
      if (g_str_equal (numberings[i].type, type->name))
        return &numberings[i];
    }

  return NULL;
}

static guint
find_number_field (const TbRecordType *type)
{
  for (guint field = 0; field < type->n_fields; field++)
    {
      if ((type->fields[field].flags & TB_FIELD_NUMBERED) != 0)
        return field;
    }

  return TB_FIELD_NOT_FOUND;
}

static char *
dup_series (TbConnection *connection, const Numbering *numbering, TbRecord *record)
{
  TbDate date = tb_clock_today (tb_connection_get_clock (connection));

  if (numbering->date_field != NULL)
    {
      guint field
          = tb_record_type_find_field (tb_record_get_record_type (record), numbering->date_field);
      TbDate counted;

      if (tb_record_has (record, field)
          && tb_date_from_iso (tb_record_get_text (record, field), &counted)
          && (counted.month > 0 || !numbering->monthly))
        date = counted;
    }

  if (numbering->monthly)
    return g_strdup_printf ("%s-%04d%02d", numbering->prefix, date.year, date.month);
  return g_strdup_printf ("%s-%04d", numbering->prefix, date.year);
}

static gboolean
take_next (TbConnection *connection, const char *series, gint64 *number, GError **error)
{
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (connection,
                               "INSERT INTO number_sequence (series, last) VALUES (?1, 1)"
                               " ON CONFLICT (series) DO UPDATE SET last = last + 1 RETURNING last",
                               error);

  if (statement == NULL)
    return FALSE;
  tb_statement_bind_text (statement, 1, series);
  if (tb_statement_step (statement, error) != TB_STEP_ROW)
    return FALSE;

  *number = tb_statement_get_int (statement, 0);
  return tb_statement_step (statement, error) == TB_STEP_DONE;
}

/*
 * tb_record_number_give:
 * @record: a record to be added, with its derived fields
 *
 * Takes the next number of its series. A number is given once, also where what had it was taken
 * back; one that came with an import is passed over. Within the transaction that adds the record.
 */
gboolean
tb_record_number_give (TbConnection *connection, TbRecord *record, GError **error)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  const Numbering *numbering = find_numbering (type);
  guint field = find_number_field (type);
  g_autofree char *series = NULL;
  gboolean taken = TRUE;

  if (field == TB_FIELD_NOT_FOUND || numbering == NULL || tb_record_has (record, field))
    return TRUE;

  series = dup_series (connection, numbering, record);
  while (taken)
    {
      g_autofree char *code = NULL;
      g_autoptr (GPtrArray) others = NULL;
      gint64 number;

      if (!take_next (connection, series, &number, error))
        return FALSE;
      code = g_strdup_printf ("%s-%04" G_GINT64_FORMAT, series, number);
      others = tb_record_table_find (connection, type, &field, (const char *const[]){ code }, 1,
                                     error);
      if (others == NULL)
        return FALSE;
      taken = others->len > 0;
      if (!taken)
        tb_record_set_text (record, field, code);
    }

  return TRUE;
}
