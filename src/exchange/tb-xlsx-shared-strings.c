/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-xlsx-shared-strings.h"

#include "tb-error.h"
#include "tb-sheet-limits.h"
#include "tb-xlsx-escapes.h"
#include "tb-xlsx-xml.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _TbXlsxSharedStrings
{
  GString *texts;  /* (owned): one after another, each with its end */
  GArray *offsets; /* (owned): guint32: where each begins in @texts */
  gboolean in_text;
  guint phonetic_depth; /* of readings printed above a text, which are not part of it */
};

static void
fail_limit (TbXlsxXml *xml)
{
  tb_xlsx_xml_fail (
      xml,
      g_error_new (TB_ERROR, TB_ERROR_LIMIT,
                   _ ("The workbook holds more text than can be imported at once. Divide it into "
                      "several files.")));
}

static void
begin_string (TbXlsxSharedStrings *self, TbXlsxXml *xml)
{
  guint32 offset = self->texts->len;

  if (self->offsets->len >= TB_XLSX_MAX_SHARED_STRINGS)
    fail_limit (xml);
  else
    g_array_append_val (self->offsets, offset);
}

static void
end_string (TbXlsxSharedStrings *self)
{
  guint32 offset;
  gsize length;

  if (self->offsets->len == 0)
    return;
  offset = g_array_index (self->offsets, guint32, self->offsets->len - 1);
  length = tb_xlsx_escapes_decode (self->texts->str + offset, self->texts->len - offset);
  g_string_truncate (self->texts, offset + length);
  g_string_append_c (self->texts, '\0');
}

static void
start_element (TbXlsxXml *xml, const char *name, const char **attributes, gpointer user_data)
{
  TbXlsxSharedStrings *self = user_data;

  if (strcmp (name, "si") == 0)
    begin_string (self, xml);
  else if (strcmp (name, "rPh") == 0)
    self->phonetic_depth++;
  else if (strcmp (name, "t") == 0)
    self->in_text = self->phonetic_depth == 0 && self->offsets->len > 0;
}

static void
end_element (TbXlsxXml *xml, const char *name, gpointer user_data)
{
  TbXlsxSharedStrings *self = user_data;

  if (strcmp (name, "si") == 0)
    end_string (self);
  else if (strcmp (name, "rPh") == 0)
    self->phonetic_depth--;
  else if (strcmp (name, "t") == 0)
    self->in_text = FALSE;
}

static void
append_text (TbXlsxXml *xml, const char *text, gsize length, gpointer user_data)
{
  TbXlsxSharedStrings *self = user_data;

  if (!self->in_text)
    return;
  if (self->texts->len + length > TB_XLSX_MAX_SHARED_BYTES)
    fail_limit (xml);
  else
    g_string_append_len (self->texts, text, length);
}

/**
 * tb_xlsx_shared_strings_load:
 * @package: a package
 * @part: (nullable): its part with the shared strings; %NULL where it has none
 * @cancellable: (nullable):
 * @error: return location, errors as tb_xlsx_xml_parse()
 *
 * Returns: (transfer full): the texts, rich ones without their formatting, or %NULL
 */
TbXlsxSharedStrings *
tb_xlsx_shared_strings_load (TbXlsxPackage *package, const char *part, GCancellable *cancellable,
                             GError **error)
{
  static const TbXlsxXmlHandlers handlers = { start_element, end_element, append_text, "si" };
  g_autoptr (TbXlsxSharedStrings) self = g_new0 (TbXlsxSharedStrings, 1);

  self->texts = g_string_new (NULL);
  self->offsets = g_array_new (FALSE, FALSE, sizeof (guint32));
  if (part != NULL && !tb_xlsx_xml_parse (package, part, &handlers, self, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
tb_xlsx_shared_strings_free (TbXlsxSharedStrings *self)
{
  g_string_free (self->texts, TRUE);
  g_array_unref (self->offsets);
  g_free (self);
}

/**
 * tb_xlsx_shared_strings_get:
 * @self: shared strings
 * @index: the number of one
 *
 * Returns: (transfer none) (nullable): its text; %NULL where there is no such one
 */
const char *
tb_xlsx_shared_strings_get (TbXlsxSharedStrings *self, guint index)
{
  if (index >= self->offsets->len)
    return NULL;
  return self->texts->str + g_array_index (self->offsets, guint32, index);
}
