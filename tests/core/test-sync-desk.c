/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Registers that exchange with a branch's database in memory. */

#include "tb-desk-test.h"
#include "tb-error.h"
#include "tb-session-private.h"
#include "tb-statement.h"
#include "tb-test.h"

static void
test_first_exchange (TbDeskPair *pair, gconstpointer data)
{
  g_autoptr (TbRecord) tower = NULL;
  g_autoptr (TbRecord) enterprise = NULL;
  g_autoptr (TbRecord) person = NULL;

  tower = tb_core_test_add_record (&pair->a.core, "tower", "name", "甲大厦", NULL);
  enterprise = tb_core_test_add_record (&pair->a.core, "enterprise", "name", "甲公司", NULL);
  person = tb_core_test_add_record (&pair->a.core, "person", "name", "单春花", "enterprise",
                                    tb_record_get_id (enterprise), NULL);

  tb_desk_test_exchange (&pair->a);
  g_assert_cmpuint (pair->a.stats.n_pushed, ==, 3);
  tb_desk_test_exchange (&pair->b);
  g_assert_cmpuint (pair->b.stats.n_pulled, ==, 3);
  g_assert_cmpuint (pair->b.stats.n_pushed, ==, 0);
  tb_desk_test_assert_equal (&pair->a, &pair->b);

  /* What came is named by who did it. */
  g_assert_cmpint (tb_desk_test_count (&pair->b, "SELECT count(*) FROM change WHERE actor = 'a'"),
                   ==, 3);
  g_assert_cmpint (
      tb_desk_test_count (&pair->b, "SELECT count(*) FROM person WHERE source = 'sync'"), ==, 1);
}

/* A firm that both have. */
static TbRecord *
share_enterprise (TbDeskPair *pair)
{
  TbRecord *enterprise
      = tb_core_test_add_record (&pair->a.core, "enterprise", "name", "甲公司", NULL);

  tb_desk_test_exchange (&pair->a);
  tb_desk_test_exchange (&pair->b);
  return enterprise;
}

static void
test_both_ways (TbDeskPair *pair, gconstpointer data)
{
  g_autoptr (TbRecord) enterprise = NULL;
  g_autofree char *batch = NULL;
  g_autofree char *other_batch = NULL;
  g_autofree char *remark = NULL;

  enterprise = share_enterprise (pair);

  /* Different fields: both stand, and nobody is asked. */
  batch = tb_desk_test_set (&pair->a, enterprise, "remark", "甲写的");
  other_batch = tb_desk_test_set (&pair->b, enterprise, "name", "乙公司");
  tb_desk_test_exchange (&pair->a);
  tb_desk_test_exchange (&pair->b);
  tb_desk_test_exchange (&pair->a);
  tb_desk_test_assert_equal (&pair->a, &pair->b);
  remark = tb_desk_test_dup (&pair->b, enterprise, "remark");
  g_assert_cmpstr (remark, ==, "甲写的");
  g_assert_cmpint (tb_desk_test_count (&pair->a, "SELECT count(*) FROM sync_review"), ==, 0);
  g_assert_cmpint (tb_desk_test_count (&pair->b, "SELECT count(*) FROM sync_review"), ==, 0);
}

static void
test_same_field (TbDeskPair *pair, gconstpointer data)
{
  g_autoptr (TbRecord) enterprise = NULL;
  g_autofree char *batch = NULL;
  g_autofree char *other_batch = NULL;

  enterprise = share_enterprise (pair);

  batch = tb_desk_test_set (&pair->a, enterprise, "remark", "甲写的");
  other_batch = tb_desk_test_set (&pair->b, enterprise, "remark", "乙写的");
  tb_desk_test_exchange (&pair->a);
  tb_desk_test_exchange (&pair->b);
  tb_desk_test_exchange (&pair->a);
  tb_desk_test_assert_equal (&pair->a, &pair->b);
  g_assert_cmpint (
      tb_desk_test_count (&pair->b, "SELECT count(*) FROM sync_review WHERE state = 'open'"), ==,
      1);
}

