/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-sign-in-form.h"

#include "tb-signin-test.h"

#include <string.h>

typedef struct
{
  const char *body;
  const char *name;
  const char *digits;
} Case;

static const Case cases[] = {
  { "name=%E5%BC%A0%E4%B8%89&digits=0123", "张三", "0123" },
  { "digits=0123&name=%e5%bc%a0%e4%b8%89", "张三", "0123" },
  { "name=%E5%BC%A0%E3%80%80%E4%B8%89&digits=+0123+", "张三", "0123" },
  { "name=%E5%BC%A0&digits=%EF%BC%90%EF%BC%91%EF%BC%92%EF%BC%93", "张", "0123" },
  { "name=Ann+Lee&digits=0123&more=1", "Ann Lee", "0123" },
  { "name=%3Cb%3E&digits=0123", "<b>", "0123" },
  { "", "", "" },
  { "&&&=&name&digits", "", "" },
  { "name=&digits=", "", "" },
  { "name=+++&digits=12345", "", "" },
  { "name=A&digits=123", "A", "" },
  { "name=A&digits=12a4", "A", "" },
  { "name=A&digits=-123", "A", "" },
  { "name=A&name=B&digits=1234&digits=1234", "", "" },
  { "xname=A&digitsx=1234", "", "" },
  { "NAME=A&Digits=1234", "", "" },
  { "name=%4&digits=%", "", "" },
  { "name=%zz&digits=1234", "", "1234" },
  { "name=%FF&digits=1234", "", "1234" },
  { "name=A%00B&digits=1234", "", "1234" },
  { "name=A%0AB&digits=1234", "", "1234" },
  { "name=A%E2%80%AEB&digits=1234", "AB", "1234" },
};

static void
test_read (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (TbSignInForm) form = { NULL };

      tb_sign_in_form_read (&form, cases[i].body, strlen (cases[i].body));
      g_assert_cmpstr (form.name, ==, cases[i].name);
      g_assert_cmpstr (form.digits, ==, cases[i].digits);
      g_assert_cmpint (tb_sign_in_form_is_complete (&form), ==,
                       *cases[i].name != '\0' && *cases[i].digits != '\0');
    }
}

static void
test_not_ended_by_nul (void)
{
  /* Bytes as a browser sends them, with no end behind. */
  static const char body[] = { 'n', 'a', 'm', 'e', '=', 'A', '%', '4' };
  g_auto (TbSignInForm) form = { NULL };
  g_auto (TbSignInForm) none = { NULL };

  tb_sign_in_form_read (&form, body, sizeof body);
  g_assert_cmpstr (form.name, ==, "");
  tb_sign_in_form_read (&none, NULL, 0);
  g_assert_cmpstr (none.name, ==, "");
}

static void
test_long_name (void)
{
  for (guint n = TB_SIGN_IN_NAME_MAX; n <= TB_SIGN_IN_NAME_MAX + 1; n++)
    {
      g_autofree char *name = g_strnfill (n, 'A');
      g_autofree char *body = g_strdup_printf ("name=%s&digits=1234", name);
      g_auto (TbSignInForm) form = { NULL };

      tb_sign_in_form_read (&form, body, strlen (body));
      g_assert_cmpint (tb_sign_in_form_is_complete (&form), ==, n == TB_SIGN_IN_NAME_MAX);
    }
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/form/read", test_read);
  g_test_add_func ("/form/not-ended-by-nul", test_not_ended_by_nul);
  g_test_add_func ("/form/long-name", test_long_name);

  return tb_test_run ();
}
