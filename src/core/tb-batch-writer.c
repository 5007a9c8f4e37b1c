/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-batch-writer.h"

#include <glib/gi18n-lib.h>

#include "tb-conflict.h"
#include "tb-error.h"
#include "tb-findings.h"
#include "tb-history-rules.h"
#include "tb-id.h"
#include "tb-machine.h"
#include "tb-newer-rules.h"
#include "tb-record-effects.h"
#include "tb-record-number.h"
#include "tb-record-table.h"
#include "tb-reference-rules.h"
#include "tb-search-queue.h"
#include "tb-state-rules.h"

/* Ids remembered as live at most. An import names the same few thousand firms and branches again
 * and again. */
#define MAX_KNOWN 8192

/* Who took over what came from other desks; each change has its own author. */
#define SYNC_ACTOR "sync"

struct _TbBatchWriter
{
  TbConnection *connection; /* (not owned) */
  char *actor;              /* (owned) */
  char batch[TB_ID_SIZE];
  TbPermit permit; /* of changes that are not part of something else */
  TbDate today;
  char today_iso[TB_DATE_ISO_SIZE];
  gboolean open;     /* whether the transaction is still to be ended */
  gboolean is_sync;  /* whether it lasts even where no record is changed */
  gboolean is_begun; /* whether the journal knows of the batch */
  guint64 n_changes;
  GHashTable *changed_types; /* (owned) (element-type utf8): static strings */
  GHashTable *known;         /* (owned) (element-type utf8) */
  GHashTable *fresh;         /* (owned) (element-type utf8): records with a state that it added */
  TbSearchQueue *search;     /* (owned) */
  TbHistoryRules *history;   /* (owned) */
};

static gboolean
check_record (TbRecord *record, TbDate today, GError **error)
{
  g_autoptr (TbFindings) findings = tb_findings_new ();
  g_autofree char *title = NULL;

  tb_record_type_check (record, today, findings);
  if (!tb_findings_has_errors (findings))
    return TRUE;

  title = tb_record_dup_title (record);
  /* Translators: the title of a record, then a whole sentence that says what is wrong with it. */
  g_set_error (error, TB_ERROR, TB_ERROR_INVALID, _ ("“%s” cannot be saved. %s"), title,
               tb_findings_get_worst (findings)->message);
  return FALSE;
}

/* The row as it is now, provided that it is the one @record was made from. */
static TbRecord *
load_present (TbBatchWriter *self, TbRecord *record, GError **error)
{
  g_autoptr (TbRecord) present = NULL;

  present = tb_record_table_load (self->connection, tb_record_get_record_type (record),
                                  tb_record_get_id (record), error);
  if (present == NULL)
    return NULL;

  if (tb_record_is_removed (present)
      || tb_record_get_version (present) != tb_record_get_version (record))
    {
      tb_conflict_set_changed (error, self->connection, present);
      return NULL;
    }
  if (!tb_newer_rules_check (self->connection, present, error))
    return NULL;

  return g_steal_pointer (&present);
}

/* What is taken over from elsewhere brings its own figures. */
static gboolean
follow (TbBatchWriter *self, TbRecord *before, TbRecord *after, TbPermit permit, GError **error)
{
  return permit == TB_PERMIT_IMPORT || tb_record_effects_follow (self, before, after, error);
}

static gboolean
apply_insert (TbBatchWriter *self, TbRecord *record, TbPermit permit, GError **error)
{
  if (tb_record_get_id (record) == NULL)
    {
      char id[TB_ID_SIZE];

      tb_id_generate (tb_clock_now (tb_connection_get_clock (self->connection)), id);
      tb_record_set_id (record, id);
    }
  tb_state_rules_begin (record);
  if (!tb_record_effects_complete (self->connection, NULL, record, error))
    return FALSE;
  tb_record_type_derive (record);

  return check_record (record, self->today, error)
         && tb_reference_rules_check (self, NULL, record, error)
         && tb_state_rules_check (self, TB_CHANGE_INSERT, NULL, record, permit, error)
         && tb_record_number_give (self->connection, record, error)
         && tb_batch_writer_write (self, TB_CHANGE_INSERT, NULL, record, error)
         && tb_history_rules_inserted (self->history, self, record, error)
         && follow (self, NULL, record, permit, error);
}

