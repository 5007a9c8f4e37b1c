/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"
#include "tb-record.h"

G_BEGIN_DECLS

/**
 * TbSearchHit:
 *
 * A record found by text. All strings are owned; the subtitle may be %NULL.
 */
typedef struct
{
  const TbRecordType *type;
  char *id;
  char *title;
  char *subtitle;
} TbSearchHit;

void tb_search_hit_free (TbSearchHit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbSearchHit, tb_search_hit_free)

/* Brings the terms of a record up to date: added (no @before), changed, removed or restored (both).
 */
gboolean tb_search_index_put (TbConnection *connection, TbRecord *before, TbRecord *after,
                              GError **error);
gboolean tb_search_index_rebuild (TbConnection *connection, GError **error);

/* Around the addition of many records. */
gboolean tb_search_index_begin_bulk (TbConnection *connection, GError **error);
void tb_search_index_seal_bulk (TbConnection *connection);
gboolean tb_search_index_end_bulk (TbConnection *connection, GError **error);

/* The best @limit records of any type, or of @type. */
GPtrArray *tb_search_index_find (TbConnection *connection, const TbRecordType *type,
                                 const char *typed, guint limit,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
