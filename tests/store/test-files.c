/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The files of a register: checked, put into backups, brought back. */

#include <glib/gstdio.h>
#include <string.h>

#include "tb-error.h"
#include "tb-fault-tools.h"
#include "tb-files-test.h"
#include "tb-maintenance.h"
#include "tb-statement.h"
#include "tb-test.h"

static void
backup (TbStoreTest *test, const char *path, gint64 expected_missing)
{
  g_autoptr (GError) error = NULL;
  gint64 n_missing = -1;

  tb_maintenance_backup (test->connection, path, &n_missing, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n_missing, ==, expected_missing);
}

static char *
restore (TbStoreTest *test, const char *from, gint64 expected_missing)
{
  g_autoptr (GError) error = NULL;
  char *kept_as = NULL;
  gint64 n_missing = -1;

  g_clear_pointer (&test->connection, tb_connection_close);
  tb_maintenance_restore (from, test->path, test->clock, &kept_as, &n_missing, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n_missing, ==, expected_missing);
  tb_store_test_reopen (test, TB_OPEN_WRITE);
  return kept_as;
}

static void
assert_fault (TbStoreTest *test, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faults = tb_maintenance_verify (test->connection, &error);
  const TbFault *fault = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (faults->len, ==, 1);
  fault = faults->pdata[0];
  g_assert_cmpstr (fault->where, ==, "files");
  g_assert_false (fault->harmless);
  g_assert_nonnull (strstr (fault->message, name));
}

static void
test_verify (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) record = tb_files_test_attach (test, "合影.jpg", "photo");
  g_autofree char *path = tb_files_test_dup_path (test->path, record);

  tb_store_test_assert_sound (test->connection);

  g_assert_true (g_file_set_contents (path, "phot0", -1, NULL));
  assert_fault (test, "合影.jpg");
  g_assert_cmpint (g_unlink (path), ==, 0);
  assert_fault (test, "合影.jpg");

  /* What a removed row has is missed too: undoing would bring back a row without its file. */
  tb_store_test_remove_record (test, record);
  assert_fault (test, "合影.jpg");
}

static void
test_verify_size (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) record = tb_files_test_attach (test, "合影.jpg", "photo");
  g_autoptr (TbRecord) before = tb_record_copy (record);

  tb_store_test_set (record, "size", "6");
  tb_store_test_save (test, before, record);
  assert_fault (test, "合影.jpg");
}

/* A backup is one file, and enough. */
static void
test_backup_and_restore (TbStoreTest *test, gconstpointer data)
{
  g_autofree char *large = g_strnfill (700000, 'x');
  g_autoptr (TbRecord) photo = tb_files_test_attach (test, "合影.jpg", "photo");
  g_autoptr (TbRecord) video = tb_files_test_attach (test, "录像.mp4", large);
  g_autoptr (TbRecord) removed = tb_files_test_attach (test, "旧.txt", "removed");
  g_autoptr (TbRecord) later = NULL;
  g_autofree char *copy = tb_test_dup_path ("backup.db");
  g_autofree char *folder = g_strconcat (test->path, ".files", NULL);
  g_autofree char *away = tb_test_dup_path ("lost.files");
  g_autofree char *spare = NULL;
  g_autofree char *kept_as = NULL;
  gint64 n_tables;

  tb_store_test_remove_record (test, removed);
  backup (test, copy, 0);
  later = tb_files_test_attach (test, "后来.txt", "later");

  /* The folder is lost as a whole. */
  g_assert_cmpint (g_rename (folder, away), ==, 0);
  kept_as = restore (test, copy, 0);
  tb_store_test_assert_sound (test->connection);
  tb_files_test_assert_content (test->path, photo, "photo");
  tb_files_test_assert_content (test->path, video, large);
  tb_files_test_assert_content (test->path, removed, "removed");
  spare = tb_files_test_dup_path (test->path, later);
  g_assert_false (g_file_test (spare, G_FILE_TEST_EXISTS));

  /* The register itself does not carry them. */
  g_assert_true (tb_connection_read_int (
      test->connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'backup_file'", &n_tables,
      NULL));
  g_assert_cmpint (n_tables, ==, 0);
}

/* What was there is kept as a whole, and can be opened as it was. */
static void
test_restore_keeps_aside (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) photo = tb_files_test_attach (test, "合影.jpg", "photo");
  g_autoptr (TbRecord) later = NULL;
  g_autofree char *copy = tb_test_dup_path ("backup.db");
  g_autofree char *kept_as = NULL;

  backup (test, copy, 0);
  later = tb_files_test_attach (test, "后来.txt", "later");
  kept_as = restore (test, copy, 0);
  tb_store_test_assert_sound (test->connection);

  tb_files_test_assert_content (kept_as, photo, "photo");
  tb_files_test_assert_content (kept_as, later, "later");
  g_set_str (&test->path, kept_as);
  tb_store_test_reopen (test, TB_OPEN_WRITE);
  tb_store_test_assert_sound (test->connection);
}

