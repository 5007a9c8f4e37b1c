/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  TB_PAGE_TEXT_TITLE,
  TB_PAGE_TEXT_NAME,
  TB_PAGE_TEXT_DIGITS,
  TB_PAGE_TEXT_BUTTON,
  TB_PAGE_TEXT_NOTE,
  TB_PAGE_TEXT_INCOMPLETE,
  TB_PAGE_TEXT_RECORDED,
  TB_PAGE_TEXT_RECORDED_MORE,
  TB_PAGE_TEXT_NOT_FOUND,
  TB_PAGE_TEXT_NOT_FOUND_MORE,
  TB_PAGE_TEXT_CLOSED,
  TB_PAGE_TEXT_CLOSED_MORE,
  TB_PAGE_TEXT_BUSY,
  TB_PAGE_TEXT_BUSY_MORE,
  TB_PAGE_TEXT_UNAVAILABLE,
  TB_PAGE_TEXT_UNAVAILABLE_MORE,
  TB_PAGE_TEXT_REFUSED,
  TB_PAGE_TEXT_REFUSED_MORE,
  TB_PAGE_N_TEXTS
} TbPageText;

/**
 * TbPageTexts:
 *
 * What the page says, in one language.
 */
typedef struct _TbPageTexts TbPageTexts;

void tb_page_texts_load (void);
const TbPageTexts *tb_page_texts_choose (const char *accept_language);
const char *tb_page_texts_get_language (const TbPageTexts *self);
const char *tb_page_texts_get (const TbPageTexts *self, TbPageText text);

G_END_DECLS
