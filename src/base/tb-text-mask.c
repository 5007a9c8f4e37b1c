/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-text.h"

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
