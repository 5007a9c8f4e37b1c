/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "tb-attachments.h"
#include "tb-core-test.h"
#include "tb-error.h"
#include "tb-test.h"
#include "tb-type-attachment.h"
#include "tb-type-claim.h"
#include "tb-type-event.h"
#include "tb-type-person.h"
#include "tb-type-project.h"

/* A JPEG file as short as one can be that says when it was taken: 2026-11-20 14:30:00, in no time
 * zone. */
static const guint8 photo[] = {
  0xFF, 0xD8, 0xFF, 0xE1, 0x00, 0x48, 'E',  'x',  'i',  'f',  0,   0,   'M',  'M',  0,   '*',
  0,    0,    0,    8,    0,    1,    0x87, 0x69, 0,    4,    0,   0,   0,    1,    0,   0,
  0,    26,   0,    0,    0,    0,    0,    1,    0x90, 0x03, 0,   2,   0,    0,    0,   20,
  0,    0,    0,    44,   0,    0,    0,    0,    '2',  '0',  '2', '6', ':',  '1',  '1', ':',
  '2',  '0',  ' ',  '1',  '4',  ':',  '3',  '0',  ':',  '0',  '0', 0,   0xFF, 0xD9,
};

static TbRecord *
add_event (TbCoreTest *test, const char *title)
{
  g_autoptr (TbRecord) organisation
      = tb_core_test_add_record (test, "organisation", "name", "联合党支部", NULL);

  return tb_core_test_add_record (test, "event", "title", title, "kind", "ZW", "organisation",
                                  tb_record_get_id (organisation), "planned_on", "2026-11-20",
                                  NULL);
}

static TbRecord *
add_project (TbCoreTest *test, const char *title)
{
  g_autoptr (TbRecord) organisation
      = tb_core_test_add_record (test, "organisation", "name", "街道党工委", NULL);

  return tb_core_test_add_record (test, "project", "title", title, "initiator",
                                  tb_record_get_id (organisation), NULL);
}

static char *
write_file (const char *name, gconstpointer content, gssize length)
{
  char *path = tb_test_dup_path (name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, content, length, &error);
  g_assert_no_error (error);
  return path;
}

static char *
attach (TbCoreTest *test, TbRecord *owner, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return tb_session_attach (test->session, tb_record_get_record_type (owner),
                            tb_record_get_id (owner), file, NULL, "合影", NULL, error);
}

static GPtrArray *
list (TbCoreTest *test, TbRecord *owner)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TbAttachmentList) list = tb_session_list_attachments (
      test->session, tb_record_get_record_type (owner), tb_record_get_id (owner), NULL, &error);

  g_assert_no_error (error);
  g_assert_true (list->is_open);
  return g_ptr_array_ref (list->attachments);
}

static void
test_attach (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) event = add_event (test, "主题党日");
  g_autofree char *path = write_file ("合影.jpg", photo, sizeof photo);
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = attach (test, event, path, &error);
  g_autoptr (GPtrArray) attachments = NULL;
  g_autoptr (GFile) kept = NULL;
  g_autofree char *content = NULL;
  gsize length;
  TbRecord *record;

  g_assert_no_error (error);
  g_assert_cmpuint (strlen (batch), ==, 36);

  attachments = list (test, event);
  g_assert_cmpuint (attachments->len, ==, 1);
  record = ((TbAttachment *)attachments->pdata[0])->record;
  g_assert_cmpstr (tb_record_get_text (record, TB_ATTACHMENT_FILE_NAME), ==, "合影.jpg");
  g_assert_cmpstr (tb_record_get_text (record, TB_ATTACHMENT_MEDIA_TYPE), ==, "image/jpeg");
  g_assert_cmpstr (tb_record_get_text (record, TB_ATTACHMENT_KIND), ==, "photo");
  g_assert_cmpstr (tb_record_get_text (record, TB_ATTACHMENT_CAPTION), ==, "合影");
  g_assert_cmpstr (tb_record_get_text (record, TB_ATTACHMENT_ADDED_ON), ==, "2026-11-22");
  g_assert_cmpint (tb_record_get_int (record, TB_ATTACHMENT_SIZE), ==, sizeof photo);
  /* What the camera said is the time of the place, eight hours before UTC. */
  g_assert_cmpstr (tb_record_get_text (record, TB_ATTACHMENT_TAKEN_AT), ==,
                   "2026-11-20T06:30:00.000Z");

  kept = tb_session_get_attachment_file (test->session, record);
  g_assert_true (g_file_load_contents (kept, NULL, &content, &length, NULL, NULL));
  g_assert_cmpmem (content, length, photo, sizeof photo);
  tb_core_test_assert_sound (test);
}

