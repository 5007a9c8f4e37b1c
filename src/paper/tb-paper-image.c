/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-paper-private.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

/* Dots an inch that a photo is printed with: more is not seen, and makes the file large. */
#define DPI 200.0

#define JPEG_QUALITY "85"

/* A camera's picture is larger than the paper; one that opens to more is not looked at. */
#define MAX_PIXELS (120 * 1000 * 1000)

static void
free_buffer (void *data)
{
  g_free (data);
}

/* A PDF holds the compressed bytes as they are instead of every pixel. */
static void
attach_jpeg (cairo_surface_t *surface, GdkPixbuf *pixbuf)
{
  gsize length;
  char *data = NULL;

  if (!gdk_pixbuf_save_to_buffer (pixbuf, &data, &length, "jpeg", NULL, "quality", JPEG_QUALITY,
                                  NULL))
    return;
  if (cairo_surface_set_mime_data (surface, CAIRO_MIME_TYPE_JPEG, (const guint8 *)data, length,
                                   free_buffer, data)
      != CAIRO_STATUS_SUCCESS)
    g_free (data);
}

/* What is see-through shows the white of the paper. */
static cairo_surface_t *
make_surface (GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf);
  int height = gdk_pixbuf_get_height (pixbuf);
  int n_channels = gdk_pixbuf_get_n_channels (pixbuf);
  int stride = gdk_pixbuf_get_rowstride (pixbuf);
  const guint8 *pixels = gdk_pixbuf_read_pixels (pixbuf);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);

  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    {
      cairo_surface_destroy (surface);
      return NULL;
    }
  cairo_surface_flush (surface);
  for (int y = 0; y < height; y++)
    {
      const guint8 *from = pixels + (gsize)y * stride;
      guint32 *to = (guint32 *)(cairo_image_surface_get_data (surface)
                                + (gsize)y * cairo_image_surface_get_stride (surface));

      for (int x = 0; x < width; x++, from += n_channels)
        to[x] = (guint32)from[0] << 16 | (guint32)from[1] << 8 | from[2];
    }
  cairo_surface_mark_dirty (surface);

  return surface;
}

static GdkPixbuf *
load_pixbuf (const char *path, double max_width, double max_height)
{
  int max_x = max_width / 72 * DPI;
  int max_y = max_height / 72 * DPI;
  int width, height;
  g_autoptr (GdkPixbuf) loaded = NULL;
  g_autoptr (GdkPixbuf) turned = NULL;

  if (gdk_pixbuf_get_file_info (path, &width, &height) == NULL
      || (gint64)width * height > MAX_PIXELS)
    return NULL;

  /* Small ones stay as they are. Twice the room, as it may be turned by a quarter yet. */
  if (width > 2 * max_x || height > 2 * max_y)
    loaded = gdk_pixbuf_new_from_file_at_scale (path, MAX (max_x, max_y), MAX (max_x, max_y), TRUE,
                                                NULL);
  else
    loaded = gdk_pixbuf_new_from_file (path, NULL);
  if (loaded == NULL)
    return NULL;
  turned = gdk_pixbuf_apply_embedded_orientation (loaded);
  if (!gdk_pixbuf_get_has_alpha (turned))
    return g_steal_pointer (&turned);

  return gdk_pixbuf_composite_color_simple (turned, gdk_pixbuf_get_width (turned),
                                            gdk_pixbuf_get_height (turned), GDK_INTERP_NEAREST, 255,
                                            64, 0xffffff, 0xffffff);
}

/**
 * tb_paper_image_load:
 * @file: an image, on this computer
 * @max_width: room for it, in points
 * @max_height: room for it, in points
 * @width: (out): how wide it is to be drawn, in points
 * @height: (out): how high it is to be drawn, in points
 *
 * Reads a picture, turned as the camera was held, no larger than it is printed.
 *
 * Returns: (transfer full) (nullable): it, or %NULL where it cannot be read as one
 */
cairo_surface_t *
tb_paper_image_load (GFile *file, double max_width, double max_height, double *width,
                     double *height)
{
  const char *path = g_file_peek_path (file);
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  cairo_surface_t *surface;
  double scale;

  if (path == NULL)
    return NULL;
  pixbuf = load_pixbuf (path, max_width, max_height);
  if (pixbuf == NULL)
    return NULL;
  surface = make_surface (pixbuf);
  if (surface == NULL)
    return NULL;
  attach_jpeg (surface, pixbuf);

  *width = gdk_pixbuf_get_width (pixbuf);
  *height = gdk_pixbuf_get_height (pixbuf);
  scale = MIN (max_width / *width, max_height / *height);
  *width *= scale;
  *height *= scale;

  return surface;
}
