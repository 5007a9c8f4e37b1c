/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-paper.h"

#include "tb-pdf-text.h"
#include "tb-test.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

static const TbPaperColumn columns[] = {
  { "序号", NULL, 3, TB_PAPER_ALIGN_CENTRE, TRUE },
  { "标题", "会议", 20, TB_PAPER_ALIGN_START, FALSE },
  { "地点", "会议", 10, TB_PAPER_ALIGN_START, FALSE },
  { "应到", "人数", 5, TB_PAPER_ALIGN_END, TRUE },
};

static gboolean
append (const char *data, gsize length, gpointer user_data, GError **error)
{
  g_string_append_len (user_data, data, length);
  return TRUE;
}

static char **
dup_pages (TbPaper *paper)
{
  g_autofree char *path = tb_test_dup_path ("pages.pdf");
  g_autoptr (GString) bytes = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  char **pages;

  g_assert_true (tb_paper_write_pdf (paper, append, bytes, &error));
  g_assert_no_error (error);
  g_file_set_contents (path, bytes->str, bytes->len, &error);
  g_assert_no_error (error);
  pages = tb_pdf_dup_pages (path);
  g_assert_cmpuint (g_strv_length (pages), ==, tb_paper_get_n_pages (paper));
  for (guint i = 0; pages[i] != NULL; i++)
    {
      g_autofree char *foot
          = g_strdup_printf ("Page %u of %u", i + 1, tb_paper_get_n_pages (paper));

      g_assert_nonnull (strstr (pages[i], foot));
    }

  return pages;
}

static TbPaperTable *
make_table (guint n_rows)
{
  TbPaperTable *table = tb_paper_table_new (columns, G_N_ELEMENTS (columns));

  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      g_autofree char *title
          = g_strdup_printf ("第%u号会议，标题长得要在这一栏里折成两行才写得下，一行不够", i + 1);
      const char *cells[] = { number, title, "党群服务中心", "24" };

      tb_paper_table_add_row (table, cells);
    }

  return table;
}

/* Every page has the headings; every row is whole and on one page. */
static void
test_table (void)
{
  g_autoptr (TbPaper) paper = tb_paper_new (TB_PAPER_LEDGER, "组织生活台账");
  TbPaperTable *table = make_table (100);
  const char *const totals[] = { NULL, "合计", NULL, "2400" };
  g_auto (GStrv) pages = NULL;
  guint n_rows = 0;

  tb_paper_table_set_totals (table, totals);
  tb_paper_take_table (paper, table);
  pages = dup_pages (paper);
  g_assert_cmpuint (g_strv_length (pages), >, 2);
  for (guint i = 0; pages[i] != NULL; i++)
    {
      guint n_begun = tb_pdf_count (pages[i], "号会议");

      g_assert_cmpuint (tb_pdf_count (pages[i], "序号"), ==, 1);
      g_assert_cmpuint (tb_pdf_count (pages[i], "人数"), ==, 1);
      g_assert_cmpuint (n_begun, >, 0);
      g_assert_cmpuint (tb_pdf_count (pages[i], "一行不够"), ==, n_begun);
      n_rows += n_begun;
    }
  g_assert_cmpuint (n_rows, ==, 100);
  g_assert_nonnull (strstr (pages[g_strv_length (pages) - 1], "2400"));
}

/* A table without rows still shows what it would hold. */
static void
test_empty_table (void)
{
  g_autoptr (TbPaper) paper = tb_paper_new (TB_PAPER_LEDGER, "组织生活台账");
  g_auto (GStrv) pages = NULL;

  tb_paper_take_table (paper, make_table (0));
  pages = dup_pages (paper);
  g_assert_cmpuint (g_strv_length (pages), ==, 1);
  g_assert_nonnull (strstr (pages[0], "标题"));
}

/* A cell higher than a page goes on on the next, and no line is lost or printed twice. */
static void
test_tall_cell (void)
{
  g_autoptr (TbPaper) paper = tb_paper_new (TB_PAPER_LEDGER, "组织生活台账");
  TbPaperTable *table = make_table (3);
  g_autoptr (GString) tall = g_string_new (NULL);
  g_auto (GStrv) pages = NULL;
  g_autofree char *whole = NULL;
  const char *cells[] = { "4", NULL, "大会议室", "7" };

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (tall, "第%u行。\n", i);
  cells[1] = tall->str;
  tb_paper_table_add_row (table, cells);
  tb_paper_take_table (paper, table);
  pages = dup_pages (paper);
  whole = g_strjoinv ("", pages);
  g_assert_cmpuint (g_strv_length (pages), >=, 5);
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *line = g_strdup_printf ("第%u行。", i);

      g_assert_cmpuint (tb_pdf_count (whole, line), ==, 1);
    }
}