/* A photo that is lost or spoilt is no reason to have no backup of the rest. */
static void
test_backup_of_damaged (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) good = tb_files_test_attach (test, "好.jpg", "good");
  g_autoptr (TbRecord) lost = tb_files_test_attach (test, "丢.jpg", "lost");
  g_autoptr (TbRecord) spoilt = tb_files_test_attach (test, "坏.jpg", "spoilt");
  g_autofree char *lost_path = tb_files_test_dup_path (test->path, lost);
  g_autofree char *spoilt_path = tb_files_test_dup_path (test->path, spoilt);
  g_autofree char *copy = tb_test_dup_path ("backup.db");
  g_autofree char *empty = tb_test_dup_path ("empty.db");
  g_autofree char *kept_as = NULL;

  g_assert_cmpint (g_unlink (lost_path), ==, 0);
  g_assert_true (g_file_set_contents (spoilt_path, "spoil7", -1, NULL));
  backup (test, copy, 1);

  g_clear_pointer (&test->connection, tb_connection_close);
  g_set_str (&test->path, empty);
  kept_as = restore (test, copy, 2);
  g_assert_null (kept_as);
  tb_files_test_assert_content (test->path, good, "good");
}

/* What is spoilt in the backup is not taken for the file. */
static void
test_restore_of_damaged (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) photo = tb_files_test_attach (test, "合影.jpg", "photo");
  g_autoptr (TbRecord) other = tb_files_test_attach (test, "合同.pdf", "contract");
  g_autofree char *copy = tb_test_dup_path ("backup.db");
  g_autofree char *elsewhere = tb_test_dup_path ("elsewhere.db");
  g_autofree char *kept_as = NULL;

  backup (test, copy, 0);
  tb_store_test_tamper (copy,
                        "UPDATE backup_file SET data = x'00' WHERE sha256 = (SELECT sha256 FROM "
                        "attachment WHERE file_name = '合影.jpg')");
  g_clear_pointer (&test->connection, tb_connection_close);
  g_set_str (&test->path, elsewhere);
  kept_as = restore (test, copy, 1);
  tb_files_test_assert_content (test->path, other, "contract");
  assert_fault (test, "合影.jpg");
}

/* A backup of a version that knew no files. */
static void
test_restore_without_files (TbStoreTest *test, gconstpointer data)
{
  g_autofree char *copy = tb_test_dup_path ("version-1.db");
  g_autofree char *kept_as = NULL;
  g_autofree char *dump = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (TB_TEST_DUMPS_DIR "/0001.sql", &dump, NULL, &error);
  g_assert_no_error (error);
  tb_store_test_tamper (copy, dump);
  kept_as = restore (test, copy, 0);
  tb_store_test_assert_sound (test->connection);
}

/* A backup that is opened instead of being restored becomes a register with its files beside it. */
static void
test_backup_opened (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) photo = tb_files_test_attach (test, "合影.jpg", "photo");
  g_autofree char *copy = tb_test_dup_path ("backup.db");
  g_autofree char *again = tb_test_dup_path ("again.db");

  backup (test, copy, 0);
  g_set_str (&test->path, copy);
  tb_store_test_reopen (test, TB_OPEN_WRITE);
  tb_store_test_assert_sound (test->connection);
  tb_files_test_assert_content (copy, photo, "photo");
  backup (test, again, 0);
}

/* A disk that fills up while the files are copied leaves no half of a backup, and the last one as
 * it was. */
static void
test_backup_disk_full (TbStoreTest *test, gconstpointer data)
{
  g_autofree char *large = g_strnfill (3000000, 'x');
  g_autoptr (TbRecord) video = tb_files_test_attach (test, "录像.mp4", large);
  g_autofree char *copy = tb_test_dup_path ("backup.db");
  g_autofree char *part = g_strconcat (copy, ".part", NULL);
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (copy, "the last good one", -1, NULL));
  tb_fault_limit_files (2500000);
  g_assert_false (tb_maintenance_backup (test->connection, copy, NULL, &error));
  tb_fault_unlimit_files ();
  g_assert_error (error, TB_ERROR, TB_ERROR_FULL);
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_get_contents (copy, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "the last good one");
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  tb_store_test_add ("/store/files/verify", test_verify);
  tb_store_test_add ("/store/files/verify-size", test_verify_size);
  tb_store_test_add ("/store/files/backup-and-restore", test_backup_and_restore);
  tb_store_test_add ("/store/files/restore-keeps-aside", test_restore_keeps_aside);
  tb_store_test_add ("/store/files/backup-of-damaged", test_backup_of_damaged);
  tb_store_test_add ("/store/files/restore-of-damaged", test_restore_of_damaged);
  tb_store_test_add ("/store/files/restore-without-files", test_restore_without_files);
  tb_store_test_add ("/store/files/backup-opened", test_backup_opened);
  tb_store_test_add ("/store/files/backup-disk-full", test_backup_disk_full);

  return tb_test_run ();
}
