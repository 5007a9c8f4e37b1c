/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-text.h"

#include "tb-text-private.h"

#define NAME_LENGTH_MIN 2
#define NAME_LENGTH_MAX 40

#define PHONE_DIGITS_MIN 5
#define PHONE_DIGITS_MAX 15
#define PHONE_EXTENSION_MAX 6

#define EMAIL_LENGTH_MAX 254

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

      if (g_unichar_isalpha (c) || g_unichar_ismark (c) || tb_text_is_han (c)
          || g_unichar_type (c) == G_UNICODE_PRIVATE_USE)
        {
          after_letter = TRUE;
        }
      else
        {
          if (!after_letter && c != ' ')
            return FALSE;
          if (c != TB_TEXT_MIDDLE_DOT && c != ' ' && c != '-' && c != '\'' && c != 0x2019
              && c != '.')
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
