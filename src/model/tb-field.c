/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-field.h"

#include "tb-text.h"

/* Characters of a value that a message repeats at most. */
#define MENTION_MAX 24

/* As many digits are the number of a person or a telephone. */
#define DIGITS_OF_A_NUMBER 7

/**
 * tb_field_is_entered:
 * @field: a field
 *
 * Returns: whether people enter its value: it is neither computed nor hidden from them
 */
gboolean
tb_field_is_entered (const TbField *field)
{
  g_return_val_if_fail (field != NULL, FALSE);

  return (field->flags & (TB_FIELD_DERIVED | TB_FIELD_HIDDEN)) == 0;
}

/**
 * tb_field_is_in_form:
 * @field: a field
 *
 * Returns: whether a form asks for its value: it is entered, and neither given when the record is
 * added nor follows from what is done with it
 */
gboolean
tb_field_is_in_form (const TbField *field)
{
  g_return_val_if_fail (field != NULL, FALSE);

  return tb_field_is_entered (field)
         && (field->flags & (TB_FIELD_STATE | TB_FIELD_NUMBERED | TB_FIELD_KEPT)) == 0;
}

/* A value that stands in the wrong column may be anything. */
static gboolean
looks_like_number (const char *text)
{
  guint n_digits = 0;

  for (const char *c = text; *c != '\0'; c++)
    n_digits += g_ascii_isdigit (*c);
  return n_digits >= DIGITS_OF_A_NUMBER;
}

/**
 * tb_field_dup_mention:
 * @field: a field
 * @text: what was entered for it, and may be no value of it at all
 *
 * Makes what a message may say of an entry: masked where the field is protected or the entry looks
 * like the number of a person or a telephone, and not longer than a few words. Messages are listed,
 * saved and shown to others.
 *
 * Returns: (transfer full): what to show
 */
char *
tb_field_dup_mention (const TbField *field, const char *text)
{
  g_autofree char *normal = NULL;

  g_return_val_if_fail (field != NULL && text != NULL, NULL);

  if (field->sensitivity >= TB_SENSITIVITY_S2)
    return tb_text_mask_all (text);

  normal = tb_text_normalise (text);
  if (looks_like_number (normal))
    return tb_text_mask_id_number (normal);
  if (g_utf8_strlen (normal, -1) > MENTION_MAX)
    {
      g_autofree char *head = g_utf8_substring (normal, 0, MENTION_MAX);

      return g_strconcat (head, "…", NULL);
    }
  return g_steal_pointer (&normal);
}
