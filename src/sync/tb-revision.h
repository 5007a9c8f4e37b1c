/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

char *tb_revision_new (gboolean deleted, const char *parent,
                       JsonObject *body) G_GNUC_WARN_UNUSED_RESULT;
char *tb_revision_new_tombstone (const char *parent) G_GNUC_WARN_UNUSED_RESULT;

gboolean tb_revision_parse (const char *revision, guint64 *generation, const char **signature);
int tb_revision_compare (const char *a, const char *b);
int tb_revision_compare_leaves (const char *a, gboolean a_deleted, const char *b,
                                gboolean b_deleted);

G_END_DECLS
