/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-xlsx-package.h"

G_BEGIN_DECLS

/**
 * TbXlsxXml:
 *
 * One part being parsed. Elements of foreign namespaces (extensions) are passed over, though not
 * what is inside them.
 */
typedef struct _TbXlsxXml TbXlsxXml;

/**
 * TbXlsxXmlHandlers:
 * @start: (nullable): an element begins; @attributes are names and values by turns, then %NULL
 * @end: (nullable): an element ends
 * @text: (nullable): text between tags; a run may come in pieces
 * @plain: (nullable): name of an element of which there are very many; with all three handlers
 *
 * Names are without namespace. Strings are valid during the call. Within @plain elements the names
 * of attributes that have a prefix are as they are written.
 */
typedef struct
{
  void (*start) (TbXlsxXml *xml, const char *name, const char **attributes, gpointer user_data);
  void (*end) (TbXlsxXml *xml, const char *name, gpointer user_data);
  void (*text) (TbXlsxXml *xml, const char *text, gsize length, gpointer user_data);
  const char *plain;
} TbXlsxXmlHandlers;

gboolean tb_xlsx_xml_parse (TbXlsxPackage *package, const char *part,
                            const TbXlsxXmlHandlers *handlers, gpointer user_data,
                            GCancellable *cancellable, GError **error);

void tb_xlsx_xml_stop (TbXlsxXml *xml);
gboolean tb_xlsx_xml_is_stopped (TbXlsxXml *xml);
void tb_xlsx_xml_fail (TbXlsxXml *xml, GError *error);
void tb_xlsx_xml_fail_damaged (TbXlsxXml *xml);

const char *tb_xlsx_xml_get_attribute (const char **attributes, const char *name);
const char *tb_xlsx_xml_get_relationship (const char **attributes);
gboolean tb_xlsx_xml_get_boolean (const char **attributes, const char *name);
gboolean tb_xlsx_xml_parse_number (const char *text, guint max, guint *number);

G_END_DECLS
