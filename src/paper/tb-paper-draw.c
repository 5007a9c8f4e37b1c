/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-paper-private.h"

/* Some lines of a text, the first of them where the text would begin. */
static void
draw_lines (const TbPaperItem *item, cairo_t *cr)
{
  PangoLayoutIter *iter = pango_layout_get_iter (item->layout);
  double above = 0;
  guint line = 0;

  do
    {
      PangoRectangle rectangle;

      pango_layout_iter_get_line_extents (iter, NULL, &rectangle);
      if (line == item->first_line)
        above = (double)rectangle.y / PANGO_SCALE;
      if (line >= item->first_line && line < item->first_line + item->n_lines)
        {
          double baseline = (double)pango_layout_iter_get_baseline (iter) / PANGO_SCALE;

          cairo_move_to (cr, item->x + (double)rectangle.x / PANGO_SCALE,
                         item->y + baseline - above);
          pango_cairo_show_layout_line (cr, pango_layout_iter_get_line_readonly (iter));
        }
      line++;
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

static void
draw_box (const TbPaperItem *item, cairo_t *cr)
{
  cairo_rectangle (cr, item->x, item->y, item->width, item->height);
  if (item->grey < 1)
    {
      cairo_set_source_rgb (cr, item->grey, item->grey, item->grey);
      cairo_fill_preserve (cr);
    }
  cairo_set_source_rgb (cr, 0, 0, 0);
  if (item->line > 0)
    {
      cairo_set_line_width (cr, item->line);
      cairo_stroke (cr);
    }
  cairo_new_path (cr);
}

static void
draw_image (const TbPaperItem *item, cairo_t *cr)
{
  cairo_save (cr);
  cairo_translate (cr, item->x, item->y);
  cairo_scale (cr, item->width / cairo_image_surface_get_width (item->image),
               item->height / cairo_image_surface_get_height (item->image));
  cairo_set_source_surface (cr, item->image, 0, 0);
  cairo_paint (cr);
  cairo_restore (cr);
}

static void
draw_item (const TbPaperItem *item, cairo_t *cr)
{
  switch (item->kind)
    {
    case TB_PAPER_ITEM_TEXT:
      cairo_set_source_rgb (cr, item->grey, item->grey, item->grey);
      draw_lines (item, cr);
      break;
    case TB_PAPER_ITEM_BOX:
      draw_box (item, cr);
      break;
    case TB_PAPER_ITEM_RULE:
      cairo_set_source_rgb (cr, 0, 0, 0);
      cairo_set_line_width (cr, 0.6);
      cairo_move_to (cr, item->x, item->y);
      cairo_line_to (cr, item->x + item->width, item->y);
      cairo_stroke (cr);
      break;
    case TB_PAPER_ITEM_IMAGE:
      draw_image (item, cr);
      break;
    default:
      g_assert_not_reached ();
    }
}

/**
 * tb_paper_draw_items:
 * @items: (element-type TbPaperItem): what is on a page
 * @cr: where to, a point being its unit
 */
void
tb_paper_draw_items (GArray *items, cairo_t *cr)
{
  cairo_save (cr);
  for (guint i = 0; i < items->len; i++)
    draw_item (&g_array_index (items, TbPaperItem, i), cr);
  cairo_restore (cr);
}
