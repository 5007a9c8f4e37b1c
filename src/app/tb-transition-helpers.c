/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-transition-helpers.h"

#include "tb-claim-dialog.h"
#include "tb-edit-dialog.h"
#include "tb-type-acceptance.h"
#include "tb-type-claim.h"
#include "tb-type-evaluation.h"
#include "tb-type-project.h"

/* Steps that rest on something that is written down with them: what two people found, the scores,
 * who is to do it. The form of that is the way of taking the step. */

typedef AdwDialog *(*PresentFunc) (TbSession *session, TbRecord *record, const char *verb);

/* What an acceptance finds, and the step of the claim that follows. */
static const struct
{
  const char *result;
  const char *verb;
} results[] = {
  { "passed", "accept" },
  { "rework", "send_back" },
  { "failed", "fail" },
};

static const char *
get_acceptance_verb (TbRecord *acceptance)
{
  const char *result = tb_record_get_text (acceptance, TB_ACCEPTANCE_RESULT);

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    if (g_strcmp0 (results[i].result, result) == 0)
      return results[i].verb;

  return results[0].verb;
}

static const char *
get_evaluation_verb (TbRecord *evaluation)
{
  return "evaluate";
}

/* A reference that shows what it refers to without being read again. */
static void
refer_to (TbRecord *record, guint field, TbRecord *target)
{
  g_autofree char *title = tb_record_dup_title (target);

  tb_record_set_text (record, field, tb_record_get_id (target));
  tb_record_set_reference_title (record, field, title);
}

static AdwDialog *
create_acceptance_dialog (TbSession *session, TbRecord *claim, const char *verb)
{
  g_autoptr (TbRecord) acceptance = tb_record_new (&tb_type_acceptance);
  char today[TB_DATE_ISO_SIZE];
  AdwDialog *dialog;

  refer_to (acceptance, TB_ACCEPTANCE_CLAIM, claim);
  tb_record_set_text (acceptance, TB_ACCEPTANCE_ON,
                      tb_date_to_iso (tb_clock_today (tb_session_get_clock (session)), today));
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    if (g_str_equal (results[i].verb, verb))
      tb_record_set_text (acceptance, TB_ACCEPTANCE_RESULT, results[i].result);

  dialog = tb_edit_dialog_new (session, acceptance);
  tb_edit_dialog_set_step (TB_EDIT_DIALOG (dialog), claim, get_acceptance_verb);

  return dialog;
}

static AdwDialog *
create_evaluation_dialog (TbSession *session, TbRecord *record, const char *verb)
{
  g_autoptr (TbRecord) evaluation = tb_record_new (&tb_type_evaluation);
  AdwDialog *dialog;

  if (tb_record_get_record_type (record) == &tb_type_claim)
    {
      refer_to (evaluation, TB_EVALUATION_CLAIM, record);
      tb_record_set_text (evaluation, TB_EVALUATION_PROJECT,
                          tb_record_get_text (record, TB_CLAIM_PROJECT));
      tb_record_set_reference_title (evaluation, TB_EVALUATION_PROJECT,
                                     tb_record_get_reference_title (record, TB_CLAIM_PROJECT));
    }
  else
    {
      refer_to (evaluation, TB_EVALUATION_PROJECT, record);
    }

  dialog = tb_edit_dialog_new (session, evaluation);
  tb_edit_dialog_set_step (TB_EDIT_DIALOG (dialog), record, get_evaluation_verb);

  return dialog;
}

static AdwDialog *
create_assignment_dialog (TbSession *session, TbRecord *project, const char *verb)
{
  g_autoptr (TbRecord) claim = tb_record_new (&tb_type_claim);

  refer_to (claim, TB_CLAIM_PROJECT, project);

  return tb_claim_dialog_new_for_assignment (session, claim, project);
}

static const struct
{
  const char *type;
  const char *verb;
  PresentFunc create;
} helpers[] = {
  { "claim", "accept", create_acceptance_dialog },
  { "claim", "send_back", create_acceptance_dialog },
  { "claim", "fail", create_acceptance_dialog },
  { "claim", "evaluate", create_evaluation_dialog },
  { "project", "evaluate", create_evaluation_dialog },
  { "project", "assign", create_assignment_dialog },
};

static PresentFunc
find (const TbRecordType *type, const char *verb)
{
  for (guint i = 0; i < G_N_ELEMENTS (helpers); i++)
    if (g_str_equal (helpers[i].type, type->name) && g_str_equal (helpers[i].verb, verb))
      return helpers[i].create;

  return NULL;
}

static void
saved_cb (TbWindow *window, const char *batch)
{
  tb_window_toast_batch (window, batch);
}

/**
 * tb_transition_helpers_has:
 * @type: a record type with states
 * @verb: one of its steps
 *
 * Returns: whether what the step rests on can be entered on the way
 */
gboolean
tb_transition_helpers_has (const TbRecordType *type, const char *verb)
{
  return find (type, verb) != NULL;
}

/**
 * tb_transition_helpers_present:
 * @window: the window, with an open register
 * @record: the record, as last read
 * @verb: a step for which there is a helper
 *
 * Presents the form with which the step is taken.
 */
void
tb_transition_helpers_present (TbWindow *window, TbRecord *record, const char *verb)
{
  PresentFunc create = find (tb_record_get_record_type (record), verb);
  AdwDialog *dialog;

  g_return_if_fail (create != NULL);

  dialog = create (tb_window_get_session (window), record, verb);
  g_signal_connect_object (dialog, "saved", G_CALLBACK (saved_cb), window, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (window));
}
