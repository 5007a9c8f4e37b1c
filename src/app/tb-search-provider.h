/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-register-reader.h"

G_BEGIN_DECLS

#define TB_TYPE_SEARCH_PROVIDER (tb_search_provider_get_type ())
G_DECLARE_FINAL_TYPE (TbSearchProvider, tb_search_provider, TB, SEARCH_PROVIDER, GObject)

TbSearchProvider *tb_search_provider_new (GApplication *application, GSettings *settings,
                                          TbRegisterReader *reader) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_search_provider_export (TbSearchProvider *self, GDBusConnection *connection,
                                    const char *application_path, GError **error);
void tb_search_provider_unexport (TbSearchProvider *self);

G_END_DECLS
