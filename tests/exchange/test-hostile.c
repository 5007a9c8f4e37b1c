/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-sheet-reader.h"

#include "tb-error.h"
#include "tb-sheet-limits.h"
#include "tb-test-package.h"
#include "tb-test.h"

#include <string.h>
#include <time.h>

/*
 * Files made to do harm, or harmed themselves. Each must end in an error that says what is the
 * matter, in a process of its own that measures what it took.
 */

#ifdef __SANITIZE_ADDRESS__
#define MAX_MEMORY_KIB (800 * 1024)
#else
#define MAX_MEMORY_KIB (200 * 1024)
#endif
/* The issue is never the speed of the machine: a bomb that is not stopped takes minutes. */
#define MAX_CPU_SECONDS 20

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define MEBI (1024 * 1024)

typedef struct
{
  const char *name;
  GBytes *(*make) (void);
  int code;
  const char *says;
} Hostile;

static char *
repeat (const char *before, const char *text, guint times, const char *after)
{
  g_autoptr (GString) out
      = g_string_sized_new (strlen (before) + strlen (text) * times + strlen (after));

  g_string_append (out, before);
  for (guint i = 0; i < times; i++)
    g_string_append (out, text);
  g_string_append (out, after);
  return g_string_free_and_steal (g_steal_pointer (&out));
}

static void
write_u32 (guint8 *where, guint32 value)
{
  value = GUINT32_TO_LE (value);
  memcpy (where, &value, sizeof value);
}

static GBytes *
make_with_part (const char *part, const char *text)
{
  g_autoptr (TbTestPackage) package = tb_test_package_new ();

  tb_test_package_set (package, part, text);
  return tb_test_package_dup_bytes (package);
}

static GBytes *
make_with_rows (const char *rows)
{
  g_autoptr (TbTestPackage) package = tb_test_package_new ();

  tb_test_package_set_rows (package, rows);
  return tb_test_package_dup_bytes (package);
}

/* A zip bomb: 75 MB of the same cell. */
static GBytes *
make_bomb (void)
{
  g_autofree char *rows
      = repeat ("<row>", "<c/><c/><c/><c/><c/><c/><c/><c/><c/><c/><c/><c/><c/><c/><c/>",
                MEBI + MEBI / 4, "</row>");

  return make_with_rows (rows);
}

