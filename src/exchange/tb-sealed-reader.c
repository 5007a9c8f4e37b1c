/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sealed-reader.h"

#include "tb-error.h"
#include "tb-file-name.h"
#include "tb-seal.h"

#include <glib/gi18n-lib.h>

#define SEALED_SIZE (TB_SEAL_CHUNK_SIZE + TB_SEAL_TAG_SIZE)

struct _TbSealedReader
{
  GInputStream parent_instance;

  GInputStream *source; /* (owned) */
  char *name;           /* (owned): of the file, for people */
  TbSeal *seal;         /* (owned) */
  GConverter *inflater; /* (owned) */
  guint8 *sealed;       /* (owned): a chunk and one byte of the next, which tells the last one */
  gsize n_sealed;
  guint8 *plain; /* (owned): the chunk, opened */
  gsize n_plain;
  gsize n_used;         /* bytes of plain that were inflated */
  gboolean is_last;     /* plain is the last chunk */
  gboolean is_inflated; /* the end was reached, and is genuine */
  gboolean is_damaged;
};

G_DEFINE_FINAL_TYPE (TbSealedReader, tb_sealed_reader, G_TYPE_INPUT_STREAM)

static gboolean
set_damaged (TbSealedReader *self, GError **error)
{
  self->is_damaged = TRUE;
  g_set_error (error, TB_ERROR, TB_ERROR_FILE,
               _ ("“%s” is damaged or incomplete. Copy it again, or ask for a new one."),
               self->name);
  return FALSE;
}

static gboolean
fail_to_open (TbSealState state, const char *name, GError **error)
{
  switch (state)
    {
    case TB_SEAL_FOREIGN:
      g_set_error (error, TB_ERROR, TB_ERROR_FILE,
                   _ ("“%s” is not an exchange file of Tower Branch, whatever its name ends with. "
                      "Choose the file that the other desk wrote."),
                   name);
      break;
    case TB_SEAL_NEWER:
      g_set_error (error, TB_ERROR, TB_ERROR_NEWER,
                   _ ("“%s” was made by a newer version of Tower Branch. Update this program, then "
                      "open it again."),
                   name);
      break;
    case TB_SEAL_WRONG_PASSPHRASE:
      g_set_error (error, TB_ERROR, TB_ERROR_PASSPHRASE,
                   _ ("This is not the passphrase of “%s”. Type it again."), name);
      break;
    case TB_SEAL_FAILED:
      g_set_error (error, TB_ERROR, TB_ERROR_FULL,
                   _ ("There is not enough memory to open “%s”. Close other programs and try "
                      "again."),
                   name);
      break;
    case TB_SEAL_DAMAGED:
    default:
      g_set_error (error, TB_ERROR, TB_ERROR_FILE,
                   _ ("“%s” is damaged or incomplete. Copy it again, or ask for a new one."), name);
      break;
    }
  return FALSE;
}

/* What could not be read is told by the stream; the name of the file goes with it. */
static gboolean
read_source (TbSealedReader *self, guint8 *to, gsize length, gsize *n_read,
             GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (g_input_stream_read_all (self->source, to, length, n_read, cancellable, &local_error))
    return TRUE;
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error (error, TB_ERROR, TB_ERROR_FILE, _ ("“%s” cannot be read: %s"), self->name,
                 local_error->message);
  return FALSE;
}

static gboolean
open_header (TbSealedReader *self, const char *passphrase, GCancellable *cancellable,
             GError **error)
{
  guint8 header[TB_SEAL_HEADER_SIZE] = { 0 };
  TbSealState state;
  gsize n_read;

  if (!read_source (self, header, sizeof header, &n_read, cancellable, error))
    return FALSE;
  if (n_read == 0)
    {
      g_set_error (
          error, TB_ERROR, TB_ERROR_FILE,
          _ ("“%s” is empty: it was not copied to the end. Copy it again, or ask for a new "
             "one."),
          self->name);
      return FALSE;
    }
  self->seal = tb_seal_new_for_header (passphrase, header, &state);
  return self->seal != NULL || fail_to_open (state, self->name, error);
}

/* The byte that follows a chunk is kept for the next one. */
static gboolean
next_chunk (TbSealedReader *self, GCancellable *cancellable, GError **error)
{
  gsize n_read;
  gsize length;

  if (!read_source (self, self->sealed + self->n_sealed, SEALED_SIZE + 1 - self->n_sealed, &n_read,
                    cancellable, error))
    return FALSE;
  self->n_sealed += n_read;
  self->is_last = self->n_sealed <= SEALED_SIZE;
  length = self->is_last ? self->n_sealed : SEALED_SIZE;
  if (length < TB_SEAL_TAG_SIZE
      || !tb_seal_open_chunk (self->seal, self->is_last, self->sealed, length, self->plain))
    return set_damaged (self, error);
  self->n_plain = length - TB_SEAL_TAG_SIZE;
  self->n_used = 0;
  self->sealed[0] = self->sealed[SEALED_SIZE];
  self->n_sealed = self->is_last ? 0 : 1;
  return TRUE;
}

