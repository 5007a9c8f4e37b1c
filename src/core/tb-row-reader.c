/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-row-reader.h"

#include "tb-record-table.h"

/* Row numbers that make the first rows on screen; they are told before the others are known. No
 * more than a screen has: a view makes widgets for up to two hundred rows before it paints any. */
#define FIRST_ROWS 64

/* One reading, shared by the task that it is the data of, the source that tells of its first rows,
 * and the reader. */
typedef struct
{
  TbRowReader
      *reader; /* (not owned) (nullable): %NULL when nobody wants it any more; main thread */
  GMainContext *context;     /* (owned) */
  GCancellable *cancellable; /* (owned) */
  TbQuery *query;            /* (owned) */
  GArray *rows;              /* (owned): the database thread's until it is done */
  GArray *first;       /* (owned) (nullable): a copy of the first rows, once there are enough */
  gboolean tell_first; /* the database thread's */
} TbRowReading;

struct _TbRowReader
{
  TbSession *session; /* (owned) */
  const TbRowReaderFunctions *functions;
  gpointer user_data;
  TbRowReading *reading; /* (owned) (nullable): the one that is running */
};

static void
row_reading_clear (TbRowReading *reading)
{
  g_main_context_unref (reading->context);
  g_object_unref (reading->cancellable);
  tb_query_unref (reading->query);
  g_array_unref (reading->rows);
  g_clear_pointer (&reading->first, g_array_unref);
}

static void
row_reading_unref (TbRowReading *reading)
{
  g_atomic_rc_box_release_full (reading, (GDestroyNotify)row_reading_clear);
}

static gboolean
tell_first_cb (gpointer user_data)
{
  TbRowReading *reading = user_data;
  TbRowReader *self = reading->reader;

  if (self != NULL)
    self->functions->first (reading->first, self->user_data);

  return G_SOURCE_REMOVE;
}

/* On the database thread. Not by g_main_context_invoke(), which would run it right here whenever
 * the main thread is not in its loop at the moment. */
static void
tell_first (TbRowReading *reading)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  reading->tell_first = FALSE;
  reading->first = g_array_copy (reading->rows);
  g_source_set_static_name (source, "tb_row_reader_first");
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell_first_cb, g_atomic_rc_box_acquire (reading),
                         (GDestroyNotify)row_reading_unref);
  g_source_attach (source, reading->context);
}

static gboolean
append_rows_cb (const gint64 *rows, guint n_rows, gpointer user_data)
{
  TbRowReading *reading = user_data;

  g_array_append_vals (reading->rows, rows, n_rows);
  if (reading->tell_first && reading->rows->len >= FIRST_ROWS)
    tell_first (reading);

  return TRUE;
}

static gpointer
read_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  TbRowReading *reading = data;

  return GINT_TO_POINTER (
      tb_record_table_query (connection, reading->query, append_rows_cb, reading, error));
}

/* Holds @reading for the time of the call. */
static void
tell_done (TbRowReading *reading, const GError *error)
{
  TbRowReader *self = reading->reader;

  if (self == NULL)
    return;

  reading->reader = NULL;
  g_clear_pointer (&self->reading, row_reading_unref);
  self->functions->done (error == NULL ? reading->rows : NULL, error, self->user_data);
}

static gboolean
tell_rest_cb (gpointer user_data)
{
  tell_done (user_data, NULL);

  return G_SOURCE_REMOVE;
}

/* Below the priority of painting, so that the first rows are seen before a view makes widgets for
 * the others. */
static void
tell_rest_later (TbRowReading *reading)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_static_name (source, "tb_row_reader_rest");
  g_source_set_callback (source, tell_rest_cb, g_atomic_rc_box_acquire (reading),
                         (GDestroyNotify)row_reading_unref);
  g_source_attach (source, reading->context);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TbRowReading *reading = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  /* The task holds the reading until this is over. */
  tb_session_read_finish (TB_SESSION (source), result, &error);
  if (error == NULL && reading->first != NULL)
    tell_rest_later (reading);
  else
    tell_done (reading, error);
}

static void
drop_reading (TbRowReader *self)
{
  if (self->reading == NULL)
    return;

  self->reading->reader = NULL;
  g_cancellable_cancel (self->reading->cancellable);
  g_clear_pointer (&self->reading, row_reading_unref);
}

/*
 * tb_row_reader_new:
 * @functions: what is told; static
 * @user_data: handed to them
 */
TbRowReader *
tb_row_reader_new (TbSession *session, const TbRowReaderFunctions *functions, gpointer user_data)
{
  TbRowReader *self = g_new0 (TbRowReader, 1);

  self->session = g_object_ref (session);
  self->functions = functions;
  self->user_data = user_data;

  return self;
}

void
tb_row_reader_free (TbRowReader *self)
{
  drop_reading (self);
  g_object_unref (self->session);
  g_free (self);
}

/*
 * tb_row_reader_start:
 * @query: which rows
 * @tell_first: whether the first rows are told of before all are known
 *
 * Begins to read, in place of what is being read.
 */
void
tb_row_reader_start (TbRowReader *self, TbQuery *query, gboolean tell_first)
{
  TbRowReading *reading = g_atomic_rc_box_new0 (TbRowReading);

  drop_reading (self);
  self->reading = reading;

  reading->reader = self;
  reading->context = g_main_context_ref_thread_default ();
  reading->cancellable = g_cancellable_new ();
  reading->query = tb_query_ref (query);
  reading->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  reading->tell_first = tell_first;

  tb_session_read_async (self->session, read_in_reader, g_atomic_rc_box_acquire (reading),
                         (GDestroyNotify)row_reading_unref, NULL, reading->cancellable, done_cb,
                         NULL);
}

gboolean
tb_row_reader_is_running (TbRowReader *self)
{
  return self->reading != NULL;
}
