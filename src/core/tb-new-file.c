/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-new-file.h"

#include <glib/gi18n-lib.h>

#include "tb-error.h"
#include "tb-file-name.h"
#include "tb-text.h"

struct _TbNewFile
{
  GFile *file;   /* (owned) (nullable): one of the two */
  GBytes *bytes; /* (owned) (nullable) */
  char *name;    /* (owned) */
};

/* A name that is a name on every system: without folders and control characters. */
static char *
clean_name (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *clean = NULL;

  g_strdelimit (valid, "/\\", '_');
  clean = tb_text_normalise (valid);
  return *clean != '\0' ? g_steal_pointer (&clean) : g_strdup (_ ("File"));
}

/**
 * tb_new_file_new:
 * @file: a file; it is read when it is attached
 *
 * Returns: (transfer full): a file to be attached under its own name
 */
TbNewFile *
tb_new_file_new (GFile *file)
{
  TbNewFile *self = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_new0 (TbNewFile, 1);
  name = tb_file_name_dup_shown (file);
  self->file = g_object_ref (file);
  self->name = clean_name (name);

  return self;
}

/**
 * tb_new_file_new_for_bytes:
 * @bytes: the content
 * @name: what it is to be called
 *
 * Returns: (transfer full): a file to be attached
 */
TbNewFile *
tb_new_file_new_for_bytes (GBytes *bytes, const char *name)
{
  TbNewFile *self = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  self = g_new0 (TbNewFile, 1);
  self->bytes = g_bytes_ref (bytes);
  self->name = clean_name (name);

  return self;
}

void
tb_new_file_free (TbNewFile *self)
{
  g_clear_object (&self->file);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->name);
  g_free (self);
}

/**
 * tb_new_file_get_name:
 *
 * Returns: (transfer none): what it is called
 */
const char *
tb_new_file_get_name (TbNewFile *self)
{
  return self->name;
}

/* What is no file would be read for ever, or not at all. */
static gboolean
check_is_file (TbNewFile *self, GCancellable *cancellable, GError **error)
{
  GFileType type = g_file_query_file_type (self->file, G_FILE_QUERY_INFO_NONE, cancellable);

  switch (type)
    {
    case G_FILE_TYPE_DIRECTORY:
      g_set_error (error, TB_ERROR, TB_ERROR_FILE,
                   _ ("“%s” is a folder. Choose the files that are in it."), self->name);
      return FALSE;
    case G_FILE_TYPE_SPECIAL:
      g_set_error (error, TB_ERROR, TB_ERROR_FILE,
                   _ ("“%s” is not a file that can be kept. Choose another."), self->name);
      return FALSE;
    case G_FILE_TYPE_UNKNOWN:
    case G_FILE_TYPE_REGULAR:
    case G_FILE_TYPE_SYMBOLIC_LINK:
    case G_FILE_TYPE_SHORTCUT:
    case G_FILE_TYPE_MOUNTABLE:
    default:
      return TRUE;
    }
}

static GInputStream *
open_stream (TbNewFile *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  GFileInputStream *stream = NULL;

  if (self->bytes != NULL)
    return g_memory_input_stream_new_from_bytes (self->bytes);
  if (!check_is_file (self, cancellable, error))
    return NULL;

  stream = g_file_read (self->file, cancellable, &local_error);
  if (stream != NULL)
    return G_INPUT_STREAM (stream);

  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error (error, TB_ERROR, TB_ERROR_FILE,
                 /* Translators: the name of a file, then what the system said about it */
                 _ ("“%s” could not be read: %s. Check that the file is still there."), self->name,
                 local_error->message);
  return NULL;
}

/*< private >
 * tb_new_file_put:
 * @store: where to
 * @stored: (out): as what it is kept
 *
 * Reads the file and keeps it. Errors: those of tb_file_store_put(). On any thread; it takes its
 * time.
 */
gboolean
tb_new_file_put (TbNewFile *self, TbFileStore *store, TbStoredFile *stored,
                 GCancellable *cancellable, GError **error)
{
  g_autoptr (GInputStream) stream = open_stream (self, cancellable, error);

  return stream != NULL
         && tb_file_store_put (store, stream, self->name, stored, cancellable, error);
}
