/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-record-type.h"

#include "tb-machine.h"
#include "tb-pinyin.h"
#include "tb-record-check.h"
#include "tb-record.h"
#include "tb-type-acceptance.h"
#include "tb-type-action-card.h"
#include "tb-type-affiliation.h"
#include "tb-type-attachment.h"
#include "tb-type-attendance.h"
#include "tb-type-beneficiary.h"
#include "tb-type-claim.h"
#include "tb-type-code-item.h"
#include "tb-type-correction.h"
#include "tb-type-coverage.h"
#include "tb-type-covered-unit.h"
#include "tb-type-employment.h"
#include "tb-type-enterprise.h"
#include "tb-type-evaluation.h"
#include "tb-type-event-plan.h"
#include "tb-type-event.h"
#include "tb-type-floor.h"
#include "tb-type-hour-entry.h"
#include "tb-type-milestone.h"
#include "tb-type-organisation.h"
#include "tb-type-person.h"
#include "tb-type-post.h"
#include "tb-type-progress-report.h"
#include "tb-type-project.h"
#include "tb-type-property-company.h"
#include "tb-type-property-contract.h"
#include "tb-type-resolution.h"
#include "tb-type-tenancy.h"
#include "tb-type-tower.h"
#include "tb-type-unit.h"
#include "tb-type-vote.h"

/* A record type is in the program when it stands here. */
static const TbRecordType *const types[] = {
  &tb_type_tower,
  &tb_type_floor,
  &tb_type_unit,
  &tb_type_property_company,
  &tb_type_property_contract,
  &tb_type_enterprise,
  &tb_type_tenancy,
  &tb_type_coverage,
  &tb_type_organisation,
  &tb_type_covered_unit,
  &tb_type_person,
  &tb_type_post,
  &tb_type_affiliation,
  &tb_type_employment,
  &tb_type_code_item,
  &tb_type_event_plan,
  &tb_type_event,
  &tb_type_attendance,
  &tb_type_resolution,
  &tb_type_vote,
  &tb_type_project,
  &tb_type_claim,
  &tb_type_milestone,
  &tb_type_progress_report,
  &tb_type_beneficiary,
  &tb_type_acceptance,
  &tb_type_evaluation,
  &tb_type_hour_entry,
  &tb_type_correction,
  &tb_type_action_card,
  &tb_type_attachment,
};

/**
 * tb_record_types_get_all:
 * @n_types: (out) (optional): how many there are
 *
 * Returns: (transfer none) (array length=n_types): all types of records; a type comes after those
 * that it refers to, as far as types do not refer to each other
 */
const TbRecordType *const *
tb_record_types_get_all (guint *n_types)
{
  if (n_types != NULL)
    *n_types = G_N_ELEMENTS (types);
  return types;
}

/**
 * tb_record_types_find:
 * @name: English name of a type
 *
 * Returns: (transfer none) (nullable): the type, or %NULL if there is none of that name
 */
const TbRecordType *
tb_record_types_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (strcmp (types[i]->name, name) == 0)
        return types[i];
    }
  return NULL;
}

/**
 * tb_record_type_find_field:
 * @self: a type
 * @name: name of a field
 *
 * Returns: the index of the field, or %TB_FIELD_NOT_FOUND
 */
guint
tb_record_type_find_field (const TbRecordType *self, const char *name)
{
  g_return_val_if_fail (self != NULL, TB_FIELD_NOT_FOUND);
  g_return_val_if_fail (name != NULL, TB_FIELD_NOT_FOUND);

  for (guint i = 0; i < self->n_fields; i++)
    {
      if (self->fields[i].name[0] == name[0] && strcmp (self->fields[i].name, name) == 0)
        return i;
    }
  return TB_FIELD_NOT_FOUND;
}

/**
 * tb_record_type_get_field:
 * @self: a type
 * @field: index of a field
 *
 * Returns: (transfer none): the field
 */
const TbField *
tb_record_type_get_field (const TbRecordType *self, guint field)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (field < self->n_fields, NULL);

  return &self->fields[field];
}

/**
 * tb_record_type_next_computed:
 * @self: a type
 * @after: index of a field
 * @previous: (nullable): the one found before, or %NULL for the first one
 *
 * Returns: (transfer none) (nullable): the next of the computed fields that stand after @after
 */
