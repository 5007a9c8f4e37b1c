/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-pdf-text.h"

#include <gio/gio.h>
#include <string.h>

/* The text of a PDF in the order of reading, as poppler finds it; pages end with a form feed. */
char *
tb_pdf_dup_text (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, TB_TEST_PDFTOTEXT, "-layout", path, "-", NULL);
  char *text = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));

  return text;
}

/* The texts of its pages. */
char **
tb_pdf_dup_pages (const char *path)
{
  g_autofree char *text = tb_pdf_dup_text (path);
  gsize length = strlen (text);

  g_assert_cmpuint (length, >, 0);
  g_assert_cmpint (text[length - 1], ==, '\f');
  text[length - 1] = '\0';

  return g_strsplit (text, "\f", -1);
}

/* How often @what stands in @text. */
guint
tb_pdf_count (const char *text, const char *what)
{
  guint n = 0;

  for (const char *at = strstr (text, what); at != NULL; at = strstr (at + strlen (what), what))
    n++;

  return n;
}
