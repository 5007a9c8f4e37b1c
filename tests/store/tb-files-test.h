/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-file-store.h"
#include "tb-store-test.h"

G_BEGIN_DECLS

/* A file that is kept, and its row: as attaching does it. */
TbRecord *tb_files_test_attach (TbStoreTest *test, const char *name,
                                const char *content) G_GNUC_WARN_UNUSED_RESULT;
char *tb_files_test_dup_path (const char *database, TbRecord *attachment) G_GNUC_WARN_UNUSED_RESULT;
void tb_files_test_assert_content (const char *database, TbRecord *attachment, const char *content);

G_END_DECLS
