/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-date.h"

G_BEGIN_DECLS

TbDatePrecision tb_xlsx_number_format_classify (const char *code);
TbDatePrecision tb_xlsx_number_format_classify_builtin (guint id);

G_END_DECLS