/* Wants some of a chunk that was not used, or the last chunk. */
static gboolean
inflate (TbSealedReader *self, guint8 *to, gsize length, gsize *n_written, GError **error)
{
  GConverterResult result;
  gsize n_read = 0;

  result = g_converter_convert (
      self->inflater, self->plain + self->n_used, self->n_plain - self->n_used, to, length,
      self->is_last ? G_CONVERTER_INPUT_AT_END : G_CONVERTER_NO_FLAGS, &n_read, n_written, NULL);
  if (result == G_CONVERTER_ERROR)
    return set_damaged (self, error);
  self->n_used += n_read;
  self->is_inflated = result == G_CONVERTER_FINISHED;
  return TRUE;
}

/* The deflated stream must end where the last chunk does; that one may be empty. */
static gboolean
check_end (TbSealedReader *self, GCancellable *cancellable, GError **error)
{
  if (self->n_used == self->n_plain && !self->is_last && !next_chunk (self, cancellable, error))
    return FALSE;
  if (self->n_used != self->n_plain || !self->is_last)
    return set_damaged (self, error);
  return TRUE;
}

static gssize
tb_sealed_reader_read (GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable,
                       GError **error)
{
  TbSealedReader *self = TB_SEALED_READER (stream);
  gsize n_written = 0;

  if (self->is_damaged)
    {
      set_damaged (self, error);
      return -1;
    }
  while (n_written == 0 && count > 0 && !self->is_inflated)
    {
      if (self->n_used == self->n_plain && !self->is_last)
        {
          if (!next_chunk (self, cancellable, error))
            return -1;
        }
      else if (!inflate (self, buffer, count, &n_written, error))
        return -1;
      else if (self->is_inflated && !check_end (self, cancellable, error))
        return -1;
    }
  return (gssize)n_written;
}

static gboolean
tb_sealed_reader_close (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  return g_input_stream_close (TB_SEALED_READER (stream)->source, cancellable, error);
}

static void
tb_sealed_reader_finalize (GObject *object)
{
  TbSealedReader *self = TB_SEALED_READER (object);

  g_clear_object (&self->source);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->seal, tb_seal_free);
  g_clear_object (&self->inflater);
  g_clear_pointer (&self->sealed, g_free);
  g_clear_pointer (&self->plain, g_free);
  G_OBJECT_CLASS (tb_sealed_reader_parent_class)->finalize (object);
}

static void
tb_sealed_reader_class_init (TbSealedReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_sealed_reader_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = tb_sealed_reader_read;
  G_INPUT_STREAM_CLASS (klass)->close_fn = tb_sealed_reader_close;
}

static void
tb_sealed_reader_init (TbSealedReader *self)
{
  self->inflater = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
  self->sealed = g_malloc (SEALED_SIZE + 1);
  self->plain = g_malloc (TB_SEAL_CHUNK_SIZE);
}

/**
 * tb_sealed_reader_open:
 * @file: a sealed file
 * @passphrase: UTF-8
 * @cancellable: (nullable): to give up
 * @error: return location
 *
 * Opens a sealed file; makes a key of the passphrase, which takes what the file asks for, within
 * limits: two seconds and 256 MiB. Errors: %TB_ERROR_FILE where it cannot be read, is none of ours,
 * damaged or incomplete, %TB_ERROR_PASSPHRASE, %TB_ERROR_NEWER, %TB_ERROR_FULL where memory does
 * not suffice; while it is read %TB_ERROR_FILE. Any thread.
 *
 * Returns: (transfer full): a stream of what was sealed, or %NULL
 */
GInputStream *
tb_sealed_reader_open (GFile *file, const char *passphrase, GCancellable *cancellable,
                       GError **error)
{
  g_autofree char *name = tb_file_name_dup_shown (file);
  g_autoptr (GFileInputStream) source = NULL;
  g_autoptr (GError) local_error = NULL;

  source = g_file_read (file, cancellable, &local_error);
  if (source == NULL && g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (source == NULL)
    {
      g_set_error (error, TB_ERROR, TB_ERROR_FILE, _ ("“%s” cannot be read: %s"), name,
                   local_error->message);
      return NULL;
    }
  return tb_sealed_reader_new (G_INPUT_STREAM (source), name, passphrase, cancellable, error);
}

/**
 * tb_sealed_reader_new:
 * @source: the bytes of a sealed file
 * @name: what people call it
 * @passphrase: UTF-8
 * @cancellable: (nullable): to give up
 * @error: return location, as tb_sealed_reader_open()
 *
 * Returns: (transfer full): a stream of what was sealed, or %NULL
 */
GInputStream *
tb_sealed_reader_new (GInputStream *source, const char *name, const char *passphrase,
                      GCancellable *cancellable, GError **error)
{
  g_autoptr (TbSealedReader) self = g_object_new (TB_TYPE_SEALED_READER, NULL);

  self->source = g_object_ref (source);
  self->name = g_strdup (name);
  if (!open_header (self, passphrase, cancellable, error))
    return NULL;
  return G_INPUT_STREAM (g_steal_pointer (&self));
}
