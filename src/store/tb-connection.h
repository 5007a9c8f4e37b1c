/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "tb-clock.h"

G_BEGIN_DECLS

/**
 * TbOpenMode:
 * @TB_OPEN_READ: for reading; the database must be there
 * @TB_OPEN_WRITE: for reading and writing; the database must be there
 * @TB_OPEN_CREATE: for reading and writing; made if it is not there
 */
typedef enum
{
  TB_OPEN_READ,
  TB_OPEN_WRITE,
  TB_OPEN_CREATE,
} TbOpenMode;

/**
 * TbConnection:
 *
 * One open SQLite database. It belongs to the thread that uses it first after it was opened; every
 * function of this folder that takes a connection asserts that.
 */
typedef struct _TbConnection TbConnection;

TbConnection *tb_connection_open (const char *path, TbOpenMode mode, TbClock *clock,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_connection_close (TbConnection *self);
const char *tb_connection_get_path (TbConnection *self);
TbClock *tb_connection_get_clock (TbConnection *self);

/* Who is at work: stamped on the rows that this connection writes. */
const char *tb_connection_get_actor (TbConnection *self);
void tb_connection_set_actor (TbConnection *self, const char *actor);

/* Work on this connection ends with G_IO_ERROR_CANCELLED when @cancellable is; %NULL takes it away.
 */
void tb_connection_set_cancellable (TbConnection *self, GCancellable *cancellable);
gboolean tb_connection_begin (TbConnection *self, GError **error);
gboolean tb_connection_begin_reading (TbConnection *self, GError **error);
gboolean tb_connection_commit (TbConnection *self, GError **error);
void tb_connection_rollback (TbConnection *self);
void tb_connection_tidy (TbConnection *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbConnection, tb_connection_close)

G_END_DECLS
