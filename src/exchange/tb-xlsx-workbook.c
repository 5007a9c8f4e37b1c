/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-xlsx-workbook.h"

#include "tb-error.h"
#include "tb-sheet-limits.h"
#include "tb-xlsx-relationships.h"
#include "tb-xlsx-xml.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _TbXlsxWorkbook
{
  TbXlsxRelationships *relationships; /* (owned) (nullable) */
  GArray *sheets;                     /* (owned): of TbSheetInfo */
  GPtrArray *parts;                   /* (owned): of char *, beside @sheets */
  gboolean date_1904;
};

/* What the package says its main part is. */
typedef struct
{
  const char *main_part; /* (not owned) */
  char *content_type;    /* (owned) (nullable) */
} ContentTypes;

static void
sheet_clear (gpointer data)
{
  g_free (((TbSheetInfo *)data)->name);
}

static void
find_content_type (TbXlsxXml *xml, const char *name, const char **attributes, gpointer user_data)
{
  ContentTypes *self = user_data;
  const char *part = tb_xlsx_xml_get_attribute (attributes, "PartName");
  const char *extension = tb_xlsx_xml_get_attribute (attributes, "Extension");
  const char *type = tb_xlsx_xml_get_attribute (attributes, "ContentType");

  if (type == NULL)
    return;
  if (strcmp (name, "Override") == 0 && part != NULL && part[0] == '/'
      && g_ascii_strcasecmp (part + 1, self->main_part) == 0)
    g_set_str (&self->content_type, type);
  else if (strcmp (name, "Default") == 0 && extension != NULL && self->content_type == NULL
           && g_ascii_strcasecmp (extension, strrchr (self->main_part, '.') + 1) == 0)
    g_set_str (&self->content_type, type);
}

