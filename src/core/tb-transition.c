/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-transition.h"

#include <glib/gi18n-lib.h>

#include "tb-code-list.h"
#include "tb-conflict.h"
#include "tb-error.h"
#include "tb-record-table.h"
#include "tb-session-private.h"
#include "tb-text.h"
#include "tb-transition-rule.h"

/* The field that keeps the reason of the last transition. */
#define REASON_FIELD "state_reason"

/* A transition to be done on the writer's thread. */
typedef struct
{
  TbSession *session; /* (not owned): held by whoever waits, or by the task */
  TbRecord *record;   /* (owned): a copy: the caller's stays on the caller's thread */
  char *verb;         /* (owned) (nullable) */
  char *reason;       /* (owned) (nullable) */
  TbRecord *added;    /* (owned) (nullable): a copy of what is written down first */
} TbDeed;

static void
deed_clear (TbDeed *self)
{
  g_clear_object (&self->record);
  g_clear_object (&self->added);
  g_free (self->verb);
  g_free (self->reason);
}

static void
deed_free (TbDeed *self)
{
  deed_clear (self);
  g_free (self);
}

static TbDeed
deed_init (TbSession *session, TbRecord *record, const char *verb, const char *reason)
{
  return (TbDeed){
    .session = session,
    .record = tb_record_copy (record),
    .verb = g_strdup (verb),
    .reason = g_strdup (reason),
  };
}

/* "“Planned”, “Approved”": the states that a transition starts from. */
static char *
dup_states (const TbMachine *machine, const char *const *states)
{
  const TbField *field = &machine->type->fields[machine->state_field];
  const TbCodeList *list = tb_code_lists_find (field->code_list);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; states[i] != NULL; i++)
    {
      const TbCodeItem *item = tb_code_list_find_code (list, states[i]);

      if (i > 0)
        /* Translators: stands between the names of states. */
        g_string_append (text, _ (", "));
      g_string_append_printf (
          text,
          /* Translators: the name of a state, or of a step, in quotation marks. */
          _ ("“%s”"), item != NULL ? tb_code_item_get_label (item) : states[i]);
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static gboolean
refuse_state (GError **error, const TbMachine *machine, const TbTransition *transition,
              TbRecord *present)
{
  const char *const now[] = { tb_record_get_text (present, machine->state_field), NULL };
  g_autofree char *title = tb_record_dup_title (present);
  g_autofree char *state = dup_states (machine, now);
  g_autofree char *wanted = dup_states (machine, transition->from);

  return tb_transition_refuse (
      error,
      /* Translators: a record; its state; what was to be done with it; the states in which that
       * can be done. The states have their quotation marks. */
      _ ("“%s” is in the state %s. “%s” can be done from: %s."), title, state,
      _ (transition->label), wanted);
}

/* The stored record, provided that @record was made from it. */
static TbRecord *
load_present (TbConnection *connection, TbRecord *record, GError **error)
{
  g_autoptr (TbRecord) present = NULL;

  present = tb_record_table_load (connection, tb_record_get_record_type (record),
                                  tb_record_get_id (record), error);
  if (present == NULL)
    return NULL;
  if (tb_record_is_removed (present)
      || tb_record_get_version (present) != tb_record_get_version (record))
    {
      tb_conflict_set_changed (error, connection, present);
      return NULL;
    }

  return g_steal_pointer (&present);
}

static const TbTransition *
find_transition (TbRecord *record, const char *verb, const TbMachine **machine, GError **error)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  const TbTransition *transition;

  *machine = tb_machine_find (type);
  transition = *machine != NULL ? tb_machine_find_transition (*machine, verb) : NULL;
  if (transition == NULL)
    g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
                 /* Translators: a word that was typed, then a kind of record. */
                 _ ("There is no step “%s” for the kind of record “%s”."), verb, _ (type->label));

  return transition;
}

static gboolean
check_reason (const TbTransition *transition, const char *reason, GError **error)
{
  if ((transition->flags & TB_TRANSITION_NEEDS_REASON) == 0 || !tb_text_is_blank (reason))
    return TRUE;

  g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
               /* Translators: the name of a step, such as Cancel. */
               _ ("“%s” needs a reason, which is kept with the record. Give one."),
               _ (transition->label));
  return FALSE;
}

