/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-csv-delimiter.h"

#include "tb-csv-parser.h"

#include <string.h>

#define MAX_PROBE_ROWS 50

/* By preference where nothing else decides. */
static const char candidates[] = { ',', '\t', ';' };

/* How many cells the first rows have. */
typedef struct
{
  guint widths[MAX_PROBE_ROWS];
  guint n_rows;
} Probe;

static gboolean
add_row (guint row, gboolean hidden, const TbCell *cells, guint n_cells, gpointer user_data)
{
  Probe *probe = user_data;

  if (n_cells > 1 || cells[0].kind != TB_CELL_EMPTY)
    probe->widths[probe->n_rows++] = n_cells;
  return probe->n_rows < MAX_PROBE_ROWS;
}

/* How many rows have the commonest width, and that width; titles and signatures are rows of one
 * cell. */
static guint
count_agreeing (const Probe *probe, guint *width)
{
  guint best = 0;

  *width = 0;
  for (guint i = 0; i < probe->n_rows; i++)
    {
      guint n = 0;

      for (guint j = 0; j < probe->n_rows; j++)
        n += probe->widths[j] == probe->widths[i];
      if (probe->widths[i] > 1 && (n > best || (n == best && probe->widths[i] > *width)))
        {
          best = n;
          *width = probe->widths[i];
        }
    }
  return best;
}

/**
 * tb_csv_delimiter_guess:
 * @text: the start of a text table, in UTF-8
 * @length: its bytes
 *
 * Returns: the character that divides the most rows into equally many cells: a comma, a tab or a
 * semicolon
 */
char
tb_csv_delimiter_guess (const char *text, gsize length)
{
  char guess = candidates[0];
  guint best_rows = 0;
  guint best_width = 0;

  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      Probe probe = { .n_rows = 0 };
      g_autoptr (TbCsvParser) parser = tb_csv_parser_new (candidates[i], add_row, &probe);
      guint n_rows;
      guint width;

      /* What is wrong with the text under one delimiter may be right under another: the rows so far
       * decide. */
      if (tb_csv_parser_feed (parser, text, length, NULL))
        tb_csv_parser_finish (parser, NULL);
      n_rows = count_agreeing (&probe, &width);
      if (n_rows > best_rows || (n_rows == best_rows && width > best_width))
        {
          guess = candidates[i];
          best_rows = n_rows;
          best_width = width;
        }
    }
  return guess;
}
