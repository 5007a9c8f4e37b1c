/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-desk-test.h"

#include "tb-statement.h"
#include "tb-test.h"

void
tb_desk_test_open_path (TbDeskTest *self, char *path, const char *actor, TbMemoryServer *server)
{
  g_autoptr (GError) error = NULL;

  self->core.path = path;
  self->core.clock = tb_test_clock_new ();
  self->core.session = tb_session_open (path, TB_OPEN_CREATE, self->core.clock, actor, &error);
  g_assert_no_error (error);
  self->peer = tb_memory_peer_new (server);
  self->desk = tb_sync_desk_new (self->core.session, "service:memory");
  self->replicator
      = tb_replicator_new (TB_SYNC_PEER (self->peer), tb_sync_desk_get_interface (self->desk));
}

void
tb_desk_test_open (TbDeskTest *self, const char *name, TbMemoryServer *server)
{
  g_autofree char *file = g_strconcat (name, ".db", NULL);

  tb_desk_test_open_path (self, tb_test_dup_path (file), name, server);
}

/* From now on it exchanges with another peer than memory. */
void
tb_desk_test_use_peer (TbDeskTest *self, TbSyncPeer *peer)
{
  tb_replicator_free (self->replicator);
  self->replicator = tb_replicator_new (peer, tb_sync_desk_get_interface (self->desk));
}

void
tb_desk_test_close (TbDeskTest *self)
{
  g_clear_pointer (&self->replicator, tb_replicator_free);
  g_clear_pointer (&self->desk, tb_sync_desk_free);
  g_clear_object (&self->peer);
  tb_core_test_tear_down (&self->core, NULL);
}

void
tb_desk_pair_set_up (TbDeskPair *pair, gconstpointer data)
{
  pair->server = tb_memory_server_new ();
  tb_desk_test_open (&pair->a, "a", pair->server);
  tb_desk_test_open (&pair->b, "b", pair->server);
}

void
tb_desk_pair_tear_down (TbDeskPair *pair, gconstpointer data)
{
  tb_desk_test_close (&pair->a);
  tb_desk_test_close (&pair->b);
  tb_memory_server_free (pair->server);
}

void
tb_desk_test_exchange (TbDeskTest *self)
{
  g_autoptr (GError) error = NULL;

  tb_replicator_exchange (self->replicator, &self->stats, NULL, &error);
  g_assert_no_error (error);
  tb_core_test_assert_sound (&self->core);
}

void
tb_desk_test_assert_equal (TbDeskTest *a, TbDeskTest *b)
{
  g_autofree char *a_dump = tb_core_test_dump (&a->core);
  g_autofree char *b_dump = tb_core_test_dump (&b->core);

  g_assert_cmpstr (a_dump, ==, b_dump);
}

static gpointer
count_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  gint64 *count = g_new0 (gint64, 1);

  if (tb_connection_read_int (connection, data, count, error))
    return count;
  g_free (count);
  return NULL;
}

gint64
tb_desk_test_count (TbDeskTest *self, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *count
      = tb_session_read (self->core.session, count_in_reader, (gpointer)sql, NULL, &error);

  g_assert_no_error (error);
  return *count;
}

/* Changes one field of a record as it is on this desk. Gives the batch. */
char *
tb_desk_test_set (TbDeskTest *self, TbRecord *record, const char *field, const char *value)
{
  g_autoptr (TbRecord) present = tb_core_test_reload (&self->core, record);

  /* Two edits are never made at the same moment. */
  tb_clock_advance (self->core.clock, G_TIME_SPAN_SECOND);
  tb_core_test_set (present, field, value);
  return tb_core_test_save (&self->core, present);
}

char *
tb_desk_test_dup (TbDeskTest *self, TbRecord *record, const char *field)
{
  g_autoptr (TbRecord) present = tb_core_test_reload (&self->core, record);

  return g_strdup (tb_core_test_get (present, field));
}
