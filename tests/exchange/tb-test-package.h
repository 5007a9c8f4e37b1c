/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-sheet-reader.h"

G_BEGIN_DECLS

/**
 * TbTestPackage:
 *
 * A workbook put together by hand, part by part: what no spreadsheet program would write.
 */
typedef struct _TbTestPackage TbTestPackage;

TbTestPackage *tb_test_package_new (void) G_GNUC_WARN_UNUSED_RESULT;
void tb_test_package_free (TbTestPackage *self);
void tb_test_package_set (TbTestPackage *self, const char *part, const char *text);
void tb_test_package_set_rows (TbTestPackage *self, const char *rows);
void tb_test_package_set_sheet (TbTestPackage *self, const char *inside);
void tb_test_package_set_shared_strings (TbTestPackage *self, const char *inside);
void tb_test_package_set_styles (TbTestPackage *self, const char *inside);
void tb_test_package_add_again (TbTestPackage *self, const char *part);
void tb_test_package_encrypt (TbTestPackage *self);
GBytes *tb_test_package_dup_bytes (TbTestPackage *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbTestPackage, tb_test_package_free)

TbSheetReader *tb_test_open_bytes (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *tb_test_dup_rows (TbSheetReader *reader, guint sheet,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *tb_test_dup_rows_of_package (TbTestPackage *package) G_GNUC_WARN_UNUSED_RESULT;
void tb_test_assert_refused (GBytes *bytes, int code, const char *says);
void tb_test_assert_stream_refused (GInputStream *stream, int code, const char *says);

G_END_DECLS
