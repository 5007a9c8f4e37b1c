/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-sheet-reader.h"

#include "tb-test-package.h"
#include "tb-test.h"

/* A file with one thing in it that real programs write, and what must be read. */
typedef struct
{
  const char *name;
  const char *styles;  /* (nullable): inside styleSheet */
  const char *strings; /* (nullable): inside sst */
  const char *rows;    /* inside sheetData */
  const char *expected;
} Case;

#define DATE_STYLES                                                                                \
  "<numFmts count='2'><numFmt numFmtId='164' formatCode='yyyy\"年\"m\"月\"'/>"                     \
  "<numFmt numFmtId='165' formatCode='[Red]0.00\"d\"'/></numFmts>"                                 \
  "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"                                               \
  "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/><xf numFmtId='165'/>"         \
  "<xf numFmtId='22'/><xf numFmtId='20'/><xf numFmtId='57'/></cellXfs>"                            \
  "<dxfs><dxf><numFmt numFmtId='165' formatCode='yyyy'/></dxf></dxfs>"

static const Case cases[] = {
  { "empty", NULL, NULL, "", "" },
  { "types", NULL, "<si><t>姓名</t></si>",
    "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='inlineStr'><is><t>内联</t></is></c>"
    "<c r='C1' t='str'><f>A1</f><v>公式</v></c><c r='D1'><v>42</v></c><c r='E1' "
    "t='n'><v>-1.5</v></c>"
    "<c r='F1' t='b'><v>1</v></c><c r='G1' t='b'><v>0</v></c><c r='H1' t='e'><v>#N/A</v></c></row>",
    "1|T:姓名|T:内联|T:公式|N:42|N:-1.5|B:TRUE|B:FALSE|E:#N/A\n" },
  { "cached-values", NULL, NULL,
    "<row r='1'><c r='A1'><f>SUM(B1:C1)</f><v>3</v></c><c r='B1'><f>C1</f></c>"
    "<c r='C1' t='str'><f>\"\"</f><v></v></c><c r='D1'><v>4</v></c></row>",
    "1|N:3|||N:4\n" },
  { "rich-text", NULL,
    "<si><r><t>党员</t></r><r><rPr><b/></rPr><t xml:space='preserve'> 花名册</t></r></si>"
    "<si><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh><phoneticPr fontId='1'/></si>"
    "<si/><si><t/></si>",
    "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c><c r='C1' "
    "t='s'><v>2</v></c>"
    "<c r='D1' t='s'><v>3</v></c>"
    "<c r='E1' "
    "t='inlineStr'><is><r><t>内</t></r><r><t>联</t></r><rPh><t>x</t></rPh></is></c></row>",
    "1|T:党员 花名册|T:東京|||T:内联\n" },
  { "escapes", NULL, "<si><t>a_x000A_b</t></si><si><t>_x005F_x0041_</t></si>",
    "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c>"
    "<c r='C1' t='inlineStr'><is><t>_x0041_</t></is></c><c r='D1' "
    "t='str'><v>&lt;_x0042_&gt;</v></c></row>",
    "1|T:a\nb|T:_x0041_|T:A|T:<B>\n" },
  { "missing-references", NULL, NULL,
    "<row><c><v>1</v></c><c><v>2</v></c></row><row r='4'><c "
    "r='C4'><v>3</v></c><c><v>4</v></c></row>"
    "<row><c><v>5</v></c></row>",
    "1|N:1|N:2\n4|||N:3|N:4\n5|N:5\n" },
  { "sparse", NULL, NULL,
    "<row r='2'><c r='B2'><v>1</v></c><c r='E2' s='1'/><c r='XFD2' s='1'/></row>"
    "<row r='3'><c r='A3' s='1'/></row><row r='7'><c r='A7'><v>2</v></c></row>",
    "2||N:1\n7|N:2\n" },
  { "order-in-row", NULL, NULL, "<row r='1'><c r='C1'><v>3</v></c><c r='A1'><v>1</v></c></row>",
    "1|N:1||N:3\n" },
  { "hidden-rows", NULL, NULL,
    "<row r='1' hidden='1'><c><v>1</v></c></row><row r='2' hidden='true'><c><v>2</v></c></row>"
    "<row r='3' hidden='0'><c><v>3</v></c></row>",
    "1 hidden|N:1\n2 hidden|N:2\n3|N:3\n" },
  { "numbers-as-spelled", NULL, NULL,
    "<row r='1'><c><v>4.4039919980425E+17</v></c><c><v>440399199804250883</v></c><c><v>1.50</v></c>"
    "<c><v>67.400000000000006</v></c><c><v> 7 </v></c><c><v>nan</v></c><c><v>0x10</v></c></row>",
    "1|N:4.4039919980425E+17|N:440399199804250883|N:1.50|N:67.4|N:7|T:nan|T:0x10\n" },
  { "dates", DATE_STYLES, NULL,
    "<row r='1'><c s='1'><v>43647</v></c><c s='2'><v>39995</v></c><c s='2'><v>40009</v></c>"
    "<c s='3'><v>43647</v></c><c s='4'><v>43647.75</v></c><c s='5'><v>0.5</v></c><c "
    "s='6'><v>39995</v></c>"
    "<c s='1'><v>0.5</v></c><c s='1'><v>-3</v></c><c s='1'><v>1E9</v></c><c "
    "s='99'><v>43647</v></c></row>",
    "1|D:2019-07-01|D:2009-07|D:2009-07-15|N:43647|D:2019-07-01|N:0.5|D:2009-07|N:0.5|N:-3|N:1E9|N:"
    "43647\n" },
  { "iso-dates", NULL, NULL,
    "<row r='1'><c t='d'><v>2009-07-01T00:00:00</v></c><c t='d'><v>2009-07-01</v></c><c "
    "t='d'><v>14:30</v></c></row>",
    "1|D:2009-07-01|D:2009-07-01|T:14:30\n" },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (TbTestPackage) package = tb_test_package_new ();
  g_autofree char *rows = NULL;

  if (c->styles != NULL)
    tb_test_package_set_styles (package, c->styles);
  if (c->strings != NULL)
    tb_test_package_set_shared_strings (package, c->strings);
  tb_test_package_set_rows (package, c->rows);
  rows = tb_test_dup_rows_of_package (package);
  g_assert_cmpstr (rows, ==, c->expected);
}

