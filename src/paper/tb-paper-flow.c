/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-paper-private.h"

static void
item_clear (gpointer data)
{
  TbPaperItem *item = data;

  g_clear_object (&item->layout);
  g_clear_pointer (&item->image, cairo_surface_destroy);
}

static void
add_item (TbPaperFlow *self, const TbPaperItem *item)
{
  g_array_append_vals (g_ptr_array_index (self->pages, self->pages->len - 1), item, 1);
}

/**
 * tb_paper_flow_new:
 * @look: page and types
 *
 * Returns: (transfer full): one empty page
 */
TbPaperFlow *
tb_paper_flow_new (TbPaperLook look)
{
  TbPaperFlow *self = g_new0 (TbPaperFlow, 1);

  tb_paper_layouter_init (&self->layouter, look);
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  tb_paper_flow_begin_page (self);

  return self;
}

void
tb_paper_flow_free (TbPaperFlow *self)
{
  g_ptr_array_unref (self->pages);
  tb_paper_layouter_clear (&self->layouter);
  g_free (self);
}

double
tb_paper_flow_get_width (TbPaperFlow *self)
{
  const TbPaperPage *page = &self->layouter.page;

  return page->width - page->left - page->right;
}

/* What is left of the present page. */
double
tb_paper_flow_get_room (TbPaperFlow *self)
{
  return self->layouter.page.height - self->layouter.page.bottom - self->y;
}

/* What an empty page has. */
double
tb_paper_flow_get_full_room (TbPaperFlow *self)
{
  const TbPaperPage *page = &self->layouter.page;

  return page->height - page->top - page->bottom;
}

void
tb_paper_flow_begin_page (TbPaperFlow *self)
{
  GArray *page = g_array_new (FALSE, FALSE, sizeof (TbPaperItem));

  g_array_set_clear_func (page, item_clear);
  g_ptr_array_add (self->pages, page);
  self->y = self->layouter.page.top;
}

/* @n_lines from @first_line on, the first of them at @y. */
void
tb_paper_flow_add_text (TbPaperFlow *self, PangoLayout *layout, guint first_line, guint n_lines,
                        double x, double y, double grey)
{
  TbPaperItem item = { .kind = TB_PAPER_ITEM_TEXT,
                       .x = x,
                       .y = y,
                       .grey = grey,
                       .layout = g_object_ref (layout),
                       .first_line = first_line,
                       .n_lines = n_lines };

  add_item (self, &item);
}

/* @grey of 1 leaves it empty. */
void
tb_paper_flow_add_box (TbPaperFlow *self, double x, double y, double width, double height,
                       double line, double grey)
{
  TbPaperItem item = { .kind = TB_PAPER_ITEM_BOX,
                       .x = x,
                       .y = y,
                       .width = width,
                       .height = height,
                       .line = line,
                       .grey = grey };

  add_item (self, &item);
}

void
tb_paper_flow_add_rule (TbPaperFlow *self, double x, double y, double width)
{
  TbPaperItem item = { .kind = TB_PAPER_ITEM_RULE, .x = x, .y = y, .width = width };

  add_item (self, &item);
}

void
tb_paper_flow_add_image (TbPaperFlow *self, cairo_surface_t *image, double x, double y,
                         double width, double height)
{
  TbPaperItem item = { .kind = TB_PAPER_ITEM_IMAGE,
                       .x = x,
                       .y = y,
                       .width = width,
                       .height = height,
                       .image = cairo_surface_reference (image) };

  add_item (self, &item);
}
