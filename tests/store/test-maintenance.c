/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "tb-connection-private.h"
#include "tb-error.h"
#include "tb-maintenance.h"
#include "tb-record-table.h"
#include "tb-statement.h"
#include "tb-store-test.h"
#include "tb-test.h"
#include "tb-type-enterprise.h"
#include "tb-type-person.h"

/* Two persons at a firm, one of them changed, one removed. */
static void
add_people (TbStoreTest *test)
{
  g_autoptr (TbRecord) firm = tb_store_test_new_record ("enterprise", "name", "云帆科技", NULL);
  g_autoptr (TbRecord) first = NULL;
  g_autoptr (TbRecord) second
      = tb_store_test_new_record ("person", "name", "李四", "sex", "2", NULL);
  g_autoptr (TbRecord) third = tb_store_test_new_record ("person", "name", "王五", NULL);
  g_autoptr (TbRecord) before = NULL;

  tb_store_test_add_record (test, firm);
  first = tb_store_test_new_record ("person", "name", "张三", "enterprise", tb_record_get_id (firm),
                                    NULL);
  tb_store_test_add_record (test, first);
  tb_store_test_add_record (test, second);
  tb_store_test_add_record (test, third);
  before = tb_record_copy (first);
  tb_store_test_set (first, "mobile", "13800000001");
  tb_store_test_save (test, before, first);
  tb_store_test_remove_record (test, third);
}

static void
test_verify_sound (TbStoreTest *test, gconstpointer data)
{
  tb_store_test_assert_sound (test->connection);
  add_people (test);
  tb_store_test_assert_sound (test->connection);

  /* A reader can do it as well. */
  tb_store_test_reopen (test, TB_OPEN_READ);
  tb_store_test_assert_sound (test->connection);
}

/* What somebody might do with another program, and where it must show. */
static const struct
{
  const char *name;
  const char *sql;
  const char *where;
} tamperings[] = {
  { "changed-entry",
    "DROP TRIGGER change_is_not_changed; UPDATE change SET after = '{\"name\":\"赵六\"}' WHERE seq "
    "= 2",
    "journal" },
  { "changed-actor",
    "DROP TRIGGER change_is_not_changed; UPDATE change SET actor = 'x' WHERE seq = 2", "journal" },
  { "deleted-entry", "DROP TRIGGER change_is_not_deleted; DELETE FROM change WHERE seq = 2",
    "journal" },
  { "forged-digest",
    "DROP TRIGGER change_is_not_changed; UPDATE change SET after = NULL, after_digest = NULL WHERE "
    "seq = 2",
    "journal" },
  { "emptied-entry",
    "DROP TRIGGER change_is_not_changed; UPDATE change SET before = NULL WHERE before NOT NULL",
    "journal" },
  { "changed-record", "UPDATE person SET mobile = '13900000000' WHERE name = '张三'", "records" },
  { "spoilt-record", "UPDATE person SET mobile = CAST (x'3133e5' AS TEXT) WHERE name = '张三'",
    "records" },
  { "revived-record", "UPDATE person SET removed_at = NULL WHERE name = '王五'", "records" },
  { "deleted-record", "DELETE FROM person WHERE name = '李四'", "records" },
  { "smuggled-record",
    "INSERT INTO person (id, version, created_at, created_by, updated_at, updated_by, source, name,"
    " incomplete) SELECT '00000000-0000-7000-8000-000000000000', 1, created_at, 'x', updated_at, "
    "'x',"
    " source, '赵六', 0 FROM person WHERE name = '李四'",
    "records" },
  { "deleted-firm", "DELETE FROM enterprise", "foreign_keys" },
  { "missing-terms", "DELETE FROM search WHERE rowid = (11 << 40) | 1", "search" },
  { "other-terms",
    "DELETE FROM search WHERE rowid = (6 << 40) | 1;"
    " INSERT INTO search (rowid, terms) VALUES ((6 << 40) | 1, 'x')",
    "search" },
  { "spare-terms", "INSERT INTO search (rowid, terms) VALUES ((6 << 40) | 77, 'x')", "search" },
};

static void
test_verify_tampered (TbStoreTest *test, gconstpointer data)
{
  gsize index = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faults = NULL;
  gboolean found = FALSE;

  add_people (test);
  g_clear_pointer (&test->connection, tb_connection_close);
  tb_store_test_tamper (test->path, tamperings[index].sql);
  tb_store_test_reopen (test, TB_OPEN_READ);

  faults = tb_maintenance_verify (test->connection, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < faults->len; i++)
    {
      const TbFault *fault = faults->pdata[i];

      g_test_message ("%s: %s", fault->where, fault->message);
      found |= g_str_equal (fault->where, tamperings[index].where);
    }
  g_assert_true (found);
}

