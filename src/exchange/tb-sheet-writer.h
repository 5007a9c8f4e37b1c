/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TB_TYPE_SHEET_WRITER (tb_sheet_writer_get_type ())

/**
 * TbSheetWriter:
 *
 * A table being written to a spreadsheet or text file. The file appears under its name only when
 * tb_sheet_writer_close() succeeds; until then the old file of that name stays as it was. One
 * thread at a time.
 */
G_DECLARE_DERIVABLE_TYPE (TbSheetWriter, tb_sheet_writer, TB, SHEET_WRITER, GObject)

struct _TbSheetWriterClass
{
  GObjectClass parent_class;

  gboolean (*add_row) (TbSheetWriter *self, const char *const *cells, guint n_cells,
                       GError **error);
  gboolean (*close) (TbSheetWriter *self, GError **error);
};

/**
 * TbSheetColumn:
 * @heading: what stands above the column
 * @width: width in characters
 * @is_number: whether cells are written as numbers; identity numbers, codes and phones are text
 */
typedef struct
{
  const char *heading;
  guint width;
  gboolean is_number;
} TbSheetColumn;

TbSheetWriter *tb_sheet_writer_open (GFile *file, const char *sheet_name, const char *note,
                                     const TbSheetColumn *columns, guint n_columns,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_sheet_writer_add_row (TbSheetWriter *self, const char *const *cells, guint n_cells,
                                  GError **error);
gboolean tb_sheet_writer_close (TbSheetWriter *self, GError **error);

G_END_DECLS
