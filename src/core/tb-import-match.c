/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-import-match.h"

#include <string.h>

#include "tb-record-table.h"
#include "tb-type-enterprise.h"
#include "tb-type-event.h"
#include "tb-type-person.h"
#include "tb-type-project.h"
#include "tb-type-unit.h"

#define MAX_RULE_FIELDS 3

/* By what a row is recognised, the surest first (domain model §4.0). */
typedef struct
{
  const TbRecordType *type;
  guint n_fields;
  guint fields[MAX_RULE_FIELDS];
  guint
      identity; /* a record that has another value there is somebody else; or TB_FIELD_NOT_FOUND */
} MatchRule;

static const MatchRule rules[] = {
  { &tb_type_person, 1, { TB_PERSON_ID_NUMBER }, TB_FIELD_NOT_FOUND },
  { &tb_type_person, 2, { TB_PERSON_MOBILE, TB_PERSON_NAME }, TB_PERSON_ID_NUMBER },
  { &tb_type_person, 2, { TB_PERSON_ENTERPRISE, TB_PERSON_NAME }, TB_PERSON_ID_NUMBER },
  { &tb_type_enterprise, 1, { TB_ENTERPRISE_CREDIT_CODE }, TB_FIELD_NOT_FOUND },
  { &tb_type_enterprise, 1, { TB_ENTERPRISE_NAME }, TB_ENTERPRISE_CREDIT_CODE },
  { &tb_type_unit, 2, { TB_UNIT_FLOOR, TB_UNIT_ROOM_NO }, TB_FIELD_NOT_FOUND },
  { &tb_type_event, 1, { TB_EVENT_CODE }, TB_FIELD_NOT_FOUND },
  { &tb_type_event,
    3,
    { TB_EVENT_ORGANISATION, TB_EVENT_PLANNED_ON, TB_EVENT_TITLE },
    TB_EVENT_CODE },
  { &tb_type_project, 1, { TB_PROJECT_CODE }, TB_FIELD_NOT_FOUND },
  { &tb_type_project, 2, { TB_PROJECT_INITIATOR, TB_PROJECT_TITLE }, TB_PROJECT_CODE },
};

/* A person of whom a list has nothing but the name may be any of that name. */
static const MatchRule name_only = { &tb_type_person, 1, { TB_PERSON_NAME }, TB_PERSON_ID_NUMBER };

/* Whether the row refers in @field to a record that is still to be made: then nothing can fit. */
static gboolean
refers_to_new (TbImportRow *row, guint field)
{
  if (tb_record_get_record_type (row->record) == &tb_type_unit && field == TB_UNIT_FLOOR)
    return row->unit == NULL || row->unit->record != NULL;
  for (guint i = 0; i < row->n_references; i++)
    if (row->references[i].field == field)
      return row->references[i].named->record != NULL;
  return FALSE;
}

static gboolean
is_somebody_else (const MatchRule *rule, TbRecord *typed, TbRecord *found)
{
  return rule->identity != TB_FIELD_NOT_FOUND && tb_record_has (typed, rule->identity)
         && tb_record_has (found, rule->identity)
         && !tb_record_field_equal (typed, found, rule->identity);
}

static gboolean
apply_rule (const MatchRule *rule, TbImportRow *row, TbConnection *connection,
            GPtrArray *candidates, GError **error)
{
  const char *values[MAX_RULE_FIELDS];
  g_autoptr (GPtrArray) found = NULL;

  for (guint i = 0; i < rule->n_fields; i++)
    {
      values[i] = tb_record_get_text (row->record, rule->fields[i]);
      if (values[i] == NULL || refers_to_new (row, rule->fields[i]))
        return TRUE;
    }
  found
      = tb_record_table_find (connection, rule->type, rule->fields, values, rule->n_fields, error);
  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    if (!is_somebody_else (rule, row->record, g_ptr_array_index (found, i)))
      g_ptr_array_add (candidates, g_object_ref (g_ptr_array_index (found, i)));
  return TRUE;
}

/* Whether the row has nothing by which its person could be told from others of the same name. */
static gboolean
has_name_only (TbRecord *typed)
{
  return tb_record_get_record_type (typed) == &tb_type_person
         && !tb_record_has (typed, TB_PERSON_ID_NUMBER) && !tb_record_has (typed, TB_PERSON_MOBILE)
         && !tb_record_has (typed, TB_PERSON_ENTERPRISE);
}

/**
 * tb_import_match_find:
 * @row: a resolved row
 * @connection: the register
 * @candidates: (element-type TbRecord): where records that the row may be about are added
 * @certain: (out): whether a single one is it without asking
 * @error: return location
 *
 * Looks for the record that a row is about: by identity number, then by phone and name, then by
 * name and enterprise; enterprises by credit code, then by name; rooms by tower, floor and number.
 * On the thread of
 * @connection.
 *
 * Errors: those of the store.
 */