/* A camera whose clock was never set is no reason to do without its photo. */
static void
test_impossible_time (TbCoreTest *test, gconstpointer data)
{
  static const char *const years[] = { "0000", "0001", "0999", "9999" };
  static const gsize at_year = 56;
  g_autoptr (TbRecord) event = add_event (test, "主题党日");

  g_assert_cmpmem (photo + at_year, 4, "2026", 4);
  for (guint i = 0; i < G_N_ELEMENTS (years); i++)
    {
      g_autofree guint8 *content = g_memdup2 (photo, sizeof photo);
      g_autofree char *name = g_strconcat (years[i], ".jpg", NULL);
      g_autofree char *path = NULL;
      g_autofree char *batch = NULL;
      g_autoptr (GPtrArray) attachments = NULL;
      g_autoptr (GError) error = NULL;

      memcpy (content + at_year, years[i], 4);
      path = write_file (name, content, sizeof photo);
      batch = attach (test, event, path, &error);
      g_assert_no_error (error);
      attachments = list (test, event);
      g_assert_cmpuint (attachments->len, ==, i + 1);
    }
  tb_core_test_assert_sound (test);
}

/* The same file twice is there once; of several, those that are new are added. */
static void
test_attach_again (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) event = add_event (test, "主题党日");
  g_autofree char *first = write_file ("第一.txt", "one", 3);
  g_autofree char *again = write_file ("又一.txt", "one", 3);
  g_autofree char *second = write_file ("第二.txt", "two", 3);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_new_file_free);
  const char *const paths[] = { first, again, second };
  g_autoptr (GPtrArray) attachments = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = attach (test, event, first, &error);
  g_autofree char *nothing = attach (test, event, first, &error);
  g_autofree char *several = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (nothing, ==, "");

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (paths[i]);

      g_ptr_array_add (files, tb_new_file_new (file));
    }
  several = tb_session_attach_files (test->session, &tb_type_event, tb_record_get_id (event), files,
                                     "sign_in", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (several), ==, 36);
  attachments = list (test, event);
  g_assert_cmpuint (attachments->len, ==, 2);
}

static void
test_attach_bytes (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) project = add_project (test, "楼道照明");
  g_autoptr (GBytes) bytes = g_bytes_new_static (photo, sizeof photo);
  g_autoptr (GPtrArray) attachments = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch
      = tb_session_attach_bytes (test->session, &tb_type_project, tb_record_get_id (project), bytes,
                                 "../etc/粘贴.jpg", NULL, NULL, NULL, &error);
  TbRecord *record;

  g_assert_no_error (error);
  attachments = list (test, project);
  record = ((TbAttachment *)attachments->pdata[0])->record;
  /* A name is no way out of a folder. */
  g_assert_cmpstr (tb_record_get_text (record, TB_ATTACHMENT_FILE_NAME), ==, ".._etc_粘贴.jpg");
}

static void
assert_refused (TbCoreTest *test, TbRecord *owner, const char *path, TbError code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = attach (test, owner, path, &error);

  g_assert_null (batch);
  g_assert_error (error, TB_ERROR, (int)code);
  g_test_message ("%s", error->message);
}

static void
test_refused (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) event = add_event (test, "主题党日");
  g_autoptr (TbRecord) removed = add_event (test, "取消的会");
  g_autoptr (TbRecord) person = tb_core_test_add_record (test, "person", "name", "张三", NULL);
  g_autofree char *path = write_file ("合影.jpg", photo, sizeof photo);
  g_autofree char *empty = write_file ("空.jpg", "", 0);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *nothing = tb_test_dup_path ("没有.jpg");
  g_autofree char *fifo = tb_test_dup_path ("管道");
  g_autofree char *batch = NULL;
  g_autoptr (GPtrArray) attachments = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  assert_refused (test, person, path, TB_ERROR_INVALID);
  assert_refused (test, event, empty, TB_ERROR_INVALID);
  assert_refused (test, event, folder, TB_ERROR_FILE);
  assert_refused (test, event, nothing, TB_ERROR_FILE);
  assert_refused (test, event, fifo, TB_ERROR_FILE);

  batch = tb_session_remove (test->session, removed, NULL, &error);
  g_assert_no_error (error);
  assert_refused (test, removed, path, TB_ERROR_CONFLICT);

  attachments = list (test, event);
  g_assert_cmpuint (attachments->len, ==, 0);
}

static void
assert_save_refused (TbCoreTest *test, TbRecord *record)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = tb_session_save (test->session, record, NULL, &error);

  g_assert_null (batch);
  g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
  g_test_message ("%s", error->message);
}