/* Who wrote what does not stand is told so, also where the merge was another desk's. */
static void
test_merged_elsewhere (TbDeskPair *pair, gconstpointer data)
{
  static const char *const names[] = { "甲公司", "乙公司", "丙公司", "丁公司", "戊公司", "己公司" };
  TbRecord *enterprises[G_N_ELEMENTS (names)];
  gint64 n_lost = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    enterprises[i] = tb_core_test_add_record (&pair->a.core, "enterprise", "name", names[i], NULL);
  tb_desk_test_exchange (&pair->a);
  tb_desk_test_exchange (&pair->b);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *batch = tb_desk_test_set (&pair->a, enterprises[i], "remark", "甲写的");
      g_autofree char *other_batch
          = tb_desk_test_set (&pair->b, enterprises[i], "remark", "乙写的");
    }
  tb_desk_test_exchange (&pair->a);
  tb_desk_test_exchange (&pair->b);
  tb_desk_test_exchange (&pair->a);
  tb_desk_test_assert_equal (&pair->a, &pair->b);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (TbRecord) shown = tb_core_test_reload (&pair->a.core, enterprises[i]);

      n_lost += strcmp (tb_core_test_get (shown, "remark"), "甲写的") != 0;
      g_object_unref (enterprises[i]);
    }
  g_assert_cmpint (n_lost, >, 0);
  g_assert_cmpint (n_lost, <, (gint64)G_N_ELEMENTS (names));
  g_assert_cmpint (
      tb_desk_test_count (&pair->a, "SELECT count(*) FROM sync_review WHERE state = 'open'"), ==,
      n_lost);
}

/* The same for who edited what another desk removed. */
static void
test_removed_elsewhere (TbDeskPair *pair, gconstpointer data)
{
  static const char *const names[] = { "甲公司", "乙公司", "丙公司", "丁公司", "戊公司", "己公司" };
  TbRecord *enterprises[G_N_ELEMENTS (names)];
  g_autoptr (GPtrArray) there = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    enterprises[i] = tb_core_test_add_record (&pair->a.core, "enterprise", "name", names[i], NULL);
  tb_desk_test_exchange (&pair->a);
  tb_desk_test_exchange (&pair->b);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (TbRecord) enterprise = enterprises[i];
      g_autofree char *batch = tb_desk_test_set (&pair->a, enterprise, "remark", "甲写的");
    }
  there = tb_core_test_list (&pair->b.core, "enterprise");
  g_assert_cmpuint (there->len, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < there->len; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *batch
          = tb_session_remove (pair->b.core.session, g_ptr_array_index (there, i), NULL, &error);

      g_assert_no_error (error);
    }
  tb_desk_test_exchange (&pair->a);
  tb_desk_test_exchange (&pair->b);
  tb_desk_test_exchange (&pair->a);
  tb_desk_test_assert_equal (&pair->a, &pair->b);
  g_assert_cmpint (
      tb_desk_test_count (&pair->a, "SELECT count(*) FROM sync_review WHERE state = 'open'"), ==,
      G_N_ELEMENTS (names));
}

/* A person comes before the firm that it refers to, and two records that refer to each other. */
static void
test_waiting (TbDeskPair *pair, gconstpointer data)
{
  g_autoptr (TbRecord) tower = NULL;
  g_autoptr (TbRecord) organisation = NULL;
  g_autofree char *batch = NULL;

  tower = tb_core_test_add_record (&pair->a.core, "tower", "name", "甲大厦", NULL);
  organisation = tb_core_test_add_record (&pair->a.core, "organisation", "name", "甲支部", "kind",
                                          "branch", "tower", tb_record_get_id (tower), NULL);
  batch = tb_desk_test_set (&pair->a, tower, "organisation", tb_record_get_id (organisation));
  tb_desk_test_exchange (&pair->a);
  tb_desk_test_exchange (&pair->b);
  tb_desk_test_assert_equal (&pair->a, &pair->b);
  g_assert_cmpint (tb_desk_test_count (&pair->b, "SELECT count(*) FROM sync_waiting"), ==, 0);
}

static void
test_idle (TbDeskPair *pair, gconstpointer data)
{
  g_autoptr (TbRecord) enterprise = NULL;
  guint n_calls;

  enterprise = tb_core_test_add_record (&pair->a.core, "enterprise", "name", "甲公司", NULL);
  tb_desk_test_exchange (&pair->a);
  tb_desk_test_exchange (&pair->a);

  n_calls = tb_memory_peer_get_n_calls (pair->a.peer);
  tb_desk_test_exchange (&pair->a);
  g_assert_cmpuint (tb_memory_peer_get_n_calls (pair->a.peer) - n_calls, <=, 2);
}

