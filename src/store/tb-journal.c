/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-journal.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "tb-connection-private.h"
#include "tb-error.h"
#include "tb-journal-chain.h"
#include "tb-prepared-record.h"
#include "tb-record-table.h"

#define INSERT_CHANGE                                                                              \
  "INSERT INTO change (seq, at, actor, batch, record_type, record_id, op, before, after,"          \
  " before_digest, after_digest, prev_hash, hash) VALUES "
#define ONE_CHANGE "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
#define CHANGE_COLUMNS 13

#define FOUR_CHANGES ONE_CHANGE ", " ONE_CHANGE ", " ONE_CHANGE ", " ONE_CHANGE
#define MANY_CHANGES FOUR_CHANGES ", " FOUR_CHANGES ", " FOUR_CHANGES ", " FOUR_CHANGES

G_STATIC_ASSERT (TB_RECORD_TABLE_MANY == 16);

/* Where the journal ends, kept from one entry to the next of the same transaction. */
typedef struct
{
  guint64 transaction;       /* number of the transaction in which the rest was read; 0 for none */
  gint64 last_seq;           /* 0 while the journal is empty */
  guint8 hash[TB_HASH_SIZE]; /* of the last entry */
  gint64 batch_row;          /* 0 where none is known */
  char *batch;               /* (owned) (nullable) */
  char *at;                  /* (owned) (nullable): instant of the batch */
  GString *before;           /* (owned): to write JSON into */
  GString *after;            /* (owned): to write JSON into */
} Tail;

static void
tail_free (Tail *tail)
{
  g_string_free (tail->before, TRUE);
  g_string_free (tail->after, TRUE);
  g_free (tail->batch);
  g_free (tail->at);
  g_free (tail);
}

static gboolean
tail_read (Tail *tail, TbConnection *connection, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection, "SELECT seq, hash FROM change ORDER BY seq DESC LIMIT 1", error);
  TbStep step;

  if (statement == NULL)
    return FALSE;

  tail->last_seq = 0;
  tail->batch_row = 0;
  memset (tail->hash, 0, sizeof tail->hash);

  step = tb_statement_step (statement, error);
  if (step == TB_STEP_ROW)
    {
      gsize length;
      const guint8 *hash = tb_statement_get_blob (statement, 1, &length);

      tail->last_seq = tb_statement_get_int (statement, 0);
      memcpy (tail->hash, hash, MIN (length, sizeof tail->hash));
    }
  return step != TB_STEP_ERROR;
}

/* The end of the journal as the present transaction sees it. */
static Tail *
get_tail (TbConnection *connection, GError **error)
{
  Tail *tail = tb_connection_get_attached (connection, "journal");
  guint64 transaction = tb_connection_get_transaction_number (connection);

  g_return_val_if_fail (tb_connection_in_transaction (connection), NULL);

  if (tail == NULL)
    {
      tail = g_new0 (Tail, 1);
      tail->before = g_string_new (NULL);
      tail->after = g_string_new (NULL);
      tb_connection_attach (connection, "journal", tail, (GDestroyNotify)tail_free);
    }

  if (tail->transaction != transaction)
    {
      tail->transaction = 0;
      if (!tail_read (tail, connection, error))
        return NULL;
      tail->transaction = transaction;
    }
  return tail;
}

static gboolean
find_batch (TbConnection *connection, const char *batch, gint64 *row, char **at, GError **error)
{
  g_autoptr (TbStatement) statement
      = tb_connection_prepare (connection, "SELECT row, at FROM batch WHERE id = ?1", error);
  TbStep step;

  if (statement == NULL)
    return FALSE;

  tb_statement_bind_text (statement, 1, batch);
  step = tb_statement_step (statement, error);
  if (step == TB_STEP_DONE)
    g_set_error (error, TB_ERROR, TB_ERROR_NOT_FOUND,
                 _ ("There is no action “%s” in the journal. Look at the list of actions."), batch);
  if (step != TB_STEP_ROW)
    return FALSE;

  *row = tb_statement_get_int (statement, 0);
  if (at != NULL)
    *at = g_strdup (tb_statement_get_text (statement, 1));
  return TRUE;
}

