/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-xlsx-package.h"

#include "tb-error.h"
#include "tb-sheet-limits.h"
#include "tb-xlsx-pieces.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define BUFFER_BYTES (64 * 1024)

/* From here on a thread to unpack a part is worth its while. */
#define LARGE_PART_BYTES (1024 * 1024)

typedef struct archive TbArchive;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbArchive, archive_read_free)

struct _TbXlsxPackage
{
  GInputStream *stream;      /* (owned): seekable */
  GHashTable *parts;         /* (owned): set of normalised part names (owned) */
  GCancellable *cancellable; /* (not owned) (nullable): of the call under way */
  GError *io_error;          /* (owned) (nullable): of the call under way, from below libarchive */
  guint64 bytes_in;          /* read from the stream in the call under way */
  guint64 max_bytes_in;      /* and how many it may read; 0 for any number */
  guint8 buffer[BUFFER_BYTES];
};

static void
set_damaged (GError **error, const char *detail)
{
  g_set_error (error, TB_ERROR, TB_ERROR_FILE,
               _ ("The file is damaged or incomplete (%s). Open it in Excel or WPS and save it "
                  "again, or ask for a new "
                  "copy."),
               detail);
}

/* libarchive's callbacks: the stream as it asks for it. */

static la_ssize_t
read_cb (struct archive *archive, void *data, const void **buffer)
{
  TbXlsxPackage *self = data;
  gssize n;

  *buffer = self->buffer;
  n = g_input_stream_read (self->stream, self->buffer, BUFFER_BYTES, self->cancellable,
                           &self->io_error);
  if (n < 0)
    {
      archive_set_error (archive, EIO, "%s", self->io_error->message);
      return ARCHIVE_FATAL;
    }
  self->bytes_in += n;
  if (self->max_bytes_in != 0 && self->bytes_in > self->max_bytes_in)
    {
      g_set_error_literal (&self->io_error, TB_ERROR, TB_ERROR_LIMIT,
                           _ ("The file has more parts inside than any honest workbook."));
      archive_set_error (archive, EIO, "directory too large");
      return ARCHIVE_FATAL;
    }
  return n;
}

static la_int64_t
seek_cb (struct archive *archive, void *data, la_int64_t offset, int whence)
{
  TbXlsxPackage *self = data;
  GSeekable *seekable = G_SEEKABLE (self->stream);
  GSeekType type = whence == SEEK_END ? G_SEEK_END : whence == SEEK_CUR ? G_SEEK_CUR : G_SEEK_SET;

  /* A damaged archive may point outside the file: no I/O error, so it stays libarchive's to report.
   */
  if (!g_seekable_seek (seekable, offset, type, self->cancellable, NULL))
    {
      archive_set_error (archive, EINVAL, "position outside the file");
      return ARCHIVE_FATAL;
    }
  return g_seekable_tell (seekable);
}

/* Part names are ASCII and not case-sensitive; some writers use backslashes or a leading slash. */
static char *
normalise_name (const char *name)
{
  g_autofree char *slashes = g_strdelimit (g_strdup (name), "\\", '/');

  return g_ascii_strdown (slashes[0] == '/' ? slashes + 1 : slashes, -1);
}

static const char *
get_entry_name (struct archive_entry *entry)
{
  const char *name = archive_entry_pathname_utf8 (entry);

  return name != NULL ? name : archive_entry_pathname (entry);
}

/* The error that ended a call of libarchive: ours from below it, or that the archive is damaged. */
static void
take_archive_error (TbXlsxPackage *self, struct archive *archive, GError **error)
{
  const char *text;

  if (self->io_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->io_error));
      return;
    }
  text = archive_error_string (archive);
  set_damaged (error, text != NULL ? text : _ ("its archive cannot be read"));
}

/* Opens the archive from its start, for one walk through its entries. */
static TbArchive *
begin_walk (TbXlsxPackage *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (TbArchive) archive = archive_read_new ();

  self->cancellable = cancellable;
  self->bytes_in = 0;
  self->max_bytes_in = TB_XLSX_MAX_DIRECTORY_BYTES;
  g_clear_error (&self->io_error);

  if (!g_seekable_seek (G_SEEKABLE (self->stream), 0, G_SEEK_SET, cancellable, error))
    return NULL;

  /* Only the reader that goes by the directory at the archive's end: the other believes what local
   * headers claim, and takes a truncated archive for a whole one. */
  archive_read_support_format_zip_seekable (archive);
  archive_read_set_callback_data (archive, self);
  archive_read_set_read_callback (archive, read_cb);
  archive_read_set_seek_callback (archive, seek_cb);
  if (archive_read_open1 (archive) != ARCHIVE_OK)
    {
      take_archive_error (self, archive, error);
      return NULL;
    }
  return g_steal_pointer (&archive);
}

