/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-report-private.h"

#include <glib/gi18n-lib.h>

/* In the order in which a branch needs them. */
static const TbReportKind kinds[] = {
  { .name = "notice",
    .label = N_ ("Notice of the meeting"),
    .scope = TB_REPORT_OF_EVENT,
    .type_name = "event",
    .build = tb_report_build_notice },
  { .name = "sign-in-sheet",
    .label = N_ ("Sign-in sheet"),
    .scope = TB_REPORT_OF_EVENT,
    .type_name = "event",
    .build = tb_report_build_sign_in_sheet },
  { .name = "event-record",
    .label = N_ ("Record of the meeting"),
    .scope = TB_REPORT_OF_EVENT,
    .type_name = "event",
    .build = tb_report_build_event_record },
  { .name = "event-ledger",
    .label = N_ ("Ledger of organisation life"),
    .scope = TB_REPORT_OF_YEAR,
    .type_name = "event",
    .has_table = TRUE,
    .has_watermark = TRUE,
    .build = tb_report_build_event_ledger },
  { .name = "year-matrix",
    .label = N_ ("Yearly matrix"),
    .scope = TB_REPORT_OF_YEAR,
    .type_name = "event",
    .has_table = TRUE,
    .has_watermark = TRUE,
    .whole_year = TRUE,
    .build = tb_report_build_year_matrix },
  { .name = "project-list",
    .label = N_ ("List of projects"),
    .scope = TB_REPORT_OF_ALL,
    .type_name = "project",
    .has_table = TRUE,
    .has_watermark = TRUE,
    .build = tb_report_build_project_list },
  { .name = "claim-letter",
    .label = N_ ("Letter of claim"),
    .scope = TB_REPORT_OF_CLAIM,
    .type_name = "claim",
    .build = tb_report_build_claim_letter },
  { .name = "progress-ledger",
    .label = N_ ("Ledger of progress"),
    .scope = TB_REPORT_OF_ALL,
    .type_name = "project",
    .has_table = TRUE,
    .has_watermark = TRUE,
    .build = tb_report_build_progress_ledger },
  { .name = "month-report",
    .label = N_ ("Month report"),
    .scope = TB_REPORT_OF_MONTH,
    .type_name = "project",
    .has_watermark = TRUE,
    .build = tb_report_build_month_report },
};

/**
 * tb_report_kinds_get:
 * @n_kinds: (out): how many
 *
 * Returns: (transfer none) (array length=n_kinds): all kinds of report
 */
const TbReportKind *
tb_report_kinds_get (guint *n_kinds)
{
  *n_kinds = G_N_ELEMENTS (kinds);

  return kinds;
}

/**
 * tb_report_kinds_find:
 * @name: of a kind
 *
 * Returns: (transfer none) (nullable): it
 */
const TbReportKind *
tb_report_kinds_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].name, name))
      return &kinds[i];

  return NULL;
}
