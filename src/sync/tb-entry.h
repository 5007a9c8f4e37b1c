/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-merge.h"

G_BEGIN_DECLS

/**
 * TbEntry:
 * @id: (owned): its `_id`
 * @body: (owned): what it says
 *
 * An immutable fact.
 */
typedef struct
{
  char *id;
  JsonObject *body;
} TbEntry;

TbEntry *tb_entry_new (JsonObject *body) G_GNUC_WARN_UNUSED_RESULT;
TbEntry *tb_entry_new_for_record (TbRecord *record, const char *by, const char *at,
                                  const TbDocumentScope *scope,
                                  GPtrArray *heads) G_GNUC_WARN_UNUSED_RESULT;
TbEntry *tb_entry_new_removal (GPtrArray *heads) G_GNUC_WARN_UNUSED_RESULT;
void tb_entry_free (TbEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbEntry, tb_entry_free)

char *tb_entry_dup_id (JsonObject *body) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_entry_is_genuine (const char *id, JsonObject *body);
const char *tb_entry_get_record_id (JsonObject *body);

GPtrArray *tb_entry_find_heads (GPtrArray *entries) G_GNUC_WARN_UNUSED_RESULT;
void tb_entry_compare_heads (GPtrArray *heads, GPtrArray *entries, GPtrArray *reviews);

G_END_DECLS
