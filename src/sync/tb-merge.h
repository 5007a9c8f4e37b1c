/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-document.h"

G_BEGIN_DECLS

/**
 * TbMergeReviewKind:
 * @TB_MERGE_REVIEW_FIELD: two desks changed the field
 * @TB_MERGE_REVIEW_REMOVED: one desk removed the record while another changed the field
 * @TB_MERGE_REVIEW_UNIQUE: another record has the value, and only one can have it
 */
typedef enum
{
  TB_MERGE_REVIEW_FIELD,
  TB_MERGE_REVIEW_REMOVED,
  TB_MERGE_REVIEW_UNIQUE,
} TbMergeReviewKind;

/**
 * TbMergeReview:
 * @kind: why it was not taken
 * @decided: whether the field's policy chose, and nobody needs to look: to be kept for the record's
 * history only
 * @field: (owned): name of the field
 * @other: (owned) (nullable): the value that was not taken; %NULL where that is none
 * @other_by: (owned) (nullable): who wrote it
 * @other_at: (owned) (nullable): and when: UTC instant
 * @kept: (owned) (nullable): the value that stands; %NULL where that is none
 * @kept_by: (owned) (nullable): who wrote that
 * @kept_at: (owned) (nullable): and when
 *
 * A value that a merge did not take. None is ever dropped without one of these.
 */
typedef struct
{
  TbMergeReviewKind kind;
  gboolean decided;
  char *field;
  JsonNode *other;
  char *other_by;
  char *other_at;
  JsonNode *kept;
  char *kept_by;
  char *kept_at;
} TbMergeReview;

TbMergeReview *tb_merge_review_new (TbMergeReviewKind kind, const char *field, JsonObject *kept,
                                    JsonObject *other) G_GNUC_WARN_UNUSED_RESULT;
void tb_merge_review_free (TbMergeReview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbMergeReview, tb_merge_review_free)

JsonObject *tb_merge (const TbRecordType *type, JsonObject *base, JsonObject *winner,
                      JsonObject *other, GPtrArray *reviews) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
