/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-report-private.h"

#include <glib/gi18n-lib.h>

#include "tb-file-store.h"
#include "tb-type-attachment.h"
#include "tb-type-organisation.h"

/* Bodies fetched at a time. */
#define PAGE 256

/* China's time, which is civil time wherever a branch is. */
#define CHINA "+08:00"

/**
 * tb_report_load:
 *
 * Returns: (transfer full): a record that is there; one that was removed is not
 */
TbRecord *
tb_report_load (const TbReportContext *context, const TbRecordType *type, const char *id,
                GError **error)
{
  return tb_record_table_load (context->connection, type, id, error);
}

static gboolean
append_rows (const gint64 *rows, guint n_rows, gpointer user_data)
{
  g_array_append_vals (user_data, rows, n_rows);
  return TRUE;
}

/**
 * tb_report_list:
 *
 * Returns: (transfer full) (element-type TbRecord): all records of a query
 */
GPtrArray *
tb_report_list (const TbReportContext *context, TbQuery *query, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  if (!tb_record_table_query (context->connection, query, append_rows, rows, error))
    return NULL;
  for (guint i = 0; i < rows->len; i += PAGE)
    {
      GPtrArray *page = tb_record_table_fetch (
          context->connection, tb_query_get_record_type (query), &g_array_index (rows, gint64, i),
          MIN (PAGE, rows->len - i), error);

      if (page == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (records, page);
    }

  return g_steal_pointer (&records);
}

/**
 * tb_report_list_of:
 * @type: of the records
 * @owner_field: the REFERENCE by which they belong to another
 * @owner_id: that one
 *
 * Returns: (transfer full) (element-type TbRecord): them, the first that was entered first
 */
GPtrArray *
tb_report_list_of (const TbReportContext *context, const TbRecordType *type, guint owner_field,
                   const char *owner_id, GError **error)
{
  GPtrArray *records
      = tb_record_table_find (context->connection, type, &owner_field, &owner_id, 1, error);

  for (guint i = 0; records != NULL && i < records->len / 2; i++)
    {
      gpointer first = records->pdata[i];

      records->pdata[i] = records->pdata[records->len - 1 - i];
      records->pdata[records->len - 1 - i] = first;
    }

  return records;
}

/**
 * tb_report_dup_file:
 *
 * Returns: (transfer full): the file that an attachment tells of, beside the register
 */
GFile *
tb_report_dup_file (const TbReportContext *context, TbRecord *attachment)
{
  g_autoptr (TbFileStore) store = tb_file_store_new (tb_connection_get_path (context->connection));
  g_autofree char *path
      = tb_file_store_dup_path (store, tb_record_get_text (attachment, TB_ATTACHMENT_SHA256));

  return g_file_new_for_path (path);
}

/**
 * tb_report_filter_period:
 * @query: of records that have a date and may belong to an organisation
 * @date_field: the date
 *
 * Leaves those of the report's year and month.
 */
void
tb_report_filter_period (const TbReportContext *context, TbQuery *query, guint date_field)
{
  char iso[TB_DATE_ISO_SIZE];
  TbDate period = { context->year, context->month, 0 };

  if (context->year == 0)
    return;
  tb_date_to_iso (period, iso);
  tb_query_add_filter (query, date_field, TB_QUERY_FROM, iso);
  tb_query_add_filter (query, date_field, TB_QUERY_TO, iso);
}

/**
 * tb_report_dup_value:
 *
 * Returns: (transfer full) (nullable): a value as it is printed, masked unless a reason was given;
 * %NULL where there is none
 */
char *
tb_report_dup_value (const TbReportContext *context, TbRecord *record, guint field)
{
  if (!tb_record_has (record, field))
    return NULL;

  return tb_record_dup_display (record, field, context->display);
}

/**
 * tb_report_dup_times:
 * @from: (nullable): a time of day
 * @to: (nullable): a time of day
 *
 * Returns: (transfer full) (nullable): from when until when; %NULL where neither is known
 */
char *
tb_report_dup_times (const char *from, const char *to)
{
  if (from == NULL)
    return NULL;
  if (to == NULL)
    return g_strdup (from);

  return g_strdup_printf ("%s–%s", from, to);
}

/**
 * tb_report_dup_clock:
 * @instant: (nullable): an INSTANT
 *
 * Returns: (transfer full) (nullable): its time of day in China
 */
char *
tb_report_dup_clock (const char *instant)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;
  g_autoptr (GTimeZone) china = g_time_zone_new_identifier (CHINA);

  utc = instant != NULL ? g_date_time_new_from_iso8601 (instant, NULL) : NULL;
  if (utc == NULL || china == NULL)
    return NULL;
  local = g_date_time_to_timezone (utc, china);

  return g_date_time_format (local, "%H:%M");
}

