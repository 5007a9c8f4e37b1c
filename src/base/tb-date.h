/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TbDate:
 * @year: 1 to 9999, or 0 where there is no date
 * @month: 1 to 12, or 0 where only the year is known
 * @day: 1 to 31, or 0 where only the month is known
 *
 * A calendar date as paper files have it: to the day, the month, or only the year. The ISO text
 * `2009-07-01`, `2009-07` or `2009` carries the same precision and sorts in order of time.
 */
typedef struct
{
  guint16 year;
  guint8 month;
  guint8 day;
} TbDate;

typedef enum
{
  TB_DATE_PRECISION_NONE,
  TB_DATE_PRECISION_YEAR,
  TB_DATE_PRECISION_MONTH,
  TB_DATE_PRECISION_DAY,
} TbDatePrecision;

/* Bytes that tb_date_to_iso() needs, with the end. */
#define TB_DATE_ISO_SIZE 11

TbDatePrecision tb_date_get_precision (TbDate date);
gboolean tb_date_is_valid (TbDate date);
gboolean tb_date_parse (const char *text, TbDate *out);
gboolean tb_date_from_iso (const char *iso, TbDate *out);
gboolean tb_date_from_serial (double serial, gboolean from_1904, TbDate *out);
const char *tb_date_to_iso (TbDate date, char buffer[TB_DATE_ISO_SIZE]);
char *tb_date_dup_display (TbDate date) G_GNUC_WARN_UNUSED_RESULT;
int tb_date_compare (TbDate a, TbDate b);
gboolean tb_date_is_certainly_before (TbDate a, TbDate b);
TbDate tb_date_add_months (TbDate date, int months);
TbDate tb_date_add_days (TbDate date, int days);
int tb_date_years_between (TbDate from, TbDate to);

G_END_DECLS