static void
set_state (const TbMachine *machine, TbRecord *record, const char *state, const char *reason)
{
  guint field = tb_record_type_find_field (machine->type, REASON_FIELD);

  tb_record_set_text (record, machine->state_field, state);
  if (field == TB_FIELD_NOT_FOUND)
    return;
  if (tb_text_is_blank (reason))
    tb_record_clear (record, field);
  else
    tb_record_take_text (record, field, tb_text_normalise (reason));
}

static gboolean
call (TbTransitionFunc func, const TbTransitionStep *step, GError **error)
{
  return func == NULL || func (step, error);
}

/*
 * tb_transition_run:
 * @record: the record as it was loaded, with the values that the transition asks for; its id and
 * version are brought up to date in it
 * @verb: what is to be done
 * @reason: (nullable)
 *
 * Does a transition as part of a batch: guard, values, the record itself, what follows in others.
 * Whether a person may ask for it is not looked at here: rules do transitions of other records by
 * this function.
 *
 * Errors: %TB_ERROR_CONFLICT where it is refused, %TB_ERROR_INVALID where a value or the reason is
 * missing, and those of tb_batch_writer_apply(). The batch cannot go on after any of them.
 */
gboolean
tb_transition_run (TbBatchWriter *writer, TbRecord *record, const char *verb, const char *reason,
                   GError **error)
{
  TbConnection *connection = tb_batch_writer_get_connection (writer);
  const TbMachine *machine = NULL;
  const TbTransition *transition = find_transition (record, verb, &machine, error);
  g_autoptr (TbRecord) present = NULL;
  const TbTransitionRule *rule;
  TbTransitionStep step;

  if (transition == NULL)
    return FALSE;
  present = load_present (connection, record, error);
  if (present == NULL)
    return FALSE;
  if (!tb_transition_starts_from (transition, tb_record_get_text (present, machine->state_field)))
    return refuse_state (error, machine, transition, present);
  if (!check_reason (transition, reason, error))
    return FALSE;

  rule = tb_transition_rules_find (machine->type, verb);
  step = (TbTransitionStep){
    .connection = connection,
    .writer = writer,
    .transition = transition,
    .before = present,
    .record = record,
    .reason = reason,
  };
  set_state (machine, record, transition->to, reason);

  return (rule == NULL || (call (rule->guard, &step, error) && call (rule->prepare, &step, error)))
         && tb_batch_writer_apply_permitted (writer, TB_CHANGE_UPDATE, record, TB_PERMIT_TRANSITION,
                                             error)
         && (rule == NULL || call (rule->follow, &step, error));
}

/*
 * tb_transition_refuse:
 *
 * Says why something cannot be done now: %TB_ERROR_CONFLICT.
 *
 * Returns: %FALSE
 */
gboolean
tb_transition_refuse (GError **error, const char *format, ...)
{
  va_list arguments;

  if (error == NULL)
    return FALSE;

  va_start (arguments, format);
  *error = g_error_new_valist (TB_ERROR, TB_ERROR_CONFLICT, format, arguments);
  va_end (arguments);

  return FALSE;
}

/*
 * tb_transition_refuse_missing:
 * @field: a field that is to be filled in
 *
 * Says which value is missing: %TB_ERROR_INVALID.
 *
 * Returns: %FALSE
 */
gboolean
tb_transition_refuse_missing (GError **error, const TbTransitionStep *step, guint field)
{
  g_autofree char *title = tb_record_dup_title (step->before);

  g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
               /* Translators: a step such as Hold, a record, the name of a field. */
               _ ("“%s” cannot be done with “%s” yet: “%s” is empty. Fill it in first."),
               _ (step->transition->label), title,
               _ (tb_record_get_record_type (step->before)->fields[field].label));
  return FALSE;
}

/*
 * tb_transition_find:
 *
 * Returns: (transfer full) (element-type TbRecord): the live records of @type whose @field is
 * @value, the newest first
 */
GPtrArray *
tb_transition_find (TbConnection *connection, const TbRecordType *type, guint field,
                    const char *value, GError **error)
{
  const char *const values[] = { value };

  return tb_record_table_find (connection, type, &field, values, 1, error);
}

