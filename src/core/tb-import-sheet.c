/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-import-sheet.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "tb-error.h"
#include "tb-text.h"

/* What is read of one sheet at most; a full Excel sheet of 20 columns fits. */
#define MAX_CELLS 24000000u
#define MAX_TEXT_BYTES (400u * 1024 * 1024)

#define FIRST_SLOTS 4096u

typedef struct
{
  guint32 number;     /* as the spreadsheet program shows it, from 1 */
  guint32 first_cell; /* index in texts and kinds */
  guint16 n_cells;
  guint16 hidden;
} Row;

struct _TbImportSheet
{
  GArray *rows;      /* (owned) (element-type Row) */
  GArray *texts;     /* (owned) (element-type guint32): a cell's text, as an offset in arena */
  GByteArray *kinds; /* (owned): a cell's TbCellKind */
  GString *arena;    /* (owned): the texts, those that the file shares and those that it repeats
                        once each, all ended by a zero; "" at 0 */
  guint32 *slots;    /* (owned): of texts that are not shared; open addressing: offsets in arena, 0
                        where free */
  guint n_slots;     /* a power of two */
  guint n_texts;     /* how many slots are taken */
  GArray *shared;    /* (owned) (element-type guint32) (nullable): while it is read: by what a cell
                        shares, the offset of its text in arena, 0 where that is not known yet */
  GArray *hidden;    /* (owned) (element-type gboolean): by column */
  guint n_columns;
  guint max_rows;
  gboolean too_large;
};

static guint
hash_text (const char *text, gsize length)
{
  guint hash = 2166136261u;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guchar)text[i]) * 16777619u;
  return hash ^ (hash >> 15);
}

static void
grow_slots (TbImportSheet *self)
{
  guint n_slots = self->n_slots * 2;
  guint32 *slots = g_new0 (guint32, n_slots);

  for (guint i = 0; i < self->n_slots; i++)
    {
      const char *text;
      guint at;

      if (self->slots[i] == 0)
        continue;
      text = self->arena->str + self->slots[i];
      at = hash_text (text, strlen (text)) & (n_slots - 1);
      while (slots[at] != 0)
        at = (at + 1) & (n_slots - 1);
      slots[at] = self->slots[i];
    }
  g_free (self->slots);
  self->slots = slots;
  self->n_slots = n_slots;
}

/* Returns where in arena it is. */
static guint32
append (TbImportSheet *self, const char *text, gsize length)
{
  guint32 offset = self->arena->len;

  g_string_append_len (self->arena, text, length + 1);
  return offset;
}

static guint32
intern (TbImportSheet *self, const char *text)
{
  gsize length = strlen (text);
  guint at;

  if (length == 0)
    return 0;
  if ((guint64)self->n_texts * 3 > (guint64)self->n_slots * 2)
    grow_slots (self);

  at = hash_text (text, length) & (self->n_slots - 1);
  while (self->slots[at] != 0)
    {
      if (strcmp (self->arena->str + self->slots[at], text) == 0)
        return self->slots[at];
      at = (at + 1) & (self->n_slots - 1);
    }
  self->n_texts++;
  return self->slots[at] = append (self, text, length);
}

/* Texts that a file shares among cells it has once already: they need not be looked for. */
static guint32
take_cell (TbImportSheet *self, const TbCell *cell)
{
  guint32 *known;

  if (cell->shared == 0 || *cell->text == '\0')
    return intern (self, cell->text);
  if (cell->shared > self->shared->len)
    g_array_set_size (self->shared, cell->shared);
  known = &g_array_index (self->shared, guint32, cell->shared - 1);
  if (*known == 0)
    *known = append (self, cell->text, strlen (cell->text));
  return *known;
}

static gboolean
is_empty (const TbCell *cell)
{
  return cell->kind == TB_CELL_EMPTY
         || (cell->kind == TB_CELL_TEXT && (guchar)*cell->text <= ' '
             && tb_text_is_blank (cell->text));
}

static gboolean
add_row_cb (guint number, gboolean hidden, const TbCell *cells, guint n_cells, gpointer user_data)
{
  TbImportSheet *self = user_data;
  Row row = { .number = number, .first_cell = self->texts->len, .hidden = hidden };

  while (n_cells > 0 && is_empty (&cells[n_cells - 1]))
    n_cells--;
  if (n_cells == 0)
    return TRUE;
  if (n_cells > G_MAXUINT16 || self->texts->len + n_cells > MAX_CELLS
      || self->arena->len > MAX_TEXT_BYTES)
    {
      self->too_large = TRUE;
      return FALSE;
    }

  g_array_set_size (self->texts, row.first_cell + n_cells);
  g_byte_array_set_size (self->kinds, row.first_cell + n_cells);
  for (guint i = 0; i < n_cells; i++)
    {
      g_array_index (self->texts, guint32, row.first_cell + i) = take_cell (self, &cells[i]);
      self->kinds->data[row.first_cell + i] = cells[i].kind;
    }
  row.n_cells = n_cells;
  g_array_append_val (self->rows, row);
  self->n_columns = MAX (self->n_columns, n_cells);
  return self->max_rows == 0 || self->rows->len < self->max_rows;
}

static const Row *
get_row (TbImportSheet *self, guint row)
{
  g_assert (row < self->rows->len);
  return &g_array_index (self->rows, Row, row);
}

/**
 * tb_import_sheet_load:
 * @reader: an open file
 * @sheet: which sheet
 * @max_rows: how many rows to read, 0 for all
 * @cancellable: (nullable): to give up
 *
 * Reads a sheet into memory. Any thread.
 *
 * Errors: those of the reader (%TB_ERROR_FILE, %TB_ERROR_LIMIT), %TB_ERROR_LIMIT for a sheet with
 * more cells than are accepted, %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the sheet, or %NULL with @error set
 */
