/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-project-rules.h"

#include <glib/gi18n-lib.h>

#include "tb-claim-places.h"
#include "tb-type-claim.h"
#include "tb-type-evaluation.h"
#include "tb-type-project.h"

/* How often the day on which a project is due can be put off (domain model §1.9). */
#define MAX_EXTENSIONS 2

static void
set_today (const TbTransitionStep *step, guint field)
{
  tb_record_set_text (step->record, field, tb_batch_writer_get_today_iso (step->writer));
}

static gboolean
require (const TbTransitionStep *step, guint field, GError **error)
{
  return tb_record_has (step->record, field) || tb_transition_refuse_missing (error, step, field);
}

/* "a" comes after "b", as far as both are known to the same precision. */
static gboolean
is_after (const char *a, const char *b)
{
  return a != NULL && b != NULL && strncmp (a, b, MIN (strlen (a), strlen (b))) > 0;
}

static gboolean
count (const TbTransitionStep *step, TbClaimStanding standing, gint64 *n_claims, GError **error)
{
  return tb_claims_count (step->connection, tb_record_get_id (step->before), standing, n_claims,
                          error);
}

/* Takes every claim of a standing through a transition, where it is written already. */
static gboolean
run_for_all (const TbTransitionStep *step, TbClaimStanding standing, const char *verb,
             GError **error)
{
  g_autoptr (GPtrArray) claims
      = tb_claims_list (step->connection, tb_record_get_id (step->before), standing, error);

  for (guint i = 0; claims != NULL && i < claims->len; i++)
    if (!tb_transition_run (step->writer, g_ptr_array_index (claims, i), verb, step->reason, error))
      return FALSE;

  return claims != NULL;
}

/*
 * tb_project_guard_publish:
 *
 * Nobody can claim what is not said.
 */
gboolean
tb_project_guard_publish (const TbTransitionStep *step, GError **error)
{
  g_autofree char *title = tb_record_dup_title (step->before);

  return tb_record_has (step->before, TB_PROJECT_NEED)
         || tb_transition_refuse (
             error, _ ("“%s” does not say yet what is needed. Fill in the need, then publish it."),
             title);
}

gboolean
tb_project_prepare_publish (const TbTransitionStep *step, GError **error)
{
  static const guint fields[]
      = { TB_PROJECT_OPEN_FROM, TB_PROJECT_OPEN_TO, TB_PROJECT_DUE_ON, TB_PROJECT_CONTACT };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (!require (step, fields[i], error))
      return FALSE;

  if (is_after (tb_record_get_text (step->record, TB_PROJECT_OPEN_FROM),
                tb_record_get_text (step->record, TB_PROJECT_OPEN_TO)))
    return tb_transition_refuse (
        error, _ ("Claims would end on %s, before they begin on %s. Correct the dates."),
        tb_record_get_text (step->record, TB_PROJECT_OPEN_TO),
        tb_record_get_text (step->record, TB_PROJECT_OPEN_FROM));
  if (is_after (tb_record_get_text (step->record, TB_PROJECT_OPEN_FROM),
                tb_record_get_text (step->record, TB_PROJECT_DUE_ON)))
    return tb_transition_refuse (
        error, _ ("The project would be due on %s, before claims begin on %s. Correct the dates."),
        tb_record_get_text (step->record, TB_PROJECT_DUE_ON),
        tb_record_get_text (step->record, TB_PROJECT_OPEN_FROM));

  set_today (step, TB_PROJECT_PUBLISHED_ON);
  return TRUE;
}

gboolean
tb_project_guard_start (const TbTransitionStep *step, GError **error)
{
  g_autofree char *title = tb_record_dup_title (step->before);
  gint64 n_claims;

  if (!count (step, TB_CLAIMS_HOLDING, &n_claims, error))
    return FALSE;

  return n_claims > 0
         || tb_transition_refuse (
             error, _ ("No claim on “%s” is confirmed yet. Confirm one, then start."), title);
}

/* Whoever was confirmed begins with the project. */
gboolean
tb_project_follow_start (const TbTransitionStep *step, GError **error)
{
  g_autoptr (GPtrArray) claims = tb_claims_list (step->connection, tb_record_get_id (step->before),
                                                 TB_CLAIMS_AT_WORK, error);

  for (guint i = 0; claims != NULL && i < claims->len; i++)
    {
      TbRecord *claim = g_ptr_array_index (claims, i);

      if (g_str_equal (tb_record_get_text (claim, TB_CLAIM_STATE), "confirmed")
          && !tb_transition_run (step->writer, claim, "start", NULL, error))
        return FALSE;
    }

  return claims != NULL;
}

