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

#include "tb-pinyin.h"

/* Longest value looked into, in characters. */
#define VALUE_MAX 64
/* Longest word typed and most words typed that are looked for; the rest only narrows down further.
 */
#define WORD_MAX 48
#define WORDS_MAX 6
/* Letters of a pinyin term; what lies behind them is left to tb_search_terms_matches(). */
#define PINYIN_MAX 16
/* As many typed letters are a term of their own. */
#define SHORT_PINYIN_MAX 5
/* Room numbers are found by a single digit, telephone numbers by three. */
#define SHORT_NUMBER_MAX 6
#define NUMBER_GRAM 3
/* Ways in which the characters from one place on can be read, at most. */
#define PERSON_WAYS_MAX 6
#define PHRASE_WAYS_MAX 3

typedef struct
{
  gunichar characters[VALUE_MAX];
  gboolean begins[VALUE_MAX]; /* whether something that is left out stood before the character */
  guint n;
} Folded;

static gboolean
is_ascii_alnum (gunichar c)
{
  return c < 0x80 && g_ascii_isalnum (c);
}

/* Letters and digits only, small and half-width; ü is v. */
static void
fold (const char *text, guint max, Folded *out)
{
  gboolean begins = TRUE;

  out->n = 0;
  for (const char *p = text; *p != '\0' && out->n < max; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c >= 0xff01 && c <= 0xff5e)
        c -= 0xff01 - 0x21;
      if (c == 0xfc || c == 0xdc)
        c = 'v';
      if (c < 0x80 ? g_ascii_isalnum (c)
                   : g_unichar_isalnum (c) || g_unichar_type (c) == G_UNICODE_PRIVATE_USE)
        {
          out->begins[out->n] = begins;
          out->characters[out->n++] = g_unichar_tolower (c);
          begins = FALSE;
        }
      else
        {
          begins = TRUE;
        }
    }
}

static void
append_token (GString *out, char space, const gunichar *characters, guint n)
{
  g_string_append_c (out, space);
  for (guint i = 0; i < n; i++)
    g_string_append_unichar (out, characters[i]);
}

static void
append_term (GString *terms, char space, const gunichar *characters, guint n)
{
  if (terms->len > 0)
    g_string_append_c (terms, ' ');
  append_token (terms, space, characters, n);
}

/* What the name of nearly every firm has says nothing and would make a third of the index. */
static gboolean
is_generic_pair (gunichar first, gunichar second)
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

static void
append_name (GString *terms, const Folded *value)
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
append_reference (GString *terms, const Folded *value)
{
  for (guint i = 0; i + 1 < value->n; i++)
    {
      if (!is_generic_pair (value->characters[i], value->characters[i + 1]))
        append_term (terms, 'r', value->characters + i, 2);
    }
}

static void
append_number (GString *terms, const Folded *value)
{
  gunichar digits[VALUE_MAX];
  guint n = 0;

  for (guint i = 0; i < value->n; i++)
    {
      if (is_ascii_alnum (value->characters[i]))
        digits[n++] = value->characters[i];
    }

  for (guint length = n <= SHORT_NUMBER_MAX ? 1 : NUMBER_GRAM; length <= NUMBER_GRAM; length++)
    {
      for (guint i = 0; i + length <= n; i++)
        append_term (terms, 'd', digits + i, length);
    }
}

