/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-id.h"
#include "tb-search-index.h"
#include "tb-statement.h"
#include "tb-store-test.h"
#include "tb-test.h"
#include "tb-type-enterprise.h"
#include "tb-type-person.h"

static void
assert_finds (TbStoreTest *test, const TbRecordType *type, const char *typed, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = tb_search_index_find (test->connection, type, typed, 20, &error);
  g_autoptr (GString) titles = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < hits->len; i++)
    {
      const TbSearchHit *hit = hits->pdata[i];

      g_string_append_printf (titles, "%s%s", i > 0 ? " " : "", hit->title);
    }
  g_assert_cmpstr (titles->str, ==, expected);
}

static TbRecord *
add (TbStoreTest *test, TbRecord *record)
{
  tb_store_test_add_record (test, record);
  return record;
}

static void
test_find (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) firm
      = add (test, tb_store_test_new_record ("enterprise", "name", "深圳市张江科技有限公司", NULL));
  g_autoptr (TbRecord) longer
      = add (test, tb_store_test_new_record ("person", "name", "张伟明", NULL));
  g_autoptr (TbRecord) exact
      = add (test, tb_store_test_new_record ("person", "name", "张伟", "mobile", "13812345678",
                                             "enterprise", tb_record_get_id (firm), NULL));
  g_autoptr (TbRecord) shan
      = add (test, tb_store_test_new_record ("person", "name", "单春华", NULL));

  /* The whole title first, then its beginning, then the rest. */
  assert_finds (test, NULL, "张伟", "张伟 张伟明");
  assert_finds (test, NULL, "zhangwei", "张伟明 张伟");
  assert_finds (test, NULL, "zwm", "张伟明");
  assert_finds (test, NULL, "ming", "张伟明");
  assert_finds (test, &tb_type_person, "张江", "张伟");
  assert_finds (test, &tb_type_enterprise, "张江", "深圳市张江科技有限公司");
  assert_finds (test, NULL, "2345", "张伟");
  assert_finds (test, NULL, "张伟 5678", "张伟");
  /* All readings of a surname. */
  assert_finds (test, NULL, "shanchunhua", "单春华");
  assert_finds (test, NULL, "danchunhua", "单春华");
  assert_finds (test, NULL, "", "");
  assert_finds (test, NULL, "没有这个人", "");
}

static void
test_hit (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) firm
      = add (test, tb_store_test_new_record ("enterprise", "name", "云帆科技", "credit_code",
                                             "91440300MA5EXAMPLE", NULL));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = tb_search_index_find (test->connection, NULL, "云帆", 1, &error);
  const TbSearchHit *hit;

  g_assert_no_error (error);
  g_assert_cmpuint (hits->len, ==, 1);
  hit = hits->pdata[0];
  g_assert_true (hit->type == &tb_type_enterprise);
  g_assert_cmpstr (hit->id, ==, tb_record_get_id (firm));
  g_assert_cmpstr (hit->title, ==, "云帆科技");
  g_assert_nonnull (strstr (hit->subtitle, "91440300"));
}

static void
test_limit (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (TbRecord) last = NULL;

  for (guint i = 0; i < 250; i++)
    {
      g_autoptr (TbRecord) person
          = add (test, tb_store_test_new_record ("person", "name", "张伟明", NULL));
    }
  /* Later than all that are looked at by their terms. */
  last = add (test, tb_store_test_new_record ("person", "name", "张伟", NULL));

  hits = tb_search_index_find (test->connection, NULL, "张伟", 20, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hits->len, ==, 20);
  g_assert_cmpstr (((TbSearchHit *)hits->pdata[0])->id, ==, tb_record_get_id (last));
}

static void
test_follows_changes (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) firm
      = add (test, tb_store_test_new_record ("enterprise", "name", "海纳科技", NULL));
  g_autoptr (TbRecord) person
      = add (test, tb_store_test_new_record ("person", "name", "张伟", "enterprise",
                                             tb_record_get_id (firm), NULL));
  g_autoptr (TbRecord) firm_before = tb_record_copy (firm);
  g_autoptr (TbRecord) person_before = tb_record_copy (person);
  g_autoptr (TbRecord) removed = NULL;

  assert_finds (test, &tb_type_person, "海纳", "张伟");

  /* Who works at a firm is found by its new name. */
  tb_store_test_set (firm, "name", "云帆科技");
  tb_store_test_save (test, firm_before, firm);
  assert_finds (test, &tb_type_person, "海纳", "");
  assert_finds (test, &tb_type_person, "云帆", "张伟");

  tb_store_test_set (person, "name", "章威");
  tb_store_test_save (test, person_before, person);
  assert_finds (test, &tb_type_person, "张", "");
  assert_finds (test, &tb_type_person, "章威", "章威");
  tb_store_test_assert_sound (test->connection);

  tb_store_test_remove_record (test, person);
  assert_finds (test, &tb_type_person, "章威", "");
  tb_store_test_assert_sound (test->connection);

  removed = tb_record_copy (person);
  tb_record_set_removed (person, FALSE);
  tb_store_test_save (test, removed, person);
  assert_finds (test, &tb_type_person, "章威", "章威");
  tb_store_test_assert_sound (test->connection);
}

static void
test_rebuild (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) person
      = add (test, tb_store_test_new_record ("person", "name", "张伟", NULL));

  tb_connection_begin (test->connection, &error);
  tb_connection_run (test->connection, "INSERT INTO search (search) VALUES ('delete-all')", &error);
  g_assert_no_error (error);
  assert_finds (test, NULL, "张", "");

  tb_search_index_rebuild (test->connection, &error);
  g_assert_no_error (error);
  tb_connection_commit (test->connection, &error);
  g_assert_no_error (error);
  assert_finds (test, NULL, "张", "张伟");
  tb_store_test_assert_sound (test->connection);
}

