/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-transition.h"

#include <glib/gi18n-lib.h>

#include "tb-batch-writer.h"
#include "tb-error.h"
#include "tb-event-private.h"
#include "tb-record-table.h"
#include "tb-session-private.h"
#include "tb-state-rules.h"
#include "tb-text.h"
#include "tb-transition-rule.h"
#include "tb-type-attendance.h"
#include "tb-type-correction.h"
#include "tb-type-event.h"

/* A correction to be written on the writer's thread. */
typedef struct
{
  TbSession *session; /* (not owned): held by whoever waits, or by the task */
  TbRecord *record;   /* (owned): a copy: the caller's stays on the caller's thread */
  char *reason;       /* (owned) (nullable) */
  char *approver;     /* (owned) (nullable) */
} TbCorrecting;

static void
correcting_clear (TbCorrecting *self)
{
  g_clear_object (&self->record);
  g_free (self->reason);
  g_free (self->approver);
}

static void
correcting_free (TbCorrecting *self)
{
  correcting_clear (self);
  g_free (self);
}

static TbCorrecting
correcting_init (TbSession *session, TbRecord *record, const char *reason, const char *approver)
{
  return (TbCorrecting){
    .session = session,
    .record = tb_record_copy (record),
    .reason = g_strdup (reason),
    .approver = g_strdup (approver),
  };
}

/* The event that the corrections are kept with: the record itself, or what it belongs to. */
static const char *
get_event_id (TbRecord *record)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  guint field;

  if (type == &tb_type_event)
    return tb_record_get_id (record);

  field = tb_record_type_find_field (type, "event");
  return field != TB_FIELD_NOT_FOUND ? tb_record_get_text (record, field) : NULL;
}

static gboolean
check_words (const TbCorrecting *self, GError **error)
{
  if (!tb_text_is_blank (self->reason) && !tb_text_is_blank (self->approver))
    return TRUE;

  g_set_error_literal (error, TB_ERROR, TB_ERROR_INVALID,
                       _ ("A correction needs a reason and the name of who approved it. Give "
                          "both."));
  return FALSE;
}

/* A vote is closed before the event is. */
static gboolean
check_closed (TbConnection *connection, TbRecord *present, GError **error)
{
  const char *id = get_event_id (present);
  g_autofree char *title = NULL;
  g_autoptr (TbRecord) event = NULL;

  if (id == NULL)
    {
      title = tb_record_dup_title (present);
      return tb_transition_refuse (
          error, _ ("“%s” cannot be corrected: corrections are kept with archived events only."),
          title);
    }

  event = tb_record_table_load (connection, &tb_type_event, id, error);
  if (event == NULL)
    return FALSE;
  if (tb_state_rules_is_locked (event) || tb_state_rules_is_locked (present))
    return TRUE;

  title = tb_record_dup_title (event);
  return tb_transition_refuse (
      error, _ ("“%s” is not archived yet: change it as usual, no correction is needed."), title);
}

/* "present", or "attendance.state" with the title of the row in the value: what belongs to an event
 * is corrected by the name of its kind. */
static char *
dup_field_name (TbRecord *record, guint field)
{
  const TbRecordType *type = tb_record_get_record_type (record);

  if (type == &tb_type_event)
    return g_strdup (type->fields[field].name);
  return g_strconcat (type->name, ".", type->fields[field].name, NULL);
}

static void
set_shown (TbRecord *correction, guint field, TbRecord *record, guint shown)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  g_autofree char *display = NULL;
  g_autofree char *name = NULL;

  if (tb_record_has (record, shown))
    display = tb_record_dup_display (record, shown, TB_DISPLAY_REVEALED);
  if (type == &tb_type_event)
    {
      tb_record_set_text (correction, field, display);
      return;
    }

  name = tb_record_dup_display (record, type->title_field, TB_DISPLAY_REVEALED);
  tb_record_take_text (correction, field,
                       /* Translators: which row, such as a person's name, then its value. */
                       g_strdup_printf (_ ("%s: %s"), name, display != NULL ? display : "—"));
}

static gboolean
write_correction (TbBatchWriter *writer, const TbCorrecting *self, TbRecord *before,
                  TbRecord *after, guint field, GError **error)
{
  g_autoptr (TbRecord) correction = tb_record_new (&tb_type_correction);

  tb_record_set_text (correction, TB_CORRECTION_EVENT, get_event_id (before));
  tb_record_take_text (correction, TB_CORRECTION_FIELD, dup_field_name (before, field));
  set_shown (correction, TB_CORRECTION_BEFORE, before, field);
  set_shown (correction, TB_CORRECTION_AFTER, after, field);
  tb_record_take_text (correction, TB_CORRECTION_REASON, tb_text_normalise (self->reason));
  tb_record_take_text (correction, TB_CORRECTION_APPROVER, tb_text_normalise (self->approver));
  tb_record_set_text (correction, TB_CORRECTION_ON, tb_batch_writer_get_today_iso (writer));

  return tb_batch_writer_apply_permitted (writer, TB_CHANGE_INSERT, correction,
                                          TB_PERMIT_CORRECTION, error);
}

