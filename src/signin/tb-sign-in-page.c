/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-sign-in-page.h"

#include <libsoup/soup.h>

#include "tb-sign-in-form.h"

/* RFC 6585; libsoup has no name for it. */
#define STATUS_TOO_MANY_REQUESTS 429

/* What each page says: its status, its words, its mark, and whether the form is there to be filled
 * in.
 */
static const struct
{
  guint status;
  TbPageText heading;
  int more; /* a TbPageText; -1: nothing */
  const char *mark;
  const char *style;
  gboolean has_form;
} pages[] = {
  [TB_SIGN_IN_PAGE_FORM] = { SOUP_STATUS_OK, TB_PAGE_TEXT_TITLE, -1, NULL, "plain", TRUE },
  [TB_SIGN_IN_PAGE_INCOMPLETE]
  = { SOUP_STATUS_BAD_REQUEST, TB_PAGE_TEXT_TITLE, TB_PAGE_TEXT_INCOMPLETE, NULL, "wrong", TRUE },
  [TB_SIGN_IN_PAGE_RECORDED]
  = { SOUP_STATUS_OK, TB_PAGE_TEXT_RECORDED, TB_PAGE_TEXT_RECORDED_MORE, "✓", "right", FALSE },
  [TB_SIGN_IN_PAGE_NOT_FOUND]
  = { SOUP_STATUS_OK, TB_PAGE_TEXT_NOT_FOUND, TB_PAGE_TEXT_NOT_FOUND_MORE, "?", "wrong", TRUE },
  [TB_SIGN_IN_PAGE_CLOSED]
  = { SOUP_STATUS_GONE, TB_PAGE_TEXT_CLOSED, TB_PAGE_TEXT_CLOSED_MORE, "–", "plain", FALSE },
  [TB_SIGN_IN_PAGE_BUSY]
  = { STATUS_TOO_MANY_REQUESTS, TB_PAGE_TEXT_BUSY, TB_PAGE_TEXT_BUSY_MORE, "…", "plain", FALSE },
  [TB_SIGN_IN_PAGE_UNAVAILABLE] = { SOUP_STATUS_SERVICE_UNAVAILABLE, TB_PAGE_TEXT_UNAVAILABLE,
                                    TB_PAGE_TEXT_UNAVAILABLE_MORE, "!", "wrong", TRUE },
  [TB_SIGN_IN_PAGE_WRONG_ADDRESS]
  = { SOUP_STATUS_NOT_FOUND, TB_PAGE_TEXT_CLOSED, TB_PAGE_TEXT_CLOSED_MORE, "–", "plain", FALSE },
  [TB_SIGN_IN_PAGE_WRONG_METHOD] = { SOUP_STATUS_METHOD_NOT_ALLOWED, TB_PAGE_TEXT_REFUSED,
                                     TB_PAGE_TEXT_REFUSED_MORE, "!", "plain", FALSE },
  [TB_SIGN_IN_PAGE_TOO_LARGE] = { SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, TB_PAGE_TEXT_REFUSED,
                                  TB_PAGE_TEXT_REFUSED_MORE, "!", "plain", FALSE },
  [TB_SIGN_IN_PAGE_NO_LENGTH] = { SOUP_STATUS_LENGTH_REQUIRED, TB_PAGE_TEXT_REFUSED,
                                  TB_PAGE_TEXT_REFUSED_MORE, "!", "plain", FALSE },
  [TB_SIGN_IN_PAGE_WRONG_TYPE] = { SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE, TB_PAGE_TEXT_REFUSED,
                                   TB_PAGE_TEXT_REFUSED_MORE, "!", "plain", FALSE },
};

/* Large to read and to touch; sizes follow the phone's own text size. Its digest stands in the
 * policy of the page, which allows no other style and nothing else at all. */
static const char style[]
    = ":root{color-scheme:light dark;--back:#fafafb;--card:#fff;--text:#1e1e22;--dim:#5e5c64;"
      "--line:#8d8a94;--red:#c01c28;--right:#1c6b3c;--wrong:#9a3d00}"
      "@media(prefers-color-scheme:dark){:root{--back:#1d1d20;--card:#2c2c30;--text:#fff;"
      "--dim:#c0bfbc;--line:#8d8a94;--red:#c01c28;--right:#8ff0a4;--wrong:#ffbe6f}}"
      "*{box-sizing:border-box}"
      "body{margin:0;padding:1.5rem 1rem;min-height:100vh;background:var(--back);"
      "color:var(--text);font:1.125rem/1.5 system-ui,sans-serif}"
      "main{max-width:26rem;margin:0 auto;padding:1.5rem;background:var(--card);"
      "border-radius:1rem;box-shadow:0 1px 4px #0003}"
      "h1{margin:0 0 .5rem;font-size:1.6rem;line-height:1.25;text-align:center}"
      "p{margin:.5rem 0}"
      ".mark{margin:0 auto .75rem;width:4.5rem;height:4.5rem;border:.25rem solid;"
      "border-radius:50%;font-size:2.5rem;line-height:4rem;text-align:center}"
      ".more{text-align:center}.right{color:var(--right)}.wrong{color:var(--wrong)}"
      "label{display:block;margin:1.25rem 0 .375rem;font-weight:600}"
      "input,button{display:block;width:100%;min-height:3.25rem;padding:.5rem .875rem;"
      "border-radius:.625rem;font:inherit;font-size:1.25rem}"
      "input{border:1px solid var(--line);background:var(--back);color:inherit}"
      "button{margin-top:1.75rem;border:0;background:var(--red);color:#fff;font-weight:600}"
      ":focus-visible{outline:3px solid #3584e4;outline-offset:2px}"
      ".note{margin-top:1.25rem;color:var(--dim);font-size:.9375rem;text-align:center}";

