/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-merge.h"

G_BEGIN_DECLS

/* The most fields that are unique together. */
#define TB_UNIQUE_MAX_FIELDS 2

/**
 * TbUniqueRule:
 * @fields: (array length=n_fields): indices of the fields that are unique together
 * @n_fields: how many there are
 * @removes: whether the record that yields is removed; otherwise it loses the value
 *
 * What no two live records of a type may have alike.
 */
typedef struct
{
  guint fields[TB_UNIQUE_MAX_FIELDS];
  guint n_fields;
  gboolean removes;
} TbUniqueRule;

GArray *tb_unique_get_rules (const TbRecordType *type) G_GNUC_WARN_UNUSED_RESULT;
const char *tb_unique_choose_keeper (const char *a, const char *b);
JsonObject *tb_unique_yield (const TbUniqueRule *rule, JsonObject *yielding, JsonObject *keeper,
                             GPtrArray *reviews) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