/* More than one chunk of them changes hands. */
#define N_MANY 700

/* Begins a batch and the bulk in it. */
static void
begin_bulk (TbStoreTest *test, char batch[TB_ID_SIZE])
{
  g_autoptr (GError) error = NULL;

  tb_connection_begin (test->connection, &error);
  g_assert_no_error (error);
  tb_store_test_begin_batch (test->connection, TB_BATCH_IMPORT, batch, &error);
  g_assert_no_error (error);
  tb_search_index_begin_bulk (test->connection, &error);
  g_assert_no_error (error);
}

static void
write_many (TbStoreTest *test, const char *batch)
{
  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *name = g_strdup_printf ("李%u", i);
      g_autoptr (TbRecord) person = tb_store_test_new_record ("person", "name", name, NULL);
      g_autoptr (GError) error = NULL;

      tb_store_test_write (test->connection, batch, NULL, person, &error);
      g_assert_no_error (error);
    }
}

/* What was there, what is changed and removed meanwhile, what is added, and what comes later. */
static void
test_bulk (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) staying
      = add (test, tb_store_test_new_record ("person", "name", "张伟", NULL));
  g_autoptr (TbRecord) changing
      = add (test, tb_store_test_new_record ("person", "name", "王芳", NULL));
  g_autoptr (TbRecord) leaving
      = add (test, tb_store_test_new_record ("person", "name", "单春华", NULL));
  g_autoptr (TbRecord) changed = tb_record_copy (changing);
  g_autoptr (TbRecord) removed = tb_record_copy (leaving);
  g_autoptr (TbRecord) later = NULL;
  g_autoptr (GError) error = NULL;
  char batch[TB_ID_SIZE];

  assert_finds (test, NULL, "春华", "单春华");
  begin_bulk (test, batch);
  write_many (test, batch);
  tb_store_test_set (changed, "name", "王敏");
  tb_store_test_write (test->connection, batch, changing, changed, &error);
  g_assert_no_error (error);
  tb_record_set_removed (removed, TRUE);
  tb_store_test_write (test->connection, batch, leaving, removed, &error);
  g_assert_no_error (error);
  tb_search_index_end_bulk (test->connection, &error);
  g_assert_no_error (error);
  tb_connection_commit (test->connection, &error);
  g_assert_no_error (error);

  later = add (test, tb_store_test_new_record ("person", "name", "赵静", NULL));
  tb_store_test_remove_record (test, staying);
  assert_finds (test, NULL, "李699", "李699");
  assert_finds (test, NULL, "wangmin", "王敏");
  assert_finds (test, NULL, "王芳", "");
  assert_finds (test, NULL, "春华", "");
  assert_finds (test, NULL, "zhaojing", "赵静");
  assert_finds (test, NULL, "张伟", "");
  tb_store_test_assert_sound (test->connection);

  tb_store_test_reopen (test, TB_OPEN_WRITE);
  assert_finds (test, NULL, "李0", "李0");
  tb_store_test_assert_sound (test->connection);
}

/* Taken back at any point, the index is the one that was there. */
static void
test_bulk_taken_back (TbStoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) person
      = add (test, tb_store_test_new_record ("person", "name", "张伟", NULL));
  g_autoptr (TbRecord) later = NULL;
  g_autoptr (GError) error = NULL;
  char batch[TB_ID_SIZE];

  for (guint ended = 0; ended < 2; ended++)
    {
      begin_bulk (test, batch);
      write_many (test, batch);
      if (ended)
        tb_search_index_end_bulk (test->connection, &error);
      g_assert_no_error (error);
      tb_connection_rollback (test->connection);

      assert_finds (test, NULL, "zhangwei", "张伟");
      assert_finds (test, NULL, "李699", "");
      tb_store_test_assert_sound (test->connection);
    }
  later = add (test, tb_store_test_new_record ("person", "name", "赵静", NULL));
  assert_finds (test, NULL, "zhaojing", "赵静");
  tb_store_test_assert_sound (test->connection);
}

/* Whatever is typed is looked for, and never read as part of a command. */
static void
test_hostile_text (TbStoreTest *test, gconstpointer data)
{
  static const char *const texts[] = {
    "\"",  "'",  "张*", "NEAR(张 伟)", "terms:张", "-张", "张 OR 李", "AND",     "NOT a", "a AND",
    "(((", "\\", "%",   "'; DROP x;",  "\xff\xfe", "^张", "张\n伟",   "+ + + +", "{a b}", "　",
  };
  g_autoptr (TbRecord) person
      = add (test, tb_store_test_new_record ("person", "name", "张伟", NULL));

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) hits
          = tb_search_index_find (test->connection, NULL, texts[i], 20, &error);

      g_test_message ("%zu", i);
      g_assert_no_error (error);
      g_assert_nonnull (hits);
    }
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  tb_store_test_add ("/store/search/find", test_find);
  tb_store_test_add ("/store/search/hit", test_hit);
  tb_store_test_add ("/store/search/limit", test_limit);
  tb_store_test_add ("/store/search/follows-changes", test_follows_changes);
  tb_store_test_add ("/store/search/rebuild", test_rebuild);
  tb_store_test_add ("/store/search/bulk", test_bulk);
  tb_store_test_add ("/store/search/bulk-taken-back", test_bulk_taken_back);
  tb_store_test_add ("/store/search/hostile-text", test_hostile_text);

  return tb_test_run ();
}
