/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbEditDialog:
 *
 * The form in which a record of any type is added or edited: made from the field table, checked
 * while typing.
 *
 * Signals:
 *  - `saved (const char *batch, const char *type, const char *id)`
 */
#define TB_TYPE_EDIT_DIALOG (tb_edit_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TbEditDialog, tb_edit_dialog, TB, EDIT_DIALOG, AdwDialog)

/**
 * TbEditDialogVerbFunc:
 * @entered: a new record, as it was entered
 *
 * Returns: (transfer none): the step that goes with it
 */
typedef const char *(*TbEditDialogVerbFunc) (TbRecord *entered);

AdwDialog *tb_edit_dialog_new (TbSession *session, TbRecord *record) G_GNUC_WARN_UNUSED_RESULT;
void tb_edit_dialog_set_step (TbEditDialog *self, TbRecord *moved, TbEditDialogVerbFunc get_verb);

G_END_DECLS
