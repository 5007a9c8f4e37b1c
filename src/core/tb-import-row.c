/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-import-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "tb-check-digit.h"
#include "tb-code-list.h"
#include "tb-import-cell.h"
#include "tb-import-mapping.h"
#include "tb-import-memo.h"
#include "tb-import-work.h"
#include "tb-text.h"
#include "tb-type-enterprise.h"
#include "tb-type-event.h"
#include "tb-type-floor.h"
#include "tb-type-organisation.h"
#include "tb-type-person.h"
#include "tb-type-project.h"
#include "tb-type-tower.h"
#include "tb-type-unit.h"

/* What the names of employers end with; a post may follow without a space. */
static const char *const employer_endings[] = { "公司", "集团", "事务所", "中心", "银行", "支行",
                                                "分行", "学校", "医院",   "协会", "商会", NULL };

typedef struct
{
  guint column;
  double yuan;
  TbImportTarget target;
  TbImportMemo *memo; /* (owned) (nullable): where a cell comes to one text */
} Column;

struct _TbImportRowReader
{
  TbImportSheet *sheet; /* (not owned) */
  const TbRecordType *type;
  GArray *columns; /* (owned) (element-type Column): those that are mapped */
};

static void
add_reference (TbImportRow *row, guint field, char *name, guint32 text)
{
  g_assert (row->n_references < TB_IMPORT_MAX_REFERENCES);
  row->references[row->n_references++]
      = (TbImportReference){ .field = field, .name = name, .text = text };
}

/* Where in «某某有限公司财务经理» the employer ends. */
static const char *
find_end_of_employer (const char *text)
{
  const char *space = strrchr (text, ' ');
  const char *end = NULL;

  if (space != NULL)
    return space;
  for (guint i = 0; employer_endings[i] != NULL; i++)
    {
      const char *found = g_strrstr (text, employer_endings[i]);

      if (found != NULL && found + strlen (employer_endings[i]) > end)
        end = found + strlen (employer_endings[i]);
    }
  return end;
}

/* «工作单位及职务» in one cell. Columns of their own go before it. */
static void
take_workplace (TbImportRow *row, const char *text)
{
  const char *end = find_end_of_employer (text);
  g_autofree char *employer = end != NULL ? g_strndup (text, end - text) : g_strdup (text);
  g_autofree char *post = tb_text_normalise (end != NULL ? end : "");

  for (guint i = 0; i < row->n_references; i++)
    if (row->references[i].field == TB_PERSON_ENTERPRISE)
      return;
  add_reference (row, TB_PERSON_ENTERPRISE, g_steal_pointer (&employer), 0);
  if (*post != '\0' && !tb_record_has (row->record, TB_PERSON_JOB))
    tb_record_take_text (row->record, TB_PERSON_JOB, g_steal_pointer (&post));
}

/* Takes @name. */
static void
take_person (TbImportRow *row, guint field, char *name)
{
  g_assert (row->n_persons < TB_IMPORT_MAX_PERSONS);
  row->persons[row->n_persons++]
      = (TbImportPersonName){ .field = field, .name = tb_text_normalise_name (name) };
  g_free (name);
}

static void
read_cell (TbImportRowReader *self, const Column *column, TbCellKind kind, const char *text,
           guint32 text_id, TbImportRow *out, TbFindings *findings)
{
  TbImportRole role = column->target.role;
  guint field = tb_import_role_to_field (self->type, role);
  char *name;

  switch (role)
    {
    case TB_IMPORT_ROLE_FIELD:
      tb_import_cell_read (out->record, column->target.field, kind, text, column->yuan, findings);
      break;
    case TB_IMPORT_ROLE_REFERENCE:
      name = tb_import_cell_dup_name (kind, text, column->target.field, findings);
      if (name != NULL)
        add_reference (out, column->target.field, name, kind == TB_CELL_TEXT ? text_id : 0);
      break;
    case TB_IMPORT_ROLE_PERSON:
      name = tb_import_cell_dup_name (kind, text, column->target.field, findings);
      if (name != NULL)
        take_person (out, column->target.field, name);
      break;
    case TB_IMPORT_ROLE_SINCE:
      out->roles[role] = tb_import_cell_dup_date (kind, text, field, findings);
      break;
    case TB_IMPORT_ROLE_WORKPLACE:
    case TB_IMPORT_ROLE_TOWER:
    case TB_IMPORT_ROLE_FLOOR:
    case TB_IMPORT_ROLE_ROOM:
    case TB_IMPORT_ROLE_TENANT:
    case TB_IMPORT_ROLE_TENANT_CODE:
    case TB_IMPORT_ROLE_TIMES:
    case TB_IMPORT_ROLE_ATTENDEES:
    case TB_IMPORT_ROLE_PERIOD:
    case TB_IMPORT_ROLE_CONTACT:
    default:
      out->roles[role] = tb_import_cell_dup_name (kind, text, field, findings);
    }
}

