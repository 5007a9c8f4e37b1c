/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-journal.h"

G_BEGIN_DECLS

/* The hashes that make tampering with the journal show. */

#define TB_HASH_SIZE 32

/**
 * TbChainLink:
 *
 * What the hash of an entry is made of. Nothing is owned; digests are %NULL where there is no
 * value.
 */
typedef struct
{
  gint64 seq;
  const char *at;
  const char *actor;
  const char *batch;
  const char *record_type; /* (nullable) */
  const char *record_id;   /* (nullable) */
  const char *op;
  const guint8 *before_digest; /* (nullable) */
  const guint8 *after_digest;  /* (nullable) */
  const guint8 *prev_hash;
} TbChainLink;

void tb_journal_digest (const char *text, gsize length, guint8 digest[TB_HASH_SIZE]);
void tb_journal_hash (const TbChainLink *link, guint8 hash[TB_HASH_SIZE]);

const char *tb_change_op_to_name (TbChangeOp op);
TbChangeOp tb_change_op_from_name (const char *name);
const char *tb_batch_kind_to_name (TbBatchKind kind);
TbBatchKind tb_batch_kind_from_name (const char *name);

gboolean tb_journal_verify (TbConnection *connection, GPtrArray *faults, GError **error);

G_END_DECLS
