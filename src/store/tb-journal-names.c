/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-journal-chain.h"

/* The words by which the journal's tables know what was done; the schema checks them, and the
 * hashes cover them. */

static const char *const op_names[] = {
  [TB_CHANGE_INSERT] = "insert",   [TB_CHANGE_UPDATE] = "update", [TB_CHANGE_REMOVE] = "remove",
  [TB_CHANGE_RESTORE] = "restore", [TB_CHANGE_REVEAL] = "reveal", [TB_CHANGE_EXPORT] = "export",
  [TB_CHANGE_ERASE] = "erase",
};

static const char *const kind_names[] = {
  [TB_BATCH_ADD] = "add",         [TB_BATCH_EDIT] = "edit",
  [TB_BATCH_REMOVE] = "remove",   [TB_BATCH_IMPORT] = "import",
  [TB_BATCH_UNDO] = "undo",       [TB_BATCH_SAMPLE] = "sample",
  [TB_BATCH_REVEAL] = "reveal",   [TB_BATCH_EXPORT] = "export",
  [TB_BATCH_SETUP] = "setup",     [TB_BATCH_TRANSITION] = "transition",
  [TB_BATCH_CORRECT] = "correct", [TB_BATCH_INVITE] = "invite",
  [TB_BATCH_SIGN_IN] = "sign_in", [TB_BATCH_PLAN] = "plan",
  [TB_BATCH_ATTACH] = "attach",   [TB_BATCH_SYNC] = "sync",
  [TB_BATCH_RESOLVE] = "resolve", [TB_BATCH_ERASE] = "erase",
};

/* Returns the first where @name is none of them, which the schema rules out. */
static guint
find_name (const char *const *names, guint n_names, const char *name)
{
  for (guint i = 0; i < n_names; i++)
    if (g_strcmp0 (names[i], name) == 0)
      return i;
  return 0;
}

const char *
tb_change_op_to_name (TbChangeOp op)
{
  g_return_val_if_fail (op < G_N_ELEMENTS (op_names), NULL);

  return op_names[op];
}

TbChangeOp
tb_change_op_from_name (const char *name)
{
  return find_name (op_names, G_N_ELEMENTS (op_names), name);
}

const char *
tb_batch_kind_to_name (TbBatchKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (kind_names), NULL);

  return kind_names[kind];
}

TbBatchKind
tb_batch_kind_from_name (const char *name)
{
  return find_name (kind_names, G_N_ELEMENTS (kind_names), name);
}
