/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbSignInPhones:
 *
 * Opens an event to phones and closes it to them: the switch, the code, where the page is and how
 * long. Nobody can sign in by phone once it is gone.
 */
#define TB_TYPE_SIGN_IN_PHONES (tb_sign_in_phones_get_type ())
G_DECLARE_FINAL_TYPE (TbSignInPhones, tb_sign_in_phones, TB, SIGN_IN_PHONES, AdwPreferencesGroup)

void tb_sign_in_phones_set_session (TbSignInPhones *self, TbSession *session);
void tb_sign_in_phones_set_event (TbSignInPhones *self, TbRecord *event);
void tb_sign_in_phones_set_counts (TbSignInPhones *self, const char *counts);
void tb_sign_in_phones_set_networks (TbSignInPhones *self, GPtrArray *addresses);
const char *tb_sign_in_phones_get_url (TbSignInPhones *self);
void tb_sign_in_phones_close (TbSignInPhones *self);

G_END_DECLS