/* Somebody else who adds a person in the middle of a check. */
typedef struct
{
  TbStoreTest *test; /* (not owned) */
  gboolean added;
} Meanwhile;

static int
add_meanwhile_cb (unsigned int kind, void *data, void *statement, void *sql)
{
  Meanwhile *meanwhile = data;
  char *expanded = sqlite3_expanded_sql (statement);
  gboolean counts_persons = strstr (expanded, "count(DISTINCT record_id)") != NULL
                            && strstr (expanded, "'person'") != NULL;

  sqlite3_free (expanded);
  if (!meanwhile->added && counts_persons)
    {
      g_autoptr (TbRecord) person = tb_store_test_new_record ("person", "name", "赵六", NULL);

      tb_store_test_add_record (meanwhile->test, person);
      meanwhile->added = TRUE;
    }
  return 0;
}

/* What others write while a register is checked is no damage. */
static void
test_verify_meanwhile (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbConnection) checking = NULL;
  Meanwhile meanwhile = { .test = test };

  add_people (test);
  checking = tb_connection_open (test->path, TB_OPEN_READ, test->clock, &error);
  g_assert_no_error (error);
  sqlite3_trace_v2 (tb_connection_get_handle (checking), SQLITE_TRACE_STMT, add_meanwhile_cb,
                    &meanwhile);

  tb_store_test_assert_sound (checking);
  g_assert_true (meanwhile.added);
  tb_store_test_assert_sound (checking);
}

static char *
read_backup (TbStoreTest *test, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbConnection) copy = tb_connection_open (path, TB_OPEN_READ, test->clock, &error);
  g_autoptr (TbStatement) names = NULL;
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  tb_store_test_assert_sound (copy);
  names = tb_connection_prepare (
      copy, "SELECT name FROM person WHERE removed_at IS NULL ORDER BY row", &error);
  while (tb_statement_step (names, &error) == TB_STEP_ROW)
    g_string_append_printf (text, "%s ", tb_statement_get_text (names, 0));
  g_assert_no_error (error);
  return g_string_free_and_steal (text);
}

static void
test_backup (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = tb_test_dup_path ("backup.db");
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autofree char *names = NULL;

  add_people (test);
  /* Something that is in the way, and something that a backup cut short left behind. */
  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_true (g_file_set_contents (part, "half", -1, NULL));
  tb_maintenance_backup (test->connection, path, NULL, &error);
  g_assert_no_error (error);

  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
  names = read_backup (test, path);
  g_assert_cmpstr (names, ==, "张三 李四 ");
}

