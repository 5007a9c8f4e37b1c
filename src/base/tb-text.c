/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-text.h"

#define NAME_LENGTH_MIN 2
#define NAME_LENGTH_MAX 40

#define PHONE_DIGITS_MIN 5
#define PHONE_DIGITS_MAX 15
#define PHONE_EXTENSION_MAX 6

#define EMAIL_LENGTH_MAX 254

#define MIDDLE_DOT 0x00b7

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

static gboolean
is_han (gunichar c)
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
  GString *out = g_string_sized_new (strlen (plain) + 1);
  gunichar previous = 0;

  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gunichar next = g_utf8_get_char (g_utf8_next_char (p));

      if (c == ' ' && (is_han (previous) || previous == MIDDLE_DOT))
        {
          if (is_han (next) || g_utf8_strchr ("·•・‧．.", -1, next) != NULL)
            continue;
        }
      if (is_han (previous)
          && (c == 0x2022 || c == 0x30fb || c == 0x2027 || c == 0xff65 || c == 0x22c5 || c == '.'))
        c = MIDDLE_DOT;

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
  g_autoptr (GString) half = g_string_sized_new (strlen (plain) + 1);
  g_autoptr (GString) digits = g_string_sized_new (strlen (plain) + 1);
  const char *number;

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
  GString *out = g_string_sized_new (strlen (plain) + 1);

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

/**
 * tb_text_is_name:
 * @text: (nullable): a normalised text
 *
 * Whether @text can be a person's name: 2 to 40 letters, with the middle dot of minority names
 * between letters (domain model §3.4) and, in Latin names, a space, hyphen, apostrophe or full
 * stop. Rare characters of every plane, and those that older systems put into the private use area,
 * are letters.
 */
gboolean
tb_text_is_name (const char *text)
{
  gboolean after_letter = FALSE;
  guint length = 0;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (++length > NAME_LENGTH_MAX)
        return FALSE;

      if (g_unichar_isalpha (c) || g_unichar_ismark (c) || is_han (c)
          || g_unichar_type (c) == G_UNICODE_PRIVATE_USE)
        {
          after_letter = TRUE;
        }
      else
        {
          if (!after_letter && c != ' ')
            return FALSE;
          if (c != MIDDLE_DOT && c != ' ' && c != '-' && c != '\'' && c != 0x2019 && c != '.')
            return FALSE;
          after_letter = FALSE;
        }
    }

  return length >= NAME_LENGTH_MIN && (after_letter || g_str_has_suffix (text, "."));
}

/**
 * tb_text_is_mobile:
 * @text: (nullable)
 *
 * Whether @text is a mobile number of mainland China: eleven digits of which the first is 1 and the
 * second 3 to 9 (R-DQ-10).
 */
gboolean
tb_text_is_mobile (const char *text)
{
  if (text == NULL || text[0] != '1' || text[1] < '3' || text[1] > '9')
    return FALSE;

  for (guint i = 2; i < 11; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
    }

  return text[11] == '\0';
}

/**
 * tb_text_is_phone:
 * @text: (nullable): a normalised number
 *
 * Whether @text can be one telephone number: mobile, fixed-line with or without area code, service
 * number, foreign number with `+`; an extension may follow after `转`, `ext`, `x`, `#`.
 */
gboolean
tb_text_is_phone (const char *text)
{
  const char *p = text;
  guint n_digits = 0, n_extension = 0;

  if (p == NULL)
    return FALSE;
  if (*p == '+')
    p++;

  for (; *p != '\0'; p++)
    {
      if (g_ascii_isdigit (*p))
        n_digits++;
      else if (*p != '-' && *p != ' ' && *p != '(' && *p != ')')
        break;
    }
  if (n_digits < PHONE_DIGITS_MIN || n_digits > PHONE_DIGITS_MAX)
    return FALSE;
  if (*p == '\0')
    return TRUE;

  for (guint i = 0; i < 4; i++)
    {
      static const char *const marks[] = { "转", "ext", "x", "#" };

      if (g_ascii_strncasecmp (p, marks[i], strlen (marks[i])) == 0)
        {
          p += strlen (marks[i]);
          break;
        }
    }
  while (*p == '.' || *p == ' ' || *p == ':')
    p++;
  while (g_ascii_isdigit (*p))
    {
      n_extension++;
      p++;
    }

  return *p == '\0' && n_extension >= 1 && n_extension <= PHONE_EXTENSION_MAX;
}

/**
 * tb_text_is_email:
 * @text: (nullable)
 *
 * Whether @text has the form of an e-mail address. That it exists nobody can tell from its form;
 * this catches what is plainly something else.
 */
gboolean
tb_text_is_email (const char *text)
{
  const char *at, *dot;

  if (text == NULL || strlen (text) > EMAIL_LENGTH_MAX)
    return FALSE;

  at = strchr (text, '@');
  if (at == NULL || at == text || strchr (at + 1, '@') != NULL)
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p <= ' ' || *p == 0x7f || strchr ("<>(),;:\"[]\\", *p) != NULL)
        return FALSE;
    }

  dot = strrchr (at, '.');

  return dot != NULL && dot > at + 1 && dot[1] != '\0' && at[1] != '-' && strstr (at, "..") == NULL;
}

static char *
mask_middle (const char *text, glong n_shown_first, glong n_shown_last)
{
  glong length = g_utf8_strlen (text, -1);
  GString *out = g_string_new (NULL);
  glong i = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p), i++)
    {
      if (i < n_shown_first || i >= length - n_shown_last)
        g_string_append_unichar (out, g_utf8_get_char (p));
      else
        g_string_append_c (out, '*');
    }

  return g_string_free_and_steal (out);
}

/**
 * tb_text_mask_id_number:
 * @text: (nullable)
 *
 * Masks an identity number as domain model §5 has it: `440399********0011`. Of shorter numbers
 * (passports) less is shown.
 *
 * Returns: (transfer full) (not nullable)
 */
char *
tb_text_mask_id_number (const char *text)
{
  glong length;

  if (text == NULL || *text == '\0')
    return g_strdup ("");

  length = g_utf8_strlen (text, -1);
  if (length >= 15)
    return mask_middle (text, 6, 4);
  if (length >= 8)
    return mask_middle (text, 1, 3);

  return tb_text_mask_all (text);
}

/**
 * tb_text_mask_phone:
 * @text: (nullable)
 *
 * Masks a telephone number as domain model §5 has it: `138****1234`, `0755-****5678`.
 *
 * Returns: (transfer full) (not nullable)
 */
char *
tb_text_mask_phone (const char *text)
{
  glong length;

  if (text == NULL || *text == '\0')
    return g_strdup ("");

  length = g_utf8_strlen (text, -1);
  if (length >= 8)
    return mask_middle (text, length - 8, 4);
  if (length >= 5)
    return mask_middle (text, 0, 2);

  return tb_text_mask_all (text);
}

/**
 * tb_text_mask_all:
 * @text: (nullable)
 *
 * Hides a text whole, its length too; what is empty stays empty, so that people see that there is
 * something.
 *
 * Returns: (transfer full) (not nullable)
 */
char *
tb_text_mask_all (const char *text)
{
  return g_strdup (tb_text_is_blank (text) ? "" : "******");
}
