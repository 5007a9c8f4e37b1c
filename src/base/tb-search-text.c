/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-search-text.h"

/* Whether @character is read as part of a run. */
gboolean
tb_search_is_ascii_alnum (gunichar c)
{
  return c < 0x80 && g_ascii_isalnum (c);
}

/* Nearly all characters of names are Chinese ones of this block, whose properties need not be
 * looked up. */
static gboolean
is_common_han (gunichar c)
{
  return c >= 0x4e00 && c <= 0x9fff;
}

static gboolean
is_letter_or_digit (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum (c);
  return is_common_han (c) || g_unichar_isalnum (c) || g_unichar_type (c) == G_UNICODE_PRIVATE_USE;
}

/* Makes what is compared of at most @max characters: letters and digits only, small and half-width;
 * ü is v. Values come from a disk, which may be damaged: nothing of what is no UTF-8. */
void
tb_search_text_fold (const char *text, guint max, TbSearchText *out)
{
  gboolean begins = TRUE;

  out->n = 0;
  if (!g_utf8_validate (text, -1, NULL))
    return;

  for (const char *p = text; *p != '\0' && out->n < max; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c >= 0xff01 && c <= 0xff5e)
        c -= 0xff01 - 0x21;
      if (c == 0xfc || c == 0xdc)
        c = 'v';
      if (is_letter_or_digit (c))
        {
          out->begins[out->n] = begins;
          out->characters[out->n++] = is_common_han (c) ? c : g_unichar_tolower (c);
          begins = FALSE;
        }
      else
        {
          begins = TRUE;
        }
    }
}

/* Writes a term: the letter that says what it is, and its content. */
void
tb_search_append_token (GString *out, char space, const gunichar *characters, guint n)
{
  char utf8[6];

  g_string_append_c (out, space);
  for (guint i = 0; i < n; i++)
    g_string_append_len (out, utf8, g_unichar_to_utf8 (characters[i], utf8));
}

/* What the name of nearly every firm has says nothing and would make a third of the index. */
gboolean
tb_search_is_generic_pair (gunichar first, gunichar second)
{
  static const gunichar pairs[][2] = {
    { 0x6709, 0x9650 }, /* 有限 */
    { 0x9650, 0x516c }, /* 限公 */
    { 0x516c, 0x53f8 }, /* 公司 */
    { 0x9650, 0x8d23 }, /* 限责 */
    { 0x8d23, 0x4efb }, /* 责任 */
    { 0x4efb, 0x516c }, /* 任公 */
    { 0x80a1, 0x4efd }, /* 股份 */
    { 0x4efd, 0x6709 }, /* 份有 */
    { 0x6df1, 0x5733 }, /* 深圳 */
    { 0x5733, 0x5e02 }, /* 圳市 */
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      if (pairs[i][0] == first && pairs[i][1] == second)
        return TRUE;
    }

  return FALSE;
}

/* Whether there is a digit of ours in it. */
gboolean
tb_search_text_has_digit (const TbSearchText *self)
{
  for (guint i = 0; i < self->n; i++)
    {
      if (self->characters[i] < 0x80 && g_ascii_isdigit (self->characters[i]))
        return TRUE;
    }

  return FALSE;
}

/* Whether it is all Latin letters and digits. */
gboolean
tb_search_text_is_ascii (const TbSearchText *self)
{
  for (guint i = 0; i < self->n; i++)
    {
      if (self->characters[i] >= 0x80)
        return FALSE;
    }

  return TRUE;
}

/* Cuts a name into what is read in one go. Gives how many units there are. */
guint
tb_search_text_cut (const TbSearchText *value, TbPinyinKind kind,
                    TbSearchUnit units[TB_SEARCH_VALUE_MAX])
{
  const char *const *readings[TB_SEARCH_VALUE_MAX];
  guint n_units = 0;

  tb_pinyin_read (value->characters, value->n, kind, readings);

  for (guint i = 0; i < value->n; i++)
    {
      TbSearchUnit *unit = &units[n_units++];
      guint length = 0;

      unit->character = tb_search_is_ascii_alnum (value->characters[i]) ? 0 : value->characters[i];
      unit->readings = readings[i];
      for (; i < value->n && tb_search_is_ascii_alnum (value->characters[i]); i++)
        {
          if (length > 0 && value->begins[i])
            break;
          if (length < TB_SEARCH_PINYIN_MAX)
            unit->run[length++] = value->characters[i];
        }
      if (length > 0)
        i--;
      unit->run[length] = '\0';
    }

  return n_units;
}

/* How many readings a unit has; what cannot be read has one, the empty text. */
guint
tb_search_unit_count_ways (const TbSearchUnit *unit)
{
  guint n = 0;

  if (unit->readings == NULL)
    return 1;
  while (unit->readings[n] != NULL)
    n++;

  return n;
}

/* How a unit is read the way-th way. The ü of the table is v, but many type u: whoever does so
 * (@with_u) does it throughout. Gives the length. */
gsize
tb_search_unit_read (const TbSearchUnit *unit, guint way, gboolean with_u,
                     char out[TB_SEARCH_PINYIN_MAX + 1])
{
  gsize length;
  char *v;

  if (unit->readings == NULL)
    return g_strlcpy (out, unit->run, TB_SEARCH_PINYIN_MAX + 1);

  length = g_strlcpy (out, unit->readings[way], TB_SEARCH_PINYIN_MAX + 1);
  v = with_u ? strchr (out, 'v') : NULL;
  if (v != NULL)
    *v = 'u';

  return length;
}
