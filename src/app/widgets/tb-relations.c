/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-relations.h"

#include <glib/gi18n.h>

/* What stands below the fields in the detail pane, in this order. A new list is a row here. */
static const TbRelation relations[] = {
  { "enterprise", N_ ("Members Here"), "person", "enterprise", NULL, { "category", "job" }, NULL },
  { "enterprise", N_ ("Rooms"), "tenancy", "enterprise", "unit", { "state", "since" }, "unit" },
  { "enterprise",
    N_ ("Covered By"),
    "covered_unit",
    "enterprise",
    "organisation",
    { "since" },
    "organisation" },
  { "enterprise",
    N_ ("Coverage History"),
    "coverage",
    "enterprise",
    "coverage",
    { "since", "approved_by" },
    NULL },

  { "person",
    N_ ("Party Organisations"),
    "affiliation",
    "person",
    "organisation",
    { "kind", "since" },
    "organisation" },
  { "person",
    N_ ("Employment"),
    "employment",
    "person",
    "enterprise",
    { "job", "since" },
    "enterprise" },
  { "person", N_ ("Posts"), "post", "person", "post", { "organisation", "since" }, "organisation" },

  { "person",
    N_ ("Latest Events"),
    "attendance",
    "person",
    "event",
    { "state", "leave_kind", "made_up_on" },
    "event",
    .latest = TRUE },

  { "organisation", N_ ("Posts"), "post", "organisation", "person", { "post", "since" }, "person" },
  { "organisation",
    N_ ("Covered Enterprises"),
    "covered_unit",
    "organisation",
    "enterprise",
    { "since" },
    "enterprise" },
  { "organisation",
    N_ ("Subordinate Organisations"),
    "organisation",
    "parent",
    NULL,
    { "kind" },
    NULL },
  { "organisation",
    N_ ("Members"),
    "person",
    "formal_org",
    NULL,
    { "category", "enterprise" },
    NULL },
  { "organisation",
    N_ ("Taking Part Here"),
    "person",
    "activity_org",
    NULL,
    { "category", "formal_org" },
    NULL },

  { "unit", N_ ("Tenants"), "tenancy", "unit", "enterprise", { "state", "since" }, "enterprise" },
  { "tower", N_ ("Floors"), "floor", "tower", NULL, { "usage", "area" }, NULL },
  { "tower",
    N_ ("Property Contracts"),
    "property_contract",
    "tower",
    "property_company",
    { "status", "since" },
    "property_company" },
  { "event",
    N_ ("Resolutions"),
    "resolution",
    "event",
    NULL,
    { "responsible", "due_on", "done_on" },
    NULL,
    .add = TRUE,
    .edits = TRUE },
  { "event",
    N_ ("Hours Credited"),
    "hour_entry",
    "event",
    "person",
    { "kind", "hours" },
    "person" },
  { "event",
    N_ ("Corrections"),
    "correction",
    "event",
    "field",
    { "before", "after", "reason", "approver" },
    NULL },
  { "event_plan", N_ ("Events"), "event", "plan", NULL, { "on", "state" }, NULL },
  { "organisation", N_ ("Events"), "event", "organisation", NULL, { "on", "kind", "state" }, NULL },
  { "organisation",
    N_ ("Recurring Events"),
    "event_plan",
    "organisation",
    NULL,
    { "recurrence", "day" },
    NULL,
    .add = TRUE },
  { "tower", N_ ("Projects"), "project", "tower", NULL, { "state", "due_on" }, NULL },

  { "project",
    N_ ("Milestones"),
    "milestone",
    "project",
    NULL,
    { "due_on", "done_on", "weight" },
    NULL,
    .add = TRUE },
  { "project",
    N_ ("Beneficiaries"),
    "beneficiary",
    "project",
    NULL,
    { "count", "on", "satisfaction", "sample_size" },
    NULL,
    .add = TRUE,
    .edits = TRUE },
  { "project", N_ ("Evaluations"), "evaluation", "project", NULL, { "total", "stars" }, NULL },
  { "claim",
    N_ ("Progress Reports"),
    "progress_report",
    "claim",
    NULL,
    { "percent", "text", "problems" },
    NULL,
    .add = TRUE,
    .edits = TRUE },
  { "claim",
    N_ ("Acceptances"),
    "acceptance",
    "claim",
    "result",
    { "on", "first_acceptor", "second_acceptor" },
    NULL },
  { "claim", N_ ("Evaluations"), "evaluation", "claim", NULL, { "total", "stars" }, NULL },
  { "organisation", N_ ("Projects"), "project", "initiator", NULL, { "state", "due_on" }, NULL },
  { "organisation",
    N_ ("Claims"),
    "claim",
    "organisation",
    "project",
    { "state", "due_on", "rework_due" },
    "project" },
  { "enterprise",
    N_ ("Claims"),
    "claim",
    "enterprise",
    "project",
    { "state", "due_on", "rework_due" },
    "project" },
  { "person",
    N_ ("Claims"),
    "claim",
    "person",
    "project",
    { "state", "due_on", "rework_due" },
    "project" },
  { "property_company",
    N_ ("Claims"),
    "claim",
    "property_company",
    "project",
    { "state", "due_on", "rework_due" },
    "project" },

  { "floor", N_ ("Rooms"), "unit", "floor", NULL, { "status", "area" }, NULL },
  { "property_company", N_ ("Towers"), "tower", "property_company", NULL, { "address" }, NULL },
};

/**
 * tb_relations_next:
 * @owner: a record type
 * @previous: (nullable): the relation found before, or %NULL for the first one
 *
 * Returns: (transfer none) (nullable): the next list of the type's detail pane
 */
