/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-batch-words.h"
#include "tb-error.h"
#include "tb-event-test.h"
#include "tb-machine.h"
#include "tb-test.h"
#include "tb-type-person.h"
#include "tb-type-event.h"

#define assert_says(message, words)                                                                \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *said_ = (message);                                                            \
    if (strstr (said_, words) == NULL)                                                             \
      g_error ("“%s” does not say “%s”", said_, words);                                            \
  }                                                                                                \
  G_STMT_END

static void
assert_undo_refused (TbEventTest *test, const char *batch, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (tb_session_undo (test->core.session, batch, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_CONFLICT);
  assert_says (g_strdup (error->message), words);
}

static void
assert_save_refused (TbEventTest *test, TbRecord *record, int code, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = tb_session_save (test->core.session, record, NULL, &error);

  g_assert_error (error, TB_ERROR, code);
  assert_says (g_strdup (error->message), words);
}

/* "approve, notify, hold!": what is offered, with a mark where it is refused. */
static char *
describe_offers (TbEventTest *test)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) offers
      = tb_session_list_transitions (test->core.session, test->event, NULL, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < offers->len; i++)
    {
      const TbTransitionOffer *offer = g_ptr_array_index (offers, i);

      g_string_append_printf (text, "%s%s%s", i > 0 ? ", " : "", offer->transition->verb,
                              offer->refusal != NULL ? "!" : "");
      g_assert_true (offer->refusal == NULL || g_str_has_suffix (offer->refusal, ".")
                     || g_str_has_suffix (offer->refusal, "。"));
    }

  return g_string_free_and_steal (text);
}

#define assert_offers(test, expected)                                                              \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *offers_ = describe_offers (test);                                             \
    g_assert_cmpstr (offers_, ==, expected);                                                       \
  }                                                                                                \
  G_STMT_END

/* A new event begins at the beginning, and has a number that is never given again. */
static void
test_new (TbEventTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) second
      = tb_core_test_new_record ("event", "kind", "DK", "title", "党课", "organisation",
                                 tb_record_get_id (test->branch), "planned_on", "2026-11-30", NULL);
  g_autoptr (TbRecord) third = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = tb_core_test_save (&test->core, second);

  tb_event_test_assert (test, "state", "planned");
  tb_event_test_assert (test, "code", "HD-202611-0001");
  g_assert_cmpstr (tb_core_test_get (second, "code"), ==, "HD-202611-0002");

  g_free (tb_session_undo (test->core.session, batch, NULL, &error));
  g_assert_no_error (error);
  third = tb_core_test_add_record (&test->core, "event", "kind", "DK", "title", "党课",
                                   "organisation", tb_record_get_id (test->branch), "planned_on",
                                   "2026-12-01", NULL);
  g_assert_cmpstr (tb_core_test_get (third, "code"), ==, "HD-202612-0001");
  g_clear_object (&third);
  third = tb_core_test_add_record (&test->core, "event", "kind", "DK", "title", "党课",
                                   "organisation", tb_record_get_id (test->branch), "planned_on",
                                   "2026-11-02", NULL);
  g_assert_cmpstr (tb_core_test_get (third, "code"), ==, "HD-202611-0003");
}

/* A state is not a value to be typed. */
static void
test_typed (TbEventTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) archived = tb_core_test_new_record (
      "event", "kind", "DK", "title", "党课", "organisation", tb_record_get_id (test->branch),
      "planned_on", "2026-11-30", "state", "archived", NULL);

  tb_core_test_set (test->event, "state", "held");
  assert_save_refused (test, test->event, TB_ERROR_CONFLICT, "学习二十大精神");
  assert_save_refused (test, archived, TB_ERROR_INVALID, "Planned");

  /* The rest of a record is saved as ever, also after it was saved before. */
  tb_event_test_reload (test);
  tb_core_test_set (test->event, "place", "三楼");
  g_free (tb_core_test_save (&test->core, test->event));
  tb_core_test_set (test->event, "place", "四楼");
  g_free (tb_core_test_save (&test->core, test->event));
}