static void
column_clear (gpointer data)
{
  Column *column = data;

  g_clear_pointer (&column->memo, tb_import_memo_free);
}

static gboolean
makes_one_text (const TbRecordType *type, const TbImportTarget *target)
{
  return target->role == TB_IMPORT_ROLE_REFERENCE
         || (target->role == TB_IMPORT_ROLE_FIELD
             && tb_field_is_text (&type->fields[target->field]));
}

/**
 * tb_import_row_reader_new:
 * @sheet: a sheet, which the reader uses as long as it lives
 * @type: what its rows are
 * @mapping: (element-type TbImportColumn): what its columns mean
 *
 * Returns: (transfer full): a reader
 */
TbImportRowReader *
tb_import_row_reader_new (TbImportSheet *sheet, const TbRecordType *type, GArray *mapping)
{
  TbImportRowReader *self = g_new0 (TbImportRowReader, 1);
  guint n_targets;
  const TbImportTarget *targets = tb_import_targets_get (type, &n_targets);

  self->sheet = sheet;
  self->type = type;
  self->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  g_array_set_clear_func (self->columns, column_clear);
  for (guint i = 0; i < mapping->len; i++)
    {
      const TbImportColumn *mapped = &g_array_index (mapping, TbImportColumn, i);

      if (mapped->target < n_targets)
        {
          Column column = { i, mapped->yuan, targets[mapped->target], NULL };

          if (makes_one_text (type, &column.target))
            column.memo = tb_import_memo_new ();

          g_array_append_val (self->columns, column);
        }
    }
  return self;
}

void
tb_import_row_reader_free (TbImportRowReader *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->columns);
  g_free (self);
}

/**
 * tb_import_role_to_field:
 * @type: a type that can be imported
 * @role: what a column means
 *
 * Findings name fields; columns that are no field come after the last.
 *
 * Returns: what findings about the column have for a field
 */
guint
tb_import_role_to_field (const TbRecordType *type, TbImportRole role)
{
  return type->n_fields + role;
}

/**
 * tb_import_row_reader_get_column:
 * @field: index of a field, or tb_import_role_to_field()
 *
 * Returns: the column that is imported as @field, or -1
 */
int
tb_import_row_reader_get_column (TbImportRowReader *self, guint field)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = &g_array_index (self->columns, Column, i);

      if (column->target.field == field
          || tb_import_role_to_field (self->type, column->target.role) == field)
        return column->column;
    }
  return -1;
}

/* «无» is nothing to import, but in a column of «有» and «无» it is one of the two. */
static gboolean
is_empty (TbImportRowReader *self, const Column *column, TbCellKind kind, const char *text)
{
  const TbField *field;

  if (!tb_import_cell_is_empty (kind, text))
    return FALSE;
  if (column->target.role != TB_IMPORT_ROLE_FIELD)
    return TRUE;
  field = &self->type->fields[column->target.field];
  return field->type != TB_FIELD_CODE
         || tb_code_list_recognise (tb_code_lists_find (field->code_list), text) == NULL;
}

/* What a cell that was just read came to. */
static const char *
get_value (const Column *column, TbImportRow *row)
{
  const TbImportReference *last;

  if (column->target.role == TB_IMPORT_ROLE_FIELD)
    return tb_record_get_text (row->record, column->target.field);
  last = row->n_references > 0 ? &row->references[row->n_references - 1] : NULL;
  return last != NULL && last->field == column->target.field ? last->name : NULL;
}

static void
put_value (const Column *column, const char *value, guint32 text_id, TbImportRow *out)
{
  if (value == NULL)
    return;
  if (column->target.role == TB_IMPORT_ROLE_FIELD)
    tb_record_set_text (out->record, column->target.field, value);
  else
    add_reference (out, column->target.field, g_strdup (value), text_id);
}

/* As read_cell(), for a cell whose like may have been read before. What there was something to be
 * said of is read again each time. */
static void
read_known_cell (TbImportRowReader *self, const Column *column, TbCellKind kind, const char *text,
                 guint32 text_id, TbImportRow *out, TbFindings *findings)
{
  guint n_findings = tb_findings_get_n (findings);
  const char *value;

  if (tb_import_memo_find (column->memo, kind, text_id, &value))
    {
      put_value (column, value, kind == TB_CELL_TEXT ? text_id : 0, out);
      return;
    }
  if (!is_empty (self, column, kind, text))
    read_cell (self, column, kind, text, text_id, out, findings);
  if (tb_findings_get_n (findings) == n_findings)
    tb_import_memo_keep (column->memo, kind, text_id, get_value (column, out));
}

