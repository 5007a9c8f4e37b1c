/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-sign-in-token.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

/*
 * A token is 5 bytes of the time at which it ends (seconds of Unix time, most significant first)
 * and the first 16 of the HMAC-SHA-256 over what it is for, the event and that time: 21 bytes,
 * which are 28 characters in the alphabet of URLs with nothing to pad. The event is not in it,
 * since the desk knows what is open, and a token says nothing to whoever reads it.
 */
#define EXPIRY_SIZE 5
#define MAC_SIZE 16
#define TOKEN_SIZE (EXPIRY_SIZE + MAC_SIZE)

/* Keeps what is signed here apart from anything else that might ever be signed with such a key. */
static const char purpose[] = "towerbranch sign-in 1";

G_STATIC_ASSERT (TOKEN_SIZE % 3 == 0);
G_STATIC_ASSERT (TOKEN_SIZE / 3 * 4 == TB_SIGN_IN_TOKEN_LENGTH);

/**
 * tb_sign_in_key_generate:
 * @key: (out caller-allocates): where to put the key
 *
 * Makes a key from the kernel's random numbers. Any thread.
 */
void
tb_sign_in_key_generate (TbSignInKey *key)
{
  gsize filled = 0;

  g_return_if_fail (key != NULL);

  while (filled < sizeof key->bytes)
    {
      gssize n = getrandom (key->bytes + filled, sizeof key->bytes - filled, 0);

      if (n > 0)
        filled += n;
      else if (errno != EINTR)
        g_error ("The kernel gives no random numbers: %s", g_strerror (errno));
    }
}

/**
 * tb_sign_in_key_clear:
 * @key: a key
 *
 * Wipes @key; no token made with it is ever valid again. Any thread.
 */
void
tb_sign_in_key_clear (TbSignInKey *key)
{
  g_return_if_fail (key != NULL);

  explicit_bzero (key->bytes, sizeof key->bytes);
}

static void
sign (const TbSignInKey *key, const char *event_id, const guint8 expiry[EXPIRY_SIZE],
      guint8 mac[MAC_SIZE])
{
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, key->bytes, sizeof key->bytes);
  guint8 digest[32];
  gsize length = sizeof digest;

  /* With the ends of the strings, so that no two sets of parts run together alike. */
  g_hmac_update (hmac, (const guchar *)purpose, sizeof purpose);
  g_hmac_update (hmac, (const guchar *)event_id, strlen (event_id) + 1);
  g_hmac_update (hmac, expiry, EXPIRY_SIZE);
  g_hmac_get_digest (hmac, digest, &length);
  memcpy (mac, digest, MAC_SIZE);
}

/* Takes the same time wherever two buffers differ. */
static gboolean
is_same (const guint8 *a, const guint8 *b, gsize length)
{
  volatile guint8 difference = 0;

  for (gsize i = 0; i < length; i++)
    difference |= a[i] ^ b[i];
  return difference == 0;
}

/**
 * tb_sign_in_token_make:
 * @key: the key of the opening
 * @event_id: the event that is open
 * @expires: when the token ends, in seconds of Unix time
 *
 * Any thread.
 *
 * Returns: (transfer full): the token, %TB_SIGN_IN_TOKEN_LENGTH characters that need no escape in a
 * URL
 */
char *
tb_sign_in_token_make (const TbSignInKey *key, const char *event_id, gint64 expires)
{
  guint8 bytes[TOKEN_SIZE];
  char *token;

  g_return_val_if_fail (key != NULL, NULL);
  g_return_val_if_fail (event_id != NULL, NULL);
  g_return_val_if_fail (expires >= 0 && expires < G_GINT64_CONSTANT (1) << (8 * EXPIRY_SIZE), NULL);

  for (guint i = 0; i < EXPIRY_SIZE; i++)
    bytes[i] = expires >> (8 * (EXPIRY_SIZE - 1 - i));
  sign (key, event_id, bytes, bytes + EXPIRY_SIZE);

  token = g_base64_encode (bytes, sizeof bytes);
  g_strdelimit (token, "+", '-');
  g_strdelimit (token, "/", '_');
  return token;
}

/**
 * tb_sign_in_token_is_well_formed:
 * @token: any text
 *
 * Any thread.
 *
 * Returns: whether @token looks like a token, whoever made it
 */
gboolean
tb_sign_in_token_is_well_formed (const char *token)
{
  g_return_val_if_fail (token != NULL, FALSE);

  return strspn (token, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
             == TB_SIGN_IN_TOKEN_LENGTH
         && token[TB_SIGN_IN_TOKEN_LENGTH] == '\0';
}

/**
 * tb_sign_in_token_check:
 * @key: the key of the opening
 * @token: what came with an attempt, from anybody
 * @event_id: the event that is open
 * @now: the time, in seconds of Unix time
 *
 * Takes the same time for every well-formed token. Any thread.
 *
 * Returns: what @token is worth
 */
TbSignInTokenState
tb_sign_in_token_check (const TbSignInKey *key, const char *token, const char *event_id, gint64 now)
{
  g_autofree char *base64 = NULL;
  g_autofree guint8 *bytes = NULL;
  guint8 mac[MAC_SIZE];
  gint64 expires = 0;
  gsize length;

  g_return_val_if_fail (key != NULL, TB_SIGN_IN_TOKEN_FORGED);
  g_return_val_if_fail (token != NULL, TB_SIGN_IN_TOKEN_FORGED);
  g_return_val_if_fail (event_id != NULL, TB_SIGN_IN_TOKEN_FORGED);

  if (!tb_sign_in_token_is_well_formed (token))
    return TB_SIGN_IN_TOKEN_FORGED;

  base64 = g_strdup (token);
  g_strdelimit (base64, "-", '+');
  g_strdelimit (base64, "_", '/');
  bytes = g_base64_decode (base64, &length);
  g_assert (length == TOKEN_SIZE);

  sign (key, event_id, bytes, mac);
  if (!is_same (mac, bytes + EXPIRY_SIZE, MAC_SIZE))
    return TB_SIGN_IN_TOKEN_FORGED;

  for (guint i = 0; i < EXPIRY_SIZE; i++)
    expires = expires << 8 | bytes[i];
  return now < expires ? TB_SIGN_IN_TOKEN_VALID : TB_SIGN_IN_TOKEN_EXPIRED;
}

/**
 * tb_sign_in_token_equal:
 * @a: a well-formed token
 * @b: any text
 *
 * Takes the same time wherever they differ, so that a token cannot be found letter by letter. Any
 * thread.
 *
 * Returns: whether they are the same
 */
gboolean
tb_sign_in_token_equal (const char *a, const char *b)
{
  g_return_val_if_fail (a != NULL && tb_sign_in_token_is_well_formed (a), FALSE);
  g_return_val_if_fail (b != NULL, FALSE);

  return strlen (b) == TB_SIGN_IN_TOKEN_LENGTH
         && is_same ((const guint8 *)a, (const guint8 *)b, TB_SIGN_IN_TOKEN_LENGTH);
}