static gpointer
transition_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable,
                      GError **error)
{
  TbDeed *self = data;
  g_autoptr (TbBatchWriter) writer = NULL;
  g_autofree char *title = tb_record_dup_title (self->record);
  const TbMachine *machine = NULL;
  const TbTransition *transition = find_transition (self->record, self->verb, &machine, error);

  if (transition == NULL)
    return NULL;
  if ((transition->flags & TB_TRANSITION_BY_CORE) != 0)
    {
      tb_transition_refuse (error,
                            /* Translators: the name of a step. */
                            _ ("“%s” is not done by hand: it follows by itself."),
                            _ (transition->label));
      return NULL;
    }

  writer = tb_batch_writer_begin_transition (connection, self->session->actor, machine->type, title,
                                             self->verb, error);
  if (writer == NULL
      || (self->added != NULL
          && !tb_batch_writer_apply (writer, TB_CHANGE_INSERT, self->added, error))
      || !tb_transition_run (writer, self->record, self->verb, self->reason, error))
    return NULL;

  return tb_session_end_batch (self->session, writer, error);
}

/* What its guard says of a transition; a refusal is an answer, anything else a failure. */
static TbTransitionOffer *
make_offer (TbConnection *connection, TbRecord *record, const TbTransition *transition,
            gboolean *is_due, GError **error)
{
  const TbTransitionRule *rule
      = tb_transition_rules_find (tb_record_get_record_type (record), transition->verb);
  const TbTransitionStep step = {
    .connection = connection,
    .transition = transition,
    .before = record,
    .record = record,
  };
  g_autoptr (TbTransitionOffer) offer = g_new0 (TbTransitionOffer, 1);
  g_autoptr (GError) local_error = NULL;

  offer->transition = transition;
  *is_due = rule != NULL && rule->is_due != NULL && rule->is_due (&step);
  if (rule != NULL && !call (rule->guard, &step, &local_error))
    {
      if (!g_error_matches (local_error, TB_ERROR, TB_ERROR_CONFLICT))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      offer->refusal = g_strdup (local_error->message);
      if (rule->remedy != NULL && !rule->remedy (&step, &offer->remedy, error))
        return NULL;
    }

  return g_steal_pointer (&offer);
}

static gpointer
list_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  TbDeed *self = data;
  const TbMachine *machine = tb_machine_find (tb_record_get_record_type (self->record));
  g_autoptr (GPtrArray) offers
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_transition_offer_free);
  const char *state = NULL;

  if (machine != NULL)
    state = tb_record_get_text (self->record, machine->state_field);

  for (guint i = 0; state != NULL && i < machine->n_transitions; i++)
    {
      const TbTransition *transition = &machine->transitions[i];
      TbTransitionOffer *offer;
      gboolean is_due;

      if ((transition->flags & TB_TRANSITION_BY_CORE) != 0
          || !tb_transition_starts_from (transition, state))
        continue;
      offer = make_offer (connection, self->record, transition, &is_due, error);
      if (offer == NULL)
        return NULL;
      g_ptr_array_insert (offers, is_due ? 0 : -1, offer);
    }

  return g_steal_pointer (&offers);
}

/**
 * tb_transition_offer_free:
 * @self: (transfer full): an offer
 */
void
tb_transition_offer_free (TbTransitionOffer *self)
{
  g_free (self->refusal);
  g_clear_object (&self->remedy.record);
  g_free (self);
}

/**
 * tb_session_list_transitions:
 * @record: a record as it was loaded
 *
 * Finds out which transitions start from the record's state, in the order of its machine, and for
 * each whether the register allows it now, and if not, what is to be done first. Those that core
 * does by itself are left out. A type without a machine has none. On any thread but a reader's.
 * Errors: those of the store.
 *
 * Returns: (transfer full) (element-type TbTransitionOffer): what can be done, and what cannot and
 * why
 */
GPtrArray *
tb_session_list_transitions (TbSession *self, TbRecord *record, GCancellable *cancellable,
                             GError **error)
{
  TbDeed deed;
  GPtrArray *offers;

  g_return_val_if_fail (TB_IS_SESSION (self), NULL);
  g_return_val_if_fail (TB_IS_RECORD (record), NULL);

  deed = deed_init (self, record, NULL, NULL);
  offers = tb_session_read (self, list_in_reader, &deed, cancellable, error);
  deed_clear (&deed);

  return offers;
}

/**
 * tb_session_list_transitions_async:
 *
 * As tb_session_list_transitions(), without waiting. Finish with tb_session_read_finish().
 */
