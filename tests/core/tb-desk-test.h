/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-core-test.h"
#include "tb-memory-peer.h"
#include "tb-sync-desk.h"

G_BEGIN_DECLS

/**
 * TbDeskTest:
 *
 * A register of a test that exchanges with a branch's database in memory.
 */
typedef struct
{
  TbCoreTest core;          /* its session is the desk's */
  TbMemoryPeer *peer;       /* (owned) */
  TbSyncDesk *desk;         /* (owned) */
  TbReplicator *replicator; /* (owned) */
  TbReplicatorStats stats;  /* of the last exchange */
} TbDeskTest;

void tb_desk_test_open (TbDeskTest *self, const char *name, TbMemoryServer *server);
void tb_desk_test_open_path (TbDeskTest *self, char *path, const char *actor,
                             TbMemoryServer *server);
void tb_desk_test_use_peer (TbDeskTest *self, TbSyncPeer *peer);
void tb_desk_test_close (TbDeskTest *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TbDeskTest, tb_desk_test_close)

/**
 * TbDeskPair:
 *
 * Two registers of one branch, as a fixture.
 */
typedef struct
{
  TbMemoryServer *server; /* (owned) */
  TbDeskTest a;
  TbDeskTest b;
} TbDeskPair;

void tb_desk_pair_set_up (TbDeskPair *pair, gconstpointer data);
void tb_desk_pair_tear_down (TbDeskPair *pair, gconstpointer data);

#define tb_desk_pair_add(path, func)                                                               \
  g_test_add (path, TbDeskPair, NULL, tb_desk_pair_set_up, func, tb_desk_pair_tear_down)

void tb_desk_test_exchange (TbDeskTest *self);
void tb_desk_test_assert_equal (TbDeskTest *a, TbDeskTest *b);
gint64 tb_desk_test_count (TbDeskTest *self, const char *sql);
char *tb_desk_test_set (TbDeskTest *self, TbRecord *record, const char *field,
                        const char *value) G_GNUC_WARN_UNUSED_RESULT;
char *tb_desk_test_dup (TbDeskTest *self, TbRecord *record,
                        const char *field) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
