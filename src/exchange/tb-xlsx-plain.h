/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-xlsx-xml.h"

G_BEGIN_DECLS

/**
 * TbXlsxPlain:
 * @TB_XLSX_PLAIN_NO: the element is not plain, or no element of the name begins there
 * @TB_XLSX_PLAIN_CUT_OFF: it may be; its end is not there yet
 * @TB_XLSX_PLAIN_WHOLE: it is plain, and whole
 *
 * Whether an element is one that needs no XML parser: tags without prefix or declaration,
 * attributes in quotation marks, text in UTF-8 without entities, comments, line breaks and whatever
 * else XML has. Nearly all rows of nearly all sheets are, and a parser that must expect anything
 * takes several times as long over them.
 */
typedef enum
{
  TB_XLSX_PLAIN_NO,
  TB_XLSX_PLAIN_CUT_OFF,
  TB_XLSX_PLAIN_WHOLE,
} TbXlsxPlain;

TbXlsxPlain tb_xlsx_plain_measure (const char *text, const char *name, gsize *length);
void tb_xlsx_plain_walk (char *text, gsize length, TbXlsxXml *xml,
                         const TbXlsxXmlHandlers *handlers, gpointer user_data);

G_END_DECLS