static void
test_backup_refused (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *nowhere = tb_test_dup_path ("no-such-folder/backup.db");

  g_assert_false (tb_maintenance_backup (test->connection, test->path, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_false (tb_maintenance_backup (test->connection, nowhere, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_DATABASE);
  g_assert_nonnull (strstr (error->message, nowhere));
  tb_store_test_assert_sound (test->connection);
}

static void
test_backup_cancelled (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *path = tb_test_dup_path ("backup.db");

  g_cancellable_cancel (cancellable);
  tb_connection_set_cancellable (test->connection, cancellable);
  g_assert_false (tb_maintenance_backup (test->connection, path, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_restore (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *backup = tb_test_dup_path ("backup.db");
  g_autofree char *kept_as = NULL;
  g_autofree char *kept_again = NULL;
  g_autofree char *restored = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (TbRecord) later = tb_store_test_new_record ("person", "name", "孙七", NULL);

  add_people (test);
  tb_maintenance_backup (test->connection, backup, NULL, &error);
  g_assert_no_error (error);
  tb_store_test_add_record (test, later);
  g_clear_pointer (&test->connection, tb_connection_close);

  tb_maintenance_restore (backup, test->path, test->clock, &kept_as, NULL, &error);
  g_assert_no_error (error);
  restored = read_backup (test, test->path);
  g_assert_cmpstr (restored, ==, "张三 李四 ");
  /* Nothing is lost: what was there is beside it. */
  g_assert_true (g_str_has_prefix (kept_as, test->path));
  kept = read_backup (test, kept_as);
  g_assert_cmpstr (kept, ==, "张三 李四 孙七 ");

  /* In the same second again. */
  tb_maintenance_restore (backup, test->path, test->clock, &kept_again, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (kept_again, !=, kept_as);
  g_assert_true (g_file_test (kept_as, G_FILE_TEST_EXISTS));
}

static guint
get_permissions (const char *path)
{
  GStatBuf info;

  g_assert_no_errno (g_stat (path, &info));
  return info.st_mode & 0777;
}

/* What holds personal data is its owner's alone, unless the owner says otherwise. */
static void
test_permissions (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *backup = tb_test_dup_path ("backup.db");
  g_autofree char *wal = g_strconcat (test->path, "-wal", NULL);

  add_people (test);
  tb_maintenance_backup (test->connection, backup, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (get_permissions (test->path), ==, 0600);
  g_assert_cmpuint (get_permissions (wal), ==, 0600);
  g_assert_cmpuint (get_permissions (backup), ==, 0600);

  g_clear_pointer (&test->connection, tb_connection_close);
  g_assert_no_errno (g_chmod (test->path, 0660));
  tb_maintenance_restore (backup, test->path, test->clock, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (get_permissions (test->path), ==, 0660);
}

static const char *rename_refused_to; /* (nullable) */
static gboolean rename_found_target;

/* In the place of the C library's: a disk that fails in the last step. */
int
rename (const char *from, const char *to)
{
  if (g_strcmp0 (to, rename_refused_to) == 0)
    {
      rename_found_target = g_file_test (to, G_FILE_TEST_EXISTS);
      errno = EIO;
      return -1;
    }
  return renameat (AT_FDCWD, from, AT_FDCWD, to);
}

/* There is a register under its name at every moment, also where the backup cannot take its place.
 */
static void
test_restore_fails_last (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *backup = tb_test_dup_path ("backup.db");
  g_autofree char *folder = g_path_get_dirname (test->path);
  g_autofree char *kept = NULL;
  g_autoptr (GDir) files = NULL;
  const char *name;

  add_people (test);
  tb_maintenance_backup (test->connection, backup, NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&test->connection, tb_connection_close);

  rename_refused_to = test->path;
  g_assert_false (tb_maintenance_restore (backup, test->path, test->clock, &kept, NULL, &error));
  rename_refused_to = NULL;
  g_assert_error (error, TB_ERROR, TB_ERROR_FILE);
  g_assert_true (rename_found_target);
  g_assert_null (kept);

  files = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (files)) != NULL)
    g_assert_null (strstr (name, ".replaced"));
  tb_store_test_reopen (test, TB_OPEN_WRITE);
  tb_store_test_assert_sound (test->connection);
}

static void
test_restore_to_nothing (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *backup = tb_test_dup_path ("backup.db");
  g_autofree char *path = tb_test_dup_path ("new.db");
  g_autofree char *kept_as = NULL;
  g_autofree char *names = NULL;

  add_people (test);
  tb_maintenance_backup (test->connection, backup, NULL, &error);
  tb_maintenance_restore (backup, path, test->clock, &kept_as, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (kept_as);
  names = read_backup (test, path);
  g_assert_cmpstr (names, ==, "张三 李四 ");
}

/* A register that cannot be read any more is what backups are for. */
static void
test_restore_over_damage (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *backup = tb_test_dup_path ("backup.db");
  g_autofree char *kept_as = NULL;
  g_autofree char *names = NULL;
  g_autofree char *kept = NULL;

  add_people (test);
  tb_maintenance_backup (test->connection, backup, NULL, &error);
  g_clear_pointer (&test->connection, tb_connection_close);
  g_assert_true (g_file_set_contents (test->path, "rubbish", -1, NULL));

  tb_maintenance_restore (backup, test->path, test->clock, &kept_as, NULL, &error);
  g_assert_no_error (error);
  names = read_backup (test, test->path);
  g_assert_cmpstr (names, ==, "张三 李四 ");
  g_assert_true (g_file_get_contents (kept_as, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "rubbish");
}

static void
assert_restore_fails (TbStoreTest *test, const char *backup, TbError code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *kept_as = NULL;
  g_autofree char *names = NULL;
  g_autofree char *prepared = g_strconcat (test->path, ".restored", NULL);

  g_assert_false (tb_maintenance_restore (backup, test->path, test->clock, &kept_as, NULL, &error));
  g_assert_error (error, TB_ERROR, (int)code);
  g_assert_null (kept_as);
  g_assert_false (g_file_test (prepared, G_FILE_TEST_EXISTS));
  names = read_backup (test, test->path);
  g_assert_cmpstr (names, ==, "张三 李四 ");
}

static void
test_restore_refused (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *backup = tb_test_dup_path ("backup.db");
  g_autofree char *bad = tb_test_dup_path ("bad.db");

  add_people (test);
  tb_maintenance_backup (test->connection, backup, NULL, &error);
  g_assert_no_error (error);

  /* The register is open here. */
  assert_restore_fails (test, backup, TB_ERROR_LOCKED);
  g_clear_pointer (&test->connection, tb_connection_close);

  assert_restore_fails (test, bad, TB_ERROR_DATABASE);
  g_assert_true (g_file_set_contents (bad, "no backup at all", -1, NULL));
  assert_restore_fails (test, bad, TB_ERROR_DATABASE);
  g_assert_cmpint (g_unlink (bad), ==, 0);
  tb_store_test_tamper (backup, "PRAGMA user_version = 999");
  assert_restore_fails (test, backup, TB_ERROR_NEWER);
}

static void
test_figures (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbTypeFigures) figures = NULL;
  g_autoptr (GHashTable) groups = NULL;

  add_people (test);
  figures = tb_figures_count (test->connection, &tb_type_person, &error);
  g_assert_no_error (error);
  g_assert_true (figures->type == &tb_type_person);
  g_assert_cmpint (figures->n_records, ==, 2);
  g_assert_cmpint (figures->n_incomplete, ==, 2);
  g_assert_cmpint (figures->missing[TB_PERSON_MOBILE], ==, 1);
  g_assert_cmpint (figures->missing[TB_PERSON_ID_NUMBER], ==, 2);
  g_assert_cmpint (figures->missing[TB_PERSON_NAME], ==, 0);

  groups = tb_figures_group (test->connection, &tb_type_person, TB_PERSON_SEX, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (groups), ==, 2);
  g_assert_cmpint (*(gint64 *)g_hash_table_lookup (groups, "2"), ==, 1);
  g_assert_cmpint (*(gint64 *)g_hash_table_lookup (groups, ""), ==, 1);
}

static void
test_figures_of_nothing (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbTypeFigures) figures
      = tb_figures_count (test->connection, &tb_type_enterprise, &error);

  g_assert_no_error (error);
  g_assert_cmpint (figures->n_records, ==, 0);
  g_assert_cmpint (figures->n_incomplete, ==, 0);
}

static void
test_settings (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *none = tb_setting_get (test->connection, "mapping", &error);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_assert_no_error (error);
  g_assert_null (none);

  g_assert_true (tb_setting_set (test->connection, "mapping", "一", &error));
  first = tb_setting_get (test->connection, "mapping", &error);
  g_assert_cmpstr (first, ==, "一");

  /* Part of a transaction where there is one. */
  tb_connection_begin (test->connection, &error);
  g_assert_true (tb_setting_set (test->connection, "mapping", "二", &error));
  tb_connection_rollback (test->connection);
  second = tb_setting_get (test->connection, "mapping", &error);
  g_assert_cmpstr (second, ==, "一");

  g_assert_true (tb_setting_set (test->connection, "mapping", NULL, &error));
  g_assert_null (tb_setting_get (test->connection, "mapping", &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  tb_store_test_add ("/store/maintenance/verify-sound", test_verify_sound);
  for (gsize i = 0; i < G_N_ELEMENTS (tamperings); i++)
    {
      g_autofree char *path
          = g_strconcat ("/store/maintenance/verify-tampered/", tamperings[i].name, NULL);

      g_test_add (path, TbStoreTest, GSIZE_TO_POINTER (i), tb_store_test_set_up,
                  test_verify_tampered, tb_store_test_tear_down);
    }
  tb_store_test_add ("/store/maintenance/verify-meanwhile", test_verify_meanwhile);
  tb_store_test_add ("/store/maintenance/backup", test_backup);
  tb_store_test_add ("/store/maintenance/backup-refused", test_backup_refused);
  tb_store_test_add ("/store/maintenance/backup-cancelled", test_backup_cancelled);
  tb_store_test_add ("/store/maintenance/restore", test_restore);
  tb_store_test_add ("/store/maintenance/permissions", test_permissions);
  tb_store_test_add ("/store/maintenance/restore-fails-last", test_restore_fails_last);
  tb_store_test_add ("/store/maintenance/restore-to-nothing", test_restore_to_nothing);
  tb_store_test_add ("/store/maintenance/restore-over-damage", test_restore_over_damage);
  tb_store_test_add ("/store/maintenance/restore-refused", test_restore_refused);
  tb_store_test_add ("/store/maintenance/figures", test_figures);
  tb_store_test_add ("/store/maintenance/figures-of-nothing", test_figures_of_nothing);
  tb_store_test_add ("/store/maintenance/settings", test_settings);

  return tb_test_run ();
}
