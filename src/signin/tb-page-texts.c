/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-page-texts.h"

#include <glib/gi18n.h>
#include <libsoup/soup.h>
#include <locale.h>
#include <string.h>

/*
 * Each phone is answered in its own language, while gettext knows one language a process. So all
 * texts are looked up in every language once, at the start, when the files of translations can
 * still be opened.
 */

struct _TbPageTexts
{
  const char *tag;              /* as the Web has it: RFC 5646 */
  const char *gettext;          /* as gettext has it; NULL for the language of the source */
  char *texts[TB_PAGE_N_TEXTS]; /* (owned) */
};

static TbPageTexts languages[] = {
  { "en", NULL },
  { "zh-CN", "zh_CN" },
};

/* The language of whoever accepts none of them: the page is made for towers in China. */
#define FALLBACK (&languages[1])

static const char *const sources[TB_PAGE_N_TEXTS] = {
  [TB_PAGE_TEXT_TITLE] = N_ ("Event Sign-in"),
  [TB_PAGE_TEXT_NAME] = N_ ("Name"),
  [TB_PAGE_TEXT_DIGITS] = N_ ("Last four digits of the phone number"),
  [TB_PAGE_TEXT_BUTTON] = N_ ("Sign In"),
  [TB_PAGE_TEXT_NOTE] = N_ ("Both are compared at the sign-in desk. This page keeps nothing."),
  [TB_PAGE_TEXT_INCOMPLETE] = N_ ("Fill in the full name and exactly four digits."),
  [TB_PAGE_TEXT_RECORDED] = N_ ("Signed In"),
  [TB_PAGE_TEXT_RECORDED_MORE] = N_ ("The sign-in is recorded. This page can be closed."),
  [TB_PAGE_TEXT_NOT_FOUND] = N_ ("Not Found"),
  [TB_PAGE_TEXT_NOT_FOUND_MORE] = N_ ("Check the name and the digits, or ask at the sign-in desk."),
  [TB_PAGE_TEXT_CLOSED] = N_ ("Sign-in Is Closed"),
  [TB_PAGE_TEXT_CLOSED_MORE]
  = N_ ("Scan the code on the screen again, or ask at the sign-in desk."),
  [TB_PAGE_TEXT_BUSY] = N_ ("Too Many Attempts"),
  [TB_PAGE_TEXT_BUSY_MORE] = N_ ("Wait a minute, or ask at the sign-in desk."),
  [TB_PAGE_TEXT_UNAVAILABLE] = N_ ("Sign-in Failed"),
  [TB_PAGE_TEXT_UNAVAILABLE_MORE]
  = N_ ("The sign-in desk does not answer. Try again, or ask there."),
  [TB_PAGE_TEXT_REFUSED] = N_ ("Not Understood"),
  [TB_PAGE_TEXT_REFUSED_MORE]
  = N_ ("Scan the code on the screen again, or ask at the sign-in desk."),
};

/* With the locale "C", in any of its spellings, gettext translates nothing; any other will do. */
static gboolean
leave_c_locale (void)
{
  static const char *const candidates[] = { "", "zh_CN.UTF-8", "en_US.UTF-8" };

  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      const char *locale = setlocale (LC_MESSAGES, candidates[i]);

      if (locale != NULL && !g_str_equal (locale, "C") && !g_str_has_prefix (locale, "C.")
          && !g_str_equal (locale, "POSIX"))
        return TRUE;
    }
  return FALSE;
}

/**
 * tb_page_texts_load:
 *
 * Looks up what the page says in every language, after the text domain was bound. Call it once, on
 * the main thread while there is no other; the language of the process is changed by it. Where the
 * system has no locale but "C", the page speaks English only, like the desk.
 */
void
tb_page_texts_load (void)
{
  gboolean translated = leave_c_locale ();

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      const char *language = languages[i].gettext;

      if (translated && language != NULL)
        {
          g_setenv ("LANGUAGE", language, TRUE);
          /* Naming the domain again tells gettext that the language may be another. */
          textdomain (GETTEXT_PACKAGE);
        }
      for (guint j = 0; j < TB_PAGE_N_TEXTS; j++)
        g_set_str (&languages[i].texts[j],
                   translated && language != NULL ? gettext (sources[j]) : sources[j]);
    }
}

/* Whether a range such as "zh-TW" or "*" of a header is served by a language. */
static gboolean
is_wanted (const TbPageTexts *self, const char *range)
{
  gsize length = strcspn (self->tag, "-");

  return g_ascii_strncasecmp (range, self->tag, length) == 0
         && (range[length] == '\0' || range[length] == '-');
}

/**
 * tb_page_texts_choose:
 * @accept_language: (nullable): the header of a request, which may be anything
 *
 * After tb_page_texts_load().
 *
 * Returns: (transfer none): the texts in the language that the phone prefers, in Chinese where it
 * accepts none of them
 */
const TbPageTexts *
tb_page_texts_choose (const char *accept_language)
{
  GSList *ranges
      = accept_language != NULL ? soup_header_parse_quality_list (accept_language, NULL) : NULL;
  const TbPageTexts *chosen = NULL;

  for (GSList *l = ranges; l != NULL && chosen == NULL; l = l->next)
    for (guint i = 0; i < G_N_ELEMENTS (languages) && chosen == NULL; i++)
      if (is_wanted (&languages[i], l->data))
        chosen = &languages[i];
  soup_header_free_list (ranges);
  return chosen != NULL ? chosen : FALLBACK;
}

/**
 * tb_page_texts_get_language:
 * @self: texts
 *
 * Returns: (transfer none): their language, as HTML has it
 */
const char *
tb_page_texts_get_language (const TbPageTexts *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->tag;
}

/**
 * tb_page_texts_get:
 * @self: texts
 * @text: one of them, not %TB_PAGE_N_TEXTS
 *
 * Returns: (transfer none): what it says
 */
const char *
tb_page_texts_get (const TbPageTexts *self, TbPageText text)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (text < TB_PAGE_N_TEXTS, NULL);

  return self->texts[text];
}
