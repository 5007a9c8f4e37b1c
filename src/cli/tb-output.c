/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-output.h"

#include <stdio.h>

/* What stands between two columns. */
#define GAP 2

/* A column is not widened for longer texts: they push the rest of their own line aside. */
#define WIDTH_MAX 56

struct _TbTextTable
{
  guint n_columns;
  GPtrArray *cells; /* (element-type utf8), row by row; emptied when printed */
  guint *widths;    /* in places, grown with what is printed */
};

static guint
text_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }

  return width;
}

/**
 * tb_text_table_new:
 * @n_columns: how many columns it has
 *
 * Returns: (transfer full)
 */
TbTextTable *
tb_text_table_new (guint n_columns)
{
  TbTextTable *self = g_new0 (TbTextTable, 1);

  self->n_columns = n_columns;
  self->cells = g_ptr_array_new_with_free_func (g_free);
  self->widths = g_new0 (guint, n_columns);

  return self;
}

/**
 * tb_text_table_free:
 * @self: (transfer full)
 */
void
tb_text_table_free (TbTextTable *self)
{
  g_ptr_array_unref (self->cells);
  g_free (self->widths);
  g_free (self);
}

/**
 * tb_text_table_add:
 * @text: (nullable): what stands in the next cell
 *
 * Adds a cell, row by row. Line feeds become spaces.
 */
void
tb_text_table_add (TbTextTable *self, const char *text)
{
  char *cell = g_strdelimit (g_strdup (text != NULL ? text : ""), "\n\r\t", ' ');
  guint column = self->cells->len % self->n_columns;

  self->widths[column] = MAX (self->widths[column], MIN (text_width (cell), WIDTH_MAX));
  g_ptr_array_add (self->cells, cell);
}

/**
 * tb_text_table_print:
 *
 * Prints the rows that were added since it was last called, so that a long table need not be in
 * memory whole.
 */
void
tb_text_table_print (TbTextTable *self)
{
  g_autoptr (GString) line = g_string_new (NULL);

  g_return_if_fail (self->cells->len % self->n_columns == 0);

  for (guint i = 0; i < self->cells->len; i++)
    {
      const char *cell = g_ptr_array_index (self->cells, i);
      guint column = i % self->n_columns;

      g_string_append (line, cell);
      if (column + 1 < self->n_columns)
        {
          for (guint n = text_width (cell); n < self->widths[column] + GAP; n++)
            g_string_append_c (line, ' ');
          if (text_width (cell) >= self->widths[column] + GAP)
            g_string_append_c (line, ' ');
          continue;
        }

      while (line->len > 0 && line->str[line->len - 1] == ' ')
        g_string_truncate (line, line->len - 1);
      g_string_append_c (line, '\n');
      fputs (line->str, stdout);
      g_string_truncate (line, 0);
    }

  g_ptr_array_set_size (self->cells, 0);
}

/**
 * tb_output_line:
 * @format: a translated text
 *
 * Prints a line for people, in UTF-8 whatever the locale.
 */
void
tb_output_line (const char *format, ...)
{
  va_list args;

  va_start (args, format);
  vfprintf (stdout, format, args);
  va_end (args);
  fputc ('\n', stdout);
}

/**
 * tb_output_json:
 * @builder: a value that is complete
 *
 * Prints it for programs, on a line of its own, and empties @builder.
 */
void
tb_output_json (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);

  fputs (text, stdout);
  fputc ('\n', stdout);
  json_builder_reset (builder);
}

/**
 * tb_output_list:
 * @as_json: whether a program asked
 * @builder: the list as a whole value, for programs
 * @table: the same for people
 *
 * Writes one of both.
 */
void
tb_output_list (gboolean as_json, JsonBuilder *builder, TbTextTable *table)
{
  if (as_json)
    tb_output_json (builder);
  else
    tb_text_table_print (table);
}

/**
 * tb_json_add_text:
 * @text: (nullable): the value; null if %NULL
 */
void
tb_json_add_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

/**
 * tb_json_add_int:
 */
void
tb_json_add_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

/**
 * tb_json_add_boolean:
 */
void
tb_json_add_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

/**
 * tb_json_add_batch:
 * @batch: (nullable): what was committed; null also for the empty string, where nothing differed
 *
 * Adds the member `batch`.
 */
void
tb_json_add_batch (JsonBuilder *builder, const char *batch)
{
  tb_json_add_text (builder, "batch", batch != NULL && *batch != '\0' ? batch : NULL);
}
