/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-test-package.h"

#include "tb-error.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE_RELATIONSHIPS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."

typedef struct
{
  char *name;
  char *text;
} Part;

struct _TbTestPackage
{
  GArray *parts; /* (owned): of Part */
  gboolean encrypted;
};

static void
part_clear (gpointer data)
{
  Part *part = data;

  g_free (part->name);
  g_free (part->text);
}

/**
 * tb_test_package_new:
 *
 * Returns: (transfer full): a workbook with one sheet named “Sheet1”, which is empty
 */
TbTestPackage *
tb_test_package_new (void)
{
  TbTestPackage *self = g_new0 (TbTestPackage, 1);

  self->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  g_array_set_clear_func (self->parts, part_clear);
  tb_test_package_set (self, "[Content_Types].xml",
                       "<Types xmlns='" PACKAGE "content-types'>"
                       "<Default Extension='xml' ContentType='application/xml'/>"
                       "<Override PartName='/xl/workbook.xml' ContentType='" TYPE
                       "sheet.main+xml'/>"
                       "</Types>");
  tb_test_package_set (self, "_rels/.rels",
                       "<Relationships xmlns='" PACKAGE "relationships'>"
                       "<Relationship Id='r1' Type='" OFFICE_RELATIONSHIPS
                       "/officeDocument' Target='xl/workbook.xml'/>"
                       "</Relationships>");
  tb_test_package_set (self, "xl/_rels/workbook.xml.rels",
                       "<Relationships xmlns='" PACKAGE "relationships'>"
                       "<Relationship Id='r1' Type='" OFFICE_RELATIONSHIPS
                       "/worksheet' Target='worksheets/sheet1.xml'/>"
                       "<Relationship Id='r2' Type='" OFFICE_RELATIONSHIPS
                       "/sharedStrings' Target='sharedStrings.xml'/>"
                       "<Relationship Id='r3' Type='" OFFICE_RELATIONSHIPS
                       "/styles' Target='/xl/styles.xml'/>"
                       "</Relationships>");
  tb_test_package_set (self, "xl/workbook.xml",
                       "<workbook xmlns='" MAIN "' xmlns:r='" OFFICE_RELATIONSHIPS "'>"
                       "<sheets><sheet name='Sheet1' sheetId='1' r:id='r1'/></sheets></workbook>");
  tb_test_package_set_shared_strings (self, "");
  tb_test_package_set_styles (self, "");
  tb_test_package_set_rows (self, "");
  return self;
}

void
tb_test_package_free (TbTestPackage *self)
{
  g_array_unref (self->parts);
  g_free (self);
}

/**
 * tb_test_package_set:
 * @self: a package
 * @part: a part's name
 * @text: (nullable): what it holds; %NULL to leave it out
 */
void
tb_test_package_set (TbTestPackage *self, const char *part, const char *text)
{
  Part new_part = { g_strdup (part), g_strdup (text) };

  for (guint i = 0; i < self->parts->len; i++)
    if (strcmp (g_array_index (self->parts, Part, i).name, part) == 0)
      {
        part_clear (&g_array_index (self->parts, Part, i));
        g_array_index (self->parts, Part, i) = new_part;
        return;
      }
  g_array_append_val (self->parts, new_part);
}

/* The rest of a sheet's XML around what is inside its sheetData. */
void
tb_test_package_set_rows (TbTestPackage *self, const char *rows)
{
  g_autofree char *inside = g_strdup_printf ("<sheetData>%s</sheetData>", rows);

  tb_test_package_set_sheet (self, inside);
}

void
tb_test_package_set_sheet (TbTestPackage *self, const char *inside)
{
  g_autofree char *text = g_strdup_printf ("<worksheet xmlns='" MAIN "'>%s</worksheet>", inside);

  tb_test_package_set (self, "xl/worksheets/sheet1.xml", text);
}

void
tb_test_package_set_shared_strings (TbTestPackage *self, const char *inside)
{
  g_autofree char *text = g_strdup_printf ("<sst xmlns='" MAIN "'>%s</sst>", inside);

  tb_test_package_set (self, "xl/sharedStrings.xml", text);
}

void
tb_test_package_set_styles (TbTestPackage *self, const char *inside)
{
  g_autofree char *text = g_strdup_printf ("<styleSheet xmlns='" MAIN "'>%s</styleSheet>", inside);

  tb_test_package_set (self, "xl/styles.xml", text);
}

/* Puts the part into the archive a second time, under the same name. */
void
tb_test_package_add_again (TbTestPackage *self, const char *part)
{
  Part copy = { g_strdup (part), g_strdup ("<again/>") };

  g_array_append_val (self->parts, copy);
}

/* Has the parts encrypted as zip programs do it, which is not how Office does. */
void
tb_test_package_encrypt (TbTestPackage *self)
{
  self->encrypted = TRUE;
}

static la_ssize_t
append_cb (struct archive *archive, void *user_data, const void *buffer, size_t length)
{
  g_byte_array_append (user_data, buffer, length);
  return length;
}

