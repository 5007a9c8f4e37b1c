/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

struct ifaddrs;

/**
 * TbNetworkAddress:
 * @address: (owned): an IP address of this machine, in text
 * @network: (owned): what the system calls the interface: `eth0`, `wlp2s0`
 *
 * Where others on a local network may reach this machine.
 */
typedef struct
{
  char *address;
  char *network;
} TbNetworkAddress;

GPtrArray *tb_network_address_list (void) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *tb_network_address_list_of (const struct ifaddrs *interfaces) G_GNUC_WARN_UNUSED_RESULT;
void tb_network_address_free (TbNetworkAddress *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbNetworkAddress, tb_network_address_free)

G_END_DECLS
