/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-http-push.h"

#include <libsoup/soup.h>

#include "tb-error.h"
#include "tb-http-documents.h"
#include "tb-http-error.h"

/* A batch that went through makes the next one larger by these. */
#define GROWTH_DOCUMENTS 25
#define GROWTH_BYTES (128 * 1024)

/* After that many time-outs, the service is away and not only slow. */
#define TIMEOUTS_MAX 2

/* Room for a body of usual length, so that it is written without being moved. */
#define FIRST_BYTES (512 * 1024)

/* A service that fails on that many single documents is broken itself. */
#define SUSPECTS_MAX 10

/* What a row says of a document that is not taken, and will not be the next time either. Anything
 * else, as CouchDB's `os_process_error` where its rules were not run to their end, is trouble of
 * the service. */
static const char *const final_codes[]
    = { "forbidden", "unauthorized",       "bad_request", "doc_validation", "illegal_docid",
        "conflict",  "document_too_large", "too_large",   "missing_stub",   NULL };

/* Documents [begin, end) of a push. */
typedef struct
{
  guint begin;
  guint end;
} Range;

typedef struct
{
  TbHttpClient *client;      /* (not owned) */
  const char *path;          /* (not owned) */
  TbHttpBatch *batch;        /* (not owned) */
  GPtrArray *documents;      /* (not owned) */
  GPtrArray *refusals;       /* (not owned) */
  GCancellable *cancellable; /* (not owned) (nullable) */

  GPtrArray *suspects; /* (owned) (element-type TbPeerRefusal): the service itself failed on them */
  GError *suspicion;   /* (owned) (nullable): how */
  gboolean stored;     /* whether it has stored anything */
  guint n_timeouts;
} Push;

/* What a request that failed means for what was in it. */
typedef enum
{
  VERDICT_STORED,
  VERDICT_TOO_MUCH, /* less of it may go */
  VERDICT_CULPRIT,  /* something in it is not taken */
  VERDICT_SUSPECT,  /* something in it may have broken the service */
  VERDICT_FAILED,
} Verdict;

static Verdict
judge (Push *push, const GError *failure)
{
  switch (tb_http_client_get_status (push->client))
    {
    case SOUP_STATUS_BAD_REQUEST:
    case SOUP_STATUS_PRECONDITION_FAILED:
    case SOUP_STATUS_UNPROCESSABLE_ENTITY:
      return VERDICT_CULPRIT;
    case SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE:
      return VERDICT_TOO_MUCH;
    case SOUP_STATUS_INTERNAL_SERVER_ERROR:
      return VERDICT_SUSPECT;
    default:
      return tb_http_client_get_timed_out (push->client) && ++push->n_timeouts <= TIMEOUTS_MAX
                 ? VERDICT_TOO_MUCH
                 : VERDICT_FAILED;
    }
}

static void
shrink (Push *push, Range range, gsize n_bytes)
{
  TbHttpBatch *batch = push->batch;

  /* One alone says nothing about many. */
  if (range.end - range.begin == 1)
    return;
  batch->n_bytes = MIN (batch->n_bytes, MAX (n_bytes / 2, TB_HTTP_BATCH_BYTES_MIN));
  if (tb_http_client_get_timed_out (push->client))
    batch->n_documents = (range.end - range.begin) / 2;
  else
    batch->is_limited = TRUE;
}

static void
grow (TbHttpBatch *batch)
{
  batch->n_documents = MIN (batch->n_documents + GROWTH_DOCUMENTS, TB_HTTP_BATCH_DOCUMENTS);
  if (!batch->is_limited)
    batch->n_bytes = MIN (batch->n_bytes + GROWTH_BYTES, TB_HTTP_BATCH_BYTES);
}

/* The service names the document, and not always its revision. */
static void
complete_refusals (Push *push, Range range, guint from)
{
  for (guint i = from; i < push->refusals->len; i++)
    {
      TbPeerRefusal *refusal = g_ptr_array_index (push->refusals, i);

      for (guint j = range.begin; *refusal->rev == '\0' && j < range.end; j++)
        {
          TbPeerDocument *document = g_ptr_array_index (push->documents, j);

          if (g_str_equal (document->id, refusal->id))
            g_set_str (&refusal->rev, document->rev);
        }
    }
}

