/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A person whose values are erased for good. */

#include <string.h>

#include "tb-core-test.h"
#include "tb-error.h"
#include "tb-session-erase.h"
#include "tb-test.h"

#define NAME "欧阳春晓"
#define MOBILE "13800001234"

/* Somebody of whom much is known. */
typedef struct
{
  TbRecord *person;     /* (owned) */
  TbRecord *attendance; /* (owned) */
  TbRecord *post;       /* (owned) */
  TbRecord *employment; /* (owned) */
} Somebody;

static void
somebody_clear (Somebody *self)
{
  g_clear_object (&self->person);
  g_clear_object (&self->attendance);
  g_clear_object (&self->post);
  g_clear_object (&self->employment);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Somebody, somebody_clear)

static Somebody
add_somebody (TbCoreTest *test)
{
  g_autoptr (TbRecord) branch = tb_core_test_add_record (test, "organisation", "name", "联合支部",
                                                         "kind", "joint_branch", NULL);
  g_autoptr (TbRecord) enterprise
      = tb_core_test_add_record (test, "enterprise", "name", "甲公司", NULL);
  g_autoptr (TbRecord) event = tb_core_test_add_record (
      test, "event", "title", "党课", "kind", "DK", "organisation", tb_record_get_id (branch),
      "planned_on", "2026-11-22", "planned_from", "10:30", NULL);
  Somebody self = { 0 };
  g_autoptr (GPtrArray) employments = NULL;
  g_autofree char *batch = NULL;

  self.person = tb_core_test_add_record (test, "person", "name", NAME, "mobile", MOBILE,
                                         "id_number", "440399199001010018", "enterprise",
                                         tb_record_get_id (enterprise), "category", "full", NULL);
  tb_core_test_set (self.person, "residence", "春风路一号");
  batch = tb_core_test_save (test, self.person);
  self.attendance = tb_core_test_add_record (test, "attendance", "event", tb_record_get_id (event),
                                             "person", tb_record_get_id (self.person), "name", NAME,
                                             "remark", "带病坚持", "state", "present", NULL);
  self.post
      = tb_core_test_add_record (test, "post", "organisation", tb_record_get_id (branch), "person",
                                 tb_record_get_id (self.person), "post", "secretary", "since",
                                 "2020-01-01", "until", "2023-01-01", "remark", "春晓连任", NULL);
  employments = tb_core_test_list (test, "employment");
  if (employments->len > 0)
    self.employment = g_object_ref (employments->pdata[0]);
  return self;
}

static char *
erase (TbCoreTest *test, TbRecord *person)
{
  g_autoptr (GError) error = NULL;
  char *batch = tb_session_erase (test->session, person, tb_erasure_grounds_find ("withdrawn"),
                                  "本人撤回同意", NULL, &error);

  g_assert_no_error (error);
  return batch;
}

