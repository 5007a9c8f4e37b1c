/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-sheet-writer.h"

#include "tb-error.h"
#include "tb-sheet-reader.h"
#include "tb-test-package.h"
#include "tb-test.h"

#include <glib/gstdio.h>
#include <linux/capability.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define NOTE "罗湖商务大厦联合党支部 2026-11-22 导出"

static const TbSheetColumn columns[] = {
  { "序号", 6, TRUE },
  { "姓名", 10, FALSE },
  { "公民身份号码", 20, FALSE },
};

/* Each is the whole text of a cell that must come back as it is. */
static const char *const delicate_texts[] = {
  "440399199804250883",
  "0755",
  "07551234567",
  "17487660615",
  "=1+1",
  "=cmd|'/c calc'!A0",
  "=\"x\"",
  "=\"\"",
  "=\"",
  "==",
  "+86 138",
  "-1",
  "- 待定",
  "@SUM(A1)",
  "\t=1",
  "\t",
  "\ttab first",
  "\r=1",
  "12-01",
  "3/4",
  "2009-07",
  "2009-07-01",
  "2009.10",
  "1E5",
  "91440399MA51LCR06J",
  "a,b;c\td",
  "say \"yes\"",
  "\"",
  "two\nlines",
  "two\r\nlines",
  "=two\nlines",
  " space before",
  "space behind ",
  "_x0041_",
  "_x005F_x0041_",
  "_x",
  "汉字𠮷",
  "，\xef\xbf\xbf，",
  "<b>&amp;</b>",
};

static TbSheetWriter *
open_writer (const char *path, const char *note, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return tb_sheet_writer_open (file, "花名册", note, columns, G_N_ELEMENTS (columns), error);
}

static char *
dup_rows_of_file (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSheetReader) reader = tb_sheet_reader_open (file, NULL, &error);
  char *rows;

  g_assert_no_error (error);
  rows = tb_test_dup_rows (reader, 0, &error);
  g_assert_no_error (error);
  return rows;
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
write_two_rows (const char *path, const char *note)
{
  static const char *const first[] = { "1", "唐嘉燕", "440399199804250883" };
  static const char *const second[] = { "2", NULL, "" };
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSheetWriter) writer = open_writer (path, note, &error);

  g_assert_no_error (error);
  g_assert_true (tb_sheet_writer_add_row (writer, first, 3, &error));
  g_assert_true (tb_sheet_writer_add_row (writer, second, 3, &error));
  g_assert_true (tb_sheet_writer_close (writer, &error));
  g_assert_no_error (error);
}

static void
test_table (gconstpointer data)
{
  const char *name = data;
  gboolean is_csv = g_str_has_suffix (name, "csv") || g_str_has_suffix (name, "CSV");
  g_autofree char *path = tb_test_dup_path (name);
  g_autofree char *rows = NULL;
  g_autofree char *rows_without_note = NULL;

  write_two_rows (path, NOTE);
  rows = dup_rows_of_file (path);
  g_assert_cmpstr (rows, ==,
                   is_csv ? "1|T:" NOTE "\n2|T:序号|T:姓名|T:公民身份号码\n"
                            "3|T:1|T:唐嘉燕|T:440399199804250883\n4|T:2\n"
                          : "1|T:" NOTE "\n2|T:序号|T:姓名|T:公民身份号码\n"
                            "3|N:1|T:唐嘉燕|T:440399199804250883\n4|N:2\n");

  write_two_rows (path, NULL);
  rows_without_note = dup_rows_of_file (path);
  g_assert_true (g_str_has_prefix (rows_without_note, "1|T:序号|T:姓名|T:公民身份号码\n2|"));
}

typedef struct
{
  const char *const *expected;
  guint n_checked;
} Comparison;

static gboolean
compare_row (guint row, gboolean hidden, const TbCell *cells, guint n_cells, gpointer user_data)
{
  Comparison *comparison = user_data;

  if (row == 1)
    return TRUE;
  g_assert_cmpuint (n_cells, ==, 2);
  g_assert_cmpint (cells[1].kind, ==, TB_CELL_TEXT);
  g_assert_cmpstr (cells[1].text, ==, comparison->expected[comparison->n_checked]);
  comparison->n_checked++;
  return TRUE;
}

