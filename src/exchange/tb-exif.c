/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-exif.h"

#include <string.h>

#define TAG_EXIF_FOLDER 0x8769
#define TAG_TAKEN 0x9003
#define TAG_TAKEN_OFFSET 0x9011

#define TYPE_TEXT 2

/* "2026:11:22 08:00:00" with its end, as the standard wants it. */
#define TAKEN_SIZE 20

/* "+08:00" with its end. */
#define OFFSET_SIZE 7

/* The tags of a photograph: a TIFF file of its own inside the JPEG file. Every offset counts from
 * its beginning. */
typedef struct
{
  const guint8 *data; /* (not owned) */
  gsize length;
  gboolean big_endian;
} TbTiff;

static gboolean
read_16 (const TbTiff *tiff, gsize at, guint *value)
{
  const guint8 *bytes = NULL;

  if (tiff->length < 2 || at > tiff->length - 2)
    return FALSE;

  bytes = tiff->data + at;
  *value = tiff->big_endian ? (guint)bytes[0] << 8 | bytes[1] : (guint)bytes[1] << 8 | bytes[0];
  return TRUE;
}

static gboolean
read_32 (const TbTiff *tiff, gsize at, guint32 *value)
{
  guint first, second;

  if (!read_16 (tiff, at, &first) || !read_16 (tiff, at + 2, &second))
    return FALSE;

  *value = tiff->big_endian ? first << 16 | second : second << 16 | first;
  return TRUE;
}

/* The entry of a tag in the list of tags at @folder: its type, how many values, and where its value
 * or the offset of it stands. */
static gboolean
find_tag (const TbTiff *tiff, gsize folder, guint wanted, guint *type, guint32 *count, gsize *value)
{
  guint n_entries;

  if (!read_16 (tiff, folder, &n_entries))
    return FALSE;

  for (guint i = 0; i < n_entries; i++)
    {
      gsize entry = folder + 2 + 12 * (gsize)i;
      guint tag;

      if (!read_16 (tiff, entry, &tag))
        return FALSE;
      if (tag == wanted)
        {
          *value = entry + 8;
          return read_16 (tiff, entry + 2, type) && read_32 (tiff, entry + 4, count);
        }
    }
  return FALSE;
}

/* A text of exactly @size bytes with its end, longer than what fits into the entry itself. */
static gboolean
read_text (const TbTiff *tiff, gsize folder, guint tag, char *text, gsize size)
{
  guint type;
  guint32 count, offset;
  gsize value;

  if (!find_tag (tiff, folder, tag, &type, &count, &value) || type != TYPE_TEXT || count != size
      || !read_32 (tiff, value, &offset) || tiff->length < size || offset > tiff->length - size)
    return FALSE;

  memcpy (text, tiff->data + offset, size - 1);
  text[size - 1] = '\0';
  return TRUE;
}

/* Whether @text is like @pattern, in which every 0 stands for a digit. */
static gboolean
looks_like (const char *text, const char *pattern)
{
  for (; *pattern != '\0'; text++, pattern++)
    if (*pattern == '0' ? !g_ascii_isdigit (*text) : *text != *pattern)
      return FALSE;
  return *text == '\0';
}

static int
read_digits (const char *text, guint n)
{
  int value = 0;

  for (guint i = 0; i < n; i++)
    value = 10 * value + (text[i] - '0');
  return value;
}

static gboolean
read_tiff (const guint8 *data, gsize length, TbExifTaken *taken)
{
  TbTiff tiff = { .data = data, .length = length };
  char text[TAKEN_SIZE], offset[OFFSET_SIZE];
  guint32 first, folder, count;
  guint type;
  gsize value;

  if (length < 8)
    return FALSE;
  if (memcmp (data, "MM\0*", 4) == 0)
    tiff.big_endian = TRUE;
  else if (memcmp (data, "II*\0", 4) != 0)
    return FALSE;

  if (!read_32 (&tiff, 4, &first)
      || !find_tag (&tiff, first, TAG_EXIF_FOLDER, &type, &count, &value)
      || !read_32 (&tiff, value, &folder)
      || !read_text (&tiff, folder, TAG_TAKEN, text, sizeof text)
      || !looks_like (text, "0000:00:00 00:00:00"))
    return FALSE;

  *taken = (TbExifTaken){
    .year = read_digits (text, 4),
    .month = read_digits (text + 5, 2),
    .day = read_digits (text + 8, 2),
    .hour = read_digits (text + 11, 2),
    .minute = read_digits (text + 14, 2),
    .second = read_digits (text + 17, 2),
  };
  if (read_text (&tiff, folder, TAG_TAKEN_OFFSET, offset, sizeof offset)
      && (looks_like (offset, "+00:00") || looks_like (offset, "-00:00")))
    g_strlcpy (taken->offset, offset, sizeof taken->offset);
  return TRUE;
}

/**
 * tb_exif_read_taken:
 * @data: (array length=length): the beginning of a file, %TB_EXIF_HEAD_SIZE bytes of it or all
 * @length: how many bytes
 * @taken: (out): when it was taken; not checked against the calendar
 *
 * Reads from a photograph (JPEG) when it was taken, by the tag DateTimeOriginal of Exif. Whatever
 * the bytes are, nothing else is read. On any thread.
 *
 * Returns: whether the file says so
 */
gboolean
tb_exif_read_taken (const guint8 *data, gsize length, TbExifTaken *taken)
{
  gsize at = 2;

  g_return_val_if_fail (taken != NULL, FALSE);

  if (length < 4 || data[0] != 0xFF || data[1] != 0xD8)
    return FALSE;

  /* Segments: a mark, a length that counts itself, the content. The picture begins after SOS. */
  while (length - at >= 4 && data[at] == 0xFF && data[at + 1] != 0xDA)
    {
      gsize size = (gsize)data[at + 2] << 8 | data[at + 3];

      if (size < 2 || size > length - at - 2)
        return FALSE;
      if (data[at + 1] == 0xE1 && size > 8 && memcmp (data + at + 4, "Exif\0\0", 6) == 0)
        return read_tiff (data + at + 10, size - 8, taken);
      at += 2 + size;
    }
  return FALSE;
}