/* An older copy of the pair->server's database lost what was pushed since, and gets it again. */
static void
test_restored_server (TbDeskPair *pair, gconstpointer data)
{
  g_autoptr (TbMemoryServer) copy = NULL;
  g_autoptr (TbRecord) one = NULL;
  g_autoptr (TbRecord) other = NULL;

  one = tb_core_test_add_record (&pair->a.core, "enterprise", "name", "甲公司", NULL);
  tb_desk_test_exchange (&pair->a);
  copy = tb_memory_server_copy (pair->server);
  other = tb_core_test_add_record (&pair->a.core, "enterprise", "name", "乙公司", NULL);
  tb_desk_test_exchange (&pair->a);

  tb_memory_server_restore (pair->server, copy);
  g_clear_pointer (&pair->a.replicator, tb_replicator_free);
  pair->a.replicator
      = tb_replicator_new (TB_SYNC_PEER (pair->a.peer), tb_sync_desk_get_interface (pair->a.desk));
  tb_desk_test_exchange (&pair->a);
  g_assert_true (pair->a.stats.restarted);
  g_assert_cmpuint (pair->a.stats.n_pushed, ==, 1);

  tb_desk_test_exchange (&pair->b);
  tb_desk_test_assert_equal (&pair->a, &pair->b);
}

static void
test_removed (TbDeskPair *pair, gconstpointer data)
{
  g_autoptr (TbRecord) enterprise = NULL;
  g_autoptr (TbRecord) present = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;
  g_autofree char *undone = NULL;

  enterprise = share_enterprise (pair);

  present = tb_core_test_reload (&pair->a.core, enterprise);
  batch = tb_session_remove (pair->a.core.session, present, NULL, &error);
  g_assert_no_error (error);
  tb_desk_test_exchange (&pair->a);
  tb_desk_test_exchange (&pair->b);
  g_assert_cmpint (
      tb_desk_test_count (&pair->b, "SELECT count(*) FROM enterprise WHERE removed_at IS NULL"), ==,
      0);

  undone = tb_session_undo (pair->a.core.session, batch, NULL, &error);
  g_assert_no_error (error);
  tb_desk_test_exchange (&pair->a);
  tb_desk_test_exchange (&pair->b);
  tb_desk_test_assert_equal (&pair->a, &pair->b);
  g_assert_cmpint (
      tb_desk_test_count (&pair->b, "SELECT count(*) FROM enterprise WHERE removed_at IS NULL"), ==,
      1);
}

/* Both desks gave the same code to firms of their own: the older record keeps it everywhere. */
static void
test_unique (TbDeskPair *pair, gconstpointer data)
{
  static const char *const code = "91440300MA5EXAMP05";
  g_autoptr (TbRecord) one = NULL;
  g_autoptr (TbRecord) other = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *lost = NULL;

  one = tb_core_test_add_record (&pair->a.core, "organisation", "name", "甲支部", "kind", "branch",
                                 "code", code, NULL);
  tb_clock_advance (pair->b.core.clock, G_TIME_SPAN_MINUTE);
  other = tb_core_test_add_record (&pair->b.core, "organisation", "name", "乙支部", "kind",
                                   "branch", "code", code, NULL);
  tb_desk_test_exchange (&pair->a);
  tb_desk_test_exchange (&pair->b);
  tb_desk_test_exchange (&pair->a);
  tb_desk_test_assert_equal (&pair->a, &pair->b);

  kept = tb_desk_test_dup (&pair->a, one, "code");
  lost = tb_desk_test_dup (&pair->a, other, "code");
  g_assert_cmpstr (kept, ==, code);
  g_assert_cmpstr (lost, ==, NULL);
  g_assert_cmpint (
      tb_desk_test_count (&pair->b, "SELECT count(*) FROM sync_review WHERE kind = 'unique'"), ==,
      1);
}

