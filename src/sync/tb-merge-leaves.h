/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-merge.h"
#include "tb-sync-peer.h"

G_BEGIN_DECLS

/**
 * TbMergeLookup:
 * @rev: a revision of the document
 * @data: what was given with the function
 *
 * Returns: (transfer none) (nullable): the body of @rev, valid until the next call, where it is
 * known
 */
typedef JsonObject *(*TbMergeLookup) (const char *rev, gpointer data);

GPtrArray *tb_merge_leaves (GPtrArray *leaves, TbMergeLookup lookup, gpointer data,
                            GPtrArray *reviews) G_GNUC_WARN_UNUSED_RESULT;
void tb_merge_review_closed (TbPeerDocument *closed, TbPeerDocument *beside, TbPeerDocument *winner,
                             TbMergeLookup lookup, gpointer data, GPtrArray *reviews);
TbPeerDocument *tb_merge_find_winner (GPtrArray *leaves);

TbPeerDocument *tb_merge_new_child (TbPeerDocument *parent,
                                    JsonObject *body) G_GNUC_WARN_UNUSED_RESULT;
TbPeerDocument *tb_merge_new_tombstone (TbPeerDocument *leaf) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
