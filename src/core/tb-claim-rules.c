/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-claim-rules.h"

#include <glib/gi18n-lib.h>

#include "tb-claim-places.h"
#include "tb-error.h"
#include "tb-record-table.h"
#include "tb-text.h"
#include "tb-type-acceptance.h"
#include "tb-type-attachment.h"
#include "tb-type-claim.h"
#include "tb-type-evaluation.h"
#include "tb-type-milestone.h"
#include "tb-type-project.h"

static TbRecord *
load_project (const TbTransitionStep *step, GError **error)
{
  return tb_record_table_load (step->connection, &tb_type_project,
                               tb_record_get_text (step->before, TB_CLAIM_PROJECT), error);
}

static void
set_today (const TbTransitionStep *step, guint field)
{
  tb_record_set_text (step->record, field, tb_batch_writer_get_today_iso (step->writer));
}

static const char *
get_claimant (const TbTransitionStep *step)
{
  return tb_record_get_text (step->before, TB_CLAIM_CLAIMANT);
}

static gboolean
project_has_state (TbRecord *project, const char *const *states)
{
  const char *state = tb_record_get_text (project, TB_PROJECT_STATE);

  return state != NULL && g_strv_contains (states, state);
}

/* Claims are taken from publication until the work is over, and by assignment when nobody came. */
static gboolean
check_takes_claims (const TbTransitionStep *step, TbRecord *project, GError **error)
{
  static const char *const states[] = { "published", "claimed", "under_way", "unclaimed", NULL };
  g_autofree char *title = tb_record_dup_title (project);
  g_autofree char *state = NULL;
  gboolean full;

  if (!project_has_state (project, states))
    {
      state = tb_record_dup_display (project, TB_PROJECT_STATE, TB_DISPLAY_MASKED);
      return tb_transition_refuse (error,
                                   /* Translators: the title of a project, and its state. */
                                   _ ("“%s” takes no claims: it is in the state “%s”."), title,
                                   state);
    }
  if (!tb_project_is_full (step->connection, project, &full, error))
    return FALSE;

  return !full
         || tb_transition_refuse (error, _ ("Every place on “%s” is taken by a confirmed claim."),
                                  title);
}

/* The same party twice, by reference where there is one, else by name. */
static gboolean
is_same_claimant (TbRecord *a, TbRecord *b)
{
  guint field = tb_claim_get_claimant_field (tb_record_get_text (a, TB_CLAIM_CLAIMANT_KIND));

  if (field != TB_FIELD_NOT_FOUND && tb_record_has (a, field) && tb_record_has (b, field))
    return tb_record_field_equal (a, b, field);

  return tb_record_field_equal (a, b, TB_CLAIM_CLAIMANT_KIND)
         && tb_record_field_equal (a, b, TB_CLAIM_CLAIMANT);
}

/* Of two that only asked, the first came first. */
static gboolean
stands_in_the_way (TbRecord *claim, TbRecord *other)
{
  return g_strcmp0 (tb_record_get_id (other), tb_record_get_id (claim)) != 0
         && is_same_claimant (claim, other)
         && (g_strcmp0 (tb_record_get_text (other, TB_CLAIM_STATE), "applied") != 0
             || tb_record_get_row (other) < tb_record_get_row (claim));
}

static gboolean
check_not_claimed_already (const TbTransitionStep *step, TbRecord *project, GError **error)
{
  static const TbClaimStanding standings[] = { TB_CLAIMS_ASKING, TB_CLAIMS_HOLDING };
  g_autofree char *title = tb_record_dup_title (project);

  for (guint i = 0; i < G_N_ELEMENTS (standings); i++)
    {
      g_autoptr (GPtrArray) claims
          = tb_claims_list (step->connection, tb_record_get_id (project), standings[i], error);

      if (claims == NULL)
        return FALSE;
      for (guint j = 0; j < claims->len; j++)
        {
          TbRecord *other = g_ptr_array_index (claims, j);

          if (stands_in_the_way (step->before, other))
            return tb_transition_refuse (
                error,
                /* Translators: a claimant, a project, the number of a claim. */
                _ ("“%s” has a claim on “%s” already: %s. Reject one of the two."),
                get_claimant (step), title, tb_record_get_text (other, TB_CLAIM_CODE));
        }
    }

  return TRUE;
}

gboolean
tb_claim_guard_check (const TbTransitionStep *step, GError **error)
{
  g_autoptr (TbRecord) project = load_project (step, error);

  return project != NULL && check_takes_claims (step, project, error)
         && check_not_claimed_already (step, project, error);
}

gboolean
tb_claim_guard_confirm (const TbTransitionStep *step, GError **error)
{
  g_autoptr (TbRecord) project = load_project (step, error);

  return project != NULL && check_takes_claims (step, project, error);
}

/* A claimant who names no day of their own keeps the day of the project. */
gboolean
tb_claim_prepare_confirm (const TbTransitionStep *step, GError **error)
{
  g_autoptr (TbRecord) project = load_project (step, error);

  if (project == NULL)
    return FALSE;
  if (!tb_record_has (step->record, TB_CLAIM_DUE_ON))
    tb_record_set_text (step->record, TB_CLAIM_DUE_ON,
                        tb_record_get_text (project, TB_PROJECT_DUE_ON));
  set_today (step, TB_CLAIM_CONFIRMED_ON);

  return TRUE;
}

