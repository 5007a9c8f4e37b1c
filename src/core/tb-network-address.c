/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-network-address.h"

#include <gio/gio.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

/* How interfaces are called that lead to other programs of this machine, or to other places, and
 * not to the phones in the room. */
static const char *const elsewhere[] = {
  "br-", "docker", "lxc", "podman", "tailscale", "tap", "tun", "veth", "virbr", "vmnet", "wg", "zt",
};

static GInetAddress *
get_inet (const struct sockaddr *address)
{
  gsize size
      = address->sa_family == AF_INET ? sizeof (struct sockaddr_in) : sizeof (struct sockaddr_in6);
  g_autoptr (GSocketAddress) socket = NULL;

  if (address->sa_family != AF_INET && address->sa_family != AF_INET6)
    return NULL;
  socket = g_socket_address_new_from_native ((gpointer)address, size);
  return g_object_ref (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (socket)));
}

static gboolean
is_reachable (const struct ifaddrs *interface)
{
  const guint needed = IFF_UP | IFF_RUNNING;

  return interface->ifa_addr != NULL && (interface->ifa_flags & needed) == needed
         && (interface->ifa_flags & IFF_LOOPBACK) == 0;
}

static gboolean
leads_elsewhere (const char *network)
{
  for (guint i = 0; i < G_N_ELEMENTS (elsewhere); i++)
    if (g_str_has_prefix (network, elsewhere[i]))
      return TRUE;
  return FALSE;
}

/* The smaller, the likelier that phones reach it. */
static guint
get_rank (const TbNetworkAddress *self)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (self->address);
  guint rank = 0;

  if (leads_elsewhere (self->network))
    rank += 4;
  if (g_inet_address_get_family (inet) != G_SOCKET_FAMILY_IPV4)
    rank += 2;
  if (!g_inet_address_get_is_site_local (inet))
    rank += 1;
  return rank;
}

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  const TbNetworkAddress *first = a;
  const TbNetworkAddress *second = b;
  guint first_rank = get_rank (first);
  guint second_rank = get_rank (second);

  if (first_rank != second_rank)
    return first_rank < second_rank ? -1 : 1;
  return g_strcmp0 (first->network, second->network);
}

static TbNetworkAddress *
new_address (const char *address, const char *network)
{
  TbNetworkAddress *self = g_new (TbNetworkAddress, 1);

  self->address = g_strdup (address);
  self->network = g_strdup (network);
  return self;
}

/**
 * tb_network_address_list_of:
 * @interfaces: (nullable): interfaces, as getifaddrs() lists them
 *
 * Leaves out addresses at which nobody else can reach this machine: loopback, link-local, and those
 * of networks that are down. Any thread.
 *
 * Returns: (transfer full) (element-type TbNetworkAddress): the others, those first that phones are
 * likeliest to reach
 */
GPtrArray *
tb_network_address_list_of (const struct ifaddrs *interfaces)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_network_address_free);

  for (const struct ifaddrs *i = interfaces; i != NULL; i = i->ifa_next)
    {
      g_autoptr (GInetAddress) inet = is_reachable (i) ? get_inet (i->ifa_addr) : NULL;
      g_autofree char *text = NULL;

      if (inet == NULL || g_inet_address_get_is_loopback (inet)
          || g_inet_address_get_is_link_local (inet) || g_inet_address_get_is_multicast (inet)
          || g_inet_address_get_is_any (inet))
        continue;
      text = g_inet_address_to_string (inet);
      g_ptr_array_add (list, new_address (text, i->ifa_name));
    }
  g_ptr_array_sort_values (list, compare_cb);
  return list;
}

/**
 * tb_network_address_list:
 *
 * With TB_SIGN_IN_ADDRESS in the environment, that address is offered alone: tests know no network
 * but loopback. Any thread.
 *
 * Returns: (transfer full) (element-type TbNetworkAddress): where others may reach this machine
 * now; empty where there is no network
 */
GPtrArray *
tb_network_address_list (void)
{
  const char *only = g_getenv ("TB_SIGN_IN_ADDRESS");
  struct ifaddrs *interfaces = NULL;
  GPtrArray *list;

  if (only != NULL && g_hostname_is_ip_address (only))
    {
      list = tb_network_address_list_of (NULL);
      g_ptr_array_add (list, new_address (only, "-"));
      return list;
    }

  /* One that cannot be asked has no network. */
  if (getifaddrs (&interfaces) != 0)
    interfaces = NULL;
  list = tb_network_address_list_of (interfaces);
  g_clear_pointer (&interfaces, freeifaddrs);
  return list;
}

/**
 * tb_network_address_free:
 * @self: (transfer full): an address
 *
 * Frees @self. Any thread.
 */
void
tb_network_address_free (TbNetworkAddress *self)
{
  g_free (self->address);
  g_free (self->network);
  g_free (self);
}
