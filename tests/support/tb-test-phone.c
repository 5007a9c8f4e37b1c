/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-test-phone.h"

#include <string.h>

#include "tb-test.h"

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  TbTestPhone *self = data;
  g_autoptr (GBytes) bytes
      = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, NULL);

  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    {
      self->ended = TRUE;
      return;
    }
  g_string_append_len (self->received, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_input_stream_read_bytes_async (G_INPUT_STREAM (source), 4096, G_PRIORITY_DEFAULT, NULL, read_cb,
                                   self);
}

/* Connects to a port of this machine; the system does that even before anybody accepts. */
TbTestPhone *
tb_test_phone_new (guint port)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  TbTestPhone *self = g_new0 (TbTestPhone, 1);

  g_socket_client_set_enable_proxy (client, FALSE);
  self->connection = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, &error);
  g_assert_no_error (error);
  self->received = g_string_new (NULL);
  g_input_stream_read_bytes_async (g_io_stream_get_input_stream (G_IO_STREAM (self->connection)),
                                   4096, G_PRIORITY_DEFAULT, NULL, read_cb, self);
  return self;
}

void
tb_test_phone_free (TbTestPhone *self)
{
  g_socket_shutdown (g_socket_connection_get_socket (self->connection), TRUE, TRUE, NULL);
  tb_test_wait_until (self->ended);
  g_io_stream_close (G_IO_STREAM (self->connection), NULL, NULL);
  g_object_unref (self->connection);
  g_string_free (self->received, TRUE);
  g_free (self);
}

/* What is sent to somebody who has hung up is lost, as in life. */
void
tb_test_phone_send (TbTestPhone *self, const char *bytes, gssize length)
{
  gsize whole = length < 0 ? strlen (bytes) : (gsize)length;

  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (self->connection)), bytes,
                             whole, NULL, NULL, NULL);
}

/* The status of the answer; 0 where none came. */
guint
tb_test_phone_get_status (TbTestPhone *self)
{
  const char *space = strchr (self->received->str, ' ');

  return g_str_has_prefix (self->received->str, "HTTP/1.1 ") && space != NULL
             ? strtoul (space, NULL, 10)
             : 0;
}

/* The value of a header of the answer; NULL where there is none. */
char *
tb_test_phone_dup_header (TbTestPhone *self, const char *name)
{
  g_auto (GStrv) parts = g_strsplit (self->received->str, "\r\n\r\n", 2);
  g_auto (GStrv) lines = g_strsplit (parts[0] != NULL ? parts[0] : "", "\r\n", -1);
  gsize length = strlen (name);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (lines[i], name, length) == 0 && lines[i][length] == ':')
      return g_strstrip (g_strdup (lines[i] + length + 1));
  return NULL;
}

/* Sends a whole request and waits for the end of the answer. */
TbTestPhone *
tb_test_ask (guint port, const char *request)
{
  TbTestPhone *phone = tb_test_phone_new (port);

  tb_test_phone_send (phone, request, -1);
  tb_test_wait_until (phone->ended);
  return phone;
}

char *
tb_test_dup_post (const char *path, const char *body)
{
  return g_strdup_printf ("POST %s HTTP/1.1\r\nHost: desk\r\nAccept-Language: en\r\n"
                          "Content-Type: application/x-www-form-urlencoded\r\n"
                          "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                          path, strlen (body), body);
}