static void
test_offers (TbEventTest *test, gconstpointer data)
{
  assert_offers (test, "approve, notify, hold!, move, cancel");
  g_free (tb_event_test_do (test, "notify", NULL, NULL));
  assert_offers (test, "hold!, open_sign_in, move, cancel");
  tb_event_test_sign_in (test, test->member);
  assert_offers (test, "hold, open_sign_in, move, cancel");
  tb_clock_advance (test->core.clock, -31 * G_TIME_SPAN_MINUTE);
  assert_offers (test, "hold, open_sign_in!, move, cancel");
  tb_clock_advance (test->core.clock, 31 * G_TIME_SPAN_MINUTE);

  g_free (tb_event_test_do (test, "cancel", "场地停电", NULL));
  assert_offers (test, "");
}

/* What cannot be done is refused in words, and nothing is changed. */
static void
test_refused (TbEventTest *test, gconstpointer data)
{
  assert_says (tb_event_test_refuse (test, "archive", NULL, TB_ERROR_CONFLICT, NULL),
               "Minutes in review");
  assert_says (tb_event_test_refuse (test, "fly", NULL, TB_ERROR_INVALID, NULL), "fly");
  assert_says (tb_event_test_refuse (test, "cancel", " ", TB_ERROR_INVALID, NULL), "reason");
  assert_says (tb_event_test_refuse (test, "hold", NULL, TB_ERROR_CONFLICT, NULL), "signed in");

  g_free (tb_event_test_do (test, "notify", NULL, NULL));
  tb_event_test_sign_in (test, test->member);
  assert_says (tb_event_test_refuse (test, "hold", NULL, TB_ERROR_INVALID, NULL), "Held on");
  assert_says (tb_event_test_refuse (test, "hold", NULL, TB_ERROR_INVALID, "held_on", "2026-11-22",
                                     "held_from", "16:00", "held_to", "15:00", NULL),
               "before it begins");
  assert_says (tb_event_test_refuse (test, "move", "场地", TB_ERROR_INVALID, NULL), "already");
}

/* Somebody else was faster. */
static void
test_stale (TbEventTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) stale = tb_core_test_reload (&test->core, test->event);
  g_autoptr (GError) error = NULL;

  g_free (tb_event_test_do (test, "approve", NULL, NULL));
  g_assert_null (tb_session_transition (test->core.session, stale, "notify", NULL, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_CONFLICT);
}

/* A step is one batch: what followed from it goes back with it. */
static void
test_undo (TbEventTest *test, gconstpointer data)
{
  g_autofree char *before = tb_core_test_dump (&test->core);
  g_autofree char *after = NULL;
  g_autofree char *batch = tb_event_test_do (test, "notify", NULL, NULL);
  g_autoptr (GPtrArray) rows = tb_core_test_list (&test->core, "attendance");
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (rows->len, ==, 5);
  tb_event_test_assert (test, "notified_on", "2026-11-22");
  g_free (tb_session_undo (test->core.session, batch, NULL, &error));
  g_assert_no_error (error);

  after = tb_core_test_dump (&test->core);
  g_assert_cmpstr (before, ==, after);
}

/* The words of what was done, and whether it can be taken back. */
static void
assert_last (TbEventTest *test, const char *words, gboolean can_undo)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) batches = tb_session_get_batches (test->core.session, 1, NULL, &error);
  g_autofree char *said = NULL;

  g_assert_no_error (error);
  said = tb_batch_info_dup_words (batches->pdata[0]);
  g_assert_cmpstr (said, ==, words);
  g_assert_cmpint (tb_batch_info_can_undo (batches->pdata[0]), ==, can_undo);
}

static void
test_words (TbEventTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_free (tb_event_test_do (test, "approve", NULL, NULL));
  assert_last (test, "Approve: Event “学习二十大精神”", TRUE);
  tb_event_test_sign_in (test, test->member);
  assert_last (test, "Signed in to Event “学习二十大精神”", TRUE);

  tb_event_test_archive (test);
  assert_last (test, "Archive: Event “学习二十大精神”", FALSE);
  tb_core_test_set (test->event, "place", "三楼");
  g_free (tb_session_correct (test->core.session, test->event, "写错", "曾伟", NULL, &error));
  g_assert_no_error (error);
  assert_last (test, "Corrected Event “学习二十大精神”", FALSE);

  /* What goes through a file is many, and is called what its page is called. */
  g_assert_true (tb_session_log_export (test->core.session, &tb_type_person, "花名册.xlsx", 3,
                                        FALSE, NULL, &error));
  g_assert_no_error (error);
  assert_last (test, "Exported Members “花名册.xlsx”", FALSE);
}

