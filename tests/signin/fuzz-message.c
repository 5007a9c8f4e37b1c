/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-fuzz.h"

#include <string.h>

#include "tb-sign-in-message.h"

/* A line of the page's process, which is not trusted. What is understood of it can be said again,
 * and is understood the same. */

static const char *const seeds[] = {
  "{\"op\":\"attempt\",\"token\":\"AAAAbbbbCCCCdddd0000-_-_1111\",\"attempt\":1,\"name\":\"张三\","
  "\"digits\":\"0123\"}",
  "{\"op\":\"listening\",\"address\":\"127.0.0.1\",\"port\":18460}",
  "{\"op\":\"failed\",\"why\":\"\\u5f20\\ud83d\\ude00\\n\"}",
  "{\"op\":\"answer\",\"attempt\":2,\"result\":\"not-found\"}",
  "{\"op\":\"open\",\"token\":\"x\",\"address\":\"::1\",\"port\":0,\"seconds\":43200,\"a\":[{}]}",
};

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *line = g_strndup ((const char *)data, size);
  g_autoptr (TbSignInMessage) message = tb_sign_in_message_parse (line, NULL);
  g_autoptr (TbSignInMessage) heard = NULL;
  g_autofree char *said = NULL;
  g_autofree char *again = NULL;

  if (message == NULL)
    return 0;
  said = tb_sign_in_message_dup_line (message);
  g_assert_null (strchr (said, '\n'));
  heard = tb_sign_in_message_parse (said, NULL);
  g_assert_nonnull (heard);
  again = tb_sign_in_message_dup_line (heard);
  g_assert_cmpstr (said, ==, again);
  return 0;
}

GPtrArray *
tb_fuzz_new_seeds (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);

  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++)
    g_ptr_array_add (list, g_bytes_new_static (seeds[i], strlen (seeds[i])));
  return list;
}