/**
 * tb_sign_in_page_get_status:
 * @kind: a page
 *
 * Returns: the HTTP status that it goes with
 */
guint
tb_sign_in_page_get_status (TbSignInPageKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (pages), SOUP_STATUS_INTERNAL_SERVER_ERROR);

  return pages[kind].status;
}

static void
append_escaped (GString *html, const char *format, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append_printf (html, format, escaped);
}

static void
append_form (GString *html, const TbPageTexts *texts, const char *name)
{
  /* No action: it goes to the address of the page itself. */
  g_string_append (html, "<form method=\"post\" accept-charset=\"utf-8\">\n");
  append_escaped (html, "<label for=\"name\">%s</label>\n",
                  tb_page_texts_get (texts, TB_PAGE_TEXT_NAME));
  g_string_append_printf (html,
                          "<input id=\"name\" name=\"name\" type=\"text\" autocomplete=\"name\" "
                          "autocapitalize=\"words\" maxlength=\"%d\" required",
                          TB_SIGN_IN_NAME_MAX);
  append_escaped (html, " value=\"%s\">\n", name);
  append_escaped (html, "<label for=\"digits\">%s</label>\n",
                  tb_page_texts_get (texts, TB_PAGE_TEXT_DIGITS));
  g_string_append (html, "<input id=\"digits\" name=\"digits\" type=\"text\" inputmode=\"numeric\" "
                         "pattern=\"[0-9０-９]{4}\" maxlength=\"4\" autocomplete=\"off\" "
                         "required>\n");
  append_escaped (html, "<button type=\"submit\">%s</button>\n</form>\n",
                  tb_page_texts_get (texts, TB_PAGE_TEXT_BUTTON));
  append_escaped (html, "<p class=\"note\">%s</p>\n", tb_page_texts_get (texts, TB_PAGE_TEXT_NOTE));
}

/**
 * tb_sign_in_page_dup_html:
 * @kind: what the page is
 * @texts: what it says it in
 * @name: what stands in the field of the name, from anybody; %TB_SIGN_IN_PAGE_FORM and such pages
 * show it to whoever sent it
 *
 * Returns: (transfer full): the page
 */
char *
tb_sign_in_page_dup_html (TbSignInPageKind kind, const TbPageTexts *texts, const char *name)
{
  g_autoptr (GString) html = g_string_sized_new (4096);

  g_return_val_if_fail (kind < G_N_ELEMENTS (pages), NULL);
  g_return_val_if_fail (texts != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  append_escaped (html, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
                  tb_page_texts_get_language (texts));
  g_string_append (html, "<meta name=\"viewport\" content=\"width=device-width\">\n"
                         "<meta name=\"robots\" content=\"noindex\">\n");
  append_escaped (html, "<title>%s</title>\n", tb_page_texts_get (texts, pages[kind].heading));
  g_string_append_printf (html, "<style>%s</style>\n</head>\n<body>\n<main>\n", style);

  if (pages[kind].mark != NULL)
    g_string_append_printf (html, "<div class=\"mark %s\" aria-hidden=\"true\">%s</div>\n",
                            pages[kind].style, pages[kind].mark);
  append_escaped (html, "<h1>%s</h1>\n", tb_page_texts_get (texts, pages[kind].heading));
  if (pages[kind].more >= 0)
    {
      g_string_append_printf (html, "<p class=\"more %s\" role=\"status\">", pages[kind].style);
      append_escaped (html, "%s</p>\n", tb_page_texts_get (texts, pages[kind].more));
    }
  if (pages[kind].has_form)
    append_form (html, texts, name);

  g_string_append (html, "</main>\n</body>\n</html>\n");
  return g_string_free_and_steal (g_steal_pointer (&html));
}

/**
 * tb_sign_in_page_dup_policy:
 *
 * Returns: (transfer full): the Content-Security-Policy of every page: its own style, a form sent
 * to where it came from, and nothing else
 */
char *
tb_sign_in_page_dup_policy (void)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autofree char *base64 = NULL;

  g_checksum_update (checksum, (const guchar *)style, sizeof style - 1);
  g_checksum_get_digest (checksum, digest, &length);
  base64 = g_base64_encode (digest, length);
  return g_strdup_printf ("default-src 'none'; style-src 'sha256-%s'; form-action 'self'; "
                          "base-uri 'none'; frame-ancestors 'none'",
                          base64);
}
