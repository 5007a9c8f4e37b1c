/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-core-test.h"
#include "tb-error.h"
#include "tb-test.h"

/* Gives persons of one enterprise, some with a branch. */
typedef struct
{
  const char *enterprise;
  guint n_given;
  guint n_wanted;
} Persons;

static gboolean
give_person (TbConnection *connection, TbChange *change, gpointer data, GError **error)
{
  Persons *persons = data;
  g_autofree char *name = NULL;

  if (persons->n_given == persons->n_wanted)
    return FALSE;

  name = g_strdup_printf ("某%u", ++persons->n_given);
  change->op = TB_CHANGE_INSERT;
  change->record
      = tb_core_test_new_record ("person", "name", name, "enterprise", persons->enterprise, NULL);
  return TRUE;
}

static char *
undo (TbCoreTest *test, const char *batch)
{
  g_autoptr (GError) error = NULL;
  char *undone = tb_session_undo (test->session, batch, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (undone);
  return undone;
}

#define assert_dump(test, expected)                                                                \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *dump_ = tb_core_test_dump (test);                                             \
    g_assert_cmpstr (dump_, ==, expected);                                                         \
  }                                                                                                \
  G_STMT_END

static void
assert_refused (TbCoreTest *test, const char *batch, TbError code, const char *named)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (tb_session_undo (test->session, batch, NULL, &error));
  g_assert_error (error, TB_ERROR, (int)code);
  if (named != NULL)
    g_assert_nonnull (strstr (error->message, named));
}

static void
test_nothing (TbCoreTest *test, gconstpointer data)
{
  assert_refused (test, NULL, TB_ERROR_NOT_FOUND, NULL);
  assert_refused (test, "01930000-0000-7000-8000-000000000000", TB_ERROR_NOT_FOUND, NULL);
}

/* Each kind of change goes back, and comes again. */
static void
test_back_and_forth (TbCoreTest *test, gconstpointer data)
{
  g_autofree char *empty = tb_core_test_dump (test);
  g_autoptr (TbRecord) person = tb_core_test_add_record (test, "person", "name", "张三", NULL);
  g_autofree char *added = tb_core_test_dump (test);
  g_autofree char *edited = NULL;
  g_autoptr (GError) error = NULL;

  tb_core_test_set (person, "job", "会计");
  g_free (tb_core_test_save (test, person));
  edited = tb_core_test_dump (test);
  g_free (tb_session_remove (test->session, person, NULL, &error));
  g_assert_no_error (error);
  assert_dump (test, empty);

  g_free (undo (test, NULL));
  assert_dump (test, edited);
  g_free (undo (test, NULL));
  assert_dump (test, added);
  g_free (undo (test, NULL));
  assert_dump (test, empty);
  assert_refused (test, NULL, TB_ERROR_NOT_FOUND, NULL);
  tb_core_test_assert_sound (test);
}

/* Undoing an undo does again what was done, and so on; an action is undone once only while it
 * stands. */
static void
test_redo (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) person = tb_core_test_new_record ("person", "name", "张三", NULL);
  g_autofree char *empty = tb_core_test_dump (test);
  g_autofree char *batch = tb_core_test_save (test, person);
  g_autofree char *added = tb_core_test_dump (test);
  g_autofree char *undone = undo (test, batch);
  g_autofree char *redone = NULL;
  g_autofree char *again = NULL;

  assert_dump (test, empty);
  assert_refused (test, batch, TB_ERROR_CONFLICT, NULL);

  redone = undo (test, undone);
  assert_dump (test, added);
  assert_refused (test, undone, TB_ERROR_CONFLICT, NULL);

  /* What was done again is what "Undo" means now. */
  again = undo (test, NULL);
  assert_dump (test, empty);
  assert_refused (test, NULL, TB_ERROR_NOT_FOUND, NULL);

  g_free (undo (test, again));
  assert_dump (test, added);
  g_free (undo (test, batch));
  assert_dump (test, empty);
  assert_refused (test, NULL, TB_ERROR_NOT_FOUND, NULL);
  tb_core_test_assert_sound (test);
}

