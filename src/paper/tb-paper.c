/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-paper.h"

#include "tb-paper-private.h"

typedef enum
{
  BLOCK_PARAGRAPH,
  BLOCK_SPREAD,
  BLOCK_SIGNATURES,
  BLOCK_GRID,
  BLOCK_TABLE,
  BLOCK_IMAGE,
  BLOCK_SPACE,
  BLOCK_PAGE_BREAK,
} BlockKind;

typedef struct
{
  BlockKind kind;
  TbPaperStyle style;
  char *text;          /* (owned) (nullable) */
  char **parts;        /* (owned) (nullable) */
  TbPaperGrid *grid;   /* (owned) (nullable) */
  TbPaperTable *table; /* (owned) (nullable) */
  GFile *file;         /* (owned) (nullable) */
  double lines;
} Block;

struct _TbPaper
{
  TbPaperLook look;
  char *title;       /* (owned) */
  char *author;      /* (owned) (nullable) */
  char *made_at;     /* (owned) (nullable) */
  char *watermark;   /* (owned) (nullable) */
  GArray *blocks;    /* (owned) (element-type Block) */
  TbPaperFlow *flow; /* (owned) (nullable): the pages, once they were asked for */
};

static void
block_clear (gpointer data)
{
  Block *block = data;

  g_free (block->text);
  g_strfreev (block->parts);
  g_clear_pointer (&block->grid, tb_paper_grid_free);
  g_clear_pointer (&block->table, tb_paper_table_unref);
  g_clear_object (&block->file);
}

static void
add_block (TbPaper *self, Block block)
{
  g_return_if_fail (self->flow == NULL);

  g_array_append_val (self->blocks, block);
}

static char **
copy_parts (const char *const *parts, guint n_parts)
{
  char **copy = g_new0 (char *, n_parts + 1);

  for (guint i = 0; i < n_parts; i++)
    copy[i] = g_strdup (parts[i]);
  return copy;
}

static void
lay_out_block (TbPaper *self, TbPaperFlow *flow, const Block *block)
{
  switch (block->kind)
    {
    case BLOCK_PARAGRAPH:
      tb_paper_flow_paragraph (flow, block->style, block->text);
      break;
    case BLOCK_SPREAD:
      tb_paper_flow_spread (flow, block->parts, FALSE);
      break;
    case BLOCK_SIGNATURES:
      tb_paper_flow_spread (flow, block->parts, TRUE);
      break;
    case BLOCK_GRID:
      tb_paper_flow_grid (flow, block->grid);
      break;
    case BLOCK_TABLE:
      tb_paper_flow_table (flow, block->table);
      break;
    case BLOCK_IMAGE:
      tb_paper_flow_picture (flow, block->file, block->text);
      break;
    case BLOCK_SPACE:
      flow->y += block->lines * flow->layouter.line_heights[TB_PAPER_TYPE_BODY];
      break;
    case BLOCK_PAGE_BREAK:
      tb_paper_flow_begin_page (flow);
      break;
    default:
      g_assert_not_reached ();
    }
}

static TbPaperFlow *
ensure_flow (TbPaper *self)
{
  TbPaperFlow *flow;

  if (self->flow != NULL)
    return self->flow;
  flow = tb_paper_flow_new (self->look);
  tb_paper_flow_paragraph (flow, TB_PAPER_TITLE, self->title);
  for (guint i = 0; i < self->blocks->len; i++)
    lay_out_block (self, flow, &g_array_index (self->blocks, Block, i));
  tb_paper_flow_feet (flow, self->watermark);
  self->flow = flow;

  return flow;
}

/**
 * tb_paper_new:
 * @look: page set-up and type sizes
 * @title: stands above the first page, and names the document
 *
 * Returns: (transfer full): a document with nothing below its title
 */
TbPaper *
tb_paper_new (TbPaperLook look, const char *title)
{
  TbPaper *self;

  g_return_val_if_fail (title != NULL, NULL);

  self = g_new0 (TbPaper, 1);
  self->look = look;
  self->title = g_strdup (title);
  self->blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  g_array_set_clear_func (self->blocks, block_clear);

  return self;
}

void
tb_paper_free (TbPaper *self)
{
  g_clear_pointer (&self->flow, tb_paper_flow_free);
  g_array_unref (self->blocks);
  g_free (self->title);
  g_free (self->author);
  g_free (self->made_at);
  g_free (self->watermark);
  g_free (self);
}

/**
 * tb_paper_set_author:
 * @author: (nullable): who made it, for the properties of a PDF
 */
void
tb_paper_set_author (TbPaper *self, const char *author)
{
  g_set_str (&self->author, author);
}

/**
 * tb_paper_set_made_at:
 * @instant: (nullable): when it was made, as ISO 8601, for the properties of a PDF
 *
 * The time is given, never taken from the computer, so that the same document is the same bytes.
 */
