/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-calendar-file.h"

#include "tb-calendar-private.h"
#include "tb-type-event.h"

/* The setting of the register that holds the path. */
#define SETTING "calendar_file"

/* How long nothing must have changed: an import or a day of signing in is written once. */
#define DELAY_MS 1500

struct _TbCalendarFile
{
  GObject parent_instance;

  TbSession *session;        /* (owned) */
  GCancellable *cancellable; /* (owned) */
  char *path;                /* (owned) (nullable): where nothing is kept */
  guint delay_id;            /* of the source that will write; 0 where there is none */
  guint n_running;           /* threads at work */
  gboolean is_stale;         /* something changed while it was being written */
  gboolean has_failed;       /* the last time, which was told */
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbCalendarFile, tb_calendar_file, G_TYPE_OBJECT)

/* A work on a thread of its own; the file object stays until it is done. */
typedef struct
{
  TbSession *session; /* (owned) */
  char *path;         /* (owned) (nullable) */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_object_unref (work->session);
  g_free (work->path);
  g_free (work);
}

static void
run (TbCalendarFile *self, GTaskThreadFunc func, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, callback, NULL);
  Work *work = g_new0 (Work, 1);

  work->session = g_object_ref (self->session);
  work->path = g_strdup (self->path);
  g_task_set_task_data (task, work, work_free);
  self->n_running++;
  g_task_run_in_thread (task, func);
}

static void start_writing (TbCalendarFile *self);

static void
write_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  g_autoptr (GFile) file = g_file_new_for_path (work->path);
  GError *error = NULL;
  g_autofree char *text = tb_calendar_dup_text (work->session, NULL, cancellable, &error);

  if (text != NULL && tb_calendar_write (file, text, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TbCalendarFile *self = TB_CALENDAR_FILE (source);
  g_autoptr (GError) error = NULL;

  self->n_running--;
  if (g_task_propagate_boolean (G_TASK (result), &error))
    self->has_failed = FALSE;
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  else if (!self->has_failed)
    {
      self->has_failed = TRUE;
      g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
    }
  if (self->is_stale)
    start_writing (self);
}

/* One at a time: what changes meanwhile is written by the next. */
static void
start_writing (TbCalendarFile *self)
{
  self->is_stale = self->n_running > 0;
  if (self->path != NULL && !self->is_stale && !g_cancellable_is_cancelled (self->cancellable))
    run (self, write_thread, written_cb);
}

static gboolean
delay_over_cb (gpointer user_data)
{
  TbCalendarFile *self = user_data;

  self->delay_id = 0;
  start_writing (self);

  return G_SOURCE_REMOVE;
}

static void
session_changed_cb (TbCalendarFile *self, char **type_names)
{
  if (self->path == NULL || !g_strv_contains ((const char *const *)type_names, tb_type_event.name))
    return;
  g_clear_handle_id (&self->delay_id, g_source_remove);
  self->delay_id = g_timeout_add (DELAY_MS, delay_over_cb, self);
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;
  char *path = tb_session_get_setting (work->session, SETTING, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, path, g_free);
}

/* Events may have been changed by another program since it was last written. */
static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TbCalendarFile *self = TB_CALENDAR_FILE (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_task_propagate_pointer (G_TASK (result), &error);

  self->n_running--;
  if (error == NULL && path != NULL && *path != '\0' && self->path == NULL)
    {
      self->path = g_steal_pointer (&path);
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
    }
  start_writing (self);
}

static void
store_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  g_autofree char *name = work->path != NULL ? g_filename_display_basename (work->path) : NULL;
  GError *error = NULL;

  /* That the events leave the register is journalled once, when it begins. */
  if (tb_session_set_setting (work->session, SETTING, work->path != NULL ? work->path : "", &error)
      && (name == NULL
          || tb_session_log_export (work->session, &tb_type_event, name, 0, FALSE, NULL, &error)))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TbCalendarFile *self = TB_CALENDAR_FILE (source);
  g_autoptr (GError) error = NULL;

  self->n_running--;
  if (!g_task_propagate_boolean (G_TASK (result), &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
  start_writing (self);
}

static void
tb_calendar_file_dispose (GObject *object)
{
  TbCalendarFile *self = TB_CALENDAR_FILE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->delay_id, g_source_remove);

  G_OBJECT_CLASS (tb_calendar_file_parent_class)->dispose (object);
}

static void
tb_calendar_file_finalize (GObject *object)
{
  TbCalendarFile *self = TB_CALENDAR_FILE (object);

  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_free (self->path);

  G_OBJECT_CLASS (tb_calendar_file_parent_class)->finalize (object);
}

static void
tb_calendar_file_class_init (TbCalendarFileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tb_calendar_file_dispose;
  object_class->finalize = tb_calendar_file_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", TB_TYPE_CALENDAR_FILE, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", TB_TYPE_CALENDAR_FILE, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
tb_calendar_file_init (TbCalendarFile *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * tb_calendar_file_new:
 * @session: a register that can be written
 *
 * Begins to keep the file that the register asks for, if it does.
 *
 * Returns: (transfer full): the keeper; must be let go of before the session is closed
 */
TbCalendarFile *
tb_calendar_file_new (TbSession *session)
{
  TbCalendarFile *self = g_object_new (TB_TYPE_CALENDAR_FILE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  run (self, load_thread, loaded_cb);

  return self;
}

/**
 * tb_calendar_file_get_path:
 *
 * Returns: (transfer none) (nullable): the file that is kept; %NULL where none is, or it is not
 * known yet
 */
const char *
tb_calendar_file_get_path (TbCalendarFile *self)
{
  return self->path;
}

/**
 * tb_calendar_file_set_path:
 * @path: (nullable): the file to keep from now on; %NULL for none
 *
 * Writes the wish into the register, then the file. An old file stays where it is.
 */
void
tb_calendar_file_set_path (TbCalendarFile *self, const char *path)
{
  g_clear_handle_id (&self->delay_id, g_source_remove);
  g_set_str (&self->path, path);
  self->has_failed = FALSE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  run (self, store_thread, stored_cb);
}

/**
 * tb_calendar_file_is_busy:
 *
 * Returns: whether something is being read or written, or will be in a moment
 */
gboolean
tb_calendar_file_is_busy (TbCalendarFile *self)
{
  return self->n_running > 0 || self->delay_id != 0 || self->is_stale;
}
