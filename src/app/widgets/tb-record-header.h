/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-record.h"

G_BEGIN_DECLS

#define TB_TYPE_RECORD_HEADER (tb_record_header_get_type ())
G_DECLARE_FINAL_TYPE (TbRecordHeader, tb_record_header, TB, RECORD_HEADER, AdwBin)

void tb_record_header_set_record (TbRecordHeader *self, TbRecord *record);

G_END_DECLS
