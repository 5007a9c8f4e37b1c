/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-session.h"

#include <glib/gi18n-lib.h>

#include "tb-error.h"
#include "tb-record-table.h"

/* Bodies fetched at a time when a whole list is wanted. */
#define FETCH_ROWS 128

/* Arguments of the named readings, each of which uses the part it needs. */
typedef struct
{
  const TbRecordType *type; /* (nullable) */
  char *text;               /* (owned) (nullable): id, or what was typed */
  TbQuery *query;           /* (owned) (nullable) */
  guint limit;
} TbReading;

static TbReading *
reading_new (const TbRecordType *type, const char *text, TbQuery *query, guint limit)
{
  TbReading *self = g_new0 (TbReading, 1);

  self->type = type;
  self->text = g_strdup (text);
  self->query = query != NULL ? tb_query_ref (query) : NULL;
  self->limit = limit;

  return self;
}

static void
reading_free (TbReading *self)
{
  g_clear_pointer (&self->query, tb_query_unref);
  g_free (self->text);
  g_free (self);
}

static gpointer
read_record (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  TbReading *reading = data;

  return tb_record_table_load (connection, reading->type, reading->text, error);
}

static gboolean
append_rows (const gint64 *rows, guint n_rows, gpointer user_data)
{
  g_array_append_vals (user_data, rows, n_rows);

  return TRUE;
}

/* The row numbers first and the bodies after: a query must not stand open while its rows are worked
 * on. */
