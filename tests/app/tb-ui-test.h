/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

gboolean tb_ui_test_init (int *argc, char ***argv);

TbSession *tb_ui_test_open (void) G_GNUC_WARN_UNUSED_RESULT;
GtkWindow *tb_ui_test_window_new (void) G_GNUC_WARN_UNUSED_RESULT;
TbRecord *tb_ui_test_add (TbSession *session, const TbRecordType *type,
                          const char *title) G_GNUC_WARN_UNUSED_RESULT;

GtkWidget *tb_ui_test_find (GtkWidget *root, GType type, const char *words);
GtkWidget *tb_ui_test_get (GtkWidget *root, GType type, const char *words);
GtkWidget *tb_ui_test_get_next_step (GtkWidget *root, const char *words);
void tb_ui_test_click (GtkWidget *root, const char *label);
void tb_ui_test_type (GtkWidget *root, const char *title, const char *text);

gboolean tb_ui_test_has_words (GtkWidget *root, const char *part);
void tb_ui_test_wait_for_words (GtkWidget *root, const char *part);

G_END_DECLS
