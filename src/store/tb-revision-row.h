/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"

G_BEGIN_DECLS

/**
 * TbRevisionRow:
 * @seq: its number, in the order in which this desk came to know revisions
 * @document: number of its document
 * @id: (owned) (nullable): id of its document; only where revisions of several are listed
 * @rev: (owned): the revision
 * @leaf: whether nothing that is known follows it
 * @deleted: whether it closes a branch of the document's history
 * @is_foreign: whether it continues nothing known here, or cannot be read
 * @origin: number of the peer it came from; 0 where it was made here
 * @ancestry: (owned) (nullable): the revisions before it, the latest first, divided by spaces
 * @body: (owned) (nullable): what it says; %NULL for none
 *
 * A revision of a document.
 */
typedef struct
{
  gint64 seq;
  gint64 document;
  char *id;
  char *rev;
  gboolean leaf;
  gboolean deleted;
  gboolean is_foreign;
  gint64 origin;
  char *ancestry;
  char *body;
} TbRevisionRow;

void tb_revision_row_free (TbRevisionRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbRevisionRow, tb_revision_row_free)

/* Adds a leaf; the revisions before it that were leaves are leaves no more. */
gboolean tb_revision_row_add (TbConnection *connection, TbRevisionRow *self, GError **error);
gboolean tb_revision_row_set_foreign (TbConnection *connection, gint64 seq, gboolean is_foreign,
                                      GError **error);
GPtrArray *tb_revision_row_list_leaves (TbConnection *connection, gint64 document,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
TbRevisionRow *tb_revision_row_load (TbConnection *connection, gint64 seq,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_revision_row_find_body (TbConnection *connection, gint64 document, const char *rev,
                                    char **body, GError **error);
gboolean tb_revision_row_find_given_body (TbConnection *connection, const TbRevisionRow *self,
                                          gint64 peer, char **body, GError **error);
gboolean tb_revision_row_is_known (TbConnection *connection, const char *id, const char *rev,
                                   gboolean *known, GError **error);

/* What a peer is to be offered, in the order in which it came to be. */
GPtrArray *tb_revision_row_list_offers (TbConnection *connection, gint64 peer, gint64 after,
                                        guint limit, gsize max_bytes,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_revision_row_count_offers (TbConnection *connection, gint64 peer, gint64 after,
                                       gint64 *count, GError **error);
gboolean tb_revision_row_note_taken (TbConnection *connection, gint64 peer, gint64 after,
                                     gint64 last, GError **error);
gboolean tb_revision_row_get_last (TbConnection *connection, gint64 *seq, GError **error);
/* Has a revision offered again, as if it had just been made. */
gboolean tb_revision_row_offer_again (TbConnection *connection, gint64 document, const char *rev,
                                      GError **error);

G_END_DECLS
