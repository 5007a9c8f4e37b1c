/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A term is a letter that says what it is, and content:
 *
 *   n  one character of a name, or two neighbouring ones: 张伟 → n张 n张伟 n伟
 *   r  two neighbouring characters of a reference, without what every firm's name has (有限公司)
 *   q  the first letters, up to five, of the pinyin from every syllable to the end, run together;
 * of the initials from every syllable; of surname and initials: 张伟 → qz qzh qzha qzhan qzhang qzw
 * qw qwe qwei p  the same with all letters where there are more: pzhangwei d  three neighbouring
 * digits or letters of a number; of a short one also one and two
 *
 * What is typed becomes whole terms; only pinyin of six letters and more is looked for as the
 * beginning of a term. FTS5 finds beginnings by walking through every row of every term, which for
 * a common surname takes 20 ms among half a million persons and less than 1 ms where the beginnings
 * are terms themselves. (Its own index of beginnings would hold those of all terms and make writing
 * twice as slow.)
 *
 * Pinyin is cut off at a length, in terms and in what is typed alike, so that a beginning stays
 * one. So the index finds everything that tb_search_terms_matches() accepts for what people type,
 * and some more, which tb_search_terms_matches() sorts out.
 */
#include "tb-search-terms.h"

#include "tb-search-text.h"

/* Ways in which the characters from one place on can be read, at most. */
#define PERSON_WAYS_MAX 6
#define PHRASE_WAYS_MAX 3

static void
append_term (GString *terms, char space, const gunichar *characters, guint n)
{
  if (terms->len > 0)
    g_string_append_c (terms, ' ');
  tb_search_append_token (terms, space, characters, n);
}

static void
append_name (GString *terms, const TbSearchText *value)
{
  for (guint i = 0; i < value->n; i++)
    {
      /* A single letter is looked for as the beginning of a word. */
      if (value->characters[i] >= 0x80)
        append_term (terms, 'n', value->characters + i, 1);
      if (i + 1 < value->n)
        append_term (terms, 'n', value->characters + i, 2);
    }
}

static void
append_reference (GString *terms, const TbSearchText *value)
{
  for (guint i = 0; i + 1 < value->n; i++)
    {
      if (!tb_search_is_generic_pair (value->characters[i], value->characters[i + 1]))
        append_term (terms, 'r', value->characters + i, 2);
    }
}

static void
append_number (GString *terms, const TbSearchText *value)
{
  gunichar digits[TB_SEARCH_VALUE_MAX];
  guint n = 0;

  for (guint i = 0; i < value->n; i++)
    {
      if (tb_search_is_ascii_alnum (value->characters[i]))
        digits[n++] = value->characters[i];
    }

  for (guint length = n <= TB_SEARCH_SHORT_NUMBER_MAX ? 1 : TB_SEARCH_NUMBER_GRAM;
       length <= TB_SEARCH_NUMBER_GRAM; length++)
    {
      for (guint i = 0; i + length <= n; i++)
        append_term (terms, 'd', digits + i, length);
    }
}

static gboolean
has_v (const TbSearchUnit *units, guint n_units)
{
  for (guint i = 0; i < n_units; i++)
    {
      for (guint j = 0; units[i].readings != NULL && units[i].readings[j] != NULL; j++)
        {
          if (strchr (units[i].readings[j], 'v') != NULL)
            return TRUE;
        }
    }

  return FALSE;
}

