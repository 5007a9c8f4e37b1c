/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-report-private.h"

/*< private >
 * tb_report_add_pair:
 * @grid: a form of four columns: label, value, label, value
 * @label: of the first value
 * @value: (nullable): the first value
 * @other_label: (nullable): of the second value; %NULL where the first takes the whole row
 * @other_value: (nullable): the second value
 *
 * Adds a row of two values, or of one.
 */
void
tb_report_add_pair (TbPaperGrid *grid, const char *label, const char *value,
                    const char *other_label, const char *other_value)
{
  tb_paper_grid_begin_row (grid, 1);
  tb_paper_grid_add_label (grid, label, 1);
  tb_paper_grid_add_value (grid, value, other_label != NULL ? 1 : TB_REPORT_FORM_VALUES);
  if (other_label == NULL)
    return;
  tb_paper_grid_add_label (grid, other_label, 1);
  tb_paper_grid_add_value (grid, other_value, 1);
}

/*< private >
 * tb_report_add_prose:
 * @grid: a form of four columns
 * @label: of the text
 * @text: (nullable): a text
 * @min_lines: how much room is left for writing by hand, at least
 *
 * Adds a row with a long text.
 */
void
tb_report_add_prose (TbPaperGrid *grid, const char *label, const char *text, guint min_lines)
{
  tb_paper_grid_begin_row (grid, min_lines);
  tb_paper_grid_add_label (grid, label, 1);
  tb_paper_grid_add_prose (grid, text, TB_REPORT_FORM_VALUES);
}
