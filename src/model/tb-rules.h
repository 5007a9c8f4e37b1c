/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to the model: what the rules of several types share. */

#include "tb-record.h"

G_BEGIN_DECLS

TbDate tb_rules_get_date (TbRecord *record, guint field);
void tb_rules_warn_if_reversed (TbRecord *record, guint from, guint to, const char *code,
                                TbFindings *findings);
void tb_rules_warn_if_past (TbRecord *record, guint field, TbDate today, TbFindings *findings);
char *tb_rules_dup_joined_title (TbRecord *record, guint first,
                                 guint second) G_GNUC_WARN_UNUSED_RESULT;
void tb_rules_check_range (TbRecord *record, guint field, gint64 least, gint64 most,
                           TbFindings *findings);
void tb_rules_check_times (TbRecord *record, guint from, guint to, TbFindings *findings);
void tb_rules_check_one_owner (TbRecord *record, const guint *owners, gsize n_owners,
                               TbFindings *findings);
char *tb_rules_dup_first_line (TbRecord *record, guint field) G_GNUC_WARN_UNUSED_RESULT;
void tb_rules_check_period (TbRecord *record, TbDate today, TbFindings *findings);

G_END_DECLS
