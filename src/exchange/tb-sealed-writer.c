/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sealed-writer.h"

#include "tb-error.h"
#include "tb-output-file.h"

#include <glib/gi18n-lib.h>

#define DEFLATE_LEVEL 6

struct _TbSealedWriter
{
  TbOutputFile *output; /* (owned) */
  TbSeal *seal;         /* (owned) */
  GConverter *deflater; /* (owned) */
  gsize n_pending;      /* bytes of chunk */
  guint8 chunk[TB_SEAL_CHUNK_SIZE];
  guint8 sealed[TB_SEAL_CHUNK_SIZE + TB_SEAL_TAG_SIZE];
};

static gboolean
write_chunk (TbSealedWriter *self, gboolean is_last, GError **error)
{
  if (!tb_seal_close_chunk (self->seal, is_last, self->chunk, self->n_pending, self->sealed))
    {
      g_set_error (error, TB_ERROR, TB_ERROR_LIMIT,
                   _ ("The file cannot be encrypted any further. Save less into it."));
      return FALSE;
    }
  if (!tb_output_file_write (self->output, (const char *)self->sealed,
                             self->n_pending + TB_SEAL_TAG_SIZE, error))
    return FALSE;
  self->n_pending = 0;
  return TRUE;
}

/* A chunk goes out only when there is more to come, since the last one is sealed as such. */
static gboolean
deflate (TbSealedWriter *self, const char *data, gsize length, GConverterFlags flags,
         GError **error)
{
  GConverterResult result = G_CONVERTER_CONVERTED;
  gsize n_read = 0;
  gsize n_written = 0;

  while (length > 0 || (flags != 0 && result != G_CONVERTER_FINISHED))
    {
      if (self->n_pending == sizeof self->chunk && !write_chunk (self, FALSE, error))
        return FALSE;
      result = g_converter_convert (self->deflater, data, length, self->chunk + self->n_pending,
                                    sizeof self->chunk - self->n_pending, flags, &n_read,
                                    &n_written, error);
      if (result == G_CONVERTER_ERROR)
        return FALSE;
      data += n_read;
      length -= n_read;
      self->n_pending += n_written;
    }
  return TRUE;
}

/**
 * tb_sealed_writer_open:
 * @file: the file to be made or replaced; must be on this computer
 * @passphrase: UTF-8, %TB_SEALED_MIN_PASSPHRASE characters or more
 * @cost: (nullable): what a guess at the passphrase shall cost; %NULL except in tests
 * @error: return location
 *
 * Takes some tenths of a second and 64 MiB to make a key of the passphrase. Errors:
 * %TB_ERROR_INVALID for a short passphrase, %TB_ERROR_FULL where memory does not suffice, and those
 * of tb_output_file_open(). Any thread.
 *
 * Returns: (transfer full): a writer, or %NULL
 */
TbSealedWriter *
tb_sealed_writer_open (GFile *file, const char *passphrase, const TbSealCost *cost, GError **error)
{
  g_autoptr (TbSealedWriter) self = NULL;
  guint8 header[TB_SEAL_HEADER_SIZE];

  if (!g_utf8_validate (passphrase, -1, NULL)
      || g_utf8_strlen (passphrase, -1) < TB_SEALED_MIN_PASSPHRASE)
    {
      g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
                   ngettext ("The passphrase is too short. Choose one of %d character or more.",
                             "The passphrase is too short. Choose one of %d characters or more.",
                             TB_SEALED_MIN_PASSPHRASE),
                   TB_SEALED_MIN_PASSPHRASE);
      return NULL;
    }
  self = g_new0 (TbSealedWriter, 1);
  self->output = tb_output_file_open (file, error);
  if (self->output == NULL)
    return NULL;
  self->seal = tb_seal_new (passphrase, cost, header);
  if (self->seal == NULL)
    {
      g_set_error (error, TB_ERROR, TB_ERROR_FULL,
                   _ ("There is not enough memory to encrypt the file. Close other programs and "
                      "try again."));
      return NULL;
    }
  self->deflater
      = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, DEFLATE_LEVEL));
  if (!tb_output_file_write (self->output, (const char *)header, sizeof header, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * tb_sealed_writer_free:
 * @self: (transfer full): a writer; its file is removed where it was not committed
 */
void
tb_sealed_writer_free (TbSealedWriter *self)
{
  g_clear_pointer (&self->output, tb_output_file_free);
  g_clear_pointer (&self->seal, tb_seal_free);
  g_clear_object (&self->deflater);
  g_free (self);
}

/**
 * tb_sealed_writer_write:
 * @self: a writer that was not committed
 * @data: bytes
 * @length: how many
 * @error: return location, as tb_output_file_open()
 *
 * Returns: %FALSE on error; the writer is then only good for being freed
 */
gboolean
tb_sealed_writer_write (TbSealedWriter *self, const char *data, gsize length, GError **error)
{
  return deflate (self, data, length, G_CONVERTER_NO_FLAGS, error);
}

/**
 * tb_sealed_writer_commit:
 * @self: a writer
 * @error: return location, as tb_output_file_commit()
 *
 * Writes the end and puts the file in its place; it is on the disk when this returns.
 *
 * Returns: %FALSE on error; then what was there before is as it was
 */
gboolean
tb_sealed_writer_commit (TbSealedWriter *self, GError **error)
{
  return deflate (self, "", 0, G_CONVERTER_INPUT_AT_END, error) && write_chunk (self, TRUE, error)
         && tb_output_file_commit (self->output, error);
}
