/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Registers that exchange with a service over HTTP while everything goes wrong that can: in the
 * end they are equal, and nothing is lost. */

#include "tb-desk-test.h"
#include "tb-error.h"
#include "tb-fault-server.h"
#include "tb-http-peer.h"
#include "tb-sync.h"
#include "tb-test.h"

/* After that many exchanges a fault that goes by must be forgotten. */
#define TRIES_MAX 12

typedef struct
{
  TbFaultServer *server; /* (owned) */
  TbMemoryServer *none;  /* (owned): what the desks do not exchange with */
  TbDeskTest a;
  TbDeskTest b;
  TbHttpClient *a_client; /* (owned) */
  TbHttpClient *b_client; /* (owned) */
  TbRecord *enterprise;   /* (owned): on both */
} Test;

static TbHttpClient *
open_desk (Test *test, TbDeskTest *desk, const char *name)
{
  TbHttpClient *client = tb_fault_server_new_client (test->server, TB_FAULT_SERVER_PASSWORD);
  g_autoptr (TbSyncPeer) peer = tb_http_peer_new (client, TB_FAULT_SERVER_DATABASE);

  tb_desk_test_open (desk, name, test->none);
  tb_desk_test_use_peer (desk, peer);
  return client;
}

static void
set_up (Test *test, gconstpointer data)
{
  test->server = tb_fault_server_new ();
  test->none = tb_memory_server_new ();
  test->a_client = open_desk (test, &test->a, "a");
  test->b_client = open_desk (test, &test->b, "b");

  test->enterprise = tb_core_test_add_record (&test->a.core, "enterprise", "name", "甲公司", NULL);
  tb_desk_test_exchange (&test->a);
  tb_desk_test_exchange (&test->b);
  tb_desk_test_assert_equal (&test->a, &test->b);
}

static void
tear_down (Test *test, gconstpointer data)
{
  g_clear_object (&test->enterprise);
  tb_desk_test_close (&test->a);
  tb_desk_test_close (&test->b);
  g_clear_object (&test->a_client);
  g_clear_object (&test->b_client);
  tb_memory_server_free (test->none);
  tb_fault_server_free (test->server);
}

/* Both change what both have, and add something. */
static void
work_on_both (Test *test)
{
  g_autofree char *a_batch = tb_desk_test_set (&test->a, test->enterprise, "remark", "甲写的");
  g_autofree char *b_batch = tb_desk_test_set (&test->b, test->enterprise, "name", "乙公司");
  g_autoptr (TbRecord) at_a
      = tb_core_test_add_record (&test->a.core, "person", "name", "单春花", NULL);
  g_autoptr (TbRecord) at_b
      = tb_core_test_add_record (&test->b.core, "person", "name", "曾国强", NULL);
}

static void
assert_nothing_lost (TbDeskTest *desk, Test *test)
{
  g_autofree char *name = tb_desk_test_dup (desk, test->enterprise, "name");
  g_autofree char *remark = tb_desk_test_dup (desk, test->enterprise, "remark");

  g_assert_cmpstr (name, ==, "乙公司");
  g_assert_cmpstr (remark, ==, "甲写的");
  g_assert_cmpint (tb_desk_test_count (desk, "SELECT count(*) FROM person"), ==, 2);
}

/* What fails says so in words, and is tried again; that it is done is only said when it is. */
static gboolean
try_to_exchange (TbDeskTest *desk)
{
  g_autoptr (GError) error = NULL;

  if (tb_replicator_exchange (desk->replicator, &desk->stats, NULL, &error))
    {
      g_assert_no_error (error);
      return TRUE;
    }
  g_assert_cmpint (error->domain, ==, TB_ERROR);
  g_assert_cmpstr (error->message, !=, "");
  return FALSE;
}

static void
exchange_until_quiet (Test *test)
{
  guint n_quiet = 0;

  for (guint i = 0; n_quiet < 3; i++)
    {
      gboolean both = try_to_exchange (&test->a) & try_to_exchange (&test->b);

      g_assert_cmpuint (i, <, TRIES_MAX);
      n_quiet = both ? n_quiet + 1 : 0;
    }
}

