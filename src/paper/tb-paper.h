/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

#include "tb-paper-grid.h"
#include "tb-paper-table.h"

G_BEGIN_DECLS

/**
 * TbPaperLook:
 * @TB_PAPER_LETTER: a letter or notice, upright, with the margins and sizes of GB/T 9704
 * @TB_PAPER_FORM: a form with ruled cells, upright
 * @TB_PAPER_LEDGER: a wide table, landscape
 *
 * The page set-up and type sizes of a document. All are A4.
 */
typedef enum
{
  TB_PAPER_LETTER,
  TB_PAPER_FORM,
  TB_PAPER_LEDGER,
} TbPaperLook;

/**
 * TbPaperStyle:
 * @TB_PAPER_TITLE: centred, large
 * @TB_PAPER_SUBTITLE: centred, below the title
 * @TB_PAPER_HEADING: of a part
 * @TB_PAPER_FLUSH: not indented: whom a letter is to
 * @TB_PAPER_BODY: the first line of a paragraph set in by two characters
 * @TB_PAPER_CLOSING: at the right: who signs, and when
 * @TB_PAPER_NOTE: small
 *
 * What a paragraph is.
 */
typedef enum
{
  TB_PAPER_TITLE,
  TB_PAPER_SUBTITLE,
  TB_PAPER_HEADING,
  TB_PAPER_FLUSH,
  TB_PAPER_BODY,
  TB_PAPER_CLOSING,
  TB_PAPER_NOTE,
} TbPaperStyle;

/**
 * TbPaper:
 *
 * A document for A4 pages: put together from blocks, laid out once when its pages are first asked
 * for, then drawn page by page on a printer, a preview or a PDF. One thread at a time; it may go
 * from one to another.
 */
typedef struct _TbPaper TbPaper;

/**
 * TbPaperWriteFunc:
 *
 * Takes the bytes of a PDF as they are made.
 *
 * Returns: %FALSE on error
 */
typedef gboolean (*TbPaperWriteFunc) (const char *data, gsize length, gpointer user_data,
                                      GError **error);

TbPaper *tb_paper_new (TbPaperLook look, const char *title) G_GNUC_WARN_UNUSED_RESULT;
void tb_paper_free (TbPaper *self);

void tb_paper_set_author (TbPaper *self, const char *author);
void tb_paper_set_made_at (TbPaper *self, const char *instant);
void tb_paper_set_watermark (TbPaper *self, const char *watermark);

void tb_paper_add_paragraph (TbPaper *self, TbPaperStyle style, const char *text);
void tb_paper_add_spread (TbPaper *self, const char *const *parts, guint n_parts);
void tb_paper_add_signatures (TbPaper *self, const char *const *labels, guint n_labels);
void tb_paper_take_grid (TbPaper *self, TbPaperGrid *grid);
void tb_paper_take_table (TbPaper *self, TbPaperTable *table);
void tb_paper_add_image (TbPaper *self, GFile *file, const char *caption);
void tb_paper_add_space (TbPaper *self, double lines);
void tb_paper_add_page_break (TbPaper *self);

TbPaperLook tb_paper_get_look (TbPaper *self);
const char *tb_paper_get_title (TbPaper *self);
guint tb_paper_get_n_pages (TbPaper *self);
void tb_paper_draw_page (TbPaper *self, guint page, cairo_t *cr);
gboolean tb_paper_write_pdf (TbPaper *self, TbPaperWriteFunc write, gpointer user_data,
                             GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbPaper, tb_paper_free)

G_END_DECLS
