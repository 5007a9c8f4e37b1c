/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-qr-code.h"

#include <string.h>

#include "tb-test.h"
#include "tb-ui-test.h"

/* As long as the address of a sign-in page is, with the longest IP address. */
#define URL "http://[fd12:3456:789a:bcde:f012:3456:789a:bcde]:18460/AGr9YdAbCdEfGhIjKlMnOpQrStUv"

static GdkTexture *
render (GtkWidget *widget, int width, int height)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  GtkNative *native = gtk_widget_get_native (widget);

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  g_assert_nonnull (node);
  return gsk_renderer_render_texture (gtk_native_get_renderer (native), node,
                                      &GRAPHENE_RECT_INIT (0, 0, width, height));
}

/* What another program reads in a picture. */
static char *
read_code (GdkTexture *texture)
{
  g_autofree char *path = tb_test_dup_path ("code.png");
  g_autofree char *read = NULL;
  g_autoptr (GSubprocess) reader = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (gdk_texture_save_to_png (texture, path));
  reader = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                             &error, g_getenv ("TB_TEST_ZBARIMG"), "--quiet", "--raw", "--oneshot",
                             path, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (reader, NULL, NULL, &read, NULL, &error));
  return g_strdup (g_strchomp (read));
}

static void
assert_readable (int size, gboolean dark)
{
  g_autoptr (GtkWindow) window = g_object_ref (tb_ui_test_window_new ());
  GtkWidget *code
      = g_object_new (TB_TYPE_QR_CODE, "text", URL, "halign", GTK_ALIGN_CENTER, "valign",
                      GTK_ALIGN_CENTER, "width-request", size, "height-request", size, NULL);
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *read = NULL;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                           : ADW_COLOR_SCHEME_FORCE_LIGHT);
  adw_window_set_content (ADW_WINDOW (window), code);
  tb_test_wait_until (gtk_widget_get_width (code) >= size);

  texture = render (code, gtk_widget_get_width (code), gtk_widget_get_height (code));
  read = read_code (texture);
  g_assert_cmpstr (read, ==, URL);
  gtk_window_destroy (window);
}

static void
test_readable (void)
{
  static const int sizes[] = { 120, 201, 333, 700 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      assert_readable (sizes[i], FALSE);
      assert_readable (sizes[i], TRUE);
    }
}

/* Light for four squares around, and only two colours: no square is smeared. */
static void
test_crisp (void)
{
  g_autoptr (GtkWindow) window = g_object_ref (tb_ui_test_window_new ());
  GtkWidget *code = g_object_new (TB_TYPE_QR_CODE, "text", "A", "halign", GTK_ALIGN_CENTER,
                                  "valign", GTK_ALIGN_CENTER, NULL);
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GdkTextureDownloader) downloader = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const guint8 *pixels;
  gsize stride;
  int size;

  adw_window_set_content (ADW_WINDOW (window), code);
  tb_test_wait_until (gtk_widget_get_width (code) > 0);
  /* The smallest code has 21 squares: with the margin 29, of four pixels each. */
  size = gtk_widget_get_width (code);
  g_assert_cmpint (size, ==, 29 * 4);

  texture = render (code, size, size);
  downloader = gdk_texture_downloader_new (texture);
  gdk_texture_downloader_set_format (downloader, GDK_MEMORY_R8G8B8A8);
  bytes = gdk_texture_downloader_download_bytes (downloader, &stride);
  pixels = g_bytes_get_data (bytes, NULL);
  for (int y = 0; y < size; y++)
    for (int x = 0; x < size; x++)
      {
        guint8 red = pixels[y * stride + x * 4];
        gboolean in_margin = MIN (x, y) < 4 * 4 || MAX (x, y) >= size - 4 * 4;

        g_assert_true (red == 0xff || (red == 0 && !in_margin));
      }
  /* The corner of the first of the three finder patterns. */
  g_assert_cmpint (pixels[16 * stride + 16 * 4], ==, 0);
  gtk_window_destroy (window);
}

static void
test_no_text (void)
{
  g_autoptr (GtkWidget) code = g_object_ref_sink (g_object_new (TB_TYPE_QR_CODE, NULL));
  g_autofree char *endless = g_strnfill (5000, 'x');
  int minimum;

  gtk_widget_measure (code, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 0);
  /* More than any code holds shows nothing, rather than something wrong. */
  tb_qr_code_set_text (TB_QR_CODE (code), endless);
  gtk_widget_measure (code, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, 0);
}

int
main (int argc, char *argv[])
{
  if (!tb_ui_test_init (&argc, &argv))
    return 1;

  g_test_add_func ("/qr-code/readable", test_readable);
  g_test_add_func ("/qr-code/crisp", test_crisp);
  g_test_add_func ("/qr-code/no-text", test_no_text);

  return tb_test_run ();
}