/* A row of what differs; what is computed from it is not corrected by anybody. */
static gboolean
write_corrections (TbBatchWriter *writer, const TbCorrecting *self, TbRecord *before,
                   TbRecord *after, GError **error)
{
  const TbRecordType *type = tb_record_get_record_type (before);

  for (guint field = 0; field < type->n_fields; field++)
    {
      if ((type->fields[field].flags & (TB_FIELD_DERIVED | TB_FIELD_HIDDEN)) == 0
          && !tb_record_field_equal (before, after, field)
          && !write_correction (writer, self, before, after, field, error))
        return FALSE;
    }

  return TRUE;
}

/* Who came is counted on paper and has hours: these are corrected with it. */
static gboolean
correct_counts (TbBatchWriter *writer, const TbCorrecting *self, GError **error)
{
  TbConnection *connection = tb_batch_writer_get_connection (writer);
  g_autoptr (TbRecord) before = NULL;
  g_autoptr (TbRecord) after = NULL;
  g_autoptr (GPtrArray) attendance = NULL;

  before = tb_record_table_load (connection, &tb_type_event, get_event_id (self->record), error);
  if (before == NULL)
    return FALSE;
  attendance = tb_event_load_attendance (connection, tb_record_get_id (before), error);
  if (attendance == NULL)
    return FALSE;

  after = tb_record_copy (before);
  tb_event_set_counts (after, attendance);
  return tb_batch_writer_apply_permitted (writer, TB_CHANGE_UPDATE, after, TB_PERMIT_CORRECTION,
                                          error)
         && write_corrections (writer, self, before, after, error)
         && tb_event_settle_hours (writer, after, error);
}

static gpointer
correct_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable,
                   GError **error)
{
  TbCorrecting *self = data;
  const TbRecordType *type = tb_record_get_record_type (self->record);
  g_autofree char *title = tb_record_dup_title (self->record);
  g_autoptr (TbBatchWriter) writer = NULL;
  g_autoptr (TbRecord) present = NULL;

  if (!check_words (self, error))
    return NULL;
  present = tb_record_table_load (connection, type, tb_record_get_id (self->record), error);
  if (present == NULL || !check_closed (connection, present, error))
    return NULL;

  writer = tb_batch_writer_begin (connection, self->session->actor, TB_BATCH_CORRECT, type, title,
                                  NULL, error);
  if (writer == NULL
      || !tb_batch_writer_apply_permitted (writer, TB_CHANGE_UPDATE, self->record,
                                           TB_PERMIT_CORRECTION, error)
      || !write_corrections (writer, self, present, self->record, error)
      || (type == &tb_type_attendance && !correct_counts (writer, self, error)))
    return NULL;

  return tb_session_end_batch (self->session, writer, error);
}

/**
 * tb_session_correct:
 * @record: an archived event, or what belongs to one, as it was loaded and then changed; it is not
 * changed itself, load it again to see what came of it
 * @reason: why
 * @approver: who approved it
 *
 * Changes what is closed. Beside the new values, a correction is written for every field that
 * differs, with the value before and after, the reason, who approved it, and the day, as one batch,
 * which cannot be undone. On any thread but the writer's.
 *
 * Errors: %TB_ERROR_INVALID where the reason or the approver is missing, or a rule refuses the
 * values; %TB_ERROR_CONFLICT where the event is not archived or the record was changed meanwhile;
 * those of the store.
 *
 * Returns: (transfer full): the batch; the empty string where nothing differed
 */
char *
tb_session_correct (TbSession *self, TbRecord *record, const char *reason, const char *approver,
                    GCancellable *cancellable, GError **error)
{
  TbCorrecting correcting;
  char *batch;

  g_return_val_if_fail (TB_IS_SESSION (self), NULL);
  g_return_val_if_fail (TB_IS_RECORD (record), NULL);
  g_return_val_if_fail (tb_record_get_version (record) > 0, NULL);

  correcting = correcting_init (self, record, reason, approver);
  batch = tb_session_run_write (self, correct_in_writer, &correcting, cancellable, error);
  correcting_clear (&correcting);

  return batch;
}

/**
 * tb_session_correct_async:
 *
 * As tb_session_correct(), without waiting. Finish with tb_session_commit_finish().
 */
void
tb_session_correct_async (TbSession *self, TbRecord *record, const char *reason,
                          const char *approver, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  TbCorrecting correcting;

  g_return_if_fail (TB_IS_SESSION (self));
  g_return_if_fail (TB_IS_RECORD (record));
  g_return_if_fail (tb_record_get_version (record) > 0);

  correcting = correcting_init (self, record, reason, approver);
  tb_session_run_write_async (self, correct_in_writer, g_memdup2 (&correcting, sizeof correcting),
                              (GDestroyNotify)correcting_free, g_free, cancellable, callback,
                              user_data, tb_session_correct_async);
}
