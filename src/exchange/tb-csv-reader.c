/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-csv-reader.h"

#include "tb-csv-delimiter.h"
#include "tb-csv-parser.h"
#include "tb-error.h"
#include "tb-sheet-limits.h"
#include "tb-text-decoder.h"

#include <glib/gi18n-lib.h>

/* So much of the start of the text decides on the delimiter. */
#define HEAD_BYTES (64 * 1024)

struct _TbCsvReader
{
  TbSheetReader parent_instance;

  GInputStream *stream; /* (owned): seekable */
  TbTextEncoding encoding;
  char delimiter;
};

G_DEFINE_FINAL_TYPE (TbCsvReader, tb_csv_reader, TB_TYPE_SHEET_READER)

/* A text file is one sheet without a name. */
static const TbSheetInfo the_sheet = { .name = NULL, .hidden = FALSE };

typedef struct
{
  TbCsvParser *parser; /* (owned) */
  TbSheetRowFunc func;
  gpointer user_data;
  guint64 n_cells;
} Reading;

static gboolean
collect_head (const char *text, gsize length, gboolean *done, gpointer user_data, GError **error)
{
  GString *head = user_data;

  g_string_append_len (head, text, length);
  *done = head->len >= HEAD_BYTES;
  return TRUE;
}

static gboolean
hand_out_row (guint row, gboolean hidden, const TbCell *cells, guint n_cells, gpointer user_data)
{
  Reading *reading = user_data;

  while (n_cells > 0 && cells[n_cells - 1].kind == TB_CELL_EMPTY)
    n_cells--;
  reading->n_cells += n_cells;
  return n_cells == 0 || reading->n_cells > TB_SHEET_MAX_CELLS
         || reading->func (row, hidden, cells, n_cells, reading->user_data);
}

static gboolean
feed_parser (const char *text, gsize length, gboolean *done, gpointer user_data, GError **error)
{
  Reading *reading = user_data;

  if (!tb_csv_parser_feed (reading->parser, text, length, error))
    return FALSE;
  if (reading->n_cells > TB_SHEET_MAX_CELLS)
    {
      g_set_error_literal (
          error, TB_ERROR, TB_ERROR_LIMIT,
          _ ("The sheet is larger than can be imported at once. Divide it into several files."));
      return FALSE;
    }
  *done = tb_csv_parser_is_stopped (reading->parser);
  return TRUE;
}

static const TbSheetInfo *
tb_csv_reader_get_sheets (TbSheetReader *reader, guint *n_sheets)
{
  *n_sheets = 1;
  return &the_sheet;
}

static const char *
tb_csv_reader_get_encoding (TbSheetReader *reader)
{
  return TB_CSV_READER (reader)->encoding.name;
}

static gboolean
tb_csv_reader_read (TbSheetReader *reader, guint sheet, TbSheetRowFunc func, gpointer user_data,
                    GCancellable *cancellable, GError **error)
{
  TbCsvReader *self = TB_CSV_READER (reader);
  Reading reading = { .func = func, .user_data = user_data };
  g_autoptr (TbCsvParser) parser = tb_csv_parser_new (self->delimiter, hand_out_row, &reading);

  g_return_val_if_fail (sheet == 0, FALSE);

  reading.parser = parser;
  return tb_text_decoder_decode (self->stream, &self->encoding, feed_parser, &reading, cancellable,
                                 error)
         && tb_csv_parser_finish (parser, error);
}

static void
tb_csv_reader_finalize (GObject *object)
{
  TbCsvReader *self = TB_CSV_READER (object);

  g_clear_object (&self->stream);

  G_OBJECT_CLASS (tb_csv_reader_parent_class)->finalize (object);
}

static void
tb_csv_reader_class_init (TbCsvReaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  TbSheetReaderClass *reader_class = TB_SHEET_READER_CLASS (klass);

  object_class->finalize = tb_csv_reader_finalize;

  reader_class->get_sheets = tb_csv_reader_get_sheets;
  reader_class->get_encoding = tb_csv_reader_get_encoding;
  reader_class->read = tb_csv_reader_read;
}

static void
tb_csv_reader_init (TbCsvReader *self)
{
}

/**
 * tb_csv_reader_new:
 * @stream: a seekable stream; kept
 * @cancellable: (nullable):
 * @error: return location
 *
 * Opens a text table: finds out its encoding, for which all of it may have to be seen, and its
 * delimiter. All cells are text; a row's number counts the rows, of which quoted line ends can make
 * one span several lines. Errors: %TB_ERROR_FILE where it is not text, %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the reader, or %NULL
 */
TbSheetReader *
tb_csv_reader_new (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autoptr (TbCsvReader) self = g_object_new (TB_TYPE_CSV_READER, NULL);
  g_autoptr (GString) head = g_string_new (NULL);

  self->stream = g_object_ref (stream);
  if (!tb_text_decoder_detect (stream, &self->encoding, cancellable, error)
      || !tb_text_decoder_decode (stream, &self->encoding, collect_head, head, cancellable, error))
    return NULL;
  self->delimiter = tb_csv_delimiter_guess (head->str, head->len);
  return TB_SHEET_READER (g_steal_pointer (&self));
}