/**
 * tb_import_row_reader_read:
 * @row: index of a row of the sheet
 * @out: (out caller-allocates): what it says
 * @findings: where to report cells that cannot be read
 *
 * Reads the cells of a row. Empty cells leave their fields without a value.
 */
void
tb_import_row_reader_read (TbImportRowReader *self, guint row, TbImportRow *out,
                           TbFindings *findings)
{
  memset (out, 0, sizeof *out);
  out->record = tb_record_new (self->type);
  tb_record_set_source (out->record, TB_SOURCE_IMPORT);

  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = &g_array_index (self->columns, Column, i);
      TbCellKind kind = tb_import_sheet_get_kind (self->sheet, row, column->column);
      const char *text = tb_import_sheet_get_text (self->sheet, row, column->column);
      guint32 text_id = tb_import_sheet_get_text_id (self->sheet, row, column->column);

      if (column->memo != NULL)
        read_known_cell (self, column, kind, text, text_id, out, findings);
      else if (!is_empty (self, column, kind, text))
        read_cell (self, column, kind, text, text_id, out, findings);
    }
  if (out->roles[TB_IMPORT_ROLE_WORKPLACE] != NULL)
    take_workplace (out, out->roles[TB_IMPORT_ROLE_WORKPLACE]);
}

static const TbImportReference *
find_reference (TbImportRow *self, guint field)
{
  for (guint i = 0; i < self->n_references; i++)
    if (self->references[i].field == field)
      return &self->references[i];
  return NULL;
}

/* Whether a person must say which of several records is meant; the row waits for it. */
static gboolean
report_ambiguous (const TbImportNamed *named, guint field, TbFindings *findings)
{
  if (!named->is_ambiguous)
    return FALSE;
  if (named->type == &tb_type_enterprise || named->type == &tb_type_organisation)
    tb_findings_add (findings, field, TB_SEVERITY_ERROR, "name_ambiguous",
                     _ ("The register has more than one “%s”. Enter the code of the one that is "
                        "meant, or clear the cell."),
                     named->title);
  else
    tb_findings_add (findings, field, TB_SEVERITY_ERROR, "name_ambiguous",
                     _ ("The register has more than one “%s”. Give them different names, then "
                        "check the file again."),
                     named->title);
  return TRUE;
}

static gboolean
resolve_references (TbImportRow *self, TbImportPlan *plan, TbConnection *connection,
                    TbFindings *findings, GError **error)
{
  const TbRecordType *type = tb_record_get_record_type (self->record);

  for (guint i = 0; i < self->n_references; i++)
    {
      TbImportReference *reference = &self->references[i];
      const TbField *field = &type->fields[reference->field];
      TbImportNamed *parent = NULL;

      /* Every branch has a first Party group: it is told by its branch. */
      if (type == &tb_type_person && reference->field == TB_PERSON_GROUP_ORG)
        {
          const TbImportReference *branch = find_reference (self, TB_PERSON_FORMAL_ORG);

          parent = branch != NULL ? branch->named : NULL;
        }
      reference->named
          = tb_import_plan_find_again (plan, connection, tb_record_types_find (field->target),
                                       parent, reference->name, reference->text, error);
      if (reference->named == NULL)
        return FALSE;
      if (report_ambiguous (reference->named, reference->field, findings))
        continue;
      tb_record_set_text (self->record, reference->field, reference->named->id);
      tb_record_set_reference_title (self->record, reference->field, reference->named->title);
    }
  return TRUE;
}

static guint
get_role_field (TbImportRow *self, TbImportRole role)
{
  return tb_import_role_to_field (tb_record_get_record_type (self->record), role);
}

static void
report_place (TbImportRow *self, TbImportRole missing, TbFindings *findings)
{
  const TbRecordType *type = tb_record_get_record_type (self->record);
  gboolean is_unit = type == &tb_type_unit;
  guint field = tb_import_role_to_field (type, missing);
  TbSeverity severity = is_unit ? TB_SEVERITY_ERROR : TB_SEVERITY_WARNING;

  if (missing == TB_IMPORT_ROLE_TOWER)
    tb_findings_add (findings, field, severity, "tower_missing",
                     is_unit
                         ? _ ("The row does not say in which tower the room is.")
                         : _ ("The row does not say in which tower the office is; the office is "
                              "left out."));
  else if (missing == TB_IMPORT_ROLE_FLOOR)
    tb_findings_add (findings, field, severity, "floor_missing",
                     is_unit ? _ ("The floor is missing.")
                             : _ ("The floor is missing; the office is left out."));
  else
    tb_findings_add (findings, field, severity, "room_missing",
                     _ ("The room number is missing; the office is left out."));
}

