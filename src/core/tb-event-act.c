/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-event-private.h"

#include "tb-conflict.h"
#include "tb-record-table.h"
#include "tb-session-private.h"
#include "tb-type-event.h"

/* An action to be done on the writer's thread. */
typedef struct
{
  TbSession *session; /* (not owned): held by whoever waits, or by the task */
  char *event;        /* (owned) */
  TbBatchKind kind;
  TbEventFunc func;
  TbEventArguments arguments;
} TbEventAct;

static void
act_clear (TbEventAct *self)
{
  g_free (self->event);
  g_free (self->arguments.person);
  g_free (self->arguments.code);
  g_free (self->arguments.date);
  g_free (self->arguments.text);
  g_strfreev (self->arguments.persons);
}

static void
act_free (TbEventAct *self)
{
  act_clear (self);
  g_free (self);
}

static TbEventAct
act_init (TbSession *session, const char *event_id, TbBatchKind kind, TbEventFunc func,
          const TbEventArguments *arguments)
{
  return (TbEventAct){
    .session = session,
    .event = g_strdup (event_id),
    .kind = kind,
    .func = func,
    .arguments = {
      .person = g_strdup (arguments->person),
      .code = g_strdup (arguments->code),
      .date = g_strdup (arguments->date),
      .text = g_strdup (arguments->text),
      .persons = g_strdupv (arguments->persons),
    },
  };
}

static gpointer
act_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  TbEventAct *self = data;
  g_autoptr (TbRecord) event = NULL;
  g_autoptr (TbBatchWriter) writer = NULL;
  g_autofree char *title = NULL;

  event = tb_record_table_load (connection, &tb_type_event, self->event, error);
  if (event == NULL)
    return NULL;
  if (tb_record_is_removed (event))
    {
      tb_conflict_set_changed (error, connection, event);
      return NULL;
    }

  title = tb_record_dup_title (event);
  writer = tb_batch_writer_begin (connection, self->session->actor, self->kind, &tb_type_event,
                                  title, NULL, error);
  if (writer == NULL || !self->func (writer, event, &self->arguments, error))
    return NULL;

  return tb_session_end_batch (self->session, writer, error);
}

/*
 * tb_event_act:
 * @func: what is to be done
 *
 * Returns: (transfer full): the batch; the empty string where nothing differed
 */
char *
tb_event_act (TbSession *session, const char *event_id, TbBatchKind kind, TbEventFunc func,
              const TbEventArguments *arguments, GCancellable *cancellable, GError **error)
{
  TbEventAct act;
  char *batch;

  g_return_val_if_fail (TB_IS_SESSION (session), NULL);
  g_return_val_if_fail (event_id != NULL, NULL);

  act = act_init (session, event_id, kind, func, arguments);
  batch = tb_session_run_write (session, act_in_writer, &act, cancellable, error);
  act_clear (&act);

  return batch;
}

/*
 * tb_event_act_async:
 *
 * As tb_event_act(), without waiting; finished with tb_session_commit_finish().
 */
void
tb_event_act_async (TbSession *session, const char *event_id, TbBatchKind kind, TbEventFunc func,
                    const TbEventArguments *arguments, GCancellable *cancellable,
                    GAsyncReadyCallback callback, gpointer user_data)
{
  TbEventAct act;

  g_return_if_fail (TB_IS_SESSION (session));
  g_return_if_fail (event_id != NULL);

  act = act_init (session, event_id, kind, func, arguments);
  tb_session_run_write_async (session, act_in_writer, g_memdup2 (&act, sizeof act),
                              (GDestroyNotify)act_free, g_free, cancellable, callback, user_data,
                              tb_event_act_async);
}