static void
test_later_change (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) person = tb_core_test_new_record ("person", "name", "张三", NULL);
  g_autofree char *batch = tb_core_test_save (test, person);
  g_autofree char *changed = NULL;

  tb_core_test_set (person, "job", "会计");
  g_free (tb_core_test_save (test, person));
  changed = tb_core_test_dump (test);
  assert_refused (test, batch, TB_ERROR_CONFLICT, "张三");
  assert_dump (test, changed);

  /* The later change first, then the earlier one. */
  g_free (undo (test, NULL));
  g_free (undo (test, batch));
  tb_core_test_assert_sound (test);
}

/* Others have come to refer to what was added. */
static void
test_in_use (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) enterprise = tb_core_test_new_record ("enterprise", "name", "甲公司", NULL);
  g_autofree char *batch = tb_core_test_save (test, enterprise);
  g_autoptr (TbRecord) person = tb_core_test_add_record (
      test, "person", "name", "张三", "enterprise", tb_record_get_id (enterprise), NULL);

  assert_refused (test, batch, TB_ERROR_CONFLICT, "张三");
  g_free (undo (test, NULL));
  g_free (undo (test, batch));
  tb_core_test_assert_sound (test);
}

/* What a removed record referred to was removed after it. */
static void
test_target_gone (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) enterprise
      = tb_core_test_add_record (test, "enterprise", "name", "甲公司", NULL);
  g_autoptr (TbRecord) person = tb_core_test_add_record (
      test, "person", "name", "张三", "enterprise", tb_record_get_id (enterprise), NULL);
  g_autofree char *whole = tb_core_test_dump (test);
  g_autofree char *person_batch = tb_session_remove (test->session, person, NULL, NULL);
  g_autofree char *enterprise_batch = tb_session_remove (test->session, enterprise, NULL, NULL);

  assert_refused (test, person_batch, TB_ERROR_CONFLICT, "甲公司");
  g_free (undo (test, enterprise_batch));
  g_free (undo (test, person_batch));
  assert_dump (test, whole);
  tb_core_test_assert_sound (test);
}

/* What was looked at was looked at, and is not in the way of undoing what was done before. */
static void
test_reveal (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) person = tb_core_test_add_record (test, "person", "name", "张三", NULL);
  g_autoptr (GPtrArray) batches = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 40; i++)
    g_assert_true (tb_session_reveal (test->session, person, "核对档案", &error));
  batches = tb_session_get_batches (test->session, 1, NULL, &error);
  g_assert_no_error (error);
  assert_refused (test, ((TbBatchInfo *)g_ptr_array_index (batches, 0))->id, TB_ERROR_INVALID,
                  NULL);

  g_free (undo (test, NULL));
  assert_dump (test, "");
}

/* An import is taken back as a whole, with the history rows it made, in pieces of which it has
 * many. */
static void
test_import (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) enterprise
      = tb_core_test_add_record (test, "enterprise", "name", "甲公司", NULL);
  Persons persons = { .enterprise = tb_record_get_id (enterprise), .n_wanted = 2000 };
  g_autofree char *before = tb_core_test_dump (test);
  g_autofree char *imported = NULL;
  g_autofree char *batch = NULL;
  g_autofree char *undone = NULL;
  g_autoptr (GError) error = NULL;

  batch = tb_session_commit (test->session, TB_BATCH_IMPORT, tb_record_types_find ("person"),
                             "花名册.xlsx", give_person, &persons, 0, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  imported = tb_core_test_dump (test);

  undone = undo (test, NULL);
  assert_dump (test, before);
  tb_core_test_assert_sound (test);

  g_free (undo (test, undone));
  assert_dump (test, imported);
  tb_core_test_assert_sound (test);
}

/* The past of a person may name a firm that is gone by now; it comes back with the person all the
 * same. */