/* Told by what they hold, the archives that are not workbooks at all. */
static gboolean
check_is_workbook_package (TbXlsxPackage *package, GError **error)
{
  if (tb_xlsx_package_has_part (package, "content.xml")
      && tb_xlsx_package_has_part (package, "META-INF/manifest.xml"))
    {
      g_set_error_literal (error, TB_ERROR, TB_ERROR_FILE,
                           _ ("It is an OpenDocument file. Open it in LibreOffice, Excel or WPS, "
                              "save it as .xlsx, and "
                              "import that file."));
      return FALSE;
    }
  if (!tb_xlsx_package_has_part (package, "[Content_Types].xml")
      && !tb_xlsx_package_has_part (package, "xl/workbook.xml"))
    {
      g_set_error_literal (
          error, TB_ERROR, TB_ERROR_FILE,
          _ ("It is an archive, not a workbook. Unpack it and import the files inside."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_content_type (TbXlsxPackage *package, const char *main_part, GCancellable *cancellable,
                    GError **error)
{
  static const TbXlsxXmlHandlers handlers = { find_content_type, NULL, NULL };
  ContentTypes types = { .main_part = main_part };
  g_autofree char *content_type = NULL;
  gboolean ok;

  ok = tb_xlsx_xml_parse (package, "[Content_Types].xml", &handlers, &types, cancellable, error);
  content_type = types.content_type;
  if (!ok)
    return FALSE;

  if (content_type != NULL && strstr (content_type, "sheet.binary") != NULL)
    g_set_error_literal (error, TB_ERROR, TB_ERROR_FILE,
                         _ ("It is a binary .xlsb workbook. Open it in Excel or WPS, save it as "
                            ".xlsx, and import that "
                            "file."));
  else if (content_type != NULL && strstr (content_type, "spreadsheetml") == NULL
           && strstr (content_type, "ms-excel") == NULL)
    g_set_error_literal (
        error, TB_ERROR, TB_ERROR_FILE,
        _ ("It is an Office document, but not a workbook. Choose an .xlsx, .csv or .txt file."));
  else
    return TRUE;
  return FALSE;
}

static void
add_sheet (TbXlsxWorkbook *self, TbXlsxXml *xml, const char **attributes)
{
  const char *name = tb_xlsx_xml_get_attribute (attributes, "name");
  const char *state = tb_xlsx_xml_get_attribute (attributes, "state");
  const char *id = tb_xlsx_xml_get_relationship (attributes);
  const char *part;
  TbSheetInfo info;

  if (id == NULL)
    {
      tb_xlsx_xml_fail_damaged (xml);
      return;
    }
  /* Sheets of other kinds hold charts or dialogs. */
  part = tb_xlsx_relationships_get_by_id (self->relationships, id, "worksheet");
  if (part == NULL)
    return;
  if (self->sheets->len >= TB_SHEET_MAX_SHEETS)
    {
      tb_xlsx_xml_fail (xml, g_error_new (TB_ERROR, TB_ERROR_LIMIT,
                                          _ ("The workbook has more than %u sheets."),
                                          TB_SHEET_MAX_SHEETS));
      return;
    }
  info.name = g_strdup (name != NULL ? name : "");
  info.hidden = state != NULL && strcmp (state, "visible") != 0;
  g_array_append_val (self->sheets, info);
  g_ptr_array_add (self->parts, g_strdup (part));
}

static void
start_element (TbXlsxXml *xml, const char *name, const char **attributes, gpointer user_data)
{
  TbXlsxWorkbook *self = user_data;

  if (strcmp (name, "workbookPr") == 0)
    self->date_1904 = tb_xlsx_xml_get_boolean (attributes, "date1904");
  else if (strcmp (name, "sheet") == 0)
    add_sheet (self, xml, attributes);
}

/**
 * tb_xlsx_workbook_load:
 * @package: a package
 * @cancellable: (nullable):
 * @error: return location
 *
 * Errors: those of tb_xlsx_xml_parse(); %TB_ERROR_FILE where the package is not a workbook, or has
 * no worksheet.
 *
 * Returns: (transfer full): the table of contents, or %NULL
 */
TbXlsxWorkbook *
tb_xlsx_workbook_load (TbXlsxPackage *package, GCancellable *cancellable, GError **error)
{
  static const TbXlsxXmlHandlers handlers = { start_element, NULL, NULL };
  g_autoptr (TbXlsxWorkbook) self = g_new0 (TbXlsxWorkbook, 1);
  g_autoptr (TbXlsxRelationships) roots = NULL;
  const char *main_part;

  self->sheets = g_array_new (FALSE, FALSE, sizeof (TbSheetInfo));
  g_array_set_clear_func (self->sheets, sheet_clear);
  self->parts = g_ptr_array_new_with_free_func (g_free);

  if (!check_is_workbook_package (package, error))
    return NULL;
  roots = tb_xlsx_relationships_load (package, "", cancellable, error);
  if (roots == NULL)
    return NULL;
  main_part = tb_xlsx_relationships_get_by_type (roots, "officeDocument");
  if (main_part == NULL || strchr (main_part, '.') == NULL)
    {
      g_set_error_literal (error, TB_ERROR, TB_ERROR_FILE,
                           _ ("The file is damaged: it does not say where its workbook is. Open it "
                              "in Excel or WPS and "
                              "save it again, or ask for a new copy."));
      return NULL;
    }
  if (!check_content_type (package, main_part, cancellable, error))
    return NULL;
  self->relationships = tb_xlsx_relationships_load (package, main_part, cancellable, error);
  if (self->relationships == NULL
      || !tb_xlsx_xml_parse (package, main_part, &handlers, self, cancellable, error))
    return NULL;
  if (self->sheets->len == 0)
    {
      g_set_error_literal (error, TB_ERROR, TB_ERROR_FILE, _ ("The workbook has no worksheet."));
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
tb_xlsx_workbook_free (TbXlsxWorkbook *self)
{
  g_clear_pointer (&self->relationships, tb_xlsx_relationships_free);
  g_array_unref (self->sheets);
  g_ptr_array_unref (self->parts);
  g_free (self);
}

/**
 * tb_xlsx_workbook_get_sheets:
 * @self: a workbook
 * @n_sheets: (out): how many
 *
 * Returns: (transfer none) (array length=n_sheets): its worksheets, at least one
 */
const TbSheetInfo *
tb_xlsx_workbook_get_sheets (TbXlsxWorkbook *self, guint *n_sheets)
{
  *n_sheets = self->sheets->len;
  return (const TbSheetInfo *)self->sheets->data;
}

/**
 * tb_xlsx_workbook_get_sheet_part:
 * @self: a workbook
 * @sheet: index of a worksheet
 *
 * Returns: (transfer none): the part where it is
 */
const char *
tb_xlsx_workbook_get_sheet_part (TbXlsxWorkbook *self, guint sheet)
{
  return g_ptr_array_index (self->parts, sheet);
}

/**
 * tb_xlsx_workbook_get_shared_strings_part:
 * @self: a workbook
 *
 * Returns: (transfer none) (nullable): the part with the texts that cells share
 */
const char *
tb_xlsx_workbook_get_shared_strings_part (TbXlsxWorkbook *self)
{
  return tb_xlsx_relationships_get_by_type (self->relationships, "sharedStrings");
}

/**
 * tb_xlsx_workbook_get_styles_part:
 * @self: a workbook
 *
 * Returns: (transfer none) (nullable): the part with the cell formats
 */
const char *
tb_xlsx_workbook_get_styles_part (TbXlsxWorkbook *self)
{
  return tb_xlsx_relationships_get_by_type (self->relationships, "styles");
}

/**
 * tb_xlsx_workbook_get_date_1904:
 * @self: a workbook
 *
 * Returns: whether its dates count from 1904, as old Macintosh versions of Excel did
 */
gboolean
tb_xlsx_workbook_get_date_1904 (TbXlsxWorkbook *self)
{
  return self->date_1904;
}
