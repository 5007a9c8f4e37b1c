/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void tb_canonical_json_append (JsonNode *node, GString *text);
void tb_canonical_json_append_object (JsonObject *object, GString *text);
void tb_canonical_json_append_string (const char *string, GString *text);
char *tb_canonical_json_dup_object (JsonObject *object) G_GNUC_WARN_UNUSED_RESULT;

gboolean tb_canonical_json_node_equal (JsonNode *a, JsonNode *b);

G_END_DECLS
