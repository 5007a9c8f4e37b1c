/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-remedies.h"

#include "tb-claim-places.h"
#include "tb-error.h"
#include "tb-event-private.h"
#include "tb-record-table.h"
#include "tb-text.h"
#include "tb-type-claim.h"
#include "tb-type-event.h"
#include "tb-type-project.h"
#include "tb-type-vote.h"

static void
set_remedy (TbRemedy *remedy, TbRemedyKind kind, TbRecord *record)
{
  remedy->kind = kind;
  g_set_object (&remedy->record, record);
}

static void
set_step (TbRemedy *remedy, TbRecord *record, const char *verb)
{
  const TbMachine *machine = tb_machine_find (tb_record_get_record_type (record));

  set_remedy (remedy, TB_REMEDY_STEP, record);
  remedy->transition = tb_machine_find_transition (machine, verb);
}

static gboolean
has_state (TbRecord *record, const char *state)
{
  const TbMachine *machine = tb_machine_find (tb_record_get_record_type (record));

  return g_strcmp0 (tb_record_get_text (record, machine->state_field), state) == 0;
}

/* The step of another record that comes first; where that is refused as well, what clears its way.
 */
static gboolean
look_behind (const TbTransitionStep *step, TbRecord *record, const char *verb, TbRemedy *remedy,
             GError **error)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  const TbTransitionRule *rule = tb_transition_rules_find (type, verb);
  const TbTransitionStep first = {
    .connection = step->connection,
    .transition = tb_machine_find_transition (tb_machine_find (type), verb),
    .before = record,
    .record = record,
  };
  g_autoptr (GError) refusal = NULL;

  if (rule == NULL || rule->guard == NULL || rule->guard (&first, &refusal))
    {
      set_step (remedy, record, verb);
      return TRUE;
    }
  if (!g_error_matches (refusal, TB_ERROR, TB_ERROR_CONFLICT))
    {
      g_propagate_error (error, g_steal_pointer (&refusal));
      return FALSE;
    }

  return rule->remedy == NULL || rule->remedy (&first, remedy, error);
}

/* Claims */

static const struct
{
  const char *state;
  const char *verb;
} claim_steps[] = {
  { "applied", "check" },    { "checked", "confirm" }, { "confirmed", "start" },
  { "under_way", "submit" }, { "rework", "submit" },   { "submitted", "accept" },
};

/* What takes a claim on; an acceptance is written down on the way, so that its guard is not asked.
 */
static gboolean
take_on (const TbTransitionStep *step, TbRecord *claim, TbRemedy *remedy, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (claim_steps); i++)
    {
      if (!has_state (claim, claim_steps[i].state))
        continue;
      if (!g_str_equal (claim_steps[i].verb, "accept"))
        return look_behind (step, claim, claim_steps[i].verb, remedy, error);
      set_step (remedy, claim, claim_steps[i].verb);
    }

  return TRUE;
}

/* A claim of that standing that can be taken on. Of those that ask, who came first is served first;
 * of the others, the one that the guards name, which is the newest. */
static gboolean
take_on_one (const TbTransitionStep *step, TbClaimStanding standing, TbRemedy *remedy,
             GError **error)
{
  g_autoptr (GPtrArray) claims
      = tb_claims_list (step->connection, tb_record_get_id (step->before), standing, error);

  for (guint i = 0; claims != NULL && i < claims->len && remedy->kind == TB_REMEDY_NONE; i++)
    {
      guint index = standing == TB_CLAIMS_ASKING ? claims->len - 1 - i : i;

      if (!take_on (step, g_ptr_array_index (claims, index), remedy, error))
        return FALSE;
    }

  return claims != NULL;
}

/* Until the day until which it can be claimed; after that, it is left unclaimed. */
static gboolean
is_open (const TbTransitionStep *step)
{
  const char *open_to = tb_record_get_text (step->before, TB_PROJECT_OPEN_TO);
  char today[TB_DATE_ISO_SIZE];

  tb_date_to_iso (tb_clock_today (tb_connection_get_clock (step->connection)), today);
  return open_to == NULL || strncmp (today, open_to, strlen (open_to)) <= 0;
}

