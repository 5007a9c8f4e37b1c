/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "tb-record-type.h"

G_BEGIN_DECLS

JsonObject *tb_service_schema_new (const TbRecordType *type) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
