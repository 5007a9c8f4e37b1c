/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-sign-in-token.h"

#include "tb-signin-test.h"

#include <string.h>

#define EVENT "0193489c-0000-7000-8000-000000000001"
#define OTHER_EVENT "0193489c-0000-7000-8000-000000000002"
#define EXPIRES G_GINT64_CONSTANT (1795312800)

static void
test_valid_until_its_end (void)
{
  TbSignInKey key;
  g_autofree char *token = NULL;

  tb_sign_in_key_generate (&key);
  token = tb_sign_in_token_make (&key, EVENT, EXPIRES);

  g_assert_cmpuint (strlen (token), ==, TB_SIGN_IN_TOKEN_LENGTH);
  g_assert_true (tb_sign_in_token_is_well_formed (token));
  g_assert_cmpint (tb_sign_in_token_check (&key, token, EVENT, 0), ==, TB_SIGN_IN_TOKEN_VALID);
  g_assert_cmpint (tb_sign_in_token_check (&key, token, EVENT, EXPIRES - 1), ==,
                   TB_SIGN_IN_TOKEN_VALID);
  g_assert_cmpint (tb_sign_in_token_check (&key, token, EVENT, EXPIRES), ==,
                   TB_SIGN_IN_TOKEN_EXPIRED);
}

static void
test_of_one_event (void)
{
  TbSignInKey key;
  g_autofree char *token = NULL;

  tb_sign_in_key_generate (&key);
  token = tb_sign_in_token_make (&key, EVENT, EXPIRES);

  g_assert_cmpint (tb_sign_in_token_check (&key, token, OTHER_EVENT, 0), ==,
                   TB_SIGN_IN_TOKEN_FORGED);
}

static void
test_of_one_opening (void)
{
  TbSignInKey key, next;
  g_autofree char *token = NULL;

  tb_sign_in_key_generate (&key);
  tb_sign_in_key_generate (&next);
  token = tb_sign_in_token_make (&key, EVENT, EXPIRES);

  g_assert_cmpint (tb_sign_in_token_check (&next, token, EVENT, 0), ==, TB_SIGN_IN_TOKEN_FORGED);
  tb_sign_in_key_clear (&key);
  g_assert_cmpint (tb_sign_in_token_check (&key, token, EVENT, 0), ==, TB_SIGN_IN_TOKEN_FORGED);
}

static void
test_every_bit_counts (void)
{
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  TbSignInKey key;
  g_autofree char *token = NULL;

  tb_sign_in_key_generate (&key);
  token = tb_sign_in_token_make (&key, EVENT, EXPIRES);
  for (guint i = 0; i < TB_SIGN_IN_TOKEN_LENGTH; i++)
    {
      g_autofree char *other = g_strdup (token);

      for (const char *p = alphabet; *p != '\0'; p++)
        {
          other[i] = *p;
          g_assert_cmpint (tb_sign_in_token_check (&key, other, EVENT, 0), ==,
                           *p == token[i] ? TB_SIGN_IN_TOKEN_VALID : TB_SIGN_IN_TOKEN_FORGED);
          g_assert_cmpint (tb_sign_in_token_equal (token, other), ==, *p == token[i]);
        }
    }
}

static void
test_ill_formed (void)
{
  static const char *const texts[] = {
    "",
    "A",
    "AAAAbbbbCCCCdddd0000-_-_111",
    "AAAAbbbbCCCCdddd0000-_-_11111",
    "AAAAbbbbCCCCdddd0000+/+/1111",
    "AAAAbbbbCCCCdddd0000-_-_11==",
    "AAAAbbbbCCCCdddd0000-_-_11 1",
    "AAAAbbbbCCCCdddd0000-_-_11党1",
    "../../../../../../../../../.",
  };
  TbSignInKey key;

  tb_sign_in_key_generate (&key);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_false (tb_sign_in_token_is_well_formed (texts[i]));
      g_assert_false (tb_sign_in_token_equal (TB_TEST_TOKEN, texts[i]));
      g_assert_cmpint (tb_sign_in_token_check (&key, texts[i], EVENT, 0), ==,
                       TB_SIGN_IN_TOKEN_FORGED);
    }
}

/* Computed with Python's hmac module. */
static void
test_known (void)
{
  TbSignInKey key;
  g_autofree char *token = NULL;

  for (guint i = 0; i < TB_SIGN_IN_KEY_SIZE; i++)
    key.bytes[i] = i;
  token = tb_sign_in_token_make (&key, EVENT, EXPIRES);
  g_assert_cmpstr (token, ==, "AGsCTKCnixGm1mLRnQC-tTwdc2SB");
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/token/valid-until-its-end", test_valid_until_its_end);
  g_test_add_func ("/token/of-one-event", test_of_one_event);
  g_test_add_func ("/token/of-one-opening", test_of_one_opening);
  g_test_add_func ("/token/every-bit-counts", test_every_bit_counts);
  g_test_add_func ("/token/ill-formed", test_ill_formed);
  g_test_add_func ("/token/known", test_known);

  return tb_test_run ();
}
