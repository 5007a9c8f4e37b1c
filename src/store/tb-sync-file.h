/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"

G_BEGIN_DECLS

/* Which files of the register a peer has. */

GPtrArray *tb_sync_file_list_untold (TbConnection *connection, gint64 peer,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *tb_sync_file_list_own_untold (TbConnection *connection, gint64 peer,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_sync_file_note (TbConnection *connection, gint64 peer, const char *sha256,
                            GError **error);
gboolean tb_sync_file_forget (TbConnection *connection, gint64 peer, GError **error);
gboolean tb_sync_file_is_remote (TbConnection *connection, const char *sha256, gboolean *remote,
                                 GError **error);

G_END_DECLS
