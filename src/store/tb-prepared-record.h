/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-journal-chain.h"
#include "tb-record.h"

G_BEGIN_DECLS

/**
 * TbPreparedRecord:
 * @record: (owned): a new record, with its id and its derived fields
 * @digest: of @json
 * @json: (not owned): its values as the journal keeps them
 * @json_length: how many bytes
 * @terms: (not owned): the terms by which it is found
 * @texts: what @terms and @json point to, in one piece of memory with the rest
 *
 * A new record with everything that can be worked out without the register, so that another thread
 * than the writer's can do it, ahead of the writer.
 */
typedef struct
{
  TbRecord *record;
  guint8 digest[TB_HASH_SIZE];
  const char *json;
  gsize json_length;
  const char *terms;
  char texts[];
} TbPreparedRecord;

/* What the writer does with them: both as their namesakes, with what is known already. */
gboolean tb_journal_append_prepared (TbConnection *connection, const char *batch, const char *actor,
                                     TbPreparedRecord *const *prepared, guint n_prepared,
                                     GError **error);
gboolean tb_search_index_add_prepared (TbConnection *connection, const TbPreparedRecord *prepared,
                                       GError **error);

TbPreparedRecord *tb_prepared_record_new (TbRecord *record) G_GNUC_WARN_UNUSED_RESULT;
void tb_prepared_record_free (TbPreparedRecord *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbPreparedRecord, tb_prepared_record_free)

G_END_DECLS
