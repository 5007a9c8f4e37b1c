/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "tb-cli.h"
#include "tb-record.h"

G_BEGIN_DECLS

/* Called with each record of a query, on the main thread. */
typedef gboolean (*TbRecordFunc) (TbRecord *record, gpointer user_data, GError **error);

const TbRecordType *tb_cli_find_type (const char *name, GError **error);
guint tb_cli_find_field (const TbRecordType *type, const char *name, GError **error);
TbRecord *tb_cli_load (TbCli *self, const TbRecordType *type, const char *id,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *tb_cli_dup_id (TbCli *self, const TbRecordType *type, const char *typed,
                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_cli_assign (TbCli *self, TbRecord *record, const char *assignment, GError **error);
gboolean tb_cli_filter (TbCli *self, TbQuery *query, const char *condition, GError **error);
gboolean tb_cli_each (TbCli *self, TbQuery *query, TbRecordFunc func, gpointer user_data,
                      GError **error);
void tb_cli_build_record (JsonBuilder *builder, TbRecord *record, TbDisplay display);

G_END_DECLS
