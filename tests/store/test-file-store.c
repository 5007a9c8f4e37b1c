/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "tb-error.h"
#include "tb-fault-tools.h"
#include "tb-file-store-private.h"
#include "tb-test.h"

/* The digest of "abc", as FIPS 180-2 gives it. */
#define ABC_SHA256 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

typedef struct
{
  TbFileStore *store; /* (owned) */
} Test;

static void
set_up (Test *test, gconstpointer data)
{
  g_autofree char *database = tb_test_dup_path ("register.db");

  test->store = tb_file_store_new (database);
}

static void
tear_down (Test *test, gconstpointer data)
{
  g_clear_pointer (&test->store, tb_file_store_free);
}

static gboolean
put (Test *test, const char *content, gssize length, TbStoredFile *stored, GError **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (content, length, NULL);

  return tb_file_store_put (test->store, stream, "照片.jpg", stored, NULL, error);
}

static gboolean
count_file (TbFileStore *store, const char *path, const char *name, gpointer user_data,
            GError **error)
{
  guint *n = user_data;

  (*n)++;
  return TRUE;
}

static guint
count_files (Test *test)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_assert_true (tb_file_store_foreach (test->store, count_file, &n, &error));
  g_assert_no_error (error);
  return n;
}

static mode_t
get_permissions (const char *path)
{
  struct stat info;

  g_assert_cmpint (stat (path, &info), ==, 0);
  return info.st_mode & 0777;
}

static void
test_put (Test *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autofree char *path = NULL;
  g_autofree char *folder = NULL;
  TbStoredFile stored, again;
  char buffer[8] = "";

  g_assert_false (tb_file_store_has (test->store, ABC_SHA256));
  put (test, "abc", 3, &stored, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (stored.sha256, ==, ABC_SHA256);
  g_assert_cmpint (stored.size, ==, 3);
  g_assert_true (tb_file_store_has (test->store, ABC_SHA256));

  /* The same content once more is the same file. */
  put (test, "abc", 3, &again, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again.sha256, ==, ABC_SHA256);
  g_assert_cmpuint (count_files (test), ==, 1);

  stream = tb_file_store_open (test->store, ABC_SHA256, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_input_stream_read (stream, buffer, sizeof buffer, NULL, NULL), ==, 3);
  g_assert_cmpstr (buffer, ==, "abc");

  path = tb_file_store_dup_path (test->store, ABC_SHA256);
  folder = g_path_get_dirname (path);
  g_assert_true (g_str_has_suffix (folder, "/ba"));
  g_assert_cmpuint (get_permissions (path), ==, 0600);
  g_assert_cmpuint (get_permissions (folder), ==, 0700);
  g_assert_cmpuint (get_permissions (tb_file_store_get_folder (test->store)), ==, 0700);
}

/* A file that was damaged is mended by putting the same content again. */
static void
test_put_mends (Test *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *content = NULL;
  TbStoredFile stored;

  put (test, "abc", 3, &stored, &error);
  path = tb_file_store_dup_path (test->store, stored.sha256);
  g_assert_true (g_file_set_contents (path, "xyz", 3, NULL));
  put (test, "abc", 3, &stored, &error);
  g_assert_no_error (error);

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "abc");
}

