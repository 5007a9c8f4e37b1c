/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-session.h"

G_BEGIN_DECLS

#define TB_TYPE_RECORD_DETAIL (tb_record_detail_get_type ())
G_DECLARE_FINAL_TYPE (TbRecordDetail, tb_record_detail, TB, RECORD_DETAIL, AdwBin)

void tb_record_detail_set_session (TbRecordDetail *self, TbSession *session);
void tb_record_detail_load (TbRecordDetail *self, const TbRecordType *type, const char *id);
void tb_record_detail_clear (TbRecordDetail *self);
TbRecord *tb_record_detail_get_record (TbRecordDetail *self);
gboolean tb_record_detail_has_failed (TbRecordDetail *self);
gboolean tb_record_detail_is_read_only (TbRecordDetail *self);

G_END_DECLS
