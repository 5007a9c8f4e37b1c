/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-search-terms.h"

#include "tb-search-text.h"

static gboolean
contains (const TbSearchText *value, const TbSearchText *word)
{
  for (guint i = 0; i + word->n <= value->n; i++)
    {
      if (memcmp (value->characters + i, word->characters, word->n * sizeof (gunichar)) == 0)
        return TRUE;
    }

  return FALSE;
}

typedef struct
{
  const TbSearchUnit *units;
  guint n_units;
  const TbSearchText *word;
  guint8 failed[TB_SEARCH_VALUE_MAX][TB_SEARCH_WORD_MAX]; /* so that no place is tried twice */
} Reader;

static gboolean
reads_from (Reader *self, guint u, guint w)
{
  const TbSearchUnit *unit = &self->units[u];
  const gunichar *typed = self->word->characters + w;
  guint left = self->word->n - w;

  if (left == 0)
    return TRUE;
  if (u == self->n_units || self->failed[u][w])
    return FALSE;

  if (unit->character != 0 && typed[0] == unit->character)
    {
      if (reads_from (self, u + 1, w + 1))
        return TRUE;
    }
  else if (unit->character == 0 || unit->readings != NULL)
    {
      guint n_ways = tb_search_unit_count_ways (unit) * 2;

      for (guint way = 0; way < n_ways; way++)
        {
          char syllable[TB_SEARCH_PINYIN_MAX + 1];
          gsize length = tb_search_unit_read (unit, way / 2, way % 2 == 1, syllable);
          gsize same = 0;

          length = MIN (length, TB_SEARCH_PINYIN_MAX);
          while (same < MIN (length, left) && typed[same] == (guchar)syllable[same])
            same++;
          if (same == left)
            return TRUE;
          if (same == length && reads_from (self, u + 1, w + same))
            return TRUE;
          if (same > 0 && unit->character != 0 && reads_from (self, u + 1, w + 1))
            return TRUE;
        }
    }

  self->failed[u][w] = TRUE;

  return FALSE;
}

static gboolean
reads (const TbSearchText *value, const TbSearchText *word, TbPinyinKind kind)
{
  TbSearchUnit units[TB_SEARCH_VALUE_MAX];
  Reader reader = { .units = units, .word = word };

  reader.n_units = tb_search_text_cut (value, kind, units);
  for (guint u = 0; u < reader.n_units; u++)
    {
      if (reads_from (&reader, u, 0))
        return TRUE;
    }

  return FALSE;
}

static gboolean
number_matches (const TbSearchText *value, const TbSearchText *word)
{
  TbSearchText digits = { .n = 0 };

  if ((!tb_search_text_has_digit (value) || !tb_search_text_is_ascii (value)) && word->n > 1
      && contains (value, word))
    return TRUE;
  if (!tb_search_text_is_ascii (word) || !tb_search_text_has_digit (word))
    return !tb_search_text_is_ascii (word) && contains (value, word);

  for (guint i = 0; i < value->n; i++)
    {
      if (tb_search_is_ascii_alnum (value->characters[i]))
        digits.characters[digits.n++] = value->characters[i];
    }

  return (word->n >= TB_SEARCH_NUMBER_GRAM || digits.n <= TB_SEARCH_SHORT_NUMBER_MAX)
         && contains (&digits, word);
}

static gboolean
word_matches (TbSearchKind kind, const TbSearchText *value, const TbSearchText *word)
{
  /* A single letter or digit is looked for where a syllable or a word begins. */
  gboolean literally = word->n > 1 || !tb_search_text_is_ascii (word);

  switch (kind)
    {
    case TB_SEARCH_PERSON_NAME:
      return (literally && contains (value, word)) || reads (value, word, TB_PINYIN_PERSON);
    case TB_SEARCH_NAME:
      return (literally && contains (value, word)) || reads (value, word, TB_PINYIN_PHRASE);
    case TB_SEARCH_REFERENCE:
      return word->n > 1 && contains (value, word);
    case TB_SEARCH_NUMBER:
      return number_matches (value, word);
    case TB_SEARCH_NONE:
    default:
      return FALSE;
    }
}

/**
 * tb_search_terms_matches:
 * @kind: how the value is found
 * @value: (nullable): the value
 * @typed: (nullable): what was typed
 *
 * Whether one value matches all of @typed. The index may find more than this. Where words may be
 * spread over the fields of a record, call it with each word of tb_search_terms_split(). Safe on
 * every thread.
 *
 * Returns: whether it matches
 */
gboolean
tb_search_terms_matches (TbSearchKind kind, const char *value, const char *typed)
{
  g_auto (GStrv) words = NULL;
  TbSearchText folded;

  if (value == NULL || kind == TB_SEARCH_NONE)
    return FALSE;

  words = tb_search_terms_split (typed);
  if (words[0] == NULL)
    return FALSE;

  tb_search_text_fold (value, TB_SEARCH_VALUE_MAX, &folded);
  for (guint i = 0; words[i] != NULL; i++)
    {
      TbSearchText word;

      tb_search_text_fold (words[i], TB_SEARCH_WORD_MAX, &word);
      if (!word_matches (kind, &folded, &word))
        return FALSE;
    }

  return TRUE;
}