/* Whether a term was added for this start before. */
static gboolean
has_term (const GString *terms, gsize since, char space, const char *content, gsize length)
{
  const char *end = terms->str + terms->len;
  const char *next;

  for (const char *p = terms->str + since; p < end; p = next + 1)
    {
      next = memchr (p, ' ', end - p);
      if (next == NULL)
        next = end;
      if (*p == space && (gsize)(next - p) == length + 1 && memcmp (p + 1, content, length) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
add_letters (GString *terms, char space, const char *content, gsize length)
{
  if (terms->len > 0)
    g_string_append_c (terms, ' ');
  g_string_append_c (terms, space);
  g_string_append_len (terms, content, length);
}

static void
add_pinyin (GString *terms, gsize since, const char *content)
{
  gsize length = strlen (content);

  /* Where a beginning is there, those that are shorter are too. */
  for (gsize n = MIN (length, TB_SEARCH_SHORT_PINYIN_MAX);
       n > 0 && !has_term (terms, since, 'q', content, n); n--)
    add_letters (terms, 'q', content, n);
  if (length > TB_SEARCH_SHORT_PINYIN_MAX && !has_term (terms, since, 'p', content, length))
    add_letters (terms, 'p', content, length);
}

static void
append_cut (char *out, gsize *length, gsize max, const char *text, gsize n)
{
  n = MIN (n, max - *length);
  memcpy (out + *length, text, n);
  *length += n;
  out[*length] = '\0';
}

/* The terms that begin at the first of @units, read in one of the ways. */
static void
append_way (GString *terms, gsize since, const TbSearchUnit *units, guint n_units, guint way,
            gboolean with_u, gboolean with_surname)
{
  char full[TB_SEARCH_PINYIN_MAX + 1] = "", initials[TB_SEARCH_PINYIN_MAX + 1] = "",
                                   mixed[TB_SEARCH_PINYIN_MAX + 1] = "";
  gsize full_length = 0, initials_length = 0, mixed_length = 0;

  for (guint i = 0; i < n_units && initials_length < TB_SEARCH_PINYIN_MAX; i++)
    {
      char syllable[TB_SEARCH_PINYIN_MAX + 1];
      guint n_ways = tb_search_unit_count_ways (&units[i]);
      gsize length = tb_search_unit_read (&units[i], way % n_ways, with_u, syllable);

      way /= n_ways;
      append_cut (full, &full_length, TB_SEARCH_PINYIN_MAX, syllable, length);
      append_cut (initials, &initials_length, TB_SEARCH_PINYIN_MAX, syllable,
                  units[i].readings != NULL ? MIN (length, 1) : length);
      append_cut (mixed, &mixed_length, TB_SEARCH_PINYIN_MAX, syllable,
                  i == 0 ? length : MIN (length, 1));
    }

  add_pinyin (terms, since, full);
  /* One initial is the beginning of the full pinyin; so are two units of surname and initial. */
  if (n_units > 1)
    add_pinyin (terms, since, initials);
  if (with_surname && n_units > 2)
    add_pinyin (terms, since, mixed);
}

static void
append_pinyin (GString *terms, const TbSearchText *value, TbPinyinKind kind)
{
  TbSearchUnit units[TB_SEARCH_VALUE_MAX];
  guint n_units = tb_search_text_cut (value, kind, units);
  guint ways_max = kind == TB_PINYIN_PERSON ? PERSON_WAYS_MAX : PHRASE_WAYS_MAX;

  for (guint start = 0; start < n_units; start++)
    {
      gsize since = terms->len;
      guint n_ways = 1, n_surname_ways = tb_search_unit_count_ways (&units[start]);

      for (guint i = start; i < n_units && n_ways < ways_max; i++)
        n_ways *= tb_search_unit_count_ways (&units[i]);
      n_ways = MIN (n_ways, MAX (ways_max, n_surname_ways));

      for (guint way = 0; way < n_ways; way++)
        {
          gboolean with_surname = start == 0 && kind == TB_PINYIN_PERSON;

          append_way (terms, since, units + start, n_units - start, way, FALSE, with_surname);
          if (has_v (units + start, n_units - start))
            append_way (terms, since, units + start, n_units - start, way, TRUE, with_surname);
        }
    }
}

/**
 * tb_search_terms_append:
 * @terms: where to write them, separated by spaces
 * @kind: how the value is to be found
 * @value: (nullable): the value
 *
 * Adds the terms under which a value is found, for an FTS5 table with `tokenize='ascii'` and
 * `detail=none`. What is no UTF-8 has none. Safe on every thread.
 */
void
tb_search_terms_append (GString *terms, TbSearchKind kind, const char *value)
{
  TbSearchText folded;

  g_return_if_fail (terms != NULL);

  if (value == NULL || kind == TB_SEARCH_NONE)
    return;

  tb_search_text_fold (value, TB_SEARCH_VALUE_MAX, &folded);
  switch (kind)
    {
    case TB_SEARCH_PERSON_NAME:
      append_name (terms, &folded);
      append_pinyin (terms, &folded, TB_PINYIN_PERSON);
      break;
    case TB_SEARCH_NAME:
      append_name (terms, &folded);
      append_pinyin (terms, &folded, TB_PINYIN_PHRASE);
      break;
    case TB_SEARCH_REFERENCE:
      append_reference (terms, &folded);
      break;
    case TB_SEARCH_NUMBER:
      append_number (terms, &folded);
      if (!tb_search_text_has_digit (&folded) || !tb_search_text_is_ascii (&folded))
        append_name (terms, &folded);
      break;
    case TB_SEARCH_NONE:
    default:
      break;
    }
}