static gboolean
find_tower (TbImportRow *self, TbImportPlan *plan, TbConnection *connection, TbImportNamed **tower,
            GError **error)
{
  const char *name = self->roles[TB_IMPORT_ROLE_TOWER];
  g_autoptr (GError) local_error = NULL;

  if (name != NULL)
    *tower = tb_import_plan_find (plan, connection, &tb_type_tower, NULL, name, &local_error);
  else
    *tower = tb_import_plan_get_only_tower (plan, connection, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

/* Tower, floor and room, as far as the row has them; @unit is %NULL where something is missing. */
static gboolean
resolve_place (TbImportRow *self, TbImportPlan *plan, TbConnection *connection, const char *room,
               TbFindings *findings, GError **error)
{
  const char *label = self->roles[TB_IMPORT_ROLE_FLOOR];
  TbImportNamed *tower;
  TbImportNamed *floor;
  TbImportNamed *unit;

  if (!find_tower (self, plan, connection, &tower, error))
    return FALSE;
  if (tower == NULL || label == NULL || room == NULL)
    {
      report_place (self,
                    tower == NULL   ? TB_IMPORT_ROLE_TOWER
                    : label == NULL ? TB_IMPORT_ROLE_FLOOR
                                    : TB_IMPORT_ROLE_ROOM,
                    findings);
      return TRUE;
    }
  if (report_ambiguous (tower, get_role_field (self, TB_IMPORT_ROLE_TOWER), findings))
    return TRUE;
  floor = tb_import_plan_find (plan, connection, &tb_type_floor, tower, label, error);
  if (floor == NULL)
    return FALSE;
  if (report_ambiguous (floor, get_role_field (self, TB_IMPORT_ROLE_FLOOR), findings))
    return TRUE;
  unit = tb_import_plan_find (plan, connection, &tb_type_unit, floor, room, error);
  if (unit == NULL)
    return FALSE;
  if (!report_ambiguous (unit, get_role_field (self, TB_IMPORT_ROLE_ROOM), findings))
    self->unit = unit;
  return TRUE;
}

static gboolean
resolve_office (TbImportRow *self, TbImportPlan *plan, TbConnection *connection,
                TbFindings *findings, GError **error)
{
  if (self->roles[TB_IMPORT_ROLE_FLOOR] != NULL || self->roles[TB_IMPORT_ROLE_ROOM] != NULL)
    {
      if (!resolve_place (self, plan, connection, self->roles[TB_IMPORT_ROLE_ROOM], findings,
                          error))
        return FALSE;
    }
  if (self->unit != NULL)
    {
      tb_record_set_text (self->record, TB_ENTERPRISE_OFFICE, self->unit->id);
      tb_record_set_reference_title (self->record, TB_ENTERPRISE_OFFICE, self->unit->title);
    }

  if (self->unit == NULL && self->roles[TB_IMPORT_ROLE_TOWER] == NULL)
    return TRUE;
  if (!find_tower (self, plan, connection, &self->tower, error))
    return FALSE;
  if (self->tower != NULL
      && report_ambiguous (self->tower, get_role_field (self, TB_IMPORT_ROLE_TOWER), findings))
    self->tower = NULL;
  if (self->tower != NULL)
    {
      tb_record_set_text (self->record, TB_ENTERPRISE_TOWER, self->tower->id);
      tb_record_set_reference_title (self->record, TB_ENTERPRISE_TOWER, self->tower->title);
    }
  return TRUE;
}

/* The credit code in a list of tenants is for finding out who is meant; a wrong one is left out. */
static void
take_tenant_code (TbImportRow *self, TbFindings *findings)
{
  g_autofree char *code = tb_credit_code_normalise (self->roles[TB_IMPORT_ROLE_TENANT_CODE]);

  if (tb_credit_code_check (code) != TB_CREDIT_CODE_OK)
    tb_findings_add (findings, tb_import_role_to_field (&tb_type_unit, TB_IMPORT_ROLE_TENANT_CODE),
                     TB_SEVERITY_WARNING, "uscc_check",
                     _ ("The tenant’s credit code is wrong; it is left out."));
  else if (self->tenant->record != NULL
           && !tb_record_has (self->tenant->record, TB_ENTERPRISE_CREDIT_CODE))
    tb_record_set_text (self->tenant->record, TB_ENTERPRISE_CREDIT_CODE, code);
}

/* Of several tenants of one name, the code beside it says which is meant. */
static gboolean
tell_by_code (TbImportRow *self, TbImportPlan *plan, TbConnection *connection, GError **error)
{
  const char *typed = self->roles[TB_IMPORT_ROLE_TENANT_CODE];
  g_autofree char *code = typed != NULL ? tb_credit_code_normalise (typed) : NULL;
  TbImportNamed *named;

  if (!self->tenant->is_ambiguous || code == NULL)
    return TRUE;
  named = tb_import_plan_find (plan, connection, &tb_type_enterprise, NULL, code, error);
  if (named == NULL)
    return FALSE;
  if (named->record == NULL)
    self->tenant = named;
  return TRUE;
}

static gboolean
resolve_unit (TbImportRow *self, TbImportPlan *plan, TbConnection *connection, TbFindings *findings,
              GError **error)
{
  const char *tenant = self->roles[TB_IMPORT_ROLE_TENANT];
  const char *room = tb_record_get_text (self->record, TB_UNIT_ROOM_NO);
  const TbCodeList *states = tb_code_lists_find (tb_type_unit.fields[TB_UNIT_STATUS].code_list);

  /* Without a room there is nothing to be placed; the rules of a room say so. */
  if (room != NULL && !resolve_place (self, plan, connection, room, findings, error))
    return FALSE;
  if (self->unit != NULL)
    {
      tb_record_set_text (self->record, TB_UNIT_FLOOR, self->unit->parent->id);
      tb_record_set_reference_title (self->record, TB_UNIT_FLOOR, self->unit->parent->title);
    }

  /* «空置» in the column of tenants. */
  if (tenant == NULL || tb_code_list_recognise (states, tenant) != NULL)
    return TRUE;
  self->tenant = tb_import_plan_find (plan, connection, &tb_type_enterprise, NULL, tenant, error);
  if (self->tenant == NULL || !tell_by_code (self, plan, connection, error))
    return FALSE;
  if (report_ambiguous (self->tenant, get_role_field (self, TB_IMPORT_ROLE_TENANT), findings))
    {
      self->tenant = NULL;
      return TRUE;
    }
  if (self->roles[TB_IMPORT_ROLE_TENANT_CODE] != NULL)
    take_tenant_code (self, findings);
  return TRUE;
}

/**
 * tb_import_row_resolve:
 * @self: a row that was read
 * @plan: where named records are looked up
 * @connection: (nullable): the register; %NULL for a row that was resolved by this plan before
 * @findings: where to report places that are incomplete
 *
 * Finds or plans the records that the row names and refers to them. On the thread of @connection.
 *
 * Errors: those of the store.
 */
gboolean
tb_import_row_resolve (TbImportRow *self, TbImportPlan *plan, TbConnection *connection,
                       TbFindings *findings, GError **error)
{
  const TbRecordType *type = tb_record_get_record_type (self->record);

  if (!resolve_references (self, plan, connection, findings, error))
    return FALSE;
  if (type == &tb_type_enterprise)
    return resolve_office (self, plan, connection, findings, error);
  if (type == &tb_type_unit)
    return resolve_unit (self, plan, connection, findings, error);
  if (type == &tb_type_event || type == &tb_type_project)
    return tb_import_work_resolve (self, plan, connection, findings, error);
  return TRUE;
}

static void
use (TbImportNamed *named, int change)
{
  for (; named != NULL; named = named->parent)
    named->n_uses += change;
}

/**
 * tb_import_row_use:
 * @self: a resolved row
 * @change: 1 if it will be imported, -1 if it will not be after all
 *
 * Keeps count of the rows that need a planned record.
 */
void
tb_import_row_use (TbImportRow *self, int change)
{
  for (guint i = 0; i < self->n_references; i++)
    use (self->references[i].named, change);
  use (self->unit != NULL ? self->unit : self->tower, change);
  use (self->tenant, change);
}

void
tb_import_row_clear (TbImportRow *self)
{
  g_clear_object (&self->record);
  for (guint i = 0; i < TB_IMPORT_N_ROLES; i++)
    g_clear_pointer (&self->roles[i], g_free);
  for (guint i = 0; i < self->n_references; i++)
    g_clear_pointer (&self->references[i].name, g_free);
  for (guint i = 0; i < self->n_persons; i++)
    g_clear_pointer (&self->persons[i].name, g_free);
  self->n_references = self->n_persons = 0;
}