static gboolean
check_numbers (guint row, gboolean hidden, const TbCell *cells, guint n_cells, gpointer user_data)
{
  g_assert_cmpuint (n_cells, ==, 5);
  g_assert_cmpfloat (cells[0].number, ==, 43647.75);
  g_assert_cmpfloat (cells[1].number, ==, -1.5);
  g_assert_cmpfloat (cells[2].number, ==, 1);
  g_assert_cmpfloat (cells[3].number, ==, 43647);
  g_assert_cmpfloat (cells[4].number, ==, 0);
  return TRUE;
}

static void
test_number_values (void)
{
  g_autoptr (TbTestPackage) package = tb_test_package_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (TbSheetReader) reader = NULL;

  tb_test_package_set_styles (package, DATE_STYLES);
  tb_test_package_set_rows (
      package, "<row><c s='4'><v>43647.75</v></c><c><v>-1.5</v></c><c t='b'><v>1</v></c>"
               "<c t='d'><v>2019-07-01</v></c><c t='str'><v>text</v></c></row>");
  bytes = tb_test_package_dup_bytes (package);
  reader = tb_test_open_bytes (bytes, &error);
  g_assert_no_error (error);
  g_assert_true (tb_sheet_reader_read (reader, 0, check_numbers, NULL, NULL, &error));
  g_assert_no_error (error);
}

