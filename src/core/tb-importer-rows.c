/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-importer.h"

#include "tb-importer-private.h"

/* The rows of an import, and what the dry run found out about each of them. */

/*< private >
 * tb_importer_get_info:
 * @index: index of a row
 *
 * Returns: (transfer none): what is known about it; until the rows are listed anew
 */
TbImportRowInfo *
tb_importer_get_info (TbImporter *self, guint index)
{
  g_assert (index < self->infos->len);
  return &g_array_index (self->infos, TbImportRowInfo, index);
}

/**
 * tb_importer_get_n_rows:
 *
 * Returns: how many rows of the sheet hold records; known before the dry run, for the preview
 */
guint
tb_importer_get_n_rows (TbImporter *self)
{
  return self->infos->len;
}

/**
 * tb_importer_get_row_number:
 * @index: index of a row
 *
 * Returns: its number as the spreadsheet program shows it, from 1
 */
guint
tb_importer_get_row_number (TbImporter *self, guint index)
{
  return tb_import_sheet_get_row_number (self->sheet, tb_importer_get_info (self, index)->row);
}

/**
 * tb_importer_get_cell:
 *
 * Returns: what a cell holds, never %NULL; valid until a cell is corrected or another sheet is read
 */
const char *
tb_importer_get_cell (TbImporter *self, guint index, guint column)
{
  return tb_import_sheet_get_text (self->sheet, tb_importer_get_info (self, index)->row, column);
}

/**
 * tb_importer_get_row_state:
 * @self: an import whose rows were checked
 * @index: index of a row
 *
 * Returns: how bad the worst finding about the row is
 */
TbImportRowState
tb_importer_get_row_state (TbImporter *self, guint index)
{
  return tb_importer_get_info (self, index)->state;
}

/**
 * tb_importer_get_row_match:
 * @self: an import whose rows were checked
 * @index: index of a row
 *
 * Returns: what the row would do to the register
 */
TbImportMatch
tb_importer_get_row_match (TbImporter *self, guint index)
{
  return tb_importer_get_info (self, index)->match;
}

/**
 * tb_importer_get_findings:
 *
 * Returns: (transfer none) (element-type TbImportFinding): what the dry run found, by row; changed
 * by corrections
 */
const GPtrArray *
tb_importer_get_findings (TbImporter *self)
{
  return self->findings;
}

/* Where in the findings, which are in the order of rows, those of a row begin or would. */
static guint
find_first_finding (TbImporter *self, guint number)
{
  guint low = 0, high = self->findings->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const TbImportFinding *finding = g_ptr_array_index (self->findings, middle);

      if (finding->row < number)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/**
 * tb_importer_get_row_findings:
 * @self: an import whose rows were checked
 * @index: index of a row
 * @n_findings: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_findings): what the dry run found about one row; valid
 * until a row is corrected
 */
const TbImportFinding *const *
tb_importer_get_row_findings (TbImporter *self, guint index, guint *n_findings)
{
  guint number = tb_importer_get_row_number (self, index);
  guint first = find_first_finding (self, number);

  *n_findings = find_first_finding (self, number + 1) - first;
  return (const TbImportFinding *const *)self->findings->pdata + first;
}

/**
 * tb_importer_get_summary:
 * @self: an import with a file
 *
 * Returns: (transfer none): what the dry run counted; before it, only how many rows there are.
 * Changed by corrections and choices
 */
const TbImportSummary *
tb_importer_get_summary (TbImporter *self)
{
  return &self->summary;
}