static void
test_undo_is_refused (TbDeskPair *pair, gconstpointer data)
{
  g_autoptr (TbRecord) enterprise = NULL;
  g_autoptr (GPtrArray) batches = NULL;
  g_autoptr (GError) error = NULL;
  const TbBatchInfo *batch;
  char *undone;

  enterprise = share_enterprise (pair);

  batches = tb_session_get_batches (pair->b.core.session, 10, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (batches->len, ==, 1);
  batch = g_ptr_array_index (batches, 0);
  g_assert_cmpint (batch->kind, ==, TB_BATCH_SYNC);

  undone = tb_session_undo (pair->b.core.session, batch->id, NULL, &error);
  g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
  g_assert_null (undone);
  g_clear_error (&error);
  undone = tb_session_undo (pair->b.core.session, NULL, NULL, &error);
  g_assert_error (error, TB_ERROR, TB_ERROR_NOT_FOUND);
  g_assert_null (undone);
}

/* A copy of a register is a desk of its own: what both change meets as the changes of any two. */
static void
test_copied_register (TbDeskPair *pair, gconstpointer data)
{
  g_auto (TbDeskTest) copy = { 0 };
  g_autofree char *path = tb_test_dup_path ("copy.db");
  g_autoptr (TbRecord) one = NULL;
  g_autoptr (TbRecord) other = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;
  g_auto (TbReplicatorState) state = { 0 };
  g_auto (TbReplicatorState) copy_state = { 0 };
  const TbReplicatorDesk *desk;

  one = tb_core_test_add_record (&pair->a.core, "enterprise", "name", "甲公司", NULL);
  tb_desk_test_exchange (&pair->a);
  tb_session_backup (pair->a.core.session, path, NULL, NULL, &error);
  g_assert_no_error (error);
  other = tb_core_test_add_record (&pair->a.core, "enterprise", "name", "乙公司", NULL);
  tb_desk_test_exchange (&pair->a);

  tb_desk_test_open_path (&copy, g_steal_pointer (&path), "copy", pair->server);
  batch = tb_desk_test_set (&copy, one, "remark", "在副本上写的");
  desk = tb_sync_desk_get_interface (pair->a.desk);
  desk->begin (desk->data, &state, NULL, &error);
  g_assert_no_error (error);
  desk = tb_sync_desk_get_interface (copy.desk);
  desk->begin (desk->data, &copy_state, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (state.device, !=, copy_state.device);
  g_assert_null (copy_state.since);

  tb_desk_test_exchange (&copy);
  tb_desk_test_exchange (&pair->a);
  tb_desk_test_assert_equal (&pair->a, &copy);
  g_assert_cmpint (tb_desk_test_count (&pair->a, "SELECT count(*) FROM enterprise"), ==, 2);
}

static TbPeerDocument *
new_document (const char *id, const char *revs, const char *json)
{
  TbPeerDocument *document = g_new0 (TbPeerDocument, 1);
  g_autoptr (JsonNode) node = json_from_string (json, NULL);

  g_assert_nonnull (node);
  document->id = g_strdup (id);
  document->ancestry = g_strsplit (revs, " ", -1);
  document->rev = g_strdup (document->ancestry[0]);
  document->body = json_node_dup_object (node);
  return document;
}

static void
put (TbMemoryServer *server, TbPeerDocument *document)
{
  g_autoptr (GPtrArray) documents
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_document_free);
  g_autoptr (TbSyncPeer) peer = TB_SYNC_PEER (tb_memory_peer_new (server));
  g_autoptr (GPtrArray) refusals = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (documents, document);
  tb_sync_peer_put (peer, documents, &refusals, NULL, &error);
  g_assert_no_error (error);
}

/* Documents that no register can hold are kept aside, and keep nothing else from coming. */
static void
test_poison (TbDeskPair *pair, gconstpointer data)
{
  g_autoptr (TbRecord) one = NULL;

  put (pair->server, new_document ("enterprise:01a200fb-5100-7440-9be8-000000000001",
                                   "1-00000000000000000000000000000001",
                                   "{\"type\":\"enterprise\",\"schema\":1,\"name\":12}"));
  put (pair->server, new_document ("enterprise:01a200fb-5100-7440-9be8-000000000002",
                                   "1-00000000000000000000000000000002",
                                   "{\"type\":\"enterprise\",\"schema\":1}"));
  put (pair->server, new_document ("tower:x", "1-00000000000000000000000000000003",
                                   "{\"type\":\"tower\",\"schema\":1,\"name\":\"甲\"}"));
  put (pair->server, new_document ("person:01a200fb-5100-7440-9be8-000000000004",
                                   "1-00000000000000000000000000000004",
                                   "{\"type\":\"tower\",\"schema\":1,\"name\":\"甲\"}"));
  put (pair->server, new_document ("vote:0000", "1-00000000000000000000000000000005",
                                   "{\"type\":\"vote\",\"schema\":1,\"record\":\"x\"}"));
  put (pair->server, new_document ("unheard-of:1", "1-00000000000000000000000000000006", "{}"));

  one = tb_core_test_add_record (&pair->b.core, "enterprise", "name", "甲公司", NULL);
  tb_desk_test_exchange (&pair->b);
  tb_desk_test_exchange (&pair->a);
  g_assert_cmpint (tb_desk_test_count (&pair->a, "SELECT count(*) FROM enterprise"), ==, 1);
  g_assert_cmpint (tb_desk_test_count (&pair->a, "SELECT count(*) FROM tower"), ==, 0);
  g_assert_cmpint (tb_desk_test_count (&pair->a, "SELECT count(*) FROM person"), ==, 0);
  g_assert_cmpint (tb_desk_test_count (&pair->a, "SELECT count(*) FROM sync_document"), ==, 7);
  g_assert_cmpint (
      tb_desk_test_count (&pair->a, "SELECT count(*) FROM sync_review WHERE kind = 'foreign'"), >=,
      4);
}

/* A long history that continues nothing known here is not believed, only shown. */
static void
test_foreign (TbDeskPair *pair, gconstpointer data)
{
  g_autoptr (TbRecord) one = NULL;
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;

  one = tb_core_test_add_record (&pair->a.core, "enterprise", "name", "甲公司", NULL);
  tb_desk_test_exchange (&pair->a);
  id = g_strconcat ("enterprise:", tb_record_get_id (one), NULL);
  put (pair->server, new_document (id,
                                   "9-0000000000000000000000000000000a "
                                   "8-0000000000000000000000000000000b",
                                   "{\"type\":\"enterprise\",\"schema\":1,\"by\":\"x\","
                                   "\"at\":\"2026-11-22T02:00:00.000Z\",\"name\":\"假公司\"}"));
  tb_desk_test_exchange (&pair->a);
  name = tb_desk_test_dup (&pair->a, one, "name");
  g_assert_cmpstr (name, ==, "甲公司");
  g_assert_cmpint (
      tb_desk_test_count (&pair->a, "SELECT count(*) FROM sync_review WHERE kind = 'foreign'"), ==,
      1);
}

/* A service that gives the same page for ever is not asked for ever. */
static void
test_stuck (TbDeskPair *pair, gconstpointer data)
{
  g_autoptr (TbRecord) one = NULL;
  g_autoptr (TbRecord) other = NULL;
  g_autoptr (GError) error = NULL;

  one = tb_core_test_add_record (&pair->a.core, "enterprise", "name", "甲公司", NULL);
  other = tb_core_test_add_record (&pair->a.core, "enterprise", "name", "乙公司", NULL);
  tb_desk_test_exchange (&pair->a);

  tb_memory_peer_set_page (pair->b.peer, 1);
  tb_memory_peer_set_stuck (pair->b.peer, TRUE);
  tb_memory_peer_break_after (pair->b.peer, 100);
  g_assert_false (tb_replicator_exchange (pair->b.replicator, &pair->b.stats, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_SERVICE_INVALID);

  tb_memory_peer_mend (pair->b.peer);
  tb_memory_peer_set_stuck (pair->b.peer, FALSE);
  tb_desk_test_exchange (&pair->b);
  tb_desk_test_assert_equal (&pair->a, &pair->b);
}

static gpointer
dup_rev_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection, "SELECT rev FROM sync_revision WHERE leaf = 1 AND \"foreign\" = 0", error);

  if (statement == NULL || tb_statement_step (statement, error) != TB_STEP_ROW)
    return NULL;
  return tb_statement_dup_text (statement, 0);
}