void
tb_session_list_transitions_async (TbSession *self, TbRecord *record, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  TbDeed deed;

  g_return_if_fail (TB_IS_SESSION (self));
  g_return_if_fail (TB_IS_RECORD (record));

  deed = deed_init (self, record, NULL, NULL);
  tb_session_read_async (self, list_in_reader, g_memdup2 (&deed, sizeof deed),
                         (GDestroyNotify)deed_free, (GDestroyNotify)g_ptr_array_unref, cancellable,
                         callback, user_data);
}

/**
 * tb_session_transition:
 * @record: a record as it was loaded, then with the values that the transition asks for; it is not
 * changed, load it again to see what came of it
 * @verb: which transition, by its name in the machine
 * @reason: (nullable): why; some transitions need it
 *
 * Takes a record to its next state, with all that follows from it in other records, as one batch.
 * It can be undone like any other unless the transition is final. On any thread but the writer's.
 *
 * Errors: %TB_ERROR_CONFLICT where the state, the guard or a change by somebody else stands in the
 * way, saying why; %TB_ERROR_INVALID where there is no such transition, or a value or the reason is
 * missing; those of the store.
 *
 * Returns: (transfer full): the batch
 */
char *
tb_session_transition (TbSession *self, TbRecord *record, const char *verb, const char *reason,
                       GCancellable *cancellable, GError **error)
{
  TbDeed deed;
  char *batch;

  g_return_val_if_fail (TB_IS_SESSION (self), NULL);
  g_return_val_if_fail (TB_IS_RECORD (record), NULL);
  g_return_val_if_fail (verb != NULL, NULL);

  deed = deed_init (self, record, verb, reason);
  batch = tb_session_run_write (self, transition_in_writer, &deed, cancellable, error);
  deed_clear (&deed);

  return batch;
}

/**
 * tb_session_transition_async:
 *
 * As tb_session_transition(), without waiting. Finish with tb_session_commit_finish().
 */
void
tb_session_transition_async (TbSession *self, TbRecord *record, const char *verb,
                             const char *reason, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  TbDeed deed;

  g_return_if_fail (TB_IS_SESSION (self));
  g_return_if_fail (TB_IS_RECORD (record));
  g_return_if_fail (verb != NULL);

  deed = deed_init (self, record, verb, reason);
  tb_session_run_write_async (self, transition_in_writer, g_memdup2 (&deed, sizeof deed),
                              (GDestroyNotify)deed_free, g_free, cancellable, callback, user_data,
                              tb_session_transition_async);
}

/**
 * tb_session_transition_with:
 * @record: a record as it was loaded
 * @verb: which transition
 * @reason: (nullable): why
 * @added: a new record that the transition rests on: the acceptance of a claim, an evaluation, the
 * claim to which a project is assigned
 *
 * Adds a record and takes another one to its next state, as one batch: both or neither. Otherwise
 * as tb_session_transition().
 *
 * Returns: (transfer full): the batch
 */
char *
tb_session_transition_with (TbSession *self, TbRecord *record, const char *verb, const char *reason,
                            TbRecord *added, GCancellable *cancellable, GError **error)
{
  TbDeed deed;
  char *batch;

  g_return_val_if_fail (TB_IS_SESSION (self), NULL);
  g_return_val_if_fail (TB_IS_RECORD (record), NULL);
  g_return_val_if_fail (verb != NULL, NULL);
  g_return_val_if_fail (TB_IS_RECORD (added), NULL);

  deed = deed_init (self, record, verb, reason);
  deed.added = tb_record_copy (added);
  batch = tb_session_run_write (self, transition_in_writer, &deed, cancellable, error);
  deed_clear (&deed);

  return batch;
}

/**
 * tb_session_transition_with_async:
 *
 * As tb_session_transition_with(), without waiting. Finish with tb_session_commit_finish().
 */
void
tb_session_transition_with_async (TbSession *self, TbRecord *record, const char *verb,
                                  const char *reason, TbRecord *added, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  TbDeed deed;

  g_return_if_fail (TB_IS_SESSION (self));
  g_return_if_fail (TB_IS_RECORD (record));
  g_return_if_fail (verb != NULL);
  g_return_if_fail (TB_IS_RECORD (added));

  deed = deed_init (self, record, verb, reason);
  deed.added = tb_record_copy (added);
  tb_session_run_write_async (self, transition_in_writer, g_memdup2 (&deed, sizeof deed),
                              (GDestroyNotify)deed_free, g_free, cancellable, callback, user_data,
                              tb_session_transition_async);
}
