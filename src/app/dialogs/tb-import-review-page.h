/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "tb-importer.h"

G_BEGIN_DECLS

/**
 * TbImportReviewPage:
 *
 * Third page of the import assistant: every row with what becomes of it; rows open for correction.
 *
 * Signals:
 *  - `import ()`: the rows are to be imported
 */
#define TB_TYPE_IMPORT_REVIEW_PAGE (tb_import_review_page_get_type ())
G_DECLARE_FINAL_TYPE (TbImportReviewPage, tb_import_review_page, TB, IMPORT_REVIEW_PAGE,
                      AdwNavigationPage)

AdwNavigationPage *tb_import_review_page_new (TbImporter *importer) G_GNUC_WARN_UNUSED_RESULT;
char *tb_import_summary_dup_words (const TbImportSummary *summary) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
