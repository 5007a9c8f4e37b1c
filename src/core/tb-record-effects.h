/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Private to core: what the writing of a record brings about, whoever writes it. */

#include "tb-batch-writer.h"

G_BEGIN_DECLS

/**
 * TbRecordEffect:
 * @type: name of the record type
 * @complete: (nullable): fills in what the register knows, before the record is checked; @before is
 * %NULL where the record is new
 * @follow: (nullable): changes other records, after the record was added, changed or removed; not
 * called for what is taken over from elsewhere, which brings its own figures
 *
 * Effects of the records of a type. A new one is a row of the table in tb-record-effects.c.
 */
typedef struct
{
  const char *type;
  gboolean (*complete) (TbConnection *connection, TbRecord *before, TbRecord *record,
                        GError **error);
  gboolean (*follow) (TbBatchWriter *writer, TbRecord *before, TbRecord *after, GError **error);
} TbRecordEffect;

gboolean tb_record_effects_has (const TbRecordType *type);
gboolean tb_record_effects_complete (TbConnection *connection, TbRecord *before, TbRecord *record,
                                     GError **error);
gboolean tb_record_effects_follow (TbBatchWriter *writer, TbRecord *before, TbRecord *after,
                                   GError **error);

G_END_DECLS