/* Prose in a form begins where there is room and goes on; its label is repeated. */
static void
test_prose (void)
{
  static const double widths[] = { 1, 6 };
  g_autoptr (TbPaper) paper = tb_paper_new (TB_PAPER_FORM, "会议记录表");
  TbPaperGrid *grid = tb_paper_grid_new (widths, G_N_ELEMENTS (widths));
  g_autoptr (GString) minutes = g_string_new (NULL);
  g_auto (GStrv) pages = NULL;
  g_autofree char *whole = NULL;

  for (guint i = 0; i < 70; i++)
    g_string_append_printf (minutes, "发言%u；\n", i);
  tb_paper_grid_begin_row (grid, 1);
  tb_paper_grid_add_label (grid, "地点", 1);
  tb_paper_grid_add_value (grid, "大会议室", 1);
  tb_paper_grid_begin_row (grid, 10);
  tb_paper_grid_add_label (grid, "内容", 1);
  tb_paper_grid_add_prose (grid, minutes->str, 1);
  tb_paper_take_grid (paper, grid);
  pages = dup_pages (paper);
  whole = g_strjoinv ("", pages);
  g_assert_cmpuint (g_strv_length (pages), ==, 2);
  g_assert_nonnull (strstr (pages[0], "发言0；"));
  g_assert_cmpuint (tb_pdf_count (whole, "内容"), ==, 2);
  for (guint i = 0; i < 70; i++)
    {
      g_autofree char *line = g_strdup_printf ("发言%u；", i);

      g_assert_cmpuint (tb_pdf_count (whole, line), ==, 1);
    }
}

static void
test_long_letter (void)
{
  g_autoptr (TbPaper) paper = tb_paper_new (TB_PAPER_LETTER, "通知");
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) pages = NULL;
  g_autofree char *whole = NULL;

  for (guint i = 0; i < 60; i++)
    g_string_append_printf (text, "%s第%u段", i > 0 ? "\n" : "", i);
  tb_paper_add_paragraph (paper, TB_PAPER_BODY, text->str);
  pages = dup_pages (paper);
  whole = g_strjoinv ("", pages);
  /* 22 lines a page, fewer on the first. */
  g_assert_cmpuint (g_strv_length (pages), ==, 3);
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *line = g_strdup_printf ("第%u段", i);

      g_assert_cmpuint (tb_pdf_count (whole, line), ==, 1);
    }
}

static GFile *
make_photo (const char *name, int width, int height)
{
  g_autofree char *path = tb_test_dup_path (name);
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, width, height);
  g_autoptr (GError) error = NULL;

  gdk_pixbuf_fill (pixbuf, 0x3060a080);
  gdk_pixbuf_save (pixbuf, path, "png", &error, NULL);
  g_assert_no_error (error);

  return g_file_new_for_path (path);
}

/* Two photos share a page, whatever their size; a file that is none is named. */
static void
test_photos (void)
{
  g_autoptr (TbPaper) paper = tb_paper_new (TB_PAPER_FORM, "照片");
  g_autoptr (GFile) wide = make_photo ("wide.png", 4000, 1000);
  g_autoptr (GFile) high = make_photo ("high.png", 300, 900);
  g_autofree char *no_photo_path = tb_test_dup_path ("no-photo.png");
  g_autoptr (GFile) no_photo = g_file_new_for_path (no_photo_path);
  g_auto (GStrv) pages = NULL;

  g_assert_true (g_file_set_contents (no_photo_path, "text", -1, NULL));
  tb_paper_add_image (paper, wide, "会场");
  tb_paper_add_page_break (paper);
  tb_paper_add_image (paper, high, "签到");
  tb_paper_add_image (paper, high, "合影");
  tb_paper_add_image (paper, no_photo, NULL);
  pages = dup_pages (paper);
  g_assert_cmpuint (g_strv_length (pages), ==, 2);
  g_assert_nonnull (strstr (pages[0], "会场"));
  g_assert_nonnull (strstr (pages[1], "签到"));
  g_assert_nonnull (strstr (pages[1], "合影"));
  g_assert_nonnull (strstr (pages[1], "no-photo.png"));
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/paper/pages/table", test_table);
  g_test_add_func ("/paper/pages/empty-table", test_empty_table);
  g_test_add_func ("/paper/pages/tall-cell", test_tall_cell);
  g_test_add_func ("/paper/pages/prose", test_prose);
  g_test_add_func ("/paper/pages/long-letter", test_long_letter);
  g_test_add_func ("/paper/pages/photos", test_photos);

  return tb_test_run ();
}
