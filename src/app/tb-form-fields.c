/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-form-fields.h"

#include "tb-type-evaluation.h"
#include "tb-type-vote.h"
#include "tb-vote-rules.h"

#include <glib/gi18n.h>

/* What a form asks, and what it says of what is typed. Beside what the field table leaves out, a
 * field is not asked before its time, or where it is written in a dialog of its own. */

typedef struct
{
  const char *type;
  const char *state_field;
  const char *first_states[4]; /* in which @later is not asked yet */
  const char *never[4];        /* names of fields that are never asked */
  const char *later[8];        /* names of fields that are asked in later states */
} FormFields;

static const FormFields forms[] = {
  { .type = "event",
    .state_field = "state",
    .first_states = { "planned", "approved", "notified" },
    .never = { "minutes", "next_steps" },
    .later = { "held_on", "held_from", "held_to", "cost" } },
};

static gboolean
is_among (const char *const *names, gsize n_names, const char *name)
{
  for (gsize i = 0; i < n_names && names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return TRUE;

  return FALSE;
}

static gboolean
is_early (const FormFields *form, TbRecord *record)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  const char *state;

  if (form->state_field == NULL)
    return FALSE;

  state = tb_record_get_text (record, tb_record_type_find_field (type, form->state_field));
  return state == NULL || is_among (form->first_states, G_N_ELEMENTS (form->first_states), state);
}

/**
 * tb_form_fields_is_asked:
 * @record: the record of the form
 * @field: index of a field
 *
 * Returns: whether the form has a row for the field
 */
gboolean
tb_form_fields_is_asked (TbRecord *record, guint field)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  const TbField *description = tb_record_type_get_field (type, field);

  if (!tb_field_is_in_form (description))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      const FormFields *form = &forms[i];

      if (!g_str_equal (form->type, type->name))
        continue;
      if (is_among (form->never, G_N_ELEMENTS (form->never), description->name))
        return FALSE;
      if (is_among (form->later, G_N_ELEMENTS (form->later), description->name))
        return !is_early (form, record) || tb_record_has (record, field);
    }

  return TRUE;
}

/**
 * tb_form_fields_is_shown_first:
 * @record: the record of the form
 * @field: index of a field that is asked
 *
 * Returns: whether its row is there before more fields are asked for
 */
gboolean
tb_form_fields_is_shown_first (TbRecord *record, guint field)
{
  const TbField *description = tb_record_type_get_field (tb_record_get_record_type (record), field);

  return (description->flags & (TB_FIELD_REQUIRED | TB_FIELD_WANTED | TB_FIELD_LISTED)) != 0
         || tb_record_has (record, field);
}

/**
 * tb_form_fields_check:
 * @record: the record of the form, as it stands
 * @today: the calendar day
 *
 * Checks a copy: what the type derives must not look like something that was typed.
 *
 * Returns: (transfer full): what is wrong or doubtful
 */
TbFindings *
tb_form_fields_check (TbRecord *record, TbDate today)
{
  TbFindings *findings = tb_findings_new ();
  g_autoptr (TbRecord) copy = tb_record_copy (record);

  tb_record_type_derive (copy);
  tb_record_type_check (copy, today, findings);

  return findings;
}

/* The total of the scores, and the stars that it makes. */
static char *
dup_evaluation (TbRecord *record)
{
  g_autoptr (TbRecord) derived = tb_record_copy (record);
  g_autoptr (GString) stars = g_string_new (NULL);
  const TbField *fields = tb_record_get_record_type (record)->fields;

  tb_record_type_derive (derived);
  if (!tb_record_has (derived, TB_EVALUATION_TOTAL))
    return NULL;

  for (gint64 i = 1; i <= 5; i++)
    g_string_append (stars, i <= tb_record_get_int (derived, TB_EVALUATION_STARS) ? "★" : "☆");
  return g_strdup_printf ("%s: %d · %s", _ (fields[TB_EVALUATION_TOTAL].label),
                          (int)tb_record_get_int (derived, TB_EVALUATION_TOTAL), stars->str);
}

/**
 * tb_form_fields_dup_verdict:
 * @record: the record of the form, as it stands
 *
 * Returns: (transfer full) (nullable): what follows from what is typed, in words; %NULL where
 *   nothing does, or not yet
 */
char *
tb_form_fields_dup_verdict (TbRecord *record)
{
  TbVoteOutcome outcome;

  if (tb_record_get_record_type (record) == &tb_type_evaluation)
    return dup_evaluation (record);
  if (tb_record_get_record_type (record) != &tb_type_vote
      || !tb_vote_rules_count_record (record, tb_vote_parameters_get_default (), &outcome))
    return NULL;

  return tb_vote_rules_dup_reason (
      tb_vote_rules_get_rule (tb_record_get_text (record, TB_VOTE_KIND)), &outcome);
}
