/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbMinutesDialog:
 *
 * Where the minutes of an event are written, and what follows from it. What is typed is saved while
 * it is written, and when the dialog is closed.
 *
 * Signals:
 *  - `saved (const char *batch)`: when the dialog was closed and something had changed
 */
#define TB_TYPE_MINUTES_DIALOG (tb_minutes_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TbMinutesDialog, tb_minutes_dialog, TB, MINUTES_DIALOG, AdwDialog)

AdwDialog *tb_minutes_dialog_new (TbSession *session, TbRecord *event) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
