/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-findings.h"
#include "tb-record.h"

G_BEGIN_DECLS

void tb_import_number_read (TbRecord *record, guint field, const char *text, double yuan,
                            TbFindings *findings);

G_END_DECLS
