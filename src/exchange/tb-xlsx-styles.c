/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-xlsx-styles.h"

#include "tb-error.h"
#include "tb-sheet-limits.h"
#include "tb-xlsx-number-format.h"
#include "tb-xlsx-xml.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _TbXlsxStyles
{
  GArray *format_ids; /* (owned): guint, by style */
  GHashTable
      *precisions; /* (owned): format id → TbDatePrecision of the formats that are spelled out */
  gboolean in_formats;
  gboolean in_cell_styles;
};

static void
add_format (TbXlsxStyles *self, TbXlsxXml *xml, const char **attributes)
{
  const char *code = tb_xlsx_xml_get_attribute (attributes, "formatCode");
  guint id;

  if (code == NULL
      || !tb_xlsx_xml_parse_number (tb_xlsx_xml_get_attribute (attributes, "numFmtId"), G_MAXINT,
                                    &id))
    return;
  if (g_hash_table_size (self->precisions) >= TB_XLSX_MAX_STYLES)
    tb_xlsx_xml_fail (xml, g_error_new (TB_ERROR, TB_ERROR_LIMIT,
                                        _ ("The workbook has more cell formats than Excel "
                                           "allows.")));
  else
    g_hash_table_insert (self->precisions, GUINT_TO_POINTER (id),
                         GUINT_TO_POINTER (tb_xlsx_number_format_classify (code)));
}

static void
add_style (TbXlsxStyles *self, TbXlsxXml *xml, const char **attributes)
{
  guint id = 0;

  tb_xlsx_xml_parse_number (tb_xlsx_xml_get_attribute (attributes, "numFmtId"), G_MAXINT, &id);
  if (self->format_ids->len >= TB_XLSX_MAX_STYLES)
    tb_xlsx_xml_fail (xml, g_error_new (TB_ERROR, TB_ERROR_LIMIT,
                                        _ ("The workbook has more cell formats than Excel "
                                           "allows.")));
  else
    g_array_append_val (self->format_ids, id);
}

static void
start_element (TbXlsxXml *xml, const char *name, const char **attributes, gpointer user_data)
{
  TbXlsxStyles *self = user_data;

  if (strcmp (name, "numFmts") == 0)
    self->in_formats = TRUE;
  else if (strcmp (name, "cellXfs") == 0)
    self->in_cell_styles = TRUE;
  else if (self->in_formats && strcmp (name, "numFmt") == 0)
    add_format (self, xml, attributes);
  else if (self->in_cell_styles && strcmp (name, "xf") == 0)
    add_style (self, xml, attributes);
}

static void
end_element (TbXlsxXml *xml, const char *name, gpointer user_data)
{
  TbXlsxStyles *self = user_data;

  if (strcmp (name, "numFmts") == 0)
    self->in_formats = FALSE;
  else if (strcmp (name, "cellXfs") == 0)
    self->in_cell_styles = FALSE;
}

/**
 * tb_xlsx_styles_load:
 * @package: a package
 * @part: (nullable): its part with the styles; %NULL where it has none
 * @cancellable: (nullable):
 * @error: return location, errors as tb_xlsx_xml_parse()
 *
 * Returns: (transfer full): the styles, or %NULL
 */
TbXlsxStyles *
tb_xlsx_styles_load (TbXlsxPackage *package, const char *part, GCancellable *cancellable,
                     GError **error)
{
  static const TbXlsxXmlHandlers handlers = { start_element, end_element, NULL };
  g_autoptr (TbXlsxStyles) self = g_new0 (TbXlsxStyles, 1);

  self->format_ids = g_array_new (FALSE, FALSE, sizeof (guint));
  self->precisions = g_hash_table_new (NULL, NULL);
  if (part != NULL && !tb_xlsx_xml_parse (package, part, &handlers, self, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
tb_xlsx_styles_free (TbXlsxStyles *self)
{
  g_array_unref (self->format_ids);
  g_hash_table_unref (self->precisions);
  g_free (self);
}

/**
 * tb_xlsx_styles_get_date_precision:
 * @self: styles
 * @style: the style of a cell; one that the workbook does not have shows a plain number
 *
 * Returns: how much of a date the style shows; %TB_DATE_PRECISION_NONE where it does not show one
 */
TbDatePrecision
tb_xlsx_styles_get_date_precision (TbXlsxStyles *self, guint style)
{
  gpointer precision;
  guint id;

  if (style >= self->format_ids->len)
    return TB_DATE_PRECISION_NONE;
  id = g_array_index (self->format_ids, guint, style);
  if (g_hash_table_lookup_extended (self->precisions, GUINT_TO_POINTER (id), NULL, &precision))
    return GPOINTER_TO_UINT (precision);
  return tb_xlsx_number_format_classify_builtin (id);
}