static gpointer
run_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return tb_connection_run (connection, data, error) ? data : NULL;
}

static void
run (TbDeskTest *desk, const char *sql)
{
  g_autoptr (GError) error = NULL;

  tb_session_run_write (desk->core.session, run_in_writer, (gpointer)sql, NULL, &error);
  g_assert_no_error (error);
}

/* What was kept aside is taken where it is all there is now; where that cannot be written, nothing
 * of it is, and the exchange says so. */
static void
test_foreign_fails (TbDeskPair *pair, gconstpointer data)
{
  static const char *const kept_aside
      = "SELECT count(*) FROM sync_review WHERE kind = 'foreign' AND state = 'open'";
  g_autoptr (TbRecord) one = NULL;
  g_autofree char *id = NULL;
  g_autofree char *rev = NULL;
  g_autofree char *revs = NULL;
  TbPeerDocument *end;
  g_autoptr (GError) error = NULL;

  one = tb_core_test_add_record (&pair->a.core, "enterprise", "name", "甲公司", NULL);
  tb_desk_test_exchange (&pair->a);
  rev = tb_session_read (pair->a.core.session, dup_rev_in_reader, NULL, NULL, &error);
  g_assert_no_error (error);
  id = g_strconcat ("enterprise:", tb_record_get_id (one), NULL);
  put (pair->server, new_document (id,
                                   "9-0000000000000000000000000000000a "
                                   "8-0000000000000000000000000000000b",
                                   "{\"type\":\"enterprise\",\"schema\":1,\"by\":\"x\","
                                   "\"at\":\"2026-11-22T02:00:00.000Z\",\"name\":\"乙公司\"}"));
  tb_desk_test_exchange (&pair->a);
  revs = g_strconcat ("2-0000000000000000000000000000000c ", rev, NULL);
  end = new_document (id, revs, "{}");
  end->deleted = TRUE;
  put (pair->server, end);

  run (&pair->a, "CREATE TRIGGER refuse BEFORE UPDATE OF \"foreign\" ON sync_revision"
                 " BEGIN SELECT RAISE (ABORT, 'refused'); END");
  g_assert_false (tb_replicator_exchange (pair->a.replicator, &pair->a.stats, NULL, &error));
  g_assert_error (error, TB_ERROR, TB_ERROR_CONFLICT);
  g_assert_cmpint (tb_desk_test_count (&pair->a, kept_aside), ==, 1);

  run (&pair->a, "DROP TRIGGER refuse");
  tb_desk_test_exchange (&pair->a);
  g_assert_cmpint (tb_desk_test_count (&pair->a, kept_aside), ==, 0);
  g_assert_cmpint (
      tb_desk_test_count (&pair->a, "SELECT count(*) FROM enterprise WHERE name = '乙公司'"), ==,
      1);
}

