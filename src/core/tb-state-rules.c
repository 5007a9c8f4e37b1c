/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-state-rules.h"

#include <glib/gi18n-lib.h>

#include "tb-code-list.h"
#include "tb-error.h"
#include "tb-journal.h"
#include "tb-machine.h"
#include "tb-record-table.h"
#include "tb-type-vote.h"

/* What belongs to a record is locked with it. */
typedef struct
{
  const char *type;
  const char *field; /* the REFERENCE to what it belongs to */
} Belonging;

static const Belonging belongings[] = {
  { "attendance", "event" },  { "resolution", "event" },      { "vote", "event" },
  { "correction", "event" },  { "action_card", "event" },     { "action_card", "project" },
  { "action_card", "claim" }, { "attachment", "event" },      { "attachment", "project" },
  { "attachment", "claim" },  { "attachment", "milestone" },  { "claim", "project" },
  { "milestone", "project" }, { "progress_report", "claim" }, { "beneficiary", "project" },
  { "acceptance", "claim" },  { "evaluation", "project" },
};

static const char *
get_state (TbRecord *record)
{
  const TbMachine *machine = tb_machine_find (tb_record_get_record_type (record));

  return machine != NULL ? tb_record_get_text (record, machine->state_field) : NULL;
}

static gboolean
refuse_locked (GError **error, TbRecord *record, TbRecord *lock)
{
  g_autofree char *title = tb_record_dup_title (record);
  g_autofree char *lock_title = tb_record_dup_title (lock);

  if (record != lock)
    g_set_error (error, TB_ERROR, TB_ERROR_CONFLICT,
                 /* Translators: a record, then the archived record that it belongs to. */
                 _ ("“%s” cannot be changed: “%s” is closed. What is closed is only corrected, "
                    "with a reason and an approval."),
                 title, lock_title);
  else
    g_set_error (error, TB_ERROR, TB_ERROR_CONFLICT,
                 _ ("“%s” cannot be changed: it is closed. What is closed is only corrected, with "
                    "a reason and an approval."),
                 title);
  return FALSE;
}

/* What has come into the register closed, in this very batch, is still being written. */
static gboolean
is_being_written (TbBatchWriter *writer, TbRecord *lock)
{
  return tb_batch_writer_is_fresh (writer, tb_record_get_id (lock));
}

/* Finds the nearest closed record above @record, in @lock. What @fresh_in added is not looked at:
 * it is still being written, and what is above it was looked at when it came. */
static gboolean
find_lock_above (TbConnection *connection, TbBatchWriter *fresh_in, TbRecord *record,
                 TbRecord **lock, GError **error)
{
  const TbRecordType *type = tb_record_get_record_type (record);

  for (guint i = 0; i < G_N_ELEMENTS (belongings) && *lock == NULL; i++)
    {
      g_autoptr (TbRecord) owner = NULL;
      guint field;

      if (!g_str_equal (belongings[i].type, type->name))
        continue;
      field = tb_record_type_find_field (type, belongings[i].field);
      g_assert (field != TB_FIELD_NOT_FOUND);
      if (!tb_record_has (record, field)
          || (fresh_in != NULL
              && tb_batch_writer_is_fresh (fresh_in, tb_record_get_text (record, field))))
        continue;

      owner = tb_record_table_load (connection, tb_record_types_find (type->fields[field].target),
                                    tb_record_get_text (record, field), error);
      if (owner == NULL)
        return FALSE;
      if (tb_state_rules_is_locked (owner))
        *lock = g_steal_pointer (&owner);
      else if (!find_lock_above (connection, fresh_in, owner, lock, error))
        return FALSE;
    }

  return TRUE;
}

/* Whether nothing that @record belongs to is closed. */
static gboolean
check_above (TbBatchWriter *writer, TbRecord *record, GError **error)
{
  g_autoptr (TbRecord) lock = NULL;

  if (!find_lock_above (tb_batch_writer_get_connection (writer), writer, record, &lock, error))
    return FALSE;

  return lock == NULL || refuse_locked (error, record, lock);
}

static const char *
get_state_label (const TbMachine *machine, const char *state)
{
  const TbField *field = &machine->type->fields[machine->state_field];
  const TbCodeList *list = tb_code_lists_find (field->code_list);
  const TbCodeItem *item = state != NULL ? tb_code_list_find_code (list, state) : NULL;

  return item != NULL ? tb_code_item_get_label (item) : state;
}

/* Only what is taken over from elsewhere begins in the middle. */
static gboolean
check_first_state (TbRecord *record, TbPermit permit, GError **error)
{
  const TbMachine *machine = tb_machine_find (tb_record_get_record_type (record));
  g_autofree char *title = NULL;

  if (machine == NULL || permit == TB_PERMIT_IMPORT
      || g_strcmp0 (get_state (record), machine->initial) == 0)
    return TRUE;

  title = tb_record_dup_title (record);
  g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
               /* Translators: a new record, then the name of the first state. */
               _ ("“%s” cannot be added in that state: it begins as “%s”. Add it, then take the "
                  "steps one by one."),
               title, get_state_label (machine, machine->initial));
  return FALSE;
}

static gboolean
check_same_state (TbRecord *before, TbRecord *after, GError **error)
{
  const TbMachine *machine = tb_machine_find (tb_record_get_record_type (after));
  g_autofree char *title = NULL;

  if (machine == NULL || g_strcmp0 (get_state (before), get_state (after)) == 0)
    return TRUE;

  title = tb_record_dup_title (before);
  g_set_error (error, TB_ERROR, TB_ERROR_CONFLICT,
               /* Translators: a record, then the name of its present state. */
               _ ("The state of “%s” (“%s”) is not a value to be typed: it changes by the steps "
                  "that are offered for it."),
               title, get_state_label (machine, get_state (before)));
  return FALSE;
}

