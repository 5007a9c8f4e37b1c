/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-text.h"

#include "tb-text-private.h"

/* What separates words without being seen: a space of any width, a tabulator, a line feed. */
static gboolean
is_white (gunichar c)
{
  return c == ' ' || (c >= 0x09 && c <= 0x0d) || c == 0x85 || c == 0xa0 || c == 0x1680
         || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f
         || c == 0x3000;
}

/* What prints nothing and only makes equal texts differ: control characters, zero-width joiners,
 * direction marks, the byte order mark that some programs leave in the first cell. */
static gboolean
is_invisible (gunichar c)
{
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad || (c >= 0x200b && c <= 0x200f)
         || (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x2064) || c == 0xfeff
         || c == 0xfffe;
}

static gunichar
to_half_width (gunichar c)
{
  return c >= 0xff01 && c <= 0xff5e ? c - 0xff01 + 0x21 : c;
}

/* The punctuation of Chinese prose is full-width and stays so; everything else of that block is
 * Latin that an input method made wide. */
static gboolean
is_chinese_punctuation (gunichar c)
{
  switch (c)
    {
    case 0xff01: /* ！ */
    case 0xff08: /* （ */
    case 0xff09: /* ） */
    case 0xff0c: /* ， */
    case 0xff1a: /* ： */
    case 0xff1b: /* ； */
    case 0xff1f: /* ？ */
      return TRUE;
    default:
      return FALSE;
    }
}

/*< private >
 * tb_text_is_han:
 * @c: a character
 *
 * Returns: whether @c is a Chinese character of any plane
 */
gboolean
tb_text_is_han (gunichar c)
{
  return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf)
         || (c >= 0x20000 && c <= 0x3ffff) || (c >= 0xf900 && c <= 0xfaff) || c == 0x3007;
}

/* Nearly every cell of a spreadsheet is in order as it is; one pass over its bytes tells. */
static gboolean
is_plain (const char *text)
{
  guchar previous = ' ';

  for (const guchar *p = (const guchar *)text; *p != '\0'; p++)
    {
      /* U+4000 to U+9FFF, and ASCII without control characters. */
      if (*p >= 0xe4 && *p <= 0xe9)
        {
          if ((p[1] & 0xc0) != 0x80 || (p[2] & 0xc0) != 0x80)
            return FALSE;
          p += 2;
        }
      else if (*p < 0x20 || *p >= 0x7f || (*p == ' ' && previous == ' '))
        {
          return FALSE;
        }
      previous = *p;
    }

  return previous != ' ';
}

static char *
normalise (const char *text, gboolean keep_lines)
{
  g_autofree char *valid = NULL;
  GString *out;
  gboolean space = FALSE;
  guint n_lines = 0;

  if (text == NULL || *text == '\0')
    return g_strdup ("");
  if (is_plain (text))
    return g_strdup (text);

  if (!g_utf8_validate (text, -1, NULL))
    text = valid = g_utf8_make_valid (text, -1);

  out = g_string_sized_new (strlen (text) + 1);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (keep_lines && (c == '\n' || c == 0x2028 || c == 0x2029 || (c == '\r' && p[1] != '\n')))
        {
          n_lines++;
          continue;
        }
      if (is_white (c))
        {
          space = TRUE;
          continue;
        }
      if (is_invisible (c))
        continue;

      if (out->len > 0 && n_lines > 0)
        g_string_append (out, n_lines > 1 ? "\n\n" : "\n");
      else if (out->len > 0 && space)
        g_string_append_c (out, ' ');
      space = FALSE;
      n_lines = 0;

      g_string_append_unichar (out, is_chinese_punctuation (c) ? c : to_half_width (c));
    }

  return g_string_free_and_steal (out);
}

/**
 * tb_text_normalise:
 * @text: (nullable): what was typed, pasted or read from a cell
 *
 * Brings a text of one line into the form in which it is stored: no white space at the ends (the
 * ideographic and the no-break space are white space too), one space between words, no control and
 * no invisible characters, letters and digits half-width. Chinese punctuation stays full-width.
 * Bytes that are no UTF-8 become U+FFFD.
 *
 * Returns: (transfer full) (not nullable)
 */
char *
tb_text_normalise (const char *text)
{
  return normalise (text, FALSE);
}

/**
 * tb_text_normalise_lines:
 * @text: (nullable)
 *
 * As tb_text_normalise(), but lines stay lines and one empty line stays between paragraphs.
 *
 * Returns: (transfer full) (not nullable)
 */
char *
tb_text_normalise_lines (const char *text)
{
  return normalise (text, TRUE);
}

/* Characters from U+4000 to U+9FFF and nothing between them: as most names are. */
static gboolean
is_all_han (const char *text)
{
  for (const guchar *p = (const guchar *)text; *p != '\0'; p += 3)
    if (*p < 0xe4 || *p > 0xe9)
      return FALSE;
  return TRUE;
}

/**
 * tb_text_normalise_name:
 * @text: (nullable): a person's name
 *
 * As tb_text_normalise(); besides, spaces between Chinese characters go (rosters widen `张　伟` to
 * three characters), and the dots that people type between the parts of a minority name become the
 * middle dot U+00B7 (domain model §3.4).
 *
 * Returns: (transfer full) (not nullable)
 */