/* A protected field stays here until the service's administrator lets it travel. */
static void
test_scope (TbDeskPair *pair, gconstpointer data)
{
  static const char *const telling = "SELECT count(*) FROM sync_revision WHERE leaf = 1"
                                     " AND body LIKE '%13800000000%'";
  g_autoptr (TbRecord) person = NULL;
  g_autofree char *phone = NULL;

  person = tb_core_test_add_record (&pair->a.core, "person", "name", "单春花", "mobile",
                                    "13800000000", NULL);
  tb_desk_test_exchange (&pair->a);
  tb_desk_test_exchange (&pair->b);
  g_assert_cmpint (tb_desk_test_count (&pair->a, telling), ==, 0);
  phone = tb_desk_test_dup (&pair->b, person, "mobile");
  g_assert_null (phone);

  put (pair->server, new_document ("settings", "1-00000000000000000000000000000001",
                                   "{\"type\":\"settings\",\"sensitive\":[\"mobile\"]}"));
  tb_desk_test_exchange (&pair->a);
  tb_desk_test_exchange (&pair->a);
  tb_desk_test_exchange (&pair->b);
  phone = tb_desk_test_dup (&pair->b, person, "mobile");
  g_assert_cmpstr (phone, ==, "13800000000");
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);
  tb_desk_pair_add ("/sync-desk/first-exchange", test_first_exchange);
  tb_desk_pair_add ("/sync-desk/both-ways", test_both_ways);
  tb_desk_pair_add ("/sync-desk/same-field", test_same_field);
  tb_desk_pair_add ("/sync-desk/merged-elsewhere", test_merged_elsewhere);
  tb_desk_pair_add ("/sync-desk/removed-elsewhere", test_removed_elsewhere);
  tb_desk_pair_add ("/sync-desk/waiting", test_waiting);
  tb_desk_pair_add ("/sync-desk/idle", test_idle);
  tb_desk_pair_add ("/sync-desk/restored-server", test_restored_server);
  tb_desk_pair_add ("/sync-desk/removed", test_removed);
  tb_desk_pair_add ("/sync-desk/unique", test_unique);
  tb_desk_pair_add ("/sync-desk/undo-is-refused", test_undo_is_refused);
  tb_desk_pair_add ("/sync-desk/copied-register", test_copied_register);
  tb_desk_pair_add ("/sync-desk/poison", test_poison);
  tb_desk_pair_add ("/sync-desk/foreign", test_foreign);
  tb_desk_pair_add ("/sync-desk/stuck", test_stuck);
  tb_desk_pair_add ("/sync-desk/foreign-fails", test_foreign_fails);
  tb_desk_pair_add ("/sync-desk/scope", test_scope);
  return tb_test_run ();
}
