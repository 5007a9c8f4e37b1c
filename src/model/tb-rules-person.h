/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to the model: the rules about one person. */

#include "tb-record.h"

G_BEGIN_DECLS

void tb_rules_person_derive (TbRecord *record);
gboolean tb_rules_person_wants (TbRecord *record, guint field);
void tb_rules_person_check (TbRecord *record, TbDate today, TbFindings *findings);

G_END_DECLS
