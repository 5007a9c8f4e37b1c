/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-date.h"
#include "tb-xlsx-package.h"

G_BEGIN_DECLS

/**
 * TbXlsxStyles:
 *
 * Which cell formats of a workbook show a number as a date.
 */
typedef struct _TbXlsxStyles TbXlsxStyles;

TbXlsxStyles *tb_xlsx_styles_load (TbXlsxPackage *package, const char *part,
                                   GCancellable *cancellable,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_xlsx_styles_free (TbXlsxStyles *self);
TbDatePrecision tb_xlsx_styles_get_date_precision (TbXlsxStyles *self, guint style);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbXlsxStyles, tb_xlsx_styles_free)

G_END_DECLS
