/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct _TbWindow TbWindow;

#define TB_TYPE_APPLICATION (tb_application_get_type ())
G_DECLARE_FINAL_TYPE (TbApplication, tb_application, TB, APPLICATION, AdwApplication)

TbApplication *tb_application_new (void) G_GNUC_WARN_UNUSED_RESULT;
char *tb_application_dup_register_path (void) G_GNUC_WARN_UNUSED_RESULT;
char *tb_application_dup_sample_path (void) G_GNUC_WARN_UNUSED_RESULT;
TbWindow *tb_application_present (TbApplication *self, const char *path);
TbWindow *tb_application_present_register (TbApplication *self);

G_END_DECLS
