/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-entry.h"

#include "tb-sync-test.h"
#include "tb-test.h"
#include "tb-type-attendance.h"

#define RECORD "01928c5e-0000-7000-8000-000000000001"

static TbEntry *
entry_from (const char *json)
{
  return tb_entry_new (tb_sync_test_object (json));
}

/* What one desk says of an attendance, after what was said before. */
static TbEntry *
entry_new (const char *at, const char *fields, TbEntry *first, TbEntry *second)
{
  g_autofree char *json = g_strdup_printf (
      "{'type':'attendance','schema':1,'by':'甲','at':'%s','record':'" RECORD "',"
      "'supersedes':[%s%s%s%s%s%s%s],%s}",
      at, first != NULL ? "'" : "", first != NULL ? first->id : "", first != NULL ? "'" : "",
      second != NULL ? "," : "", second != NULL ? "'" : "", second != NULL ? second->id : "",
      second != NULL ? "'" : "", fields);

  return entry_from (json);
}

static GPtrArray *
list_of (TbEntry *first, ...)
{
  GPtrArray *list = g_ptr_array_new ();
  va_list args;

  va_start (args, first);
  for (TbEntry *entry = first; entry != NULL; entry = va_arg (args, TbEntry *))
    g_ptr_array_add (list, entry);
  va_end (args);
  return list;
}

/* Computed with Python: hashlib.sha256 over the canonical JSON of the body. */
static void
test_known_answer (void)
{
  g_autoptr (TbEntry) entry
      = entry_from ("{'type':'vote','schema':1,'by':'甲','at':'2026-11-01T00:00:00Z','record':'r',"
                    "'supersedes':[],'votes_for':12}");
  g_autoptr (JsonObject) changed = tb_document_copy (entry->body);

  g_assert_cmpstr (entry->id, ==,
                   "vote:e4210100ae9d98d281803fe35e6de383daec78206db6d4eda62aa3839d8f73d6");
  g_assert_true (tb_entry_is_genuine (entry->id, entry->body));
  g_assert_cmpstr (tb_entry_get_record_id (entry->body), ==, "r");

  json_object_set_int_member (changed, "votes_for", 13);
  g_assert_false (tb_entry_is_genuine (entry->id, changed));
  json_object_remove_member (changed, "type");
  g_assert_false (tb_entry_is_genuine (entry->id, changed));
}

static void
test_heads (void)
{
  g_autoptr (TbEntry) first
      = entry_new ("2026-11-01T00:00:00Z", "'name':'a','role':'host'", NULL, NULL);
  g_autoptr (TbEntry) second
      = entry_new ("2026-11-02T00:00:00Z", "'name':'b','role':'host'", first, NULL);
  g_autoptr (TbEntry) third
      = entry_new ("2026-11-03T00:00:00Z", "'name':'a','role':'guest'", first, NULL);
  g_autoptr (TbEntry) last
      = entry_new ("2026-11-01T00:00:00Z", "'name':'b','role':'guest'", second, third);
  g_autoptr (GPtrArray) one = list_of (first, NULL);
  g_autoptr (GPtrArray) two = list_of (second, third, first, NULL);
  g_autoptr (GPtrArray) all = list_of (last, third, first, second, NULL);
  g_autoptr (GPtrArray) heads_of_one = tb_entry_find_heads (one);
  g_autoptr (GPtrArray) heads_of_two = tb_entry_find_heads (two);
  g_autoptr (GPtrArray) heads_of_all = tb_entry_find_heads (all);
  g_autoptr (GPtrArray) reviews = tb_sync_test_reviews_new ();

  g_assert_cmpuint (heads_of_one->len, ==, 1);
  g_assert_true (g_ptr_array_index (heads_of_one, 0) == first);

  /* Two desks corrected the first: the later holds, the other's correction goes to review, and
   * what it only repeated does not. */
  g_assert_cmpuint (heads_of_two->len, ==, 2);
  g_assert_true (g_ptr_array_index (heads_of_two, 0) == third);
  g_assert_true (g_ptr_array_index (heads_of_two, 1) == second);
  tb_entry_compare_heads (heads_of_two, two, reviews);
  g_assert_cmpuint (reviews->len, ==, 1);
  tb_sync_test_assert_review (reviews, 0, "name", "\"a\"", "\"b\"");

  g_assert_cmpuint (heads_of_all->len, ==, 1);
  g_assert_true (g_ptr_array_index (heads_of_all, 0) == last);
}

