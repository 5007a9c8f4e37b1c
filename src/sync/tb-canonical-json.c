/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-canonical-json.h"

#include <math.h>

/* Servers written in JavaScript hold whole numbers exactly up to here. */
#define LARGEST_WHOLE 9007199254740992.0

/**
 * tb_canonical_json_append_string:
 * @string: UTF-8
 * @text: where the JSON is added
 *
 * Writes a string as canonical JSON: nothing is escaped but what JSON demands, and that in the
 * shortest way there is one.
 */
void
tb_canonical_json_append_string (const char *string, GString *text)
{
  static const char short_escapes[] = {
    ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r', ['"'] = '"', ['\\'] = '\\'
  };
  const char *from = string;

  g_return_if_fail (string != NULL);
  g_return_if_fail (text != NULL);

  g_string_append_c (text, '"');
  for (const char *p = string;; p++)
    {
      guchar c = (guchar)*p;

      if (c >= 0x20 && c != '"' && c != '\\')
        continue;

      /* Nearly every value is one piece. */
      g_string_append_len (text, from, p - from);
      from = p + 1;
      if (c == '\0')
        break;
      if (short_escapes[c] != '\0')
        {
          g_string_append_c (text, '\\');
          g_string_append_c (text, short_escapes[c]);
        }
      else
        {
          g_string_append_printf (text, "\\u%04x", c);
        }
    }
  g_string_append_c (text, '"');
}

/* The fewest digits that read back as the same number; "1e+07" is written "1e7". */
static void
append_fraction (double number, GString *text)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  const char *exponent;

  for (int precision = 1; precision <= 17; precision++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", precision);
      g_ascii_formatd (digits, sizeof digits, format, number);
      if (g_ascii_strtod (digits, NULL) == number)
        break;
    }

  exponent = strchr (digits, 'e');
  if (exponent == NULL)
    {
      g_string_append (text, digits);
      return;
    }
  g_string_append_len (text, digits, exponent - digits);
  g_string_append_printf (text, "e%d", (int)g_ascii_strtoll (exponent + 1, NULL, 10));
}

static void
append_value (JsonNode *node, GString *text)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING)
    {
      tb_canonical_json_append_string (json_node_get_string (node), text);
    }
  else if (type == G_TYPE_BOOLEAN)
    {
      g_string_append (text, json_node_get_boolean (node) ? "true" : "false");
    }
  else if (type == G_TYPE_DOUBLE)
    {
      double number = json_node_get_double (node);

      /* A number beyond all numbers, which some read where others refuse it, cannot be written. */
      if (!isfinite (number))
        g_string_append (text, "null");
      /* What one server sends back as 1.0, another does as 1. */
      else if (number == trunc (number) && fabs (number) <= LARGEST_WHOLE)
        g_string_append_printf (text, "%" G_GINT64_FORMAT, (gint64)number);
      else
        append_fraction (number, text);
    }
  else
    {
      g_string_append_printf (text, "%" G_GINT64_FORMAT, json_node_get_int (node));
    }
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/**
 * tb_canonical_json_append_object:
 * @object: an object
 * @text: where the JSON is added
 *
 * See tb_canonical_json_append().
 */
void
tb_canonical_json_append_object (JsonObject *object, GString *text)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  JsonObjectIter iter;
  const char *name;

  g_return_if_fail (object != NULL);
  g_return_if_fail (text != NULL);

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, NULL))
    g_ptr_array_add (names, (gpointer)name);
  g_ptr_array_sort (names, compare_names);

  g_string_append_c (text, '{');
  for (guint i = 0; i < names->len; i++)
    {
      name = g_ptr_array_index (names, i);
      if (i > 0)
        g_string_append_c (text, ',');
      tb_canonical_json_append_string (name, text);
      g_string_append_c (text, ':');
      tb_canonical_json_append (json_object_get_member (object, name), text);
    }
  g_string_append_c (text, '}');
}

static void
append_array (JsonArray *array, GString *text)
{
  g_string_append_c (text, '[');
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      tb_canonical_json_append (json_array_get_element (array, i), text);
    }
  g_string_append_c (text, ']');
}

/**
 * tb_canonical_json_append:
 * @node: any JSON
 * @text: where the canonical JSON is added
 *
 * Writes @node in the one way in which equal data is equal text: members sorted by the bytes of
 * their names, no white space, numbers in the fewest digits, UTF-8 as it is. Ids and revisions are
 * hashes of this text, so it is never changed: another way of writing would be another revision.
 * Any thread; independent of the locale.
 */
void
tb_canonical_json_append (JsonNode *node, GString *text)
{
  g_return_if_fail (node != NULL);
  g_return_if_fail (text != NULL);

  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      tb_canonical_json_append_object (json_node_get_object (node), text);
      break;
    case JSON_NODE_ARRAY:
      append_array (json_node_get_array (node), text);
      break;
    case JSON_NODE_VALUE:
      append_value (node, text);
      break;
    case JSON_NODE_NULL:
      g_string_append (text, "null");
      break;
    default:
      g_assert_not_reached ();
    }
}

/**
 * tb_canonical_json_dup_object:
 * @object: an object
 *
 * Returns: (transfer full): @object as canonical JSON
 */
char *
tb_canonical_json_dup_object (JsonObject *object)
{
  GString *text = g_string_sized_new (512);

  tb_canonical_json_append_object (object, text);
  return g_string_free_and_steal (text);
}

/**
 * tb_canonical_json_node_equal:
 * @a: (nullable): any JSON; %NULL for nothing at all, which equals `null`
 * @b: (nullable): other JSON
 *
 * Returns: whether both are the same value, however their numbers and members were written
 */
gboolean
tb_canonical_json_node_equal (JsonNode *a, JsonNode *b)
{
  g_autoptr (GString) a_text = NULL;
  g_autoptr (GString) b_text = NULL;
  gboolean a_is_null = a == NULL || JSON_NODE_HOLDS_NULL (a);
  gboolean b_is_null = b == NULL || JSON_NODE_HOLDS_NULL (b);

  if (a_is_null || b_is_null || a == b)
    return a == b || (a_is_null && b_is_null);

  /* Nearly every value is a string. */
  if (json_node_get_value_type (a) == G_TYPE_STRING
      && json_node_get_value_type (b) == G_TYPE_STRING)
    return strcmp (json_node_get_string (a), json_node_get_string (b)) == 0;

  a_text = g_string_new (NULL);
  b_text = g_string_new (NULL);
  tb_canonical_json_append (a, a_text);
  tb_canonical_json_append (b, b_text);
  return g_string_equal (a_text, b_text);
}
