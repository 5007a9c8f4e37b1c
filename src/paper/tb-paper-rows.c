/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-paper-private.h"

#define RULE 0.5
#define FRAME 1.0
#define FILL 0.94

/* Of tables with very many narrow columns. */
#define DENSE_PADDING 1.0

/* What is cut off a row to go on on the next page is at least so many lines. */
#define MIN_LINES 3

/* A row, set and measured. */
typedef struct
{
  const TbPaperCell *cells; /* (not owned) (array length=n_cells) */
  guint n_cells;
  PangoLayout **layouts; /* (owned) (array length=n_cells) */
  double height;
  double min_height;
  guint n_lines; /* of the longest cell that goes on on the next page */
  gboolean splits;
} Row;

/* Rows that repeat above the rest on each page. */
typedef struct
{
  TbPaperFlow *flow; /* (not owned) */
  GArray *head;      /* (owned) (element-type Row) */
  double padding;    /* between a cell's rule and its text */
  double frame_top;  /* where the frame of this page begins; below 0 before it does */
} Block;

static void
row_clear (gpointer data)
{
  Row *row = data;

  for (guint i = 0; i < row->n_cells; i++)
    g_object_unref (row->layouts[i]);
  g_free (row->layouts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Row, row_clear)

static void
measure_row (Block *block, const TbPaperCell *cells, guint n_cells, guint min_lines, Row *row)
{
  TbPaperFlow *flow = block->flow;
  double padding = block->padding;

  *row = (Row){ .cells = cells, .n_cells = n_cells, .layouts = g_new0 (PangoLayout *, n_cells) };
  row->min_height = min_lines * flow->layouter.line_heights[TB_PAPER_TYPE_CELL] + 2 * padding;
  row->height = row->min_height;
  for (guint i = 0; i < n_cells; i++)
    {
      const TbPaperCell *cell = &cells[i];

      row->layouts[i] = tb_paper_layouter_make (&flow->layouter, cell->type,
                                                cell->text != NULL ? cell->text : "",
                                                cell->width - 2 * padding, cell->align);
      row->height = MAX (row->height, tb_paper_layout_get_height (row->layouts[i]) + 2 * padding);
      if (cell->from_top)
        {
          row->splits = TRUE;
          row->n_lines = MAX (row->n_lines, (guint)pango_layout_get_line_count (row->layouts[i]));
        }
    }
}

/* Draws @n_lines of a row from @line on, in a height of @height; cells that do not go on are
 * repeated whole. */
static void
add_row (Block *block, const Row *row, guint line, guint n_lines, double height)
{
  TbPaperFlow *flow = block->flow;
  double padding = block->padding;

  for (guint i = 0; i < row->n_cells; i++)
    {
      const TbPaperCell *cell = &row->cells[i];
      double x = flow->layouter.page.left + cell->x;
      guint n_own = pango_layout_get_line_count (row->layouts[i]);
      double text_height = tb_paper_layout_get_height (row->layouts[i]);
      double y = flow->y + padding;

      if (cell->is_left_out)
        continue;
      tb_paper_flow_add_box (flow, x, flow->y - cell->above, cell->width, height + cell->above,
                             RULE, cell->is_filled ? FILL : 1);
      if (cell->text == NULL || *cell->text == '\0')
        continue;
      if (row->splits && cell->from_top)
        {
          if (line < n_own)
            tb_paper_flow_add_text (flow, row->layouts[i], line, MIN (n_lines, n_own - line),
                                    x + padding, y, 0);
          continue;
        }
      if (text_height < height + cell->above - 2 * padding)
        y = flow->y - cell->above + (height + cell->above - text_height) / 2;
      tb_paper_flow_add_text (flow, row->layouts[i], 0, n_own, x + padding, y, 0);
    }
  flow->y += height;
}

static void
end_frame (Block *block)
{
  TbPaperFlow *flow = block->flow;

  if (block->frame_top >= 0 && flow->y > block->frame_top)
    tb_paper_flow_add_box (flow, flow->layouter.page.left, block->frame_top,
                           tb_paper_flow_get_width (flow), flow->y - block->frame_top, FRAME, 1);
  block->frame_top = -1;
}

static void
begin_frame (Block *block)
{
  block->frame_top = block->flow->y;
  for (guint i = 0; i < block->head->len; i++)
    {
      const Row *row = &g_array_index (block->head, Row, i);

      add_row (block, row, 0, G_MAXUINT, row->height);
    }
}

static void
turn_page (Block *block)
{
  end_frame (block);
  tb_paper_flow_begin_page (block->flow);
  begin_frame (block);
}

static double
get_head_height (Block *block)
{
  double height = 0;

  for (guint i = 0; i < block->head->len; i++)
    height += g_array_index (block->head, Row, i).height;

  return height;
}

/* Cells of any kind go on on the next page where one is higher than a page. */
static void
let_split (Row *row, TbPaperCell *cells)
{
  row->splits = TRUE;
  for (guint i = 0; i < row->n_cells; i++)
    {
      cells[i].from_top = TRUE;
      row->n_lines = MAX (row->n_lines, (guint)pango_layout_get_line_count (row->layouts[i]));
    }
}

static void
place_split_row (Block *block, const Row *row)
{
  TbPaperFlow *flow = block->flow;
  double line_height = flow->layouter.line_heights[TB_PAPER_TYPE_CELL];
  double padding = block->padding;

  for (guint line = 0; line < row->n_lines;)
    {
      double room = tb_paper_flow_get_room (flow) - 2 * padding + 0.01;
      guint n_left = row->n_lines - line;
      guint n_fitting = room > 0 ? (guint)(room / line_height) : 0;
      gboolean is_fresh = flow->y <= flow->layouter.page.top + get_head_height (block) + 0.01;

      if (n_fitting >= n_left)
        {
          double rest = row->n_lines == n_left ? row->height : n_left * line_height + 2 * padding;

          /* What was to be high stays so as far as there is room. */
          add_row (block, row, line, n_left, MIN (rest, tb_paper_flow_get_room (flow)));
          return;
        }
      if (n_fitting < MIN_LINES && !is_fresh)
        {
          turn_page (block);
          continue;
        }
      n_fitting = MAX (n_fitting, 1);
      add_row (block, row, line, n_fitting, n_fitting * line_height + 2 * padding);
      line += n_fitting;
      turn_page (block);
    }
}

static void
place_row (Block *block, Row *row, TbPaperCell *cells)
{
  TbPaperFlow *flow = block->flow;
  double full = tb_paper_flow_get_full_room (flow) - get_head_height (block);

  if (block->frame_top < 0)
    {
      if (tb_paper_flow_get_room (flow)
          < get_head_height (block) + MIN (row->height, row->splits ? row->min_height : full))
        tb_paper_flow_begin_page (flow);
      begin_frame (block);
    }

  if (row->height <= tb_paper_flow_get_room (flow) + 0.01)
    {
      add_row (block, row, 0, G_MAXUINT, row->height);
      return;
    }
  if (row->height > full && !row->splits)
    let_split (row, cells);
  if (row->splits && row->n_lines >= 2 * MIN_LINES)
    {
      place_split_row (block, row);
      return;
    }
  turn_page (block);
  add_row (block, row, 0, G_MAXUINT, row->height);
}

static void
block_init (Block *block, TbPaperFlow *flow, double padding)
{
  *block = (Block){ .flow = flow, .padding = padding, .frame_top = -1 };
  block->head = g_array_new (FALSE, FALSE, sizeof (Row));
  g_array_set_clear_func (block->head, row_clear);
}

static void
block_end (Block *block)
{
  end_frame (block);
  g_array_unref (block->head);
  block->flow->y += block->flow->layouter.page.padding;
}

static void
place_grid_row (Block *block, TbPaperGrid *grid, const TbPaperGridRow *row, double unit)
{
  g_autofree TbPaperCell *cells = g_new0 (TbPaperCell, row->cells->len);
  g_auto (Row) measured = { 0 };
  guint column = 0;
  double x = 0;

  for (guint i = 0; i < row->cells->len; i++)
    {
      const TbPaperGridCell *cell = &g_array_index (row->cells, TbPaperGridCell, i);
      double width = 0;

      for (guint c = 0; c < cell->span && column < grid->n_columns; c++)
        width += grid->widths[column++] * unit;
      cells[i]
          = (TbPaperCell){ .text = cell->text,
                           .x = x,
                           .width = width,
                           .type = cell->type,
                           .align = cell->is_prose ? TB_PAPER_ALIGN_START : TB_PAPER_ALIGN_CENTRE,
                           .from_top = cell->is_prose };
      x += width;
    }
  measure_row (block, cells, row->cells->len, row->min_lines, &measured);
  place_row (block, &measured, cells);
}

/**
 * tb_paper_flow_grid:
 * @grid: the cells of a form
 *
 * Sets a grid over the whole width. Rows of prose go on on the next page, others move to it whole.
 */
void
tb_paper_flow_grid (TbPaperFlow *self, TbPaperGrid *grid)
{
  Block block;
  double sum = 0;

  block_init (&block, self, self->layouter.page.padding);
  for (guint i = 0; i < grid->n_columns; i++)
    sum += grid->widths[i];
  for (guint i = 0; i < grid->rows->len; i++)
    place_grid_row (&block, grid, g_ptr_array_index (grid->rows, i),
                    tb_paper_flow_get_width (self) / sum);
  block_end (&block);
}

/* Where each column of a table stands. */
static TbPaperCell *
make_columns (TbPaperFlow *flow, TbPaperTable *table)
{
  guint n_columns = tb_paper_table_get_n_columns (table);
  TbPaperCell *cells = g_new0 (TbPaperCell, n_columns);
  double sum = 0;
  double x = 0;

  for (guint i = 0; i < n_columns; i++)
    sum += tb_paper_table_get_column (table, i)->width;
  for (guint i = 0; i < n_columns; i++)
    {
      const TbPaperColumn *column = tb_paper_table_get_column (table, i);

      cells[i].x = x;
      cells[i].width = column->width / sum * tb_paper_flow_get_width (flow);
      cells[i].type = TB_PAPER_TYPE_CELL;
      cells[i].align = column->align;
      x += cells[i].width;
    }

  return cells;
}

static gboolean
has_groups (TbPaperTable *table)
{
  for (guint i = 0; i < tb_paper_table_get_n_columns (table); i++)
    if (tb_paper_table_get_column (table, i)->group != NULL)
      return TRUE;
  return FALSE;
}

static TbPaperCell
make_head_cell (const TbPaperCell *column, const char *text)
{
  TbPaperCell cell = *column;

  cell.text = text;
  cell.type = TB_PAPER_TYPE_HEAD;
  cell.align = TB_PAPER_ALIGN_CENTRE;
  cell.is_filled = TRUE;

  return cell;
}

/* The groups above the headings; neighbours of one group share a cell. */
static guint
fill_groups (TbPaperTable *table, const TbPaperCell *columns, TbPaperCell *cells)
{
  guint n_cells = 0;
  const char *last = NULL;

  for (guint i = 0; i < tb_paper_table_get_n_columns (table); i++)
    {
      const char *group = tb_paper_table_get_column (table, i)->group;

      if (n_cells > 0 && group != NULL && g_strcmp0 (group, last) == 0)
        cells[n_cells - 1].width += columns[i].width;
      else
        {
          cells[n_cells] = make_head_cell (&columns[i], group);
          cells[n_cells++].is_left_out = group == NULL;
        }
      last = group;
    }

  return n_cells;
}

static void
add_head (Block *block, TbPaperTable *table, const TbPaperCell *columns, TbPaperCell *groups,
          TbPaperCell *headings)
{
  Row row;
  double above = 0;

  if (has_groups (table))
    {
      measure_row (block, groups, fill_groups (table, columns, groups), 1, &row);
      above = row.height;
      g_array_append_val (block->head, row);
    }
  for (guint i = 0; i < tb_paper_table_get_n_columns (table); i++)
    {
      const TbPaperColumn *column = tb_paper_table_get_column (table, i);

      headings[i] = make_head_cell (&columns[i], column->heading);
      headings[i].above = column->group == NULL ? above : 0;
    }
  measure_row (block, headings, tb_paper_table_get_n_columns (table), 1, &row);
  g_array_append_val (block->head, row);
}

static void
place_table_row (Block *block, TbPaperTable *table, const TbPaperCell *columns,
                 const char *const *texts, TbPaperType type)
{
  guint n_columns = tb_paper_table_get_n_columns (table);
  g_autofree TbPaperCell *cells = g_memdup2 (columns, n_columns * sizeof *columns);
  g_autoptr (GPtrArray) printed = g_ptr_array_new_with_free_func (g_free);
  g_auto (Row) row = { 0 };

  for (guint i = 0; i < n_columns; i++)
    {
      const TbPaperColumn *column = tb_paper_table_get_column (table, i);

      cells[i].text = texts[i];
      if (column->dup_printed != NULL && texts[i] != NULL)
        {
          char *text = column->dup_printed (texts[i]);

          g_ptr_array_add (printed, text);
          cells[i].text = text;
        }
      cells[i].type = type;
    }
  measure_row (block, cells, n_columns, 1, &row);
  place_row (block, &row, cells);
}

/**
 * tb_paper_flow_table:
 * @table: the table
 *
 * Sets a table over the whole width, with its headings repeated on each page. A row stands on one
 * page, unless it is higher than one.
 */
void
tb_paper_flow_table (TbPaperFlow *self, TbPaperTable *table)
{
  guint n_columns = tb_paper_table_get_n_columns (table);
  g_autofree TbPaperCell *columns = make_columns (self, table);
  g_autofree TbPaperCell *groups = g_new0 (TbPaperCell, n_columns);
  g_autofree TbPaperCell *headings = g_new0 (TbPaperCell, n_columns);
  const char *const *totals = tb_paper_table_get_totals (table);
  Block block;

  block_init (&block, self,
              tb_paper_table_is_dense (table) ? DENSE_PADDING : self->layouter.page.padding);
  add_head (&block, table, columns, groups, headings);
  if (tb_paper_table_get_n_rows (table) == 0 && totals == NULL)
    begin_frame (&block);
  for (guint i = 0; i < tb_paper_table_get_n_rows (table); i++)
    place_table_row (&block, table, columns, tb_paper_table_get_row (table, i), TB_PAPER_TYPE_CELL);
  if (totals != NULL)
    place_table_row (&block, table, columns, totals, TB_PAPER_TYPE_HEAD);
  block_end (&block);
}
