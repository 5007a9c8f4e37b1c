/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"

G_BEGIN_DECLS

/**
 * TbReviewRow:
 * @row: its number
 * @document: number of the document
 * @id: (owned): id of the document
 * @record: (owned) (nullable): of an entry, the record that it tells of
 * @kind: (owned): `field`, `removed`, `unique` or `foreign`
 * @field: (owned) (nullable): name of the field; %NULL where it is about the whole record
 * @kept: (owned) (nullable): JSON of the value that stands
 * @other: (owned) (nullable): JSON of the value that does not; of a foreign revision, its number
 * @kept_by: (owned) (nullable): who wrote the one that stands
 * @kept_at: (owned) (nullable): and when
 * @other_by: (owned) (nullable): who wrote the other
 * @other_at: (owned) (nullable): and when
 * @state: (owned): `open`, `taken`, `kept`, `written` or `elsewhere`
 * @batch: (owned) (nullable): the batch that took or wrote a value
 *
 * A value that was not taken.
 */
typedef struct
{
  gint64 row;
  gint64 document;
  char *id;
  char *record;
  char *kind;
  char *field;
  char *kept;
  char *other;
  char *kept_by;
  char *kept_at;
  char *other_by;
  char *other_at;
  char *state;
  char *batch;
} TbReviewRow;

void tb_review_row_free (TbReviewRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbReviewRow, tb_review_row_free)

/* One that is there already is not added again. */
gboolean tb_review_row_add (TbConnection *connection, const TbReviewRow *self, GError **error);
GPtrArray *tb_review_row_list (TbConnection *connection, gboolean only_open, guint limit,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *tb_review_row_list_of_document (TbConnection *connection, gint64 document,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
TbReviewRow *tb_review_row_load (TbConnection *connection, gint64 row,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_review_row_decide (TbConnection *connection, gint64 row, const char *state,
                               const char *batch, GError **error);
/* What a batch decided is open again. */
gboolean tb_review_row_reopen (TbConnection *connection, const char *batch, GError **error);

/**
 * TbRefusedRow:
 * @row: its number
 * @document: number of the document
 * @id: (owned): id of the document
 * @record: (owned) (nullable): of an entry, the record that it tells of
 * @rev: (owned): the revision
 * @code: (owned): the peer's short reason
 * @reason: (owned): the peer's reason in its own words; may be empty
 * @at: (owned): UTC instant
 * @peer: number of the peer
 * @is_present: whether the record still says that; otherwise it is the first revision of a record
 * of which the peer has taken nothing since
 *
 * A revision that a peer does not take.
 */
typedef struct
{
  gint64 row;
  gint64 document;
  char *id;
  char *record;
  char *rev;
  char *code;
  char *reason;
  char *at;
  gint64 peer;
  gboolean is_present;
} TbRefusedRow;

void tb_refused_row_free (TbRefusedRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbRefusedRow, tb_refused_row_free)

gboolean tb_refused_row_add (TbConnection *connection, gint64 peer, const TbRefusedRow *self,
                             GError **error);
/* Forgets what was refused and does not matter any more. */
gboolean tb_refused_row_settle (TbConnection *connection, gint64 document, GError **error);
gboolean tb_refused_row_drop (TbConnection *connection, const TbRefusedRow *self, GError **error);
GPtrArray *tb_refused_row_list (TbConnection *connection, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_refused_row_count (TbConnection *connection, gint64 *count, GError **error);
/* Has it offered again: one by its number, or, with 0, all. */
gboolean tb_refused_row_retry (TbConnection *connection, gint64 row, GError **error);

G_END_DECLS