static gboolean
apply_update (TbBatchWriter *self, TbRecord *record, TbPermit permit, GError **error)
{
  g_autoptr (TbRecord) present = load_present (self, record, error);

  if (present == NULL || !tb_record_effects_complete (self->connection, present, record, error))
    return FALSE;

  tb_record_type_derive (record);
  if (tb_record_equal (present, record))
    return TRUE;

  return check_record (record, self->today, error)
         && tb_reference_rules_check (self, present, record, error)
         && tb_state_rules_check (self, TB_CHANGE_UPDATE, present, record, permit, error)
         && tb_record_number_give (self->connection, record, error)
         && tb_batch_writer_write (self, TB_CHANGE_UPDATE, present, record, error)
         && tb_history_rules_updated (self->history, self, present, record, error)
         && follow (self, present, record, permit, error);
}

static gboolean
apply_remove (TbBatchWriter *self, TbRecord *record, TbPermit permit, GError **error)
{
  g_autoptr (TbRecord) present = load_present (self, record, error);

  return present != NULL
         && tb_state_rules_check (self, TB_CHANGE_REMOVE, present, NULL, permit, error)
         && tb_reference_rules_check_unused (self, present, TB_REFERENCES_NOT_OWNED, error)
         && tb_history_rules_removed (self->history, self, present, error)
         && tb_batch_writer_write (self, TB_CHANGE_REMOVE, present, NULL, error)
         && follow (self, present, NULL, permit, error);
}

/* Begins a transaction for the batch that @info says; its id is given here. */
static TbBatchWriter *
begin_transaction (TbConnection *connection, TbBatchInfo *info, GError **error)
{
  g_autoptr (TbBatchWriter) self = NULL;
  TbClock *clock = tb_connection_get_clock (connection);

  self = g_new0 (TbBatchWriter, 1);
  self->connection = connection;
  self->actor = g_strdup (info->actor);
  self->today = tb_clock_today (clock);
  tb_date_to_iso (self->today, self->today_iso);
  tb_id_generate (tb_clock_now (clock), self->batch);
  self->changed_types = g_hash_table_new (g_str_hash, g_str_equal);
  self->permit = info->kind == TB_BATCH_IMPORT || info->kind == TB_BATCH_SAMPLE ? TB_PERMIT_IMPORT
                                                                                : TB_PERMIT_NONE;
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->fresh = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->search = tb_search_queue_new (connection);
  self->history = tb_history_rules_new ();

  tb_connection_set_actor (connection, self->actor);
  if (!tb_connection_begin (connection, error))
    return NULL;
  self->open = TRUE;

  return g_steal_pointer (&self);
}

/* Has the journal know of the batch, at this moment. */
static gboolean
begin_batch (TbBatchWriter *self, TbBatchInfo *info, GError **error)
{
  g_autofree char *at = tb_clock_dup_instant (tb_connection_get_clock (self->connection));

  info->id = self->batch;
  info->at = at;
  self->is_begun = tb_journal_begin_batch (self->connection, info, error);
  return self->is_begun;
}

