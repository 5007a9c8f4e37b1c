/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sync-desk-private.h"

#include "tb-peer-row.h"
#include "tb-review-row.h"
#include "tb-revision-row.h"
#include "tb-session-private.h"
#include "tb-sync-documents.h"
#include "tb-sync-peer.h"

/* Leaves that are offered at once. */
#define OFFER_DOCUMENTS TB_SYNC_PAGE_MAX
#define OFFER_BYTES (2 * 1024 * 1024)

/* What a piece of work is given. */
typedef struct
{
  TbSyncDesk *desk;    /* (not owned) */
  gint64 number;       /* of the last leaf that the peer has */
  GPtrArray *refusals; /* (not owned) (nullable) */
} Offering;

static gpointer
offer_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Offering *offering = data;
  g_autoptr (TbPeerRow) peer = tb_peer_row_load (connection, offering->desk->peer, error);
  g_autoptr (GPtrArray) rows = NULL;
  TbReplicatorOffer *offer;

  if (peer == NULL)
    return NULL;
  rows = tb_revision_row_list_offers (connection, peer->row, MAX (offering->number, peer->offered),
                                      OFFER_DOCUMENTS, OFFER_BYTES, error);
  if (rows == NULL)
    return NULL;

  offer = g_new0 (TbReplicatorOffer, 1);
  offer->documents = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_document_free);
  for (guint i = 0; i < rows->len; i++)
    {
      TbRevisionRow *row = g_ptr_array_index (rows, i);

      g_ptr_array_add (offer->documents, tb_sync_document_take_row (row->id, row));
      offer->may_have = offer->may_have || row->seq <= peer->recheck;
      offer->last = row->seq;
    }
  return offer;
}

/*< private >
 * tb_sync_desk_offer:
 *
 * As #TbReplicatorDesk.offer.
 */
TbReplicatorOffer *
tb_sync_desk_offer (gpointer data, gint64 after, GCancellable *cancellable, GError **error)
{
  TbSyncDesk *self = data;
  Offering offering = { .desk = self, .number = after };

  return tb_session_read (self->session, offer_in_reader, &offering, cancellable, error);
}

/* Whether a leaf says what the peer itself gave before it. */
static gboolean
repeats_peer (TbConnection *connection, const TbRevisionRow *leaf, gint64 peer, gboolean *repeats,
              GError **error)
{
  g_autofree char *given = NULL;
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (JsonObject) given_body = NULL;

  *repeats = FALSE;
  if (leaf->body == NULL)
    return TRUE;
  if (!tb_revision_row_find_given_body (connection, leaf, peer, &given, error))
    return FALSE;
  if (given == NULL)
    return TRUE;

  body = tb_sync_parse_body (leaf->body);
  given_body = tb_sync_parse_body (given);
  *repeats = tb_document_says_same (body, given_body);
  return TRUE;
}

/* Whether a leaf says that a record is removed of which nothing was ever offered before. A fact
 * that is taken back is another document than the fact. */
static gboolean
is_stillborn (const TbRevisionRow *leaf, const char *id)
{
  g_autofree char *type_name = NULL;
  g_autoptr (JsonObject) body = NULL;

  if (leaf->ancestry != NULL || leaf->body == NULL || !tb_document_parse_id (id, &type_name, NULL)
      || tb_document_kind (type_name) != TB_DOCUMENT_RECORD)
    return FALSE;
  body = tb_sync_parse_body (leaf->body);
  return tb_document_is_removed (body);
}

/* A change that was taken back here is refused like the change itself, where the user may not write
 * the record; but nothing of it is missing there, and nobody could do anything about it. */
static gboolean
is_harmless (TbConnection *connection, const TbPeerRefusal *refusal, gint64 peer,
             gboolean *harmless, GError **error)
{
  g_autoptr (TbDocumentRow) document = tb_document_row_find (connection, refusal->id, error);
  g_autoptr (GPtrArray) leaves
      = document != NULL ? tb_revision_row_list_leaves (connection, document->row, error) : NULL;

  *harmless = FALSE;
  if (leaves == NULL)
    return FALSE;
  for (guint i = 0; i < leaves->len; i++)
    {
      const TbRevisionRow *leaf = g_ptr_array_index (leaves, i);

      if (!g_str_equal (leaf->rev, refusal->rev))
        continue;
      *harmless = is_stillborn (leaf, refusal->id);
      return *harmless || repeats_peer (connection, leaf, peer, harmless, error);
    }
  return TRUE;
}

static gboolean
write_refusals (Offering *offering, TbConnection *connection, gint64 peer, GError **error)
{
  g_autofree char *now = tb_clock_dup_instant (tb_connection_get_clock (connection));

  for (guint i = 0; offering->refusals != NULL && i < offering->refusals->len; i++)
    {
      const TbPeerRefusal *refusal = g_ptr_array_index (offering->refusals, i);
      TbRefusedRow row = {
        .id = refusal->id,
        .rev = refusal->rev,
        .code = refusal->code,
        .reason = refusal->words,
        .at = now,
      };
      gboolean harmless;

      if (!is_harmless (connection, refusal, peer, &harmless, error)
          || (!harmless && !tb_refused_row_add (connection, peer, &row, error)))
        return FALSE;
    }
  return TRUE;
}

static gpointer
offered_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable,
                   GError **error)
{
  Offering *offering = data;
  g_autoptr (TbPeerRow) peer = tb_peer_row_load (connection, offering->desk->peer, error);
  gint64 before;

  if (peer == NULL || !tb_connection_begin (connection, error))
    return NULL;
  before = peer->offered;
  peer->offered = MAX (peer->offered, offering->number);
  return tb_sync_desk_end_transaction (
             connection,
             write_refusals (offering, connection, peer->row, error)
                 && tb_revision_row_note_taken (connection, peer->row, before, peer->offered, error)
                 && tb_peer_row_save (connection, peer, error),
             error)
             ? TB_SYNC_DESK_DONE
             : NULL;
}

/*< private >
 * tb_sync_desk_note_offered:
 *
 * As #TbReplicatorDesk.offered.
 */
gboolean
tb_sync_desk_note_offered (gpointer data, gint64 last, GPtrArray *refusals,
                           GCancellable *cancellable, GError **error)
{
  Offering offering = { .desk = data, .number = last, .refusals = refusals };

  return tb_sync_desk_run (data, offered_in_writer, &offering, cancellable, error);
}