/* What a spreadsheet program would run, round or turn into a date is still the same text when it is
 * read. */
static void
test_delicate_texts (gconstpointer data)
{
  g_autofree char *path = tb_test_dup_path (data);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  Comparison comparison = { .expected = delicate_texts };
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSheetWriter) writer = open_writer (path, NULL, &error);
  g_autoptr (TbSheetReader) reader = NULL;

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (delicate_texts); i++)
    {
      const char *const cells[] = { "1", delicate_texts[i] };

      g_assert_true (tb_sheet_writer_add_row (writer, cells, 2, &error));
    }
  g_assert_true (tb_sheet_writer_close (writer, &error));
  g_assert_no_error (error);

  reader = tb_sheet_reader_open (file, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (tb_sheet_reader_read (reader, 0, compare_row, &comparison, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (comparison.n_checked, ==, G_N_ELEMENTS (delicate_texts));
}

/* A text of more characters than a formula may hold is guarded in another way, and comes back too.
 */
static void
test_long_text (gconstpointer data)
{
  g_autofree char *path = tb_test_dup_path (data);
  g_autofree char *dashes = g_strnfill (400, '-');
  const char *const cells[] = { "1", dashes };
  g_autofree char *expected = NULL;
  g_autofree char *rows = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSheetWriter) writer = open_writer (path, NULL, &error);

  g_assert_true (tb_sheet_writer_add_row (writer, cells, 2, &error));
  g_assert_true (tb_sheet_writer_close (writer, &error));
  g_assert_no_error (error);
  rows = dup_rows_of_file (path);
  expected = g_strdup_printf ("|T:%s\n", dashes);
  g_assert_true (g_str_has_suffix (rows, expected));
}

static void
test_numbers (void)
{
  static const char *const cells[] = { "12.50", "12.50", NULL };
  static const char *const not_a_number[] = { "约 12", "1234567890123456", NULL };
  static const char *const too_long[] = { "1234567890123456", NULL, NULL };
  g_autofree char *path = tb_test_dup_path ("数.xlsx");
  g_autofree char *rows = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSheetWriter) writer = open_writer (path, NULL, &error);

  tb_sheet_writer_add_row (writer, cells, 3, &error);
  tb_sheet_writer_add_row (writer, not_a_number, 3, &error);
  tb_sheet_writer_add_row (writer, too_long, 3, &error);
  g_assert_true (tb_sheet_writer_close (writer, &error));
  g_assert_no_error (error);
  rows = dup_rows_of_file (path);
  g_assert_cmpstr (rows, ==,
                   "1|T:序号|T:姓名|T:公民身份号码\n"
                   "2|N:12.5|T:12.50\n"
                   "3|T:约 12|T:1234567890123456\n"
                   "4|T:1234567890123456\n");
}

/* The bytes: Excel needs the mark to take the file for UTF-8, and must not find a bare formula. */
static void
test_csv_bytes (void)
{
  static const char *const cells[] = { "-5", "=1+1", "440399199804250883" };
  g_autofree char *path = tb_test_dup_path ("字节.csv");
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSheetWriter) writer = open_writer (path, "=备注", &error);

  tb_sheet_writer_add_row (writer, cells, 3, &error);
  g_assert_true (tb_sheet_writer_close (writer, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, NULL, &error));
  g_assert_cmpstr (contents, ==,
                   "\xef\xbb\xbf\"=\"\"=备注\"\"\"\r\n序号,姓名,公民身份号码\r\n"
                   "-5,\"=\"\"=1+1\"\"\",\"=\"\"440399199804250883\"\"\"\r\n");
}

static void
test_sheet_name (void)
{
  g_autofree char *path = tb_test_dup_path ("名.xlsx");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSheetWriter) writer = NULL;
  g_autoptr (TbSheetReader) reader = NULL;
  guint n_sheets;

  writer = tb_sheet_writer_open (file,
                                 "'一/二*三[四五六七八九十一二三四五六七八九十一二三四五六七八九十",
                                 NULL, columns, 3, &error);
  g_assert_no_error (error);
  g_assert_true (tb_sheet_writer_close (writer, &error));
  reader = tb_sheet_reader_open (file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tb_sheet_reader_get_sheets (reader, &n_sheets)[0].name, ==,
                   "-一-二-三-四五六七八九十一二三四五六七八九十一二三四五六七");
}