/* Of each kind at each kind of request. */
static void
test_fault (Test *test, gconstpointer data)
{
  static const TbServerFault lost = { .on = "_bulk_docs", .kind = TB_FAULT_LOSE_ANSWER };
  const TbServerFault *fault = data;
  guint n_before = tb_fault_server_count (test->server, fault->on);

  work_on_both (test);
  if (fault->kind == TB_FAULT_SILENCE)
    {
      tb_http_client_set_timeout (test->a_client, 1);
      tb_http_client_set_timeout (test->b_client, 1);
    }
  tb_fault_server_add (test->server, fault);
  /* What the service has is only asked for where a push may have come to it. */
  if (g_str_equal (fault->on, "_revs_diff"))
    tb_fault_server_add (test->server, &lost);
  exchange_until_quiet (test);
  g_assert_cmpuint (tb_fault_server_count (test->server, fault->on), >, n_before);
  tb_desk_test_assert_equal (&test->a, &test->b);
  assert_nothing_lost (&test->a, test);
  assert_nothing_lost (&test->b, test);
}

/* While a service is restored it is away, and every desk notices. */
static void
be_away (Test *test)
{
  TbServerFault fault = { .on = "_changes", .kind = TB_FAULT_LOSE_ANSWER, .times = 2 };

  tb_fault_server_add (test->server, &fault);
  g_assert_false (try_to_exchange (&test->a));
  g_assert_false (try_to_exchange (&test->b));
}

/* The service's disk was lost, and what came back is older than what the desks know. */
static void
test_restored (Test *test, gconstpointer data)
{
  g_autoptr (TbMemoryServer) copy
      = tb_memory_server_copy (tb_fault_server_get_memory (test->server));

  work_on_both (test);
  exchange_until_quiet (test);
  tb_memory_server_restore (tb_fault_server_get_memory (test->server), copy);
  g_assert_cmpuint (tb_memory_server_get_n_documents (tb_fault_server_get_memory (test->server)),
                    ==, 1);

  be_away (test);
  exchange_until_quiet (test);
  g_assert_cmpuint (tb_memory_server_get_n_documents (tb_fault_server_get_memory (test->server)),
                    ==, 3);
  tb_desk_test_assert_equal (&test->a, &test->b);
  assert_nothing_lost (&test->a, test);
}

/* The service was set up anew, and is empty: it says another time at which the database was made.
 */
static void
test_made_anew (Test *test, gconstpointer data)
{
  work_on_both (test);
  exchange_until_quiet (test);
  tb_memory_server_forget (tb_fault_server_get_memory (test->server));
  be_away (test);
  exchange_until_quiet (test);
  g_assert_cmpuint (tb_memory_server_get_n_documents (tb_fault_server_get_memory (test->server)),
                    ==, 3);
  tb_desk_test_assert_equal (&test->a, &test->b);
  assert_nothing_lost (&test->b, test);
}

/* One of two documents is not taken: the other goes on, and the desk knows which. */
static void
test_poison (Test *test, gconstpointer data)
{
  TbServerFault fault = { .on = "_bulk_docs", .kind = TB_FAULT_STATUS, .status = 400, .times = 2 };

  work_on_both (test);
  tb_fault_server_add (test->server, &fault);
  g_assert_true (try_to_exchange (&test->a));
  g_assert_cmpuint (test->a.stats.n_refused, ==, 1);
  g_assert_cmpint (tb_desk_test_count (&test->a, "SELECT count(*) FROM sync_refused"), ==, 1);
  g_assert_cmpuint (tb_memory_server_get_n_documents (tb_fault_server_get_memory (test->server)),
                    >=, 1);
}

typedef struct
{
  TbSync *sync;
  const TbSyncAccount *account;
  GError *error;
} Trial;

static gpointer
try_out (gpointer data)
{
  Trial *trial = data;

  g_assert_null (tb_sync_connect (trial->sync, trial->account, "s3cret", NULL, &trial->error));
  return NULL;
}

/* A mistyped address leads to a server that has nothing of ours: its administrator is no help. */
static void
test_other_server (Test *test, gconstpointer data)
{
  TbServerFault fault = { .on = "_session", .kind = TB_FAULT_STATUS, .status = 404, .times = 9 };
  g_autoptr (TbSync) sync = tb_sync_new (test->a.core.session);
  g_autoptr (TbSyncAccount) account
      = tb_sync_account_new (tb_fault_server_get_url (test->server), NULL, TB_FAULT_SERVER_USER);
  Trial trial = { .sync = sync, .account = account };

  tb_fault_server_add (test->server, &fault);
  g_thread_join (g_thread_new ("connect", try_out, &trial));
  g_assert_error (trial.error, TB_ERROR, TB_ERROR_SERVICE_INVALID);
  g_assert_nonnull (strstr (trial.error->message, "is not a service for this program"));
  g_clear_error (&trial.error);
}

