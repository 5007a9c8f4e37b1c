/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-core-test.h"
#include "tb-importer.h"

G_BEGIN_DECLS

/* An import of a table given as text: lines of cells with a comma between. */
TbImporter *tb_import_test_open (TbCoreTest *test, const char *table) G_GNUC_WARN_UNUSED_RESULT;
/* The same, checked. */
TbImporter *tb_import_test_check (TbCoreTest *test, const char *table) G_GNUC_WARN_UNUSED_RESULT;
/* The same, committed. Gives the batch. */
char *tb_import_test_import (TbCoreTest *test, const char *table) G_GNUC_WARN_UNUSED_RESULT;
char *tb_import_test_commit (TbImporter *importer) G_GNUC_WARN_UNUSED_RESULT;

const char *tb_import_test_get_target (TbImporter *importer, guint column);
guint tb_import_test_count (TbImporter *importer, const char *code);
/* The only live record of the type whose field has this value. */
TbRecord *tb_import_test_find (TbCoreTest *test, const char *type_name, const char *field_name,
                               const char *value) G_GNUC_WARN_UNUSED_RESULT;
guint tb_import_test_count_records (TbCoreTest *test, const char *type_name);

G_END_DECLS
