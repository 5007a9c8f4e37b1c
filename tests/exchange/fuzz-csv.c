/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-fuzz.h"

#include <string.h>

/* The whole input is a text file. */

static const char seed[] = "党员花名册\r\n姓名,性别;\t\"公民身份号码\"\r\n"
                           "唐嘉燕,女,\"=\"\"440399199804250883\"\"\"\r\n\"两\r\n行\",\"say "
                           "\"\"yes\"\"\",\t=1\n\n甲;乙;丙\r";

static const char *const encodings[] = { "UTF-8", "GB18030", "UTF-16LE", "UTF-16BE", "UTF-16" };

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);

  tb_fuzz_read (bytes);
  return 0;
}

GPtrArray *
tb_fuzz_new_seeds (void)
{
  GPtrArray *seeds = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      gsize length;
      char *text = g_convert (seed, strlen (seed), encodings[i], "UTF-8", NULL, &length, NULL);

      g_ptr_array_add (seeds, g_bytes_new_take (text, length));
    }
  return seeds;
}