/* Takes those out of the refusals from @from on that are none. */
static void
take_troubled (Push *push, guint from, GPtrArray *troubled)
{
  for (guint i = push->refusals->len; i > from; i--)
    {
      TbPeerRefusal *refusal = g_ptr_array_index (push->refusals, i - 1);

      if (!g_strv_contains (final_codes, refusal->code))
        g_ptr_array_add (troubled, g_ptr_array_steal_index (push->refusals, i - 1));
    }
}

static gboolean
read_answer (Push *push, Range range, JsonNode *json, GPtrArray *troubled, GError **error)
{
  guint n_before = push->refusals->len;

  if (!tb_http_read_refusals (json, push->refusals))
    {
      tb_http_set_foreign_error (error, tb_http_client_get_address (push->client));
      return FALSE;
    }
  complete_refusals (push, range, n_before);
  push->stored |= push->refusals->len - n_before < range.end - range.begin;
  take_troubled (push, n_before, troubled);
  return TRUE;
}

/* Sends what is in @range. With %VERDICT_STORED, @troubled gets what was not, and may be later. */
static Verdict
send_range (Push *push, Range range, GBytes *text, GPtrArray *troubled, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (JsonNode) json = tb_http_client_send (push->client, SOUP_METHOD_POST, push->path, text,
                                                   push->cancellable, &failure);
  Verdict verdict;

  if (json != NULL)
    return read_answer (push, range, json, troubled, error) ? VERDICT_STORED : VERDICT_FAILED;

  verdict = judge (push, failure);
  g_propagate_error (error, g_steal_pointer (&failure));
  return verdict;
}

/* As much of the documents from @begin as one request may hold, at least one. */
static GBytes *
write_range (Push *push, guint begin, guint end, Range *range)
{
  GString *text = g_string_sized_new (FIRST_BYTES);
  guint most = MIN (end, begin + push->batch->n_documents);

  g_string_append (text, "{\"new_edits\":false,\"docs\":[");

  *range = (Range){ begin, begin };
  while (range->end < most)
    {
      gsize before = text->len;

      if (range->end > begin)
        g_string_append_c (text, ',');
      tb_http_write_document (text, g_ptr_array_index (push->documents, range->end));
      if (range->end > begin && text->len > push->batch->n_bytes)
        {
          g_string_truncate (text, before);
          break;
        }
      range->end++;
    }
  g_string_append (text, "]}");
  return g_string_free_to_bytes (text);
}

static const char *
get_code (Push *push)
{
  const char *reason = tb_http_client_get_reason (push->client);

  if (reason != NULL)
    return reason;
  return tb_http_client_get_status (push->client) == SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE
             ? "too_large"
             : "bad_request";
}

/* One document alone was not taken. */
static TbPeerRefusal *
make_refusal (Push *push, guint index, const GError *failure)
{
  TbPeerDocument *document = g_ptr_array_index (push->documents, index);

  return tb_peer_refusal_new (document->id, document->rev, get_code (push), failure->message);
}

/* On one document alone the service itself failed. Fails where it is broken. */
static gboolean
add_suspect (Push *push, TbPeerRefusal *refusal, const GError *failure, GError **error)
{
  g_ptr_array_add (push->suspects, refusal);
  if (push->suspicion == NULL)
    push->suspicion = g_error_copy (failure);
  if (push->suspects->len <= SUSPECTS_MAX)
    return TRUE;
  g_propagate_error (error, g_error_copy (failure));
  return FALSE;
}

static gboolean push_between (Push *push, guint begin, guint end, GError **error);

/* What was not taken, in halves; one alone is what it was. */
static gboolean
divide (Push *push, Range range, Verdict verdict, const GError *failure, GError **error)
{
  guint middle = range.begin + (range.end - range.begin) / 2;

  if (middle > range.begin)
    return push_between (push, range.begin, middle, error)
           && push_between (push, middle, range.end, error);

  if (tb_http_client_get_timed_out (push->client))
    {
      g_propagate_error (error, g_error_copy (failure));
      return FALSE;
    }
  if (verdict == VERDICT_SUSPECT)
    return add_suspect (push, make_refusal (push, range.begin, failure), failure, error);
  g_ptr_array_add (push->refusals, make_refusal (push, range.begin, failure));
  return TRUE;
}

