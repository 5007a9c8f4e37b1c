/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TbXlsxPackage:
 *
 * The zip archive around an .xlsx file, as a set of named parts that are read one after another as
 * streams. What the archive claims about sizes is ignored; what comes out is counted. One thread at
 * a time.
 */
typedef struct _TbXlsxPackage TbXlsxPackage;

/**
 * TbXlsxPartFunc:
 * @data: the next bytes of the part
 * @length: how many
 * @done: (out): set to %TRUE to read no further
 *
 * Returns: %FALSE on error
 */
typedef gboolean (*TbXlsxPartFunc) (const char *data, gsize length, gboolean *done,
                                    gpointer user_data, GError **error);

TbXlsxPackage *tb_xlsx_package_open (GInputStream *stream, GCancellable *cancellable,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_xlsx_package_free (TbXlsxPackage *self);
gboolean tb_xlsx_package_has_part (TbXlsxPackage *self, const char *part);
gboolean tb_xlsx_package_read_part (TbXlsxPackage *self, const char *part, TbXlsxPartFunc func,
                                    gpointer user_data, GCancellable *cancellable, GError **error);
char *tb_xlsx_package_resolve (const char *base_part, const char *target) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbXlsxPackage, tb_xlsx_package_free)

G_END_DECLS