TbImportSheet *
tb_import_sheet_load (TbSheetReader *reader, guint sheet, guint max_rows, GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (TbImportSheet) self = g_new0 (TbImportSheet, 1);

  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->texts = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->kinds = g_byte_array_new ();
  self->arena = g_string_new_len ("", 1);
  self->slots = g_new0 (guint32, FIRST_SLOTS);
  self->n_slots = FIRST_SLOTS;
  self->shared = g_array_new (FALSE, TRUE, sizeof (guint32));
  self->hidden = g_array_new (FALSE, FALSE, sizeof (gboolean));
  self->max_rows = max_rows;

  if (!tb_sheet_reader_read (reader, sheet, add_row_cb, self, cancellable, error))
    return NULL;
  g_clear_pointer (&self->shared, g_array_unref);
  if (self->too_large)
    {
      g_set_error (error, TB_ERROR, TB_ERROR_LIMIT,
                   _ ("The sheet has too many cells to be imported at once. Divide it into several "
                      "files and import them one by one."));
      return NULL;
    }
  for (guint i = 0; i < self->n_columns; i++)
    {
      gboolean hidden = tb_sheet_reader_is_column_hidden (reader, i);

      g_array_append_val (self->hidden, hidden);
    }
  return g_steal_pointer (&self);
}

void
tb_import_sheet_free (TbImportSheet *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->rows);
  g_array_unref (self->texts);
  g_byte_array_unref (self->kinds);
  g_string_free (self->arena, TRUE);
  g_free (self->slots);
  g_clear_pointer (&self->shared, g_array_unref);
  g_array_unref (self->hidden);
  g_free (self);
}

/**
 * tb_import_sheet_get_n_rows:
 *
 * Returns: how many rows have something in them
 */
guint
tb_import_sheet_get_n_rows (TbImportSheet *self)
{
  return self->rows->len;
}

/**
 * tb_import_sheet_get_n_columns:
 *
 * Returns: up to the last column that has something in any row
 */
guint
tb_import_sheet_get_n_columns (TbImportSheet *self)
{
  return self->n_columns;
}

/**
 * tb_import_sheet_get_row_number:
 * @row: index of a row that was kept
 *
 * Returns: its number as the spreadsheet program shows it, from 1
 */
guint
tb_import_sheet_get_row_number (TbImportSheet *self, guint row)
{
  return get_row (self, row)->number;
}

/**
 * tb_import_sheet_is_row_hidden:
 * @row: index of a row
 *
 * Returns: whether the spreadsheet does not show it
 */
gboolean
tb_import_sheet_is_row_hidden (TbImportSheet *self, guint row)
{
  return get_row (self, row)->hidden;
}

/**
 * tb_import_sheet_is_column_hidden:
 * @column: index of any column
 *
 * Returns: whether the spreadsheet does not show it
 */
gboolean
tb_import_sheet_is_column_hidden (TbImportSheet *self, guint column)
{
  return column < self->hidden->len && g_array_index (self->hidden, gboolean, column);
}

/**
 * tb_import_sheet_get_kind:
 * @row: index of a row
 * @column: index of any column
 *
 * Returns: what the cell holds; nothing, beyond the last one of the row
 */
TbCellKind
tb_import_sheet_get_kind (TbImportSheet *self, guint row, guint column)
{
  const Row *found = get_row (self, row);

  return column < found->n_cells ? self->kinds->data[found->first_cell + column] : TB_CELL_EMPTY;
}

/**
 * tb_import_sheet_get_text:
 *
 * Returns: what the cell holds, never %NULL; valid until tb_import_sheet_set_text()
 */
const char *
tb_import_sheet_get_text (TbImportSheet *self, guint row, guint column)
{
  return self->arena->str + tb_import_sheet_get_text_id (self, row, column);
}

/**
 * tb_import_sheet_get_text_id:
 *
 * Returns: a number that only cells of the same text have, and most of them do; 0 for the empty
 * text; so that what was found out about a text need not be found out again
 */
guint32
tb_import_sheet_get_text_id (TbImportSheet *self, guint row, guint column)
{
  const Row *found = get_row (self, row);

  return column < found->n_cells ? g_array_index (self->texts, guint32, found->first_cell + column)
                                 : 0;
}

/**
 * tb_import_sheet_set_text:
 * @text: what the cell is to hold, as text
 *
 * Corrects a cell.
 */
void
tb_import_sheet_set_text (TbImportSheet *self, guint row, guint column, const char *text)
{
  Row *found;
  guint32 id;

  g_return_if_fail (row < self->rows->len);
  g_return_if_fail (column < self->n_columns);

  found = &g_array_index (self->rows, Row, row);
  id = intern (self, text);
  if (column >= found->n_cells)
    {
      /* The row was stored only up to its last cell: it moves to the end, with room for the new
       * one. */
      guint first = self->texts->len;

      g_array_set_size (self->texts, first + column + 1);
      g_byte_array_set_size (self->kinds, first + column + 1);
      memset (&g_array_index (self->texts, guint32, first), 0, (column + 1) * sizeof (guint32));
      memset (self->kinds->data + first, TB_CELL_EMPTY, column + 1);
      memcpy (&g_array_index (self->texts, guint32, first),
              &g_array_index (self->texts, guint32, found->first_cell),
              found->n_cells * sizeof (guint32));
      memcpy (self->kinds->data + first, self->kinds->data + found->first_cell, found->n_cells);
      found->first_cell = first;
      found->n_cells = column + 1;
    }
  g_array_index (self->texts, guint32, found->first_cell + column) = id;
  self->kinds->data[found->first_cell + column] = *text != '\0' ? TB_CELL_TEXT : TB_CELL_EMPTY;
}
