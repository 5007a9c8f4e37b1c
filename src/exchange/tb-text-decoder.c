/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-text-decoder.h"

#include "tb-error.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#define BUFFER_BYTES (64 * 1024)
/* Longer than any character of any encoding here. */
#define MAX_CHARACTER_BYTES 8
/* UTF-16 without a mark is told by the zero bytes of its commas and line ends, which are never far.
 */
#define UTF16_PROBE_BYTES 4096
/*
 * Chinese text in GB18030 hardly ever looks like sequences of three or four bytes of UTF-8. Where
 * there are this many good ones to each bad byte, the file is UTF-8 with a damaged place, and
 * saying where serves better than garbling all of it.
 */
#define GOOD_TO_BAD_RATIO 8

typedef struct
{
  const char *bytes;
  TbTextEncoding encoding;
} Mark;

static const Mark marks[] = {
  { "\xef\xbb\xbf", { "UTF-8", 3 } },
  { "\xff\xfe", { "UTF-16LE", 2 } },
  { "\xfe\xff", { "UTF-16BE", 2 } },
};

/* How much of a file looks like UTF-8. */
typedef struct
{
  guint64 n_long; /* sequences of three or four bytes */
  guint64 n_bad;  /* bytes that belong to no sequence; a cut off last one counts as one */
  gboolean has_nul;
} Census;

static void
set_not_text (GError **error)
{
  g_set_error_literal (
      error, TB_ERROR, TB_ERROR_FILE,
      _ ("It is neither a spreadsheet nor a text table. Choose an .xlsx, .csv or .txt file."));
}

static gboolean
find_mark (const guint8 *bytes, gsize length, TbTextEncoding *encoding)
{
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (length >= marks[i].encoding.mark_bytes
        && memcmp (bytes, marks[i].bytes, marks[i].encoding.mark_bytes) == 0)
      {
        *encoding = marks[i].encoding;
        return TRUE;
      }
  return FALSE;
}

/* Whether zero bytes stand at every other place only: the upper halves of UTF-16's ASCII
 * characters. */
static gboolean
find_utf16 (const guint8 *bytes, gsize length, TbTextEncoding *encoding)
{
  guint n_zero[2] = { 0 };

  for (gsize i = 0; i < MIN (length, UTF16_PROBE_BYTES); i++)
    if (bytes[i] == 0)
      n_zero[i % 2]++;
  if ((n_zero[0] == 0) == (n_zero[1] == 0))
    return FALSE;
  encoding->name = n_zero[0] == 0 ? "UTF-16LE" : "UTF-16BE";
  encoding->mark_bytes = 0;
  return TRUE;
}

/* Counts; gives the bytes at the end that may be the start of a sequence. */
static gsize
take_census (Census *census, const char *bytes, gsize length, gboolean at_end)
{
  const char *p = bytes;
  const char *end = bytes + length;

  while (p < end)
    {
      gunichar character;

      if ((guint8)*p < 0x80)
        {
          census->has_nul = census->has_nul || *p == '\0';
          p++;
          continue;
        }
      character = g_utf8_get_char_validated (p, end - p);
      if (character == (gunichar)-2 && !at_end)
        break;
      if (character == (gunichar)-2)
        {
          /* Cut off in a character: damaged in one place, however many bytes are left of it. */
          census->n_bad++;
          p = end;
        }
      else if (character == (gunichar)-1)
        {
          census->n_bad++;
          p++;
        }
      else
        {
          p = g_utf8_next_char (p);
          if (character >= 0x800)
            census->n_long++;
        }
    }
  return end - p;
}

static gboolean
take_census_of_stream (GInputStream *stream, Census *census, GCancellable *cancellable,
                       GError **error)
{
  g_autofree char *buffer = g_malloc (BUFFER_BYTES);
  gsize rest = 0;
  gsize length;

  do
    {
      gsize wanted = BUFFER_BYTES - rest;
      gsize n;

      if (!g_input_stream_read_all (stream, buffer + rest, wanted, &n, cancellable, error))
        return FALSE;
      length = rest + n;
      rest = take_census (census, buffer, length, n < wanted);
      memmove (buffer, buffer + length - rest, rest);
    }
  while (length == BUFFER_BYTES && !census->has_nul);
  return TRUE;
}

