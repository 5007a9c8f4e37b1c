/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-xlsx-escapes.h"

#include <string.h>

#define ESCAPE_BYTES 7 /* _x000D_ */
#define REPLACEMENT_CHARACTER 0xfffd

static gboolean
parse_escape (const char *text, gsize length, gunichar *unit)
{
  *unit = 0;
  if (length < ESCAPE_BYTES || text[0] != '_' || text[1] != 'x' || text[6] != '_')
    return FALSE;
  for (guint i = 2; i < 6; i++)
    {
      if (!g_ascii_isxdigit (text[i]))
        return FALSE;
      *unit = *unit << 4 | g_ascii_xdigit_value (text[i]);
    }
  return TRUE;
}

/* Reads one escape, or the two of a surrogate pair; gives the bytes it took. */
static gsize
read_character (const char *text, gsize length, gunichar *character)
{
  gunichar low;

  if (!parse_escape (text, length, character))
    return 0;
  if (*character >= 0xd800 && *character < 0xdc00
      && parse_escape (text + ESCAPE_BYTES, length - ESCAPE_BYTES, &low) && low >= 0xdc00
      && low < 0xe000)
    {
      *character = 0x10000 + ((*character - 0xd800) << 10) + (low - 0xdc00);
      return 2 * ESCAPE_BYTES;
    }
  /* Half a pair is no character; NUL would cut the text short. */
  if (*character == 0 || (*character >= 0xd800 && *character < 0xe000))
    *character = REPLACEMENT_CHARACTER;
  return ESCAPE_BYTES;
}

/**
 * tb_xlsx_escapes_decode:
 * @text: text of a cell as the XML has it
 * @length: its bytes
 *
 * Decodes, in place, the escapes by which a workbook writes what XML cannot: `_x000D_` is a
 * carriage return, and
 * `_x005F_` is the underscore that keeps a text looking like an escape from being one.
 *
 * Returns: the new length, never more than @length
 */
gsize
tb_xlsx_escapes_decode (char *text, gsize length)
{
  char *first = memmem (text, length, "_x", 2);
  gsize in;
  gsize out;

  if (first == NULL)
    return length;

  in = out = first - text;
  while (in < length)
    {
      gunichar character;
      gsize taken = read_character (text + in, length - in, &character);

      if (taken > 0)
        {
          out += g_unichar_to_utf8 (character, text + out);
          in += taken;
        }
      else
        text[out++] = text[in++];
    }
  return out;
}

/* How many bytes at @text must not be written as they are, and what to write for them. */
static gsize
find_protection (const char *text, const char **protection)
{
  gunichar unit;

  if (text[0] == '_' && parse_escape (text, strlen (text), &unit))
    {
      *protection = "_x005F_";
      return 1;
    }
  /* Valid UTF-8 that XML has no place for. */
  if (strncmp (text, "\xef\xbf\xbe", 3) == 0 || strncmp (text, "\xef\xbf\xbf", 3) == 0)
    {
      *protection = text[2] == '\xbe' ? "_xFFFE_" : "_xFFFF_";
      return 3;
    }
  return 0;
}

/**
 * tb_xlsx_escapes_protect:
 * @text: a text that is to be read as it is
 *
 * Returns: (transfer full) (nullable): @text with each underscore that would begin an escape, and
 * each character that XML cannot have, written as one; %NULL where it has none. Control characters
 * are left to libxlsxwriter, which sees to them.
 */
char *
tb_xlsx_escapes_protect (const char *text)
{
  g_autoptr (GString) protected_text = NULL;
  const char *rest = text;
  const char *found;

  for (const char *from = text; (found = strpbrk (from, "_\xef")) != NULL;
       from = MAX (rest, found + 1))
    {
      const char *protection;
      gsize length = find_protection (found, &protection);

      if (length == 0)
        continue;
      if (protected_text == NULL)
        protected_text = g_string_new (NULL);
      g_string_append_len (protected_text, rest, found - rest);
      g_string_append (protected_text, protection);
      rest = found + length;
    }
  if (protected_text == NULL)
    return NULL;
  g_string_append (protected_text, rest);
  return g_string_free_and_steal (g_steal_pointer (&protected_text));
}
