/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"

G_BEGIN_DECLS

char *tb_sync_device_get (TbConnection *connection, GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *tb_sync_device_peek (TbConnection *connection) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_sync_device_renew (TbConnection *connection, GError **error);

G_END_DECLS
