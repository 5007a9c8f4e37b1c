/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes of the longest form that is read. */
#define TB_SIGN_IN_FORM_MAX 2048

/* Characters of the longest name. */
#define TB_SIGN_IN_NAME_MAX 50

/**
 * TbSignInForm:
 * @name: (owned): the name, tidied; empty where none was given or it cannot be one
 * @digits: (owned): four digits; empty where they were not
 *
 * What a phone sent.
 */
typedef struct
{
  char *name;
  char *digits;
} TbSignInForm;

void tb_sign_in_form_read (TbSignInForm *self, const char *body, gsize length);
gboolean tb_sign_in_form_is_complete (const TbSignInForm *self);
void tb_sign_in_form_clear (TbSignInForm *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TbSignInForm, tb_sign_in_form_clear)

G_END_DECLS