static gboolean
has_digit (const Folded *text)
{
  for (guint i = 0; i < text->n; i++)
    {
      if (text->characters[i] < 0x80 && g_ascii_isdigit (text->characters[i]))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_all_ascii (const Folded *text)
{
  for (guint i = 0; i < text->n; i++)
    {
      if (text->characters[i] >= 0x80)
        return FALSE;
    }

  return TRUE;
}

/* A name cut into what is read in one go: a Chinese character, or a run of Latin letters and
 * digits. */
typedef struct
{
  gunichar character;          /* 0 for a run */
  const char *const *readings; /* (nullable): NULL for a run and for what cannot be read */
  char run[PINYIN_MAX + 1];    /* empty for a character */
} Unit;

static guint
cut_units (const Folded *value, TbPinyinKind kind, Unit units[VALUE_MAX])
{
  const char *const *readings[VALUE_MAX];
  guint n_units = 0;

  tb_pinyin_read (value->characters, value->n, kind, readings);

  for (guint i = 0; i < value->n; i++)
    {
      Unit *unit = &units[n_units++];
      guint length = 0;

      unit->character = is_ascii_alnum (value->characters[i]) ? 0 : value->characters[i];
      unit->readings = readings[i];
      for (; i < value->n && is_ascii_alnum (value->characters[i]); i++)
        {
          if (length > 0 && value->begins[i])
            break;
          if (length < PINYIN_MAX)
            unit->run[length++] = value->characters[i];
        }
      if (length > 0)
        i--;
      unit->run[length] = '\0';
    }

  return n_units;
}

static guint
unit_n_ways (const Unit *unit)
{
  guint n = 0;

  if (unit->readings == NULL)
    return 1;
  while (unit->readings[n] != NULL)
    n++;

  return n;
}

/* How a unit is read the way-th way. The ü of the table is v, but many type u: whoever does so does
 * it throughout. */
static gsize
unit_read (const Unit *unit, guint way, gboolean with_u, char out[PINYIN_MAX + 1])
{
  gsize length;
  char *v;

  if (unit->readings == NULL)
    return g_strlcpy (out, unit->run, PINYIN_MAX + 1);

  length = g_strlcpy (out, unit->readings[way], PINYIN_MAX + 1);
  v = with_u ? strchr (out, 'v') : NULL;
  if (v != NULL)
    *v = 'u';

  return length;
}

static gboolean
has_v (const Unit *units, guint n_units)
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

/* Adds a term unless it was added for this start before. */
static void
add_once (GString *terms, gsize since, char space, const char *content, gsize length)
{
  const char *p = terms->str + since;

  while ((p = strchr (p, space)) != NULL)
    {
      if ((p == terms->str || p[-1] == ' ') && strncmp (p + 1, content, length) == 0
          && (p[length + 1] == '\0' || p[length + 1] == ' '))
        return;
      p++;
    }

  if (terms->len > 0)
    g_string_append_c (terms, ' ');
  g_string_append_c (terms, space);
  g_string_append_len (terms, content, length);
}

static void
add_pinyin (GString *terms, gsize since, const char *content)
{
  gsize length = strlen (content);

  for (gsize n = 1; n <= MIN (length, SHORT_PINYIN_MAX); n++)
    add_once (terms, since, 'q', content, n);
  if (length > SHORT_PINYIN_MAX)
    add_once (terms, since, 'p', content, length);
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
append_way (GString *terms, gsize since, const Unit *units, guint n_units, guint way,
            gboolean with_u, gboolean with_surname)
{
  char full[PINYIN_MAX + 1] = "", initials[PINYIN_MAX + 1] = "", mixed[PINYIN_MAX + 1] = "";
  gsize full_length = 0, initials_length = 0, mixed_length = 0;

  for (guint i = 0; i < n_units && initials_length < PINYIN_MAX; i++)
    {
      char syllable[PINYIN_MAX + 1];
      guint n_ways = unit_n_ways (&units[i]);
      gsize length = unit_read (&units[i], way % n_ways, with_u, syllable);

      way /= n_ways;
      append_cut (full, &full_length, PINYIN_MAX, syllable, length);
      append_cut (initials, &initials_length, PINYIN_MAX, syllable,
                  units[i].readings != NULL ? MIN (length, 1) : length);
      append_cut (mixed, &mixed_length, PINYIN_MAX, syllable, i == 0 ? length : MIN (length, 1));
    }

  add_pinyin (terms, since, full);
  /* One initial is the beginning of the full pinyin; so are two units of surname and initial. */
  if (n_units > 1)
    add_pinyin (terms, since, initials);
  if (with_surname && n_units > 2)
    add_pinyin (terms, since, mixed);
}

static void
append_pinyin (GString *terms, const Folded *value, TbPinyinKind kind)
{
  Unit units[VALUE_MAX];
  guint n_units = cut_units (value, kind, units);
  guint ways_max = kind == TB_PINYIN_PERSON ? PERSON_WAYS_MAX : PHRASE_WAYS_MAX;

  for (guint start = 0; start < n_units; start++)
    {
      gsize since = terms->len;
      guint n_ways = 1, n_surname_ways = unit_n_ways (&units[start]);

      for (guint i = start; i < n_units && n_ways < ways_max; i++)
        n_ways *= unit_n_ways (&units[i]);
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
 * Adds the terms under which a value is found, for an FTS5 table with `tokenize='ascii'`,
 * `detail=none` and `prefix='2 3'`. Safe on every thread.
 */
void
tb_search_terms_append (GString *terms, TbSearchKind kind, const char *value)
{
  Folded folded;

  g_return_if_fail (terms != NULL);

  if (value == NULL || kind == TB_SEARCH_NONE)
    return;

  fold (value, VALUE_MAX, &folded);
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
      if (!has_digit (&folded) || !is_all_ascii (&folded))
        append_name (terms, &folded);
      break;
    case TB_SEARCH_NONE:
    default:
      break;
    }
}

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
      Folded folded;
      g_autofree char *word = NULL;

      while (*p != '\0' && !g_unichar_isspace (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);

      word = g_strndup (start, p - start);
      fold (word, WORD_MAX, &folded);
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
match_pairs (GString *match, gsize since, char space, const Folded *word, guint first, guint end)
{
  if (end - first == 1 && space == 'n')
    {
      begin_and (match, since);
      append_token (match, 'n', word->characters + first, 1);
      return;
    }

  for (guint i = first; i + 1 < end; i++)
    {
      if (space == 'r' && is_generic_pair (word->characters[i], word->characters[i + 1]))
        continue;
      begin_and (match, since);
      append_token (match, space, word->characters + i, 2);
    }
}

/* Latin letters as the beginning of pinyin, of initials or of a Latin name. */
static void
match_pinyin (GString *match, gsize since, const Folded *word, guint first, guint end)
{
  gboolean is_term = end - first <= SHORT_PINYIN_MAX;

  begin_and (match, since);
  append_token (match, is_term ? 'q' : 'p', word->characters + first,
                MIN (end - first, PINYIN_MAX));
  if (!is_term)
    g_string_append_c (match, '*');
}

static void
match_number (GString *match, gsize since, const Folded *word)
{
  guint length = MIN (word->n, NUMBER_GRAM);

  for (guint i = 0; i + length <= word->n; i++)
    {
      begin_and (match, since);
      append_token (match, 'd', word->characters + i, length);
    }
}

/* A word of characters and pinyin, such as 张wei. */
static void
match_mixed (GString *match, gsize since, const Folded *word)
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
match_word (GString *match, const Folded *word)
{
  gboolean ascii = is_all_ascii (word);
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
  if (ascii && has_digit (word))
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
      Folded word;

      fold (words[i], WORD_MAX, &word);
      begin_and (match, 0);
      match_word (match, &word);
    }

  return g_string_free_and_steal (match);
}

static gboolean
contains (const Folded *value, const Folded *word)
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
  const Unit *units;
  guint n_units;
  const Folded *word;
  guint8 failed[VALUE_MAX][WORD_MAX]; /* so that no place is tried twice */
} Reader;

static gboolean
reads_from (Reader *self, guint u, guint w)
{
  const Unit *unit = &self->units[u];
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
      guint n_ways = unit_n_ways (unit) * 2;

      for (guint way = 0; way < n_ways; way++)
        {
          char syllable[PINYIN_MAX + 1];
          gsize length = unit_read (unit, way / 2, way % 2 == 1, syllable);
          gsize same = 0;

          length = MIN (length, PINYIN_MAX);
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
reads (const Folded *value, const Folded *word, TbPinyinKind kind)
{
  Unit units[VALUE_MAX];
  Reader reader = { .units = units, .word = word };

  reader.n_units = cut_units (value, kind, units);
  for (guint u = 0; u < reader.n_units; u++)
    {
      if (reads_from (&reader, u, 0))
        return TRUE;
    }

  return FALSE;
}

static gboolean
number_matches (const Folded *value, const Folded *word)
{
  Folded digits = { .n = 0 };

  if ((!has_digit (value) || !is_all_ascii (value)) && word->n > 1 && contains (value, word))
    return TRUE;
  if (!is_all_ascii (word) || !has_digit (word))
    return !is_all_ascii (word) && contains (value, word);

  for (guint i = 0; i < value->n; i++)
    {
      if (is_ascii_alnum (value->characters[i]))
        digits.characters[digits.n++] = value->characters[i];
    }

  return (word->n >= NUMBER_GRAM || digits.n <= SHORT_NUMBER_MAX) && contains (&digits, word);
}

static gboolean
word_matches (TbSearchKind kind, const Folded *value, const Folded *word)
{
  /* A single letter or digit is looked for where a syllable or a word begins. */
  gboolean literally = word->n > 1 || !is_all_ascii (word);

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
  Folded folded;

  if (value == NULL || kind == TB_SEARCH_NONE)
    return FALSE;

  words = tb_search_terms_split (typed);
  if (words[0] == NULL)
    return FALSE;

  fold (value, VALUE_MAX, &folded);
  for (guint i = 0; words[i] != NULL; i++)
    {
      Folded word;

      fold (words[i], WORD_MAX, &word);
      if (!word_matches (kind, &folded, &word))
        return FALSE;
    }

  return TRUE;
}
