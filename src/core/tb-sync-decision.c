/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sync-decision.h"

#include <string.h>

#include "tb-decision-row.h"
#include "tb-decision.h"
#include "tb-sync-documents.h"

/* A value that waits for a person, as other desks know it, too. */
typedef struct
{
  char *type;             /* (owned): of the record */
  TbRevisionRow *foreign; /* (owned) (nullable): a version of the whole record */
  TbDifference difference;
} Waiting;

static void
waiting_clear (Waiting *self)
{
  g_clear_pointer (&self->type, g_free);
  g_clear_pointer (&self->foreign, tb_revision_row_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Waiting, waiting_clear)

/* A foreign version is kept by its number, which is another one on each desk. */
static gboolean
describe (TbConnection *connection, const char *document_id, const char *record,
          const TbReviewRow *review, Waiting *self, GError **error)
{
  const char *key = "";

  if (!tb_document_parse_id (document_id, &self->type, &key))
    self->type = g_strdup ("");
  self->difference = (TbDifference){
    .type = self->type,
    .record = record != NULL ? record : key,
    .kind = review->kind,
    .field = review->field,
    .other = review->other,
    .by = review->other_by,
    .at = review->other_at,
  };
  if (strcmp (review->kind, "foreign") != 0)
    return TRUE;

  self->foreign
      = tb_revision_row_load (connection, g_ascii_strtoll (review->other, NULL, 10), error);
  if (self->foreign == NULL)
    return FALSE;
  self->difference.other = self->foreign->rev;
  return TRUE;
}

/*< private >
 * tb_sync_decision_add:
 * @review: a value about which somebody decided
 * @by: who
 *
 * Has the other desks told that nobody need look at it any more.
 */
gboolean
tb_sync_decision_add (TbConnection *connection, const TbReviewRow *review, const char *by,
                      GError **error)
{
  g_autofree char *now = tb_clock_dup_instant (tb_connection_get_clock (connection));
  g_auto (Waiting) waiting = { 0 };
  g_autoptr (TbEntry) entry = NULL;

  if (!describe (connection, review->id, review->record, review, &waiting, error))
    return FALSE;
  entry = tb_decision_new (&waiting.difference, by, now);
  return tb_sync_add_entry (connection, entry, NULL, error);
}

static gboolean
settle_one (TbConnection *connection, const TbReviewRow *review, const char *digest, GError **error)
{
  g_auto (Waiting) waiting = { 0 };
  g_autofree char *own = NULL;

  if (strcmp (review->state, "open") != 0)
    return TRUE;
  if (!describe (connection, review->id, review->record, review, &waiting, error))
    return FALSE;
  own = tb_difference_dup_digest (&waiting.difference);
  return strcmp (own, digest) != 0
         || tb_review_row_decide (connection, review->row, "elsewhere", NULL, error);
}

/* Where the questions about a record are found: at its own document, or at any of its entries. */
static gboolean
find_document (TbConnection *connection, const char *type, const char *record, gint64 *document,
               GError **error)
{
  g_autofree char *id = tb_document_dup_id (type, record);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (TbDocumentRow) own = NULL;

  if (tb_document_kind (type) == TB_DOCUMENT_RECORD)
    {
      own = tb_document_row_find (connection, id, error);
      if (own == NULL)
        return FALSE;
      *document = own->row;
      return TRUE;
    }

  entries = tb_document_row_list_of_record (connection, record, error);
  if (entries == NULL)
    return FALSE;
  *document = entries->len > 0 ? ((TbDocumentRow *)g_ptr_array_index (entries, 0))->row : 0;
  return TRUE;
}

static gboolean
settle (TbConnection *connection, JsonObject *body, GError **error)
{
  g_autoptr (GPtrArray) reviews = NULL;
  const char *type, *record, *digest;
  gint64 document;

  if (!tb_decision_read (body, &type, &record, &digest))
    return TRUE;
  if (!find_document (connection, type, record, &document, error))
    return FALSE;
  reviews = tb_review_row_list_of_document (connection, document, error);
  if (reviews == NULL)
    return FALSE;
  for (guint i = 0; i < reviews->len; i++)
    if (!settle_one (connection, g_ptr_array_index (reviews, i), digest, error))
      return FALSE;
  return TRUE;
}

/*< private >
 * tb_sync_decision_apply:
 * @document: a decision that has come
 *
 * What was decided on another desk waits here no longer. Where it has not come about here yet,
 * tb_sync_decision_is_made() finds it then.
 */
gboolean
tb_sync_decision_apply (TbConnection *connection, TbDocumentRow *document, GError **error)
{
  g_autoptr (GPtrArray) leaves = tb_sync_load_leaves (connection, document, error);

  if (leaves == NULL)
    return FALSE;
  for (guint i = 0; i < leaves->len; i++)
    {
      const TbRevisionRow *leaf = g_ptr_array_index (leaves, i);
      g_autoptr (JsonObject) body = NULL;

      if (leaf->is_foreign || leaf->body == NULL)
        continue;
      body = tb_sync_parse_body (leaf->body);
      if (!settle (connection, body, error))
        return FALSE;
    }
  document->pending = FALSE;
  return tb_document_row_save (connection, document, error);
}

/*< private >
 * tb_sync_decision_is_made:
 * @document: the document that @review is about
 * @review: a value that is about to wait for a person
 * @made: (out): whether one has decided already, on whatever desk
 */
gboolean
tb_sync_decision_is_made (TbConnection *connection, const TbDocumentRow *document,
                          const TbReviewRow *review, gboolean *made, GError **error)
{
  g_auto (Waiting) waiting = { 0 };
  g_autofree char *digest = NULL;

  if (!describe (connection, document->id, document->record, review, &waiting, error))
    return FALSE;
  digest = tb_difference_dup_digest (&waiting.difference);
  return tb_decision_row_is_known (connection, digest, made, error);
}
