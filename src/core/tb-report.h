/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-paper.h"
#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbReportScope:
 * @TB_REPORT_OF_EVENT: an event
 * @TB_REPORT_OF_PROJECT: a project
 * @TB_REPORT_OF_CLAIM: a claim
 * @TB_REPORT_OF_YEAR: a year, this one unless another is said, or one of its months; all
 * organisations or one with those below it
 * @TB_REPORT_OF_MONTH: a month, this one unless another is said; all organisations or one with
 * those below it
 * @TB_REPORT_OF_ALL: everything, or a year of it; all organisations or one with those below it
 *
 * What a report is about.
 */
typedef enum
{
  TB_REPORT_OF_EVENT,
  TB_REPORT_OF_PROJECT,
  TB_REPORT_OF_CLAIM,
  TB_REPORT_OF_YEAR,
  TB_REPORT_OF_MONTH,
  TB_REPORT_OF_ALL,
} TbReportScope;

/**
 * TbReportArguments:
 * @id: (nullable): the record that a report of one record is about
 * @organisation: (nullable): the id of an organisation, to leave out what is not its own or of one
 * below it
 * @year: or 0
 * @month: 1 to 12, or 0
 * @reason: (nullable): why S2 and S3 values are printed in clear; masked where %NULL
 */
typedef struct
{
  const char *id;
  const char *organisation;
  guint year;
  guint month;
  const char *reason;
} TbReportArguments;

/**
 * TbReport:
 *
 * What stands on a form, letter or ledger, as it was in the register at one moment. Immutable but
 * for its paper, which lays itself out when it is first drawn; one thread at a time.
 */
typedef struct _TbReport TbReport;

typedef struct _TbReportContext TbReportContext;

/**
 * TbReportKind:
 * @name: by which programs and the command line call it
 * @label: (translatable): by which people do
 * @scope: what it is about
 * @type_name: the record type that it is mostly of
 * @has_table: whether it can be saved as a spreadsheet too
 * @has_watermark: whether each page says who took it out of the register, and when
 * @whole_year: whether it is of a whole year only, never of a month
 * @build: reads it; on a reader's thread
 *
 * A kind of form or ledger (domain model §4). A new one is a file tb-report-NAME.c and a row of the
 * table in tb-report-kinds.c.
 */
typedef struct
{
  const char *name;
  const char *label;
  TbReportScope scope;
  const char *type_name;
  gboolean has_table;
  gboolean has_watermark;
  gboolean whole_year;
  TbReport *(*build) (const TbReportContext *context, GError **error);
} TbReportKind;

const TbReportKind *tb_report_kinds_get (guint *n_kinds);
const TbReportKind *tb_report_kinds_find (const char *name);

TbReport *tb_report_build (TbSession *session, const TbReportKind *kind,
                           const TbReportArguments *arguments, GCancellable *cancellable,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_report_build_async (TbSession *session, const TbReportKind *kind,
                            const TbReportArguments *arguments, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
TbReport *tb_report_build_finish (TbSession *session, GAsyncResult *result,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void tb_report_free (TbReport *self);

const char *tb_report_get_name (TbReport *self);
TbPaper *tb_report_get_paper (TbReport *self);
TbPaperTable *tb_report_get_table (TbReport *self);

/* Writes .pdf, or .xlsx or .csv where there is a table, and journals it. Printing is journalled
 * too.
 */
gboolean tb_report_save (TbReport *self, TbSession *session, GFile *file, GCancellable *cancellable,
                         GError **error);
void tb_report_save_async (TbReport *self, TbSession *session, GFile *file,
                           GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean tb_report_save_finish (TbSession *session, GAsyncResult *result, GError **error);
gboolean tb_report_log_print (TbReport *self, TbSession *session, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbReport, tb_report_free)

G_END_DECLS
