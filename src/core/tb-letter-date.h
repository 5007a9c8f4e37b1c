/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to the core: days as letters and forms have them. */

#include "tb-date.h"
#include "tb-record.h"

G_BEGIN_DECLS

char *tb_letter_date_dup (TbDate date) G_GNUC_WARN_UNUSED_RESULT;
char *tb_letter_date_dup_field (TbRecord *record, guint field) G_GNUC_WARN_UNUSED_RESULT;
char *tb_letter_date_dup_lines (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