/* FALSE with no error at the end. */
static gboolean
next_entry (TbXlsxPackage *self, struct archive *archive, struct archive_entry **entry,
            GError **error)
{
  int result;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  result = archive_read_next_header (archive, entry);
  self->max_bytes_in = 0;
  if (result == ARCHIVE_OK || result == ARCHIVE_WARN)
    return TRUE;
  if (result != ARCHIVE_EOF)
    take_archive_error (self, archive, error);
  return FALSE;
}

static gboolean
check_entry (TbXlsxPackage *self, struct archive *archive, struct archive_entry *entry,
             GError **error)
{
  if (archive_entry_is_encrypted (entry))
    {
      g_set_error_literal (error, TB_ERROR, TB_ERROR_FILE,
                           _ ("It is protected by a password. Open it in Excel or WPS, remove the "
                              "password, save it, "
                              "and import it again."));
      return FALSE;
    }
  if (g_hash_table_size (self->parts) >= TB_XLSX_MAX_PARTS)
    {
      g_set_error_literal (error, TB_ERROR, TB_ERROR_LIMIT,
                           _ ("The file has more parts inside than any honest workbook."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
list_parts (TbXlsxPackage *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (TbArchive) archive = NULL;
  g_autoptr (GError) local_error = NULL;
  struct archive_entry *entry;

  archive = begin_walk (self, cancellable, error);
  if (archive == NULL)
    return FALSE;

  while (next_entry (self, archive, &entry, &local_error))
    {
      const char *name;

      if (!check_entry (self, archive, entry, error))
        return FALSE;
      name = get_entry_name (entry);
      if (name == NULL || archive_entry_filetype (entry) == AE_IFDIR)
        continue;
      if (!g_hash_table_add (self->parts, normalise_name (name)))
        {
          set_damaged (error, _ ("it has two parts of the same name"));
          return FALSE;
        }
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

/* Only these two are allowed in Office files; others could ask for gigabytes of dictionary. */
static gboolean
check_compression (struct archive *archive, GError **error)
{
  const char *format = archive_format_name (archive);

  if (strstr (format, "(deflation)") != NULL || strstr (format, "(uncompressed)") != NULL)
    return TRUE;
  set_damaged (error, _ ("a part is packed in a way that workbooks do not use"));
  return FALSE;
}

static gboolean
check_expansion (TbXlsxPackage *self, guint64 bytes_out, guint64 bytes_in_before, GError **error)
{
  guint64 bytes_in = MAX (1, self->bytes_in - bytes_in_before);

  if (bytes_out <= TB_XLSX_MAX_PART_BYTES
      && (bytes_out <= TB_XLSX_RATIO_FLOOR_BYTES || bytes_out / bytes_in <= TB_XLSX_MAX_RATIO))
    return TRUE;
  g_set_error_literal (error, TB_ERROR, TB_ERROR_LIMIT,
                       _ ("The file unpacks to far more than an honest workbook of its size."));
  return FALSE;
}

/* A part being unpacked. */
typedef struct
{
  TbXlsxPackage *package;  /* (not owned) */
  struct archive *archive; /* (not owned) */
  guint64 bytes_in_before;
  guint64 bytes_out;
} Unpacking;

/* A TbXlsxPieceFunc. */
static gboolean
unpack_next (gpointer source, const void **data, gsize *length, GError **error)
{
  Unpacking *part = source;
  la_int64_t offset;
  int result;

  *length = 0;
  do
    {
      if (g_cancellable_set_error_if_cancelled (part->package->cancellable, error))
        return FALSE;
      result = archive_read_data_block (part->archive, data, length, &offset);
    }
  while (result == ARCHIVE_OK && *length == 0);
  if (result == ARCHIVE_EOF)
    {
      *length = 0;
      return TRUE;
    }
  /* A warning is a wrong checksum or size. */
  if (result != ARCHIVE_OK)
    {
      take_archive_error (part->package, part->archive, error);
      return FALSE;
    }
  part->bytes_out += *length;
  return check_expansion (part->package, part->bytes_out, part->bytes_in_before, error);
}

/* A large part is unpacked while what came before is read. What an entry claims of its size is
 * nothing to rely on; here it only decides how. */
static gboolean
read_data (TbXlsxPackage *self, struct archive *archive, struct archive_entry *entry,
           TbXlsxPartFunc func, gpointer user_data, GError **error)
{
  Unpacking part = { .package = self, .archive = archive, .bytes_in_before = self->bytes_in };

  if (archive_entry_size_is_set (entry) && archive_entry_size (entry) >= LARGE_PART_BYTES)
    return tb_xlsx_pieces_pass_ahead (unpack_next, &part, func, user_data, error);
  return tb_xlsx_pieces_pass (unpack_next, &part, func, user_data, error);
}

/**
 * tb_xlsx_package_open:
 * @stream: a seekable stream over a zip archive; kept
 * @cancellable: (nullable):
 * @error: return location
 *
 * Lists the parts of a package. Errors: %TB_ERROR_FILE where the archive is damaged, truncated or
 * encrypted, %TB_ERROR_LIMIT where it has too many parts.
 *
 * Returns: (transfer full): the package, or %NULL
 */
TbXlsxPackage *
tb_xlsx_package_open (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autoptr (TbXlsxPackage) self = g_new0 (TbXlsxPackage, 1);

  self->stream = g_object_ref (stream);
  self->parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return list_parts (self, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

void
tb_xlsx_package_free (TbXlsxPackage *self)
{
  g_clear_error (&self->io_error);
  g_hash_table_unref (self->parts);
  g_object_unref (self->stream);
  g_free (self);
}

/**
 * tb_xlsx_package_has_part:
 * @self: a package
 * @part: a part's name, such as `xl/workbook.xml`; case does not matter
 *
 * Returns: whether it is there
 */
gboolean
tb_xlsx_package_has_part (TbXlsxPackage *self, const char *part)
{
  g_autofree char *name = normalise_name (part);

  return g_hash_table_contains (self->parts, name);
}

/**
 * tb_xlsx_package_read_part:
 * @self: a package
 * @part: a part's name
 * @func: (scope call): is handed the bytes; must not use @self
 * @user_data: for @func
 * @cancellable: (nullable):
 * @error: return location
 *
 * Unpacks a part piece by piece. Errors: those of @func; %TB_ERROR_FILE where the part is missing
 * or damaged; %TB_ERROR_LIMIT where more comes out than an honest workbook holds.
 *
 * Returns: %FALSE on error
 */
gboolean
tb_xlsx_package_read_part (TbXlsxPackage *self, const char *part, TbXlsxPartFunc func,
                           gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_autofree char *wanted = normalise_name (part);
  g_autoptr (TbArchive) archive = NULL;
  g_autoptr (GError) local_error = NULL;
  struct archive_entry *entry;

  archive = begin_walk (self, cancellable, error);
  if (archive == NULL)
    return FALSE;

  while (next_entry (self, archive, &entry, &local_error))
    {
      const char *name = get_entry_name (entry);
      g_autofree char *normalised = name != NULL ? normalise_name (name) : NULL;

      if (g_strcmp0 (normalised, wanted) == 0)
        return check_compression (archive, error)
               && read_data (self, archive, entry, func, user_data, error);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  g_set_error (error, TB_ERROR, TB_ERROR_FILE,
               _ ("The file is incomplete: its part “%s” is missing. Open it in Excel or WPS and "
                  "save it again, or ask "
                  "for a new copy."),
               part);
  return FALSE;
}

/**
 * tb_xlsx_package_resolve:
 * @base_part: the part that refers to another, `xl/workbook.xml`
 * @target: how it does so: relative to its folder, or from the root where it begins with a slash
 *
 * Returns: (transfer full) (nullable): the name of the part meant; %NULL where it would lie outside
 * the package
 */
char *
tb_xlsx_package_resolve (const char *base_part, const char *target)
{
  g_autoptr (GPtrArray) path = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *slashes = g_strdelimit (g_strdup (target), "\\", '/');
  g_auto (GStrv) segments = g_strsplit (slashes, "/", -1);

  if (slashes[0] != '/')
    {
      g_auto (GStrv) base = g_strsplit (base_part, "/", -1);

      for (guint i = 0; base[i] != NULL && base[i + 1] != NULL; i++)
        g_ptr_array_add (path, g_strdup (base[i]));
    }
  for (guint i = 0; segments[i] != NULL; i++)
    {
      if (strcmp (segments[i], "..") == 0)
        {
          if (path->len == 0)
            return NULL;
          g_ptr_array_remove_index (path, path->len - 1);
        }
      else if (segments[i][0] != '\0' && strcmp (segments[i], ".") != 0)
        g_ptr_array_add (path, g_strdup (segments[i]));
    }
  if (path->len == 0)
    return NULL;
  g_ptr_array_add (path, NULL);
  return g_strjoinv ("/", (char **)path->pdata);
}