static gboolean
check_shared (guint row, gboolean hidden, const TbCell *cells, guint n_cells, gpointer user_data)
{
  g_assert_cmpuint (n_cells, ==, 5);
  g_assert_cmpuint (cells[0].shared, !=, 0);
  g_assert_cmpuint (cells[1].shared, !=, 0);
  g_assert_cmpuint (cells[1].shared, !=, cells[0].shared);
  g_assert_cmpuint (cells[2].shared, ==, cells[0].shared);
  g_assert_cmpuint (cells[3].shared, ==, 0);
  g_assert_cmpuint (cells[4].shared, ==, 0);
  return TRUE;
}

/* The file says which cells have the same text: those written in place are not known to. */
static void
test_shared_texts (void)
{
  g_autoptr (TbTestPackage) package = tb_test_package_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (TbSheetReader) reader = NULL;

  tb_test_package_set_shared_strings (package, "<si><t>党员</t></si><si><t>群众</t></si>");
  tb_test_package_set_rows (package,
                            "<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='s'><v>0</v></c>"
                            "<c t='str'><v>党员</v></c><c><v>1</v></c></row>");
  bytes = tb_test_package_dup_bytes (package);
  reader = tb_test_open_bytes (bytes, &error);
  g_assert_no_error (error);
  g_assert_true (tb_sheet_reader_read (reader, 0, check_shared, NULL, NULL, &error));
  g_assert_no_error (error);
}

/* What LibreOffice keeps under a merged area is not seen, whichever cell comes first; cells beside
 * it are. */
static void
test_merged_cells (void)
{
  g_autoptr (TbTestPackage) package = tb_test_package_new ();
  g_autofree char *rows = NULL;

  tb_test_package_set_sheet (
      package, "<sheetData>"
               "<row r='1'><c r='A1'><v>1</v></c><c r='B1'><v>2</v></c><c r='C1'><v>3</v></c><c "
               "r='D1'><v>4</v></c></row>"
               "<row r='2'><c r='A2'><v>5</v></c><c r='B2'><v>6</v></c><c r='C2'><v>7</v></c></row>"
               "<row r='3'><c r='A3'><v>8</v></c><c r='B3'><v>9</v></c></row>"
               "<row r='4'><c r='A4'><v>10</v></c><c r='C4' t='inlineStr'><is><t>&lt;mergeCell "
               "ref=\"A4:A4\"</t></is></c></row>"
               "</sheetData>"
               "<mergeCells count='3'><mergeCell ref='A2:A3'/><mergeCell ref='B1:C1'/><mergeCell\n "
               "ref = \"B4:C4\" />"
               "<mergeCell ref='nonsense'/></mergeCells>");
  rows = tb_test_dup_rows_of_package (package);
  g_assert_cmpstr (rows, ==, "1|N:1|N:2||N:4\n2|N:5|N:6|N:7\n3||N:9\n4|N:10\n");
}

/* Merged areas are found wherever the pieces of a large sheet, as it is unpacked, divide their
 * tags. */
static void
test_many_merged_cells (void)
{
  g_autoptr (TbTestPackage) package = tb_test_package_new ();
  g_autoptr (GString) sheet = g_string_new ("<sheetData>");
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autofree char *rows = NULL;

  for (guint i = 1; i <= 20000; i++)
    {
      g_string_append_printf (
          sheet, "<row r='%u'><c r='A%u'><v>1</v></c><c r='B%u'><v>2</v></c></row>", i, i, i);
      if (i % 2 == 1)
        g_string_append_printf (expected, "%u|N:1\n", i);
    }
  g_string_append (sheet, "</sheetData><mergeCells>");
  for (guint i = 1; i <= 20000; i += 2)
    g_string_append_printf (sheet, "<mergeCell ref='A%u:B%u'/>", i, i + 1);
  g_string_append (sheet, "</mergeCells>");

  tb_test_package_set_sheet (package, sheet->str);
  rows = tb_test_dup_rows_of_package (package);
  g_assert_cmpstr (rows, ==, expected->str);
}