/* What follows by itself is neither offered nor done by hand. */
static void
test_by_core (TbEventTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) project
      = tb_core_test_add_record (&test->core, "project", "title", "爱心电梯", "initiator",
                                 tb_record_get_id (test->branch), NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) offers = NULL;

  g_assert_null (tb_session_transition (test->core.session, project, "fill", NULL, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_CONFLICT);
  assert_says (g_strdup (error->message), "by itself");
  g_clear_error (&error);

  offers = tb_session_list_transitions (test->core.session, test->member, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (offers->len, ==, 0);
}

/* What is archived is closed, with all that belongs to it, and stays so. */
static void
test_locked (TbEventTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) row = NULL;
  g_autoptr (TbRecord) resolution = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;

  tb_event_test_hold (test);
  g_free (tb_event_test_do (test, "submit", NULL, "minutes", "学习了报告。", NULL));
  batch = tb_event_test_do (test, "archive", NULL, NULL);
  tb_event_test_assert (test, "archived_on", "2026-11-22");

  tb_core_test_set (test->event, "place", "三楼");
  assert_save_refused (test, test->event, TB_ERROR_CONFLICT, "closed");
  row = tb_event_test_get_row (test, test->committee);
  tb_core_test_set (row, "state", "present");
  assert_save_refused (test, row, TB_ERROR_CONFLICT, "学习二十大精神");
  resolution = tb_core_test_new_record ("resolution", "event", tb_record_get_id (test->event),
                                        "text", "同意", NULL);
  assert_save_refused (test, resolution, TB_ERROR_CONFLICT, "closed");

  tb_event_test_reload (test);
  g_assert_null (tb_session_remove (test->core.session, test->event, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_CONFLICT);

  assert_undo_refused (test, batch, "closed");
  assert_undo_refused (test, NULL, "closed");
}

static char *
correct (TbEventTest *test, TbRecord *record, const char *reason, const char *approver,
         GError **error)
{
  return tb_session_correct (test->core.session, record, reason, approver, NULL, error);
}

static void
test_correct (TbEventTest *test, gconstpointer data)
{
  g_autoptr (GPtrArray) corrections = NULL;
  g_autoptr (TbRecord) row = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;

  tb_core_test_set (test->event, "place", "二楼");
  g_assert_null (correct (test, test->event, "写错", "曾伟", &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_CONFLICT);
  g_clear_error (&error);
  tb_event_test_archive (test);

  tb_core_test_set (test->event, "place", "三楼");
  g_assert_null (correct (test, test->event, "写错", "", &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
  g_clear_error (&error);
  batch = correct (test, test->event, "写错", "曾伟", &error);
  g_assert_no_error (error);

  corrections = tb_core_test_list (&test->core, "correction");
  g_assert_cmpuint (corrections->len, ==, 1);
  g_assert_cmpstr (tb_core_test_get (corrections->pdata[0], "field"), ==, "place");
  g_assert_null (tb_core_test_get (corrections->pdata[0], "before"));
  g_assert_cmpstr (tb_core_test_get (corrections->pdata[0], "after"), ==, "三楼");
  g_assert_cmpstr (tb_core_test_get (corrections->pdata[0], "approver"), ==, "曾伟");
  tb_event_test_reload (test);
  tb_event_test_assert (test, "place", "三楼");
  tb_event_test_assert (test, "state", "archived");

  assert_undo_refused (test, batch, "corrections stay");
  tb_core_test_set (corrections->pdata[0], "reason", "别的");
  assert_save_refused (test, corrections->pdata[0], TB_ERROR_CONFLICT, "by hand");

  row = tb_event_test_get_row (test, test->committee);
  tb_core_test_set (row, "state", "excused");
  g_free (correct (test, row, "请过假", "曾伟", &error));
  g_assert_no_error (error);
  g_clear_pointer (&corrections, g_ptr_array_unref);
  corrections = tb_core_test_list (&test->core, "correction");
  g_assert_cmpuint (corrections->len, ==, 3);
  tb_event_test_reload (test);
  g_assert_cmpint (tb_record_get_int (test->event, TB_EVENT_EXCUSED), ==, 1);

  /* A state is not corrected. */
  tb_core_test_set (test->event, "state", "held");
  g_assert_null (correct (test, test->event, "写错", "曾伟", &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_CONFLICT);
}

typedef struct
{
  GPtrArray *records; /* (not owned) (element-type TbRecord) */
  guint next;
} Imported;

static gboolean
give_record (TbConnection *connection, TbChange *change, gpointer data, GError **error)
{
  Imported *imported = data;

  if (imported->next == imported->records->len)
    return FALSE;
  *change = (TbChange){ TB_CHANGE_INSERT,
                        g_object_ref (g_ptr_array_index (imported->records, imported->next++)) };
  return TRUE;
}

/* What is taken over from a ledger may be archived from the start, with those who came, and goes
 * and comes back as a whole. */
static void
test_import (TbEventTest *test, gconstpointer data)
{
  g_autofree char *before = tb_core_test_dump (&test->core);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  Imported imported = { .records = records };
  const char *id = "019a0000-0000-7000-8000-000000000001";
  g_autofree char *batch = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *with = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (
      records, tb_core_test_new_record ("event", "kind", "DK", "title", "党课", "organisation",
                                        tb_record_get_id (test->branch), "planned_on", "2025-06-30",
                                        "held_on", "2025-06-30", "state", "archived", NULL));
  tb_record_set_id (records->pdata[0], id);
  g_ptr_array_add (records, tb_core_test_new_record ("attendance", "event", id, "name", "曾伟",
                                                     "state", "present", NULL));
  batch = tb_session_commit (test->core.session, TB_BATCH_IMPORT, &tb_type_event, "台账.xlsx",
                             give_record, &imported, 2, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  with = tb_core_test_dump (&test->core);

  undone = tb_session_undo (test->core.session, batch, NULL, &error);
  g_assert_no_error (error);
  after = tb_core_test_dump (&test->core);
  g_assert_cmpstr (before, ==, after);

  g_free (tb_session_undo (test->core.session, undone, NULL, &error));
  g_assert_no_error (error);
  g_clear_pointer (&after, g_free);
  after = tb_core_test_dump (&test->core);
  g_assert_cmpstr (with, ==, after);
}

static void
test_async (TbEventTest *test, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) offers = NULL;
  g_autofree char *batch = NULL;
  g_autoptr (GError) error = NULL;

  tb_session_transition_async (test->core.session, test->event, "approve", NULL, NULL,
                               tb_test_store_result, &result);
  tb_test_wait_until (result != NULL);
  batch = tb_session_commit_finish (test->core.session, result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (batch);
  g_clear_object (&result);

  tb_event_test_reload (test);
  tb_session_list_transitions_async (test->core.session, test->event, NULL, tb_test_store_result,
                                     &result);
  tb_test_wait_until (result != NULL);
  offers = tb_session_read_finish (test->core.session, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (offers->len, ==, 4);
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  tb_event_test_add ("/transition/new", test_new);
  tb_event_test_add ("/transition/typed", test_typed);
  tb_event_test_add ("/transition/offers", test_offers);
  tb_event_test_add ("/transition/refused", test_refused);
  tb_event_test_add ("/transition/stale", test_stale);
  tb_event_test_add ("/transition/undo", test_undo);
  tb_event_test_add ("/transition/words", test_words);
  tb_event_test_add ("/transition/by-core", test_by_core);
  tb_event_test_add ("/transition/locked", test_locked);
  tb_event_test_add ("/transition/correct", test_correct);
  tb_event_test_add ("/transition/import", test_import);
  tb_event_test_add ("/transition/async", test_async);

  return tb_test_run ();
}
