/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "tb-record-type.h"

G_BEGIN_DECLS

GMenuModel *tb_report_menu_new (const TbRecordType *type, const char *id) G_GNUC_WARN_UNUSED_RESULT;
GMenuModel *tb_report_menu_new_for_type (const TbRecordType *type) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