static gboolean
check_hidden_columns (guint row, gboolean hidden, const TbCell *cells, guint n_cells,
                      gpointer user_data)
{
  TbSheetReader *reader = user_data;

  g_assert_false (tb_sheet_reader_is_column_hidden (reader, 0));
  g_assert_true (tb_sheet_reader_is_column_hidden (reader, 1));
  g_assert_true (tb_sheet_reader_is_column_hidden (reader, 3));
  g_assert_false (tb_sheet_reader_is_column_hidden (reader, 4));
  g_assert_true (tb_sheet_reader_is_column_hidden (reader, 16383));
  return TRUE;
}

static void
test_hidden_columns (void)
{
  g_autoptr (TbTestPackage) package = tb_test_package_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (TbSheetReader) reader = NULL;

  tb_test_package_set_sheet (
      package, "<cols><col min='1' max='1' width='9'/><col min='2' max='4' hidden='1'/>"
               "<col min='100' max='16384' hidden='true'/><col min='0' max='1' hidden='1'/></cols>"
               "<sheetData><row><c><v>1</v></c></row></sheetData>");
  bytes = tb_test_package_dup_bytes (package);
  reader = tb_test_open_bytes (bytes, &error);
  g_assert_no_error (error);
  g_assert_true (tb_sheet_reader_read (reader, 0, check_hidden_columns, reader, NULL, &error));
  g_assert_no_error (error);
}

static void
test_date_1904 (void)
{
  g_autoptr (TbTestPackage) package = tb_test_package_new ();
  g_autofree char *rows = NULL;

  tb_test_package_set (
      package, "xl/workbook.xml",
      "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' "
      "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'>"
      "<workbookPr date1904='true'/><sheets><sheet name='s' sheetId='1' "
      "r:id='r1'/></sheets></workbook>");
  tb_test_package_set_styles (package, DATE_STYLES);
  tb_test_package_set_rows (package, "<row><c s='1'><v>42185</v></c><c s='1'><v>0</v></c></row>");
  rows = tb_test_dup_rows_of_package (package);
  g_assert_cmpstr (rows, ==, "1|D:2019-07-01|D:1904-01-01\n");
}

/* “Strict” workbooks, with other namespaces, here under a prefix. */
static void
test_strict (void)
{
  g_autoptr (TbTestPackage) package = tb_test_package_new ();
  g_autofree char *rows = NULL;

  tb_test_package_set (
      package, "_rels/.rels",
      "<p:Relationships xmlns:p='http://schemas.openxmlformats.org/package/2006/relationships'>"
      "<p:Relationship Id='r1' Type='http://purl.oclc.org/ooxml/officeDocument/relationships/"
      "officeDocument' Target='/xl/workbook.xml'/></p:Relationships>");
  tb_test_package_set (
      package, "xl/_rels/workbook.xml.rels",
      "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
      "<Relationship Id='r1' "
      "Type='http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet' "
      "Target='./worksheets/../worksheets/sheet1.xml'/></Relationships>");
  tb_test_package_set (
      package, "xl/workbook.xml",
      "<x:workbook xmlns:x='http://purl.oclc.org/ooxml/spreadsheetml/main' "
      "xmlns:rel='http://purl.oclc.org/ooxml/officeDocument/relationships'>"
      "<x:sheets><x:sheet name='名单' sheetId='1' rel:id='r1'/></x:sheets></x:workbook>");
  tb_test_package_set (
      package, "xl/worksheets/sheet1.xml",
      "<x:worksheet xmlns:x='http://purl.oclc.org/ooxml/spreadsheetml/main' xmlns:y='urn:other'>"
      "<x:sheetData><x:row r='1'><x:c t='inlineStr'><x:is><x:t>党员</x:t></x:is></x:c>"
      "<y:c><x:v>1</x:v></y:c><x:c r='B1'><x:v>2</x:v></x:c></x:row></x:sheetData>"
      "<x:mergeCells><x:mergeCell ref='B1:C1'/></x:mergeCells></x:worksheet>");
  rows = tb_test_dup_rows_of_package (package);
  g_assert_cmpstr (rows, ==, "1|T:党员|N:2\n");
}