/* Whether the bytes of @text are anywhere in the files of the register. */
static gboolean
is_in_files (TbCoreTest *test, const char *text)
{
  static const char *const endings[] = { "", "-wal", "-journal" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (test->path, endings[i], NULL);
      g_autofree char *content = NULL;
      gsize length;

      if (g_file_get_contents (path, &content, &length, NULL)
          && memmem (content, length, text, strlen (text)) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
test_nothing_left (TbCoreTest *test, gconstpointer data)
{
  static const char *const traces[]
      = { NAME, MOBILE, "440399199001010018", "春风路一号", "带病坚持", "春晓连任" };
  g_auto (Somebody) somebody = add_somebody (test);
  g_autofree char *batch = NULL;
  g_autoptr (TbRecord) person = NULL;
  g_autoptr (TbRecord) attendance = NULL;
  g_autoptr (TbRecord) post = NULL;
  g_autoptr (GPtrArray) found = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (traces); i++)
    g_assert_true (is_in_files (test, traces[i]));
  batch = erase (test, somebody.person);
  g_assert_cmpuint (strlen (batch), ==, 36);

  person = tb_core_test_reload (test, somebody.person);
  g_assert_true (tb_record_is_removed (person));
  g_assert_cmpstr (tb_core_test_get (person, "name"), ==, "***");
  g_assert_null (tb_core_test_get (person, "mobile"));
  g_assert_null (tb_core_test_get (person, "id_number"));

  /* That somebody came, and that there was a secretary, stays. */
  attendance = tb_core_test_reload (test, somebody.attendance);
  g_assert_false (tb_record_is_removed (attendance));
  g_assert_cmpstr (tb_core_test_get (attendance, "name"), ==, "***");
  g_assert_cmpstr (tb_core_test_get (attendance, "state"), ==, "present");
  g_assert_null (tb_core_test_get (attendance, "remark"));
  post = tb_core_test_reload (test, somebody.post);
  g_assert_cmpstr (tb_core_test_get (post, "until"), ==, "2023-01-01");
  found = tb_core_test_list (test, "employment");
  g_assert_cmpuint (found->len, ==, 0);

  tb_core_test_assert_sound (test);
  for (gsize i = 0; i < G_N_ELEMENTS (traces); i++)
    {
      g_test_message ("trace %s", traces[i]);
      g_assert_false (is_in_files (test, traces[i]));
    }
}

static void
test_journal (TbCoreTest *test, gconstpointer data)
{
  g_auto (Somebody) somebody = add_somebody (test);
  g_autofree char *batch = erase (test, somebody.person);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (GPtrArray) batches = NULL;
  const TbJournalEntry *entry;

  history = tb_session_get_history (test->session, tb_record_get_record_type (somebody.person),
                                    tb_record_get_id (somebody.person), 10, NULL, &error);
  g_assert_no_error (error);
  entry = g_ptr_array_index (history, 0);
  g_assert_cmpint (entry->op, ==, TB_CHANGE_ERASE);
  g_assert_cmpstr (entry->after, ==,
                   "{\"ground\":\"withdrawn\",\"article\":\"47(1)3\",\"reason\":\"本人撤回同意\"}");

  batches = tb_session_get_batches (test->session, 100, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < batches->len; i++)
    {
      const TbBatchInfo *info = g_ptr_array_index (batches, i);

      g_assert_true (info->subject == NULL || strstr (info->subject, NAME) == NULL);
    }

  /* It stays so, and what was before cannot come back either. */
  g_assert_null (tb_session_undo (test->session, batch, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
}

static void
assert_refused (TbCoreTest *test, TbRecord *person, const char *reason, int code)
{
  g_autofree char *before = tb_core_test_dump (test);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (tb_session_erase (test->session, person, tb_erasure_grounds_find ("purpose"),
                                   reason, NULL, &error));
  g_assert_error (error, TB_ERROR, code);
  after = tb_core_test_dump (test);
  g_assert_cmpstr (before, ==, after);
}

static void
test_reason (TbCoreTest *test, gconstpointer data)
{
  g_auto (Somebody) somebody = add_somebody (test);

  assert_refused (test, somebody.person, NULL, TB_ERROR_INVALID);
  assert_refused (test, somebody.person, " \t", TB_ERROR_INVALID);
  assert_refused (test, somebody.person, NAME "本人要求", TB_ERROR_INVALID);
}

static void
test_present_post (TbCoreTest *test, gconstpointer data)
{
  g_auto (Somebody) somebody = add_somebody (test);
  g_autofree char *batch = NULL;

  tb_core_test_set (somebody.post, "until", NULL);
  batch = tb_core_test_save (test, somebody.post);
  assert_refused (test, somebody.person, "本人要求", TB_ERROR_CONFLICT);
}

/* Who was removed before can be erased as well, and what is erased stays sound when erased again.
 */
static void
test_twice (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) person = tb_core_test_add_record (test, "person", "name", NAME, NULL);
  g_autoptr (TbRecord) removed = NULL;
  g_autofree char *batch = tb_session_remove (test->session, person, NULL, NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  removed = tb_core_test_reload (test, person);
  first = erase (test, removed);
  second = erase (test, removed);
  tb_core_test_assert_sound (test);
  g_assert_false (is_in_files (test, NAME));
}

static void
test_warning (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) member
      = tb_core_test_new_record ("person", "name", NAME, "category", "full", NULL);
  g_autoptr (TbRecord) other = tb_core_test_new_record ("person", "name", NAME, NULL);
  g_autofree char *of_member = tb_erasure_dup_warning (member);
  g_autofree char *of_other = tb_erasure_dup_warning (other);

  g_assert_nonnull (strstr (of_other, NAME));
  g_assert_true (g_str_has_prefix (of_member, of_other));
  g_assert_cmpuint (strlen (of_member), >, strlen (of_other));
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  tb_core_test_add ("/core/erase/nothing-left", test_nothing_left);
  tb_core_test_add ("/core/erase/journal", test_journal);
  tb_core_test_add ("/core/erase/reason", test_reason);
  tb_core_test_add ("/core/erase/present-post", test_present_post);
  tb_core_test_add ("/core/erase/twice", test_twice);
  tb_core_test_add ("/core/erase/warning", test_warning);

  return tb_test_run ();
}
