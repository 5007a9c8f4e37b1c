/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-paper-private.h"

#include <glib/gi18n-lib.h>

/* A paragraph is not broken so that fewer of its lines stand alone. */
#define MIN_LINES 2

/* Between the parts of a spread line, and around a picture. */
#define GAP 12

#define WATERMARK_GREY 0.45

static double
get_line_height (TbPaperFlow *self, TbPaperType type)
{
  return self->layouter.line_heights[type];
}

static TbPaperAlign
get_align (TbPaperStyle style)
{
  switch (style)
    {
    case TB_PAPER_TITLE:
    case TB_PAPER_SUBTITLE:
      return TB_PAPER_ALIGN_CENTRE;
    case TB_PAPER_CLOSING:
      return TB_PAPER_ALIGN_END;
    case TB_PAPER_HEADING:
    case TB_PAPER_FLUSH:
    case TB_PAPER_BODY:
    case TB_PAPER_NOTE:
    default:
      return TB_PAPER_ALIGN_START;
    }
}

/* How many of @n_left lines go on this page: all, or so many that none stands alone, or none. */
static guint
get_n_fitting (TbPaperFlow *self, guint n_left, double line_height)
{
  guint n_fitting = MAX (tb_paper_flow_get_room (self) + 0.01, 0) / line_height;
  gboolean is_fresh = tb_paper_flow_get_room (self) >= tb_paper_flow_get_full_room (self) - 0.01;

  if (n_fitting >= n_left)
    return n_left;
  if (n_left - n_fitting < MIN_LINES)
    n_fitting = n_left > MIN_LINES ? n_left - MIN_LINES : 0;
  if (n_fitting < MIN_LINES)
    n_fitting = is_fresh ? 1 : 0;

  return n_fitting;
}

/**
 * tb_paper_flow_paragraph:
 * @style: what it is
 * @text: its text; a line break begins a new paragraph
 *
 * Sets a paragraph, on the next page as far as this one has no room for it. A heading stays with
 * what follows.
 */
void
tb_paper_flow_paragraph (TbPaperFlow *self, TbPaperStyle style, const char *text)
{
  TbPaperType type = (TbPaperType)style;
  double line_height = get_line_height (self, type);
  g_autoptr (PangoLayout) layout = tb_paper_layouter_make (
      &self->layouter, type, text, tb_paper_flow_get_width (self), get_align (style));
  guint n_lines = pango_layout_get_line_count (layout);

  if (style == TB_PAPER_HEADING && tb_paper_flow_get_room (self) < (n_lines + 2) * line_height)
    tb_paper_flow_begin_page (self);

  for (guint line = 0; line < n_lines;)
    {
      guint n_fitting = get_n_fitting (self, n_lines - line, line_height);

      if (n_fitting == 0)
        {
          tb_paper_flow_begin_page (self);
          continue;
        }
      tb_paper_flow_add_text (self, layout, line, n_fitting, self->layouter.page.left, self->y, 0);
      self->y += n_fitting * line_height;
      line += n_fitting;
    }
  if (style == TB_PAPER_TITLE)
    self->y += line_height / 3;
}

static double
get_text_width (PangoLayout *layout)
{
  int width;

  pango_layout_get_size (layout, &width, NULL);

  return (double)width / PANGO_SCALE;
}

/* A label, with a rule after it for a signature by hand. */
static void
add_signature (TbPaperFlow *self, const char *label, double x, double width)
{
  g_autoptr (PangoLayout) layout = tb_paper_layouter_make (&self->layouter, TB_PAPER_TYPE_FLUSH,
                                                           label, width, TB_PAPER_ALIGN_START);
  double taken;

  tb_paper_flow_add_text (self, layout, 0, 1, x, self->y, 0);
  pango_layout_set_width (layout, -1);
  taken = get_text_width (layout);
  pango_layout_set_width (layout, (int)(width * PANGO_SCALE));
  if (taken < width)
    tb_paper_flow_add_rule (
        self, x + taken, self->y + get_line_height (self, TB_PAPER_TYPE_FLUSH) - 3, width - taken);
}

/**
 * tb_paper_flow_spread:
 * @parts: (array zero-terminated=1): texts that share a line
 * @with_rules: whether each is followed by a rule to sign on
 *
 * Sets short texts side by side: the first at the left, the last at the right.
 */
