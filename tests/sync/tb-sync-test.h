/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-entry.h"
#include "tb-merge-leaves.h"

G_BEGIN_DECLS

JsonObject *tb_sync_test_object (const char *json) G_GNUC_WARN_UNUSED_RESULT;
void tb_sync_test_assert_body (JsonObject *body, const char *json);
GPtrArray *tb_sync_test_reviews_new (void) G_GNUC_WARN_UNUSED_RESULT;
void tb_sync_test_assert_review (GPtrArray *reviews, guint index, const char *field,
                                 const char *kept, const char *other);

TbPeerDocument *tb_sync_test_first (const char *id, const char *json) G_GNUC_WARN_UNUSED_RESULT;
TbPeerDocument *tb_sync_test_next (TbPeerDocument *parent,
                                   const char *json) G_GNUC_WARN_UNUSED_RESULT;
TbPeerDocument *tb_sync_test_document_copy (TbPeerDocument *document) G_GNUC_WARN_UNUSED_RESULT;

TbRecord *tb_sync_test_random_record (const TbRecordType *type,
                                      GRand *rand) G_GNUC_WARN_UNUSED_RESULT;

char *tb_sync_test_dup_schema (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
