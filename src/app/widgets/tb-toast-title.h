/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TB_TYPE_TOAST_TITLE (tb_toast_title_get_type ())
G_DECLARE_FINAL_TYPE (TbToastTitle, tb_toast_title, TB, TOAST_TITLE, GtkWidget)

GtkWidget *tb_toast_title_new (const char *words) G_GNUC_WARN_UNUSED_RESULT;

const char *tb_toast_title_get_words (TbToastTitle *self);

G_END_DECLS
