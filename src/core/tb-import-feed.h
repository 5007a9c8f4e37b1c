/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-importer.h"
#include "tb-prepared-record.h"

G_BEGIN_DECLS

/**
 * TbImportFeed:
 *
 * The records of a first roster and those that it names, made and prepared on a thread of their own
 * while those before them are written. While it lives, nobody else touches the importer's sheet and
 * plan.
 */
typedef struct _TbImportFeed TbImportFeed;

TbImportFeed *tb_import_feed_new (TbImporter *importer, GPtrArray *named) G_GNUC_WARN_UNUSED_RESULT;
void tb_import_feed_free (TbImportFeed *self);

TbPreparedRecord *const *tb_import_feed_next (TbImportFeed *self, guint *n_records, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbImportFeed, tb_import_feed_free)

G_END_DECLS
