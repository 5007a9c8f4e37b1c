/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-importer.h"

#include <glib/gi18n-lib.h>

#include "tb-import-mapping.h"
#include "tb-importer-private.h"
#include "tb-sheet-writer.h"

#define CELL_WIDTH 14
#define REASON_WIDTH 60

static gboolean
is_left_out (const TbImportRowInfo *info)
{
  return info->match == TB_IMPORT_SKIPPED || info->match == TB_IMPORT_AMBIGUOUS;
}

/* Why a row is left out. Findings are in the order of rows; *@next is the first that may be about
 * this one. */
static char *
dup_reason (TbImporter *self, guint index, guint *next)
{
  const TbImportRowInfo *info = tb_importer_get_info (self, index);
  guint number = tb_importer_get_row_number (self, index);
  g_autoptr (GString) reason = g_string_new (NULL);

  for (; *next < self->findings->len; (*next)++)
    {
      const TbImportFinding *finding = g_ptr_array_index (self->findings, *next);

      if (finding->row > number)
        break;
      if (finding->row < number || finding->severity == TB_SEVERITY_INFO)
        continue;
      if (reason->len > 0)
        g_string_append_c (reason, ' ');
      if (finding->column >= 0)
        g_string_append_printf (reason,
                                "%s: ", tb_importer_get_column (self, finding->column)->heading);
      g_string_append (reason, finding->message);
    }
  if (reason->len == 0 && info->match == TB_IMPORT_AMBIGUOUS)
    g_string_append (reason, _ ("More than one record of the register may be meant."));
  else if (reason->len == 0)
    g_string_append (reason, _ ("Left out by choice."));
  return g_string_free_and_steal (g_steal_pointer (&reason));
}

static TbSheetWriter *
open_writer (TbImporter *self, GFile *file, GError **error)
{
  guint n_columns = self->mapping->len;
  const char *name = tb_importer_get_sheet_name (self, self->sheet_index);
  g_autofree TbSheetColumn *columns = g_new0 (TbSheetColumn, n_columns + 1);

  for (guint i = 0; i < n_columns; i++)
    columns[i] = (TbSheetColumn){ tb_importer_get_column (self, i)->heading, CELL_WIDTH, FALSE };
  columns[n_columns] = (TbSheetColumn){ _ ("Why it was not imported"), REASON_WIDTH, FALSE };
  return tb_sheet_writer_open (file, name != NULL ? name : _ ("Not imported"), NULL, columns,
                               n_columns + 1, error);
}

/**
 * tb_importer_save_errors:
 * @self: an import whose rows were checked
 * @file: .xlsx or .csv
 *
 * Writes the rows that are left out as they stand in the file, with the reasons beside them, so
 * that they can be mended and imported. What is written is what the file had, so nothing is masked.
 * Any thread.
 *
 * Errors: those of tb_sheet_writer_open().
 */
gboolean
tb_importer_save_errors (TbImporter *self, GFile *file, GError **error)
{
  guint n_columns;
  guint next = 0;
  g_autoptr (TbSheetWriter) writer = NULL;
  g_autofree const char **cells = NULL;

  g_return_val_if_fail (TB_IS_IMPORTER (self), FALSE);
  g_return_val_if_fail (self->checked, FALSE);

  writer = open_writer (self, file, error);
  if (writer == NULL)
    return FALSE;

  n_columns = self->mapping->len;
  cells = g_new0 (const char *, n_columns + 1);
  for (guint i = 0; i < self->infos->len; i++)
    {
      g_autofree char *reason = NULL;

      if (!is_left_out (tb_importer_get_info (self, i)))
        continue;
      reason = dup_reason (self, i, &next);
      for (guint column = 0; column < n_columns; column++)
        cells[column] = tb_importer_get_cell (self, i, column);
      cells[n_columns] = reason;
      if (!tb_sheet_writer_add_row (writer, cells, n_columns + 1, error))
        return FALSE;
    }
  return tb_sheet_writer_close (writer, error);
}
