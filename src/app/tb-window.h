/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-application.h"
#include "tb-page.h"
#include "tb-sync.h"

G_BEGIN_DECLS

#define TB_TYPE_WINDOW (tb_window_get_type ())
G_DECLARE_FINAL_TYPE (TbWindow, tb_window, TB, WINDOW, AdwApplicationWindow)

TbWindow *tb_window_new (TbApplication *application) G_GNUC_WARN_UNUSED_RESULT;

void tb_window_open (TbWindow *self, const char *path, TbOpenMode mode);
void tb_window_close_register (TbWindow *self);
const char *tb_window_get_path (TbWindow *self);
TbOpenMode tb_window_get_open_mode (TbWindow *self);
TbSession *tb_window_get_session (TbWindow *self);
TbSync *tb_window_get_sync (TbWindow *self);

TbPage *tb_window_show_page (TbWindow *self, const char *name);
TbPage *tb_window_choose_page (TbWindow *self, const char *name);
TbPage *tb_window_get_page (TbWindow *self);
void tb_window_do (TbWindow *self, const char *action, GVariant *target);

void tb_window_toast (TbWindow *self, const char *title);
void tb_window_toast_batch (TbWindow *self, const char *batch);
void tb_window_report_error (TbWindow *self, const char *heading, const GError *error);
void tb_window_show_fault (TbWindow *self, const GError *error);
void tb_window_popup_menu (TbWindow *self);

G_END_DECLS
