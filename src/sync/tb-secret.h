/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "tb-credentials.h"
#include "tb-service-address.h"

G_BEGIN_DECLS

/* The desktop's keyring, the only place where a password for a service is kept. */

gboolean tb_secret_save (TbServiceAddress *address, TbCredentials *credentials,
                         GCancellable *cancellable, GError **error);
gboolean tb_secret_load (TbServiceAddress *address, const char *name, TbCredentials **credentials,
                         GCancellable *cancellable, GError **error);
gboolean tb_secret_forget (TbServiceAddress *address, const char *name, GCancellable *cancellable,
                           GError **error);

G_END_DECLS
