/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-paper.h"

#include "tb-error.h"
#include "tb-pdf-text.h"
#include "tb-test.h"

#include <string.h>

static gboolean
append (const char *data, gsize length, gpointer user_data, GError **error)
{
  g_string_append_len (user_data, data, length);
  return TRUE;
}

static GString *
write_to_string (TbPaper *paper)
{
  GString *bytes = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (tb_paper_write_pdf (paper, append, bytes, &error));
  g_assert_no_error (error);

  return bytes;
}

static char *
dup_text (TbPaper *paper)
{
  g_autofree char *path = tb_test_dup_path ("paper.pdf");
  g_autoptr (GString) bytes = write_to_string (paper);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, bytes->str, bytes->len, &error);
  g_assert_no_error (error);

  return tb_pdf_dup_text (path);
}

static TbPaper *
make_letter (void)
{
  TbPaper *paper = tb_paper_new (TB_PAPER_LETTER, "关于召开支部党员大会的通知");

  tb_paper_set_author (paper, "liu");
  tb_paper_set_made_at (paper, "2026-11-22T02:00:00Z");
  tb_paper_add_paragraph (paper, TB_PAPER_FLUSH, "全体党员：");
  tb_paper_add_paragraph (paper, TB_PAPER_BODY,
                          "定于2026年11月28日14:30在党群服务中心召开支部党员大会。");
  tb_paper_add_space (paper, 2);
  tb_paper_add_paragraph (paper, TB_PAPER_CLOSING, "云峰大厦联合党支部");

  return paper;
}

static void
test_letter (void)
{
  g_autoptr (TbPaper) paper = make_letter ();
  g_autofree char *text = dup_text (paper);

  g_assert_cmpuint (tb_paper_get_n_pages (paper), ==, 1);
  g_assert_nonnull (strstr (text, "关于召开支部党员大会的通知"));
  g_assert_nonnull (strstr (text, "全体党员："));
  g_assert_nonnull (strstr (text, "云峰大厦联合党支部"));
  g_assert_nonnull (strstr (text, "Page 1 of 1"));
}

/* The same document and time are the same bytes, on whatever day it is made. */
static void
test_deterministic (void)
{
  g_autoptr (TbPaper) first = make_letter ();
  g_autoptr (TbPaper) second = make_letter ();
  g_autoptr (GString) first_bytes = write_to_string (first);
  g_autoptr (GString) second_bytes = write_to_string (second);
  g_autoptr (GString) again = write_to_string (first);
  g_autoptr (GString) other_bytes = NULL;

  g_assert_cmpmem (first_bytes->str, first_bytes->len, second_bytes->str, second_bytes->len);
  g_assert_cmpmem (first_bytes->str, first_bytes->len, again->str, again->len);

  /* The time in it is the one that was given. */
  tb_paper_set_made_at (second, "2026-11-23T02:00:00Z");
  other_bytes = write_to_string (second);
  g_assert_false (g_string_equal (first_bytes, other_bytes));
}

static gboolean
fail_after_some (const char *data, gsize length, gpointer user_data, GError **error)
{
  guint *n_left = user_data;

  if ((*n_left)-- > 0)
    return TRUE;
  g_set_error_literal (error, TB_ERROR, TB_ERROR_FULL, "full");
  return FALSE;
}

static void
test_write_fails (void)
{
  for (guint n = 0; n < 4; n++)
    {
      g_autoptr (TbPaper) paper = make_letter ();
      g_autoptr (GError) error = NULL;
      guint n_left = n;

      g_assert_false (tb_paper_write_pdf (paper, fail_after_some, &n_left, &error));
      g_assert_error (error, TB_ERROR, TB_ERROR_FULL);
    }
}

static void
test_form (void)
{
  static const double widths[] = { 2, 4, 2, 4 };
  static const char *const signers[] = { "主持人（签名）：", "记录人（签名）：" };
  g_autoptr (TbPaper) paper = tb_paper_new (TB_PAPER_FORM, "会议记录表");
  TbPaperGrid *grid = tb_paper_grid_new (widths, G_N_ELEMENTS (widths));
  g_autofree char *text = NULL;

  tb_paper_grid_begin_row (grid, 1);
  tb_paper_grid_add_label (grid, "会议名称", 1);
  tb_paper_grid_add_value (grid, "十一月主题党日", 3);
  tb_paper_grid_begin_row (grid, 1);
  tb_paper_grid_add_label (grid, "主持人", 1);
  tb_paper_grid_add_value (grid, "钱多多", 1);
  tb_paper_grid_add_label (grid, "记录人", 1);
  tb_paper_grid_add_value (grid, NULL, 1);
  tb_paper_take_grid (paper, grid);
  tb_paper_add_signatures (paper, signers, G_N_ELEMENTS (signers));
  tb_paper_set_watermark (paper, "导出：liu");

  text = dup_text (paper);
  g_assert_nonnull (strstr (text, "十一月主题党日"));
  g_assert_nonnull (strstr (text, "钱多多"));
  g_assert_nonnull (strstr (text, "记录人（签名）："));
  g_assert_nonnull (strstr (text, "导出：liu"));
}

/* Pages go to any surface; what is drawn leaves it as it was. */
static void
test_draw (void)
{
  g_autoptr (TbPaper) paper = make_letter ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 595, 842);
  cairo_t *cr = cairo_create (surface);
  const guint8 *pixels;
  gsize n_dark = 0;
  double x, y;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_move_to (cr, 7, 9);
  tb_paper_draw_page (paper, 0, cr);
  cairo_surface_flush (surface);
  pixels = cairo_image_surface_get_data (surface);
  for (gsize i = 0; i < 842 * (gsize)cairo_image_surface_get_stride (surface); i += 4)
    n_dark += pixels[i] < 128;
  g_assert_cmpuint (n_dark, >, 500);
  cairo_identity_matrix (cr);
  cairo_get_current_point (cr, &x, &y);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static gpointer
count_in_thread (gpointer data)
{
  return GUINT_TO_POINTER (tb_paper_get_n_pages (data));
}

/* Laid out on one thread, written on another. */
static void
test_threads (void)
{
  g_autoptr (TbPaper) paper = make_letter ();
  GThread *thread = g_thread_new ("layout", count_in_thread, paper);
  g_autofree char *text = NULL;

  g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (thread)), ==, 1);
  text = dup_text (paper);
  g_assert_nonnull (strstr (text, "全体党员："));
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/paper/letter", test_letter);
  g_test_add_func ("/paper/deterministic", test_deterministic);
  g_test_add_func ("/paper/write-fails", test_write_fails);
  g_test_add_func ("/paper/form", test_form);
  g_test_add_func ("/paper/draw", test_draw);
  g_test_add_func ("/paper/threads", test_threads);

  return tb_test_run ();
}
