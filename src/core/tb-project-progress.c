/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-project-progress.h"

#include "tb-claim-places.h"
#include "tb-record-table.h"
#include "tb-statement.h"
#include "tb-type-claim.h"
#include "tb-type-milestone.h"
#include "tb-type-progress-report.h"
#include "tb-type-project.h"

/* Milestones of which none has a weight weigh the same. Without milestones, it is the average of
 * the claims that hold a place. */
static const char progress_sql[]
    = "SELECT coalesce ("
      " (SELECT CASE WHEN total (weight) > 0"
      "   THEN round (100.0 * total (CASE WHEN done_on IS NOT NULL THEN weight END)"
      "        / total (weight))"
      "   ELSE round (100.0 * count (done_on) / count (*)) END"
      "  FROM milestone WHERE project = ?1 AND removed_at IS NULL HAVING count (*) > 0),"
      " (SELECT round (avg (coalesce (progress, 0))) FROM claim"
      "  WHERE project = ?1 AND removed_at IS NULL"
      "  AND state IN ('confirmed', 'under_way', 'submitted', 'rework', 'accepted', 'evaluated')),"
      " 0)";

/*
 * tb_project_progress_reckon:
 * @percent: (out): how much of the project is done, from 0 to 100
 *
 * Reckons the progress of a project from the weights of its milestones, or, where it has none, from
 * its claims.
 */
gboolean
tb_project_progress_reckon (TbConnection *connection, const char *project_id, gint64 *percent,
                            GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (connection, progress_sql, error);

  if (statement == NULL)
    return FALSE;

  tb_statement_bind_text (statement, 1, project_id);
  if (tb_statement_step (statement, error) != TB_STEP_ROW)
    return FALSE;

  *percent = CLAMP (tb_statement_get_int (statement, 0), 0, 100);
  return TRUE;
}

/*
 * tb_project_progress_update:
 *
 * Writes how far the project is, within the batch. One that is over keeps what it had.
 */
gboolean
tb_project_progress_update (TbBatchWriter *writer, const char *project_id, GError **error)
{
  TbConnection *connection = tb_batch_writer_get_connection (writer);
  g_autoptr (TbRecord) project
      = tb_record_table_load (connection, &tb_type_project, project_id, error);
  gint64 percent;

  if (project == NULL)
    return FALSE;
  if (tb_record_is_removed (project) || tb_project_is_over (project))
    return TRUE;
  if (!tb_project_progress_reckon (connection, project_id, &percent, error))
    return FALSE;
  if (tb_record_get_int (project, TB_PROJECT_PROGRESS) == percent)
    return TRUE;

  tb_record_set_int (project, TB_PROJECT_PROGRESS, percent);
  return tb_batch_writer_apply_permitted (writer, TB_CHANGE_UPDATE, project, TB_PERMIT_TRANSITION,
                                          error);
}

gboolean
tb_project_progress_follow_milestone (TbBatchWriter *writer, TbRecord *before, TbRecord *after,
                                      GError **error)
{
  return tb_project_progress_update (
      writer, tb_record_get_text (after != NULL ? after : before, TB_MILESTONE_PROJECT), error);
}

/* Reports that say how far it is: the one of the latest day counts, and of one day the last. */
static gboolean
find_last_percent (TbConnection *connection, const char *claim_id, gint64 *percent, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection,
      "SELECT coalesce ((SELECT percent FROM progress_report WHERE claim = ?1"
      " AND removed_at IS NULL AND percent IS NOT NULL ORDER BY \"on\" DESC, row DESC LIMIT 1), 0)",
      error);

  if (statement == NULL)
    return FALSE;

  tb_statement_bind_text (statement, 1, claim_id);
  if (tb_statement_step (statement, error) != TB_STEP_ROW)
    return FALSE;

  *percent = tb_statement_get_int (statement, 0);
  return TRUE;
}

/*
 * tb_project_progress_follow_report:
 *
 * A claim is as far as its last report says, and the project follows.
 */
gboolean
tb_project_progress_follow_report (TbBatchWriter *writer, TbRecord *before, TbRecord *after,
                                   GError **error)
{
  static const char *const at_work[] = { "confirmed", "under_way", "rework", NULL };
  TbConnection *connection = tb_batch_writer_get_connection (writer);
  const char *claim_id
      = tb_record_get_text (after != NULL ? after : before, TB_PROGRESS_REPORT_CLAIM);
  g_autoptr (TbRecord) claim = tb_record_table_load (connection, &tb_type_claim, claim_id, error);
  gint64 percent;

  if (claim == NULL)
    return FALSE;
  if (tb_record_is_removed (claim)
      || !g_strv_contains (at_work, tb_record_get_text (claim, TB_CLAIM_STATE)))
    return TRUE;
  if (!find_last_percent (connection, claim_id, &percent, error))
    return FALSE;
  if (tb_record_get_int (claim, TB_CLAIM_PROGRESS) == percent)
    return TRUE;

  tb_record_set_int (claim, TB_CLAIM_PROGRESS, percent);
  return tb_batch_writer_apply_permitted (writer, TB_CHANGE_UPDATE, claim, TB_PERMIT_TRANSITION,
                                          error);
}
