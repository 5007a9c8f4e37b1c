/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-xlsx-escapes.h"

#include "tb-test.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *decoded;
} Case;

static const Case cases[] = {
  { "", "" },
  { "党员", "党员" },
  { "a_x000D_b", "a\rb" },
  { "_x4E2D__x6587_", "中文" },
  { "_x4e2d_", "中" },
  { "_xD842__xDFB7_", "𠮷" },
  { "_x005F_x000D_", "_x000D_" },
  { "_x005F_", "_" },
  /* Half a pair, and what would end the text. */
  { "_xD842_", "\xef\xbf\xbd" },
  { "_xDFB7__xD842_", "\xef\xbf\xbd\xef\xbf\xbd" },
  { "_x0000_", "\xef\xbf\xbd" },
  /* No escapes. */
  { "_x", "_x" },
  { "_x000D", "_x000D" },
  { "_x00D_", "_x00D_" },
  { "_X000D_", "_X000D_" },
  { "_x00g0_", "_x00g0_" },
  { "__x0041__", "_A_" },
};

static void
test_decode (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup (cases[i].text);
      gsize length = tb_xlsx_escapes_decode (text, strlen (text));

      g_assert_cmpmem (text, length, cases[i].decoded, strlen (cases[i].decoded));
    }
}

/* What is protected reads as it was; texts without escapes are not touched. */
static void
test_protect (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = tb_xlsx_escapes_protect (cases[i].text);
      gsize length;

      g_assert_cmpint (text != NULL, ==, strcmp (cases[i].text, cases[i].decoded) != 0);
      if (text == NULL)
        text = g_strdup (cases[i].text);
      length = tb_xlsx_escapes_decode (text, strlen (text));
      g_assert_cmpmem (text, length, cases[i].text, strlen (cases[i].text));
    }
}

/* Characters that are valid UTF-8 but not XML. */
static void
test_protect_noncharacters (void)
{
  g_autofree char *text = tb_xlsx_escapes_protect ("，\xef\xbf\xbe_\xef\xbf\xbf，");
  g_autofree char *nothing = tb_xlsx_escapes_protect ("，_x，");

  g_assert_cmpstr (text, ==, "，_xFFFE___xFFFF_，");
  g_assert_cmpint (tb_xlsx_escapes_decode (text, strlen (text)), ==,
                   strlen ("，\xef\xbf\xbe_\xef\xbf\xbf，"));
  g_assert_null (nothing);
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/xlsx-escapes/decode", test_decode);
  g_test_add_func ("/xlsx-escapes/protect", test_protect);
  g_test_add_func ("/xlsx-escapes/protect-noncharacters", test_protect_noncharacters);

  return tb_test_run ();
}