static void
test_put_limits (Test *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *large = g_malloc0 (TB_FILE_STORE_MAX_SIZE + 1);
  TbStoredFile stored;

  g_assert_false (put (test, large, TB_FILE_STORE_MAX_SIZE + 1, &stored, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_LIMIT);
  g_assert_nonnull (strstr (error->message, "照片.jpg"));
  g_clear_error (&error);
  g_assert_false (put (test, "", 0, &stored, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpuint (count_files (test), ==, 0);

  put (test, large, TB_FILE_STORE_MAX_SIZE, &stored, &error);
  g_assert_no_error (error);
  g_assert_cmpint (stored.size, ==, TB_FILE_STORE_MAX_SIZE);
}

static void
test_put_cancelled (Test *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data ("abc", 3, NULL);
  TbStoredFile stored;

  g_cancellable_cancel (cancellable);
  g_assert_false (
      tb_file_store_put (test->store, stream, "照片.jpg", &stored, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_files (test), ==, 0);
}

static void
test_put_unreadable (Test *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data ("abc", 3, NULL);
  TbStoredFile stored;

  g_assert_true (g_input_stream_close (stream, NULL, NULL));
  g_assert_false (tb_file_store_put (test->store, stream, "照片.jpg", &stored, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, "照片.jpg"));
  g_assert_cmpuint (count_files (test), ==, 0);
}

/* The disk fills up at one place after another; nothing is left of what did not fit. */
static void
test_disk_full (Test *test, gconstpointer data)
{
  g_autofree char *content = g_strnfill (300000, 'x');
  g_autoptr (GError) error = NULL;
  TbStoredFile stored;

  for (guint64 room = 0; room < 300000; room += 33333)
    {
      tb_fault_limit_files (room);
      g_assert_false (put (test, content, 300000, &stored, &error));
      tb_fault_unlimit_files ();
      g_assert_error (error, TB_ERROR, TB_ERROR_FULL);
      g_assert_nonnull (strstr (error->message, tb_file_store_get_folder (test->store)));
      g_clear_error (&error);
      g_assert_cmpuint (count_files (test), ==, 0);
    }

  put (test, content, 300000, &stored, &error);
  g_assert_no_error (error);
}

static void
test_read_only_folder (Test *test, gconstpointer data)
{
  const char *folder = tb_file_store_get_folder (test->store);
  g_autofree char *parent = g_path_get_dirname (folder);
  g_autoptr (GError) error = NULL;
  TbStoredFile stored;

  /* Neither where the folder cannot be made, nor where it may not be written. */
  g_assert_cmpint (g_chmod (parent, 0555), ==, 0);
  tb_fault_obey_permissions ();
  g_assert_false (put (test, "abc", 3, &stored, &error));
  tb_fault_disobey_permissions ();
  g_assert_error (error, TB_ERROR, TB_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_cmpint (g_chmod (parent, 0755), ==, 0);

  put (test, "abc", 3, &stored, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (folder, 0500), ==, 0);
  tb_fault_obey_permissions ();
  g_assert_false (put (test, "abcd", 4, &stored, &error));
  tb_fault_disobey_permissions ();
  g_assert_error (error, TB_ERROR, TB_ERROR_READ_ONLY);
  g_assert_cmpint (g_chmod (folder, 0700), ==, 0);
  g_assert_cmpuint (count_files (test), ==, 1);
}

static void
test_missing (Test *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = tb_file_store_open (test->store, ABC_SHA256, &error);

  g_assert_null (stream);
  g_assert_error (error, TB_ERROR, TB_ERROR_NOT_FOUND);
  g_assert_false (tb_file_store_has (test->store, NULL));
  g_assert_false (tb_file_store_has (test->store, "../../etc/passwd"));
}

static void
test_digests (void)
{
  g_assert_true (tb_sha256_is_valid (ABC_SHA256));
  g_assert_false (tb_sha256_is_valid (NULL));
  g_assert_false (tb_sha256_is_valid (""));
  g_assert_false (tb_sha256_is_valid (ABC_SHA256 "0"));
  g_assert_false (tb_sha256_is_valid (ABC_SHA256 + 1));
  g_assert_false (
      tb_sha256_is_valid ("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"));
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

#define ADD(path, func) g_test_add (path, Test, NULL, set_up, func, tear_down)
  ADD ("/store/file-store/put", test_put);
  ADD ("/store/file-store/put-mends", test_put_mends);
  ADD ("/store/file-store/put-limits", test_put_limits);
  ADD ("/store/file-store/put-cancelled", test_put_cancelled);
  ADD ("/store/file-store/put-unreadable", test_put_unreadable);
  ADD ("/store/file-store/disk-full", test_disk_full);
  ADD ("/store/file-store/read-only-folder", test_read_only_folder);
  ADD ("/store/file-store/missing", test_missing);
#undef ADD
  g_test_add_func ("/store/file-store/digests", test_digests);

  return tb_test_run ();
}