static TbBatchWriter *
begin (TbConnection *connection, TbBatchInfo *info, GError **error)
{
  g_autoptr (TbBatchWriter) self = begin_transaction (connection, info, error);

  if (self == NULL || !begin_batch (self, info, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* Of what came from other desks, most often nothing changes here, and the journal need not know. */
static gboolean
ensure_begun (TbBatchWriter *self, GError **error)
{
  TbBatchInfo info = { .kind = TB_BATCH_SYNC, .actor = (char *)SYNC_ACTOR };

  return self->is_begun || begin_batch (self, &info, error);
}

/**
 * tb_batch_writer_begin:
 * @actor: who does it
 * @kind: what it is
 * @type: (nullable): the type it is mainly about
 * @subject: (nullable): what it is about
 * @undoes: (nullable): the batch that it takes back
 *
 * Begins a transaction and its batch. Errors: those of tb_connection_begin().
 */
TbBatchWriter *
tb_batch_writer_begin (TbConnection *connection, const char *actor, TbBatchKind kind,
                       const TbRecordType *type, const char *subject, const char *undoes,
                       GError **error)
{
  TbBatchInfo info = {
    .kind = kind,
    .actor = (char *)actor,
    .subject = (char *)subject,
    .record_type = type != NULL ? (char *)type->name : NULL,
    .undoes = (char *)undoes,
  };

  return begin (connection, &info, error);
}

/**
 * tb_batch_writer_begin_transition:
 * @type: the type of the record that is taken to another state
 * @subject: its title
 * @verb: the transition
 *
 * As tb_batch_writer_begin(), for a transition.
 */
TbBatchWriter *
tb_batch_writer_begin_transition (TbConnection *connection, const char *actor,
                                  const TbRecordType *type, const char *subject, const char *verb,
                                  GError **error)
{
  TbBatchInfo info = {
    .kind = TB_BATCH_TRANSITION,
    .actor = (char *)actor,
    .subject = (char *)subject,
    .record_type = (char *)type->name,
    .verb = (char *)verb,
  };

  return begin (connection, &info, error);
}

/**
 * tb_batch_writer_begin_sync:
 *
 * Begins a transaction that takes over what came from other desks, with
 * tb_batch_writer_set_actor() before each change. Unlike others it lasts even where no record is
 * changed, since what is remembered of the exchange does; the journal then has no batch. Errors:
 * those of tb_connection_begin().
 */
TbBatchWriter *
tb_batch_writer_begin_sync (TbConnection *connection, GError **error)
{
  TbBatchInfo info = { .kind = TB_BATCH_SYNC, .actor = (char *)SYNC_ACTOR };
  TbBatchWriter *self = begin_transaction (connection, &info, error);

  if (self != NULL)
    self->is_sync = TRUE;
  return self;
}

/**
 * tb_batch_writer_commit:
 *
 * Ends the transaction: what was written is on the disk when this returns. A batch in which nothing
 * changed leaves no trace. Errors: those of tb_connection_commit(); everything has been taken back
 * then.
 *
 * Returns: (transfer full): the batch; the empty string where nothing changed
 */
char *
tb_batch_writer_commit (TbBatchWriter *self, GError **error)
{
  g_assert (self->open);

  self->open = FALSE;
  if (self->n_changes == 0 && !self->is_sync)
    {
      tb_connection_rollback (self->connection);
      return g_strdup ("");
    }

  if (!tb_search_queue_flush (self->search, error))
    {
      tb_connection_rollback (self->connection);
      return NULL;
    }
  if (!tb_connection_commit (self->connection, error))
    return NULL;

  return g_strdup (self->n_changes > 0 ? self->batch : "");
}

/**
 * tb_batch_writer_free:
 *
 * Takes everything back unless it was committed.
 */
void
tb_batch_writer_free (TbBatchWriter *self)
{
  if (self->open)
    tb_connection_rollback (self->connection);

  tb_search_queue_free (self->search);
  tb_history_rules_free (self->history);
  g_hash_table_unref (self->changed_types);
  g_hash_table_unref (self->known);
  g_hash_table_unref (self->fresh);
  g_free (self->actor);
  g_free (self);
}

/**
 * tb_batch_writer_set_actor:
 * @actor: whom the journal names for the changes that follow
 */
void
tb_batch_writer_set_actor (TbBatchWriter *self, const char *actor)
{
  if (g_set_str (&self->actor, actor))
    tb_connection_set_actor (self->connection, actor);
}

/**
 * tb_batch_writer_get_connection:
 *
 * Returns: (transfer none): the connection whose transaction it is
 */
TbConnection *
tb_batch_writer_get_connection (TbBatchWriter *self)
{
  return self->connection;
}

/**
 * tb_batch_writer_get_today_iso:
 *
 * Returns: (transfer none): the day on which it was begun, as ISO text; it stays the same past
 * midnight
 */
const char *
tb_batch_writer_get_today_iso (TbBatchWriter *self)
{
  return self->today_iso;
}

/**
 * tb_batch_writer_get_changed_types:
 *
 * Returns: (transfer none) (element-type utf8): set of the names of the types of which records were
 * changed until now; static strings
 */
GHashTable *
tb_batch_writer_get_changed_types (TbBatchWriter *self)
{
  return self->changed_types;
}

/**
 * tb_batch_writer_knows:
 * @id: id of a record
 *
 * Returns: whether it is remembered as live; where it is not, it may be live all the same
 */
gboolean
tb_batch_writer_knows (TbBatchWriter *self, const char *id)
{
  return g_hash_table_contains (self->known, id);
}

/**
 * tb_batch_writer_learn:
 * @id: id of a record that was found to be live in this transaction
 *
 * Remembers that, until the record is removed in this batch.
 */
void
tb_batch_writer_learn (TbBatchWriter *self, const char *id)
{
  if (g_hash_table_size (self->known) >= MAX_KNOWN)
    g_hash_table_remove_all (self->known);
  g_hash_table_add (self->known, g_strdup (id));
}

/**
 * tb_batch_writer_get_batch:
 *
 * Returns: (transfer none): the id of the batch
 */
const char *
tb_batch_writer_get_batch (TbBatchWriter *self)
{
  return self->batch;
}

/**
 * tb_batch_writer_is_fresh:
 * @id: id of a record of a type with states
 *
 * Returns: whether this batch itself brought it in
 */
gboolean
tb_batch_writer_is_fresh (TbBatchWriter *self, const char *id)
{
  return g_hash_table_contains (self->fresh, id);
}

/**
 * tb_batch_writer_apply:
 * @op: INSERT, UPDATE or REMOVE
 * @record: the values as they are to be; derived fields, id and version are brought up to date in
 * it
 *
 * Makes a change as it was asked for: its derived fields are filled in, its type's rules are
 * checked, references must be live, the version must be the present one, its state and that of what
 * it belongs to must allow it (see tb_state_rules_check()), and its history is kept. An update that
 * changes nothing is nothing.
 *
 * Errors: %TB_ERROR_INVALID, %TB_ERROR_NOT_FOUND, %TB_ERROR_CONFLICT and those of the store. The
 * batch cannot go on after any of them.
 */
gboolean
tb_batch_writer_apply (TbBatchWriter *self, TbChangeOp op, TbRecord *record, GError **error)
{
  return tb_batch_writer_apply_permitted (self, op, record, self->permit, error);
}

/**
 * tb_batch_writer_apply_permitted:
 * @permit: what the change is part of
 *
 * As tb_batch_writer_apply(), for what transitions and corrections change.
 */
gboolean
tb_batch_writer_apply_permitted (TbBatchWriter *self, TbChangeOp op, TbRecord *record,
                                 TbPermit permit, GError **error)
{
  switch (op)
    {
    case TB_CHANGE_INSERT:
      return apply_insert (self, record, permit, error);
    case TB_CHANGE_UPDATE:
      return apply_update (self, record, permit, error);
    case TB_CHANGE_REMOVE:
      return apply_remove (self, record, permit, error);
    case TB_CHANGE_RESTORE:
    case TB_CHANGE_REVEAL:
    case TB_CHANGE_EXPORT:
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* What of a new record needs no register and cannot be refused. */
static void
complete (TbRecord *record, gint64 now)
{
  const TbRecordType *type = tb_record_get_record_type (record);

  g_assert (tb_machine_find (type) == NULL && !tb_record_effects_has (type));

  if (tb_record_get_id (record) == NULL)
    {
      char id[TB_ID_SIZE];

      tb_id_generate (now, id);
      tb_record_set_id (record, id);
    }
  tb_record_type_derive (record);
}

/**
 * tb_batch_writer_prepare:
 * @record: (transfer full): a new record of a type without states, numbers and effects; the titles
 * that it carries are those of what it refers to
 * @now: the time, µs, for its id, if it has none
 * @today: the day by which it is checked
 *
 * Does of tb_batch_writer_apply() what needs no register: id, derived fields, rules, JSON, search
 * terms. Any thread.
 *
 * Errors: %TB_ERROR_INVALID.
 *
 * Returns: (transfer full): what tb_batch_writer_apply_prepared() writes
 */
TbPreparedRecord *
tb_batch_writer_prepare (TbRecord *record, gint64 now, TbDate today, GError **error)
{
  g_autoptr (TbRecord) owned = record;

  complete (record, now);
  if (!check_record (record, today, error))
    return NULL;
  return tb_prepared_record_new (g_steal_pointer (&owned));
}

/**
 * tb_batch_writer_prepare_checked:
 * @record: (transfer full): as for tb_batch_writer_prepare(), and it has passed
 * tb_record_type_check() with these values on this day
 * @now: the time, µs, for its id, if it has none
 *
 * As tb_batch_writer_prepare(), for what was checked a moment ago. Any thread.
 *
 * Returns: (transfer full): what tb_batch_writer_apply_prepared() writes
 */
TbPreparedRecord *
tb_batch_writer_prepare_checked (TbRecord *record, gint64 now)
{
  complete (record, now);
  return tb_prepared_record_new (record);
}

static gboolean
refers_to_itself (const TbRecordType *type)
{
  for (guint i = 0; i < type->n_fields; i++)
    if (type->fields[i].type == TB_FIELD_REFERENCE
        && g_str_equal (type->fields[i].target, type->name))
      return TRUE;
  return FALSE;
}

/* How many of the first are of one type and none can refer to another of them. */
static guint
count_alike (TbPreparedRecord *const *prepared, guint n_prepared)
{
  const TbRecordType *type = tb_record_get_record_type (prepared[0]->record);
  guint n = 1;

  if (refers_to_itself (type))
    return 1;
  while (n < MIN (n_prepared, TB_RECORD_TABLE_MANY)
         && tb_record_get_record_type (prepared[n]->record) == type)
    n++;
  return n;
}

/* What was added a moment ago is there: the rows of an import name firms and branches that came
 * before them in the same batch. */
static void
learn_new (TbBatchWriter *self, TbRecord *record)
{
  if (g_hash_table_size (self->known) < MAX_KNOWN && !tb_record_is_removed (record))
    tb_batch_writer_learn (self, tb_record_get_id (record));
}

static gboolean
apply_alike (TbBatchWriter *self, TbPreparedRecord *const *prepared, guint n_prepared,
             GError **error)
{
  TbRecord *records[TB_RECORD_TABLE_MANY];

  for (guint i = 0; i < n_prepared; i++)
    {
      records[i] = prepared[i]->record;
      if (!tb_reference_rules_check (self, NULL, records[i], error)
          || !tb_state_rules_check (self, TB_CHANGE_INSERT, NULL, records[i], self->permit, error))
        return FALSE;
    }

  if (!tb_record_table_insert_many (self->connection, records, n_prepared, error)
      || !tb_search_queue_flush (self->search, error)
      || !tb_journal_append_prepared (self->connection, self->batch, self->actor, prepared,
                                      n_prepared, error))
    return FALSE;
  self->n_changes += n_prepared;
  g_hash_table_add (self->changed_types, (gpointer)tb_record_get_record_type (records[0])->name);

  for (guint i = 0; i < n_prepared; i++)
    {
      if (!tb_search_index_add_prepared (self->connection, prepared[i], error)
          || !tb_history_rules_inserted (self->history, self, records[i], error))
        return FALSE;
      learn_new (self, records[i]);
    }
  return TRUE;
}

/**
 * tb_batch_writer_apply_prepared:
 * @prepared: (array length=n_prepared): new records
 *
 * As tb_batch_writer_apply() of an INSERT for each, in their order. What they refer to must still
 * have the titles that they carried. Errors: the same.
 */
gboolean
tb_batch_writer_apply_prepared (TbBatchWriter *self, TbPreparedRecord *const *prepared,
                                guint n_prepared, GError **error)
{
  guint n_alike;

  for (guint i = 0; i < n_prepared; i += n_alike)
    {
      n_alike = count_alike (prepared + i, n_prepared - i);
      if (!apply_alike (self, prepared + i, n_alike, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * tb_batch_writer_write:
 * @before: (nullable): the row as it is; %NULL for INSERT and RESTORE
 * @after: (nullable): the row as it is to be; may be %NULL for REMOVE, which then leaves the values
 * as they are
 *
 * Writes one change: the row, its search terms and the journal. For RESTORE, @after has the version
 * of the removed row as it is stored. A record that is added may be removed already.
 */
gboolean
tb_batch_writer_write (TbBatchWriter *self, TbChangeOp op, TbRecord *before, TbRecord *after,
                       GError **error)
{
  g_autoptr (TbRecord) removed = NULL;
  TbRecord *stored = after;

  if (op == TB_CHANGE_REMOVE)
    {
      stored = removed = tb_record_copy (after != NULL ? after : before);
      tb_record_set_removed (removed, TRUE);
      g_hash_table_remove (self->known, tb_record_get_id (removed));
    }
  else if (op == TB_CHANGE_RESTORE)
    {
      tb_record_set_removed (after, FALSE);
    }
  if (before != NULL)
    {
      tb_record_set_row (stored, tb_record_get_row (before));
      tb_record_set_version (stored, tb_record_get_version (before));
    }

  if (!ensure_begun (self, error))
    return FALSE;
  if (op == TB_CHANGE_INSERT ? !tb_record_table_insert (self->connection, stored, error)
                             : !tb_record_table_update (self->connection, stored, error))
    return FALSE;

  if (!tb_search_queue_push (self->search, before, stored, error)
      || !tb_journal_append (self->connection, self->batch, self->actor, op, before, after, error))
    return FALSE;

  self->n_changes++;
  g_hash_table_add (self->changed_types, (gpointer)tb_record_get_record_type (stored)->name);
  if (op == TB_CHANGE_INSERT && tb_machine_find (tb_record_get_record_type (stored)) != NULL)
    g_hash_table_add (self->fresh, g_strdup (tb_record_get_id (stored)));
  return TRUE;
}

/**
 * tb_batch_writer_note:
 *
 * Journals something that changes no record.
 */
gboolean
tb_batch_writer_note (TbBatchWriter *self, TbChangeOp op, const char *type_name, const char *id,
                      const char *json, GError **error)
{
  if (!ensure_begun (self, error))
    return FALSE;
  if (!tb_journal_append_note (self->connection, self->batch, self->actor, op, type_name, id, json,
                               error))
    return FALSE;

  self->n_changes++;
  return TRUE;
}

/**
 * tb_batch_writer_erase:
 * @records: (array length=n_records): records of which the rows say nothing any more
 *
 * Erases what the journal has of them; see tb_erasure_run().
 */
gboolean
tb_batch_writer_erase (TbBatchWriter *self, const TbErasedRecord *records, guint n_records,
                       const char *reason, GError **error)
{
  if (!ensure_begun (self, error)
      || !tb_erasure_run (self->connection, self->batch, self->actor, records, n_records, reason,
                          error))
    return FALSE;

  self->n_changes += n_records;
  return TRUE;
}
