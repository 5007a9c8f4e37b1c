/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-sync.h"

G_BEGIN_DECLS

char *tb_sync_words_dup_title (TbSync *sync) G_GNUC_WARN_UNUSED_RESULT;
char *tb_sync_words_dup_subtitle (TbSync *sync) G_GNUC_WARN_UNUSED_RESULT;
char *tb_sync_words_dup_tooltip (TbSync *sync) G_GNUC_WARN_UNUSED_RESULT;
char *tb_sync_words_dup_exact (const char *instant) G_GNUC_WARN_UNUSED_RESULT;
char *tb_sync_words_dup_list (GStrv labels) G_GNUC_WARN_UNUSED_RESULT;
const char *tb_sync_words_get_icon (TbSync *sync);

G_END_DECLS
