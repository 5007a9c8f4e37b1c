/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-page.h"
#include "tb-week.h"

G_BEGIN_DECLS

/**
 * TbOverviewFigure:
 * @page: the page it leads to
 * @figures: counts of the page's record type
 * @note: (nullable): a second figure, in words
 */
typedef struct
{
  const TbPageInfo *page;
  TbTypeFigures *figures;
  char *note;
} TbOverviewFigure;

/**
 * TbOverviewGap:
 * @page: the page it leads to
 * @field: index of the field that is missing
 * @n_missing: in how many records
 * @n_records: of how many
 */
typedef struct
{
  const TbPageInfo *page;
  guint field;
  gint64 n_missing;
  gint64 n_records;
} TbOverviewGap;

/**
 * TbOverviewData:
 * @figures: (element-type TbOverviewFigure): in the order of the pages
 * @gaps: (element-type TbOverviewGap): the most common first
 * @batches: (element-type TbBatchInfo): the newest first
 * @due: (element-type TbDueItem): what is to be done this week
 * @n_records: records of all pages together
 *
 * What the overview shows, read at one go.
 */
typedef struct
{
  GPtrArray *figures;
  GArray *gaps;
  GPtrArray *batches;
  GPtrArray *due;
  gint64 n_records;
} TbOverviewData;

void tb_overview_data_free (TbOverviewData *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbOverviewData, tb_overview_data_free)

void tb_overview_data_read_async (TbSession *session, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
TbOverviewData *tb_overview_data_read_finish (TbSession *session, GAsyncResult *result,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
