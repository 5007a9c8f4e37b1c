/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-visitor.h"

#include <string.h>

/* Bytes of an IPv6 address that name a network; the rest, whoever is in it may choose. */
#define IPV6_NETWORK_SIZE 8

struct _TbVisitor
{
  char *peer;                    /* (owned) */
  GSocketConnection *connection; /* (not owned) (nullable): NULL when it is gone */
  guint timeout;                 /* id of a source; 0: none */
  gsize n_drained;               /* bytes read of what is not wanted */

  TbVisitorGoneFunc gone;
  gpointer gone_data; /* (not owned) */
};

/**
 * tb_visitor_dup_peer_of:
 * @address: where a connection comes from
 *
 * Returns: (transfer full): what limits are kept by: an IPv4 address, or the network of an IPv6
 * one, in which a phone has as many addresses as it likes
 */
char *
tb_visitor_dup_peer_of (GSocketAddress *address)
{
  GInetAddress *inet;
  guint8 bytes[16] = { 0 };
  g_autoptr (GInetAddress) network = NULL;

  g_return_val_if_fail (G_IS_INET_SOCKET_ADDRESS (address), NULL);

  inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));
  if (g_inet_address_get_family (inet) != G_SOCKET_FAMILY_IPV6)
    return g_inet_address_to_string (inet);

  memcpy (bytes, g_inet_address_to_bytes (inet), IPV6_NETWORK_SIZE);
  network = g_inet_address_new_from_bytes (bytes, G_SOCKET_FAMILY_IPV6);
  return g_inet_address_to_string (network);
}

static gboolean
timeout_cb (gpointer data)
{
  TbVisitor *self = data;

  self->timeout = 0;
  tb_visitor_cut_off (self);
  return G_SOURCE_REMOVE;
}

static void
connection_gone_cb (gpointer data, GObject *connection)
{
  g_autoptr (TbVisitor) self = data;

  self->connection = NULL;
  g_clear_handle_id (&self->timeout, g_source_remove);
  self->gone (self, self->gone_data);
}

/**
 * tb_visitor_new:
 * @connection: a connection, held by somebody else
 * @peer: what limits are kept by
 * @time_ms: how long it may stay
 * @gone: called when it is gone
 * @gone_data: for @gone
 *
 * Returns: (transfer full): the visitor, which lives as long as @connection besides
 */
TbVisitor *
tb_visitor_new (GSocketConnection *connection, const char *peer, guint time_ms,
                TbVisitorGoneFunc gone, gpointer gone_data)
{
  TbVisitor *self;

  g_return_val_if_fail (G_IS_SOCKET_CONNECTION (connection), NULL);
  g_return_val_if_fail (peer != NULL, NULL);
  g_return_val_if_fail (gone != NULL, NULL);

  self = g_rc_box_new0 (TbVisitor);
  self->peer = g_strdup (peer);
  self->connection = connection;
  self->gone = gone;
  self->gone_data = gone_data;
  self->timeout = g_timeout_add (time_ms, timeout_cb, self);
  g_object_weak_ref (G_OBJECT (connection), connection_gone_cb, tb_visitor_ref (self));
  return self;
}

/**
 * tb_visitor_ref:
 * @self: a visitor
 *
 * Returns: (transfer full): @self
 */
TbVisitor *
tb_visitor_ref (TbVisitor *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  TbVisitor *self = data;

  g_free (self->peer);
}

/**
 * tb_visitor_unref:
 * @self: (transfer full): a visitor
 *
 * Lets go of @self.
 */
void
tb_visitor_unref (TbVisitor *self)
{
  g_return_if_fail (self != NULL);

  g_rc_box_release_full (self, clear);
}

/**
 * tb_visitor_get_peer:
 * @self: a visitor
 *
 * Returns: (transfer none): what limits are kept by
 */
const char *
tb_visitor_get_peer (TbVisitor *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->peer;
}

/**
 * tb_visitor_cut_off:
 * @self: a visitor
 *
 * Ends the connection in both directions at once; whoever reads from it finds its end.
 */
void
tb_visitor_cut_off (TbVisitor *self)
{
  g_return_if_fail (self != NULL);

  if (self->connection != NULL)
    g_socket_shutdown (g_socket_connection_get_socket (self->connection), TRUE, TRUE, NULL);
}

/**
 * tb_visitor_forget:
 * @self: a visitor
 *
 * Cuts @self off, and does not say when the connection is gone.
 */
void
tb_visitor_forget (TbVisitor *self)
{
  g_return_if_fail (self != NULL);

  tb_visitor_cut_off (self);
  g_clear_handle_id (&self->timeout, g_source_remove);
  if (self->connection != NULL)
    {
      g_object_weak_unref (G_OBJECT (self->connection), connection_gone_cb, self);
      self->connection = NULL;
      tb_visitor_unref (self);
    }
}

/**
 * tb_visitor_add_drained:
 * @self: a visitor
 * @n_bytes: how much more was read from it in vain
 * @limit: how much may be
 *
 * Returns: whether @self is still within @limit
 */
gboolean
tb_visitor_add_drained (TbVisitor *self, gsize n_bytes, gsize limit)
{
  g_return_val_if_fail (self != NULL, FALSE);

  self->n_drained += n_bytes;
  return self->n_drained <= limit;
}
