/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-findings.h"

G_BEGIN_DECLS

/**
 * TbMessageRow:
 *
 * A sentence under a field: what is wrong with it, or doubtful. Hidden while there is nothing to
 * say.
 */
#define TB_TYPE_MESSAGE_ROW (tb_message_row_get_type ())
G_DECLARE_FINAL_TYPE (TbMessageRow, tb_message_row, TB, MESSAGE_ROW, AdwPreferencesRow)

GtkWidget *tb_message_row_new (void) G_GNUC_WARN_UNUSED_RESULT;
void tb_message_row_set_message (TbMessageRow *self, TbSeverity severity, const char *message);

G_END_DECLS