const TbRelation *
tb_relations_next (const TbRecordType *owner, const TbRelation *previous)
{
  const TbRelation *end = relations + G_N_ELEMENTS (relations);

  for (const TbRelation *relation = previous != NULL ? previous + 1 : relations; relation < end;
       relation++)
    if (g_str_equal (relation->owner, owner->name))
      return relation;

  return NULL;
}

/**
 * tb_relation_dup_query:
 * @self: a relation
 * @owner_id: id of the owner
 * @limit: how many records at most, or 0
 *
 * Returns: (transfer full): the query for the records of the list, the latest first where they have
 * a beginning or a day
 */
TbQuery *
tb_relation_dup_query (const TbRelation *self, const char *owner_id, guint limit)
{
  const TbRecordType *type = tb_record_types_find (self->type);
  g_autoptr (TbQuery) query = tb_query_new (type);
  guint since = tb_record_type_find_field (type, "since");
  guint on = tb_record_type_find_field (type, "on");

  tb_query_add_filter (query, tb_record_type_find_field (type, self->link), TB_QUERY_EQUAL,
                       owner_id);
  if (since != TB_FIELD_NOT_FOUND)
    tb_query_set_sort (query, since, TRUE);
  else if (on != TB_FIELD_NOT_FOUND && (type->fields[on].flags & TB_FIELD_SORTABLE))
    tb_query_set_sort (query, on, TRUE);
  else if (self->latest)
    tb_query_set_sort (query, TB_FIELD_NOT_FOUND, TRUE);
  tb_query_set_limit (query, limit);

  return g_steal_pointer (&query);
}

/**
 * tb_relation_dup_row_title:
 * @self: a relation
 * @record: a record of its list
 *
 * Returns: (transfer full): what the row is called
 */
char *
tb_relation_dup_row_title (const TbRelation *self, TbRecord *record)
{
  const TbRecordType *type = tb_record_get_record_type (record);

  if (self->title_field == NULL)
    return tb_record_dup_title (record);

  return tb_record_dup_display (record, tb_record_type_find_field (type, self->title_field),
                                TB_DISPLAY_MASKED);
}

/* From when to when; an open end is said in words, for a dash alone is not read aloud. */
static char *
dup_period (TbRecord *record, guint since_field)
{
  guint until_field = tb_record_type_find_field (tb_record_get_record_type (record), "until");
  g_autofree char *since = tb_record_dup_display (record, since_field, TB_DISPLAY_MASKED);
  g_autofree char *until = NULL;

  if (until_field != TB_FIELD_NOT_FOUND && tb_record_has (record, until_field))
    until = tb_record_dup_display (record, until_field, TB_DISPLAY_MASKED);

  if (!tb_record_has (record, since_field))
    return until != NULL ? g_strdup_printf (_ ("until %s"), until) : NULL;
  if (until == NULL)
    return g_strdup_printf (_ ("since %s"), since);

  /* Translators: a period, from the first date to the second. */
  return g_strdup_printf (_ ("%s – %s"), since, until);
}

/* A number or a day means nothing where it does not say of what; "on" is the day of the row. */
static gboolean
needs_label (const TbField *field)
{
  switch (field->type)
    {
    case TB_FIELD_INTEGER:
    case TB_FIELD_DECIMAL:
    case TB_FIELD_MONEY:
      return TRUE;
    case TB_FIELD_DATE:
      return !g_str_equal (field->name, "on");
    default:
      return FALSE;
    }
}

static char *
dup_detail (TbRecord *record, guint index)
{
  const TbField *field = tb_record_type_get_field (tb_record_get_record_type (record), index);
  g_autofree char *value = tb_record_dup_display (record, index, TB_DISPLAY_MASKED);

  if (value == NULL || *value == '\0' || !needs_label (field))
    return g_steal_pointer (&value);

  return g_strdup_printf (_ ("%s: %s"), _ (field->label), value);
}

/**
 * tb_relation_dup_row_subtitle:
 * @self: a relation
 * @record: a record of its list
 *
 * Returns: (transfer full): what stands below the title of the row; may be empty
 */
char *
tb_relation_dup_row_subtitle (const TbRelation *self, TbRecord *record)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (self->detail_fields) && self->detail_fields[i] != NULL; i++)
    {
      guint field = tb_record_type_find_field (type, self->detail_fields[i]);
      g_autofree char *part = NULL;

      if (!tb_record_type_awaits (record, field))
        continue;
      part = g_str_equal (self->detail_fields[i], "since") ? dup_period (record, field)
                                                           : dup_detail (record, field);
      if (part != NULL && *part != '\0')
        g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", part);
    }

  return g_string_free_and_steal (g_steal_pointer (&line));
}

/**
 * tb_relation_get_target:
 * @self: a relation
 * @record: a record of its list
 * @type: (out) (transfer none): name of the type of the record that the row leads to
 * @id: (out) (transfer none): its id, alive as long as @record
 *
 * Returns: whether the row leads anywhere
 */
gboolean
tb_relation_get_target (const TbRelation *self, TbRecord *record, const char **type,
                        const char **id)
{
  const TbRecordType *record_type = tb_record_get_record_type (record);
  guint field;

  if (self->opens == NULL)
    {
      *type = record_type->name;
      *id = tb_record_get_id (record);
      return TRUE;
    }

  field = tb_record_type_find_field (record_type, self->opens);
  *type = tb_record_type_get_field (record_type, field)->target;
  *id = tb_record_get_text (record, field);

  return *id != NULL;
}
