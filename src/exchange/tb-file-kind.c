/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-file-kind.h"

#include "tb-compound-file.h"

#include <string.h>

#define HEAD_BYTES 1024

typedef struct
{
  const char *bytes;
  gsize length;
  TbFileKind kind;
} Magic;

#define MAGIC(bytes, kind) { bytes, sizeof (bytes) - 1, kind }

/* Formats that people pick by mistake and that could otherwise pass for text. */
static const Magic magics[] = {
  MAGIC ("PK\3\4", TB_FILE_KIND_ZIP),
  MAGIC ("PK\5\6", TB_FILE_KIND_ZIP),
  MAGIC ("%PDF-", TB_FILE_KIND_OTHER),
  MAGIC ("{\\rtf", TB_FILE_KIND_OTHER),
  MAGIC ("Rar!\x1a\7", TB_FILE_KIND_OTHER),
  MAGIC ("7z\xbc\xaf\x27\x1c", TB_FILE_KIND_OTHER),
  MAGIC ("\x1f\x8b", TB_FILE_KIND_OTHER),
  MAGIC ("\x89PNG", TB_FILE_KIND_OTHER),
  MAGIC ("\xff\xd8\xff", TB_FILE_KIND_OTHER),
  MAGIC ("SQLite format 3", TB_FILE_KIND_OTHER),
  /* Excel 2.0 to 4.0, before workbooks became compound files. */
  MAGIC ("\x09\x00\x04\x00", TB_FILE_KIND_OLD_WORKBOOK),
  MAGIC ("\x09\x02\x06\x00", TB_FILE_KIND_OLD_WORKBOOK),
  MAGIC ("\x09\x04\x06\x00", TB_FILE_KIND_OLD_WORKBOOK),
};

/* Many office systems send an HTML table, or the XML of Excel 2003, under the name of an .xls file.
 */
static gboolean
is_markup (const char *head, gsize length)
{
  static const char *const starts[]
      = { "<?xml", "<html", "<!doctype", "<table", "<meta", "<head", "<workbook" };

  if (length >= 3 && memcmp (head, "\xef\xbb\xbf", 3) == 0)
    {
      head += 3;
      length -= 3;
    }
  while (length > 0 && g_ascii_isspace (*head))
    {
      head++;
      length--;
    }
  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    if (length >= strlen (starts[i])
        && g_ascii_strncasecmp (head, starts[i], strlen (starts[i])) == 0)
      return TRUE;
  return FALSE;
}

static TbFileKind
classify (const char *head, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (magics); i++)
    if (length >= magics[i].length && memcmp (head, magics[i].bytes, magics[i].length) == 0)
      return magics[i].kind;
  return is_markup (head, length) ? TB_FILE_KIND_WEB_PAGE : TB_FILE_KIND_TEXT;
}

/**
 * tb_file_kind_detect:
 * @stream: a seekable stream; it is left at its start
 * @kind: (out): what it is
 * @cancellable: (nullable):
 * @error: return location for I/O errors
 *
 * Returns: %FALSE where the stream cannot be read
 */
gboolean
tb_file_kind_detect (GInputStream *stream, TbFileKind *kind, GCancellable *cancellable,
                     GError **error)
{
  char head[HEAD_BYTES];
  gsize length;

  if (!g_input_stream_read_all (stream, head, sizeof head, &length, cancellable, error))
    return FALSE;

  if (tb_compound_file_has_magic (head, length))
    {
      if (!tb_compound_file_identify (stream, kind, cancellable, error))
        return FALSE;
    }
  else
    *kind = classify (head, length);

  return g_seekable_seek (G_SEEKABLE (stream), 0, G_SEEK_SET, cancellable, error);
}
