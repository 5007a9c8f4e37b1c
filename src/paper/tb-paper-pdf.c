/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-paper-private.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "tb-error.h"

typedef struct
{
  TbPaperWriteFunc write;
  gpointer user_data;
  GError *error; /* (owned) (nullable): the first */
} Output;

static cairo_status_t
write_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  Output *output = closure;

  if (output->error == NULL)
    output->write ((const char *)data, length, output->user_data, &output->error);

  return output->error == NULL ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static cairo_surface_t *
begin_pdf (TbPaper *self, const char *author, const char *made_at, Output *output)
{
  const TbPaperPage *page = tb_paper_look_get_page (tb_paper_get_look (self));
  cairo_surface_t *surface
      = cairo_pdf_surface_create_for_stream (write_bytes, output, page->width, page->height);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, tb_paper_get_title (self));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Tower Branch");
  if (author != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, author);
  if (made_at != NULL)
    {
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, made_at);
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_MOD_DATE, made_at);
    }

  return surface;
}

/**
 * tb_paper_pdf_write:
 * @author: (nullable): who made it
 * @made_at: (nullable): when, as ISO 8601; the same bytes come out for the same document and time
 *
 * What tb_paper_write_pdf() does, with what only the document knows.
 */
gboolean
tb_paper_pdf_write (TbPaper *self, const char *author, const char *made_at, TbPaperWriteFunc write,
                    gpointer user_data, GError **error)
{
  Output output = { .write = write, .user_data = user_data };
  cairo_surface_t *surface = begin_pdf (self, author, made_at, &output);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  for (guint i = 0; i < tb_paper_get_n_pages (self); i++)
    {
      tb_paper_draw_page (self, i, cr);
      cairo_show_page (cr);
    }
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  if (output.error != NULL)
    {
      g_propagate_error (error, output.error);
      return FALSE;
    }
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, TB_ERROR, TB_ERROR_FILE, _ ("“%s” cannot be made as PDF: %s"),
                   tb_paper_get_title (self), cairo_status_to_string (status));
      return FALSE;
    }

  return TRUE;
}