static void
set_invalid (GError **error, const TbTextEncoding *encoding, guint64 offset, guint line)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, offset + 1);

  g_set_error (
      error, TB_ERROR, TB_ERROR_FILE,
      /* Translators: a number of a line, a number of a byte, the name of a character encoding. */
      _ ("Line %u has a byte (number %s) that is not %s text. Open it in Excel or WPS, look at "
         "that line, and "
         "save it as .xlsx or as CSV UTF-8."),
      line, number, encoding->name);
}

static guint
count_lines (const char *text, gsize length)
{
  guint n = 0;

  for (const char *p = text; (p = memchr (p, '\n', text + length - p)) != NULL; p++)
    n++;
  return n;
}

/**
 * tb_text_decoder_detect:
 * @stream: a seekable stream
 * @encoding: (out): the encoding of its text
 * @cancellable: (nullable):
 * @error: return location
 *
 * Finds out how a text is encoded: by its mark, by the zero bytes of UTF-16, as UTF-8 where all of
 * it is, else GB18030, which includes GBK and GB2312. Errors: %TB_ERROR_FILE where it is no text;
 * those of the stream.
 *
 * Returns: %FALSE on error
 */
gboolean
tb_text_decoder_detect (GInputStream *stream, TbTextEncoding *encoding, GCancellable *cancellable,
                        GError **error)
{
  guint8 head[UTF16_PROBE_BYTES];
  Census census = { 0 };
  gsize length;

  if (!g_seekable_seek (G_SEEKABLE (stream), 0, G_SEEK_SET, cancellable, error)
      || !g_input_stream_read_all (stream, head, sizeof head, &length, cancellable, error))
    return FALSE;
  if (find_mark (head, length, encoding) || find_utf16 (head, length, encoding))
    return TRUE;

  if (!g_seekable_seek (G_SEEKABLE (stream), 0, G_SEEK_SET, cancellable, error)
      || !take_census_of_stream (stream, &census, cancellable, error))
    return FALSE;
  if (census.has_nul)
    {
      set_not_text (error);
      return FALSE;
    }
  encoding->mark_bytes = 0;
  encoding->name
      = census.n_bad == 0 || census.n_long > GOOD_TO_BAD_RATIO * census.n_bad ? "UTF-8" : "GB18030";
  return TRUE;
}

/**
 * tb_text_decoder_decode:
 * @stream: a seekable stream
 * @encoding: what tb_text_decoder_detect() found
 * @func: (scope call): is handed the text
 * @user_data: for @func
 * @cancellable: (nullable):
 * @error: return location
 *
 * Reads a text from its start, piece by piece. Errors: those of @func and of the stream;
 * %TB_ERROR_FILE, naming line and byte, where something is not text of that encoding.
 *
 * Returns: %FALSE on error
 */
gboolean
tb_text_decoder_decode (GInputStream *stream, const TbTextEncoding *encoding, TbTextFunc func,
                        gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GCharsetConverter) converter
      = g_charset_converter_new ("UTF-8", encoding->name, error);
  g_autofree char *in = g_malloc (BUFFER_BYTES);
  g_autofree char *out = g_malloc (BUFFER_BYTES);
  guint64 offset = encoding->mark_bytes;
  guint line = 1;
  gsize length = 0;
  gboolean done = FALSE;

  if (converter == NULL
      || !g_seekable_seek (G_SEEKABLE (stream), encoding->mark_bytes, G_SEEK_SET, cancellable,
                           error))
    return FALSE;

  while (!done)
    {
      g_autoptr (GError) local_error = NULL;
      gsize n_read;
      gsize n_written;

      if (length < MAX_CHARACTER_BYTES)
        {
          gsize n;

          if (!g_input_stream_read_all (stream, in + length, BUFFER_BYTES - length, &n, cancellable,
                                        error))
            return FALSE;
          length += n;
          if (length == 0)
            return TRUE;
        }
      if (g_converter_convert (G_CONVERTER (converter), in, length, out, BUFFER_BYTES,
                               G_CONVERTER_NO_FLAGS, &n_read, &n_written, &local_error)
          == G_CONVERTER_ERROR)
        {
          set_invalid (error, encoding, offset, line);
          return FALSE;
        }
      if (!func (out, n_written, &done, user_data, error))
        return FALSE;
      line += count_lines (out, n_written);
      offset += n_read;
      length -= n_read;
      memmove (in, in + n_read, length);
    }
  return TRUE;
}
