/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-compound-file.h"

#include <string.h>

/*
 * A compound file (MS-CFB) is a small file system: sectors chained by an allocation table, whose
 * own sectors are listed in the header. Only the directory is read here, to tell what the streams
 * inside are called: an old workbook has one named “Workbook” or “Book”, an encrypted .xlsx one
 * named “EncryptedPackage”.
 */

#define HEADER_BYTES 512
#define ENTRY_BYTES 128
#define MAX_SECTOR_BYTES 4096
#define TABLE_SECTORS_IN_HEADER 109
/* An honest directory of these kinds has a few dozen entries, 4 to a small sector. */
#define MAX_DIRECTORY_SECTORS 256

#define OFFSET_SECTOR_SHIFT 30
#define OFFSET_FIRST_DIRECTORY_SECTOR 48
#define OFFSET_TABLE_SECTORS 76
#define OFFSET_ENTRY_NAME_BYTES 64

static const guint8 magic[] = { 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1 };

typedef struct
{
  GInputStream *stream;      /* (not owned) */
  GCancellable *cancellable; /* (not owned) (nullable) */
  gint64 size;
  guint8 header[HEADER_BYTES];
  gsize sector_bytes;
} CompoundFile;

static guint16
read_u16 (const guint8 *bytes)
{
  return bytes[0] | bytes[1] << 8;
}

static guint32
read_u32 (const guint8 *bytes)
{
  return read_u16 (bytes) | (guint32)read_u16 (bytes + 2) << 16;
}

/* Gives the bytes that were there; fewer than asked at the end of the file. */
static gboolean
read_at (CompoundFile *self, gint64 offset, guint8 *buffer, gsize size, gsize *length,
         GError **error)
{
  *length = 0;
  if (offset >= self->size)
    return TRUE;
  return g_seekable_seek (G_SEEKABLE (self->stream), offset, G_SEEK_SET, self->cancellable, error)
         && g_input_stream_read_all (self->stream, buffer, size, length, self->cancellable, error);
}

static gint64
get_sector_offset (CompoundFile *self, guint32 sector)
{
  return ((gint64)sector + 1) * self->sector_bytes;
}

/* The sector after @sector in its chain; one beyond the end of the file where the chain ends or is
 * broken. */
static gboolean
read_next_sector (CompoundFile *self, guint32 sector, guint32 *next, GError **error)
{
  gsize per_sector = self->sector_bytes / 4;
  gsize table_index = sector / per_sector;
  guint32 table_sector;
  guint8 bytes[4];
  gsize length;

  *next = G_MAXUINT32;
  if (table_index >= TABLE_SECTORS_IN_HEADER)
    return TRUE;
  table_sector = read_u32 (self->header + OFFSET_TABLE_SECTORS + 4 * table_index);
  if (!read_at (self, get_sector_offset (self, table_sector) + 4 * (sector % per_sector), bytes,
                sizeof bytes, &length, error))
    return FALSE;
  if (length == sizeof bytes)
    *next = read_u32 (bytes);
  return TRUE;
}

static gboolean
entry_has_name (const guint8 *entry, const char *name)
{
  gsize length = strlen (name);

  if (read_u16 (entry + OFFSET_ENTRY_NAME_BYTES) != 2 * (length + 1))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (read_u16 (entry + 2 * i) != (guint8)name[i])
      return FALSE;
  return TRUE;
}

static TbFileKind
classify_entry (const guint8 *entry)
{
  if (entry_has_name (entry, "EncryptedPackage"))
    return TB_FILE_KIND_ENCRYPTED;
  if (entry_has_name (entry, "Workbook") || entry_has_name (entry, "Book"))
    return TB_FILE_KIND_OLD_WORKBOOK;
  return TB_FILE_KIND_OTHER;
}

/**
 * tb_compound_file_has_magic:
 * @head: the first bytes of a file
 * @length: how many there are
 *
 * Returns: whether a compound file begins so
 */
gboolean
tb_compound_file_has_magic (const char *head, gsize length)
{
  return length >= sizeof magic && memcmp (head, magic, sizeof magic) == 0;
}

/**
 * tb_compound_file_identify:
 * @stream: a seekable stream over a compound file
 * @kind: (out): an old workbook, an encrypted document, or something else (also where the file is
 * damaged)
 * @cancellable: (nullable):
 * @error: return location for I/O errors
 *
 * Returns: %FALSE where the stream cannot be read
 */
gboolean
tb_compound_file_identify (GInputStream *stream, TbFileKind *kind, GCancellable *cancellable,
                           GError **error)
{
  CompoundFile self = { .stream = stream, .cancellable = cancellable };
  guint8 sector_bytes[MAX_SECTOR_BYTES];
  guint32 sector;
  gsize length;
  guint shift;

  *kind = TB_FILE_KIND_OTHER;
  if (!g_seekable_seek (G_SEEKABLE (stream), 0, G_SEEK_END, cancellable, error))
    return FALSE;
  self.size = g_seekable_tell (G_SEEKABLE (stream));
  if (!read_at (&self, 0, self.header, HEADER_BYTES, &length, error))
    return FALSE;
  shift = read_u16 (self.header + OFFSET_SECTOR_SHIFT);
  if (length < HEADER_BYTES || (shift != 9 && shift != 12))
    return TRUE;
  self.sector_bytes = (gsize)1 << shift;

  sector = read_u32 (self.header + OFFSET_FIRST_DIRECTORY_SECTOR);
  for (guint i = 0; i < MAX_DIRECTORY_SECTORS && *kind == TB_FILE_KIND_OTHER; i++)
    {
      if (!read_at (&self, get_sector_offset (&self, sector), sector_bytes, self.sector_bytes,
                    &length, error))
        return FALSE;
      if (length < self.sector_bytes)
        return TRUE;
      for (gsize offset = 0; offset < length && *kind == TB_FILE_KIND_OTHER; offset += ENTRY_BYTES)
        *kind = classify_entry (sector_bytes + offset);
      if (!read_next_sector (&self, sector, &sector, error))
        return FALSE;
    }
  return TRUE;
}
