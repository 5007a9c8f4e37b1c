/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-sheet-reader.h"

#include "tb-error.h"
#include "tb-test-package.h"
#include "tb-test.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
  const char *expected;
} Case;

static const Case cases[] = {
  { "comma", "姓名,性别\n唐嘉燕,女\n", "1|T:姓名|T:性别\n2|T:唐嘉燕|T:女\n" },
  { "tab", "姓名\t性别\n唐,嘉燕\t女\n", "1|T:姓名|T:性别\n2|T:唐,嘉燕|T:女\n" },
  { "semicolon", "姓名;性别\n唐,嘉燕;女\n曾;男\n",
    "1|T:姓名|T:性别\n2|T:唐,嘉燕|T:女\n3|T:曾|T:男\n" },
  /* A delimiter within quotation marks does not count, nor do titles and signatures. */
  { "delimiter-in-quotes", "\"a,b,c\";1\n\"a,b,c\";2\n", "1|T:a,b,c|T:1\n2|T:a,b,c|T:2\n" },
  { "title", "党员花名册\n\n姓名\t性别\n甲\t女\n填报人：乙,丙\n",
    "1|T:党员花名册\n3|T:姓名|T:性别\n4|T:甲|T:女\n5|T:填报人：乙,丙\n" },
  { "one-column", "姓名\n甲\n", "1|T:姓名\n2|T:甲\n" },
  { "line-ends", "a\r\nb\rc\nd", "1|T:a\n2|T:b\n3|T:c\n4|T:d\n" },
  { "blank-lines", "a\n\n\r\n\rb\n", "1|T:a\n5|T:b\n" },
  { "blank-cells", "a,,c,,\n,,,\n,b\n", "1|T:a||T:c\n3||T:b\n" },
  { "no-line-end", "a,b", "1|T:a|T:b\n" },
  { "quoted-line-ends", "\"a\nb\",1\n\"c\r\nd\",2\n", "1|T:a\nb|T:1\n2|T:c\r\nd|T:2\n" },
  { "doubled-quotes", "\"say \"\"yes\"\"\",\"\"\"\",\"\"\nx,y,z\n",
    "1|T:say \"yes\"|T:\"\n2|T:x|T:y|T:z\n" },
  { "stray-quotes", "5\" pipe,a \"b\" c\n\"a\"b\"c,d\n",
    "1|T:5\" pipe|T:a \"b\" c\n2|T:ab\"c|T:d\n" },
  { "quote-at-end", "a,\"b\"", "1|T:a|T:b\n" },
  { "guards", "=\"0123\",\"=\"\"0123\"\"\"\n\t=1,\t007\n=\"\",=\"a\"\"b\"\n=1+\"1\",=\"a\"b\"\n",
    "1|T:0123|T:0123\n2|T:=1|T:007\n3||T:a\"b\n4|T:=1+\"1\"|T:=\"a\"b\"\n" },
  { "not-numbers", "440399199804250883,1E5,2019-07-01\n",
    "1|T:440399199804250883|T:1E5|T:2019-07-01\n" },
};

static TbSheetReader *
open_text (const char *text, gssize length, const char *encoding, const char *mark,
           gsize mark_length)
{
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autofree char *converted = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  TbSheetReader *reader;
  gsize n;

  converted = g_convert (text, length, encoding, "UTF-8", NULL, &n, &error);
  g_assert_no_error (error);
  g_byte_array_append (file, (const guint8 *)mark, mark_length);
  g_byte_array_append (file, (const guint8 *)converted, n);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&file));
  reader = tb_test_open_bytes (bytes, &error);
  g_assert_no_error (error);
  return reader;
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (TbSheetReader) reader = open_text (c->text, -1, "UTF-8", "", 0);
  g_autoptr (GError) error = NULL;
  g_autofree char *rows = tb_test_dup_rows (reader, 0, &error);
  guint n_sheets;

  g_assert_no_error (error);
  g_assert_cmpstr (rows, ==, c->expected);
  g_assert_null (tb_sheet_reader_get_sheets (reader, &n_sheets)[0].name);
  g_assert_cmpuint (n_sheets, ==, 1);
}

typedef struct
{
  const char *name;
  const char *encoding;
  const char *mark;
  gsize mark_length;
} Encoding;

static const Encoding encodings[] = {
  { "utf-8", "UTF-8", "", 0 },
  { "utf-8-mark", "UTF-8", "\xef\xbb\xbf", 3 },
  { "gb18030", "GB18030", "", 0 },
  { "utf-16le", "UTF-16LE", "", 0 },
  { "utf-16le-mark", "UTF-16LE", "\xff\xfe", 2 },
  { "utf-16be", "UTF-16BE", "", 0 },
  { "utf-16be-mark", "UTF-16BE", "\xfe\xff", 2 },
};

/*
 * Characters of one to four bytes in every encoding, among them those that GB18030-2022 asks for
 * (䶮, 𠮷), moved along byte by byte so that they fall on every boundary of the pieces that are
 * read.
 */
static void
test_encoding (gconstpointer data)
{
  const Encoding *encoding = data;

  for (guint shift = 0; shift < 8; shift++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GString) expected = g_string_new (NULL);
      g_autoptr (TbSheetReader) reader = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *rows = NULL;

      g_string_append_printf (text, "%.*s姓名,生僻字\r\n", shift, "xxxxxxxx");
      g_string_append_printf (expected, "1|T:%.*s姓名|T:生僻字\n", shift, "xxxxxxxx");
      for (guint i = 2; i < 20000; i++)
        {
          g_string_append (text, "党员é,䶮𠮷\r\n");
          g_string_append_printf (expected, "%u|T:党员é|T:䶮𠮷\n", i);
        }
      reader = open_text (text->str, text->len, encoding->encoding, encoding->mark,
                          encoding->mark_length);
      g_assert_cmpstr (tb_sheet_reader_get_encoding (reader), ==, encoding->encoding);
      rows = tb_test_dup_rows (reader, 0, &error);
      g_assert_no_error (error);
      g_assert_true (strcmp (rows, expected->str) == 0);
    }
}

