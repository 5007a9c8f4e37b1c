/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-report-private.h"

#include <glib/gi18n-lib.h>

#include "tb-code-list.h"
#include "tb-event-matrix.h"

/* Which branch held what in the year: the report that inspectors ask for (domain model §4.3). */

/* Before the columns of the matrix. */
enum
{
  NUMBER,
  BRANCH,
  N_LEADING,
};

static const char *
get_kind_label (const char *code)
{
  const TbCodeItem *kind = tb_code_list_find_code (tb_code_lists_find ("meeting-kind"), code);

  return kind != NULL ? tb_code_item_get_label (kind) : code;
}

/* A month is its number alone: there are very many columns. */
static char *
dup_heading (const TbMatrixColumn *column)
{
  if (g_ascii_isdigit (column->period[0]))
    return g_strdup_printf ("%d", atoi (column->period));

  return tb_event_matrix_column_dup_title (column);
}

static TbPaperTable *
make_table (void)
{
  guint n_columns;
  const TbMatrixColumn *matrix_columns = tb_event_matrix_get_columns (&n_columns);
  g_autofree TbPaperColumn *columns = g_new0 (TbPaperColumn, N_LEADING + n_columns);
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  TbPaperTable *table;

  columns[NUMBER] = (TbPaperColumn){ C_ ("paper", "No."), NULL, 3.8, TB_PAPER_ALIGN_CENTRE, TRUE };
  columns[BRANCH]
      = (TbPaperColumn){ C_ ("paper", "Branch"), NULL, 18.5, TB_PAPER_ALIGN_START, FALSE };
  for (guint i = 0; i < n_columns; i++)
    {
      const TbMatrixColumn *column = &matrix_columns[i];
      gboolean is_yearly = column->period[0] == '\0';
      char *title = dup_heading (column);

      g_ptr_array_add (titles, title);
      columns[N_LEADING + i] = (TbPaperColumn){
        .heading = title,
        .group = is_yearly ? NULL : get_kind_label (column->kind),
        .width = is_yearly ? 5.5 : (column->period[0] == 'Q' ? 2.4 : 2.3),
        .align = TB_PAPER_ALIGN_CENTRE,
      };
    }
  table = tb_paper_table_new (columns, N_LEADING + n_columns);
  tb_paper_table_set_dense (table, TRUE);

  return table;
}

static void
add_row (TbPaperTable *table, const TbMatrixRow *row, guint number)
{
  guint n_columns = tb_paper_table_get_n_columns (table);
  char **cells = g_new0 (char *, n_columns);

  cells[NUMBER] = g_strdup_printf ("%u", number);
  cells[BRANCH] = g_strdup (row->title);
  for (guint i = N_LEADING; i < n_columns; i++)
    cells[i] = g_strdup (tb_matrix_cell_get_mark (row->cells[i - N_LEADING]));
  tb_paper_table_take_row (table, cells);
}

/* What the marks mean. */
static void
add_legend (TbPaper *paper)
{
  static const TbMatrixCell cells[] = { TB_MATRIX_HELD, TB_MATRIX_MADE_UP, TB_MATRIX_MISSED };
  g_autoptr (GString) legend = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    g_string_append_printf (legend, "%s%s %s", i > 0 ? "    " : "",
                            tb_matrix_cell_get_mark (cells[i]),
                            tb_matrix_cell_get_words (cells[i]));
  tb_paper_add_paragraph (paper, TB_PAPER_NOTE, legend->str);
}

TbReport *
tb_report_build_year_matrix (const TbReportContext *context, GError **error)
{
  g_autofree char *title = tb_report_dup_titled (context, _ ("Yearly matrix of organisation life"));
  g_autoptr (TbPaper) paper = tb_paper_new (TB_PAPER_LEDGER, title);
  g_autoptr (TbPaperTable) table = make_table ();
  g_autoptr (TbEventMatrix) matrix
      = tb_event_matrix_read (context->connection, context->year, context->organisation, error);

  if (matrix == NULL)
    return NULL;
  for (guint i = 0; i < matrix->rows->len; i++)
    add_row (table, g_ptr_array_index (matrix->rows, i), i + 1);

  if (!tb_report_add_head (context, paper, NULL, error))
    return NULL;
  tb_paper_take_table (paper, tb_paper_table_ref (table));
  add_legend (paper);
  tb_report_add_signers (paper);

  return tb_report_new (context, g_steal_pointer (&paper), table, title, matrix->rows->len);
}
