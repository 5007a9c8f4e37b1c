/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-letter-date.h"
#include "tb-record-table.h"
#include "tb-report.h"

G_BEGIN_DECLS

/**
 * TbReportContext:
 *
 * What a builder is given. Nothing in it is owned.
 */
struct _TbReportContext
{
  TbConnection *connection;
  const TbReportKind *kind;
  const char *id;           /* (nullable): of the record it is about */
  const char *organisation; /* (nullable): id */
  guint year;               /* 0 for all */
  guint month;              /* 0 for all */
  TbDate today;
  TbDisplay display;
};

/* Takes @paper, and a reference to @table where there is one. @name is of the file that it would be
 * saved to. */
TbReport *tb_report_new (const TbReportContext *context, TbPaper *paper, TbPaperTable *table,
                         const char *name, guint n_rows) G_GNUC_WARN_UNUSED_RESULT;

/* Reading. */
TbRecord *tb_report_load (const TbReportContext *context, const TbRecordType *type, const char *id,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *tb_report_list (const TbReportContext *context, TbQuery *query,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *tb_report_list_of (const TbReportContext *context, const TbRecordType *type,
                              guint owner_field, const char *owner_id,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
GFile *tb_report_dup_file (const TbReportContext *context,
                           TbRecord *attachment) G_GNUC_WARN_UNUSED_RESULT;
void tb_report_filter_period (const TbReportContext *context, TbQuery *query, guint date_field);

/* Words. */
char *tb_report_dup_value (const TbReportContext *context, TbRecord *record,
                           guint field) G_GNUC_WARN_UNUSED_RESULT;
char *tb_report_dup_times (const char *from, const char *to) G_GNUC_WARN_UNUSED_RESULT;
char *tb_report_dup_clock (const char *instant) G_GNUC_WARN_UNUSED_RESULT;
char *tb_report_dup_percent (gint64 part, gint64 whole) G_GNUC_WARN_UNUSED_RESULT;
char *tb_report_dup_titled (const TbReportContext *context,
                            const char *title) G_GNUC_WARN_UNUSED_RESULT;

/* Parts that ledgers share: who reports and when above the table, who signs below it. */
gboolean tb_report_add_head (const TbReportContext *context, TbPaper *paper, const char *shared_by,
                             GError **error);
void tb_report_add_signers (TbPaper *paper);

/* Rows that forms share, whose columns are label, value, label, value. */
#define TB_REPORT_FORM_VALUES 3 /* columns of a value that has its row to itself */
void tb_report_add_pair (TbPaperGrid *grid, const char *label, const char *value,
                         const char *other_label, const char *other_value);
void tb_report_add_prose (TbPaperGrid *grid, const char *label, const char *text, guint min_lines);

/* Of an event. */
char *tb_report_dup_event_when (TbRecord *event) G_GNUC_WARN_UNUSED_RESULT;
char *tb_report_dup_event_name (const TbReportContext *context,
                                TbRecord *event) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *tb_report_list_attendance (const TbReportContext *context, const char *event_id,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Of projects. */
GPtrArray *tb_report_list_projects (const TbReportContext *context,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *tb_report_dup_shared_initiator (GPtrArray *projects) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_report_claim_counts (TbRecord *claim);

/* Builders, a file each. */
TbReport *tb_report_build_claim_letter (const TbReportContext *context, GError **error);
TbReport *tb_report_build_event_ledger (const TbReportContext *context, GError **error);
TbReport *tb_report_build_event_record (const TbReportContext *context, GError **error);
TbReport *tb_report_build_month_report (const TbReportContext *context, GError **error);
TbReport *tb_report_build_notice (const TbReportContext *context, GError **error);
TbReport *tb_report_build_progress_ledger (const TbReportContext *context, GError **error);
TbReport *tb_report_build_project_list (const TbReportContext *context, GError **error);
TbReport *tb_report_build_sign_in_sheet (const TbReportContext *context, GError **error);
TbReport *tb_report_build_year_matrix (const TbReportContext *context, GError **error);

G_END_DECLS
