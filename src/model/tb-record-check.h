/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to the model: what a field table says about one value. */

#include "tb-findings.h"
#include "tb-record.h"

G_BEGIN_DECLS

void tb_record_check_field (TbRecord *record, guint field, TbDate today, TbFindings *findings);

G_END_DECLS
