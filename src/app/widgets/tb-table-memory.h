/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "tb-query.h"

G_BEGIN_DECLS

gboolean tb_table_memory_is_shown (GSettings *settings, const TbRecordType *type,
                                   const TbField *field);
void tb_table_memory_set_shown (GSettings *settings, const TbRecordType *type, const TbField *field,
                                gboolean shown);
int tb_table_memory_get_width (GSettings *settings, const TbRecordType *type, const char *name);
void tb_table_memory_set_width (GSettings *settings, const TbRecordType *type, const char *name,
                                int width);
char **tb_table_memory_dup_places (GSettings *settings,
                                   const TbRecordType *type) G_GNUC_WARN_UNUSED_RESULT;
void tb_table_memory_set_places (GSettings *settings, const TbRecordType *type,
                                 const char *const *names);
gboolean tb_table_memory_get_order (GSettings *settings, TbQuery *query);
void tb_table_memory_set_order (GSettings *settings, TbQuery *query);

G_END_DECLS
