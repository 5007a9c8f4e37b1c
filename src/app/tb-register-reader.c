/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-register-reader.h"

#include "tb-error.h"
#include "tb-window.h"

#include <glib/gi18n.h>

/**
 * TbRegisterReader:
 *
 * Reads the register for what goes on without a window: the desktop's search, reminders. Where a
 * window has the register open, its session is asked; else the register is opened for reading for
 * as long as the answer takes, so that nothing is in the way of a restore or of another program.
 */
struct _TbRegisterReader
{
  GObject parent_instance;

  GtkApplication *application; /* (not owned): it owns this */
  TbClock *clock;              /* (owned) */
};

typedef struct
{
  TbReadFunc func;
  gpointer data;              /* (owned) until the reading is begun */
  GDestroyNotify data_free;   /* (nullable) */
  GDestroyNotify result_free; /* (nullable) */
  gboolean opened;            /* whether the session is to be closed afterwards */
} Reading;

G_DEFINE_FINAL_TYPE (TbRegisterReader, tb_register_reader, G_TYPE_OBJECT)

static void
reading_free (Reading *reading)
{
  if (reading->data_free != NULL && reading->data != NULL)
    reading->data_free (reading->data);
  g_free (reading);
}

static TbSession *
find_session (TbRegisterReader *self, const char *path)
{
  for (GList *l = gtk_application_get_windows (self->application); l != NULL; l = l->next)
    if (TB_IS_WINDOW (l->data) && g_strcmp0 (tb_window_get_path (l->data), path) == 0)
      return tb_window_get_session (l->data);

  return NULL;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  GDestroyNotify result_free = reading->result_free;
  GError *error = NULL;
  gpointer answer = tb_session_read_finish (TB_SESSION (source), result, &error);

  if (reading->opened)
    tb_session_close (TB_SESSION (source));

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, answer, result_free);
}

static void
begin_reading (TbSession *session, GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  tb_session_read_async (session, reading->func, g_steal_pointer (&reading->data),
                         reading->data_free, reading->result_free, g_task_get_cancellable (task),
                         read_cb, task);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (TbSession) session = tb_session_open_finish (result, &error);

  if (session == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  reading->opened = TRUE;
  begin_reading (session, g_steal_pointer (&task));
}

static void
tb_register_reader_finalize (GObject *object)
{
  TbRegisterReader *self = TB_REGISTER_READER (object);

  tb_clock_unref (self->clock);

  G_OBJECT_CLASS (tb_register_reader_parent_class)->finalize (object);
}

static void
tb_register_reader_class_init (TbRegisterReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_register_reader_finalize;
}

static void
tb_register_reader_init (TbRegisterReader *self)
{
}

/**
 * tb_register_reader_new:
 * @application: the application, which outlives the reader
 * @clock: the clock of the registers it opens
 *
 * Returns: (transfer full): a reader of the register in the user's data folder
 */
TbRegisterReader *
tb_register_reader_new (GtkApplication *application, TbClock *clock)
{
  TbRegisterReader *self = g_object_new (TB_TYPE_REGISTER_READER, NULL);

  self->application = application;
  self->clock = tb_clock_ref (clock);

  return self;
}

/**
 * tb_register_reader_get_clock:
 * @self: a reader
 *
 * Returns: (transfer none): its clock
 */
TbClock *
tb_register_reader_get_clock (TbRegisterReader *self)
{
  return self->clock;
}

/**
 * tb_register_reader_read_async:
 * @self: a reader
 * @func: what reads; runs on a database thread
 * @data: (transfer full): for @func
 * @data_free: (nullable): frees @data
 * @result_free: (nullable): frees the result where nobody takes it
 * @cancellable: (nullable): ends the reading
 * @callback: called on this main context
 * @user_data: for @callback
 *
 * Reads the register. Errors: %TB_ERROR_NOT_FOUND where none was made yet, and those of
 * tb_session_open() and @func.
 */
void
tb_register_reader_read_async (TbRegisterReader *self, TbReadFunc func, gpointer data,
                               GDestroyNotify data_free, GDestroyNotify result_free,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *path = tb_application_dup_register_path ();
  TbSession *session = find_session (self, path);
  Reading *reading = g_new0 (Reading, 1);

  *reading = (Reading){ func, data, data_free, result_free, FALSE };
  g_task_set_task_data (task, reading, (GDestroyNotify)reading_free);
  g_task_set_source_tag (task, tb_register_reader_read_async);

  if (session == NULL && !g_file_test (path, G_FILE_TEST_EXISTS))
    g_task_return_new_error (task, TB_ERROR, TB_ERROR_NOT_FOUND, _ ("There is no register yet."));
  else if (session != NULL)
    begin_reading (session, g_steal_pointer (&task));
  else
    tb_session_open_async (path, TB_OPEN_READ, self->clock, "", cancellable, opened_cb,
                           g_steal_pointer (&task));
}

/**
 * tb_register_reader_read_finish:
 * @self: a reader
 * @result: what the callback was given
 * @error: where to put what went wrong
 *
 * Returns: (transfer full) (nullable): what the function gave
 */
gpointer
tb_register_reader_read_finish (TbRegisterReader *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
