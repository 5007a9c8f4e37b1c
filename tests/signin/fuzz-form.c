/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-fuzz.h"

#include <string.h>

#include "tb-sign-in-form.h"

/* What a phone sends. Whatever it is, what is read of it is a name and digits, or nothing. */

static const char *const seeds[] = {
  "name=%E5%BC%A0%E4%B8%89&digits=0123",
  "digits=%EF%BC%90%EF%BC%91%EF%BC%92%EF%BC%93&name=Ann+Lee",
  "name=A&name=B&digits=1234&more=%00%zz%",
  "name=%E5%BC%A0%E3%80%80%E4%B8%89&digits=+0123+",
};

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_auto (TbSignInForm) form = { NULL };

  tb_sign_in_form_read (&form, (const char *)data, size);
  g_assert_true (g_utf8_validate (form.name, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (form.name, -1), <=, TB_SIGN_IN_NAME_MAX);
  g_assert_true (*form.digits == '\0'
                 || (strlen (form.digits) == 4 && strspn (form.digits, "0123456789") == 4));
  for (const char *p = form.name; *p != '\0'; p++)
    g_assert_false (g_ascii_iscntrl (*p));
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
