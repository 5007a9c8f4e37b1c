/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"

G_BEGIN_DECLS

/* The codes that a branch added to the lists of the program, or does not use: records of the
 * register, which the model must know before it checks or shows others. */
GPtrArray *tb_local_codes_read (TbConnection *connection, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_local_codes_apply (GPtrArray *items);

G_END_DECLS
