/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TbRowHunk:
 *
 * So many rows from @old_start on are replaced by so many from @new_start on.
 */
typedef struct
{
  guint old_start;
  guint n_old;
  guint new_start;
  guint n_new;
} TbRowHunk;

GArray *tb_row_diff (const gint64 *old_rows, guint n_old, const gint64 *new_rows,
                     guint n_new) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
