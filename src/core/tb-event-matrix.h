/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-session.h"

G_BEGIN_DECLS

/**
 * TbMatrixCell:
 * @TB_MATRIX_NOT_DUE: nothing is owed yet, or ever by this branch
 * @TB_MATRIX_HELD: ✓
 * @TB_MATRIX_MADE_UP: 补: held, but after its period, or entered late
 * @TB_MATRIX_MISSED: ✗: the period is over
 *
 * One cell of the yearly matrix.
 */
typedef enum
{
  TB_MATRIX_NOT_DUE,
  TB_MATRIX_HELD,
  TB_MATRIX_MADE_UP,
  TB_MATRIX_MISSED,
} TbMatrixCell;

/**
 * TbMatrixColumn:
 * @kind: code of the kind of event
 * @period: of what the year has so many: `01` to `12` a month, `Q1` to `Q4` a quarter, empty for
 * the year
 *
 * A column of the yearly matrix.
 */
typedef struct
{
  const char *kind;
  const char *period;
} TbMatrixColumn;

/**
 * TbMatrixRow:
 * @organisation: (owned): id of a branch
 * @title: (owned): its short name, or its name
 * @cells: one for each column
 *
 * A row of the yearly matrix.
 */
typedef struct
{
  char *organisation;
  char *title;
  TbMatrixCell *cells;
} TbMatrixRow;

/**
 * TbEventMatrix:
 * @year: which year
 * @rows: (element-type TbMatrixRow): the branches, in the order of their names
 *
 * Which branch held what in a year: the report that inspectors ask for.
 */
typedef struct
{
  int year;
  GPtrArray *rows;
} TbEventMatrix;

const TbMatrixColumn *tb_event_matrix_get_columns (guint *n_columns);
char *tb_event_matrix_column_dup_title (const TbMatrixColumn *column) G_GNUC_WARN_UNUSED_RESULT;
const char *tb_matrix_cell_get_mark (TbMatrixCell cell);
const char *tb_matrix_cell_get_words (TbMatrixCell cell);
void tb_event_matrix_free (TbEventMatrix *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbEventMatrix, tb_event_matrix_free)

TbEventMatrix *tb_event_matrix_new (TbSession *session, int year, const char *organisation_id,
                                    GCancellable *cancellable,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Finish with tb_session_read_finish(), which gives a #TbEventMatrix. */
void tb_event_matrix_new_async (TbSession *session, int year, const char *organisation_id,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
/* For a #TbReadFunc that needs it among other things. */
TbEventMatrix *tb_event_matrix_read (TbConnection *connection, int year,
                                     const char *organisation_id,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * TbEventFigures:
 * @n_planned: events of the year that were neither cancelled nor held yet
 * @n_held: events held
 * @n_late: of these, entered more than 15 days after
 * @n_cancelled: events cancelled
 * @n_expected: attendances expected at the events held
 * @n_present: of these, present
 * @study_hours: hours of the study ledger, in hundredths
 * @volunteer_hours: hours of the volunteers' ledger, in hundredths
 *
 * What a year of an organisation comes to.
 */
typedef struct
{
  gint64 n_planned;
  gint64 n_held;
  gint64 n_late;
  gint64 n_cancelled;
  gint64 n_expected;
  gint64 n_present;
  gint64 study_hours;
  gint64 volunteer_hours;
} TbEventFigures;

/* Finish the asynchronous one with tb_session_read_finish(); freed with g_free(). */
TbEventFigures *tb_event_figures_new (TbSession *session, int year, const char *organisation_id,
                                      GCancellable *cancellable,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
