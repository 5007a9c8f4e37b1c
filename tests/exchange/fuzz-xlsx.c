/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-fuzz.h"

#include "tb-test-package.h"

/* The whole input is an .xlsx file, or something that is none. */

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
  g_autoptr (TbTestPackage) empty = tb_test_package_new ();
  g_autoptr (TbTestPackage) filled = tb_test_package_new ();

  tb_test_package_set_shared_strings (filled, "<si><t>姓名</t></si>");
  tb_test_package_set_sheet (
      filled, "<sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c><v>1</v></c></row></sheetData>"
              "<mergeCells><mergeCell ref='B1:C1'/></mergeCells>");
  g_ptr_array_add (seeds, tb_test_package_dup_bytes (empty));
  g_ptr_array_add (seeds, tb_test_package_dup_bytes (filled));
  tb_test_package_encrypt (filled);
  g_ptr_array_add (seeds, tb_test_package_dup_bytes (filled));
  g_ptr_array_add (seeds, g_bytes_new_static ("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8));
  return seeds;
}
