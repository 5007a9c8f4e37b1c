/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-page-texts.h"

G_BEGIN_DECLS

typedef enum
{
  TB_SIGN_IN_PAGE_FORM,
  TB_SIGN_IN_PAGE_INCOMPLETE,
  TB_SIGN_IN_PAGE_RECORDED,
  TB_SIGN_IN_PAGE_NOT_FOUND,
  TB_SIGN_IN_PAGE_CLOSED,
  TB_SIGN_IN_PAGE_BUSY,
  TB_SIGN_IN_PAGE_UNAVAILABLE,
  TB_SIGN_IN_PAGE_WRONG_ADDRESS,
  TB_SIGN_IN_PAGE_WRONG_METHOD,
  TB_SIGN_IN_PAGE_TOO_LARGE,
  TB_SIGN_IN_PAGE_NO_LENGTH,
  TB_SIGN_IN_PAGE_WRONG_TYPE,
} TbSignInPageKind;

guint tb_sign_in_page_get_status (TbSignInPageKind kind);
char *tb_sign_in_page_dup_html (TbSignInPageKind kind, const TbPageTexts *texts,
                                const char *name) G_GNUC_WARN_UNUSED_RESULT;
char *tb_sign_in_page_dup_policy (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
