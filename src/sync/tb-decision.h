/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-entry.h"

G_BEGIN_DECLS

/* The type of the documents. */
#define TB_DECISION "decision"

/**
 * TbDifference:
 * @type: name of the type of the record
 * @record: id of the record
 * @kind: how it came about, as it is stored: `field`, `removed`, `unique` or `foreign`
 * @field: (nullable): name of the field
 * @other: (nullable): JSON of the value that was not taken; of a foreign version, its revision
 * @by: (nullable): who wrote that
 * @at: (nullable): and when
 *
 * A value that was not taken when changes of two desks came together, as every desk knows it.
 */
typedef struct
{
  const char *type;
  const char *record;
  const char *kind;
  const char *field;
  const char *other;
  const char *by;
  const char *at;
} TbDifference;

char *tb_difference_dup_digest (const TbDifference *self) G_GNUC_WARN_UNUSED_RESULT;

TbEntry *tb_decision_new (const TbDifference *difference, const char *by,
                          const char *at) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_decision_read (JsonObject *body, const char **type, const char **record,
                           const char **digest);

G_END_DECLS