char *
tb_text_normalise_name (const char *text)
{
  g_autofree char *plain = normalise (text, FALSE);
  GString *out;
  gunichar previous = 0;

  if (is_all_han (plain))
    return g_steal_pointer (&plain);

  out = g_string_sized_new (strlen (plain) + 1);

  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gunichar next = g_utf8_get_char (g_utf8_next_char (p));

      if (c == ' ' && (tb_text_is_han (previous) || previous == TB_TEXT_MIDDLE_DOT))
        {
          if (tb_text_is_han (next) || g_utf8_strchr ("·•・‧．.", -1, next) != NULL)
            continue;
        }
      if (tb_text_is_han (previous)
          && (c == 0x2022 || c == 0x30fb || c == 0x2027 || c == 0xff65 || c == 0x22c5 || c == '.'))
        c = TB_TEXT_MIDDLE_DOT;

      g_string_append_unichar (out, c);
      previous = c;
    }

  return g_string_free_and_steal (out);
}

/**
 * tb_text_normalise_phone:
 * @text: (nullable): a mobile or fixed-line number
 *
 * As tb_text_normalise(), with half-width punctuation; a mobile number loses spaces, hyphens and
 * the country code, so that the same number is always the same text.
 *
 * Returns: (transfer full) (not nullable)
 */
char *
tb_text_normalise_phone (const char *text)
{
  g_autofree char *plain = normalise (text, FALSE);
  g_autoptr (GString) half = NULL;
  g_autoptr (GString) digits = NULL;
  const char *number;

  if (tb_text_is_mobile (plain))
    return g_steal_pointer (&plain);

  half = g_string_sized_new (strlen (plain) + 1);
  digits = g_string_sized_new (strlen (plain) + 1);

  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = to_half_width (g_utf8_get_char (p));

      if (c == 0x2010 || c == 0x2011 || c == 0x2013 || c == 0x2014 || c == 0x2212)
        c = '-';
      g_string_append_unichar (half, c);
      if (c != ' ' && c != '-')
        g_string_append_unichar (digits, c);
    }

  number = digits->str;
  if (g_str_has_prefix (number, "+86"))
    number += 3;
  else if (g_str_has_prefix (number, "0086"))
    number += 4;
  else if (g_str_has_prefix (number, "86") && strlen (number) == 13)
    number += 2;

  return g_strdup (tb_text_is_mobile (number) ? number : half->str);
}

static gboolean
is_code (const char *text)
{
  while (g_ascii_isdigit (*text) || g_ascii_isupper (*text))
    text++;
  return *text == '\0';
}

/**
 * tb_text_normalise_code:
 * @text: (nullable): an identity number, a credit code, a document number typed by hand
 *
 * Half-width, upper case, without any space.
 *
 * Returns: (transfer full) (not nullable)
 */
char *
tb_text_normalise_code (const char *text)
{
  g_autofree char *plain = normalise (text, FALSE);
  GString *out;

  if (is_code (plain))
    return g_steal_pointer (&plain);

  out = g_string_sized_new (strlen (plain) + 1);
  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = to_half_width (g_utf8_get_char (p));

      if (c != ' ')
        g_string_append_unichar (out, c < 0x80 ? (gunichar)g_ascii_toupper (c) : c);
    }

  return g_string_free_and_steal (out);
}

/**
 * tb_text_fold:
 * @text: (nullable)
 *
 * A form for finding out whether two texts mean the same name: half-width with all punctuation,
 * lower case, without white space. Not for people's eyes.
 *
 * Returns: (transfer full) (not nullable)
 */
char *
tb_text_fold (const char *text)
{
  g_autofree char *plain = normalise (text, FALSE);
  GString *out = g_string_sized_new (strlen (plain) + 1);

  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = to_half_width (g_utf8_get_char (p));

      if (c != ' ')
        g_string_append_unichar (out, g_unichar_tolower (c));
    }

  return g_string_free_and_steal (out);
}

static gboolean
opens_bracket (gunichar c)
{
  return c == '(' || c == '[' || c == '{' || c == 0x3010 || c == 0x3014 || c == 0x300a; /* 【〔《 */
}

static gboolean
closes_bracket (gunichar c)
{
  return c == ')' || c == ']' || c == '}' || c == 0x3011 || c == 0x3015 || c == 0x300b;
}

static char *
fold_words (const char *text, gboolean with_brackets)
{
  GString *out = g_string_sized_new (strlen (text) + 1);
  guint depth = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = to_half_width (g_utf8_get_char (p));

      if (opens_bracket (c))
        depth++;
      else if (closes_bracket (c) && depth > 0)
        depth--;
      else if ((with_brackets || depth == 0) && (g_unichar_isalnum (c) || c == '%'))
        g_string_append_unichar (out, g_unichar_tolower (c));
    }

  return g_string_free_and_steal (out);
}

/**
 * tb_text_fold_heading:
 * @text: (nullable): a heading of a spreadsheet
 *
 * A form in which headings are compared: `身份证号码 （18位）✱` and `身份证号码` fold to the same.
 * Brackets with what they hold, punctuation, marks, white space and width go; letters become small.
 * A heading that is all in brackets keeps what is in them.
 *
 * Returns: (transfer full) (not nullable)
 */
char *
tb_text_fold_heading (const char *text)
{
  g_autofree char *plain = normalise (text, FALSE);
  g_autofree char *folded = fold_words (plain, FALSE);

  if (*folded == '\0')
    return fold_words (plain, TRUE);

  return g_steal_pointer (&folded);
}

/**
 * tb_text_is_blank:
 * @text: (nullable)
 *
 * Returns: whether there is nothing to be seen in @text
 */
gboolean
tb_text_is_blank (const char *text)
{
  if (text == NULL)
    return TRUE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char_validated (p, -1);

      if (c >= (gunichar)-2)
        return FALSE;
      if (!is_white (c) && !is_invisible (c))
        return FALSE;
    }

  return TRUE;
}
