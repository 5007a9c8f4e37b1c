/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "tb-record.h"

G_BEGIN_DECLS

GMenuModel *tb_record_menu_new (TbRecord *record) G_GNUC_WARN_UNUSED_RESULT;
GMenuModel *tb_record_menu_new_for_id (const char *type, const char *id) G_GNUC_WARN_UNUSED_RESULT;
GMenu *tb_record_menu_new_for_type (const TbRecordType *type) G_GNUC_WARN_UNUSED_RESULT;
GMenu *tb_record_menu_add_view (GMenu *menu);

G_END_DECLS