void
tb_paper_flow_spread (TbPaperFlow *self, char **parts, gboolean with_rules)
{
  guint n_parts = g_strv_length (parts);
  double width = (tb_paper_flow_get_width (self) - (n_parts - 1) * GAP) / n_parts;
  double height = get_line_height (self, TB_PAPER_TYPE_FLUSH);
  double tallest = height;

  if (with_rules)
    height += 10;
  if (tb_paper_flow_get_room (self) < height)
    tb_paper_flow_begin_page (self);
  else if (with_rules)
    self->y += 10;

  for (guint i = 0; i < n_parts; i++)
    {
      double x = self->layouter.page.left + i * (width + GAP);
      TbPaperAlign align = TB_PAPER_ALIGN_CENTRE;
      g_autoptr (PangoLayout) layout = NULL;

      if (with_rules)
        {
          add_signature (self, parts[i], x, width);
          continue;
        }
      if (i == 0)
        align = TB_PAPER_ALIGN_START;
      else if (i == n_parts - 1)
        align = TB_PAPER_ALIGN_END;
      layout
          = tb_paper_layouter_make (&self->layouter, TB_PAPER_TYPE_FLUSH, parts[i], width, align);
      tb_paper_flow_add_text (self, layout, 0, pango_layout_get_line_count (layout), x, self->y, 0);
      tallest = MAX (tallest, tb_paper_layout_get_height (layout));
    }
  self->y += tallest + 3;
}

/**
 * tb_paper_flow_picture:
 * @file: an image; a file that is none is named in its place
 * @caption: (nullable): what stands below it
 *
 * Sets a picture in the middle, at most as high as half a page, so that two share one.
 */
void
tb_paper_flow_picture (TbPaperFlow *self, GFile *file, const char *caption)
{
  double line_height = get_line_height (self, TB_PAPER_TYPE_FLUSH);
  double max_height = tb_paper_flow_get_full_room (self) / 2 - 2 * line_height - GAP;
  double width, height;
  cairo_surface_t *image
      = tb_paper_image_load (file, tb_paper_flow_get_width (self), max_height, &width, &height);

  if (image == NULL)
    {
      g_autofree char *name = g_file_get_basename (file);
      /* Translators: stands on paper in the place of a photo that cannot be read. */
      g_autofree char *text
          = g_strdup_printf (_ ("[Photo cannot be shown: %s]"), caption != NULL ? caption : name);

      tb_paper_flow_paragraph (self, TB_PAPER_SUBTITLE, text);
      return;
    }

  if (tb_paper_flow_get_room (self) < height + line_height)
    tb_paper_flow_begin_page (self);
  tb_paper_flow_add_image (self, image,
                           self->layouter.page.left + (tb_paper_flow_get_width (self) - width) / 2,
                           self->y, width, height);
  cairo_surface_destroy (image);
  self->y += height + 4;
  if (caption != NULL)
    tb_paper_flow_paragraph (self, TB_PAPER_SUBTITLE, caption);
  self->y += GAP;
}

static void
add_foot (TbPaperFlow *self, const char *text, double y, TbPaperAlign align, double grey)
{
  g_autoptr (PangoLayout) layout = tb_paper_layouter_make (
      &self->layouter, TB_PAPER_TYPE_FOOT, text, tb_paper_flow_get_width (self), align);

  tb_paper_flow_add_text (self, layout, 0, pango_layout_get_line_count (layout),
                          self->layouter.page.left, y, grey);
}

/**
 * tb_paper_flow_feet:
 * @watermark: (nullable): a line above every page
 *
 * Numbers the pages, once all are there.
 */
void
tb_paper_flow_feet (TbPaperFlow *self, const char *watermark)
{
  const TbPaperPage *page = &self->layouter.page;
  double size = self->layouter.line_heights[TB_PAPER_TYPE_FOOT];
  guint n_pages = self->pages->len;

  for (guint i = 0; i < n_pages; i++)
    {
      GArray *items = g_ptr_array_steal_index (self->pages, i);
      /* Translators: at the foot of a page: its number, and how many there are. */
      g_autofree char *number = g_strdup_printf (_ ("Page %u of %u"), i + 1, n_pages);

      /* Items go to the last page: so this one is, for a moment. */
      g_ptr_array_add (self->pages, items);
      add_foot (self, number, page->height - page->bottom + (page->bottom - size) / 2,
                TB_PAPER_ALIGN_CENTRE, 0);
      if (watermark != NULL)
        add_foot (self, watermark, (page->top - size) / 2, TB_PAPER_ALIGN_END, WATERMARK_GREY);
      items = g_ptr_array_steal_index (self->pages, n_pages - 1);
      g_ptr_array_insert (self->pages, i, items);
    }
}
