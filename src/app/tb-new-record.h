/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-session.h"

G_BEGIN_DECLS

void tb_new_record_async (TbSession *session, const TbRecordType *type, GVariant *values,
                          GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data);
TbRecord *tb_new_record_finish (TbSession *session, GAsyncResult *result,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
