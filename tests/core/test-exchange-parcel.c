/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-exchange-parcel.h"

#include <glib/gstdio.h>
#include <string.h>

#include "tb-attachments.h"
#include "tb-desk-test.h"
#include "tb-error.h"
#include "tb-setup.h"
#include "tb-test.h"
#include "tb-type-event.h"

/*
 * Registers that share no network, and the files that are carried between them: lost, late, twice,
 * damaged, or read by a register that was restored meanwhile.
 */

#define PASSPHRASE "守望相助 2026"

/* What a guess costs is not what is tried here. */
static const TbSealCost cost = { .memory_kib = 8, .n_passes = 1, .n_lanes = 1 };

static GFile *
new_file (const char *name)
{
  g_autofree char *path = tb_test_dup_path (name);

  return g_file_new_for_path (path);
}

static TbParcelSent
export_wish (TbDeskTest *desk, const char *name, TbParcelWish wish)
{
  g_autoptr (GFile) file = new_file (name);
  g_autoptr (GError) error = NULL;
  TbParcelSent sent;

  wish.passphrase = PASSPHRASE;
  wish.cost = &cost;
  tb_parcel_export (desk->core.session, file, &wish, &sent, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return sent;
}

/* Gives how many documents the file has. */
static gint64 export (TbDeskTest *desk, const char *name, const char *recipient)
{
  return export_wish (desk, name, (TbParcelWish){ .recipient = recipient }).n_documents;
}

static gint64
import_as (TbDeskTest *desk, const char *name, gboolean is_welcome, gboolean *has_gap)
{
  g_autoptr (GFile) file = new_file (name);
  g_auto (TbParcelReceived) received = { 0 };
  g_autoptr (GError) error = NULL;

  tb_parcel_import (desk->core.session, file, PASSPHRASE, is_welcome, &received, NULL, NULL, NULL,
                    &error);
  g_assert_no_error (error);
  tb_core_test_assert_sound (&desk->core);
  if (has_gap != NULL)
    *has_gap = received.has_gap;
  else
    g_assert_false (received.has_gap);
  return received.n_new;
}

/* Gives how many documents came that were new; whether there was a gap at @has_gap. */
static gint64
import (TbDeskTest *desk, const char *name, gboolean *has_gap)
{
  return import_as (desk, name, FALSE, has_gap);
}

static TbRecord *
add_firm (TbDeskTest *desk, const char *name)
{
  return tb_core_test_add_record (&desk->core, "enterprise", "name", name, NULL);
}

/* There and back: what was said to have come is not sent again. */
static void
test_acknowledged (TbDeskPair *pair, gconstpointer data)
{
  g_autoptr (TbRecord) one = add_firm (&pair->a, "甲公司");
  g_autoptr (TbRecord) two = add_firm (&pair->a, "乙公司");
  g_autoptr (TbRecord) three = NULL;
  g_autofree char *batch = NULL;

  g_assert_cmpint (export (&pair->a, "1.tbx", "乙桌"), ==, 2);
  g_assert_cmpint (import (&pair->b, "1.tbx", NULL), ==, 2);
  tb_desk_test_assert_equal (&pair->a, &pair->b);

  /* B's desk is called what its user is called; it has nothing of its own yet. */
  g_assert_cmpint (export (&pair->b, "2.tbx", "a"), ==, 0);
  g_assert_cmpint (import (&pair->a, "2.tbx", NULL), ==, 0);

  three = add_firm (&pair->a, "丙公司");
  batch = tb_desk_test_set (&pair->b, one, "remark", "乙桌写的");
  g_assert_cmpint (export (&pair->a, "3.tbx", "乙桌"), ==, 1);
  g_assert_cmpint (import (&pair->b, "3.tbx", NULL), ==, 1);
  g_assert_cmpint (export (&pair->b, "4.tbx", "a"), ==, 1);
  g_assert_cmpint (import (&pair->a, "4.tbx", NULL), ==, 1);
  tb_desk_test_assert_equal (&pair->a, &pair->b);
}

/* A file that got lost is in the next one again. */
static void
test_lost (TbDeskPair *pair, gconstpointer data)
{
  g_autoptr (TbRecord) one = add_firm (&pair->a, "甲公司");
  g_autoptr (TbRecord) two = NULL;

  g_assert_cmpint (export (&pair->a, "lost.tbx", "乙桌"), ==, 1);
  two = add_firm (&pair->a, "乙公司");
  g_assert_cmpint (export (&pair->a, "2.tbx", "乙桌"), ==, 2);
  g_assert_cmpint (import (&pair->b, "2.tbx", NULL), ==, 2);
  tb_desk_test_assert_equal (&pair->a, &pair->b);
}

/* So is one whose acknowledgement got lost, until another one comes. */
static void
test_lost_answer (TbDeskPair *pair, gconstpointer data)
{
  g_autoptr (TbRecord) one = add_firm (&pair->a, "甲公司");
  g_autoptr (TbRecord) two = NULL;

  export (&pair->a, "1.tbx", "乙桌");
  import (&pair->b, "1.tbx", NULL);
  export (&pair->b, "lost.tbx", "a");
  two = add_firm (&pair->a, "乙公司");
  g_assert_cmpint (export (&pair->a, "2.tbx", "乙桌"), ==, 2);
  g_assert_cmpint (import (&pair->b, "2.tbx", NULL), ==, 1);
  export (&pair->b, "3.tbx", "a");
  import (&pair->a, "3.tbx", NULL);
  g_assert_cmpint (export (&pair->a, "4.tbx", "乙桌"), ==, 0);
}

/* In any order, and twice. */
static void
test_order (TbDeskPair *pair, gconstpointer data)
{
  g_autoptr (TbRecord) one = add_firm (&pair->a, "甲公司");
  g_autofree char *batch = NULL;

  export (&pair->a, "1.tbx", "乙桌");
  batch = tb_desk_test_set (&pair->a, one, "name", "甲公司（新）");
  export (&pair->a, "2.tbx", "乙桌");
  import (&pair->b, "2.tbx", NULL);
  import (&pair->b, "1.tbx", NULL);
  import (&pair->b, "1.tbx", NULL);
  import (&pair->b, "2.tbx", NULL);
  tb_desk_test_assert_equal (&pair->a, &pair->b);
  export (&pair->b, "3.tbx", "a");
  import (&pair->a, "3.tbx", NULL);
  g_assert_cmpint (export (&pair->a, "4.tbx", "乙桌"), ==, 0);
}

/* Both desks changed one field: each asks, and both hold the same. */
static void
test_both_changed (TbDeskPair *pair, gconstpointer data)
{
  g_autoptr (TbRecord) firm = add_firm (&pair->a, "甲公司");
  g_autofree char *batch = NULL;
  g_autofree char *other_batch = NULL;

  export (&pair->a, "1.tbx", "乙桌");
  import (&pair->b, "1.tbx", NULL);
  batch = tb_desk_test_set (&pair->a, firm, "remark", "甲写的");
  other_batch = tb_desk_test_set (&pair->b, firm, "remark", "乙写的");
  export (&pair->a, "2.tbx", "乙桌");
  import (&pair->b, "2.tbx", NULL);
  export (&pair->b, "3.tbx", "a");
  import (&pair->a, "3.tbx", NULL);
  tb_desk_test_assert_equal (&pair->a, &pair->b);
  g_assert_cmpint (
      tb_desk_test_count (&pair->b, "SELECT count(*) FROM sync_review WHERE state = 'open'"), ==,
      1);
}

/* Each made a file for the other before it read one: later they know that they are two, not four.
 */
static void
test_crossing (TbDeskPair *pair, gconstpointer data)
{
  g_autoptr (TbRecord) one = add_firm (&pair->a, "甲公司");
  g_autoptr (TbRecord) two = add_firm (&pair->b, "乙公司");
  g_autoptr (GPtrArray) desks = NULL;
  g_autoptr (GError) error = NULL;

  export (&pair->a, "a1.tbx", "乙桌");
  export (&pair->b, "b1.tbx", "甲桌");
  import_as (&pair->a, "b1.tbx", TRUE, NULL);
  import_as (&pair->b, "a1.tbx", TRUE, NULL);
  export (&pair->a, "a2.tbx", "乙桌");
  export (&pair->b, "b2.tbx", "甲桌");
  import (&pair->a, "b2.tbx", NULL);
  import (&pair->b, "a2.tbx", NULL);
  export (&pair->a, "a3.tbx", "b");
  import (&pair->b, "a3.tbx", NULL);
  export (&pair->b, "b3.tbx", "a");
  import (&pair->a, "b3.tbx", NULL);
  tb_desk_test_assert_equal (&pair->a, &pair->b);
  desks = tb_parcel_list_desks (pair->a.core.session, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (desks->len, <=, 2);
}

/* Everything, when it is asked for, though it was acknowledged. */
static void
test_full (TbDeskPair *pair, gconstpointer data)
{
  g_autoptr (TbRecord) one = add_firm (&pair->a, "甲公司");
  g_autoptr (TbRecord) two = add_firm (&pair->b, "乙公司");

  export (&pair->b, "1.tbx", "a");
  import_as (&pair->a, "1.tbx", TRUE, NULL);
  export (&pair->a, "2.tbx", "b");
  import (&pair->b, "2.tbx", NULL);
  export (&pair->b, "3.tbx", "a");
  import (&pair->a, "3.tbx", NULL);
  g_assert_cmpint (export (&pair->a, "4.tbx", "b"), ==, 0);
  g_assert_cmpint (
      export_wish (&pair->a, "5.tbx", (TbParcelWish){ .recipient = "b", .is_full = TRUE })
          .n_documents,
      ==, 2);
}

/* A copy of the register file stands for a backup. */
static char *
copy_register (TbDeskTest *desk, const char *name)
{
  char *path = tb_test_dup_path (name);
  g_autoptr (GError) error = NULL;

  tb_session_backup (desk->core.session, path, NULL, NULL, &error);
  g_assert_no_error (error);
  return path;
}

/* B's register is lost and restored from before it read anything: A is told, and gives it again. */
static void
test_restored_reader (TbDeskPair *pair, gconstpointer data)
{
  g_autoptr (TbRecord) own = add_firm (&pair->b, "乙公司");
  g_autoptr (TbRecord) one = NULL;
  g_autoptr (TbRecord) two = NULL;
  g_auto (TbDeskTest) restored = { 0 };
  char *path;
  gboolean has_gap;

  export (&pair->b, "0.tbx", "甲桌");
  import (&pair->a, "0.tbx", NULL);
  path = copy_register (&pair->b, "restored.db");
  one = add_firm (&pair->a, "甲公司");
  export (&pair->a, "1.tbx", "b");
  import (&pair->b, "1.tbx", NULL);
  /* This, too, comes to A, and is lost at B. */
  two = add_firm (&pair->b, "丙公司");
  export (&pair->b, "2.tbx", "甲桌");
  import (&pair->a, "2.tbx", NULL);

  tb_desk_test_open_path (&restored, path, "b", pair->server);
  export (&pair->a, "3.tbx", "b");
  import (&restored, "3.tbx", &has_gap);
  g_assert_true (has_gap);
  export (&restored, "4.tbx", "甲桌");
  import (&pair->a, "4.tbx", &has_gap);
  export (&pair->a, "5.tbx", "b");
  import (&restored, "5.tbx", NULL);
  tb_desk_test_assert_equal (&pair->a, &restored);
}

/* A's register is restored, and what it does then has numbers that B has seen before. */
static void
test_restored_writer (TbDeskPair *pair, gconstpointer data)
{
  g_autoptr (TbRecord) one = add_firm (&pair->a, "甲公司");
  g_autoptr (TbRecord) two = NULL;
  g_autoptr (TbRecord) three = NULL;
  g_auto (TbDeskTest) restored = { 0 };
  char *path;

  export (&pair->a, "1.tbx", "b");
  import (&pair->b, "1.tbx", NULL);
  path = copy_register (&pair->a, "restored.db");
  two = add_firm (&pair->a, "乙公司");
  export (&pair->a, "2.tbx", "b");
  import (&pair->b, "2.tbx", NULL);
  export (&pair->b, "3.tbx", "a");

  tb_desk_test_open_path (&restored, path, "a", pair->server);
  three = add_firm (&restored, "丙公司");
  /* What B says here, it says of the desk that there was. */
  import (&restored, "3.tbx", NULL);
  export (&restored, "4.tbx", "b");
  import (&pair->b, "4.tbx", NULL);
  export_wish (&pair->b, "5.tbx", (TbParcelWish){ .recipient = "a", .is_full = TRUE });
  import (&restored, "5.tbx", NULL);
  tb_desk_test_assert_equal (&pair->b, &restored);
}

/* Gives the words of the refusal, which changes nothing. */
static char *
refuse (TbDeskTest *desk, GFile *file, const char *passphrase, TbError code,
        TbParcelReceived *received)
{
  g_autofree char *before = tb_core_test_dump (&desk->core);
  g_autofree char *after = NULL;
  g_autofree char *words = NULL;
  g_autoptr (GPtrArray) desks = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (tb_parcel_import (desk->core.session, file, passphrase, FALSE, received, NULL,
                                    NULL, NULL, &error));
  g_assert_error (error, TB_ERROR, (int)code);
  words = g_strdup (error->message);
  g_clear_error (&error);
  after = tb_core_test_dump (&desk->core);
  g_assert_cmpstr (before, ==, after);
  desks = tb_parcel_list_desks (desk->core.session, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (desks->len, ==, 0);
  return g_steal_pointer (&words);
}

static void
assert_refused (TbDeskTest *desk, GFile *file, const char *passphrase, TbError code)
{
  g_auto (TbParcelReceived) received = { 0 };
  g_autofree char *words = refuse (desk, file, passphrase, code, &received);

  g_assert_nonnull (words);
}

/* What cannot be read changes nothing. */
static void
test_refused (TbDeskPair *pair, gconstpointer data)
{
  g_autoptr (TbRecord) one = add_firm (&pair->a, "甲公司");
  g_autoptr (GFile) file = new_file ("1.tbx");
  g_autoptr (GFile) cut = new_file ("cut.tbx");
  g_autofree char *content = NULL;
  gsize length;
  g_autoptr (GError) error = NULL;

  export (&pair->a, "1.tbx", "乙桌");
  assert_refused (&pair->b, file, "another passphrase", TB_ERROR_PASSPHRASE);
  g_file_load_contents (file, NULL, &content, &length, NULL, &error);
  g_assert_no_error (error);
  g_file_replace_contents (cut, content, length - 1, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL,
                           &error);
  g_assert_no_error (error);
  assert_refused (&pair->b, cut, PASSPHRASE, TB_ERROR_FILE);
}

static void
test_own_file (TbDeskPair *pair, gconstpointer data)
{
  g_autoptr (TbRecord) one = add_firm (&pair->a, "甲公司");
  g_autoptr (GFile) file = new_file ("1.tbx");
  g_auto (TbParcelReceived) received = { 0 };
  g_autoptr (GError) error = NULL;

  export (&pair->a, "1.tbx", "乙桌");
  g_assert_false (tb_parcel_import (pair->a.core.session, file, PASSPHRASE, FALSE, &received, NULL,
                                    NULL, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
}

static void
test_wrong_wishes (TbDeskPair *pair, gconstpointer data)
{
  g_autoptr (GFile) file = new_file ("1.tbx");
  const TbParcelWish wishes[] = {
    { .recipient = " ", .passphrase = PASSPHRASE },
    { .recipient = "乙桌", .passphrase = "short" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wishes); i++)
    {
      TbParcelSent sent;
      g_autoptr (GError) error = NULL;

      g_assert_false (tb_parcel_export (pair->a.core.session, file, &wishes[i], &sent, NULL, NULL,
                                        NULL, &error));
      g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
      g_assert_false (g_file_query_exists (file, NULL));
    }
}

/* A file that could not be written was not given. */
static void
test_unwritable (TbDeskPair *pair, gconstpointer data)
{
  g_autoptr (TbRecord) one = add_firm (&pair->a, "甲公司");
  g_autoptr (GFile) nowhere = new_file ("no-such-folder/1.tbx");
  const TbParcelWish wish = { .recipient = "乙桌", .passphrase = PASSPHRASE };
  TbParcelSent sent;
  g_autoptr (GError) error = NULL;

  g_assert_false (
      tb_parcel_export (pair->a.core.session, nowhere, &wish, &sent, NULL, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (export (&pair->a, "2.tbx", "乙桌"), ==, 1);
}

/* A branch of that name, and its tower. */
static void
set_up_branch (TbDeskTest *desk, const char *tower, const char *branch)
{
  const TbSetup setup = { .tower = tower, .branch = branch, .storeys_above = 2 };
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = tb_setup_run (desk->core.session, &setup, &error);

  g_assert_no_error (error);
}

/* Reads what a person is to be asked about the file. */
static void
read_question (TbDeskTest *desk, const char *name, TbParcelReceived *received, char **words)
{
  g_autoptr (GFile) file = new_file (name);

  *words = refuse (desk, file, PASSPHRASE, TB_ERROR_STRANGER, received);
  g_assert_nonnull (received->stranger);
}

/* Another tower's file is taken only where somebody says so, and the register is kept before. */
static void
test_stranger (TbDeskPair *pair, gconstpointer data)
{
  g_autoptr (TbRecord) removed = NULL;
  g_autoptr (TbRecord) own = NULL;
  g_autoptr (GFile) file = new_file ("1.tbx");
  g_auto (TbParcelReceived) asked = { 0 };
  g_auto (TbParcelReceived) received = { 0 };
  g_auto (TbDeskTest) kept = { 0 };
  g_autofree char *words = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *batch = NULL;
  g_autoptr (GError) error = NULL;

  set_up_branch (&pair->a, "国贸大厦", "国贸大厦联合党支部");
  removed = add_firm (&pair->a, "迁出的公司");
  batch = tb_session_remove (pair->a.core.session, removed, NULL, &error);
  g_assert_no_error (error);
  set_up_branch (&pair->b, "银座大厦", NULL);
  own = add_firm (&pair->b, "乙公司");
  export (&pair->a, "1.tbx", "乙桌");

  read_question (&pair->b, "1.tbx", &asked, &words);
  g_assert_cmpstr (asked.stranger->sender, ==, "a");
  g_assert_nonnull (asked.stranger->made_at);
  g_assert_cmpstr (asked.stranger->about, ==, "国贸大厦联合党支部");
  g_assert_cmpint (asked.stranger->n_records, ==, 4);
  g_assert_cmpstr (asked.stranger->own_about, ==, "银座大厦");
  g_assert_cmpint (asked.stranger->n_own, ==, 4);
  g_assert_false (asked.stranger->is_connected);
  g_assert_nonnull (strstr (words, "brings 4 records, of “国贸大厦联合党支部”"));
  g_assert_nonnull (strstr (words, "This register has 4 records, of “银座大厦”"));

  before = tb_core_test_dump (&pair->b.core);
  tb_parcel_import (pair->b.core.session, file, PASSPHRASE, TRUE, &received, NULL, NULL, NULL,
                    &error);
  g_assert_no_error (error);
  g_assert_cmpint (received.n_new, ==, 5);
  g_assert_null (received.stranger);
  g_assert_nonnull (received.backup);
  tb_core_test_assert_sound (&pair->b.core);

  /* It is known from now on. */
  export (&pair->a, "2.tbx", "乙桌");
  import (&pair->b, "2.tbx", NULL);

  tb_desk_test_open_path (&kept, g_strdup (received.backup), "b", pair->server);
  after = tb_core_test_dump (&kept.core);
  g_assert_cmpstr (before, ==, after);
}

/* Both towers have one name: that makes them no less two. A service carries all of it on. */
static void
test_stranger_of_same_name (TbDeskPair *pair, gconstpointer data)
{
  g_auto (TbParcelReceived) asked = { 0 };
  g_autofree char *words = NULL;
  g_autoptr (GError) error = NULL;

  set_up_branch (&pair->a, "国贸大厦", NULL);
  set_up_branch (&pair->b, "国贸大厦", NULL);
  tb_session_set_setting (pair->b.core.session, "sync.url", "https://example.org", &error);
  tb_session_set_setting (pair->b.core.session, "sync.branch", "yinzuo", &error);
  tb_session_set_setting (pair->b.core.session, "sync.user", "tang", &error);
  g_assert_no_error (error);
  export (&pair->a, "1.tbx", "乙桌");

  read_question (&pair->b, "1.tbx", &asked, &words);
  g_assert_nonnull (strstr (words, "there twice"));
  g_assert_true (asked.stranger->is_connected);
  g_assert_nonnull (strstr (words, "goes on to the service"));
}

/* Who brings nothing is a stranger all the same: the next file would not be asked about. */
static void
test_empty_stranger (TbDeskPair *pair, gconstpointer data)
{
  g_autoptr (TbRecord) own = add_firm (&pair->b, "乙公司");
  g_auto (TbParcelReceived) asked = { 0 };
  g_autofree char *words = NULL;

  export (&pair->a, "1.tbx", "乙桌");
  read_question (&pair->b, "1.tbx", &asked, &words);
  g_assert_null (asked.stranger->about);
  g_assert_null (asked.stranger->own_about);
  g_assert_cmpint (asked.stranger->n_records, ==, 0);
}

/* A third desk of the branch was never heard of, but brings a record that is here, though removed.
 */
static void
test_same_branch (TbDeskPair *pair, gconstpointer data)
{
  g_auto (TbDeskTest) third = { 0 };
  g_autoptr (TbRecord) firm = add_firm (&pair->a, "甲公司");
  g_autoptr (TbRecord) more = NULL;
  g_autofree char *batch = NULL;
  g_autoptr (GError) error = NULL;

  tb_desk_test_open (&third, "c", pair->server);
  export (&pair->a, "1.tbx", "乙桌");
  import (&pair->b, "1.tbx", NULL);
  export (&pair->a, "2.tbx", "丙桌");
  import (&third, "2.tbx", NULL);
  batch = tb_session_remove (pair->b.core.session, firm, NULL, &error);
  g_assert_no_error (error);
  more = add_firm (&third, "乙公司");
  export (&third, "3.tbx", "乙桌");
  g_assert_cmpint (import (&pair->b, "3.tbx", NULL), ==, 1);
}

static TbExchangeDesk *
find_desk (GPtrArray *desks, const char *name)
{
  TbExchangeDesk *desk = tb_exchange_desks_find_name (desks, name);

  g_assert_nonnull (desk);
  return desk;
}

/* A file that another desk was meant to have does no harm: what is in it is taken over, that it
 * begins where that desk is is said, and the desks are not taken for one another. */
static void
test_for_another (TbDeskPair *pair, gconstpointer data)
{
  g_auto (TbDeskTest) third = { 0 };
  g_autoptr (TbRecord) firm = add_firm (&pair->a, "甲公司");
  g_autoptr (TbRecord) between = NULL;
  g_autoptr (TbRecord) more = NULL;
  g_autoptr (TbRecord) last = NULL;
  g_autoptr (GFile) file = new_file ("4.tbx");
  g_auto (TbParcelReceived) received = { 0 };
  g_autoptr (GPtrArray) desks = NULL;
  g_autoptr (GError) error = NULL;

  tb_desk_test_open (&third, "c", pair->server);
  export (&pair->a, "1.tbx", "丙桌");
  import (&third, "1.tbx", NULL);
  between = add_firm (&pair->a, "丁公司");
  export (&pair->a, "2.tbx", "乙桌");
  import (&pair->b, "2.tbx", NULL);
  more = add_firm (&pair->b, "乙公司");
  export (&pair->b, "3.tbx", "a");
  import (&pair->a, "3.tbx", NULL);
  last = add_firm (&pair->a, "丙公司");
  g_assert_cmpint (export (&pair->a, "4.tbx", "乙桌"), ==, 1);

  tb_parcel_import (third.core.session, file, PASSPHRASE, FALSE, &received, NULL, NULL, NULL,
                    &error);
  g_assert_no_error (error);
  g_assert_cmpint (received.n_new, ==, 1);
  g_assert_true (received.has_gap);
  g_assert_true (received.is_for_another);

  /* The answer of the one is not the answer of the other. */
  export (&third, "5.tbx", "a");
  import (&pair->a, "5.tbx", NULL);
  desks = tb_parcel_list_desks (pair->a.core.session, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (desks->len, ==, 2);
  g_assert_cmpstr (find_desk (desks, "乙桌")->device, !=, find_desk (desks, "丙桌")->device);
  g_assert_cmpint (find_desk (desks, "乙桌")->received, >, 0);

  import (&pair->b, "4.tbx", NULL);
  export (&pair->b, "6.tbx", "a");
  import (&pair->a, "6.tbx", NULL);
  export (&pair->a, "7.tbx", "丙桌");
  import (&third, "7.tbx", NULL);
  tb_desk_test_assert_equal (&pair->a, &pair->b);
  tb_desk_test_assert_equal (&pair->a, &third);
}

/* Two desks read the same first file, and both answer it. */
static void
test_read_by_two (TbDeskPair *pair, gconstpointer data)
{
  g_auto (TbDeskTest) third = { 0 };
  g_autoptr (TbRecord) one = add_firm (&pair->a, "甲公司");
  g_autoptr (TbRecord) two = NULL;
  g_autoptr (TbRecord) three = NULL;

  tb_desk_test_open (&third, "c", pair->server);
  export (&pair->a, "1.tbx", "各桌");
  import (&pair->b, "1.tbx", NULL);
  import (&third, "1.tbx", NULL);
  two = add_firm (&pair->b, "乙公司");
  three = add_firm (&third, "丙公司");
  for (guint i = 0; i < 2; i++)
    {
      export (&pair->b, "2.tbx", "a");
      g_assert_cmpint (import (&pair->a, "2.tbx", NULL), ==, i == 0);
      export (&third, "3.tbx", "a");
      g_assert_cmpint (import (&pair->a, "3.tbx", NULL), ==, i == 0);
      export (&pair->a, "4.tbx", "各桌");
      import (&pair->b, "4.tbx", NULL);
      export (&pair->a, "5.tbx", "c");
      import (&third, "5.tbx", NULL);
    }
  tb_desk_test_assert_equal (&pair->a, &pair->b);
  tb_desk_test_assert_equal (&pair->a, &third);
}

/* Who answers a file of this desk was chosen by the person who made that. */
static void
test_answer_of_another_tower (TbDeskPair *pair, gconstpointer data)
{
  g_autoptr (TbRecord) one = add_firm (&pair->a, "甲公司");
  g_autoptr (TbRecord) two = add_firm (&pair->b, "乙公司");

  export (&pair->a, "1.tbx", "乙桌");
  import_as (&pair->b, "1.tbx", TRUE, NULL);
  export (&pair->b, "2.tbx", "a");
  g_assert_cmpint (import (&pair->a, "2.tbx", NULL), ==, 1);
  tb_desk_test_assert_equal (&pair->a, &pair->b);
}

/* Photos come with their records when that is asked for, and are not read twice. */
static void
test_attachments (TbDeskPair *pair, gconstpointer data)
{
  g_autoptr (TbRecord) organisation
      = tb_core_test_add_record (&pair->a.core, "organisation", "name", "联合党支部", NULL);
  g_autoptr (TbRecord) event = tb_core_test_add_record (
      &pair->a.core, "event", "title", "主题党日", "kind", "ZW", "organisation",
      tb_record_get_id (organisation), "planned_on", "2026-11-20", NULL);
  g_autoptr (GFile) photo = new_file ("合影.txt");
  g_autoptr (GFile) kept = NULL;
  g_autoptr (GFile) file = new_file ("1.tbx");
  g_autofree char *batch = NULL;
  g_auto (TbParcelReceived) received = { 0 };
  g_autoptr (TbAttachmentList) list = NULL;
  g_autoptr (GError) error = NULL;
  TbParcelSent sent;

  g_file_replace_contents (photo, "纪要", strlen ("纪要"), NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                           NULL, &error);
  g_assert_no_error (error);
  batch = tb_session_attach (pair->a.core.session, &tb_type_event, tb_record_get_id (event), photo,
                             NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  sent = export_wish (&pair->a, "0.tbx", (TbParcelWish){ .recipient = "乙桌" });
  g_assert_cmpint (sent.n_files, ==, 0);
  sent = export_wish (&pair->a, "1.tbx", (TbParcelWish){ .recipient = "乙桌", .with_files = TRUE });
  g_assert_cmpint (sent.n_files, ==, 1);
  g_assert_cmpint (sent.n_missing, ==, 0);

  tb_parcel_import (pair->b.core.session, file, PASSPHRASE, FALSE, &received, NULL, NULL, NULL,
                    &error);
  g_assert_no_error (error);
  g_assert_cmpint (received.n_files, ==, 1);
  list = tb_session_list_attachments (pair->b.core.session, &tb_type_event,
                                      tb_record_get_id (event), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->attachments->len, ==, 1);
  g_assert_false (((TbAttachment *)g_ptr_array_index (list->attachments, 0))->is_missing);

  tb_parcel_received_clear (&received);
  tb_parcel_import (pair->b.core.session, file, PASSPHRASE, FALSE, &received, NULL, NULL, NULL,
                    &error);
  g_assert_no_error (error);
  g_assert_cmpint (received.n_files, ==, 0);

  /* As after an import that ended between documents and photos. */
  kept = tb_session_get_attachment_file (
      pair->b.core.session, ((TbAttachment *)g_ptr_array_index (list->attachments, 0))->record);
  g_assert_true (g_file_delete (kept, NULL, &error));
  tb_parcel_received_clear (&received);
  tb_parcel_import (pair->b.core.session, file, PASSPHRASE, FALSE, &received, NULL, NULL, NULL,
                    &error);
  g_assert_no_error (error);
  g_assert_cmpint (received.n_files, ==, 1);
  g_assert_true (g_file_query_exists (kept, NULL));
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  tb_desk_pair_add ("/exchange-parcel/acknowledged", test_acknowledged);
  tb_desk_pair_add ("/exchange-parcel/lost", test_lost);
  tb_desk_pair_add ("/exchange-parcel/lost-answer", test_lost_answer);
  tb_desk_pair_add ("/exchange-parcel/order", test_order);
  tb_desk_pair_add ("/exchange-parcel/both-changed", test_both_changed);
  tb_desk_pair_add ("/exchange-parcel/crossing", test_crossing);
  tb_desk_pair_add ("/exchange-parcel/full", test_full);
  tb_desk_pair_add ("/exchange-parcel/restored-reader", test_restored_reader);
  tb_desk_pair_add ("/exchange-parcel/restored-writer", test_restored_writer);
  tb_desk_pair_add ("/exchange-parcel/refused", test_refused);
  tb_desk_pair_add ("/exchange-parcel/own-file", test_own_file);
  tb_desk_pair_add ("/exchange-parcel/wrong-wishes", test_wrong_wishes);
  tb_desk_pair_add ("/exchange-parcel/unwritable", test_unwritable);
  tb_desk_pair_add ("/exchange-parcel/stranger", test_stranger);
  tb_desk_pair_add ("/exchange-parcel/stranger-of-same-name", test_stranger_of_same_name);
  tb_desk_pair_add ("/exchange-parcel/empty-stranger", test_empty_stranger);
  tb_desk_pair_add ("/exchange-parcel/same-branch", test_same_branch);
  tb_desk_pair_add ("/exchange-parcel/for-another", test_for_another);
  tb_desk_pair_add ("/exchange-parcel/read-by-two", test_read_by_two);
  tb_desk_pair_add ("/exchange-parcel/answer-of-another-tower", test_answer_of_another_tower);
  tb_desk_pair_add ("/exchange-parcel/attachments", test_attachments);

  return tb_test_run ();
}
