/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-error.h"
#include "tb-sheet-reader.h"

#include "tb-test-package.h"
#include "tb-test.h"

#include <string.h>

/* Rows that are spelled as programs spell them are read without the XML parser, and all others with
 * it. What is read must not depend on it: attributes in apostrophes are always for the parser. */

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

typedef struct
{
  const char *name;
  const char *sheet; /* the whole part */
  const char *expected;
} Case;

#define SHEET(inside)                                                                              \
  "<worksheet xmlns=\"" MAIN "\" xmlns:x14ac=\"urn:x14ac\">" inside "</worksheet>"
#define ROWS(inside) SHEET ("<sheetData>" inside "</sheetData>")

static const Case cases[] = {
  { "plain",
    ROWS ("<row r=\"1\" spans=\"1:3\" x14ac:dyDescent=\"0.25\" hidden=\"1\"><c r=\"A1\" "
          "t=\"s\"><v>0</v></c>"
          "<c r=\"B1\" s=\"3\"/><c r=\"C1\"><f>A1</f><v>2</v></c></row>"
          "<row r=\"3\"><c r=\"A3\" t=\"str\"><v>张伟</v></c></row><row r=\"4\"/>"),
    "1 hidden|T:零||N:2\n3|T:张伟\n" },
  { "between-others",
    ROWS ("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r='2'><c r='A2'><v>2</v></c></row>\n"
          "<row r=\"3\"><c r=\"A3\" t=\"str\"><v>a&amp;b</v></c></row>"
          "<row r=\"4\"><c r=\"A4\"><v>4</v></c></row><!-- end -->"),
    "1|N:1\n2|N:2\n3|T:a&b\n4|N:4\n" },
  { "inline",
    ROWS ("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><r><t xml:space=\"preserve\">内 </t></r>"
          "<r><t>联</t></r><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh></is></c></row>"),
    "1|T:内 联\n" },
  { "row-in-comment",
    ROWS ("<!-- <row r=\"1\"><c r=\"A1\"><v>1</v></c></row> -->"
          "<row r=\"2\"><c r=\"A2\"><v>2</v></c></row>"),
    "2|N:2\n" },
  { "row-in-raw-text",
    ROWS ("<![CDATA[ <row r=\"1\"><c r=\"A1\"><v>1</v></c></row> ]]>"
          "<row r=\"2\"><c r=\"A2\"><v>2</v></c></row>"),
    "2|N:2\n" },
  { "row-in-instruction",
    ROWS ("<?x <row r=\"1\"><c r=\"A1\"><v>1</v></c></row> ?>"
          "<row r=\"2\"><c r=\"A2\"><v>2</v></c></row>"),
    "2|N:2\n" },
  { "row-of-an-extension",
    ROWS ("<ext xmlns=\"urn:x\"><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></ext>"
          "<row r=\"2\"><c r=\"A2\"><v>2</v></c></row>"),
    "2|N:2\n" },
  { "extension-by-default",
    "<x:worksheet xmlns:x=\"" MAIN "\" xmlns=\"urn:x\"><x:sheetData>"
    "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"
    "<x:row r=\"2\"><x:c r=\"A2\"><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>",
    "2|N:2\n" },
  { "no-namespace",
    "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData></worksheet>",
    "1|N:1\n" },
  { "other-name", ROWS ("<rowx r=\"1\"><c r=\"A1\"><v>1</v></c></rowx>"), "" },
};

static char *
dup_rows (const char *sheet)
{
  g_autoptr (TbTestPackage) package = tb_test_package_new ();

  tb_test_package_set_shared_strings (package, "<si><t>零</t></si>");
  tb_test_package_set (package, "xl/worksheets/sheet1.xml", sheet);
  return tb_test_dup_rows_of_package (package);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *rows = dup_rows (c->sheet);
  g_autofree char *in_apostrophes = g_strdelimit (g_strdup (c->sheet), "\"", '\'');
  g_autofree char *parsed = dup_rows (in_apostrophes);

  g_assert_cmpstr (rows, ==, parsed);
  g_assert_cmpstr (rows, ==, c->expected);
}

/* What makes a file no XML makes it none in a plain row too. */
static void
test_damaged (void)
{
  static const char *const inside[] = {
    "<row r=\"1\"><c r=\"A1\"><v>1</c></v></row>",
    "<row r=\"1\"><c r=\"A1\"><v>1</v></c></rows>",
    "<row r=\"1\"><c r=\"A1\"><v>\xff\xfe</v></c></row>",
    "<row r=\"1\"><c r=\"A1\"><v>\xef\xbf\xbf</v></c></row>",
    "<row r=\"1\"><c r=\"A1\"><v>\x01</v></c></row>",
    "<row r=\"1\"><c r=\"<\"><v>1</v></c></row>",
    "<row r=\"1\"><c r=\"A1\"<v>1</v></c></row>",
    "<row r=\"1\"><c r=\"A1\"><v>&nothing;</v></c></row>",
    "<row r=\"1\"><c r=\"A1\"><v>1</v></c>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (inside); i++)
    {
      g_autoptr (TbTestPackage) package = tb_test_package_new ();
      g_autofree char *sheet = g_strdup_printf (SHEET ("<sheetData>%s</sheetData>"), inside[i]);
      g_autoptr (GBytes) bytes = NULL;

      tb_test_package_set (package, "xl/worksheets/sheet1.xml", sheet);
      bytes = tb_test_package_dup_bytes (package);
      tb_test_assert_refused (bytes, TB_ERROR_FILE, "sheet1.xml");
    }
}

/* A sheet comes in pieces, which divide rows anywhere; and some rows are for the parser. */
static void
test_pieces (void)
{
  g_autoptr (TbTestPackage) package = tb_test_package_new ();
  g_autoptr (GString) sheet = g_string_new (NULL);
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autofree char *rows = NULL;

  for (guint i = 1; i <= 20000; i++)
    {
      g_string_append_printf (sheet,
                              i % 7 == 0 ? "<row r='%u'><c r='A%u'><v>%u</v></c></row>"
                                         : "<row r=\"%u\"><c r=\"A%u\"><v>%u</v></c></row>",
                              i, i, i * 3);
      g_string_append_printf (expected, "%u|N:%u\n", i, i * 3);
    }
  tb_test_package_set_rows (package, sheet->str);
  rows = tb_test_dup_rows_of_package (package);
  g_assert_cmpstr (rows, ==, expected->str);
}

/* Bytes above ASCII mean something else where another encoding is declared. */
static void
test_other_encoding (void)
{
  g_autofree char *rows = dup_rows ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" ROWS (
      "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>\xc3\xa9</v></c></row>"));

  g_assert_cmpstr (rows, ==, "1|T:Ã©\n");
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/xlsx-plain/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/xlsx-plain/damaged", test_damaged);
  g_test_add_func ("/xlsx-plain/pieces", test_pieces);
  g_test_add_func ("/xlsx-plain/other-encoding", test_other_encoding);
  return g_test_run ();
}