void
tb_paper_set_made_at (TbPaper *self, const char *instant)
{
  g_set_str (&self->made_at, instant);
}

/**
 * tb_paper_set_watermark:
 * @watermark: (nullable): a grey line above every page: who took these data out, and why
 */
void
tb_paper_set_watermark (TbPaper *self, const char *watermark)
{
  g_return_if_fail (self->flow == NULL);

  g_set_str (&self->watermark, watermark);
}

/**
 * tb_paper_add_paragraph:
 * @style: what it is
 * @text: its text
 */
void
tb_paper_add_paragraph (TbPaper *self, TbPaperStyle style, const char *text)
{
  g_return_if_fail (text != NULL);

  add_block (self, (Block){ .kind = BLOCK_PARAGRAPH, .style = style, .text = g_strdup (text) });
}

/**
 * tb_paper_add_spread:
 * @parts: (array length=n_parts): texts that share a line: the first at the left, the last at the
 * right
 */
void
tb_paper_add_spread (TbPaper *self, const char *const *parts, guint n_parts)
{
  g_return_if_fail (n_parts > 0);

  add_block (self, (Block){ .kind = BLOCK_SPREAD, .parts = copy_parts (parts, n_parts) });
}

/**
 * tb_paper_add_signatures:
 * @labels: (array length=n_labels): who signs; a rule to sign on follows each
 */
void
tb_paper_add_signatures (TbPaper *self, const char *const *labels, guint n_labels)
{
  g_return_if_fail (n_labels > 0);

  add_block (self, (Block){ .kind = BLOCK_SIGNATURES, .parts = copy_parts (labels, n_labels) });
}

/**
 * tb_paper_take_grid:
 * @grid: (transfer full): the cells of a form
 */
void
tb_paper_take_grid (TbPaper *self, TbPaperGrid *grid)
{
  g_return_if_fail (grid != NULL);

  add_block (self, (Block){ .kind = BLOCK_GRID, .grid = grid });
}

/**
 * tb_paper_take_table:
 * @table: (transfer full): a table
 */
void
tb_paper_take_table (TbPaper *self, TbPaperTable *table)
{
  g_return_if_fail (table != NULL);

  add_block (self, (Block){ .kind = BLOCK_TABLE, .table = table });
}

/**
 * tb_paper_add_image:
 * @file: an image on this computer, read when the document is laid out
 * @caption: (nullable): what stands below it
 */
void
tb_paper_add_image (TbPaper *self, GFile *file, const char *caption)
{
  g_return_if_fail (G_IS_FILE (file));

  add_block (
      self,
      (Block){ .kind = BLOCK_IMAGE, .file = g_object_ref (file), .text = g_strdup (caption) });
}

/**
 * tb_paper_add_space:
 * @lines: how many lines are left empty
 */
void
tb_paper_add_space (TbPaper *self, double lines)
{
  add_block (self, (Block){ .kind = BLOCK_SPACE, .lines = lines });
}

/**
 * tb_paper_add_page_break:
 *
 * What follows begins on a page of its own.
 */
void
tb_paper_add_page_break (TbPaper *self)
{
  add_block (self, (Block){ .kind = BLOCK_PAGE_BREAK });
}

TbPaperLook
tb_paper_get_look (TbPaper *self)
{
  return self->look;
}

const char *
tb_paper_get_title (TbPaper *self)
{
  return self->title;
}

/**
 * tb_paper_get_n_pages:
 *
 * Lays the document out when first called; nothing can be added to it afterwards.
 *
 * Returns: how many pages it has, at least one
 */
guint
tb_paper_get_n_pages (TbPaper *self)
{
  return ensure_flow (self)->pages->len;
}

/**
 * tb_paper_draw_page:
 * @page: from 0 on
 * @cr: where to, its unit a point and its origin the corner of the paper
 */
void
tb_paper_draw_page (TbPaper *self, guint page, cairo_t *cr)
{
  GPtrArray *pages = ensure_flow (self)->pages;

  g_return_if_fail (page < pages->len);

  tb_paper_draw_items (g_ptr_array_index (pages, page), cr);
}

/**
 * tb_paper_write_pdf:
 * @write: takes the bytes
 * @user_data: for it
 * @error: return location; errors of @write, or %TB_ERROR_FILE
 *
 * Writes the document as PDF. Needs no display.
 *
 * Returns: %FALSE on error
 */
gboolean
tb_paper_write_pdf (TbPaper *self, TbPaperWriteFunc write, gpointer user_data, GError **error)
{
  g_return_val_if_fail (write != NULL, FALSE);

  return tb_paper_pdf_write (self, self->author, self->made_at, write, user_data, error);
}
