/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"
#include "tb-record.h"

G_BEGIN_DECLS

/* Sentences for %TB_ERROR_CONFLICT that name who changed a record last, and when. */
void tb_conflict_set_changed (GError **error, TbConnection *connection, TbRecord *present);
void tb_conflict_set_cannot_undo (GError **error, TbConnection *connection, TbRecord *present);

G_END_DECLS
