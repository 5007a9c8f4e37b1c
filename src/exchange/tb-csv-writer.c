/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-csv-writer.h"

#include "tb-csv-guard.h"
#include "tb-output-file.h"
#include "tb-sheet-number.h"

#include <string.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
#define FLUSH_BYTES (64 * 1024)

struct _TbCsvWriter
{
  TbSheetWriter parent_instance;

  TbOutputFile *output;   /* (owned) */
  GString *buffer;        /* (owned): not yet written */
  GString *guarded;       /* (owned): a cell under a guard */
  gboolean *number_flags; /* (owned): by column */
};

G_DEFINE_FINAL_TYPE (TbCsvWriter, tb_csv_writer, TB_TYPE_SHEET_WRITER)

static gboolean
flush (TbCsvWriter *self, GError **error)
{
  gboolean ok = tb_output_file_write (self->output, self->buffer->str, self->buffer->len, error);

  g_string_truncate (self->buffer, 0);
  return ok;
}

static void
append_quoted (GString *buffer, const char *text)
{
  if (text[strcspn (text, "\",;\t\r\n")] == '\0' && text[0] != ' ')
    {
      g_string_append (buffer, text);
      return;
    }
  g_string_append_c (buffer, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (buffer, '"');
      g_string_append_c (buffer, *text);
    }
  g_string_append_c (buffer, '"');
}

static void
append_cell (TbCsvWriter *self, const char *text, gboolean is_number)
{
  if ((is_number && tb_sheet_number_is_exact (text)) || !tb_csv_guard_is_needed (text))
    {
      append_quoted (self->buffer, text);
      return;
    }
  g_string_truncate (self->guarded, 0);
  tb_csv_guard_append (self->guarded, text);
  append_quoted (self->buffer, self->guarded->str);
}

static void
end_row (TbCsvWriter *self)
{
  g_string_append (self->buffer, "\r\n");
}

static void
append_head (TbCsvWriter *self, const char *note, const TbSheetColumn *columns, guint n_columns)
{
  g_string_append (self->buffer, BYTE_ORDER_MARK);
  if (note != NULL)
    {
      append_cell (self, note, FALSE);
      end_row (self);
    }
  for (guint i = 0; i < n_columns; i++)
    {
      if (i > 0)
        g_string_append_c (self->buffer, ',');
      append_cell (self, columns[i].heading, FALSE);
    }
  end_row (self);
}

static gboolean
tb_csv_writer_add_row (TbSheetWriter *writer, const char *const *cells, guint n_cells,
                       GError **error)
{
  TbCsvWriter *self = TB_CSV_WRITER (writer);

  for (guint i = 0; i < n_cells; i++)
    {
      if (i > 0)
        g_string_append_c (self->buffer, ',');
      if (cells[i] != NULL)
        append_cell (self, cells[i], self->number_flags[i]);
    }
  end_row (self);
  return self->buffer->len < FLUSH_BYTES || flush (self, error);
}

static gboolean
tb_csv_writer_close (TbSheetWriter *writer, GError **error)
{
  TbCsvWriter *self = TB_CSV_WRITER (writer);

  return flush (self, error) && tb_output_file_commit (self->output, error);
}

static void
tb_csv_writer_finalize (GObject *object)
{
  TbCsvWriter *self = TB_CSV_WRITER (object);

  g_clear_pointer (&self->output, tb_output_file_free);
  g_string_free (self->buffer, TRUE);
  g_string_free (self->guarded, TRUE);
  g_free (self->number_flags);

  G_OBJECT_CLASS (tb_csv_writer_parent_class)->finalize (object);
}

static void
tb_csv_writer_class_init (TbCsvWriterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  TbSheetWriterClass *writer_class = TB_SHEET_WRITER_CLASS (klass);

  object_class->finalize = tb_csv_writer_finalize;

  writer_class->add_row = tb_csv_writer_add_row;
  writer_class->close = tb_csv_writer_close;
}

static void
tb_csv_writer_init (TbCsvWriter *self)
{
  self->buffer = g_string_new (NULL);
  self->guarded = g_string_new (NULL);
}

/**
 * tb_csv_writer_new:
 * @file: where to
 * @sheet_name: not used; a text file has no sheets
 * @note: (nullable): a line above the table
 * @columns: the columns
 * @n_columns: how many
 * @error: return location, as tb_sheet_writer_open()
 *
 * Returns: (transfer full): the writer, or %NULL
 */
TbSheetWriter *
tb_csv_writer_new (GFile *file, const char *sheet_name, const char *note,
                   const TbSheetColumn *columns, guint n_columns, GError **error)
{
  g_autoptr (TbCsvWriter) self = g_object_new (TB_TYPE_CSV_WRITER, NULL);

  self->output = tb_output_file_open (file, error);
  if (self->output == NULL)
    return NULL;
  self->number_flags = g_new (gboolean, n_columns);
  for (guint i = 0; i < n_columns; i++)
    self->number_flags[i] = columns[i].is_number;
  append_head (self, note, columns, n_columns);
  return TB_SHEET_WRITER (g_steal_pointer (&self));
}