static void
test_past_names_removed (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) first = tb_core_test_add_record (test, "enterprise", "name", "甲公司", NULL);
  g_autoptr (TbRecord) second
      = tb_core_test_add_record (test, "enterprise", "name", "乙公司", NULL);
  g_autoptr (TbRecord) person = tb_core_test_add_record (
      test, "person", "name", "张三", "enterprise", tb_record_get_id (first), NULL);
  g_autofree char *state = NULL;
  g_autoptr (GError) error = NULL;

  tb_clock_advance (test->clock, G_TIME_SPAN_DAY);
  tb_core_test_set (person, "enterprise", tb_record_get_id (second));
  g_free (tb_core_test_save (test, person));
  g_free (tb_session_remove (test->session, first, NULL, &error));
  g_assert_no_error (error);
  state = tb_core_test_dump (test);

  g_free (tb_session_remove (test->session, person, NULL, &error));
  g_assert_no_error (error);
  g_free (undo (test, NULL));
  assert_dump (test, state);
  tb_core_test_assert_sound (test);
}

/* A row of the past that becomes the present again must name what is there. */
static void
test_past_becomes_present (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) enterprise
      = tb_core_test_add_record (test, "enterprise", "name", "甲公司", NULL);
  g_autoptr (TbRecord) person = tb_core_test_add_record (
      test, "person", "name", "张三", "enterprise", tb_record_get_id (enterprise), NULL);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  TbRecord *row;

  tb_clock_advance (test->clock, G_TIME_SPAN_DAY);
  tb_core_test_set (person, "enterprise", NULL);
  g_free (tb_core_test_save (test, person));
  g_free (tb_session_remove (test->session, enterprise, NULL, &error));
  g_assert_no_error (error);

  rows = tb_core_test_list (test, "employment");
  g_assert_cmpuint (rows->len, ==, 1);
  row = g_ptr_array_index (rows, 0);
  tb_core_test_set (row, "until", NULL);
  g_assert_null (tb_session_save (test->session, row, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_CONFLICT);
}

/* A row of the past does not come back without the person whose past it is. */
static void
test_past_without_owner (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) enterprise
      = tb_core_test_add_record (test, "enterprise", "name", "甲公司", NULL);
  g_autoptr (TbRecord) person = tb_core_test_add_record (
      test, "person", "name", "张三", "enterprise", tb_record_get_id (enterprise), NULL);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *past = NULL;

  tb_clock_advance (test->clock, G_TIME_SPAN_DAY);
  tb_core_test_set (person, "enterprise", NULL);
  g_free (tb_core_test_save (test, person));

  rows = tb_core_test_list (test, "employment");
  g_assert_cmpuint (rows->len, ==, 1);
  past = tb_session_remove (test->session, g_ptr_array_index (rows, 0), NULL, &error);
  g_assert_no_error (error);
  g_free (tb_session_remove (test->session, person, NULL, &error));
  g_assert_no_error (error);

  assert_refused (test, past, TB_ERROR_CONFLICT, "张三");
  tb_core_test_assert_sound (test);
}

