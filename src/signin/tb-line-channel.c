/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-line-channel.h"

#include <string.h>

#define READ_SIZE 4096

/* Lines that wait to be fetched by the other side before it is taken for dead. */
#define QUEUE_MAX 256

struct _TbLineChannel
{
  GObject parent_instance;

  GInputStream *input;   /* (owned) */
  GOutputStream *output; /* (owned) */
  gsize longest;         /* in bytes, without the line's end */

  GCancellable *cancellable; /* (owned): cancelled when the channel has ended */
  GByteArray *unread;        /* (owned): of a line whose end has not come */
  GQueue unsent;             /* of GBytes (owned); the first is being written */
  gboolean ended;
};

enum
{
  SIGNAL_LINE,
  SIGNAL_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbLineChannel, tb_line_channel, G_TYPE_OBJECT)

static void read_more (TbLineChannel *self);
static void write_first (TbLineChannel *self);

/* Gives the whole lines away; FALSE where what comes is not lines of text. */
static gboolean
take_lines (TbLineChannel *self)
{
  const guint8 *end;

  while (!self->ended && (end = memchr (self->unread->data, '\n', self->unread->len)) != NULL)
    {
      gsize length = end - self->unread->data;
      g_autofree char *line = NULL;

      if (length > self->longest || memchr (self->unread->data, '\0', length) != NULL)
        return FALSE;
      line = g_strndup ((const char *)self->unread->data, length);
      g_byte_array_remove_range (self->unread, 0, length + 1);
      g_signal_emit (self, signals[SIGNAL_LINE], 0, line);
    }
  return self->unread->len <= self->longest;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbLineChannel) self = user_data;
  g_autoptr (GBytes) bytes
      = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, NULL);

  if (self->ended)
    return;
  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    {
      tb_line_channel_end (self);
      return;
    }

  g_byte_array_append (self->unread, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (!take_lines (self))
    tb_line_channel_end (self);
  else if (!self->ended)
    read_more (self);
}

static void
read_more (TbLineChannel *self)
{
  g_input_stream_read_bytes_async (self->input, READ_SIZE, G_PRIORITY_DEFAULT, self->cancellable,
                                   read_cb, g_object_ref (self));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbLineChannel) self = user_data;
  gboolean written
      = g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);

  if (self->ended)
    return;
  g_bytes_unref (g_queue_pop_head (&self->unsent));
  if (!written)
    tb_line_channel_end (self);
  else if (!g_queue_is_empty (&self->unsent))
    write_first (self);
}

static void
write_first (TbLineChannel *self)
{
  GBytes *bytes = g_queue_peek_head (&self->unsent);

  g_output_stream_write_all_async (self->output, g_bytes_get_data (bytes, NULL),
                                   g_bytes_get_size (bytes), G_PRIORITY_DEFAULT, self->cancellable,
                                   written_cb, g_object_ref (self));
}

static void
tb_line_channel_finalize (GObject *object)
{
  TbLineChannel *self = TB_LINE_CHANNEL (object);

  g_clear_object (&self->input);
  g_clear_object (&self->output);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->unread, g_byte_array_unref);
  g_queue_clear_full (&self->unsent, (GDestroyNotify)g_bytes_unref);

  G_OBJECT_CLASS (tb_line_channel_parent_class)->finalize (object);
}

static void
tb_line_channel_class_init (TbLineChannelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_line_channel_finalize;

  /**
   * TbLineChannel::line:
   * @self: the channel
   * @line: what came
   */
  signals[SIGNAL_LINE] = g_signal_new ("line", TB_TYPE_LINE_CHANNEL, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * TbLineChannel::ended:
   * @self: the channel
   */
  signals[SIGNAL_ENDED] = g_signal_new ("ended", TB_TYPE_LINE_CHANNEL, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
}

static void
tb_line_channel_init (TbLineChannel *self)
{
  self->cancellable = g_cancellable_new ();
  self->unread = g_byte_array_new ();
  g_queue_init (&self->unsent);
}

/**
 * tb_line_channel_new:
 * @input: where lines come from; best a stream that can be polled
 * @output: where lines go
 * @longest: bytes of the longest line taken
 *
 * Returns: (transfer full): a channel that reads nothing before tb_line_channel_start()
 */
TbLineChannel *
tb_line_channel_new (GInputStream *input, GOutputStream *output, gsize longest)
{
  TbLineChannel *self;

  g_return_val_if_fail (G_IS_INPUT_STREAM (input), NULL);
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (output), NULL);
  g_return_val_if_fail (longest > 0, NULL);

  self = g_object_new (TB_TYPE_LINE_CHANNEL, NULL);
  self->input = g_object_ref (input);
  self->output = g_object_ref (output);
  self->longest = longest;
  return self;
}

/**
 * tb_line_channel_start:
 * @self: a channel that was not started
 *
 * Begins to read.
 */
void
tb_line_channel_start (TbLineChannel *self)
{
  g_return_if_fail (TB_IS_LINE_CHANNEL (self));

  if (!self->ended)
    read_more (self);
}

/**
 * tb_line_channel_send:
 * @self: a channel
 * @line: text without a line's end
 *
 * Sends @line after those before it. Nothing happens once the channel has ended.
 */
void
tb_line_channel_send (TbLineChannel *self, const char *line)
{
  char *whole;

  g_return_if_fail (TB_IS_LINE_CHANNEL (self));
  g_return_if_fail (line != NULL && strchr (line, '\n') == NULL);

  if (self->ended)
    return;
  if (g_queue_get_length (&self->unsent) >= QUEUE_MAX)
    {
      tb_line_channel_end (self);
      return;
    }

  whole = g_strconcat (line, "\n", NULL);
  g_queue_push_tail (&self->unsent, g_bytes_new_take (whole, strlen (whole)));
  if (g_queue_get_length (&self->unsent) == 1)
    write_first (self);
}

/**
 * tb_line_channel_end:
 * @self: a channel
 *
 * Ends the channel from this side: closes the output, so that the other side sees the end of its
 * input.
 */
void
tb_line_channel_end (TbLineChannel *self)
{
  g_return_if_fail (TB_IS_LINE_CHANNEL (self));

  if (self->ended)
    return;

  self->ended = TRUE;
  g_cancellable_cancel (self->cancellable);
  g_output_stream_close_async (self->output, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  g_signal_emit (self, signals[SIGNAL_ENDED], 0);
}