static gboolean
enter_batch (Tail *tail, TbConnection *connection, const char *batch, GError **error)
{
  if (tail->batch_row != 0 && g_strcmp0 (tail->batch, batch) == 0)
    return TRUE;

  tail->batch_row = 0;
  g_clear_pointer (&tail->at, g_free);
  if (!find_batch (connection, batch, &tail->batch_row, &tail->at, error))
    return FALSE;

  g_set_str (&tail->batch, batch);
  return TRUE;
}

/* What is to be written; JSON with its length, %NULL for none. */
typedef struct
{
  const char *batch;
  const char *actor;
  TbChangeOp op;
  const char *record_type;
  const char *record_id;
  const char *before;
  gsize before_length;
  const char *after;
  gsize after_length;
  const guint8 *after_digest; /* (nullable): where it is known already */
} Entry;

/* What of an entry is worked out here, until the statement has run. */
typedef struct
{
  guint8 before_digest[TB_HASH_SIZE];
  guint8 after_digest[TB_HASH_SIZE];
  guint8 prev_hash[TB_HASH_SIZE];
  guint8 hash[TB_HASH_SIZE];
} Hashes;

/* Makes @entry the end of the journal, and binds it from the parameter @first on. */
static void
bind_entry (TbStatement *statement, int first, Tail *tail, const Entry *entry, Hashes *hashes)
{
  TbChainLink link;

  if (entry->before != NULL)
    tb_journal_digest (entry->before, entry->before_length, hashes->before_digest);
  if (entry->after != NULL && entry->after_digest == NULL)
    tb_journal_digest (entry->after, entry->after_length, hashes->after_digest);
  memcpy (hashes->prev_hash, tail->hash, TB_HASH_SIZE);

  link = (TbChainLink){
    .seq = tail->last_seq + 1,
    .at = tail->at,
    .actor = entry->actor,
    .batch = entry->batch,
    .record_type = entry->record_type,
    .record_id = entry->record_id,
    .op = tb_change_op_to_name (entry->op),
    .before_digest = entry->before != NULL ? hashes->before_digest : NULL,
    .after_digest = entry->after == NULL          ? NULL
                    : entry->after_digest != NULL ? entry->after_digest
                                                  : hashes->after_digest,
    .prev_hash = hashes->prev_hash,
  };
  tb_journal_hash (&link, hashes->hash);
  tail->last_seq = link.seq;
  memcpy (tail->hash, hashes->hash, TB_HASH_SIZE);

  tb_statement_bind_int (statement, first, link.seq);
  tb_statement_bind_text (statement, first + 1, link.at);
  tb_statement_bind_text (statement, first + 2, link.actor);
  tb_statement_bind_int (statement, first + 3, tail->batch_row);
  tb_statement_bind_text (statement, first + 4, link.record_type);
  tb_statement_bind_text (statement, first + 5, link.record_id);
  tb_statement_bind_text (statement, first + 6, link.op);
  tb_statement_bind_text (statement, first + 7, entry->before);
  tb_statement_bind_text (statement, first + 8, entry->after);
  tb_statement_bind_blob (statement, first + 9, link.before_digest, TB_HASH_SIZE);
  tb_statement_bind_blob (statement, first + 10, link.after_digest, TB_HASH_SIZE);
  tb_statement_bind_blob (statement, first + 11, link.prev_hash, TB_HASH_SIZE);
  tb_statement_bind_blob (statement, first + 12, hashes->hash, TB_HASH_SIZE);
}