/* Several sheets, hidden ones, and one that is a chart. */
static void
test_sheets (void)
{
  g_autoptr (TbTestPackage) package = tb_test_package_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (TbSheetReader) reader = NULL;
  const TbSheetInfo *sheets;
  guint n_sheets;

  tb_test_package_set (
      package, "xl/_rels/workbook.xml.rels",
      "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
      "<Relationship Id='a' Type='x/worksheet' Target='worksheets/sheet1.xml'/>"
      "<Relationship Id='b' Type='x/chartsheet' Target='chartsheets/sheet1.xml'/>"
      "<Relationship Id='c' Type='x/worksheet' Target='worksheets/sheet2.xml'/>"
      "<Relationship Id='d' Type='x/worksheet' Target='worksheets/sheet1.xml'/>"
      "<Relationship Id='e' Type='x/hyperlink' Target='http://x' TargetMode='External'/>"
      "</Relationships>");
  tb_test_package_set (
      package, "xl/workbook.xml",
      "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' "
      "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets>"
      "<sheet name='可见' sheetId='1' state='visible' r:id='a'/><sheet name='图' sheetId='2' "
      "r:id='b'/>"
      "<sheet name='隐藏' sheetId='3' state='hidden' r:id='c'/>"
      "<sheet name='更隐藏' sheetId='4' state='veryHidden' r:id='d'/></sheets></workbook>");
  tb_test_package_set (
      package, "xl/worksheets/sheet2.xml",
      "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
      "<sheetData><row><c><v>2</v></c></row></sheetData></worksheet>");
  bytes = tb_test_package_dup_bytes (package);
  reader = tb_test_open_bytes (bytes, &error);
  g_assert_no_error (error);
  sheets = tb_sheet_reader_get_sheets (reader, &n_sheets);
  g_assert_cmpuint (n_sheets, ==, 3);
  g_assert_cmpstr (sheets[0].name, ==, "可见");
  g_assert_false (sheets[0].hidden);
  g_assert_cmpstr (sheets[1].name, ==, "隐藏");
  g_assert_true (sheets[1].hidden);
  g_assert_true (sheets[2].hidden);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *first = tb_test_dup_rows (reader, 0, &error);
      g_autofree char *second = tb_test_dup_rows (reader, 1, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (first, ==, "");
      g_assert_cmpstr (second, ==, "1|N:2\n");
    }
}

/* Writers on Windows have been seen to use backslashes and other capitals; styles and texts may be
 * absent. */
static void
test_part_names (void)
{
  g_autoptr (TbTestPackage) package = tb_test_package_new ();
  g_autofree char *rows = NULL;

  tb_test_package_set (package, "xl/worksheets/sheet1.xml", NULL);
  tb_test_package_set (package, "xl/sharedStrings.xml", NULL);
  tb_test_package_set (package, "xl/styles.xml", NULL);
  tb_test_package_set (
      package, "xl/_rels/workbook.xml.rels",
      "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
      "<Relationship Id='r1' Type='x/worksheet' Target='worksheets\\Sheet1.xml'/></Relationships>");
  tb_test_package_set (
      package, "XL\\Worksheets\\sheet1.XML",
      "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
      "<sheetData><row><c s='1'><v>2</v></c></row></sheetData></worksheet>");
  rows = tb_test_dup_rows_of_package (package);
  g_assert_cmpstr (rows, ==, "1|N:2\n");
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/xlsx-reader/case/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/xlsx-reader/number-values", test_number_values);
  g_test_add_func ("/xlsx-reader/shared-texts", test_shared_texts);
  g_test_add_func ("/xlsx-reader/merged-cells", test_merged_cells);
  g_test_add_func ("/xlsx-reader/many-merged-cells", test_many_merged_cells);
  g_test_add_func ("/xlsx-reader/hidden-columns", test_hidden_columns);
  g_test_add_func ("/xlsx-reader/date-1904", test_date_1904);
  g_test_add_func ("/xlsx-reader/strict", test_strict);
  g_test_add_func ("/xlsx-reader/sheets", test_sheets);
  g_test_add_func ("/xlsx-reader/part-names", test_part_names);

  return tb_test_run ();
}