/* Ledgers of hours and corrections are only added to. */
static gboolean
check_ledger (TbChangeOp op, const TbRecordType *type, TbPermit permit, GError **error)
{
  if (g_str_equal (type->name, "hour_entry") && op != TB_CHANGE_INSERT)
    {
      g_set_error_literal (error, TB_ERROR, TB_ERROR_CONFLICT,
                           _ ("Entries of the hours are not changed or removed. Add an entry of "
                              "negative hours that takes it back, then the right one."));
      return FALSE;
    }
  if (g_str_equal (type->name, "correction") && permit != TB_PERMIT_CORRECTION)
    {
      g_set_error_literal (error, TB_ERROR, TB_ERROR_CONFLICT,
                           _ ("Corrections are not written by hand: correct the archived record, "
                              "and they are kept with it."));
      return FALSE;
    }

  return TRUE;
}

/*
 * tb_state_rules_begin:
 * @record: a record to be added
 *
 * Gives it the first state of its machine, unless it has one.
 */
void
tb_state_rules_begin (TbRecord *record)
{
  const TbMachine *machine = tb_machine_find (tb_record_get_record_type (record));

  if (machine != NULL && !tb_record_has (record, machine->state_field))
    tb_record_set_text (record, machine->state_field, machine->initial);
}

/*
 * tb_state_rules_is_locked:
 *
 * Whether the record is closed, whatever it belongs to.
 */
gboolean
tb_state_rules_is_locked (TbRecord *record)
{
  return tb_machine_is_locked (record)
         || (tb_record_get_record_type (record) == &tb_type_vote
             && tb_record_has (record, TB_VOTE_LOCKED_ON));
}

/*
 * tb_state_rules_check:
 * @op: INSERT, UPDATE or REMOVE
 * @before: (nullable): the record as it is stored; %NULL for INSERT
 * @after: (nullable): the record as it is to be; %NULL for REMOVE
 * @permit: what the change is part of
 *
 * Refuses states that are not set by a transition, and changes of what is closed: archived events
 * and projects, locked votes, and all that belongs to them. Errors: %TB_ERROR_CONFLICT,
 * %TB_ERROR_INVALID for a new record in another state than the first, those of the store.
 */
gboolean
tb_state_rules_check (TbBatchWriter *writer, TbChangeOp op, TbRecord *before, TbRecord *after,
                      TbPermit permit, GError **error)
{
  TbRecord *present = before != NULL ? before : after;

  if (!check_ledger (op, tb_record_get_record_type (present), permit, error))
    return FALSE;
  if (op == TB_CHANGE_INSERT && !check_first_state (after, permit, error))
    return FALSE;
  if (op == TB_CHANGE_UPDATE && permit != TB_PERMIT_TRANSITION
      && !check_same_state (before, after, error))
    return FALSE;
  if (permit == TB_PERMIT_CORRECTION)
    return TRUE;

  if (before != NULL && tb_state_rules_is_locked (before) && !is_being_written (writer, before))
    return refuse_locked (error, before, before);

  return (before == NULL || check_above (writer, before, error))
         && (after == NULL || check_above (writer, after, error));
}

/* Whether the last change of @record was made by the batch that is taken back, or by the one that
 * takes it back. */
static gboolean
was_changed_by (TbBatchWriter *writer, TbRecord *record, const char *undone_batch,
                gboolean *changed, GError **error)
{
  g_autoptr (GPtrArray) entries = tb_journal_list (tb_batch_writer_get_connection (writer),
                                                   tb_record_get_record_type (record),
                                                   tb_record_get_id (record), 0, 1, error);
  const TbJournalEntry *last;

  if (entries == NULL)
    return FALSE;

  last = entries->len > 0 ? g_ptr_array_index (entries, 0) : NULL;
  *changed = last != NULL
             && (g_str_equal (last->batch, undone_batch)
                 || g_str_equal (last->batch, tb_batch_writer_get_batch (writer)));
  return TRUE;
}

/*
 * tb_state_rules_check_undo:
 * @undone_batch: the batch that is taken back
 * @op: what it did
 * @present: the record as it is stored
 * @before: (nullable): for UPDATE, the record as it is to be again
 *
 * What closed a record for good stays, and so does what was corrected since. What came in closed,
 * by an import, goes with that import. Errors: %TB_ERROR_CONFLICT.
 */
gboolean
tb_state_rules_check_undo (TbBatchWriter *writer, const char *undone_batch, TbChangeOp op,
                           TbRecord *present, TbRecord *before, GError **error)
{
  g_autoptr (TbRecord) lock = NULL;
  gboolean changed = FALSE;

  if (op == TB_CHANGE_UPDATE && tb_state_rules_is_locked (present))
    {
      g_autofree char *title = tb_record_dup_title (present);

      g_set_error (error, TB_ERROR, TB_ERROR_CONFLICT,
                   tb_state_rules_is_locked (before)
                       ? _ ("This cannot be undone: it corrected “%s”, and corrections stay. "
                            "Correct it again.")
                       : _ ("This cannot be undone: “%s” has been closed for good. Correct it, "
                            "with a reason and an approval."),
                   title);
      return FALSE;
    }

  if (!find_lock_above (tb_batch_writer_get_connection (writer), NULL, present, &lock, error))
    return FALSE;
  if (lock == NULL)
    return TRUE;
  if (!was_changed_by (writer, lock, undone_batch, &changed, error))
    return FALSE;

  return changed || refuse_locked (error, present, lock);
}
