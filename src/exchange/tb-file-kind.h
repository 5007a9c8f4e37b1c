/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TbFileKind:
 * @TB_FILE_KIND_ZIP: a zip archive; perhaps an .xlsx workbook
 * @TB_FILE_KIND_TEXT: no binary format that is known; perhaps a text table
 * @TB_FILE_KIND_OLD_WORKBOOK: an .xls or .et workbook
 * @TB_FILE_KIND_ENCRYPTED: an Office document under a password
 * @TB_FILE_KIND_WEB_PAGE: HTML or XML text
 * @TB_FILE_KIND_OTHER: something else
 *
 * What a file is, by its first bytes.
 */
typedef enum
{
  TB_FILE_KIND_ZIP,
  TB_FILE_KIND_TEXT,
  TB_FILE_KIND_OLD_WORKBOOK,
  TB_FILE_KIND_ENCRYPTED,
  TB_FILE_KIND_WEB_PAGE,
  TB_FILE_KIND_OTHER,
} TbFileKind;

gboolean tb_file_kind_detect (GInputStream *stream, TbFileKind *kind, GCancellable *cancellable,
                              GError **error);

G_END_DECLS
