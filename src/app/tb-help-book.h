/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-help-page.h"

G_BEGIN_DECLS

GListModel *tb_help_book_load (const char *folder, const char *const *languages,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
TbHelpPage *tb_help_book_find (GListModel *book, const char *id);

G_END_DECLS