gboolean
tb_project_guard_finish (const TbTransitionStep *step, GError **error)
{
  g_autoptr (GPtrArray) claims = tb_claims_list (step->connection, tb_record_get_id (step->before),
                                                 TB_CLAIMS_AT_WORK, error);
  g_autofree char *title = tb_record_dup_title (step->before);
  gint64 n_claims;

  if (claims == NULL || !count (step, TB_CLAIMS_HOLDING, &n_claims, error))
    return FALSE;
  if (n_claims == 0)
    return tb_transition_refuse (error, _ ("Nobody has a claim on “%s”, so there is no result."),
                                 title);
  if (claims->len == 0)
    return TRUE;

  return tb_transition_refuse (
      error,
      /* Translators: the name of a claimant, then the title of a project. */
      _ ("“%s” has not submitted the result of “%s” yet. Every claimant must have done so."),
      tb_record_get_text (g_ptr_array_index (claims, 0), TB_CLAIM_CLAIMANT), title);
}

gboolean
tb_project_guard_accept (const TbTransitionStep *step, GError **error)
{
  g_autoptr (GPtrArray) claims = tb_claims_list (step->connection, tb_record_get_id (step->before),
                                                 TB_CLAIMS_HOLDING, error);
  g_autofree char *title = tb_record_dup_title (step->before);

  if (claims == NULL)
    return FALSE;
  if (claims->len == 0)
    return tb_transition_refuse (error, _ ("No claim on “%s” was accepted."), title);

  for (guint i = 0; i < claims->len; i++)
    {
      TbRecord *claim = g_ptr_array_index (claims, i);

      if (!tb_claim_stands (claim, TB_CLAIMS_ACCEPTED))
        return tb_transition_refuse (
            error,
            /* Translators: the name of a claimant, then the title of a project. */
            _ ("The result of “%s” for “%s” has not been accepted yet. Record its acceptance "
               "first."),
            tb_record_get_text (claim, TB_CLAIM_CLAIMANT), title);
    }

  return TRUE;
}

gboolean
tb_project_prepare_accept (const TbTransitionStep *step, GError **error)
{
  tb_record_set_int (step->record, TB_PROJECT_PROGRESS, 100);
  set_today (step, TB_PROJECT_CLOSED_ON);

  return TRUE;
}

gboolean
tb_project_guard_evaluate (const TbTransitionStep *step, GError **error)
{
  g_autoptr (GPtrArray) evaluations
      = tb_transition_find (step->connection, &tb_type_evaluation, TB_EVALUATION_PROJECT,
                            tb_record_get_id (step->before), error);
  g_autofree char *title = tb_record_dup_title (step->before);

  if (evaluations == NULL)
    return FALSE;

  return evaluations->len > 0
         || tb_transition_refuse (error, _ ("“%s” has no evaluation yet. Enter its scores first."),
                                  title);
}

gboolean
tb_project_guard_lapse (const TbTransitionStep *step, GError **error)
{
  TbClock *clock = tb_connection_get_clock (step->connection);
  const char *open_to = tb_record_get_text (step->before, TB_PROJECT_OPEN_TO);
  g_autofree char *title = tb_record_dup_title (step->before);
  char today[TB_DATE_ISO_SIZE];
  gint64 n_claims;

  tb_date_to_iso (tb_clock_today (clock), today);
  if (open_to != NULL && !is_after (today, open_to))
    return tb_transition_refuse (error, _ ("“%s” can still be claimed until %s."), title, open_to);
  if (!count (step, TB_CLAIMS_HOLDING, &n_claims, error))
    return FALSE;

  return n_claims == 0
         || tb_transition_refuse (
             error, _ ("A claim on “%s” is confirmed, so that it was not left unclaimed."), title);
}

gboolean
tb_project_prepare_republish (const TbTransitionStep *step, GError **error)
{
  const char *open_to = tb_record_get_text (step->record, TB_PROJECT_OPEN_TO);
  const char *today = tb_batch_writer_get_today_iso (step->writer);

  if (!require (step, TB_PROJECT_OPEN_TO, error))
    return FALSE;
  if (is_after (today, open_to))
    return tb_transition_refuse (
        error, _ ("Claims would have ended on %s already. Give a later date."), open_to);

  return TRUE;
}

