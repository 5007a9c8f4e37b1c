/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-error.h"

G_BEGIN_DECLS

TbError tb_system_error_get_code (int system_error);

gboolean tb_sync_file (const char *path, int flags, int *system_error);
gboolean tb_sync_folder (const char *path, int *system_error);

G_END_DECLS