static gboolean
find_claimant (const TbTransitionStep *step, TbRemedy *remedy, GError **error)
{
  if (!take_on_one (step, TB_CLAIMS_ASKING, remedy, error))
    return FALSE;

  if (remedy->kind == TB_REMEDY_NONE && (!has_state (step->before, "published") || is_open (step)))
    set_remedy (remedy, TB_REMEDY_CLAIM, step->before);
  return TRUE;
}

/* Projects */

gboolean
tb_remedy_publish (const TbTransitionStep *step, TbRemedy *remedy, GError **error)
{
  set_remedy (remedy, TB_REMEDY_FILL_IN, step->before);
  return TRUE;
}

gboolean
tb_remedy_start_project (const TbTransitionStep *step, TbRemedy *remedy, GError **error)
{
  return find_claimant (step, remedy, error);
}

gboolean
tb_remedy_finish (const TbTransitionStep *step, TbRemedy *remedy, GError **error)
{
  gint64 n_claims;

  if (!tb_claims_count (step->connection, tb_record_get_id (step->before), TB_CLAIMS_HOLDING,
                        &n_claims, error))
    return FALSE;

  return n_claims > 0 ? take_on_one (step, TB_CLAIMS_AT_WORK, remedy, error)
                      : find_claimant (step, remedy, error);
}

gboolean
tb_remedy_accept_project (const TbTransitionStep *step, TbRemedy *remedy, GError **error)
{
  return take_on_one (step, TB_CLAIMS_HOLDING, remedy, error);
}

/* A claim is worked on while its project is under way; then what it lacks is evidence. */
gboolean
tb_remedy_work_on_claim (const TbTransitionStep *step, TbRemedy *remedy, GError **error)
{
  g_autoptr (TbRecord) project
      = tb_record_table_load (step->connection, &tb_type_project,
                              tb_record_get_text (step->before, TB_CLAIM_PROJECT), error);

  if (project == NULL)
    return FALSE;
  if (has_state (project, "suspended"))
    return look_behind (step, project, "resume", remedy, error);
  if (has_state (project, "published") || has_state (project, "claimed"))
    return look_behind (step, project, "start", remedy, error);
  if (has_state (project, "under_way") || has_state (project, "awaiting_acceptance"))
    set_remedy (remedy, TB_REMEDY_EVIDENCE, step->before);

  return TRUE;
}

/* Events */

/* Before the day, there is time to tell everybody. */
gboolean
tb_remedy_open_sign_in (const TbTransitionStep *step, TbRemedy *remedy, GError **error)
{
  set_remedy (remedy, TB_REMEDY_TELL, step->before);
  return TRUE;
}

gboolean
tb_remedy_hold (const TbTransitionStep *step, TbRemedy *remedy, GError **error)
{
  if (has_state (step->before, "signing_in") || tb_event_is_over (step))
    set_remedy (remedy, TB_REMEDY_SIGN_IN, step->before);

  return TRUE;
}

gboolean
tb_remedy_archive (const TbTransitionStep *step, TbRemedy *remedy, GError **error)
{
  g_autoptr (GPtrArray) votes = NULL;

  if (tb_text_is_blank (tb_record_get_text (step->before, TB_EVENT_MINUTES)))
    {
      set_remedy (remedy, TB_REMEDY_WRITE_MINUTES, step->before);
      return TRUE;
    }

  votes = tb_transition_find (step->connection, &tb_type_vote, TB_VOTE_EVENT,
                              tb_record_get_id (step->before), error);
  for (guint i = 0; votes != NULL && i < votes->len && remedy->kind == TB_REMEDY_NONE; i++)
    if (!tb_record_has (g_ptr_array_index (votes, i), TB_VOTE_LOCKED_ON))
      set_remedy (remedy, TB_REMEDY_LOCK_VOTE, g_ptr_array_index (votes, i));

  return votes != NULL;
}