static void
test_removal_wins (void)
{
  g_autoptr (TbEntry) first = entry_new ("2026-11-01T00:00:00Z", "'name':'a'", NULL, NULL);
  g_autoptr (TbEntry) removed
      = entry_new ("2026-11-02T00:00:00Z", "'name':'a','removed':true", first, NULL);
  g_autoptr (TbEntry) edited = entry_new ("2026-11-03T00:00:00Z", "'name':'b'", first, NULL);
  g_autoptr (GPtrArray) entries = list_of (edited, removed, first, NULL);
  g_autoptr (GPtrArray) heads = tb_entry_find_heads (entries);
  g_autoptr (GPtrArray) reviews = tb_sync_test_reviews_new ();

  g_assert_true (g_ptr_array_index (heads, 0) == removed);
  tb_entry_compare_heads (heads, entries, reviews);
  g_assert_cmpuint (reviews->len, ==, 1);
  tb_sync_test_assert_review (reviews, 0, "name", "\"a\"", "\"b\"");
  g_assert_cmpint (((TbMergeReview *)g_ptr_array_index (reviews, 0))->kind, ==,
                   TB_MERGE_REVIEW_REMOVED);
}

static void
test_from_record (void)
{
  g_autoptr (TbDocumentScope) scope = tb_document_scope_new (NULL);
  g_autoptr (TbRecord) record = tb_record_new (&tb_type_attendance);
  g_autoptr (GPtrArray) none = list_of (NULL);
  g_autoptr (TbEntry) first = NULL;
  g_autoptr (TbEntry) other = NULL;
  g_autoptr (GPtrArray) both = NULL;
  g_autoptr (GPtrArray) turned = NULL;
  g_autoptr (TbEntry) next = NULL;
  g_autoptr (TbEntry) same = NULL;
  g_autoptr (TbEntry) removal = NULL;
  g_autoptr (TbEntry) same_removal = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) heads = NULL;

  tb_record_set_id (record, RECORD);
  tb_record_set_text (record, TB_ATTENDANCE_EVENT, "01928c5e-0000-7000-8000-000000000002");
  tb_record_set_text (record, TB_ATTENDANCE_NAME, "a");
  tb_record_type_derive (record);

  first = tb_entry_new_for_record (record, "甲", "2026-11-01T00:00:00Z", scope, none);
  other = tb_entry_new_for_record (record, "乙", "2026-11-02T00:00:00Z", scope, none);
  g_assert_cmpstr (tb_entry_get_record_id (first->body), ==, RECORD);
  g_assert_true (g_str_has_prefix (first->id, "attendance:"));
  g_assert_cmpstr (first->id, !=, other->id);
  g_assert_true (tb_entry_is_genuine (first->id, first->body));
  g_assert_false (tb_document_is_newer (first->body));

  /* It takes the place of all heads, in whatever order they are known. */
  both = list_of (other, first, NULL);
  turned = list_of (first, other, NULL);
  next = tb_entry_new_for_record (record, "甲", "2026-11-03T00:00:00Z", scope, both);
  same = tb_entry_new_for_record (record, "甲", "2026-11-03T00:00:00Z", scope, turned);
  g_assert_cmpstr (next->id, ==, same->id);

  removal = tb_entry_new_removal (both);
  same_removal = tb_entry_new_removal (both);
  g_assert_cmpstr (removal->id, ==, same_removal->id);
  g_assert_true (tb_document_is_removed (removal->body));
  g_assert_true (tb_entry_is_genuine (removal->id, removal->body));
  all = list_of (first, other, removal, NULL);
  heads = tb_entry_find_heads (all);
  g_assert_cmpuint (heads->len, ==, 1);
  g_assert_true (g_ptr_array_index (heads, 0) == removal);
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/entry/known-answer", test_known_answer);
  g_test_add_func ("/entry/heads", test_heads);
  g_test_add_func ("/entry/removal-wins", test_removal_wins);
  g_test_add_func ("/entry/from-record", test_from_record);

  return tb_test_run ();
}
