/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What bench-sync.py measures beside PouchDB:
 *
 * bench-sync make REGISTER PERSONS: a register of so many persons
 * bench-sync register REGISTER ADDRESS DATABASE: it exchanges with a service
 * bench-sync documents FILE ADDRESS DATABASE: the same of a file of documents
 *
 * The last two print seconds, MB at most, documents that came and went; then requests and bytes of
 * another exchange, for which there is nothing to do.
 */

#include "tb-bench-desk.h"
#include "tb-bench-persons.h"
#include "tb-bench.h"
#include "tb-http-peer.h"
#include "tb-replicator.h"
#include "tb-sync-desk.h"

static void
make (const char *path, guint n_persons)
{
  g_autoptr (TbSession) session = tb_bench_persons_new_register (path);

  if (n_persons > 0)
    g_free (tb_bench_persons_add (session, n_persons));
  tb_session_close (session);
}

static void
run (TbReplicator *replicator, TbReplicatorStats *stats)
{
  g_autoptr (GError) error = NULL;

  tb_replicator_exchange (replicator, stats, NULL, &error);
  g_assert_no_error (error);
}

static void
measure (const TbReplicatorDesk *desk, const char *url, const char *database)
{
  g_autoptr (TbServiceAddress) address = tb_service_address_new (url, NULL);
  g_autoptr (TbHttpClient) client = tb_http_client_new (address, NULL);
  g_autoptr (TbSyncPeer) peer = tb_http_peer_new (client, database);
  g_autoptr (TbReplicator) replicator = tb_replicator_new (peer, desk);
  TbReplicatorStats stats, none;
  TbHttpTraffic before, after;
  gint64 begin = g_get_monotonic_time ();

  run (replicator, &stats);
  g_print ("%f %f %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT "\n",
           (g_get_monotonic_time () - begin) / 1e6, tb_bench_get_peak_rss_mb (), stats.n_pulled,
           stats.n_pushed);

  /* The first one after much was exchanged may still tell of that. */
  run (replicator, &none);
  before = tb_http_client_get_traffic (client);
  run (replicator, &none);
  after = tb_http_client_get_traffic (client);
  g_print ("%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT "\n", after.n_requests - before.n_requests,
           after.n_bytes - before.n_bytes);
}

static void
exchange_register (const char *path, const char *url, const char *database)
{
  g_autoptr (TbSession) session = tb_bench_persons_new_register (path);
  g_autoptr (TbSyncDesk) desk = tb_sync_desk_new (session, "service:bench");

  measure (tb_sync_desk_get_interface (desk), url, database);
  g_clear_pointer (&desk, tb_sync_desk_free);
  tb_session_close (session);
}

static void
exchange_documents (const char *path, const char *url, const char *database)
{
  g_autoptr (TbBenchDesk) desk = tb_bench_desk_new (path);

  measure (tb_bench_desk_get_interface (desk), url, database);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "make"))
    make (argv[2], (guint)g_ascii_strtoull (argv[3], NULL, 10));
  else if (argc == 5 && g_str_equal (argv[1], "register"))
    exchange_register (argv[2], argv[3], argv[4]);
  else if (argc == 5 && g_str_equal (argv[1], "documents"))
    exchange_documents (argv[2], argv[3], argv[4]);
  else
    g_error ("bench-sync.py runs this.");
  return 0;
}
