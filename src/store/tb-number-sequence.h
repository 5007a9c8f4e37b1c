/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"

G_BEGIN_DECLS

gboolean tb_number_sequence_take (TbConnection *connection, const char *series, gint64 *number,
                                  GError **error);
gboolean tb_number_sequence_pass (TbConnection *connection, const char *series, gint64 number,
                                  GError **error);

G_END_DECLS