static GPtrArray *
fetch_list (TbConnection *connection, TbQuery *query, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  if (!tb_record_table_query (connection, query, append_rows, rows, error))
    return NULL;

  for (guint start = 0; start < rows->len; start += FETCH_ROWS)
    {
      g_autoptr (GPtrArray) page = tb_record_table_fetch (
          connection, tb_query_get_record_type (query), &g_array_index (rows, gint64, start),
          MIN (FETCH_ROWS, rows->len - start), error);

      if (page == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (records, g_steal_pointer (&page));
    }

  return g_steal_pointer (&records);
}

/* All of one state of the register, whatever is written meanwhile. */
static gpointer
read_list (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  TbReading *reading = data;
  GPtrArray *records;

  if (!tb_connection_begin_reading (connection, error))
    return NULL;
  records = fetch_list (connection, reading->query, error);
  tb_connection_rollback (connection);

  return records;
}

static gpointer
read_count (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  TbReading *reading = data;
  gint64 count = tb_record_table_count (connection, reading->query, error);

  if (count < 0)
    return NULL;

  return g_memdup2 (&count, sizeof count);
}

static gpointer
read_search (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  TbReading *reading = data;

  return tb_search_index_find (connection, reading->type, reading->text, reading->limit, error);
}

static gpointer
read_history (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  TbReading *reading = data;

  return tb_journal_list (connection, reading->type, reading->text, 0, reading->limit, error);
}

static gpointer
read_batches (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  TbReading *reading = data;

  return tb_journal_list_batches (connection, reading->limit, error);
}

static gpointer
read_now (TbSession *self, TbReadFunc func, const TbReading *reading, GCancellable *cancellable,
          GError **error)
{
  /* The functions above only look at their arguments. */
  return tb_session_read (self, func, (gpointer)reading, cancellable, error);
}

static void
read_later (TbSession *self, TbReadFunc func, TbReading *reading, GDestroyNotify result_free,
            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  tb_session_read_async (self, func, reading, (GDestroyNotify)reading_free, result_free,
                         cancellable, callback, user_data);
}

/**
 * tb_session_load:
 * @type: the record's type
 * @id: its id
 *
 * Reads one record, also one that was removed. Errors: %TB_ERROR_NOT_FOUND. On any thread but a
 * reader's.
 *
 * Returns: (transfer full): the record
 */
TbRecord *
tb_session_load (TbSession *self, const TbRecordType *type, const char *id,
                 GCancellable *cancellable, GError **error)
{
  const TbReading reading = { .type = type, .text = (char *)id };

  g_return_val_if_fail (type != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return read_now (self, read_record, &reading, cancellable, error);
}

/**
 * tb_session_list:
 * @query: which records
 *
 * Reads all records that a query asks for; for what fits in memory. On any thread but a reader's.
 *
 * Returns: (transfer full) (element-type TbRecord): the records, in the order of the query
 */
GPtrArray *
tb_session_list (TbSession *self, TbQuery *query, GCancellable *cancellable, GError **error)
{
  const TbReading reading = { .query = query };

  g_return_val_if_fail (query != NULL, NULL);

  return read_now (self, read_list, &reading, cancellable, error);
}

/**
 * tb_session_count:
 *
 * Counts the records that a query asks for. On any thread but a reader's.
 *
 * Returns: how many, or -1 with @error set
 */
gint64
tb_session_count (TbSession *self, TbQuery *query, GCancellable *cancellable, GError **error)
{
  const TbReading reading = { .query = query };
  g_autofree gint64 *count = NULL;

  g_return_val_if_fail (query != NULL, -1);

  count = read_now (self, read_count, &reading, cancellable, error);
  return count != NULL ? *count : -1;
}

/**
 * tb_session_search:
 * @type: (nullable): search only records of this type
 * @typed: what was typed: characters, pinyin, initials, a fragment of a number
 * @limit: at most so many
 *
 * Finds records by text, the best first. On any thread but a reader's.
 *
 * Returns: (transfer full) (element-type TbSearchHit): what was found
 */
GPtrArray *
tb_session_search (TbSession *self, const TbRecordType *type, const char *typed, guint limit,
                   GCancellable *cancellable, GError **error)
{
  const TbReading reading = { .type = type, .text = (char *)typed, .limit = limit };

  g_return_val_if_fail (typed != NULL, NULL);

  return read_now (self, read_search, &reading, cancellable, error);
}

/**
 * tb_session_get_history:
 * @type: (nullable): the record's type, or %NULL for the whole register
 * @id: (nullable): the record's id; %NULL where @type is
 * @limit: at most so many
 *
 * What happened to a record, as the journal has it. On any thread but a reader's.
 *
 * Returns: (transfer full) (element-type TbJournalEntry): the newest first
 */
GPtrArray *
tb_session_get_history (TbSession *self, const TbRecordType *type, const char *id, guint limit,
                        GCancellable *cancellable, GError **error)
{
  const TbReading reading = { .type = type, .text = (char *)id, .limit = limit };

  return read_now (self, read_history, &reading, cancellable, error);
}

/**
 * tb_session_get_batches:
 * @limit: at most so many
 *
 * What people did, action by action. On any thread but a reader's.
 *
 * Returns: (transfer full) (element-type TbBatchInfo): the newest first
 */
GPtrArray *
tb_session_get_batches (TbSession *self, guint limit, GCancellable *cancellable, GError **error)
{
  const TbReading reading = { .limit = limit };

  return read_now (self, read_batches, &reading, cancellable, error);
}

/**
 * tb_session_load_async:
 *
 * As tb_session_load(); finish with tb_session_read_finish(), which gives a #TbRecord.
 */
void
tb_session_load_async (TbSession *self, const TbRecordType *type, const char *id,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (type != NULL);
  g_return_if_fail (id != NULL);

  read_later (self, read_record, reading_new (type, id, NULL, 0), g_object_unref, cancellable,
              callback, user_data);
}

/**
 * tb_session_list_async:
 *
 * As tb_session_list(); finish with tb_session_read_finish(), which gives a #GPtrArray of
 * #TbRecord.
 */
void
tb_session_list_async (TbSession *self, TbQuery *query, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (query != NULL);

  read_later (self, read_list, reading_new (NULL, NULL, query, 0),
              (GDestroyNotify)g_ptr_array_unref, cancellable, callback, user_data);
}

/**
 * tb_session_search_async:
 *
 * As tb_session_search(); finish with tb_session_read_finish(), which gives a #GPtrArray of
 * #TbSearchHit.
 */
void
tb_session_search_async (TbSession *self, const TbRecordType *type, const char *typed, guint limit,
                         GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (typed != NULL);

  read_later (self, read_search, reading_new (type, typed, NULL, limit),
              (GDestroyNotify)g_ptr_array_unref, cancellable, callback, user_data);
}

/**
 * tb_session_get_history_async:
 *
 * As tb_session_get_history(); finish with tb_session_read_finish(), which gives a #GPtrArray of
 * #TbJournalEntry.
 */
void
tb_session_get_history_async (TbSession *self, const TbRecordType *type, const char *id,
                              guint limit, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  read_later (self, read_history, reading_new (type, id, NULL, limit),
              (GDestroyNotify)g_ptr_array_unref, cancellable, callback, user_data);
}

/**
 * tb_session_get_batches_async:
 *
 * As tb_session_get_batches(); finish with tb_session_read_finish(), which gives a #GPtrArray of
 * #TbBatchInfo.
 */
void
tb_session_get_batches_async (TbSession *self, guint limit, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  read_later (self, read_batches, reading_new (NULL, NULL, NULL, limit),
              (GDestroyNotify)g_ptr_array_unref, cancellable, callback, user_data);
}
