/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-sign-in-form.h"

#include <string.h>

#include "tb-text.h"

#define N_DIGITS 4

/* The text of a value of application/x-www-form-urlencoded; NULL where it is not text. */
static char *
decode (const char *start, const char *end)
{
  g_autoptr (GString) text = g_string_sized_new (end - start);

  for (const char *p = start; p < end; p++)
    {
      char c = *p;

      if (c == '%')
        {
          int high = end - p > 2 ? g_ascii_xdigit_value (p[1]) : -1;
          int low = end - p > 2 ? g_ascii_xdigit_value (p[2]) : -1;

          if (high < 0 || low < 0)
            return NULL;
          c = high << 4 | low;
          p += 2;
        }
      else if (c == '+')
        c = ' ';
      if (g_ascii_iscntrl (c))
        return NULL;
      g_string_append_c (text, c);
    }
  if (!g_utf8_validate (text->str, text->len, NULL))
    return NULL;
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* The value of the one field called name; NULL where there is none, or more than one. */
static char *
find_value (const char *body, const char *end, const char *name)
{
  gsize name_length = strlen (name);
  g_autofree char *value = NULL;
  const char *next;

  for (const char *p = body; p < end; p = next + 1)
    {
      next = memchr (p, '&', end - p);
      if (next == NULL)
        next = end;
      if ((gsize)(next - p) <= name_length || strncmp (p, name, name_length) != 0
          || p[name_length] != '=')
        continue;
      if (value != NULL)
        return NULL;
      value = decode (p + name_length + 1, next);
      if (value == NULL)
        return NULL;
    }
  return g_steal_pointer (&value);
}

static gboolean
is_name (const char *text)
{
  if (tb_text_is_blank (text) || g_utf8_strlen (text, -1) > TB_SIGN_IN_NAME_MAX)
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isprint (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static gboolean
is_digits (const char *text)
{
  return strspn (text, "0123456789") == N_DIGITS && text[N_DIGITS] == '\0';
}

/* A value tidied by normalise; empty where what comes out is not what was asked for. */
static char *
read_value (const char *body, const char *end, const char *field, char *(*normalise) (const char *),
            gboolean (*accept) (const char *))
{
  g_autofree char *raw = find_value (body, end, field);
  g_autofree char *value = raw != NULL ? normalise (raw) : NULL;

  return value != NULL && accept (value) ? g_steal_pointer (&value) : g_strdup ("");
}

/**
 * tb_sign_in_form_read:
 * @self: (out caller-allocates): where to put what was read
 * @body: a form's fields as a browser sends them, or anything else
 * @length: bytes of @body
 *
 * Reads the fields `name` and `digits`; full-width digits are taken as digits. A field that is
 * there twice is not there.
 */
void
tb_sign_in_form_read (TbSignInForm *self, const char *body, gsize length)
{
  const char *end;

  g_return_if_fail (self != NULL);
  g_return_if_fail (body != NULL || length == 0);

  end = body + length;
  self->name = read_value (body, end, "name", tb_text_normalise_name, is_name);
  self->digits = read_value (body, end, "digits", tb_text_normalise_code, is_digits);
}

/**
 * tb_sign_in_form_is_complete:
 * @self: a form that was read
 *
 * Returns: whether it has a name and four digits
 */
gboolean
tb_sign_in_form_is_complete (const TbSignInForm *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return *self->name != '\0' && *self->digits != '\0';
}

/**
 * tb_sign_in_form_clear:
 * @self: a form
 *
 * Frees what is in @self.
 */
void
tb_sign_in_form_clear (TbSignInForm *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->digits, g_free);
}
