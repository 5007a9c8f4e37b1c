/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TbVisitor:
 *
 * A connection that was let in: it is cut off when its time is up, whatever it does.
 */
typedef struct _TbVisitor TbVisitor;

/**
 * TbVisitorGoneFunc:
 *
 * Called once, when the connection is gone.
 */
typedef void (*TbVisitorGoneFunc) (TbVisitor *visitor, gpointer data);

char *tb_visitor_dup_peer_of (GSocketAddress *address) G_GNUC_WARN_UNUSED_RESULT;

TbVisitor *tb_visitor_new (GSocketConnection *connection, const char *peer, guint time_ms,
                           TbVisitorGoneFunc gone, gpointer gone_data) G_GNUC_WARN_UNUSED_RESULT;
TbVisitor *tb_visitor_ref (TbVisitor *self) G_GNUC_WARN_UNUSED_RESULT;
void tb_visitor_unref (TbVisitor *self);

const char *tb_visitor_get_peer (TbVisitor *self);
void tb_visitor_cut_off (TbVisitor *self);
void tb_visitor_forget (TbVisitor *self);
gboolean tb_visitor_add_drained (TbVisitor *self, gsize n_bytes, gsize limit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbVisitor, tb_visitor_unref)

G_END_DECLS