/* ASCII alone is UTF-8; a few Chinese words decide. */
static void
test_short_texts (void)
{
  g_autoptr (TbSheetReader) ascii = open_text ("a,b", -1, "UTF-8", "", 0);
  g_autoptr (TbSheetReader) chinese = open_text ("姓名,性别\n", -1, "GB18030", "", 0);
  g_autoptr (TbSheetReader) mark_only = open_text ("", 0, "UTF-8", "\xef\xbb\xbf", 3);
  g_autoptr (GError) error = NULL;
  g_autofree char *rows = tb_test_dup_rows (mark_only, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (rows, ==, "");
  g_assert_cmpstr (tb_sheet_reader_get_encoding (ascii), ==, "UTF-8");
  g_assert_cmpstr (tb_sheet_reader_get_encoding (chinese), ==, "GB18030");
}

typedef struct
{
  const char *name;
  const char *bytes;
  gsize length;
  int code;
  const char *says;
} BadFile;

#define BYTES(text) text, sizeof (text) - 1

static const BadFile bad_files[] = {
  { "empty", BYTES (""), TB_ERROR_FILE, "empty" },
  { "damaged-utf-8", BYTES ("姓名,性别,民族,学历\n甲,\xff,汉\n"), TB_ERROR_FILE,
    "Line 2 has a byte (number 33) that is not UTF-8 text" },
  { "truncated-utf-8", BYTES ("姓名,性别,民族,学历\n唐嘉\xe7\x87"), TB_ERROR_FILE, "Line 2" },
  { "damaged-gb18030", BYTES ("\xd0\xd5\xc3\xfb\n\xd0\xd5\xff\xff\n"), TB_ERROR_FILE,
    "Line 2 has a byte (number 8) that is not GB18030 text" },
  { "truncated-utf-16",
    BYTES ("\xff\xfe"
           "a\0b"),
    TB_ERROR_FILE, "Line 1 has a byte (number 5) that is not UTF-16LE text" },
  { "lone-surrogate",
    BYTES ("\xff\xfe"
           "a\0\n\0\0\xdc"),
    TB_ERROR_FILE, "Line 2" },
  { "zero-bytes", BYTES ("a\0\0\0b\0\0\0"), TB_ERROR_FILE,
    "neither a spreadsheet nor a text table" },
  { "zero-in-utf-8-with-mark",
    BYTES ("\xef\xbb\xbf"
           "a\n\0"),
    TB_ERROR_FILE, "Line 2 has a zero byte" },
  { "open-quote", BYTES ("a,b\n1,\"two\nthree\n"), TB_ERROR_FILE,
    "quotation mark in line 2 that is never closed" },
};

static void
test_bad_file (gconstpointer data)
{
  const BadFile *bad = data;
  g_autoptr (GBytes) bytes = g_bytes_new_static (bad->bytes, bad->length);

  tb_test_assert_refused (bytes, bad->code, bad->says);
}

/* A zero byte far behind the start of a text without a mark. */
static void
test_late_zero (void)
{
  g_autofree char *text = g_strnfill (200000, 'a');
  g_autoptr (GBytes) bytes = NULL;

  text[150000] = '\0';
  bytes = g_bytes_new (text, 200000);
  tb_test_assert_refused (bytes, TB_ERROR_FILE, "neither a spreadsheet nor a text table");
}

static GBytes *
repeat (const char *before, const char *text, guint times)
{
  g_autoptr (GString) out = g_string_new (before);

  for (guint i = 0; i < times; i++)
    g_string_append (out, text);
  return g_string_free_to_bytes (g_steal_pointer (&out));
}

static void
test_limits (void)
{
  g_autoptr (GBytes) columns = repeat ("a,b\n", ",", 1000000);
  g_autoptr (GBytes) rows = repeat ("", "a,b\n", 1048577);
  g_autoptr (GBytes) cell = repeat ("a,", "text", 100000);
  g_autoptr (GBytes) quoted = repeat ("a\n\"", "text\n", 100000);

  tb_test_assert_refused (columns, TB_ERROR_LIMIT, "Line 2 has more columns");
  tb_test_assert_refused (rows, TB_ERROR_LIMIT, "Line 1048577 is beyond the last row");
  tb_test_assert_refused (cell, TB_ERROR_LIMIT, "A cell in line 1 holds more text");
  tb_test_assert_refused (quoted, TB_ERROR_LIMIT, "quotation mark in line 2");
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/csv-reader/case/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      g_autofree char *path = g_strdup_printf ("/csv-reader/encoding/%s", encodings[i].name);

      g_test_add_data_func (path, &encodings[i], test_encoding);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad_files); i++)
    {
      g_autofree char *path = g_strdup_printf ("/csv-reader/bad/%s", bad_files[i].name);

      g_test_add_data_func (path, &bad_files[i], test_bad_file);
    }
  g_test_add_func ("/csv-reader/short-texts", test_short_texts);
  g_test_add_func ("/csv-reader/late-zero", test_late_zero);
  g_test_add_func ("/csv-reader/limits", test_limits);

  return tb_test_run ();
}
