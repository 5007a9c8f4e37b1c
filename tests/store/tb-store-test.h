/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"
#include "tb-journal.h"
#include "tb-record.h"

G_BEGIN_DECLS

/**
 * TbStoreTest:
 *
 * An empty register of the test that runs now, open for writing, with the clock of all tests.
 */
typedef struct
{
  TbClock *clock;           /* (owned) */
  char *path;               /* (owned) */
  TbConnection *connection; /* (owned) */
} TbStoreTest;

void tb_store_test_set_up (TbStoreTest *test, gconstpointer data);
void tb_store_test_tear_down (TbStoreTest *test, gconstpointer data);

#define tb_store_test_add(path, func)                                                              \
  g_test_add (path, TbStoreTest, NULL, tb_store_test_set_up, func, tb_store_test_tear_down)

/* A record with its derived values, not stored yet: pairs of field names and values, ended by NULL.
 */
TbRecord *tb_store_test_new_record (const char *type_name,
                                    ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;
void tb_store_test_set (TbRecord *record, const char *field_name, const char *value);

/* Writes a record, its journal entry and its search terms, as the core does: all but the
 * transaction. */
gboolean tb_store_test_write (TbConnection *connection, const char *batch, TbRecord *before,
                              TbRecord *after, GError **error);
gboolean tb_store_test_begin_batch (TbConnection *connection, TbBatchKind kind, char id[37],
                                    GError **error);

/* The same as one batch and one transaction, which must succeed. */
void tb_store_test_save (TbStoreTest *test, TbRecord *before, TbRecord *after);
void tb_store_test_add_record (TbStoreTest *test, TbRecord *record);
void tb_store_test_remove_record (TbStoreTest *test, TbRecord *record);

void tb_store_test_reopen (TbStoreTest *test, TbOpenMode mode);
void tb_store_test_assert_sound (TbConnection *connection);
/* Does what the store never would, with a connection of its own and every guard taken off. */
void tb_store_test_tamper (const char *path, const char *sql);

G_END_DECLS
