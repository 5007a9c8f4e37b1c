/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TB_SIGN_IN_KEY_SIZE 32

/* Characters of a token; see tb_sign_in_token_make (). */
#define TB_SIGN_IN_TOKEN_LENGTH 28

/**
 * TbSignInKey:
 *
 * What the tokens of one opening are signed with. It is made when sign-in opens, lives in the
 * memory of the desk's process only, and is wiped when sign-in closes.
 */
typedef struct
{
  guint8 bytes[TB_SIGN_IN_KEY_SIZE];
} TbSignInKey;

/**
 * TbSignInTokenState:
 * @TB_SIGN_IN_TOKEN_VALID: of this key and event, and not at its end
 * @TB_SIGN_IN_TOKEN_EXPIRED: of this key and event, at its end or past it
 * @TB_SIGN_IN_TOKEN_FORGED: not made with this key for this event
 */
typedef enum
{
  TB_SIGN_IN_TOKEN_VALID,
  TB_SIGN_IN_TOKEN_EXPIRED,
  TB_SIGN_IN_TOKEN_FORGED,
} TbSignInTokenState;

void tb_sign_in_key_generate (TbSignInKey *key);
void tb_sign_in_key_clear (TbSignInKey *key);

char *tb_sign_in_token_make (const TbSignInKey *key, const char *event_id,
                             gint64 expires) G_GNUC_WARN_UNUSED_RESULT;
TbSignInTokenState tb_sign_in_token_check (const TbSignInKey *key, const char *token,
                                           const char *event_id, gint64 now);
gboolean tb_sign_in_token_is_well_formed (const char *token);
gboolean tb_sign_in_token_equal (const char *a, const char *b);

G_END_DECLS