/* An exchange that has nothing to say is short. */
static void
test_idle (Test *test, gconstpointer data)
{
  TbHttpTraffic before, after;

  exchange_until_quiet (test);
  before = tb_http_client_get_traffic (test->a_client);
  g_assert_true (try_to_exchange (&test->a));
  after = tb_http_client_get_traffic (test->a_client);
  g_assert_cmpuint (after.n_requests - before.n_requests, <=, 2);
  g_assert_cmpuint (after.n_bytes - before.n_bytes, <, 1000);
}

static const char *const requests[]
    = { "GET /branch-a/_changes", "_bulk_get", "_revs_diff", "_bulk_docs", "_local" };

static const struct
{
  const char *name;
  TbServerFault fault;
} kinds[] = {
  { "drop", { .kind = TB_FAULT_DROP, .times = 4 } },
  { "lose-answer", { .kind = TB_FAULT_LOSE_ANSWER } },
  { "half-json", { .kind = TB_FAULT_HALF_JSON } },
  { "network-page", { .kind = TB_FAULT_HTML } },
  { "accepted", { .kind = TB_FAULT_ACCEPTED, .times = 3 } },
  { "forget-login", { .kind = TB_FAULT_FORGET_LOGIN } },
  { "403", { .kind = TB_FAULT_STATUS, .status = 403 } },
  { "409", { .kind = TB_FAULT_STATUS, .status = 409 } },
  { "413", { .kind = TB_FAULT_STATUS, .status = 413 } },
  { "429", { .kind = TB_FAULT_STATUS, .status = 429, .retry_after = "1" } },
  { "503", { .kind = TB_FAULT_STATUS, .status = 503 } },
  { "twice", { .kind = TB_FAULT_TWICE, .times = 3 } },
  { "rewind", { .kind = TB_FAULT_REWIND, .times = 3 } },
};

static void
add_faults (void)
{
  static TbServerFault faults[G_N_ELEMENTS (kinds) * G_N_ELEMENTS (requests)];
  static const TbServerFault silence = { .on = "_bulk_docs", .kind = TB_FAULT_SILENCE };
  static const TbServerFault unreadable = { .on = "_bulk_get", .kind = TB_FAULT_UNREADABLE };
  static const TbServerFault troubled = { .on = "_bulk_docs", .kind = TB_FAULT_TROUBLED };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (guint j = 0; j < G_N_ELEMENTS (requests); j++)
      {
        const char *request = requests[j];
        g_autofree char *path = g_strdup_printf ("/sync/faults/%s/%u", kinds[i].name, j);

        /* Rows are only those of changes. */
        if (j > 0
            && (kinds[i].fault.kind == TB_FAULT_TWICE || kinds[i].fault.kind == TB_FAULT_REWIND))
          continue;
        faults[n] = kinds[i].fault;
        faults[n].on = request;
        g_test_add (path, Test, &faults[n], set_up, test_fault, tear_down);
        n++;
      }
  g_test_add ("/sync/faults/silence", Test, &silence, set_up, test_fault, tear_down);
  g_test_add ("/sync/faults/unreadable", Test, &unreadable, set_up, test_fault, tear_down);
  g_test_add ("/sync/faults/troubled", Test, &troubled, set_up, test_fault, tear_down);
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  add_faults ();
  g_test_add ("/sync/faults/other-server", Test, NULL, set_up, test_other_server, tear_down);
  g_test_add ("/sync/faults/restored", Test, NULL, set_up, test_restored, tear_down);
  g_test_add ("/sync/faults/made-anew", Test, NULL, set_up, test_made_anew, tear_down);
  g_test_add ("/sync/faults/poison", Test, NULL, set_up, test_poison, tear_down);
  g_test_add ("/sync/faults/idle", Test, NULL, set_up, test_idle, tear_down);

  return tb_test_run ();
}
