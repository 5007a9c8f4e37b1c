/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "tb-date.h"

G_BEGIN_DECLS

/**
 * TbCellKind:
 * @TB_CELL_EMPTY: nothing, or a cell covered by a merged neighbour
 * @TB_CELL_TEXT: text, or a formula's cached text
 * @TB_CELL_NUMBER: a number that is not shown as a date, or a formula's cached number
 * @TB_CELL_DATE: a number whose cell format shows a date
 * @TB_CELL_BOOLEAN: TRUE or FALSE
 * @TB_CELL_ERROR: #N/A and its like; the text says which
 */
typedef enum
{
  TB_CELL_EMPTY,
  TB_CELL_TEXT,
  TB_CELL_NUMBER,
  TB_CELL_DATE,
  TB_CELL_BOOLEAN,
  TB_CELL_ERROR,
} TbCellKind;

/**
 * TbCell:
 * @kind: what the cell holds
 * @text: the value as text, never %NULL: a number as the file spells it (an 18-digit number that
 * lost its end shows as `4.4039919980425E+17`), but a fraction to the 15 digits that Excel shows; a
 * date as ISO text with the precision that its format shows (`yyyy年m月` over the first of a month
 * is `2009-07`); `TRUE` or `FALSE`; valid until the row callback returns
 * @number: the number of NUMBER and DATE (its serial, with the time of day), 1 or 0 of BOOLEAN
 * @shared: the same for cells of one file that share their text, from 1; 0 where the file does not
 * say that they do
 */
typedef struct
{
  TbCellKind kind;
  guint32 shared;
  const char *text;
  double number;
} TbCell;

/**
 * TbSheetInfo:
 * @name: (owned) (nullable): as the file says; %NULL where the format has none (text files)
 * @hidden: whether the spreadsheet program hides it
 */
typedef struct
{
  char *name;
  gboolean hidden;
} TbSheetInfo;

/**
 * TbSheetRowFunc:
 * @row: number of the row as the spreadsheet program shows it, from 1
 * @hidden: whether the row is hidden
 * @cells: @n_cells cells, the first of them column A, the last not empty
 *
 * Called once for each row that has a cell which is not empty, from top to bottom.
 *
 * Returns: %TRUE to go on, %FALSE to stop reading without an error
 */
typedef gboolean (*TbSheetRowFunc) (guint row, gboolean hidden, const TbCell *cells, guint n_cells,
                                    gpointer user_data);

#define TB_TYPE_SHEET_READER (tb_sheet_reader_get_type ())

/**
 * TbSheetReader:
 *
 * A spreadsheet or text table opened for reading, of whatever format. One thread at a time.
 */
G_DECLARE_DERIVABLE_TYPE (TbSheetReader, tb_sheet_reader, TB, SHEET_READER, GObject)

struct _TbSheetReaderClass
{
  GObjectClass parent_class;

  const TbSheetInfo *(*get_sheets) (TbSheetReader *self, guint *n_sheets);
  const char *(*get_encoding) (TbSheetReader *self);
  gboolean (*is_column_hidden) (TbSheetReader *self, guint column);
  gboolean (*read) (TbSheetReader *self, guint sheet, TbSheetRowFunc func, gpointer user_data,
                    GCancellable *cancellable, GError **error);
};

TbSheetReader *tb_sheet_reader_open (GFile *file, GCancellable *cancellable,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
TbSheetReader *tb_sheet_reader_open_stream (GInputStream *stream, const char *name,
                                            GCancellable *cancellable,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

const TbSheetInfo *tb_sheet_reader_get_sheets (TbSheetReader *self, guint *n_sheets);
const char *tb_sheet_reader_get_encoding (TbSheetReader *self);
gboolean tb_sheet_reader_is_column_hidden (TbSheetReader *self, guint column);
gboolean tb_sheet_reader_read (TbSheetReader *self, guint sheet, TbSheetRowFunc func,
                               gpointer user_data, GCancellable *cancellable, GError **error);

G_END_DECLS
