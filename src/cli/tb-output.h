/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * TbTextTable:
 *
 * A table of text for people, in aligned columns; a Chinese character takes two places.
 */
typedef struct _TbTextTable TbTextTable;

TbTextTable *tb_text_table_new (guint n_columns) G_GNUC_WARN_UNUSED_RESULT;
void tb_text_table_free (TbTextTable *self);
void tb_text_table_add (TbTextTable *self, const char *text);
void tb_text_table_print (TbTextTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbTextTable, tb_text_table_free)

void tb_output_line (const char *format, ...) G_GNUC_PRINTF (1, 2);
void tb_output_json (JsonBuilder *builder);
void tb_output_list (gboolean as_json, JsonBuilder *builder, TbTextTable *table);
void tb_json_add_text (JsonBuilder *builder, const char *name, const char *text);
void tb_json_add_int (JsonBuilder *builder, const char *name, gint64 value);
void tb_json_add_boolean (JsonBuilder *builder, const char *name, gboolean value);
void tb_json_add_batch (JsonBuilder *builder, const char *batch);

G_END_DECLS