/* No road leads to a row without its file, or to one that belongs to nothing. */
static void
test_rows_need_files (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) event = add_event (test, "主题党日");
  g_autofree char *path = write_file ("合影.jpg", photo, sizeof photo);
  g_autofree char *batch = attach (test, event, path, NULL);
  g_autoptr (GPtrArray) attachments = list (test, event);
  g_autoptr (TbRecord) record = tb_record_copy (((TbAttachment *)attachments->pdata[0])->record);
  g_autofree char *none = g_strnfill (64, 'a');
  g_autoptr (TbRecord) without_file = tb_core_test_new_record (
      "attachment", "event", tb_record_get_id (event), "file_name", "x.jpg", "sha256", none, NULL);
  g_autoptr (TbRecord) without_owner
      = tb_core_test_new_record ("attachment", "file_name", "x.jpg", "sha256",
                                 tb_record_get_text (record, TB_ATTACHMENT_SHA256), NULL);
  g_autofree char *changed = NULL;
  g_autoptr (GError) error = NULL;

  assert_save_refused (test, without_file);
  assert_save_refused (test, without_owner);

  tb_record_set_text (record, TB_ATTACHMENT_SHA256, none);
  assert_save_refused (test, record);

  g_set_object (&record, ((TbAttachment *)attachments->pdata[0])->record);
  tb_record_set_text (record, TB_ATTACHMENT_CAPTION, "全体合影");
  changed = tb_session_save (test->session, record, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (changed), ==, 36);
}

/* An event as an import brings it: archived from the first. */
static gboolean
give_archived (TbConnection *connection, TbChange *change, gpointer data, GError **error)
{
  TbRecord **record = data;

  if (*record == NULL)
    return FALSE;

  change->op = TB_CHANGE_INSERT;
  change->record = g_steal_pointer (record);
  return TRUE;
}

/* What is archived keeps the files that it has, and gets no others. */
static void
test_archived (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) organisation
      = tb_core_test_add_record (test, "organisation", "name", "联合党支部", NULL);
  g_autoptr (TbRecord) event = tb_core_test_new_record (
      "event", "title", "去年的会", "kind", "ZW", "organisation", tb_record_get_id (organisation),
      "planned_on", "2025-11-20", "state", "archived", NULL);
  TbRecord *given = g_object_ref (event);
  g_autofree char *path = write_file ("合影.jpg", photo, sizeof photo);
  g_autoptr (TbAttachmentList) list = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch
      = tb_session_commit (test->session, TB_BATCH_IMPORT, &tb_type_event, "台账.xlsx",
                           give_archived, &given, 1, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  assert_refused (test, event, path, TB_ERROR_CONFLICT);
  list = tb_session_list_attachments (test->session, &tb_type_event, tb_record_get_id (event), NULL,
                                      &error);
  g_assert_no_error (error);
  g_assert_false (list->is_open);
  g_assert_cmpuint (list->attachments->len, ==, 0);
}

static void
make_old (TbCoreTest *test, TbRecord *record)
{
  g_autoptr (GFile) file = tb_session_get_attachment_file (test->session, record);
  g_autoptr (GError) error = NULL;
  gint64 then = (g_get_real_time () - 3 * G_TIME_SPAN_DAY) / G_USEC_PER_SEC;

  g_file_set_attribute_uint64 (file, G_FILE_ATTRIBUTE_TIME_MODIFIED, (guint64)then,
                               G_FILE_QUERY_INFO_NONE, NULL, &error);
  g_assert_no_error (error);
}

/* A removed attachment keeps its file, for as long as the removal can be undone: for ever. */
static void
test_remove_and_undo (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) event = add_event (test, "主题党日");
  g_autofree char *path = write_file ("合影.jpg", photo, sizeof photo);
  g_autofree char *batch = attach (test, event, path, NULL);
  g_autoptr (GPtrArray) attachments = list (test, event);
  TbRecord *record = ((TbAttachment *)attachments->pdata[0])->record;
  g_autoptr (GError) error = NULL;
  g_autofree char *removed = tb_session_remove (test->session, record, NULL, &error);
  g_autofree char *undone = NULL;
  g_autoptr (GPtrArray) after = NULL;

  g_assert_no_error (error);
  make_old (test, record);
  g_assert_cmpint (tb_session_sweep_files (test->session, NULL, &error), ==, 0);
  g_assert_no_error (error);

  undone = tb_session_undo (test->session, removed, NULL, &error);
  g_assert_no_error (error);
  after = list (test, event);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_false (((TbAttachment *)after->pdata[0])->is_missing);
  tb_core_test_assert_sound (test);
}

/* Undoing the attaching leaves the row removed, so that this can be undone in turn. */
static void
test_undo_attach (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) event = add_event (test, "主题党日");
  g_autofree char *path = write_file ("合影.jpg", photo, sizeof photo);
  g_autofree char *batch = attach (test, event, path, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *undone = tb_session_undo (test->session, batch, NULL, &error);
  g_autofree char *redone = NULL;
  g_autoptr (GPtrArray) attachments = NULL;

  g_assert_no_error (error);
  redone = tb_session_undo (test->session, undone, NULL, &error);
  g_assert_no_error (error);
  attachments = list (test, event);
  g_assert_cmpuint (attachments->len, ==, 1);
  tb_core_test_assert_sound (test);
}