static GBytes *
make_bomb_in_strings (void)
{
  g_autoptr (TbTestPackage) package = tb_test_package_new ();
  g_autofree char *strings
      = repeat ("<si><t>", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", 2 * MEBI, "</t></si>");

  tb_test_package_set_shared_strings (package, strings);
  tb_test_package_set_rows (package, "<row><c t='s'><v>0</v></c></row>");
  return tb_test_package_dup_bytes (package);
}

/* Not to be told from honest text by its ratio: every string is different. */
static GBytes *
make_too_much_text (void)
{
  g_autoptr (TbTestPackage) package = tb_test_package_new ();
  g_autoptr (GString) strings = g_string_new (NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  while (strings->len < 110 * MEBI)
    {
      g_string_append_printf (strings, "<si><t>%08x%08x", g_rand_int (random), g_rand_int (random));
      for (guint i = 0; i < 16; i++)
        g_string_append (strings, "0123456789abcdef0123456789abcdef0123456789abcdef");
      g_string_append (strings, "</t></si>");
    }
  tb_test_package_set_shared_strings (package, strings->str);
  tb_test_package_set_rows (package, "<row><c t='s'><v>0</v></c></row>");
  return tb_test_package_dup_bytes (package);
}

/* Overwrites a number of the archive's directory, and of the local header of the same part. */
static GBytes *
make_with_sizes (guint32 compressed, guint32 uncompressed)
{
  g_autoptr (GBytes) bytes = make_with_rows ("<row><c><v>1</v></c></row>");
  gsize length;
  guint8 *data = g_bytes_unref_to_data (g_steal_pointer (&bytes), &length);

  for (gsize i = 0; i + 46 <= length; i++)
    if (memcmp (data + i, "PK\1\2", 4) == 0)
      {
        if (compressed != 0)
          write_u32 (data + i + 20, compressed);
        write_u32 (data + i + 24, uncompressed);
      }
  return g_bytes_new_take (data, length);
}

static GBytes *
make_claimed_size (void)
{
  return make_with_sizes (0, 0xfffffff0);
}

static GBytes *
make_claimed_compressed_size (void)
{
  return make_with_sizes (0xfffffff0, 0xfffffff0);
}

/* More entries in the archive's directory than anybody has parts. */
static GBytes *
make_many_parts (void)
{
  g_autoptr (TbTestPackage) package = tb_test_package_new ();

  for (guint i = 0; i < TB_XLSX_MAX_PARTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("xl/media/%u", i);

      tb_test_package_add_again (package, name);
    }
  return tb_test_package_dup_bytes (package);
}

/* A directory of a million entries behind an end that speaks of seven. */
static GBytes *
make_huge_directory (void)
{
  g_autoptr (GBytes) bytes = make_with_rows ("");
  g_autoptr (GByteArray) out = g_byte_array_new ();
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  const guint8 *directory = memmem (data, length, "PK\1\2", 4);
  const guint8 *end = memmem (data, length, "PK\5\6", 4);
  const guint8 *second = memmem (directory + 4, end - directory - 4, "PK\1\2", 4);
  gsize entry_length = second - directory;

  g_byte_array_append (out, data, directory - data);
  for (guint i = 0; i < 1000000; i++)
    {
      g_byte_array_append (out, directory, entry_length);
      write_u32 (out->data + out->len - entry_length + 42, i);
    }
  g_byte_array_append (out, end, data + length - end);
  write_u32 (out->data + out->len - 10, entry_length * 1000000);
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

static GBytes *
make_duplicate_part (void)
{
  g_autoptr (TbTestPackage) package = tb_test_package_new ();

  tb_test_package_add_again (package, "xl/Workbook.xml");
  return tb_test_package_dup_bytes (package);
}

static GBytes *
make_encrypted_entries (void)
{
  g_autoptr (TbTestPackage) package = tb_test_package_new ();

  tb_test_package_encrypt (package);
  return tb_test_package_dup_bytes (package);
}

static GBytes *
make_nested (void)
{
  g_autoptr (TbTestPackage) inner = tb_test_package_new ();
  g_autoptr (TbTestPackage) outer = tb_test_package_new ();
  g_autoptr (GBytes) bytes = tb_test_package_dup_bytes (inner);
  static const char *const parts[]
      = { "[Content_Types].xml",        "_rels/.rels",          "xl/workbook.xml",
          "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml",
          "xl/worksheets/sheet1.xml" };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    tb_test_package_set (outer, parts[i], NULL);
  tb_test_package_set (outer, "花名册.xlsx", g_bytes_get_data (bytes, NULL));
  return tb_test_package_dup_bytes (outer);
}

static GBytes *
make_open_document (void)
{
  g_autoptr (TbTestPackage) package = tb_test_package_new ();

  tb_test_package_set (package, "content.xml", "<x/>");
  tb_test_package_set (package, "META-INF/manifest.xml", "<x/>");
  return tb_test_package_dup_bytes (package);
}

static GBytes *
make_content_type (const char *type)
{
  g_autofree char *text = g_strdup_printf (
      "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
      "<Override PartName='/xl/workbook.xml' ContentType='%s'/></Types>",
      type);

  return make_with_part ("[Content_Types].xml", text);
}

static GBytes *
make_binary_workbook (void)
{
  return make_content_type ("application/vnd.ms-excel.sheet.binary.macroEnabled.main");
}

static GBytes *
make_text_document (void)
{
  return make_content_type (
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml");
}

static GBytes *
make_missing_roots (void)
{
  return make_with_part ("_rels/.rels", NULL);
}

static GBytes *
make_missing_workbook (void)
{
  return make_with_part ("xl/workbook.xml", NULL);
}

static GBytes *
make_missing_sheet (void)
{
  return make_with_part ("xl/worksheets/sheet1.xml", NULL);
}

static GBytes *
make_missing_strings (void)
{
  return make_with_part ("xl/sharedStrings.xml", NULL);
}

static GBytes *
make_no_sheets (void)
{
  return make_with_part ("xl/workbook.xml", "<workbook xmlns='" MAIN "'><sheets/></workbook>");
}

static GBytes *
make_target_outside (void)
{
  return make_with_part (
      "xl/_rels/workbook.xml.rels",
      "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
      "<Relationship Id='r1' Type='x/worksheet' Target='../../../etc/passwd'/></Relationships>");
}

static GBytes *
make_entities (void)
{
  return make_with_part (
      "xl/sharedStrings.xml",
      "<!DOCTYPE sst [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
      "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]><sst xmlns='" MAIN
      "'><si><t>&c;</t></si></sst>");
}

static GBytes *
make_external_entity (void)
{
  return make_with_part (
      "xl/workbook.xml",
      "<!DOCTYPE workbook [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><workbook xmlns='" MAIN
      "'>&x;</workbook>");
}

static GBytes *
make_deep_xml (void)
{
  g_autofree char *rows = repeat ("", "<a>", 1000000, "");

  return make_with_rows (rows);
}

static GBytes *
make_long_tag (void)
{
  g_autofree char *rows = repeat ("<row r='", "1234567890abcdefghij", MEBI, "'/>");

  return make_with_rows (rows);
}

/* Names that expat would keep, each of them. */
static GBytes *
make_many_names (void)
{
  g_autoptr (GString) rows = g_string_new (NULL);

  for (guint i = 0; i < 1000000; i++)
    g_string_append_printf (rows, "<n%x/>", i * 2654435761u);
  return make_with_rows (rows->str);
}

static GBytes *
make_many_columns (void)
{
  g_autofree char *rows = repeat ("<row>", "<c><v>1</v></c>", 1000000, "</row>");

  return make_with_rows (rows);
}

static GBytes *
make_column_beyond (void)
{
  return make_with_rows ("<row r='1'><c r='XFE1'><v>1</v></c></row>");
}

static GBytes *
make_row_beyond (void)
{
  return make_with_rows ("<row r='1048577'><c><v>1</v></c></row>");
}

static GBytes *
make_row_without_number (void)
{
  return make_with_rows ("<row r='1048576'/><row><c><v>1</v></c></row>");
}

static GBytes *
make_row_overflow (void)
{
  return make_with_rows ("<row r='4294967297'><c><v>1</v></c></row>");
}

static GBytes *
make_rows_backwards (void)
{
  return make_with_rows ("<row r='2'><c><v>1</v></c></row><row r='1'><c><v>1</v></c></row>");
}

static GBytes *
make_cell_of_other_row (void)
{
  return make_with_rows ("<row r='2'><c r='A3'><v>1</v></c></row>");
}

static GBytes *
make_no_reference (void)
{
  return make_with_rows ("<row r='2'><c r='A'><v>1</v></c></row>");
}

/* A handful of cells that are far apart would be hundreds of millions of empty ones. */
static GBytes *
make_far_apart (void)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 1; i <= 10000; i++)
    g_string_append_printf (out, "<row r='%u'><c r='XFD%u'><v>1</v></c></row>", i, i);
  return make_with_rows (out->str);
}

static GBytes *
make_missing_string (void)
{
  return make_with_rows ("<row><c t='s'><v>7</v></c></row>");
}

static GBytes *
make_long_cell (void)
{
  g_autofree char *rows
      = repeat ("<row><c t='inlineStr'><is><t>", "0123456789abcdef", 20000, "</t></is></c></row>");

  return make_with_rows (rows);
}

static GBytes *
make_long_row (void)
{
  g_autofree char *text = repeat ("<c t='str'><v>", "0123456789abcdef", 4000, "</v></c>");
  g_autofree char *rows = repeat ("<row>", text, 300, "</row>");

  return make_with_rows (rows);
}

static GBytes *
make_overlapping_merges (void)
{
  g_autoptr (TbTestPackage) package = tb_test_package_new ();
  g_autofree char *sheet = repeat ("<sheetData><row><c><v>1</v></c></row></sheetData><mergeCells>",
                                   "<mergeCell ref='A1:XFD1048576'/>", 100000, "</mergeCells>");

  tb_test_package_set_sheet (package, sheet);
  return tb_test_package_dup_bytes (package);
}

static GBytes *
make_many_merges (void)
{
  g_autoptr (TbTestPackage) package = tb_test_package_new ();
  g_autofree char *sheet
      = repeat ("<sheetData/><mergeCells>", "<mergeCell ref='A1:B1'/>", 300000, "</mergeCells>");

  tb_test_package_set_sheet (package, sheet);
  return tb_test_package_dup_bytes (package);
}

static GBytes *
make_many_sheets (void)
{
  g_autofree char *text = repeat (
      "<workbook xmlns='" MAIN
      "' xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets>",
      "<sheet name='x' r:id='r1'/>", 100000, "</sheets></workbook>");

  return make_with_part ("xl/workbook.xml", text);
}

static GBytes *
make_many_styles (void)
{
  g_autoptr (TbTestPackage) package = tb_test_package_new ();
  g_autofree char *styles = repeat ("<cellXfs>", "<xf numFmtId='14'/>", 100000, "</cellXfs>");

  tb_test_package_set_styles (package, styles);
  return tb_test_package_dup_bytes (package);
}

static GBytes *
make_not_xml (void)
{
  return make_with_part ("xl/worksheets/sheet1.xml", "<worksheet><sheetData></worksheet>");
}

static GBytes *
make_bad_checksum (void)
{
  g_autoptr (GBytes) bytes = make_with_rows ("<row><c><v>1</v></c></row>");
  gsize length;
  guint8 *data = g_bytes_unref_to_data (g_steal_pointer (&bytes), &length);

  for (gsize i = 0; i + 46 <= length; i++)
    if (memcmp (data + i, "PK\1\2", 4) == 0)
      data[i + 16] ^= 0xff;
  return g_bytes_new_take (data, length);
}

static GBytes *
make_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2);
  guint8 *data = g_malloc (MEBI);

  for (guint i = 0; i < MEBI; i++)
    data[i] = g_rand_int (random);
  return g_bytes_new_take (data, MEBI);
}