gboolean
tb_project_guard_assign (const TbTransitionStep *step, GError **error)
{
  g_autofree char *title = tb_record_dup_title (step->before);
  gint64 n_asking, n_holding;

  if (!count (step, TB_CLAIMS_ASKING, &n_asking, error)
      || !count (step, TB_CLAIMS_HOLDING, &n_holding, error))
    return FALSE;

  return n_asking + n_holding > 0
         || tb_transition_refuse (
             error,
             _ ("“%s” has no claim that could be confirmed. Add the claim of whoever is to "
                "take it on, then assign."),
             title);
}

/* Assigned from above: whoever was put down last takes it on, without a decision of its own. */
gboolean
tb_project_follow_assign (const TbTransitionStep *step, GError **error)
{
  g_autoptr (GPtrArray) asking = NULL;
  TbRecord *claim;
  gint64 n_holding;

  if (!count (step, TB_CLAIMS_HOLDING, &n_holding, error))
    return FALSE;
  if (n_holding > 0)
    return TRUE;

  asking
      = tb_claims_list (step->connection, tb_record_get_id (step->before), TB_CLAIMS_ASKING, error);
  if (asking == NULL)
    return FALSE;

  claim = g_ptr_array_index (asking, 0);
  return (!g_str_equal (tb_record_get_text (claim, TB_CLAIM_STATE), "applied")
          || tb_transition_run (step->writer, claim, "check", NULL, error))
         && tb_transition_run (step->writer, claim, "confirm", NULL, error);
}

gboolean
tb_project_guard_extend (const TbTransitionStep *step, GError **error)
{
  g_autofree char *title = tb_record_dup_title (step->before);

  return tb_record_get_int (step->before, TB_PROJECT_EXTENSIONS) < MAX_EXTENSIONS
         || tb_transition_refuse (
             error,
             _ ("“%s” has been put off twice, which is as often as it can be. Suspend or "
                "terminate it, or finish it late."),
             title);
}

gboolean
tb_project_prepare_extend (const TbTransitionStep *step, GError **error)
{
  const char *before = tb_record_get_text (step->before, TB_PROJECT_DUE_ON);

  if (!require (step, TB_PROJECT_DUE_ON, error))
    return FALSE;
  if (before != NULL && !is_after (tb_record_get_text (step->record, TB_PROJECT_DUE_ON), before))
    return tb_transition_refuse (
        error, _ ("The project is due on %s already. Give a later date to put it off."), before);

  tb_record_set_int (step->record, TB_PROJECT_EXTENSIONS,
                     tb_record_get_int (step->before, TB_PROJECT_EXTENSIONS) + 1);
  return TRUE;
}

/* Claims that were to be done with the project are put off with it. */
gboolean
tb_project_follow_extend (const TbTransitionStep *step, GError **error)
{
  g_autoptr (GPtrArray) claims = tb_claims_list (step->connection, tb_record_get_id (step->before),
                                                 TB_CLAIMS_AT_WORK, error);

  for (guint i = 0; claims != NULL && i < claims->len; i++)
    {
      TbRecord *claim = g_ptr_array_index (claims, i);

      if (g_strcmp0 (tb_record_get_text (claim, TB_CLAIM_DUE_ON),
                     tb_record_get_text (step->before, TB_PROJECT_DUE_ON))
          != 0)
        continue;
      tb_record_set_text (claim, TB_CLAIM_DUE_ON,
                          tb_record_get_text (step->record, TB_PROJECT_DUE_ON));
      if (!tb_batch_writer_apply_permitted (step->writer, TB_CHANGE_UPDATE, claim,
                                            TB_PERMIT_TRANSITION, error))
        return FALSE;
    }

  return claims != NULL;
}

gboolean
tb_project_prepare_terminate (const TbTransitionStep *step, GError **error)
{
  set_today (step, TB_PROJECT_CLOSED_ON);

  return TRUE;
}

/* What nobody will finish is not left open; figures do not count it against the claimants. */
gboolean
tb_project_follow_terminate (const TbTransitionStep *step, GError **error)
{
  return run_for_all (step, TB_CLAIMS_ASKING, "reject", error)
         && run_for_all (step, TB_CLAIMS_AT_WORK, "withdraw", error);
}