/* The last place taken closes the list; a claim on what nobody wanted takes it off that list. */
gboolean
tb_claim_follow_confirm (const TbTransitionStep *step, GError **error)
{
  static const char *const published[] = { "published", NULL };
  static const char *const unclaimed[] = { "unclaimed", NULL };
  g_autoptr (TbRecord) project = load_project (step, error);
  gboolean full;

  if (project == NULL || !tb_project_is_full (step->connection, project, &full, error))
    return FALSE;
  if (full && project_has_state (project, published))
    return tb_transition_run (step->writer, project, "fill", NULL, error);
  if (project_has_state (project, unclaimed))
    return tb_transition_run (step->writer, project, "assign", NULL, error);

  return TRUE;
}

gboolean
tb_claim_guard_start (const TbTransitionStep *step, GError **error)
{
  static const char *const states[] = { "published", "claimed", "under_way", NULL };
  g_autoptr (TbRecord) project = load_project (step, error);
  g_autofree char *title = NULL;
  g_autofree char *state = NULL;

  if (project == NULL)
    return FALSE;
  if (project_has_state (project, states))
    return TRUE;

  title = tb_record_dup_title (project);
  state = tb_record_dup_display (project, TB_PROJECT_STATE, TB_DISPLAY_MASKED);
  return tb_transition_refuse (error,
                               /* Translators: the title of a project, and its state. */
                               _ ("Work on “%s” cannot start: the project is in the state “%s”."),
                               title, state);
}

gboolean
tb_claim_prepare_start (const TbTransitionStep *step, GError **error)
{
  if (!tb_record_has (step->record, TB_CLAIM_START_ON))
    set_today (step, TB_CLAIM_START_ON);

  return TRUE;
}

static gboolean
has_attachment (const TbTransitionStep *step, guint field, const char *id, gboolean *has,
                GError **error)
{
  g_autoptr (GPtrArray) attachments
      = tb_transition_find (step->connection, &tb_type_attachment, field, id, error);

  if (attachments == NULL)
    return FALSE;

  *has = attachments->len > 0;
  return TRUE;
}

/* What is to be shown for a milestone hangs on the milestone, or on the claim that reached it. */
static gboolean
check_evidence (const TbTransitionStep *step, TbRecord *project, GError **error)
{
  g_autoptr (GPtrArray) milestones
      = tb_transition_find (step->connection, &tb_type_milestone, TB_MILESTONE_PROJECT,
                            tb_record_get_id (project), error);
  gboolean has;

  if (milestones == NULL
      || !has_attachment (step, TB_ATTACHMENT_CLAIM, tb_record_get_id (step->before), &has, error))
    return FALSE;
  if (has)
    return TRUE;

  for (guint i = 0; i < milestones->len; i++)
    {
      TbRecord *milestone = g_ptr_array_index (milestones, i);

      if (!tb_record_get_boolean (milestone, TB_MILESTONE_EVIDENCE_REQUIRED))
        continue;
      if (!has_attachment (step, TB_ATTACHMENT_MILESTONE, tb_record_get_id (milestone), &has,
                           error))
        return FALSE;
      if (!has)
        return tb_transition_refuse (
            error,
            /* Translators: the title of a milestone. */
            _ ("The milestone “%s” needs evidence. Attach a photo or a file to it or to the claim, "
               "then submit."),
            tb_record_get_text (milestone, TB_MILESTONE_TITLE));
    }

  return TRUE;
}

gboolean
tb_claim_guard_submit (const TbTransitionStep *step, GError **error)
{
  static const char *const states[] = { "under_way", "awaiting_acceptance", NULL };
  g_autoptr (TbRecord) project = load_project (step, error);
  g_autofree char *title = NULL;
  g_autofree char *state = NULL;

  if (project == NULL)
    return FALSE;
  if (project_has_state (project, states))
    return check_evidence (step, project, error);

  title = tb_record_dup_title (project);
  state = tb_record_dup_display (project, TB_PROJECT_STATE, TB_DISPLAY_MASKED);
  return tb_transition_refuse (
      error,
      /* Translators: the title of a project, and its state. */
      _ ("A result is submitted while the project is under way; “%s” is in the state “%s”."), title,
      state);
}

gboolean
tb_claim_prepare_submit (const TbTransitionStep *step, GError **error)
{
  tb_record_set_int (step->record, TB_CLAIM_PROGRESS, 100);
  set_today (step, TB_CLAIM_SUBMITTED_ON);

  return TRUE;
}