/* What is spare goes once it is a day old, and not before. */
static void
test_sweep (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbFileStore) store = tb_file_store_new (tb_session_get_path (test->session));
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data ("spare", 5, NULL);
  g_autoptr (TbRecord) stand_in = tb_record_new (&tb_type_attachment);
  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (GError) error = NULL;
  TbStoredFile stored;

  tb_file_store_put (store, stream, "spare", &stored, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (tb_session_sweep_files (test->session, NULL, &error), ==, 0);
  g_assert_true (tb_file_store_has (store, stored.sha256));
  tb_core_test_assert_sound (test);

  tb_record_set_text (stand_in, TB_ATTACHMENT_SHA256, stored.sha256);
  make_old (test, stand_in);
  faults = tb_session_verify (test->session, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (faults->len, ==, 1);
  g_assert_true (((TbFault *)faults->pdata[0])->harmless);
  g_assert_false (tb_faults_has_damage (faults));

  g_assert_cmpint (tb_session_sweep_files (test->session, NULL, &error), ==, 1);
  g_assert_no_error (error);
  g_assert_false (tb_file_store_has (store, stored.sha256));
}

/* Evidence of one project that serves another is shown; that of its own claims is not. */
static void
test_elsewhere (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) first = add_project (test, "楼道照明");
  g_autoptr (TbRecord) second = add_project (test, "垃圾分类");
  g_autoptr (TbRecord) claim
      = tb_core_test_add_record (test, "claim", "project", tb_record_get_id (first),
                                 "claimant_kind", "team", "claimant", "电工队", NULL);
  g_autofree char *path = write_file ("完工.jpg", photo, sizeof photo);
  g_autofree char *a = attach (test, first, path, NULL);
  g_autofree char *b = attach (test, claim, path, NULL);
  g_autoptr (GPtrArray) before = list (test, first);
  g_autofree char *c = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) same = NULL;
  g_autoptr (GError) error = NULL;
  const TbAttachment *attachment = before->pdata[0];

  g_assert_null (attachment->elsewhere);

  c = attach (test, second, path, &error);
  g_assert_no_error (error);
  after = list (test, claim);
  attachment = after->pdata[0];
  g_assert_nonnull (attachment->elsewhere);
  g_assert_cmpuint (g_strv_length (attachment->elsewhere), ==, 1);
  g_assert_cmpstr (attachment->elsewhere[0], ==, "垃圾分类");

  same = tb_session_list_same_content (
      test->session, tb_record_get_text (attachment->record, TB_ATTACHMENT_SHA256), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (same->len, ==, 3);
}

static void
test_async (TbCoreTest *test, gconstpointer data)
{
  g_autoptr (TbRecord) event = add_event (test, "主题党日");
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_new_file_free);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("minutes", 7);
  g_autoptr (GAsyncResult) attached = NULL;
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (TbAttachmentList) list = NULL;
  g_autofree char *batch = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (files, tb_new_file_new_for_bytes (bytes, "纪要.txt"));
  tb_session_attach_files_async (test->session, &tb_type_event, tb_record_get_id (event), files,
                                 NULL, NULL, NULL, tb_test_store_result, &attached);
  tb_test_wait_until (attached != NULL);
  batch = tb_session_attach_files_finish (test->session, attached, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (batch), ==, 36);

  tb_session_list_attachments_async (test->session, &tb_type_event, tb_record_get_id (event), NULL,
                                     tb_test_store_result, &listed);
  tb_test_wait_until (listed != NULL);
  list = tb_session_read_finish (test->session, listed, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->attachments->len, ==, 1);
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  tb_core_test_add ("/attachments/attach", test_attach);
  tb_core_test_add ("/attachments/impossible-time", test_impossible_time);
  tb_core_test_add ("/attachments/attach-again", test_attach_again);
  tb_core_test_add ("/attachments/attach-bytes", test_attach_bytes);
  tb_core_test_add ("/attachments/refused", test_refused);
  tb_core_test_add ("/attachments/rows-need-files", test_rows_need_files);
  tb_core_test_add ("/attachments/archived", test_archived);
  tb_core_test_add ("/attachments/remove-and-undo", test_remove_and_undo);
  tb_core_test_add ("/attachments/undo-attach", test_undo_attach);
  tb_core_test_add ("/attachments/sweep", test_sweep);
  tb_core_test_add ("/attachments/elsewhere", test_elsewhere);
  tb_core_test_add ("/attachments/async", test_async);

  return tb_test_run ();
}
