/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record.h"

G_BEGIN_DECLS

gboolean tb_form_fields_is_asked (TbRecord *record, guint field);
gboolean tb_form_fields_is_shown_first (TbRecord *record, guint field);
TbFindings *tb_form_fields_check (TbRecord *record, TbDate today) G_GNUC_WARN_UNUSED_RESULT;
char *tb_form_fields_dup_verdict (TbRecord *record) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
