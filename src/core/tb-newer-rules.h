/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"
#include "tb-record.h"
#include "tb-session.h"

G_BEGIN_DECLS

gboolean tb_newer_rules_check (TbConnection *connection, TbRecord *record, GError **error);
void tb_newer_rules_check_async (TbSession *session, TbRecord *record, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
gboolean tb_newer_rules_check_finish (TbSession *session, GAsyncResult *result, GError **error);

G_END_DECLS
