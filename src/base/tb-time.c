/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-time.h"

#include <string.h>

#include "tb-text.h"

/* The words before or after a time that say which half of the day it is in. */
static const struct
{
  const char *word;
  gboolean afternoon;
} halves[] = {
  { "凌晨", FALSE }, { "早上", FALSE }, { "上午", FALSE }, { "中午", TRUE }, { "下午", TRUE },
  { "傍晚", TRUE },  { "晚上", TRUE },  { "晚", TRUE },    { "am", FALSE },  { "pm", TRUE },
};

typedef struct
{
  gboolean known;
  gboolean afternoon;
} Half;

/* Blanks out the word for the half of the day in @text. */
static Half
take_half (char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (halves); i++)
    {
      char *at = strstr (text, halves[i].word);

      if (at == NULL)
        continue;
      memset (at, ' ', strlen (halves[i].word));
      return (Half){ .known = TRUE, .afternoon = halves[i].afternoon };
    }
  return (Half){ 0 };
}

/* Up to @max digits, of which there must be one. */
static gboolean
read_number (const char **text, guint max, int *number)
{
  guint n_digits = 0;

  *number = 0;
  while (n_digits < max && g_ascii_isdigit (**text))
    {
      *number = *number * 10 + g_ascii_digit_value (**text);
      (*text)++;
      n_digits++;
    }
  return n_digits > 0;
}

static gboolean
skip (const char **text, const char *word)
{
  if (!g_str_has_prefix (*text, word))
    return FALSE;

  *text += strlen (word);
  return TRUE;
}

/* `14:30`, `14:30:00`, `14.30`, `1430`, `930`, `14点`, `14点半`, `14点30分`, `14时30分`. */
static gboolean
read_clock (const char *text, int *hour, int *minute)
{
  int second;

  *minute = 0;
  if (strlen (text) >= 3 && strspn (text, "0123456789") == strlen (text))
    {
      guint n_hours = strlen (text) - 2;

      return n_hours <= 2 && read_number (&text, n_hours, hour) && read_number (&text, 2, minute);
    }

  if (!read_number (&text, 2, hour))
    return FALSE;
  if (skip (&text, ":") || skip (&text, "."))
    {
      if (!read_number (&text, 2, minute))
        return FALSE;
      if (skip (&text, ":") && !read_number (&text, 2, &second))
        return FALSE;
    }
  else if (skip (&text, "点") || skip (&text, "时"))
    {
      if (skip (&text, "半"))
        *minute = 30;
      else if (skip (&text, "整") || *text == '\0')
        *minute = 0;
      else if (!read_number (&text, 2, minute))
        return FALSE;
      skip (&text, "分");
    }
  else
    {
      return FALSE;
    }
  return *text == '\0';
}

/* Without blanks, in half-width characters and small letters. */
static char *
dup_folded (const char *text)
{
  g_autofree char *normal = tb_text_normalise (text);
  GString *folded = g_string_new (NULL);

  for (const char *p = normal; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0xff1a || c == 0x2236) /* ： and ∶ */
        c = ':';
      else if (c >= 0xff01 && c <= 0xff5e) /* full-width ASCII */
        c -= 0xfee0;
      if (!g_unichar_isspace (c))
        g_string_append_unichar (folded, g_unichar_tolower (c));
    }
  return g_string_free_and_steal (folded);
}

/* Reads @text, already folded. @half is what the words around it say, for the end of a period. */
static gboolean
parse_folded (const char *text, Half *half, int *minutes)
{
  g_autofree char *copy = g_strdup (text);
  Half own = take_half (copy);
  int hour, minute;

  if (own.known)
    *half = own;
  if (!read_clock (g_strstrip (copy), &hour, &minute) || hour > 24 || minute > 59)
    return FALSE;

  if (half->known && half->afternoon && hour < 12)
    hour += 12;
  else if (half->known && !half->afternoon && hour == 12)
    hour = 0;
  if (hour == 24)
    return FALSE;

  *minutes = hour * 60 + minute;
  return TRUE;
}

/**
 * tb_time_parse:
 * @text: what was typed or stands in a cell
 * @minutes: (out): minutes since midnight
 *
 * Reads a time of day as people write it: `14:30`, `14：30`, `1430`, `2:30 PM`, `下午2:30`,
 * `14点30分`, `14时半`. Midnight is `0:00`. Any thread.
 *
 * Returns: whether it is one
 */
gboolean
tb_time_parse (const char *text, int *minutes)
{
  g_autofree char *folded = NULL;
  Half half = { 0 };

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (minutes != NULL, FALSE);

  folded = dup_folded (text);
  return parse_folded (folded, &half, minutes);
}

/**
 * tb_time_parse_period:
 * @text: what was typed or stands in a cell
 * @from: (out): minutes since midnight
 * @to: (out): minutes since midnight; -1 where only one time is given
 *
 * Reads a period within a day: `14:00-16:00`, `14：00—16：00`, `下午2:30至4:30`, `14:00`. Any
 * thread.
 *
 * Returns: whether it is one
 */
gboolean
tb_time_parse_period (const char *text, int *from, int *to)
{
  static const char *const dashes[] = { "-", "－", "–", "—", "―", "~", "～", "至", "到", NULL };
  g_autofree char *folded = NULL;
  Half half = { 0 };

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (from != NULL && to != NULL, FALSE);

  folded = dup_folded (text);
  *to = -1;
  for (gsize i = 0; dashes[i] != NULL; i++)
    {
      char *dash = strstr (folded, dashes[i]);
      const char *rest;

      if (dash == NULL)
        continue;
      rest = dash + strlen (dashes[i]);
      while (skip (&rest, dashes[i]))
        ;
      *dash = '\0';
      return parse_folded (folded, &half, from) && parse_folded (rest, &half, to);
    }
  return parse_folded (folded, &half, from);
}

/**
 * tb_time_to_text:
 * @minutes: minutes since midnight
 * @buffer: where the text is written
 *
 * Returns: @buffer: `14:30`
 */
const char *
tb_time_to_text (int minutes, char buffer[TB_TIME_SIZE])
{
  g_return_val_if_fail (minutes >= 0 && minutes < TB_TIME_DAY, NULL);

  g_snprintf (buffer, TB_TIME_SIZE, "%02u:%02u", (guint)minutes / 60 % 24, (guint)minutes % 60);
  return buffer;
}
