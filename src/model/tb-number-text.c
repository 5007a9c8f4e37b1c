/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-number-text.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Units that ledgers write after a number. Longer ones before those they end with. */
static const struct
{
  const char *suffix;
  guint times;
} units[] = {
  { "万元", 10000 }, { "平方米", 1 }, { "㎡", 1 }, { "m²", 1 }, { "m2", 1 },
  { "元", 1 },       { "万", 10000 }, { "人", 1 }, { "名", 1 }, { "个", 1 },
  { "家", 1 },       { "层", 1 },     { "年", 1 },
};

/* Two decimals in, more are rounded: 18 digits stay within 64 bits. */
#define MAX_DIGITS 15

static char *
dup_bare (const char *typed, guint *times)
{
  g_autofree char *folded = g_utf8_normalize (typed, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  g_autofree char *half_width = NULL;

  *times = 1;
  if (folded == NULL)
    return NULL;

  g_strstrip (folded);
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      if (g_str_has_suffix (folded, units[i].suffix))
        {
          folded[strlen (folded) - strlen (units[i].suffix)] = '\0';
          *times = units[i].times;
          break;
        }
    }

  half_width = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL_COMPOSE);
  return g_strdup (g_strstrip (half_width));
}

/* Thousands separators stand between digits; a comma anywhere else is a slip. */
static gboolean
is_separator (const char *start, const char *p)
{
  return (*p == ',' || *p == ' ' || *p == '\'') && p > start && g_ascii_isdigit (p[-1])
         && g_ascii_isdigit (p[1]);
}

static gboolean
parse_scaled (const char *typed, guint n_decimals, gint64 *out)
{
  guint times;
  g_autofree char *bare = dup_bare (typed, &times);
  const char *p = bare;
  gboolean negative = FALSE;
  gint64 value = 0;
  guint n_digits = 0;
  guint decimals = 0;
  gboolean point = FALSE;
  gint64 scale = 1;

  if (bare == NULL)
    return FALSE;
  if (*p == '+' || *p == '-')
    negative = *p++ == '-';

  /* Decimals are read to six places so that 1.2345 万元 is exact, then rounded to what is held. */
  for (const char *start = p; *p != '\0'; p++)
    {
      if (g_ascii_isdigit (*p))
        {
          if (point && decimals == 6)
            continue;
          if (++n_digits > MAX_DIGITS)
            return FALSE;
          value = value * 10 + (*p - '0');
          if (point)
            decimals++;
        }
      else if (*p == '.' && !point)
        point = TRUE;
      else if (point || !is_separator (start, p))
        return FALSE;
    }
  if (n_digits == 0)
    return FALSE;

  if (g_ascii_isdigit (bare[strlen (bare) - 1]) == FALSE && bare[strlen (bare) - 1] != '.')
    return FALSE;

  if (value > G_MAXINT64 / 10000 / 100)
    return FALSE;
  value *= times;
  for (; decimals < n_decimals; decimals++)
    value *= 10;
  for (; decimals > n_decimals; decimals--)
    scale *= 10;

  /* A whole number has no fraction to be rounded away: 12.5 persons is a slip. */
  if (n_decimals == 0 && value % scale != 0)
    return FALSE;
  value = (value + scale / 2) / scale;
  *out = negative ? -value : value;
  return TRUE;
}

/**
 * tb_number_text_parse_integer:
 * @typed: what a person typed or a spreadsheet held
 * @out: (out): the number
 *
 * Understands thousands separators, full-width digits, and a unit behind the number (`1,200人`,
 * `１２`, `12.0`).
 *
 * Returns: %FALSE if it is no whole number
 */
gboolean
tb_number_text_parse_integer (const char *typed, gint64 *out)
{
  g_return_val_if_fail (typed != NULL && out != NULL, FALSE);

  return parse_scaled (typed, 0, out);
}

/**
 * tb_number_text_parse_hundredths:
 * @typed: what a person typed or a spreadsheet held
 * @out: (out): the number times 100
 *
 * As tb_number_text_parse_integer(), with decimals; more than two are rounded.
 *
 * Returns: %FALSE if it is no number
 */
gboolean
tb_number_text_parse_hundredths (const char *typed, gint64 *out)
{
  g_return_val_if_fail (typed != NULL && out != NULL, FALSE);

  return parse_scaled (typed, 2, out);
}

/**
 * tb_number_text_parse_boolean:
 * @typed: what a person typed or a spreadsheet held
 * @out: (out): yes or no
 *
 * Returns: %FALSE if it is neither
 */
gboolean
tb_number_text_parse_boolean (const char *typed, gboolean *out)
{
  static const char *const yes[]
      = { "是", "有", "对", "√", "✓", "✔", "☑", "1", "y", "yes", "true", "t", NULL };
  static const char *const no[] = { "否", "无", "非", "不是", "没有",  "×", "✗", "✘",
                                    "☐",  "0",  "n",  "no",   "false", "f", NULL };
  g_autofree char *folded = NULL;

  g_return_val_if_fail (typed != NULL && out != NULL, FALSE);

  folded = g_utf8_normalize (typed, -1, G_NORMALIZE_ALL_COMPOSE);
  if (folded == NULL)
    return FALSE;
  g_strstrip (folded);
  if (strcmp (folded, _ ("Yes")) == 0 || strcmp (folded, _ ("No")) == 0)
    {
      *out = strcmp (folded, _ ("Yes")) == 0;
      return TRUE;
    }

  for (char *p = folded; *p != '\0'; p++)
    *p = g_ascii_tolower (*p);
  if (g_strv_contains (yes, folded))
    *out = TRUE;
  else if (g_strv_contains (no, folded))
    *out = FALSE;
  else
    return FALSE;
  return TRUE;
}

/**
 * tb_number_text_dup_plain:
 * @hundredths: a number times 100
 *
 * Returns: (transfer full): the number with two decimals, as it is typed: `1234.50`
 */
char *
tb_number_text_dup_plain (gint64 hundredths)
{
  guint64 size = hundredths < 0 ? (guint64)0 - (guint64)hundredths : (guint64)hundredths;

  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%02u", hundredths < 0 ? "-" : "", size / 100,
                          (guint)(size % 100));
}

/**
 * tb_number_text_dup_grouped:
 * @hundredths: a number times 100
 *
 * Returns: (transfer full): the number as it is read, with thousands separators: `1,234.50`
 */
char *
tb_number_text_dup_grouped (gint64 hundredths)
{
  g_autofree char *plain = tb_number_text_dup_plain (hundredths);
  GString *grouped = g_string_new (NULL);
  const char *start = *plain == '-' ? plain + 1 : plain;
  gsize whole = strlen (start) - 3;

  if (start != plain)
    g_string_append_c (grouped, '-');
  for (gsize i = 0; i < whole; i++)
    {
      if (i > 0 && (whole - i) % 3 == 0)
        g_string_append_c (grouped, ',');
      g_string_append_c (grouped, start[i]);
    }
  g_string_append (grouped, start + whole);
  return g_string_free_and_steal (grouped);
}
