/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-xlsx-number-format.h"

#include <string.h>

/* More runs of letters than any format code has; the rest of a longer one is not looked at. */
#define MAX_RUNS 32

/*
 * Formats that a workbook names by number without spelling them out, as ECMA-376 §18.8.30 lists
 * them. Those from 27 on differ between languages; the Chinese ones are used here. Where 34, 35, 55
 * and 56 are times of day in Chinese they are dates in Japanese; a time of day is below 1 and does
 * not become a date anyway.
 */
typedef struct
{
  guint first;
  guint last;
  TbDatePrecision precision;
} BuiltinRange;

static const BuiltinRange builtins[] = {
  { 14, 16, TB_DATE_PRECISION_DAY },   { 17, 17, TB_DATE_PRECISION_MONTH }, /* mmm-yy */
  { 22, 22, TB_DATE_PRECISION_DAY },   { 27, 27, TB_DATE_PRECISION_MONTH }, /* yyyy"年"m"月" */
  { 28, 31, TB_DATE_PRECISION_DAY },   { 34, 35, TB_DATE_PRECISION_DAY },
  { 36, 36, TB_DATE_PRECISION_MONTH }, { 50, 50, TB_DATE_PRECISION_MONTH },
  { 51, 51, TB_DATE_PRECISION_DAY },   { 52, 52, TB_DATE_PRECISION_MONTH },
  { 53, 56, TB_DATE_PRECISION_DAY },   { 57, 57, TB_DATE_PRECISION_MONTH },
  { 58, 58, TB_DATE_PRECISION_DAY },
};

/* Letters in brackets are colours, conditions and languages, but for hours, minutes and seconds
 * that count on. */
static const char *
skip_bracket (const char *code, gboolean *is_elapsed)
{
  const char *end = strchr (code, ']');

  if (end == NULL)
    return code + strlen (code);
  *is_elapsed = strchr ("hms", g_ascii_tolower (code[1])) != NULL
                && strspn (code + 1, "hHmMsS") == (gsize)(end - code - 1);
  return end + 1;
}

static const char *
skip_quoted (const char *code)
{
  const char *end = strchr (code + 1, '"');

  return end != NULL ? end + 1 : code + strlen (code);
}

/* Words whose letters do not stand for parts of a date. */
static const char *
skip_word (const char *code)
{
  static const char *const words[] = { "General", "AM/PM", "A/P" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strncasecmp (code, words[i], strlen (words[i])) == 0)
      return code + strlen (words[i]);
  return NULL;
}

/* The letters of the first section that stand for parts of a date, one for each run, in lower case.
 */
static guint
collect_runs (const char *code, char runs[MAX_RUNS])
{
  guint n = 0;

  while (*code != '\0' && *code != ';' && n < MAX_RUNS)
    {
      gboolean is_elapsed = FALSE;
      const char *word;
      char letter = g_ascii_tolower (*code);

      if (*code == '"')
        code = skip_quoted (code);
      else if (*code == '\\' || *code == '_' || *code == '*')
        code = code[1] != '\0' ? g_utf8_next_char (code + 1) : code + 1;
      else if (*code == '[')
        {
          code = skip_bracket (code, &is_elapsed);
          if (is_elapsed)
            runs[n++] = 'h';
        }
      else if ((word = skip_word (code)) != NULL)
        code = word;
      else if (letter == 'e' && (code[1] == '+' || code[1] == '-'))
        code += 2;
      else if (strchr ("ymdhsage", letter) != NULL)
        {
          runs[n++] = letter;
          code += strspn (code, (char[]){ letter, g_ascii_toupper (letter), '\0' });
        }
      else
        code++;
    }
  return n;
}

/**
 * tb_xlsx_number_format_classify:
 * @code: a format code, such as `yyyy"年"m"月"d"日";@`
 *
 * What a number under this format shows: an `m` beside hours or seconds is minutes, `e` and `g` are
 * a year of an era, `aaa` a day of the week; what is quoted, escaped or in brackets is not looked
 * at.
 *
 * Returns: how much of a date it shows; %TB_DATE_PRECISION_NONE for other numbers and for times of
 * day
 */
TbDatePrecision
tb_xlsx_number_format_classify (const char *code)
{
  char runs[MAX_RUNS];
  gboolean has_year = FALSE;
  gboolean has_month = FALSE;
  gboolean has_day = FALSE;
  gboolean has_time = FALSE;
  guint n;

  n = collect_runs (code, runs);
  for (guint i = 0; i < n; i++)
    {
      char before = i > 0 ? runs[i - 1] : '\0';
      char after = i + 1 < n ? runs[i + 1] : '\0';

      if (runs[i] == 'h' || runs[i] == 's' || (runs[i] == 'm' && (before == 'h' || after == 's')))
        has_time = TRUE;
      else if (runs[i] == 'm')
        has_month = TRUE;
      else if (runs[i] == 'd' || runs[i] == 'a')
        has_day = TRUE;
      else
        has_year = TRUE;
    }
  if (has_year && !has_day && !has_time)
    return has_month ? TB_DATE_PRECISION_MONTH : TB_DATE_PRECISION_YEAR;
  return has_year || has_month || has_day ? TB_DATE_PRECISION_DAY : TB_DATE_PRECISION_NONE;
}

/**
 * tb_xlsx_number_format_classify_builtin:
 * @id: the number of a format whose code the workbook does not spell out
 *
 * Returns: the same for it
 */
TbDatePrecision
tb_xlsx_number_format_classify_builtin (guint id)
{
  for (guint i = 0; i < G_N_ELEMENTS (builtins); i++)
    if (id >= builtins[i].first && id <= builtins[i].last)
      return builtins[i].precision;
  return TB_DATE_PRECISION_NONE;
}
