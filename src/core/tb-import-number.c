/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-import-number.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "tb-text.h"

/* Larger amounts, unit and all, are a cell that slipped; what a field holds of them are hundredths.
 */
#define LARGEST 1e13

/* Yearly revenue and capital are kept in 10,000 yuan, as ledgers do. */
#define YUAN_OF_DECIMAL 1e4

/* What people write behind a number: units of money in yuan, and words that only say what is
 * counted. */
static const struct
{
  const char *word;
  double yuan;
} suffixes[] = {
  { "亿元", 1e8 }, { "亿", 1e8 }, { "万元", 1e4 }, { "万", 1e4 }, { "元", 1 }, { "人", 0 },
  { "名", 0 },     { "个", 0 },   { "家", 0 },     { "年", 0 },   { "层", 0 }, { "平方米", 0 },
  { "平米", 0 },   { "㎡", 0 },   { "m²", 0 },     { "m2", 0 },
};

static void
cut_suffix (GString *text, double *yuan)
{
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (text->str, suffixes[i].word))
      {
        g_string_truncate (text, text->len - strlen (suffixes[i].word));
        if (suffixes[i].yuan > 0)
          *yuan = suffixes[i].yuan;
        return;
      }
}

static gboolean
parse (const char *text, double *yuan, double *number)
{
  g_autofree char *plain = tb_text_normalise (text);
  g_autoptr (GString) digits = g_string_new (plain);
  char *end;

  cut_suffix (digits, yuan);
  g_string_replace (digits, ",", "", 0);
  g_string_replace (digits, "，", "", 0);
  g_string_replace (digits, " ", "", 0);
  g_string_replace (digits, "￥", "", 1);
  g_string_replace (digits, "¥", "", 1);
  /* Only what a number is made of; strtod would take "inf", "nan" and hexadecimal too. */
  if (digits->len == 0 || strspn (digits->str, "+-.0123456789Ee") != digits->len)
    return FALSE;
  *number = g_ascii_strtod (digits->str, &end);
  return *end == '\0';
}

/* How many of what the field holds are one of what is written. */
static double
get_scale (TbFieldType type, double yuan)
{
  if (type == TB_FIELD_INTEGER)
    return 1;
  if (type == TB_FIELD_MONEY)
    return (yuan > 0 ? yuan : 1) * 100;
  return (yuan > 0 ? yuan / YUAN_OF_DECIMAL : 1) * 100;
}

/**
 * tb_import_number_read:
 * @record: what is being read
 * @field: index of an INTEGER, DECIMAL or MONEY field
 * @text: a cell that is not empty
 * @yuan: the unit of the column in yuan, 0 where its heading names none
 * @findings: where to report what is no number
 *
 * Reads a number with thousands separators, a currency sign, a unit behind it. Any thread.
 */
void
tb_import_number_read (TbRecord *record, guint field, const char *text, double yuan,
                       TbFindings *findings)
{
  const TbField *description = &tb_record_get_record_type (record)->fields[field];
  double number = 0;
  gboolean is_number = parse (text, &yuan, &number);
  double held = number * get_scale (description->type, yuan);

  if (!is_number || fabs (held) >= LARGEST * 100
      || (description->type == TB_FIELD_INTEGER && held != floor (held)))
    {
      tb_findings_add (findings, field, TB_SEVERITY_ERROR, "number_unreadable",
                       _ ("“%s” is not a number that “%s” can have."), text,
                       _ (description->label));
      return;
    }

  tb_record_set_int (record, field, llround (held));
}