static guint
find_document (Push *push, Range range, const TbPeerRefusal *refusal)
{
  guint index = range.begin;

  for (; index < range.end; index++)
    {
      const TbPeerDocument *document = g_ptr_array_index (push->documents, index);

      if (g_str_equal (document->id, refusal->id) && g_str_equal (document->rev, refusal->rev))
        break;
    }
  return index;
}

/* What the service was in trouble with while it stored the others of @range is tried once more,
 * alone. */
static gboolean
try_troubled (Push *push, Range range, GPtrArray *troubled, GError **error)
{
  while (troubled->len > 0)
    {
      g_autoptr (TbPeerRefusal) refusal = g_ptr_array_steal_index (troubled, troubled->len - 1);
      g_autoptr (GError) failure = NULL;
      guint index = find_document (push, range, refusal);

      /* That is none of what was sent. */
      if (index == range.end)
        continue;
      if (range.end - range.begin > 1)
        {
          if (!push_between (push, index, index + 1, error))
            return FALSE;
          continue;
        }
      tb_http_set_status_error (&failure, tb_http_client_get_address (push->client), NULL,
                                SOUP_STATUS_INTERNAL_SERVER_ERROR,
                                *refusal->words != '\0' ? refusal->words : refusal->code);
      if (!add_suspect (push, g_steal_pointer (&refusal), failure, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
push_between (Push *push, guint begin, guint end, GError **error)
{
  while (begin < end)
    {
      g_autoptr (GError) failure = NULL;
      Range range;
      g_autoptr (GPtrArray) troubled
          = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_refusal_free);
      g_autoptr (GBytes) text = write_range (push, begin, end, &range);
      Verdict verdict = send_range (push, range, text, troubled, &failure);

      if (verdict == VERDICT_FAILED)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (verdict == VERDICT_STORED)
        {
          grow (push->batch);
          if (!try_troubled (push, range, troubled, error))
            return FALSE;
        }
      else
        {
          if (verdict == VERDICT_TOO_MUCH)
            shrink (push, range, g_bytes_get_size (text));
          if (!divide (push, range, verdict, failure, error))
            return FALSE;
        }
      begin = range.end;
    }
  return TRUE;
}

/* A service that took others has failed on the suspects alone; one that took nothing is broken. */
static gboolean
try_suspects (Push *push, GError **error)
{
  if (push->suspects->len > 0 && !push->stored)
    {
      g_propagate_error (error, g_steal_pointer (&push->suspicion));
      return FALSE;
    }
  g_ptr_array_extend_and_steal (push->refusals, g_steal_pointer (&push->suspects));
  return TRUE;
}

/**
 * tb_http_push:
 * @client: what speaks to the service
 * @path: of `_bulk_docs`
 * @batch: how much is sent at once; kept by the caller from one push to the next
 * @documents: (element-type TbPeerDocument): what is to be stored
 * @refusals: (element-type TbPeerRefusal): to which what is not taken is added
 * @cancellable: (nullable): to give up
 * @error: return location of an error
 *
 * Stores documents in as few requests as the service allows. Where it does not take a request for
 * something in it, the halves of it are tried until it is found. On the thread of @client. Errors:
 * those of tb_http_client_send().
 *
 * Returns: whether each was stored or refused
 */
gboolean
tb_http_push (TbHttpClient *client, const char *path, TbHttpBatch *batch, GPtrArray *documents,
              GPtrArray *refusals, GCancellable *cancellable, GError **error)
{
  Push push = {
    .client = client,
    .path = path,
    .batch = batch,
    .documents = documents,
    .refusals = refusals,
    .cancellable = cancellable,
    .suspects = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_refusal_free),
  };
  gboolean done = push_between (&push, 0, documents->len, error) && try_suspects (&push, error);

  g_clear_pointer (&push.suspects, g_ptr_array_unref);
  g_clear_error (&push.suspicion);
  return done;
}