const TbComputedField *
tb_record_type_next_computed (const TbRecordType *self, guint after,
                              const TbComputedField *previous)
{
  const TbComputedField *computed = previous != NULL ? previous + 1 : self->computed;

  while (computed != NULL && computed->name != NULL && computed->after != after)
    computed++;

  return computed != NULL && computed->name != NULL ? computed : NULL;
}

static void
derive_sort_key (TbRecord *record, guint field)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  const TbField *sorted = &type->fields[field];
  guint key = tb_record_type_find_field (type, sorted->sort_column);
  const char *text = tb_record_get_text (record, field);
  TbPinyinKind kind = sorted->search == TB_SEARCH_PERSON_NAME ? TB_PINYIN_PERSON : TB_PINYIN_PHRASE;

  /* A floor is sorted by its level, a room by a key of its own; the type derives those. */
  if (type->fields[key].type != TB_FIELD_TEXT || sorted->search == TB_SEARCH_NUMBER)
    return;

  tb_record_take_text (record, key, text != NULL ? tb_pinyin_dup_sort_key (text, kind) : NULL);
}

/* A record that has no state yet is in the first of its machine. */
static void
set_first_state (TbRecord *record)
{
  const TbMachine *machine = tb_machine_find (tb_record_get_record_type (record));

  if (machine != NULL && !tb_record_has (record, machine->state_field))
    tb_record_set_text (record, machine->state_field, machine->initial);
}

/**
 * tb_record_type_derive:
 * @record: a record
 *
 * Brings the DERIVED fields of @record up to date with the others, and fills in what the others
 * imply. Whoever stores a record calls this first. Any thread.
 */
void
tb_record_type_derive (TbRecord *record)
{
  const TbRecordType *type;
  gint64 n_missing = 0;

  g_return_if_fail (TB_IS_RECORD (record));

  type = tb_record_get_record_type (record);
  set_first_state (record);
  if (type->derive != NULL)
    type->derive (record);

  for (guint i = 0; i < type->n_fields; i++)
    {
      if (type->fields[i].sort_column != NULL)
        derive_sort_key (record, i);
      if ((type->fields[i].flags & TB_FIELD_WANTED) != 0 && !tb_record_has (record, i)
          && tb_record_type_wants (record, i))
        n_missing++;
    }

  /* `incomplete` is the last field of every table. */
  tb_record_set_int (record, type->n_fields - 1, n_missing);
}

/**
 * tb_record_type_wants:
 * @record: a record
 * @field: index of a field
 *
 * Returns: whether @record is incomplete without a value there
 */
gboolean
tb_record_type_wants (TbRecord *record, guint field)
{
  const TbRecordType *type;

  g_return_val_if_fail (TB_IS_RECORD (record), FALSE);

  type = tb_record_get_record_type (record);
  return (tb_record_type_get_field (type, field)->flags & TB_FIELD_WANTED) != 0
         && (type->wants == NULL || type->wants (record, field));
}

/**
 * tb_record_type_awaits:
 * @record: a record
 * @field: index of a field
 *
 * Returns: whether what stands there is to be told with the record: a day is not due any more once
 * what it was set for is done or has ended
 */
gboolean
tb_record_type_awaits (TbRecord *record, guint field)
{
  const TbRecordType *type;

  g_return_val_if_fail (TB_IS_RECORD (record), FALSE);

  type = tb_record_get_record_type (record);
  return type->awaits == NULL || type->awaits (record, field);
}

/**
 * tb_record_type_check:
 * @record: a record with its DERIVED fields up to date
 * @today: the calendar day
 * @findings: where what is found wanting is added
 *
 * Checks one record by itself: first what its field table says of every field, then the rules of
 * its type (domain model §2.8). A record with errors is refused; one with warnings is not. What
 * needs other records (duplicates) is found by those who can see them. Any thread.
 */
void
tb_record_type_check (TbRecord *record, TbDate today, TbFindings *findings)
{
  const TbRecordType *type;

  g_return_if_fail (TB_IS_RECORD (record));
  g_return_if_fail (findings != NULL);

  type = tb_record_get_record_type (record);
  for (guint i = 0; i < type->n_fields; i++)
    if (tb_record_has (record, i) || (type->fields[i].flags & TB_FIELD_REQUIRED) != 0)
      tb_record_check_field (record, i, today, findings);
  if (type->check != NULL)
    type->check (record, today, findings);
}
