/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a test does to the machine under the store. Each is taken back by its counterpart. */

/* Until then, files of this process may not grow beyond @bytes: as on a full disk. */
void tb_fault_limit_files (guint64 bytes);
void tb_fault_unlimit_files (void);

/* Until then, permissions count even for root, who may otherwise write everywhere. */
void tb_fault_obey_permissions (void);
void tb_fault_disobey_permissions (void);

G_END_DECLS
