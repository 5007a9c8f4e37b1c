/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "tb-paper.h"

G_BEGIN_DECLS

/* Lengths are in points, from the upper left corner of the page. */
#define TB_PAPER_MM(mm) ((mm) * 72.0 / 25.4)

/**
 * TbPaperType:
 *
 * What a text is set in: a paragraph's style, or one of the kinds of cell.
 */
typedef enum
{
  TB_PAPER_TYPE_TITLE = TB_PAPER_TITLE,
  TB_PAPER_TYPE_SUBTITLE = TB_PAPER_SUBTITLE,
  TB_PAPER_TYPE_HEADING = TB_PAPER_HEADING,
  TB_PAPER_TYPE_FLUSH = TB_PAPER_FLUSH,
  TB_PAPER_TYPE_BODY = TB_PAPER_BODY,
  TB_PAPER_TYPE_CLOSING = TB_PAPER_CLOSING,
  TB_PAPER_TYPE_NOTE = TB_PAPER_NOTE,
  TB_PAPER_TYPE_CELL,
  TB_PAPER_TYPE_HEAD,
  TB_PAPER_TYPE_FOOT,
  TB_PAPER_N_TYPES,
} TbPaperType;

/**
 * TbPaperPage:
 *
 * Where things stand on a page.
 */
typedef struct
{
  double width;
  double height;
  double left;
  double top;
  double right;
  double bottom;
  double padding; /* between a cell's rule and its text */
} TbPaperPage;

/**
 * TbPaperLayouter:
 *
 * Makes Pango layouts in the types of a look. Texts of cells that come again and again are set
 * once.
 */
typedef struct
{
  TbPaperLook look;
  TbPaperPage page;
  PangoContext *context;                         /* (owned) */
  PangoFontDescription *fonts[TB_PAPER_N_TYPES]; /* (owned) */
  double line_heights[TB_PAPER_N_TYPES];         /* of one line */
  GHashTable *cells;                             /* (owned) (element-type utf8 PangoLayout) */
} TbPaperLayouter;

const TbPaperPage *tb_paper_look_get_page (TbPaperLook look);
void tb_paper_layouter_init (TbPaperLayouter *self, TbPaperLook look);
void tb_paper_layouter_clear (TbPaperLayouter *self);
PangoLayout *tb_paper_layouter_make (TbPaperLayouter *self, TbPaperType type, const char *text,
                                     double width, TbPaperAlign align);
double tb_paper_layout_get_height (PangoLayout *layout);

typedef enum
{
  TB_PAPER_ITEM_TEXT,
  TB_PAPER_ITEM_BOX,
  TB_PAPER_ITEM_RULE,
  TB_PAPER_ITEM_IMAGE,
} TbPaperItemKind;

/**
 * TbPaperItem:
 *
 * One thing to be drawn on a page.
 */
typedef struct
{
  TbPaperItemKind kind;
  double x;
  double y;
  double width;        /* of a box, a rule or an image */
  double height;       /* of a box or an image */
  double line;         /* how thick a box is drawn; 0 for none */
  double grey;         /* what a box is filled with, or a text is drawn in: 0 black to 1 white */
  PangoLayout *layout; /* (owned) (nullable) */
  guint first_line;    /* of the layout */
  guint n_lines;
  cairo_surface_t *image; /* (owned) (nullable) */
} TbPaperItem;

/**
 * TbPaperFlow:
 *
 * Pages being filled from above.
 */
typedef struct
{
  TbPaperLayouter layouter;
  GPtrArray *pages; /* (owned) (element-type GArray of TbPaperItem) */
  double y;         /* where the next thing goes */
} TbPaperFlow;

TbPaperFlow *tb_paper_flow_new (TbPaperLook look);
void tb_paper_flow_free (TbPaperFlow *self);
double tb_paper_flow_get_width (TbPaperFlow *self);
double tb_paper_flow_get_room (TbPaperFlow *self);
double tb_paper_flow_get_full_room (TbPaperFlow *self);
void tb_paper_flow_begin_page (TbPaperFlow *self);
void tb_paper_flow_add_text (TbPaperFlow *self, PangoLayout *layout, guint first_line,
                             guint n_lines, double x, double y, double grey);
void tb_paper_flow_add_box (TbPaperFlow *self, double x, double y, double width, double height,
                            double line, double grey);
void tb_paper_flow_add_rule (TbPaperFlow *self, double x, double y, double width);
void tb_paper_flow_add_image (TbPaperFlow *self, cairo_surface_t *image, double x, double y,
                              double width, double height);

void tb_paper_flow_paragraph (TbPaperFlow *self, TbPaperStyle style, const char *text);
void tb_paper_flow_spread (TbPaperFlow *self, char **parts, gboolean with_rules);
void tb_paper_flow_picture (TbPaperFlow *self, GFile *file, const char *caption);
void tb_paper_flow_feet (TbPaperFlow *self, const char *watermark);

/* A row of ruled cells, as both grids and tables have them. */
typedef struct
{
  const char *text; /* (nullable) */
  double x;         /* from the left edge of the block */
  double width;
  TbPaperType type;
  TbPaperAlign align;
  gboolean from_top; /* its text begins at the top of the cell instead of standing in its middle */
  gboolean is_filled;
  gboolean is_left_out; /* the cell below it takes its place */
  double above;         /* how far it reaches into the row above */
} TbPaperCell;

void tb_paper_flow_grid (TbPaperFlow *self, TbPaperGrid *grid);
void tb_paper_flow_table (TbPaperFlow *self, TbPaperTable *table);

/* Inside of a grid. */
typedef struct
{
  char *text; /* (owned) (nullable) */
  guint span;
  TbPaperType type;
  gboolean is_prose;
} TbPaperGridCell;

typedef struct
{
  GArray *cells; /* (owned) (element-type TbPaperGridCell) */
  guint min_lines;
} TbPaperGridRow;

struct _TbPaperGrid
{
  double *widths; /* (owned) (array length=n_columns) */
  guint n_columns;
  GPtrArray *rows; /* (owned) (element-type TbPaperGridRow) */
};

cairo_surface_t *tb_paper_image_load (GFile *file, double max_width, double max_height,
                                      double *width, double *height);
void tb_paper_draw_items (GArray *items, cairo_t *cr);
gboolean tb_paper_pdf_write (TbPaper *self, const char *author, const char *made_at,
                             TbPaperWriteFunc write, gpointer user_data, GError **error);

G_END_DECLS
