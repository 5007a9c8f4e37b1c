/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"

G_BEGIN_DECLS

gboolean tb_sync_verify (TbConnection *connection, GPtrArray *faults, GError **error);

G_END_DECLS
