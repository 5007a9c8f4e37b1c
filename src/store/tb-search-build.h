/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"

G_BEGIN_DECLS

/**
 * TbSearchBuild:
 *
 * A search index that is built in memory, by a thread of its own, while the records it is about are
 * written; at the end it takes the place of the register's. Only SQLite's writer may write to a
 * register, and the terms of a large import would keep it busy for half of its time.
 */
typedef struct _TbSearchBuild TbSearchBuild;

TbSearchBuild *tb_search_build_new (TbConnection *connection,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_search_build_free (TbSearchBuild *self);

/* Both in the order in which they are called. */
void tb_search_build_insert (TbSearchBuild *self, gint64 document, const char *terms);
void tb_search_build_delete (TbSearchBuild *self, gint64 document);

void tb_search_build_seal (TbSearchBuild *self);
gboolean tb_search_build_finish (TbSearchBuild *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbSearchBuild, tb_search_build_free)

G_END_DECLS
