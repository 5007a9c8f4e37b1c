/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"

G_BEGIN_DECLS

gboolean tb_decision_row_is_known (TbConnection *connection, const char *digest, gboolean *known,
                                   GError **error);

G_END_DECLS