static void
test_unknown_extension (void)
{
  g_autofree char *path = tb_test_dup_path ("名单.ods");
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSheetWriter) writer = open_writer (path, NULL, &error);

  g_assert_null (writer);
  g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
}

/* Until it is closed, and when it never is, the old file stays and nothing else is there. */
static void
test_abandoned (gconstpointer data)
{
  static const char *const cells[] = { "1" };
  g_autofree char *folder = tb_test_dup_path (data);
  g_autofree char *path = g_build_filename (folder, data, NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  TbSheetWriter *writer;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "old", -1, &error));
  writer = open_writer (path, NULL, &error);
  g_assert_true (tb_sheet_writer_add_row (writer, cells, 1, &error));
  g_object_unref (writer);

  g_assert_true (g_file_get_contents (path, &contents, NULL, &error));
  g_assert_cmpstr (contents, ==, "old");
  g_assert_cmpuint (count_files (folder), ==, 1);
}

static void
test_replaces_and_keeps_mode (gconstpointer data)
{
  g_autofree char *path = tb_test_dup_path (data);
  g_autofree char *link_path = g_strconcat (path, ".link", strrchr (path, '.'), NULL);
  g_autofree char *rows = NULL;
  g_autoptr (GError) error = NULL;
  struct stat info;

  g_assert_true (g_file_set_contents (path, "old", -1, &error));
  g_assert_cmpint (g_chmod (path, 0640), ==, 0);
  g_assert_cmpint (symlink (path, link_path), ==, 0);

  write_two_rows (link_path, NULL);

  g_assert_cmpint (lstat (link_path, &info), ==, 0);
  g_assert_true (S_ISLNK (info.st_mode));
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0640);
  rows = dup_rows_of_file (path);
  g_assert_true (g_str_has_prefix (rows, "1|T:序号"));
}

static guint n_umask_changes;

/* In the place of the C library's, to see who calls it. */
mode_t
umask (mode_t mask)
{
  n_umask_changes++;
  return syscall (SYS_umask, mask);
}

/* A new file is as private as the umask says, which is not touched: it is of all threads. */
static void
test_umask (gconstpointer data)
{
  g_autofree char *path = tb_test_dup_path (data);
  struct stat info;
  mode_t before = syscall (SYS_umask, 027);

  n_umask_changes = 0;
  write_two_rows (path, NULL);
  syscall (SYS_umask, before);

  g_assert_cmpuint (n_umask_changes, ==, 0);
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0640);
}

static void
test_folder_missing (gconstpointer data)
{
  g_autofree char *folder = tb_test_dup_path ("没有");
  g_autofree char *path = g_build_filename (folder, data, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSheetWriter) writer = open_writer (path, NULL, &error);

  g_assert_null (writer);
  g_assert_error (error, TB_ERROR, TB_ERROR_FILE);
  g_assert_true (g_str_has_prefix (error->message, "“"));
}

static void
test_is_folder (void)
{
  g_autofree char *path = tb_test_dup_path ("目录.csv");
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSheetWriter) writer = NULL;

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  writer = open_writer (path, NULL, &error);
  g_assert_null (writer);
  g_assert_error (error, TB_ERROR, TB_ERROR_FILE);
}

static void
test_text_too_long (void)
{
  g_autofree char *path = tb_test_dup_path ("长.xlsx");
  g_autofree char *text = g_strnfill (40000, 'x');
  const char *const cells[] = { "1", text };
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSheetWriter) writer = open_writer (path, NULL, &error);

  g_assert_false (tb_sheet_writer_add_row (writer, cells, 2, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_LIMIT);
  g_assert_nonnull (strstr (error->message, "Row 2"));
}

/*
 * A disk on which only so many bytes of a file have room, for a child of this test: the limit also
 * holds for scratch files, whose failure libxlsxwriter does not report.
 */