static void
write_part (struct archive *archive, const Part *part)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, part->name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_size (entry, strlen (part->text));
  g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_data (archive, part->text, strlen (part->text)), ==,
                   strlen (part->text));
  archive_entry_free (entry);
}

/**
 * tb_test_package_dup_bytes:
 * @self: a package
 *
 * Returns: (transfer full): the file
 */
GBytes *
tb_test_package_dup_bytes (TbTestPackage *self)
{
  struct archive *archive = archive_write_new ();
  GByteArray *bytes = g_byte_array_new ();

  archive_write_set_format_zip (archive);
  if (self->encrypted)
    {
      g_assert_cmpint (archive_write_set_options (archive, "zip:encryption=zipcrypt"), ==,
                       ARCHIVE_OK);
      archive_write_set_passphrase (archive, "secret");
    }
  archive_write_set_bytes_in_last_block (archive, 1);
  g_assert_cmpint (archive_write_open2 (archive, bytes, NULL, append_cb, NULL, NULL), ==,
                   ARCHIVE_OK);
  for (guint i = 0; i < self->parts->len; i++)
    if (g_array_index (self->parts, Part, i).text != NULL)
      write_part (archive, &g_array_index (self->parts, Part, i));
  g_assert_cmpint (archive_write_close (archive), ==, ARCHIVE_OK);
  archive_write_free (archive);
  return g_byte_array_free_to_bytes (bytes);
}

/**
 * tb_test_open_bytes:
 * @bytes: a file in memory
 * @error: return location
 *
 * Returns: (transfer full): a reader under the name “test”, or %NULL
 */
TbSheetReader *
tb_test_open_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);

  return tb_sheet_reader_open_stream (stream, "test", NULL, error);
}

static gboolean
append_row (guint row, gboolean hidden, const TbCell *cells, guint n_cells, gpointer user_data)
{
  static const char kinds[] = { '-', 'T', 'N', 'D', 'B', 'E' };
  GString *out = user_data;

  g_string_append_printf (out, "%u%s", row, hidden ? " hidden" : "");
  for (guint i = 0; i < n_cells; i++)
    if (cells[i].kind == TB_CELL_EMPTY)
      g_string_append (out, "|");
    else
      g_string_append_printf (out, "|%c:%s", kinds[cells[i].kind], cells[i].text);
  g_string_append_c (out, '\n');
  return TRUE;
}

/**
 * tb_test_dup_rows:
 * @reader: a reader
 * @sheet: index of a sheet
 * @error: return location
 *
 * Returns: (transfer full): the sheet as text, a line for each row: its number, then each cell with
 * the first letter of its kind (`1|T:姓名||N:42`); %NULL on error
 */
char *
tb_test_dup_rows (TbSheetReader *reader, guint sheet, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (!tb_sheet_reader_read (reader, sheet, append_row, out, NULL, error))
    return NULL;
  return g_string_free_and_steal (g_steal_pointer (&out));
}

/* The same of the first sheet of a package that is in order. */
char *
tb_test_dup_rows_of_package (TbTestPackage *package)
{
  g_autoptr (GBytes) bytes = tb_test_package_dup_bytes (package);
  g_autoptr (TbSheetReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  char *rows;

  reader = tb_test_open_bytes (bytes, &error);
  g_assert_no_error (error);
  rows = tb_test_dup_rows (reader, 0, &error);
  g_assert_no_error (error);
  return rows;
}

static gboolean
ignore_row (guint row, gboolean hidden, const TbCell *cells, guint n_cells, gpointer user_data)
{
  return TRUE;
}

/**
 * tb_test_assert_stream_refused:
 * @stream: a file
 * @code: of %TB_ERROR
 * @says: a part of the message
 *
 * Asserts that opening the file, or reading one of its sheets, ends with that error, which names
 * the file.
 */
void
tb_test_assert_stream_refused (GInputStream *stream, int code, const char *says)
{
  g_autoptr (TbSheetReader) reader = NULL;
  g_autoptr (GError) error = NULL;

  reader = tb_sheet_reader_open_stream (stream, "test", NULL, &error);
  if (reader != NULL)
    {
      gboolean ok = TRUE;
      guint n_sheets;

      tb_sheet_reader_get_sheets (reader, &n_sheets);
      for (guint i = 0; i < n_sheets && ok; i++)
        ok = tb_sheet_reader_read (reader, i, ignore_row, NULL, NULL, &error);
    }
  g_assert_error (error, TB_ERROR, code);
  g_assert_true (g_str_has_prefix (error->message, "“test” cannot be read. "));
  if (strstr (error->message, says) == NULL)
    g_error ("“%s” does not say “%s”", error->message, says);
}

/* The same for a file in memory. */
void
tb_test_assert_refused (GBytes *bytes, int code, const char *says)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);

  tb_test_assert_stream_refused (stream, code, says);
}
