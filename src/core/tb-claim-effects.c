/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-claim-effects.h"

#include <glib/gi18n-lib.h>

#include "tb-claim-places.h"
#include "tb-project-progress.h"
#include "tb-record-table.h"
#include "tb-transition-rule.h"
#include "tb-type-claim.h"
#include "tb-type-project.h"

static gboolean
refers_to_another (TbRecord *before, TbRecord *record)
{
  guint field = tb_claim_get_claimant_field (tb_record_get_text (record, TB_CLAIM_CLAIMANT_KIND));

  return field != TB_FIELD_NOT_FOUND && before != NULL
         && (!tb_record_field_equal (before, record, TB_CLAIM_CLAIMANT_KIND)
             || !tb_record_field_equal (before, record, field));
}

/*
 * tb_claim_complete:
 *
 * The claimant's name as it is in the register when the claim is made: it stays what was printed
 * when the claimant is called otherwise later. A new claim is applied for today.
 */
gboolean
tb_claim_complete (TbConnection *connection, TbRecord *before, TbRecord *record, GError **error)
{
  if (!tb_record_has (record, TB_CLAIM_CLAIMANT) || refers_to_another (before, record))
    {
      g_autofree char *name = tb_claim_dup_claimant (connection, record, error);

      if (name == NULL)
        return FALSE;
      if (*name != '\0')
        tb_record_set_text (record, TB_CLAIM_CLAIMANT, name);
    }

  if (before == NULL && !tb_record_has (record, TB_CLAIM_APPLIED_ON))
    {
      char today[TB_DATE_ISO_SIZE];

      tb_date_to_iso (tb_clock_today (tb_connection_get_clock (connection)), today);
      tb_record_set_text (record, TB_CLAIM_APPLIED_ON, today);
    }

  return TRUE;
}

/* A confirmed claim that is removed leaves its place. */
static gboolean
follow_removed (TbBatchWriter *writer, TbRecord *claim, GError **error)
{
  TbConnection *connection = tb_batch_writer_get_connection (writer);
  g_autoptr (TbRecord) project = tb_record_table_load (
      connection, &tb_type_project, tb_record_get_text (claim, TB_CLAIM_PROJECT), error);
  gboolean full;

  if (project == NULL)
    return FALSE;
  if (tb_record_is_removed (project)
      || g_strcmp0 (tb_record_get_text (project, TB_PROJECT_STATE), "claimed") != 0)
    return TRUE;
  if (!tb_project_is_full (connection, project, &full, error))
    return FALSE;

  return full || tb_transition_run (writer, project, "reopen", NULL, error);
}

/* Nobody applies for what is over. */
static gboolean
check_added (TbBatchWriter *writer, TbRecord *claim, GError **error)
{
  g_autoptr (TbRecord) project
      = tb_record_table_load (tb_batch_writer_get_connection (writer), &tb_type_project,
                              tb_record_get_text (claim, TB_CLAIM_PROJECT), error);
  g_autofree char *title = NULL;
  g_autofree char *state = NULL;

  if (project == NULL)
    return FALSE;
  if (!tb_project_is_over (project))
    return TRUE;

  title = tb_record_dup_title (project);
  state = tb_record_dup_display (project, TB_PROJECT_STATE, TB_DISPLAY_MASKED);
  return tb_transition_refuse (error,
                               /* Translators: the title of a project, and its state. */
                               _ ("“%s” takes no claims: it is in the state “%s”."), title, state);
}

/*
 * tb_claim_follow_change:
 *
 * The project's progress follows that of its claims, and its places those that hold them.
 */
gboolean
tb_claim_follow_change (TbBatchWriter *writer, TbRecord *before, TbRecord *after, GError **error)
{
  if (before == NULL && !check_added (writer, after, error))
    return FALSE;
  if (after == NULL && tb_claim_stands (before, TB_CLAIMS_HOLDING)
      && !follow_removed (writer, before, error))
    return FALSE;

  if (before != NULL && after != NULL && tb_record_field_equal (before, after, TB_CLAIM_PROGRESS)
      && tb_record_field_equal (before, after, TB_CLAIM_STATE))
    return TRUE;

  return tb_project_progress_update (
      writer, tb_record_get_text (after != NULL ? after : before, TB_CLAIM_PROJECT), error);
}
