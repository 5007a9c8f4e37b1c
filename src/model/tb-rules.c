/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-rules.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "tb-time.h"

/*
 * tb_rules_get_date:
 * @record: a record
 * @field: index of a DATE field
 *
 * Returns: the date, or one of year 0 where there is none
 */
TbDate
tb_rules_get_date (TbRecord *record, guint field)
{
  const char *iso = tb_record_get_text (record, field);
  TbDate date = { 0 };

  if (iso == NULL || !tb_date_from_iso (iso, &date))
    return (TbDate){ 0 };
  return date;
}

/*
 * tb_rules_warn_if_reversed:
 * @record: a record
 * @from: index of a DATE field
 * @to: index of a DATE field that cannot lie before @from
 * @code: code of the finding
 * @findings: where it is added
 */
void
tb_rules_warn_if_reversed (TbRecord *record, guint from, guint to, const char *code,
                           TbFindings *findings)
{
  const TbRecordType *type = tb_record_get_record_type (record);

  if (tb_date_is_certainly_before (tb_rules_get_date (record, to),
                                   tb_rules_get_date (record, from)))
    tb_findings_add (findings, to, TB_SEVERITY_WARNING, code, _ ("“%s” is before “%s”."),
                     _ (type->fields[to].label), _ (type->fields[from].label));
}

/*
 * tb_rules_warn_if_past:
 * @record: a record
 * @field: index of a DATE field by which something is to be done
 * @today: the calendar day
 * @findings: where it is added
 */
void
tb_rules_warn_if_past (TbRecord *record, guint field, TbDate today, TbFindings *findings)
{
  const TbRecordType *type = tb_record_get_record_type (record);

  if (tb_date_is_certainly_before (tb_rules_get_date (record, field), today))
    tb_findings_add (findings, field, TB_SEVERITY_WARNING, "date_past",
                     _ ("“%s” is in the past already."), _ (type->fields[field].label));
}

static char *
dup_known (TbRecord *record, guint field)
{
  const TbField *description = tb_record_type_get_field (tb_record_get_record_type (record), field);

  /* An identifier tells people nothing. */
  if (description->type == TB_FIELD_REFERENCE)
    return g_strdup (tb_record_get_reference_title (record, field));
  if (!tb_record_has (record, field))
    return NULL;
  return tb_record_dup_display (record, field, TB_DISPLAY_REVEALED);
}

/*
 * tb_rules_dup_joined_title:
 * @record: a record that links others
 * @first: index of a field
 * @second: index of another
 *
 * Returns: (transfer full): both values in one title, or what is known of them
 */
char *
tb_rules_dup_joined_title (TbRecord *record, guint first, guint second)
{
  g_autofree char *left = dup_known (record, first);
  g_autofree char *right = dup_known (record, second);

  if (left == NULL && right == NULL)
    return g_strdup (_ (tb_record_get_record_type (record)->label));
  if (left == NULL || right == NULL)
    return g_strdup (left != NULL ? left : right);
  return g_strdup_printf ("%s · %s", left, right);
}

/*
 * tb_rules_dup_first_line:
 * @record: a record
 * @field: index of a MULTILINE field
 *
 * Returns: (transfer full): the first line of the value, as a title
 */
char *
tb_rules_dup_first_line (TbRecord *record, guint field)
{
  const char *text = tb_record_get_text (record, field);

  return text != NULL ? g_strndup (text, strcspn (text, "\n")) : g_strdup ("");
}

/*
 * tb_rules_check_period:
 *
 * The rule of every history type: it does not end before it begins.
 */
void
tb_rules_check_period (TbRecord *record, TbDate today, TbFindings *findings)
{
  const TbRecordType *type = tb_record_get_record_type (record);

  tb_rules_warn_if_reversed (record, tb_record_type_find_field (type, "since"),
                             tb_record_type_find_field (type, "until"), "period_reversed",
                             findings);
}

/*
 * tb_rules_check_range:
 * @record: a record
 * @field: index of an INTEGER or DECIMAL field
 * @least: the least whole number that it may be
 * @most: the largest
 * @findings: where a value outside is added
 */
void
tb_rules_check_range (TbRecord *record, guint field, gint64 least, gint64 most,
                      TbFindings *findings)
{
  const TbField *description = &tb_record_get_record_type (record)->fields[field];
  gint64 unit = description->type == TB_FIELD_INTEGER ? 1 : 100;
  gint64 value = tb_record_get_int (record, field);

  if (tb_record_has (record, field) && (value < least * unit || value > most * unit))
    tb_findings_add (findings, field, TB_SEVERITY_ERROR, "out_of_range",
                     _ ("“%s” must be from %d to %d."), _ (description->label), (int)least,
                     (int)most);
}

/*
 * tb_rules_check_times:
 * @record: a record
 * @from: index of a TIME field
 * @to: index of a TIME field of the same day that comes after @from
 * @findings: where it is added
 */
void
tb_rules_check_times (TbRecord *record, guint from, guint to, TbFindings *findings)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  const char *start = tb_record_get_text (record, from);
  const char *end = tb_record_get_text (record, to);
  int start_minutes, end_minutes;

  if (start == NULL || end == NULL || !tb_time_parse (start, &start_minutes)
      || !tb_time_parse (end, &end_minutes))
    return;

  if (end_minutes <= start_minutes)
    tb_findings_add (findings, to, TB_SEVERITY_ERROR, "times_reversed",
                     _ ("“%s” must be later than “%s”."), _ (type->fields[to].label),
                     _ (type->fields[from].label));
}

/*
 * tb_rules_check_one_owner:
 * @record: a record that belongs to another
 * @owners: (array length=n_owners): indexes of the REFERENCE fields that may name it
 * @n_owners: how many
 * @findings: where it is added
 *
 * What hangs on other records hangs on exactly one of them.
 */
void
tb_rules_check_one_owner (TbRecord *record, const guint *owners, gsize n_owners,
                          TbFindings *findings)
{
  guint n_found = 0;

  for (gsize i = 0; i < n_owners; i++)
    n_found += tb_record_has (record, owners[i]);

  if (n_found != 1)
    tb_findings_add (findings, owners[0], TB_SEVERITY_ERROR, "one_owner",
                     _ ("It must belong to one record, and to one only."));
}
