/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-fuzz.h"

#include "tb-test-package.h"

#include <string.h>

/*
 * The input is what is inside an .xlsx file, so that mutations reach the XML instead of breaking
 * the archive around it: the texts of its parts, one after another, divided by lines of two dashes.
 */

#define DIVIDER "\n--\n"

static const char *const part_names[] = {
  "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml",       "xl/styles.xml",
  "xl/workbook.xml",          "xl/_rels/workbook.xml.rels", "[Content_Types].xml",
};

static const char seed[]
    = "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
      "<cols><col min='2' max='3' hidden='1'/></cols><sheetData>"
      "<row r='1' hidden='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s' s='1'><v>1</v></c>"
      "<c t='inlineStr'><is><r><t>_x0041_</t></r><rPh sb='0' eb='1'><t>x</t></rPh></is></c></row>"
      "<row><c s='1'><v>43647</v></c><c s='2'><v>39995.5</v></c><c t='b'><v>1</v></c><c "
      "t='e'><v>#N/A</v></c>"
      "<c t='str'><f>A1</f><v>_xD842__xDFB7_</v></c><c t='d'><v>2009-07-01T00:00:00</v></c></row>"
      "<row r='1048576'><c r='XFD1048576'><v>4.4E+17</v></c></row>"
      "</sheetData><mergeCells><mergeCell ref='B1:C2'/></mergeCells></worksheet>" DIVIDER
      "<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><si><t>姓名</t></si>"
      "<si><r><t>a</t></r><r><t>b_x000D_</t></r><rPh sb='0' "
      "eb='1'><t>x</t></rPh></si></sst>" DIVIDER
      "<styleSheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
      "<numFmts><numFmt numFmtId='164' formatCode='[$-804]yyyy\"年\"m\"月\";@'/></numFmts>"
      "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf "
      "numFmtId='164'/></cellXfs></styleSheet>" DIVIDER
      "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' "
      "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><workbookPr "
      "date1904='0'/>"
      "<sheets><sheet name='s' sheetId='1' state='hidden' r:id='r1'/></sheets></workbook>";

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_auto (GStrv) parts = g_strsplit (text, DIVIDER, G_N_ELEMENTS (part_names));
  g_autoptr (TbTestPackage) package = tb_test_package_new ();
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    tb_test_package_set (package, part_names[i], parts[i]);
  bytes = tb_test_package_dup_bytes (package);
  tb_fuzz_read (bytes);
  return 0;
}

GPtrArray *
tb_fuzz_new_seeds (void)
{
  GPtrArray *seeds = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);

  g_ptr_array_add (seeds, g_bytes_new_static (seed, strlen (seed)));
  return seeds;
}