/**
 * tb_report_dup_percent:
 *
 * Returns: (transfer full) (nullable): the part as percentage with one decimal; %NULL where there
 * is no whole
 */
char *
tb_report_dup_percent (gint64 part, gint64 whole)
{
  gint64 tenths;

  if (whole <= 0)
    return NULL;
  tenths = (part * 2000 + whole) / (2 * whole);
  if (tenths % 10 == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT "%%", tenths / 10);

  return g_strdup_printf ("%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT "%%", tenths / 10, tenths % 10);
}

/* The year or month that the report is about; %NULL for all. */
static char *
dup_period (const TbReportContext *context)
{
  TbDate period = { context->year, context->month, 0 };

  return context->year != 0 ? tb_letter_date_dup (period) : NULL;
}

/**
 * tb_report_dup_titled:
 * @title: of the kind of report
 *
 * Returns: (transfer full): it with the period that this one is about
 */
char *
tb_report_dup_titled (const TbReportContext *context, const char *title)
{
  g_autofree char *period = dup_period (context);

  if (period == NULL)
    return g_strdup (title);
  /* Translators: the title of a ledger, then its year or month. */
  return g_strdup_printf (C_ ("paper", "%s (%s)"), title, period);
}

/**
 * tb_report_add_head:
 * @shared_by: (nullable): the organisation that everything in the table is of
 *
 * Adds the line above a ledger: which organisation reports (and seals), and when. The organisation
 * is the one asked for, else the one that all rows share, else left open to be written in.
 *
 * Returns: %FALSE on error
 */
gboolean
tb_report_add_head (const TbReportContext *context, TbPaper *paper, const char *shared_by,
                    GError **error)
{
  g_autoptr (TbRecord) record = NULL;
  g_autofree char *organisation = NULL;
  g_autofree char *today = tb_letter_date_dup (context->today);
  g_autofree char *unit = NULL;
  g_autofree char *date = NULL;
  const char *parts[2];

  if (context->organisation != NULL)
    {
      record = tb_report_load (context, &tb_type_organisation, context->organisation, error);
      if (record == NULL)
        return FALSE;
      organisation = tb_record_dup_title (record);
      shared_by = organisation;
    }
  /* Translators: above a ledger: the organisation that reports, with room for its seal. */
  unit = g_strdup_printf (_ ("Reported by (seal): %s"), shared_by != NULL ? shared_by : "");
  /* Translators: above a ledger: the day on which it was made. */
  date = g_strdup_printf (_ ("Reported on: %s"), today);
  parts[0] = unit;
  parts[1] = date;
  tb_paper_add_spread (paper, parts, G_N_ELEMENTS (parts));

  return TRUE;
}

/**
 * tb_report_add_signers:
 *
 * Adds the line below a ledger: who made it and who checked it.
 */
void
tb_report_add_signers (TbPaper *paper)
{
  const char *labels[] = { _ ("Made by:"), _ ("Checked by:") };

  tb_paper_add_signatures (paper, labels, G_N_ELEMENTS (labels));
}
