/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"
#include "tb-record.h"

G_BEGIN_DECLS

/* Gives a new record its number, where its type has one and it has none. */
gboolean tb_record_number_give (TbConnection *connection, TbRecord *record, GError **error);

G_END_DECLS
