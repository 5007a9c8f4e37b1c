/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-sign-in-page.h"

#include "tb-signin-test.h"

#include <string.h>

#define N_PAGES (TB_SIGN_IN_PAGE_WRONG_TYPE + 1)

static void
test_language (void)
{
  static const struct
  {
    const char *accept;
    const char *language;
  } cases[] = {
    { NULL, "zh-CN" },
    { "", "zh-CN" },
    { "zh-CN,zh;q=0.9,en;q=0.8", "zh-CN" },
    { "zh", "zh-CN" },
    { "ZH-hant-tw", "zh-CN" },
    { "en-GB,en;q=0.5", "en" },
    { "en;q=0.3, zh;q=0.4", "zh-CN" },
    { "de, en;q=0.1", "en" },
    { "de", "zh-CN" },
    { "*", "zh-CN" },
    { "english", "zh-CN" },
    { "en;q=0", "zh-CN" },
    { ";;;,,=\"", "zh-CN" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (tb_page_texts_get_language (tb_page_texts_choose (cases[i].accept)), ==,
                     cases[i].language);
}

static void
test_translated (void)
{
  g_assert_cmpstr (tb_page_texts_get (tb_page_texts_choose ("en"), TB_PAGE_TEXT_NAME), ==, "Name");
  g_assert_cmpstr (tb_page_texts_get (tb_page_texts_choose ("zh"), TB_PAGE_TEXT_NAME), ==, "姓名");
}

/* Whatever it says, a page is one document with no script and nothing from elsewhere. */
static void
test_self_contained (void)
{
  static const char *const languages[] = { "zh", "en" };
  static const char *const forbidden[]
      = { "<script", "src=", "href=", "url(", "@import", "style=\"", "onload", "http" };

  for (guint kind = 0; kind < N_PAGES; kind++)
    for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
      {
        const TbPageTexts *texts = tb_page_texts_choose (languages[i]);
        g_autofree char *html = tb_sign_in_page_dup_html (kind, texts, "");

        g_assert_true (g_str_has_prefix (html, "<!DOCTYPE html>\n"));
        g_assert_true (g_str_has_suffix (html, "</html>\n"));
        g_assert_cmpuint (tb_sign_in_page_get_status (kind), >=, 200);
        for (guint j = 0; j < G_N_ELEMENTS (forbidden); j++)
          g_assert_null (strstr (html, forbidden[j]));
      }
}

static void
test_escaped (void)
{
  static const char name[] = "\"><script>alert('1')</script>&amp;";
  static const char escaped[]
      = "value=\"&quot;&gt;&lt;script&gt;alert(&apos;1&apos;)&lt;/script&gt;&amp;amp;\"";
  g_autofree char *html
      = tb_sign_in_page_dup_html (TB_SIGN_IN_PAGE_NOT_FOUND, tb_page_texts_choose ("en"), name);

  g_assert_nonnull (strstr (html, escaped));
  g_assert_null (strstr (html, "<script"));
}

/* The digest in the policy is that of the style in the page. */
static void
test_policy (void)
{
  g_autofree char *html
      = tb_sign_in_page_dup_html (TB_SIGN_IN_PAGE_FORM, tb_page_texts_choose ("en"), "");
  g_autofree char *policy = tb_sign_in_page_dup_policy ();
  const char *start = strstr (html, "<style>") + strlen ("<style>");
  g_autofree char *style = g_strndup (start, strstr (start, "</style>") - start);
  g_autofree char *hex = g_compute_checksum_for_string (G_CHECKSUM_SHA256, style, -1);
  g_autofree char *known = g_strdup (strstr (policy, "'sha256-") + strlen ("'sha256-"));
  g_autofree guint8 *digest = NULL;
  gsize length;

  *strchr (known, '\'') = '\0';
  digest = g_base64_decode (known, &length);
  g_assert_cmpuint (length, ==, 32);
  for (guint i = 0; i < length; i++)
    g_assert_cmpint (digest[i], ==,
                     g_ascii_xdigit_value (hex[2 * i]) << 4
                         | g_ascii_xdigit_value (hex[2 * i + 1]));
  g_assert_true (g_str_has_prefix (policy, "default-src 'none'; "));
  g_assert_nonnull (strstr (policy, "frame-ancestors 'none'"));
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);
  tb_page_texts_load ();

  g_test_add_func ("/page/language", test_language);
  g_test_add_func ("/page/translated", test_translated);
  g_test_add_func ("/page/self-contained", test_self_contained);
  g_test_add_func ("/page/escaped", test_escaped);
  g_test_add_func ("/page/policy", test_policy);

  return tb_test_run ();
}
