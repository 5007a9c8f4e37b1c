/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record.h"

G_BEGIN_DECLS

TbRecord *tb_random_record_new (const TbRecordType *type, GRand *rand) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