/* Appends one entry, or TB_RECORD_TABLE_MANY of one batch by one statement. */
static gboolean
append_entries (TbConnection *connection, Tail *tail, const Entry *entries, guint n_entries,
                GError **error)
{
  g_autoptr (TbStatement) statement = NULL;
  Hashes hashes[TB_RECORD_TABLE_MANY];

  if (!enter_batch (tail, connection, entries[0].batch, error))
    return FALSE;
  statement = tb_connection_prepare (
      connection, n_entries == 1 ? INSERT_CHANGE ONE_CHANGE : INSERT_CHANGE MANY_CHANGES, error);
  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < n_entries; i++)
    bind_entry (statement, 1 + (int)i * CHANGE_COLUMNS, tail, &entries[i], &hashes[i]);
  if (tb_statement_run (statement, error))
    return TRUE;

  /* Where the journal ends is to be read again. */
  tail->transaction = 0;
  return FALSE;
}

/**
 * tb_journal_entry_free:
 * @self: (transfer full): an entry
 */
void
tb_journal_entry_free (TbJournalEntry *self)
{
  g_free (self->at);
  g_free (self->actor);
  g_free (self->batch);
  g_free (self->record_type);
  g_free (self->record_id);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

/**
 * tb_batch_info_free:
 * @self: (transfer full): what is known of a batch
 */
void
tb_batch_info_free (TbBatchInfo *self)
{
  g_free (self->id);
  g_free (self->at);
  g_free (self->actor);
  g_free (self->subject);
  g_free (self->record_type);
  g_free (self->undone_by);
  g_free (self->undoes);
  g_free (self->verb);
  g_free (self);
}

/**
 * tb_journal_begin_batch:
 * @connection: a connection in a transaction
 * @info: the batch: its `id`, `kind` and `actor`, and what else is known; `n_changes` and
 * `undone_by` are not read
 * @error: where to put what went wrong
 *
 * Writes down that a user action begins. All its entries are to be appended in this transaction,
 * one after another.
 *
 * Returns: whether it was written; otherwise TB_ERROR_NOT_FOUND where there is no batch `undoes`,
 * or any other of TB_ERROR
 */
gboolean
tb_journal_begin_batch (TbConnection *connection, const TbBatchInfo *info, GError **error)
{
  g_autoptr (TbStatement) statement = NULL;
  g_autofree char *now = NULL;
  gint64 undoes = 0;

  g_return_val_if_fail (tb_connection_in_transaction (connection), FALSE);
  g_return_val_if_fail (info->id != NULL && info->actor != NULL, FALSE);

  if (info->undoes != NULL && !find_batch (connection, info->undoes, &undoes, NULL, error))
    return FALSE;

  statement = tb_connection_prepare (
      connection,
      "INSERT INTO batch (id, kind, at, actor, subject, record_type, undoes, verb)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
      error);
  if (statement == NULL)
    return FALSE;

  if (info->at == NULL)
    now = tb_clock_dup_instant (tb_connection_get_clock (connection));
  tb_statement_bind_text (statement, 1, info->id);
  tb_statement_bind_text (statement, 2, tb_batch_kind_to_name (info->kind));
  tb_statement_bind_text (statement, 3, now != NULL ? now : info->at);
  tb_statement_bind_text (statement, 4, info->actor);
  tb_statement_bind_text (statement, 5, info->subject);
  tb_statement_bind_text (statement, 6, info->record_type);
  if (undoes != 0)
    tb_statement_bind_int (statement, 7, undoes);
  tb_statement_bind_text (statement, 8, info->verb);
  return tb_statement_run (statement, error);
}

/**
 * tb_journal_append:
 * @connection: a connection in a transaction
 * @batch: id of the batch it is part of
 * @actor: who
 * @op: what was done
 * @before: (nullable): the record before
 * @after: (nullable): the record after; one of both must be there
 * @error: where to put what went wrong
 *
 * Adds the change of a record to the journal, at the instant of its batch.
 *
 * Returns: whether it was written; otherwise any error of TB_ERROR
 */
gboolean
tb_journal_append (TbConnection *connection, const char *batch, const char *actor, TbChangeOp op,
                   TbRecord *before, TbRecord *after, GError **error)
{
  TbRecord *record = after != NULL ? after : before;
  Tail *tail;
  Entry entry;

  g_return_val_if_fail (record != NULL, FALSE);

  tail = get_tail (connection, error);
  if (tail == NULL)
    return FALSE;

  g_string_truncate (tail->before, 0);
  g_string_truncate (tail->after, 0);
  if (before != NULL)
    tb_record_append_json (before, tail->before);
  if (after != NULL)
    tb_record_append_json (after, tail->after);

  entry = (Entry){
    .batch = batch,
    .actor = actor,
    .op = op,
    .record_type = tb_record_get_record_type (record)->name,
    .record_id = tb_record_get_id (record),
    .before = before != NULL ? tail->before->str : NULL,
    .before_length = tail->before->len,
    .after = after != NULL ? tail->after->str : NULL,
    .after_length = tail->after->len,
  };
  return append_entries (connection, tail, &entry, 1, error);
}

/**
 * tb_journal_append_prepared:
 * @connection: a connection in a transaction
 * @batch: id of the batch they are part of
 * @actor: who
 * @prepared: (array length=n_prepared): new records
 * @n_prepared: how many, at most %TB_RECORD_TABLE_MANY
 * @error: where to put what went wrong
 *
 * As tb_journal_append() of an INSERT for each, whose JSON and digest were made beforehand.
 *
 * Returns: whether they were written; otherwise any error of TB_ERROR
 */
gboolean
tb_journal_append_prepared (TbConnection *connection, const char *batch, const char *actor,
                            TbPreparedRecord *const *prepared, guint n_prepared, GError **error)
{
  const guint step = n_prepared == TB_RECORD_TABLE_MANY ? n_prepared : 1;
  Entry entries[TB_RECORD_TABLE_MANY];
  Tail *tail = get_tail (connection, error);

  g_return_val_if_fail (n_prepared <= TB_RECORD_TABLE_MANY, FALSE);
  if (tail == NULL)
    return FALSE;

  for (guint i = 0; i < n_prepared; i++)
    entries[i] = (Entry){
      .batch = batch,
      .actor = actor,
      .op = TB_CHANGE_INSERT,
      .record_type = tb_record_get_record_type (prepared[i]->record)->name,
      .record_id = tb_record_get_id (prepared[i]->record),
      .after = prepared[i]->json,
      .after_length = prepared[i]->json_length,
      .after_digest = prepared[i]->digest,
    };
  for (guint i = 0; i < n_prepared; i += step)
    if (!append_entries (connection, tail, entries + i, step, error))
      return FALSE;
  return TRUE;
}

/**
 * tb_journal_append_note:
 * @connection: a connection in a transaction
 * @batch: id of the batch it is part of
 * @actor: who
 * @op: what was done
 * @record_type: (nullable): name of the type it was about
 * @record_id: (nullable): the record it was about
 * @json: what is to be known of it
 * @error: where to put what went wrong
 *
 * Adds an entry to the journal that is not the change of a record.
 *
 * Returns: whether it was written; otherwise any error of TB_ERROR
 */
gboolean
tb_journal_append_note (TbConnection *connection, const char *batch, const char *actor,
                        TbChangeOp op, const char *record_type, const char *record_id,
                        const char *json, GError **error)
{
  Tail *tail = get_tail (connection, error);
  Entry entry;

  if (tail == NULL)
    return FALSE;

  entry = (Entry){
    .batch = batch,
    .actor = actor,
    .op = op,
    .record_type = record_type,
    .record_id = record_id,
    .after = json,
    .after_length = strlen (json),
  };
  return append_entries (connection, tail, &entry, 1, error);
}