static GBytes *
make_zip_of_rubbish (void)
{
  g_autoptr (GBytes) bytes = make_random ();
  gsize length;
  guint8 *data = g_bytes_unref_to_data (g_steal_pointer (&bytes), &length);

  memcpy (data, "PK\3\4", 4);
  return g_bytes_new_take (data, length);
}

/* The least that a compound file needs: a header, a sector of the allocation table, one of the
 * directory. */
static GBytes *
make_compound_file (const char *stream_name)
{
  guint8 *data = g_malloc0 (3 * 512);
  guint8 *entry = data + 2 * 512 + 128;

  memcpy (data, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
  data[30] = 9;
  data[48] = 1;
  memset (data + 76, 0xff, 4 * 109);
  memset (data + 76, 0, 4);
  memset (data + 512, 0xff, 512);
  for (gsize i = 0; i < strlen (stream_name); i++)
    entry[2 * i] = stream_name[i];
  entry[64] = 2 * (strlen (stream_name) + 1);
  return g_bytes_new_take (data, 3 * 512);
}

static GBytes *
make_encrypted_workbook (void)
{
  return make_compound_file ("EncryptedPackage");
}

static GBytes *
make_old_workbook (void)
{
  return make_compound_file ("Workbook");
}

static GBytes *
make_old_document (void)
{
  return make_compound_file ("WordDocument");
}

/* The directory's chain leads back to itself. */
static GBytes *
make_compound_loop (void)
{
  g_autoptr (GBytes) bytes = make_compound_file ("x");
  gsize length;
  guint8 *data = g_bytes_unref_to_data (g_steal_pointer (&bytes), &length);

  memset (data + 512, 0, 512);
  data[512 + 4] = 1;
  return g_bytes_new_take (data, length);
}

static GBytes *
make_compound_head_only (void)
{
  return g_bytes_new_static ("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and no more", 20);
}

static GBytes *
make_web_page (void)
{
  return g_bytes_new_static ("\xef\xbb\xbf\n<HTML><table>", 17);
}

static GBytes *
make_pdf (void)
{
  return g_bytes_new_static ("%PDF-1.7\n1,2\n", 13);
}

static const Hostile hostiles[] = {
  { "bomb", make_bomb, TB_ERROR_LIMIT, "unpacks to far more" },
  { "bomb-in-strings", make_bomb_in_strings, TB_ERROR_LIMIT, "" },
  { "too-much-text", make_too_much_text, TB_ERROR_LIMIT, "more text than can be imported at once" },
  { "claimed-size", make_claimed_size, TB_ERROR_FILE, "damaged or incomplete" },
  { "claimed-compressed-size", make_claimed_compressed_size, TB_ERROR_FILE,
    "damaged or incomplete" },
  { "many-parts", make_many_parts, TB_ERROR_LIMIT, "more parts inside" },
  { "huge-directory", make_huge_directory, TB_ERROR_LIMIT, "more parts inside" },
  { "duplicate-part", make_duplicate_part, TB_ERROR_FILE, "two parts of the same name" },
  { "encrypted-entries", make_encrypted_entries, TB_ERROR_FILE, "remove the password" },
  { "nested", make_nested, TB_ERROR_FILE, "Unpack it" },
  { "open-document", make_open_document, TB_ERROR_FILE, "OpenDocument" },
  { "binary-workbook", make_binary_workbook, TB_ERROR_FILE, ".xlsb" },
  { "text-document", make_text_document, TB_ERROR_FILE, "not a workbook" },
  { "missing-roots", make_missing_roots, TB_ERROR_FILE, "“_rels/.rels” is missing" },
  { "missing-workbook", make_missing_workbook, TB_ERROR_FILE, "“xl/workbook.xml” is missing" },
  { "missing-sheet", make_missing_sheet, TB_ERROR_FILE, "“xl/worksheets/sheet1.xml” is missing" },
  { "missing-strings", make_missing_strings, TB_ERROR_FILE, "“xl/sharedStrings.xml” is missing" },
  { "no-sheets", make_no_sheets, TB_ERROR_FILE, "no worksheet" },
  { "target-outside", make_target_outside, TB_ERROR_FILE, "lies outside" },
  { "entities", make_entities, TB_ERROR_FILE, "declares XML entities" },
  { "external-entity", make_external_entity, TB_ERROR_FILE, "declares XML entities" },
  { "deep-xml", make_deep_xml, TB_ERROR_LIMIT, "nested too deeply" },
  { "long-tag", make_long_tag, TB_ERROR_LIMIT, "tag of excessive length" },
  { "many-names", make_many_names, TB_ERROR_LIMIT, "too much memory" },
  { "many-columns", make_many_columns, TB_ERROR_LIMIT, "column XFD" },
  { "column-beyond", make_column_beyond, TB_ERROR_LIMIT, "column XFD" },
  { "row-beyond", make_row_beyond, TB_ERROR_LIMIT, "row 1,048,576" },
  { "row-without-number", make_row_without_number, TB_ERROR_LIMIT, "row 1,048,576" },
  { "row-overflow", make_row_overflow, TB_ERROR_FILE, "makes no sense" },
  { "rows-backwards", make_rows_backwards, TB_ERROR_FILE, "makes no sense" },
  { "cell-of-other-row", make_cell_of_other_row, TB_ERROR_FILE, "makes no sense" },
  { "no-reference", make_no_reference, TB_ERROR_FILE, "makes no sense" },
  { "far-apart", make_far_apart, TB_ERROR_LIMIT, "larger than can be imported at once" },
  { "missing-string", make_missing_string, TB_ERROR_FILE, "makes no sense" },
  { "long-cell", make_long_cell, TB_ERROR_LIMIT, "A cell of the sheet" },
  { "long-row", make_long_row, TB_ERROR_LIMIT, "A row of the sheet" },
  { "overlapping-merges", make_overlapping_merges, TB_ERROR_FILE, "merged cells overlap in row 1" },
  { "many-merges", make_many_merges, TB_ERROR_LIMIT, "too many merged cells" },
  { "many-sheets", make_many_sheets, TB_ERROR_LIMIT, "more than 1024 sheets" },
  { "many-styles", make_many_styles, TB_ERROR_LIMIT, "more cell formats" },
  { "not-xml", make_not_xml, TB_ERROR_FILE, "is not valid XML" },
  { "bad-checksum", make_bad_checksum, TB_ERROR_FILE, "damaged or incomplete" },
  { "random", make_random, TB_ERROR_FILE, "" },
  { "zip-of-rubbish", make_zip_of_rubbish, TB_ERROR_FILE, "damaged or incomplete" },
  { "encrypted-workbook", make_encrypted_workbook, TB_ERROR_FILE, "remove the password" },
  { "old-workbook", make_old_workbook, TB_ERROR_FILE, "old .xls format" },
  { "old-document", make_old_document, TB_ERROR_FILE, "not a spreadsheet" },
  { "compound-loop", make_compound_loop, TB_ERROR_FILE, "not a spreadsheet" },
  { "compound-head-only", make_compound_head_only, TB_ERROR_FILE, "not a spreadsheet" },
  { "web-page", make_web_page, TB_ERROR_FILE, "web page" },
  { "pdf", make_pdf, TB_ERROR_FILE, "not a spreadsheet" },
};

/* The most that this program has had in memory: of the program alone, which rusage is not after an
 * exec. */
static guint64
get_peak_kib (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, "VmHWM:");
  g_assert_nonnull (line);
  return g_ascii_strtoull (line + strlen ("VmHWM:"), NULL, 10);
}