static void
write_without_room (void)
{
  const struct rlimit limit = { 65536, 65536 };
  g_autoptr (TbSheetWriter) writer = NULL;
  g_autoptr (GError) error = NULL;
  gboolean ok = TRUE;

  signal (SIGXFSZ, SIG_IGN);
  writer = open_writer (g_getenv ("TB_TEST_NO_ROOM"), NULL, &error);
  g_assert_no_error (error);
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &limit));
  for (guint i = 0; i < 100000 && ok; i++)
    {
      g_autofree char *number = g_strdup_printf ("44039919980425%04u", i % 10000);
      const char *const cells[] = { "1", number, number };

      ok = tb_sheet_writer_add_row (writer, cells, 3, &error);
    }
  if (ok)
    ok = tb_sheet_writer_close (writer, &error);
  g_assert_false (ok);
  g_assert_cmpuint (error->domain, ==, TB_ERROR);
  g_assert_true (error->code == TB_ERROR_FULL || error->code == TB_ERROR_FILE);
}

static void
test_no_room (gconstpointer data)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  if (g_test_subprocess ())
    {
      write_without_room ();
      return;
    }
  folder = tb_test_dup_dir ();
  path = tb_test_dup_path (data);
  g_assert_true (g_file_set_contents (path, "old", -1, &error));
  g_setenv ("TB_TEST_NO_ROOM", path, TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_assert_true (g_file_get_contents (path, &contents, NULL, &error));
  g_assert_cmpstr (contents, ==, "old");
  g_assert_cmpuint (count_files (folder), ==, 1);
}

/* Root may write anywhere; what it may do is given up for good, in a child. */
static void
drop_capabilities (void)
{
  struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
  struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = { 0 };

  g_assert_no_errno (syscall (SYS_capset, &header, none));
}

static void
assert_read_only (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSheetWriter) writer = open_writer (path, NULL, &error);

  g_assert_null (writer);
  g_assert_error (error, TB_ERROR, TB_ERROR_READ_ONLY);
}

static void
test_read_only (gconstpointer data)
{
  g_autofree char *file = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }
  file = tb_test_dup_path (data);
  folder = tb_test_dup_path ("文件夹");
  path = g_build_filename (folder, data, NULL);
  g_assert_true (g_file_set_contents (file, "old", -1, &error));
  g_assert_no_errno (g_chmod (file, 0444));
  g_assert_no_errno (g_mkdir (folder, 0555));
  drop_capabilities ();

  assert_read_only (file);
  assert_read_only (path);
}

static void
add_for_each_format (const char *name, GTestDataFunc func)
{
  static const char *const extensions[] = { "xlsx", "csv" };

  for (guint i = 0; i < G_N_ELEMENTS (extensions); i++)
    {
      g_autofree char *path = g_strdup_printf ("/sheet-writer/%s/%s", name, extensions[i]);
      char *file = g_strdup_printf ("%s.%s", name, extensions[i]);

      g_test_add_data_func_full (path, file, func, g_free);
    }
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  add_for_each_format ("table", test_table);
  add_for_each_format ("delicate-texts", test_delicate_texts);
  add_for_each_format ("long-text", test_long_text);
  add_for_each_format ("abandoned", test_abandoned);
  add_for_each_format ("replaces-and-keeps-mode", test_replaces_and_keeps_mode);
  add_for_each_format ("umask", test_umask);
  add_for_each_format ("folder-missing", test_folder_missing);
  add_for_each_format ("no-room", test_no_room);
  add_for_each_format ("read-only", test_read_only);
  g_test_add_data_func ("/sheet-writer/table/upper-case", "大写.CSV", test_table);
  g_test_add_func ("/sheet-writer/numbers", test_numbers);
  g_test_add_func ("/sheet-writer/csv-bytes", test_csv_bytes);
  g_test_add_func ("/sheet-writer/sheet-name", test_sheet_name);
  g_test_add_func ("/sheet-writer/unknown-extension", test_unknown_extension);
  g_test_add_func ("/sheet-writer/is-folder", test_is_folder);
  g_test_add_func ("/sheet-writer/text-too-long", test_text_too_long);

  return tb_test_run ();
}
