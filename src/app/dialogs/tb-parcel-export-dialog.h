/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

#define TB_TYPE_PARCEL_EXPORT_DIALOG (tb_parcel_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TbParcelExportDialog, tb_parcel_export_dialog, TB, PARCEL_EXPORT_DIALOG,
                      AdwDialog)

AdwDialog *tb_parcel_export_dialog_new (TbSession *session) G_GNUC_WARN_UNUSED_RESULT;
void tb_parcel_export_dialog_write (TbParcelExportDialog *self, GFile *file);

G_END_DECLS
