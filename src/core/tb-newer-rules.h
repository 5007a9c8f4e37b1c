/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"
#include "tb-record.h"

G_BEGIN_DECLS

gboolean tb_newer_rules_check (TbConnection *connection, TbRecord *record, GError **error);

G_END_DECLS