/* The last acceptance of the claim, which is the one that counts. */
static TbRecord *
load_acceptance (const TbTransitionStep *step, const char *result, GError **error)
{
  g_autoptr (GPtrArray) acceptances
      = tb_transition_find (step->connection, &tb_type_acceptance, TB_ACCEPTANCE_CLAIM,
                            tb_record_get_id (step->before), error);
  TbRecord *last;

  if (acceptances == NULL)
    return NULL;

  last = acceptances->len > 0 ? g_ptr_array_index (acceptances, 0) : NULL;
  if (last != NULL && g_strcmp0 (tb_record_get_text (last, TB_ACCEPTANCE_RESULT), result) == 0)
    return g_object_ref (last);

  if (last == NULL)
    {
      tb_transition_refuse (error,
                            _ ("The result of “%s” has not been inspected yet. Record the "
                               "acceptance, with two people, first."),
                            get_claimant (step));
    }
  else
    {
      g_autofree char *found
          = tb_record_dup_display (last, TB_ACCEPTANCE_RESULT, TB_DISPLAY_MASKED);

      tb_transition_refuse (error,
                            /* Translators: a claimant, then what an inspection found. */
                            _ ("The last acceptance of “%s” says: %s. Record another one first."),
                            get_claimant (step), found);
    }
  return NULL;
}

/* By at least two people (domain model §1.9), who are not the same person twice. */
static gboolean
check_acceptors (TbRecord *acceptance, GError **error)
{
  const char *first = tb_record_get_text (acceptance, TB_ACCEPTANCE_FIRST_ACCEPTOR);
  const char *second = tb_record_get_text (acceptance, TB_ACCEPTANCE_SECOND_ACCEPTOR);

  return (!tb_text_is_blank (first) && !tb_text_is_blank (second) && g_strcmp0 (first, second) != 0)
         || tb_transition_refuse (
             error, _ ("An acceptance needs two different people. Correct who accepted."));
}

static gboolean
guard_acceptance (const TbTransitionStep *step, const char *result, GError **error)
{
  g_autoptr (TbRecord) acceptance = load_acceptance (step, result, error);

  return acceptance != NULL && check_acceptors (acceptance, error);
}

gboolean
tb_claim_guard_accept (const TbTransitionStep *step, GError **error)
{
  return guard_acceptance (step, "passed", error);
}

gboolean
tb_claim_prepare_accept (const TbTransitionStep *step, GError **error)
{
  g_autoptr (TbRecord) acceptance = load_acceptance (step, "passed", error);

  if (acceptance == NULL)
    return FALSE;

  tb_record_set_text (step->record, TB_CLAIM_ACCEPTED_ON,
                      tb_record_get_text (acceptance, TB_ACCEPTANCE_ON));
  return TRUE;
}

gboolean
tb_claim_guard_send_back (const TbTransitionStep *step, GError **error)
{
  return guard_acceptance (step, "rework", error);
}

gboolean
tb_claim_prepare_send_back (const TbTransitionStep *step, GError **error)
{
  g_autoptr (TbRecord) acceptance = load_acceptance (step, "rework", error);

  if (acceptance == NULL)
    return FALSE;
  if (!tb_record_has (step->record, TB_CLAIM_REWORK_DUE)
      || tb_record_field_equal (step->before, step->record, TB_CLAIM_REWORK_DUE))
    tb_record_set_text (step->record, TB_CLAIM_REWORK_DUE,
                        tb_record_get_text (acceptance, TB_ACCEPTANCE_REWORK_DUE));

  return tb_record_has (step->record, TB_CLAIM_REWORK_DUE)
         || tb_transition_refuse_missing (error, step, TB_CLAIM_REWORK_DUE);
}

gboolean
tb_claim_guard_fail (const TbTransitionStep *step, GError **error)
{
  return guard_acceptance (step, "failed", error);
}

gboolean
tb_claim_guard_evaluate (const TbTransitionStep *step, GError **error)
{
  g_autoptr (GPtrArray) evaluations
      = tb_transition_find (step->connection, &tb_type_evaluation, TB_EVALUATION_CLAIM,
                            tb_record_get_id (step->before), error);

  if (evaluations == NULL)
    return FALSE;

  return evaluations->len > 0
         || tb_transition_refuse (
             error, _ ("The work of “%s” has no evaluation yet. Enter its scores first."),
             get_claimant (step));
}

/* Whoever has been confirmed says why, and it counts (domain model §1.9). */
gboolean
tb_claim_prepare_withdraw (const TbTransitionStep *step, GError **error)
{
  if (tb_claim_stands (step->before, TB_CLAIMS_HOLDING) && tb_text_is_blank (step->reason))
    {
      g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
                   _ ("“%s” was confirmed. To withdraw now, give a reason."), get_claimant (step));
      return FALSE;
    }

  set_today (step, TB_CLAIM_WITHDRAWN_ON);
  return TRUE;
}

/* A place that becomes free is on the list again. */
gboolean
tb_claim_follow_withdraw (const TbTransitionStep *step, GError **error)
{
  static const char *const claimed[] = { "claimed", NULL };
  g_autoptr (TbRecord) project = load_project (step, error);
  gboolean full;

  if (project == NULL || !tb_project_is_full (step->connection, project, &full, error))
    return FALSE;

  return full || !project_has_state (project, claimed)
         || tb_transition_run (step->writer, project, "reopen", NULL, error);
}
