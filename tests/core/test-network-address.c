/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-network-address.h"

#include <gio/gio.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <sys/socket.h>

#include "tb-test.h"

#define UP (IFF_UP | IFF_RUNNING)

/* An interface as the system would tell of it. */
typedef struct
{
  const char *network;
  const char *address; /* NULL: none */
  guint flags;
} Interface;

typedef struct
{
  struct ifaddrs entry;
  struct sockaddr_storage address;
} Entry;

static void
assert_list (const Interface *interfaces, guint n, const char *const *expected)
{
  g_autofree Entry *entries = g_new0 (Entry, n);
  g_autoptr (GPtrArray) list = NULL;

  for (guint i = 0; i < n; i++)
    {
      entries[i].entry.ifa_name = (char *)interfaces[i].network;
      entries[i].entry.ifa_flags = interfaces[i].flags;
      entries[i].entry.ifa_next = i + 1 < n ? &entries[i + 1].entry : NULL;
      if (interfaces[i].address != NULL)
        {
          g_autoptr (GSocketAddress) address
              = g_inet_socket_address_new_from_string (interfaces[i].address, 0);

          entries[i].entry.ifa_addr = (struct sockaddr *)&entries[i].address;
          g_assert_true (g_socket_address_to_native (address, &entries[i].address,
                                                     sizeof entries[i].address, NULL));
        }
    }

  list = tb_network_address_list_of (n > 0 ? &entries[0].entry : NULL);
  for (guint i = 0; i < list->len; i++)
    {
      TbNetworkAddress *address = g_ptr_array_index (list, i);
      g_autofree char *text = g_strdup_printf ("%s %s", address->network, address->address);

      g_assert_cmpstr (text, ==, expected[i]);
    }
  g_assert_null (expected[list->len]);
}

static void
test_order (void)
{
  static const Interface interfaces[] = {
    { "lo", "127.0.0.1", UP | IFF_LOOPBACK },
    { "docker0", "172.17.0.1", UP },
    { "wlp2s0", "fd12::5", UP },
    { "eth0", "203.0.113.7", UP },
    { "wlp2s0", "192.168.1.5", UP },
    { "eno1", "10.2.3.4", UP },
    { "wlp2s0", "fe80::1", UP },
  };
  static const char *const expected[] = {
    "eno1 10.2.3.4",  "wlp2s0 192.168.1.5", "eth0 203.0.113.7",
    "wlp2s0 fd12::5", "docker0 172.17.0.1", NULL,
  };

  assert_list (interfaces, G_N_ELEMENTS (interfaces), expected);
}

static void
test_unreachable (void)
{
  static const Interface interfaces[] = {
    { "lo", "::1", UP | IFF_LOOPBACK },
    { "lo", "127.0.0.1", UP },
    { "eth0", "192.168.1.5", IFF_UP },
    { "eth1", "192.168.2.5", 0 },
    { "eth2", NULL, UP },
    { "eth3", "169.254.3.4", UP },
  };
  static const char *const expected[] = { NULL };

  assert_list (interfaces, G_N_ELEMENTS (interfaces), expected);
  assert_list (NULL, 0, expected);
}

/* Whatever this machine has, none of it is loopback. */
static void
test_this_machine (void)
{
  g_autoptr (GPtrArray) list = tb_network_address_list ();

  for (guint i = 0; i < list->len; i++)
    {
      TbNetworkAddress *address = g_ptr_array_index (list, i);
      g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address->address);

      g_assert_nonnull (inet);
      g_assert_false (g_inet_address_get_is_loopback (inet));
    }
}

static void
test_of_environment (void)
{
  g_autoptr (GPtrArray) list = NULL;
  TbNetworkAddress *address;

  g_setenv ("TB_SIGN_IN_ADDRESS", "127.0.0.1", TRUE);
  list = tb_network_address_list ();
  g_unsetenv ("TB_SIGN_IN_ADDRESS");
  g_assert_cmpuint (list->len, ==, 1);
  address = g_ptr_array_index (list, 0);
  g_assert_cmpstr (address->address, ==, "127.0.0.1");
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/network-address/order", test_order);
  g_test_add_func ("/network-address/unreachable", test_unreachable);
  g_test_add_func ("/network-address/this-machine", test_this_machine);
  g_test_add_func ("/network-address/of-environment", test_of_environment);

  return tb_test_run ();
}
