/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-detail.h"
#include "tb-window.h"

G_BEGIN_DECLS

/**
 * TbWindowTest:
 * @application: (not owned): the one application of the process
 * @window: (not owned): a window on a register of its own, filled with sample data
 *
 * A fixture for tests of the whole window.
 */
typedef struct
{
  TbApplication *application;
  TbWindow *window;
} TbWindowTest;

void tb_window_test_set_up (TbWindowTest *self, gconstpointer data);
void tb_window_test_tear_down (TbWindowTest *self, gconstpointer data);

TbPage *tb_window_test_show_page (TbWindowTest *self, const char *name);
char *tb_window_test_dup_first_id (TbWindowTest *self, const char *type) G_GNUC_WARN_UNUSED_RESULT;
gint64 tb_window_test_count (TbWindowTest *self, const char *type);
void tb_window_test_wait_frames (TbWindowTest *self, guint n_frames);
TbRecordDetail *tb_window_test_get_detail (TbWindowTest *self);
gboolean tb_window_test_detail_shows (TbRecordDetail *detail, const char *id);
void tb_window_test_show_record (TbWindowTest *self, const char *type, const char *id);
void tb_window_test_close_dialog (TbWindowTest *self);
void tb_window_test_assert_next (TbWindowTest *self, const char *label);

G_END_DECLS
