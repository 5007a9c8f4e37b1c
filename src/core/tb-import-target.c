/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-import-target.h"

#include <glib/gi18n-lib.h>

/* Columns that are no field of the imported record itself. */
typedef struct
{
  const char *type;
  TbImportTarget target;
} ExtraTarget;

static const ExtraTarget extra_targets[] = {
  { "person",
    { "workplace", N_ ("Enterprise and post"), TB_IMPORT_ROLE_WORKPLACE, TB_FIELD_NOT_FOUND } },
  { "enterprise", { "tower", N_ ("Tower"), TB_IMPORT_ROLE_TOWER, TB_FIELD_NOT_FOUND } },
  { "enterprise", { "floor", N_ ("Floor"), TB_IMPORT_ROLE_FLOOR, TB_FIELD_NOT_FOUND } },
  { "enterprise", { "room", N_ ("Room"), TB_IMPORT_ROLE_ROOM, TB_FIELD_NOT_FOUND } },
  { "enterprise", { "since", N_ ("Moved in on"), TB_IMPORT_ROLE_SINCE, TB_FIELD_NOT_FOUND } },
  { "unit", { "tower", N_ ("Tower"), TB_IMPORT_ROLE_TOWER, TB_FIELD_NOT_FOUND } },
  { "unit", { "floor", N_ ("Floor"), TB_IMPORT_ROLE_FLOOR, TB_FIELD_NOT_FOUND } },
  { "unit", { "tenant", N_ ("Tenant"), TB_IMPORT_ROLE_TENANT, TB_FIELD_NOT_FOUND } },
  { "unit",
    { "tenant_code", N_ ("Tenant’s credit code"), TB_IMPORT_ROLE_TENANT_CODE,
      TB_FIELD_NOT_FOUND } },
  { "unit", { "since", N_ ("Moved in on"), TB_IMPORT_ROLE_SINCE, TB_FIELD_NOT_FOUND } },
  { "event", { "times", N_ ("From and to"), TB_IMPORT_ROLE_TIMES, TB_FIELD_NOT_FOUND } },
  { "event",
    { "attendees", N_ ("Who was present"), TB_IMPORT_ROLE_ATTENDEES, TB_FIELD_NOT_FOUND } },
  { "project", { "period", N_ ("Period"), TB_IMPORT_ROLE_PERIOD, TB_FIELD_NOT_FOUND } },
  { "project",
    { "contact_and_phone", N_ ("Contact and phone"), TB_IMPORT_ROLE_CONTACT, TB_FIELD_NOT_FOUND } },
};

static const char *const importable_types[]
    = { "person", "enterprise", "unit", "event", "project" };

#define N_TYPES G_N_ELEMENTS (importable_types)

typedef struct
{
  const TbRecordType *types[N_TYPES + 1];
  GArray *targets[N_TYPES]; /* (owned) (element-type TbImportTarget) */
} Tables;

/* Records that a person names in a cell: known by one name, and made from the name alone; or
 * people, who are looked for only. */
static gboolean
can_be_named (const TbField *field)
{
  return g_strcmp0 (field->target, "enterprise") == 0
         || g_strcmp0 (field->target, "organisation") == 0
         || g_strcmp0 (field->target, "person") == 0;
}

static GArray *
list_targets (const TbRecordType *type)
{
  GArray *targets = g_array_new (FALSE, FALSE, sizeof (TbImportTarget));

  for (guint i = 0; i < type->n_fields; i++)
    {
      const TbField *field = &type->fields[i];
      TbImportTarget target = { field->name, field->label, TB_IMPORT_ROLE_FIELD, i };

      if (!tb_field_is_entered (field))
        continue;
      if (field->type == TB_FIELD_REFERENCE)
        {
          if (!can_be_named (field))
            continue;
          target.role = g_str_equal (field->target, "person") ? TB_IMPORT_ROLE_PERSON
                                                              : TB_IMPORT_ROLE_REFERENCE;
        }
      g_array_append_val (targets, target);
    }
  for (guint i = 0; i < G_N_ELEMENTS (extra_targets); i++)
    if (g_str_equal (extra_targets[i].type, type->name))
      g_array_append_val (targets, extra_targets[i].target);
  return targets;
}

static gpointer
make_tables (gpointer unused)
{
  Tables *tables = g_new0 (Tables, 1);

  for (guint i = 0; i < N_TYPES; i++)
    {
      tables->types[i] = tb_record_types_find (importable_types[i]);
      g_assert (tables->types[i] != NULL);
      tables->targets[i] = list_targets (tables->types[i]);
    }
  return tables;
}

/* Made once and kept: field tables never change. */
static const Tables *
get_tables (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, make_tables, NULL);
}

/**
 * tb_import_targets_get_types:
 * @n_types: (out) (optional): how many
 *
 * Returns: (array zero-terminated=1): the record types that can be imported. Any thread.
 */
const TbRecordType *const *
tb_import_targets_get_types (guint *n_types)
{
  if (n_types != NULL)
    *n_types = N_TYPES;
  return get_tables ()->types;
}

/**
 * tb_import_targets_has:
 * @type: any type
 *
 * Returns: whether it can be imported. Any thread.
 */
gboolean
tb_import_targets_has (const TbRecordType *type)
{
  const Tables *tables = get_tables ();

  for (guint i = 0; i < N_TYPES; i++)
    if (tables->types[i] == type)
      return TRUE;
  return FALSE;
}

/**
 * tb_import_targets_get:
 * @type: a type that can be imported
 * @n_targets: (out): how many
 *
 * Returns: (array length=n_targets): what a column can be imported as, in the order of the field
 * table, then what is no field. Any thread.
 */
const TbImportTarget *
tb_import_targets_get (const TbRecordType *type, guint *n_targets)
{
  const Tables *tables = get_tables ();

  for (guint i = 0; i < N_TYPES; i++)
    if (tables->types[i] == type)
      {
        *n_targets = tables->targets[i]->len;
        return (const TbImportTarget *)tables->targets[i]->data;
      }
  g_return_val_if_reached (NULL);
}

/**
 * tb_import_targets_find:
 * @type: a type that can be imported
 * @name: name of a target
 *
 * Returns: the index of the target, or %TB_IMPORT_IGNORED if there is none of that name. Any
 * thread.
 */
guint
tb_import_targets_find (const TbRecordType *type, const char *name)
{
  guint n_targets;
  const TbImportTarget *targets = tb_import_targets_get (type, &n_targets);

  for (guint i = 0; i < n_targets; i++)
    if (g_str_equal (targets[i].name, name))
      return i;
  return TB_IMPORT_IGNORED;
}