static void
read_and_measure (const Hostile *hostile, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &error);

  g_assert_no_error (error);
  tb_test_assert_stream_refused (G_INPUT_STREAM (stream), hostile->code, hostile->says);
  g_assert_cmpuint (get_peak_kib (), <, MAX_MEMORY_KIB);
  g_assert_cmpint (clock () / CLOCKS_PER_SEC, <, MAX_CPU_SECONDS);
}

static void
test_hostile (gconstpointer data)
{
  const Hostile *hostile = data;
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (g_test_subprocess ())
    {
      read_and_measure (hostile, g_getenv ("TB_TEST_HOSTILE"));
      return;
    }
  bytes = hostile->make ();
  path = tb_test_dup_path ("hostile");
  g_assert_true (
      g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error));
  g_setenv ("TB_TEST_HOSTILE", path, TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

/* An archive that lost its end has lost its directory, wherever it was cut. */
static void
test_truncated (void)
{
  g_autofree char *path = tb_test_dup_sample_path ("党员花名册.xlsx");
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, &error));
  for (gsize n = 4; n < length; n += n < length - 100 ? 61 : 1)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (data, n);

      tb_test_assert_refused (bytes, TB_ERROR_FILE, "damaged or incomplete");
    }
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (hostiles); i++)
    {
      g_autofree char *path = g_strdup_printf ("/hostile/%s", hostiles[i].name);

      g_test_add_data_func (path, &hostiles[i], test_hostile);
    }
  g_test_add_func ("/hostile/truncated", test_truncated);

  return tb_test_run ();
}