/* A cancelled undo changes nothing. */
static void
test_cancelled (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) person = tb_core_test_add_record (test, "person", "name", "张三", NULL);
  g_autofree char *before = tb_core_test_dump (test);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  tb_session_undo_async (test->session, NULL, cancellable, tb_test_store_result, &result);
  tb_test_wait_until (result != NULL);
  g_assert_null (tb_session_commit_finish (test->session, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_dump (test, before);
}

/* Somebody of the register, drawn at random; NULL where there is nobody. */
static TbRecord *
pick (TbCoreTest *test, GRand *random, const char *type_name)
{
  g_autoptr (GPtrArray) records = tb_core_test_list (test, type_name);

  if (records->len == 0)
    return NULL;
  return g_object_ref (g_ptr_array_index (records, g_rand_int_range (random, 0, records->len)));
}

static char *
dup_random_name (GRand *random)
{
  return g_strdup_printf ("某%d", g_rand_int_range (random, 1, 1000));
}

/* One random action; NULL where it was refused, which is all right. */
static char *
act (TbCoreTest *test, GRand *random)
{
  g_autoptr (TbRecord) record = NULL;
  g_autoptr (TbRecord) enterprise = pick (test, random, "enterprise");
  g_autoptr (TbRecord) organisation = pick (test, random, "organisation");
  g_autofree char *name = dup_random_name (random);
  const char *enterprise_id = enterprise != NULL ? tb_record_get_id (enterprise) : NULL;
  const char *organisation_id = organisation != NULL ? tb_record_get_id (organisation) : NULL;

  switch (g_rand_int_range (random, 0, 8))
    {
    case 0:
      record = tb_core_test_new_record ("enterprise", "name", name, NULL);
      break;
    case 1:
      record
          = tb_core_test_new_record ("organisation", "name", name, "parent", organisation_id, NULL);
      break;
    case 2:
      record = tb_core_test_new_record ("person", "name", name, "enterprise", enterprise_id,
                                        "formal_org", organisation_id, NULL);
      break;
    case 3:
      record = pick (test, random, "person");
      if (record != NULL)
        tb_core_test_set (record, "enterprise", enterprise_id);
      break;
    case 4:
      record = pick (test, random, "person");
      if (record != NULL)
        tb_core_test_set (record, "formal_org", g_rand_boolean (random) ? organisation_id : NULL);
      break;
    case 5:
      record = pick (test, random, g_rand_boolean (random) ? "enterprise" : "organisation");
      if (record != NULL)
        tb_core_test_set (record, "name", name);
      break;
    default:
      record = pick (test, random, g_rand_boolean (random) ? "person" : "enterprise");
      return record != NULL ? tb_session_remove (test->session, record, NULL, NULL) : NULL;
    }

  return record != NULL ? tb_session_save (test->session, record, NULL, NULL) : NULL;
}

/* Whatever was done, over days and in any order, taking it back step by step leads back through the
 * same states. */
static void
test_random_histories (TbCoreTest *test, gconstpointer data)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (GPtrArray) batches = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);

  g_test_message ("seed %u", seed);

  for (guint i = 0; i < 150; i++)
    {
      g_autofree char *state = tb_core_test_dump (test);
      g_autofree char *batch = act (test, random);

      if (g_rand_int_range (random, 0, 3) == 0)
        tb_clock_advance (test->clock, G_TIME_SPAN_DAY);

      /* What was refused has changed nothing. */
      if (batch == NULL || *batch == '\0')
        {
          assert_dump (test, state);
          continue;
        }
      g_ptr_array_add (batches, g_steal_pointer (&batch));
      g_ptr_array_add (states, g_steal_pointer (&state));
    }
  g_assert_cmpuint (batches->len, >, 50);

  for (guint i = batches->len; i > 0; i--)
    {
      /* Named or not, the last action is meant. */
      const char *batch = i % 2 == 0 ? g_ptr_array_index (batches, i - 1) : NULL;

      g_free (undo (test, batch));
      assert_dump (test, g_ptr_array_index (states, i - 1));
    }

  assert_dump (test, "");
  assert_refused (test, NULL, TB_ERROR_NOT_FOUND, NULL);
  tb_core_test_assert_sound (test);
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  tb_core_test_add ("/undo/nothing", test_nothing);
  tb_core_test_add ("/undo/back-and-forth", test_back_and_forth);
  tb_core_test_add ("/undo/redo", test_redo);
  tb_core_test_add ("/undo/later-change", test_later_change);
  tb_core_test_add ("/undo/in-use", test_in_use);
  tb_core_test_add ("/undo/target-gone", test_target_gone);
  tb_core_test_add ("/undo/past-names-removed", test_past_names_removed);
  tb_core_test_add ("/undo/past-becomes-present", test_past_becomes_present);
  tb_core_test_add ("/undo/past-without-owner", test_past_without_owner);
  tb_core_test_add ("/undo/reveal", test_reveal);
  tb_core_test_add ("/undo/import", test_import);
  tb_core_test_add ("/undo/cancelled", test_cancelled);
  tb_core_test_add ("/undo/random-histories", test_random_histories);

  return tb_test_run ();
}
