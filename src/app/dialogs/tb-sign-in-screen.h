/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * TbSignInScreen:
 *
 * What a projector shows while phones sign in: the event, the code, and how many are here. Fills
 * the screen that the program is not on, where there is one. Escape closes it.
 */
#define TB_TYPE_SIGN_IN_SCREEN (tb_sign_in_screen_get_type ())
G_DECLARE_FINAL_TYPE (TbSignInScreen, tb_sign_in_screen, TB, SIGN_IN_SCREEN, AdwWindow)

GtkWindow *tb_sign_in_screen_new (GtkWindow *parent, const char *title) G_GNUC_WARN_UNUSED_RESULT;
void tb_sign_in_screen_set_url (TbSignInScreen *self, const char *url);
void tb_sign_in_screen_set_counts (TbSignInScreen *self, const char *counts);

G_END_DECLS
