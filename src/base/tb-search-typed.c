/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-search-terms.h"

#include "tb-search-text.h"

/* Most words typed that are looked for. */
#define WORDS_MAX 6

/**
 * tb_search_terms_split:
 * @typed: (nullable): what was typed
 *
 * The words that are looked for, each of which must be found in some field of a record. Safe on
 * every thread.
 *
 * Returns: (transfer full): a %NULL-terminated array, empty where nothing can be searched
 */
char **
tb_search_terms_split (const char *typed)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  guint n_words = 0;
  const char *p = typed != NULL && g_utf8_validate (typed, -1, NULL) ? typed : "";

  while (*p != '\0' && n_words < WORDS_MAX)
    {
      const char *start = p;
      TbSearchText folded;
      g_autofree char *word = NULL;

      while (*p != '\0' && !g_unichar_isspace (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);

      word = g_strndup (start, p - start);
      tb_search_text_fold (word, TB_SEARCH_WORD_MAX, &folded);
      if (folded.n > 0)
        {
          g_strv_builder_take (words, g_steal_pointer (&word));
          n_words++;
        }
      if (*p != '\0')
        p = g_utf8_next_char (p);
    }

  return g_strv_builder_end (words);
}

/* Joins the terms of one reading of a word, and the readings with one another. */
static void
begin_and (GString *match, gsize since)
{
  if (match->len > since)
    g_string_append (match, " AND ");
}

static void
begin_or (GString *match, gsize since)
{
  if (match->len > since)
    g_string_append (match, " OR ");
}

/* The characters from @first to before @end, by their pairs. */
static void
match_pairs (GString *match, gsize since, char space, const TbSearchText *word, guint first,
             guint end)
{
  if (end - first == 1 && space == 'n')
    {
      begin_and (match, since);
      tb_search_append_token (match, 'n', word->characters + first, 1);
      return;
    }

  for (guint i = first; i + 1 < end; i++)
    {
      if (space == 'r' && tb_search_is_generic_pair (word->characters[i], word->characters[i + 1]))
        continue;
      begin_and (match, since);
      tb_search_append_token (match, space, word->characters + i, 2);
    }
}

/* Latin letters as the beginning of pinyin, of initials or of a Latin name. */
static void
match_pinyin (GString *match, gsize since, const TbSearchText *word, guint first, guint end)
{
  gboolean is_term = end - first <= TB_SEARCH_SHORT_PINYIN_MAX;

  begin_and (match, since);
  tb_search_append_token (match, is_term ? 'q' : 'p', word->characters + first,
                          MIN (end - first, TB_SEARCH_PINYIN_MAX));
  if (!is_term)
    g_string_append_c (match, '*');
}

static void
match_number (GString *match, gsize since, const TbSearchText *word)
{
  guint length = MIN (word->n, TB_SEARCH_NUMBER_GRAM);

  for (guint i = 0; i + length <= word->n; i++)
    {
      begin_and (match, since);
      tb_search_append_token (match, 'd', word->characters + i, length);
    }
}

/* A word of characters and pinyin, such as 张wei. */
static void
match_mixed (GString *match, gsize since, const TbSearchText *word)
{
  for (guint first = 0, end; first < word->n; first = end)
    {
      gboolean ascii = word->characters[first] < 0x80;

      for (end = first; end < word->n && (word->characters[end] < 0x80) == ascii; end++)
        ;
      if (ascii)
        match_pinyin (match, since, word, first, end);
      else
        match_pairs (match, since, 'n', word, first, end);
    }
}

static void
match_word (GString *match, const TbSearchText *word)
{
  gboolean ascii = tb_search_text_is_ascii (word);
  gsize since;

  g_string_append_c (match, '(');
  since = match->len;

  /* FTS5 binds AND closer than OR. */
  if (ascii)
    match_pinyin (match, since, word, 0, word->n);
  if (!ascii || word->n > 1)
    {
      gsize before;

      begin_or (match, since);
      match_pairs (match, match->len, 'n', word, 0, word->n);

      before = match->len;
      begin_or (match, since);
      since = match->len;
      match_pairs (match, since, 'r', word, 0, word->n);
      if (match->len == since)
        g_string_truncate (match, before);
    }
  if (ascii && tb_search_text_has_digit (word))
    {
      g_string_append (match, " OR ");
      match_number (match, match->len, word);
    }
  if (!ascii)
    {
      gboolean any_ascii = FALSE;

      for (guint i = 0; i < word->n; i++)
        any_ascii |= word->characters[i] < 0x80;
      if (any_ascii)
        {
          g_string_append (match, " OR ");
          match_mixed (match, match->len, word);
        }
    }

  g_string_append_c (match, ')');
}

/**
 * tb_search_terms_dup_match:
 * @typed: (nullable): what was typed: characters, pinyin, initials, a mixture, digits; several
 * words must all be found
 *
 * Turns it into an expression for MATCH over the terms of tb_search_terms_append(). Safe on every
 * thread.
 *
 * Returns: (transfer full) (nullable): the expression, or %NULL where nothing can be searched
 */
char *
tb_search_terms_dup_match (const char *typed)
{
  g_auto (GStrv) words = tb_search_terms_split (typed);
  GString *match;

  if (words[0] == NULL)
    return NULL;

  match = g_string_new (NULL);
  for (guint i = 0; words[i] != NULL; i++)
    {
      TbSearchText word;

      tb_search_text_fold (words[i], TB_SEARCH_WORD_MAX, &word);
      begin_and (match, 0);
      match_word (match, &word);
    }

  return g_string_free_and_steal (match);
}

/**
 * tb_search_terms_are_exact:
 * @typed: (nullable): what was typed
 *
 * Whether the expression of tb_search_terms_dup_match() finds nothing but what
 * tb_search_terms_matches() accepts. It does for one or two letters and for one or two characters,
 * which are terms as they stand; these also find the most, so that looking at each record again
 * would take the longest. Safe on every thread.
 *
 * Returns: whether what is found need not be looked at again
 */
gboolean
tb_search_terms_are_exact (const char *typed)
{
  g_auto (GStrv) words = tb_search_terms_split (typed);
  TbSearchText word;

  if (words[0] == NULL || words[1] != NULL)
    return FALSE;

  tb_search_text_fold (words[0], TB_SEARCH_WORD_MAX, &word);
  if (word.n > 2 || tb_search_text_has_digit (&word))
    return FALSE;
  return word.n == 1 || (word.characters[0] < 0x80) == (word.characters[1] < 0x80);
}
