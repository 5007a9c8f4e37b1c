/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-sync.h"

G_BEGIN_DECLS

/**
 * TbValueDialog:
 *
 * Asks for a third value in the place of the two of a difference.
 *
 * Signals:
 *  - `written (gint64 number, const char *typed)`: the value was written
 */
#define TB_TYPE_VALUE_DIALOG (tb_value_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TbValueDialog, tb_value_dialog, TB, VALUE_DIALOG, AdwDialog)

AdwDialog *tb_value_dialog_new (TbSession *session,
                                const TbSyncReview *review) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