gboolean
tb_import_match_find (TbImportRow *row, TbConnection *connection, GPtrArray *candidates,
                      gboolean *certain, GError **error)
{
  const TbRecordType *type = tb_record_get_record_type (row->record);

  *certain = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (rules) && candidates->len == 0; i++)
    if (rules[i].type == type && !apply_rule (&rules[i], row, connection, candidates, error))
      return FALSE;
  if (candidates->len > 0 || !has_name_only (row->record))
    return TRUE;
  *certain = FALSE;
  return apply_rule (&name_only, row, connection, candidates, error);
}

/* «2019.07» says less than 2019-07-01 and nothing else. */
static gboolean
says_less (const TbField *field, TbRecord *typed, TbRecord *present, guint index)
{
  return field->type == TB_FIELD_DATE && tb_record_has (present, index)
         && g_str_has_prefix (tb_record_get_text (present, index),
                              tb_record_get_text (typed, index));
}

/**
 * tb_import_match_merge:
 * @typed: what a row says
 * @present: the record that it is about
 * @changed: (out): whether anything differs
 *
 * What the row has no value for stays as it is, and so does a date that the register knows more
 * exactly. Any thread.
 *
 * Returns: (transfer full): @present with the values of the row
 */
TbRecord *
tb_import_match_merge (TbRecord *typed, TbRecord *present, gboolean *changed)
{
  const TbRecordType *type = tb_record_get_record_type (typed);
  TbRecord *future = tb_record_copy (present);

  *changed = FALSE;
  for (guint i = 0; i < type->n_fields; i++)
    {
      const TbField *field = &type->fields[i];

      /* What follows from steps that were taken is not set by a list. */
      if (!tb_record_has (typed, i) || (field->flags & (TB_FIELD_STATE | TB_FIELD_KEPT)) != 0
          || tb_record_field_equal (typed, present, i) || says_less (field, typed, present, i))
        continue;
      *changed = TRUE;
      if (tb_field_is_text (field))
        tb_record_set_text (future, i, tb_record_get_text (typed, i));
      else
        tb_record_set_int (future, i, tb_record_get_int (typed, i));
      if (field->type == TB_FIELD_REFERENCE)
        tb_record_set_reference_title (future, i, tb_record_get_reference_title (typed, i));
    }
  return future;
}

static char *
dup_joined (TbRecord *typed, const guint *fields, gsize n_fields)
{
  GString *key = g_string_new (NULL);

  for (gsize i = 0; i < n_fields; i++)
    {
      const char *text = tb_record_get_text (typed, fields[i]);

      g_string_append_printf (key, "%s/", text != NULL ? text : "");
    }
  return g_string_free_and_steal (key);
}

/**
 * tb_import_match_dup_key:
 * @typed: what a row says
 *
 * Two rows of one file with the same key are about the same. Any thread.
 *
 * Returns: (transfer full) (nullable): the key, or %NULL if the row has nothing that must be unique
 */
char *
tb_import_match_dup_key (TbRecord *typed)
{
  /* Two groups of a branch may meet on one day, under one title. */
  static const guint event_key[]
      = { TB_EVENT_ORGANISATION, TB_EVENT_TITLE, TB_EVENT_PLANNED_ON, TB_EVENT_PLANNED_FROM };
  static const guint project_key[] = { TB_PROJECT_INITIATOR, TB_PROJECT_TITLE };
  const TbRecordType *type = tb_record_get_record_type (typed);

  if (type == &tb_type_person)
    return g_strdup (tb_record_get_text (typed, TB_PERSON_ID_NUMBER));
  if (type == &tb_type_unit)
    return tb_record_has (typed, TB_UNIT_FLOOR) && tb_record_has (typed, TB_UNIT_ROOM_NO)
               ? g_strconcat (tb_record_get_text (typed, TB_UNIT_FLOOR), "/",
                              tb_record_get_text (typed, TB_UNIT_ROOM_NO), NULL)
               : NULL;
  if (type == &tb_type_event)
    return dup_joined (typed, event_key, G_N_ELEMENTS (event_key));
  if (type == &tb_type_project)
    return tb_record_has (typed, TB_PROJECT_CODE)
               ? g_strdup (tb_record_get_text (typed, TB_PROJECT_CODE))
               : dup_joined (typed, project_key, G_N_ELEMENTS (project_key));
  if (tb_record_has (typed, TB_ENTERPRISE_CREDIT_CODE))
    return g_strdup (tb_record_get_text (typed, TB_ENTERPRISE_CREDIT_CODE));
  return g_strdup (tb_record_get_text (typed, TB_ENTERPRISE_NAME));
}
