/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "tb-connection.h"
#include "tb-statement.h"

G_BEGIN_DECLS

/* What the files of this folder, and nobody else, know of a connection. */

/* Until the transaction ends, leaves out the CHECKs and foreign keys of the tables, which of a wide
 * table take half of the time of an insertion, and keeps more pages. */
gboolean tb_connection_enter_bulk (TbConnection *self, GError **error);
/* Has tb_connection_tidy() look for indexes that were put off. */
void tb_connection_expect_late_indexes (TbConnection *self);
sqlite3 *tb_connection_get_handle (TbConnection *self);
const char *tb_connection_get_instant (TbConnection *self);
void tb_connection_assert_thread (TbConnection *self);
/* A view of one state of the register for several statements; part of a transaction if there is
 * one. */
gboolean tb_connection_enter_view (TbConnection *self, gboolean *entered, GError **error);
void tb_connection_leave_view (TbConnection *self, gboolean entered);

gboolean tb_connection_may_create (TbConnection *self);
gboolean tb_connection_in_transaction (TbConnection *self);
/* Counts the transactions begun, so that what was learnt in one is not believed in the next. */
guint64 tb_connection_get_transaction_number (TbConnection *self);

/* The connection's prepared statements; see tb_connection_prepare(). */
sqlite3_stmt *tb_connection_take_prepared (TbConnection *self, const char *sql, GError **error);
void tb_connection_give_prepared (TbConnection *self, sqlite3_stmt *prepared);

gboolean tb_connection_check_cancelled (TbConnection *self, GError **error);
void tb_connection_set_error (TbConnection *self, int code, GError **error);

/* Things that other files of this folder keep with a connection: made once, freed when it closes.
 */
gpointer tb_connection_get_attached (TbConnection *self, const char *key);
void tb_connection_attach (TbConnection *self, const char *key, gpointer data,
                           GDestroyNotify free_func);

/* The same until the transaction ends; @data %NULL lets go of it before. */
gpointer tb_connection_get_transient (TbConnection *self, const char *key);
void tb_connection_attach_transient (TbConnection *self, const char *key, gpointer data,
                                     GDestroyNotify free_func);

/* Opens without looking at what is in the file: for maintenance. */
TbConnection *tb_connection_open_raw (const char *path, int flags, TbClock *clock,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
