/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"

G_BEGIN_DECLS

/**
 * TbDocumentRow:
 * @row: its number; 0 for one that is not known
 * @id: (owned): such as `person:01928c5e-…`
 * @record: (owned) (nullable): of an entry, the record that it tells of
 * @applied: seq of the revision that the register shows; 0 for none, and for entries
 * @pending: whether it is still to be written into the register
 * @newer: whether only a newer program understands it
 *
 * A document that desks exchange.
 */
typedef struct
{
  gint64 row;
  char *id;
  char *record;
  gint64 applied;
  gboolean pending;
  gboolean newer;
} TbDocumentRow;

void tb_document_row_free (TbDocumentRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbDocumentRow, tb_document_row_free)

TbDocumentRow *tb_document_row_find (TbConnection *connection, const char *id,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
TbDocumentRow *tb_document_row_load (TbConnection *connection, gint64 row,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_document_row_save (TbConnection *connection, TbDocumentRow *self, GError **error);

/* The entries that tell of a record. */
GPtrArray *tb_document_row_list_of_record (TbConnection *connection, const char *record,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Numbers of documents that are still to be written into the register and wait for nothing. */
GArray *tb_document_row_list_pending (TbConnection *connection, gint64 after, guint limit,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Those that only a newer program understood are looked at again. */
gboolean tb_document_row_retry_newer (TbConnection *connection, GError **error);
/* Whether a record has a document that only a newer program understands. */
gboolean tb_document_row_is_newer (TbConnection *connection, const char *type_name,
                                   const char *record_id, gboolean *newer, GError **error);

/* Which documents wait for a record that has not come. */
gboolean tb_document_row_wait (TbConnection *connection, gint64 row, const char *target,
                               GError **error);
gboolean tb_document_row_wait_no_more (TbConnection *connection, gint64 row, GError **error);
/* Frees those that wait for @target. */
gboolean tb_document_row_wake (TbConnection *connection, const char *target, GError **error);

/**
 * TbWaitingRow:
 * @id: (owned): of the document that waits
 * @record: (owned) (nullable): of an entry, the record that it tells of
 * @target: (owned): the record that it waits for
 */
typedef struct
{
  char *id;
  char *record;
  char *target;
} TbWaitingRow;

void tb_waiting_row_free (TbWaitingRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbWaitingRow, tb_waiting_row_free)

GPtrArray *tb_waiting_row_list (TbConnection *connection, guint limit,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
