/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "tb-sync.h"

G_BEGIN_DECLS

#define TB_TYPE_FILE_FETCH (tb_file_fetch_get_type ())
G_DECLARE_FINAL_TYPE (TbFileFetch, tb_file_fetch, TB, FILE_FETCH, GObject)

TbFileFetch *tb_file_fetch_new (TbSync *sync, const char *sha256) G_GNUC_WARN_UNUSED_RESULT;
void tb_file_fetch_start (TbFileFetch *self, GtkWidget *parent);
void tb_file_fetch_stop (TbFileFetch *self);
gboolean tb_file_fetch_is_running (TbFileFetch *self);
char *tb_file_fetch_dup_words (TbFileFetch *self) G_GNUC_WARN_UNUSED_RESULT;

void tb_file_fetch_tell_unconnected (GtkWidget *parent);

G_END_DECLS
