/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-exporter-columns.h"

#include <glib/gi18n-lib.h>

#include "tb-import-headings.h"
#include "tb-record-table.h"
#include "tb-type-enterprise.h"
#include "tb-type-floor.h"
#include "tb-type-tenancy.h"
#include "tb-type-unit.h"

#define NARROW 10
#define MIDDLE 16
#define WIDE 28

/* Floors that are remembered with their towers; a district has about two thousand. */
#define MAX_PLACES 8192

/* Where a room is, looked up once for its floor. */
typedef struct
{
  char *floor; /* (owned): label */
  char *tower; /* (owned): name */
} Place;

/* What stands in a column: a target of the importer, or what is computed beside it. */
typedef struct
{
  TbImportTarget target;
  const TbComputedField *computed; /* (nullable) */
} Content;

struct _TbExporterColumns
{
  const TbRecordType *type;
  TbDisplay display;
  TbDate today;
  GArray *contents;   /* (owned) (element-type Content) */
  GArray *columns;    /* (owned) (element-type TbSheetColumn) */
  GHashTable *places; /* (owned) (element-type utf8 Place): by id of the floor */
  GPtrArray *cells;   /* (owned) (element-type utf8): of the row being written */
};

static void
place_free (gpointer data)
{
  Place *place = data;

  g_free (place->floor);
  g_free (place->tower);
  g_free (place);
}

static gboolean
is_number (const TbField *field)
{
  return field->type == TB_FIELD_INTEGER || field->type == TB_FIELD_DECIMAL
         || field->type == TB_FIELD_MONEY;
}

static guint
get_width (const TbImportTarget *target, const TbField *field)
{
  if (target->role == TB_IMPORT_ROLE_TENANT || target->role == TB_IMPORT_ROLE_TOWER
      || (field != NULL && field->type == TB_FIELD_REFERENCE))
    return WIDE;
  if (field == NULL || is_number (field) || field->type == TB_FIELD_CODE
      || field->type == TB_FIELD_BOOLEAN || field->format == TB_FORMAT_PERSON_NAME)
    return NARROW;
  if (field->format == TB_FORMAT_ID_NUMBER || field->format == TB_FORMAT_CREDIT_CODE)
    return MIDDLE + 4;
  return field->type == TB_FIELD_TEXT && field->format == TB_FORMAT_PLAIN ? WIDE : MIDDLE;
}

/* The importer knows the headings of these columns and passes over them. */
static void
add_computed (TbExporterColumns *self, guint after)
{
  const TbComputedField *computed = tb_record_type_next_computed (self->type, after, NULL);

  for (; computed != NULL; computed = tb_record_type_next_computed (self->type, after, computed))
    {
      Content content = { .computed = computed };
      TbSheetColumn column = { _ (computed->label), NARROW, TRUE };

      g_array_append_val (self->contents, content);
      g_array_append_val (self->columns, column);
    }
}

static void
add_column (TbExporterColumns *self, const TbImportTarget *target, const char *heading)
{
  const TbField *field
      = target->field != TB_FIELD_NOT_FOUND ? &self->type->fields[target->field] : NULL;
  TbSheetColumn column
      = { heading, get_width (target, field),
          field != NULL && is_number (field)
              && (field->sensitivity < TB_SENSITIVITY_S2 || self->display == TB_DISPLAY_REVEALED) };
  Content content = { .target = *target };

  g_array_append_val (self->contents, content);
  g_array_append_val (self->columns, column);
  if (target->role == TB_IMPORT_ROLE_FIELD)
    add_computed (self, target->field);
}

static void
add_field (TbExporterColumns *self, guint index)
{
  const TbField *field = &self->type->fields[index];
  TbImportTarget target
      = { field->name, field->label,
          field->type == TB_FIELD_REFERENCE ? TB_IMPORT_ROLE_REFERENCE : TB_IMPORT_ROLE_FIELD,
          index };

  add_column (self, &target, _ (field->label));
}

static void
add_roster (TbExporterColumns *self)
{
  guint n_targets;
  const TbImportTarget *targets = tb_import_targets_get (self->type, &n_targets);
  guint n_roster;
  const guint *roster = tb_import_headings_get_roster (self->type, &n_roster);

  for (guint i = 0; i < n_roster; i++)
    add_column (self, &targets[roster[i]], tb_import_headings_get_written (self->type, roster[i]));
}

/**
 * tb_exporter_columns_new:
 * @type: what is exported
 * @fields: (nullable) (array length=n_fields): indexes of fields; %NULL for the roster of the type
 * @n_fields: how many
 * @display: whether protected values are masked
 * @today: the day for which ages are reckoned
 *
 * Returns: (transfer full): the columns
 */
TbExporterColumns *
tb_exporter_columns_new (const TbRecordType *type, const guint *fields, guint n_fields,
                         TbDisplay display, TbDate today)
{
  TbExporterColumns *self = g_new0 (TbExporterColumns, 1);

  self->type = type;
  self->display = display;
  self->today = today;
  self->contents = g_array_new (FALSE, FALSE, sizeof (Content));
  self->columns = g_array_new (FALSE, FALSE, sizeof (TbSheetColumn));
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, place_free);
  self->cells = g_ptr_array_new_with_free_func (g_free);

  if (fields != NULL)
    for (guint i = 0; i < n_fields; i++)
      add_field (self, fields[i]);
  else if (tb_import_targets_has (type))
    add_roster (self);
  else
    for (guint i = 0; i < type->n_fields; i++)
      if ((type->fields[i].flags & TB_FIELD_HIDDEN) == 0)
        add_field (self, i);
  return self;
}

void
tb_exporter_columns_free (TbExporterColumns *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->contents);
  g_array_unref (self->columns);
  g_hash_table_unref (self->places);
  g_ptr_array_unref (self->cells);
  g_free (self);
}

const TbSheetColumn *
tb_exporter_columns_get (TbExporterColumns *self, guint *n_columns)
{
  *n_columns = self->columns->len;
  return (const TbSheetColumn *)self->columns->data;
}

static const Place *
find_place (TbExporterColumns *self, TbConnection *connection, const char *floor_id, GError **error)
{
  Place *place = g_hash_table_lookup (self->places, floor_id);
  g_autoptr (TbRecord) floor = NULL;

  if (place != NULL)
    return place;
  floor = tb_record_table_load (connection, &tb_type_floor, floor_id, error);
  if (floor == NULL)
    return NULL;
  place = g_new0 (Place, 1);
  place->floor = g_strdup (tb_record_get_text (floor, TB_FLOOR_LABEL));
  place->tower = g_strdup (tb_record_get_reference_title (floor, TB_FLOOR_TOWER));
  if (g_hash_table_size (self->places) >= MAX_PLACES)
    g_hash_table_remove_all (self->places);
  g_hash_table_insert (self->places, g_strdup (floor_id), place);
  return place;
}

/* The floor of the room that the record is, or that its office is; *@floor_id is %NULL if it has
 * none. */
static gboolean
find_floor (TbConnection *connection, TbRecord *record, char **floor_id, GError **error)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  g_autoptr (TbRecord) unit = NULL;

  *floor_id = NULL;
  if (type == &tb_type_unit)
    *floor_id = g_strdup (tb_record_get_text (record, TB_UNIT_FLOOR));
  else if (type == &tb_type_enterprise && tb_record_has (record, TB_ENTERPRISE_OFFICE))
    {
      unit = tb_record_table_load (connection, &tb_type_unit,
                                   tb_record_get_text (record, TB_ENTERPRISE_OFFICE), error);
      if (unit == NULL)
        return FALSE;
      *floor_id = g_strdup (tb_record_get_text (unit, TB_UNIT_FLOOR));
    }
  return TRUE;
}

static char *
dup_cell (TbExporterColumns *self, const TbImportTarget *target, TbRecord *record,
          const Place *place, TbRecord *tenancy)
{
  switch (target->role)
    {
    case TB_IMPORT_ROLE_FIELD:
    case TB_IMPORT_ROLE_REFERENCE:
    case TB_IMPORT_ROLE_PERSON:
      if (is_number (&self->type->fields[target->field])
          && (self->type->fields[target->field].sensitivity < TB_SENSITIVITY_S2
              || self->display == TB_DISPLAY_REVEALED))
        return tb_record_dup_editable (record, target->field);
      return tb_record_dup_display (record, target->field, self->display);
    case TB_IMPORT_ROLE_TOWER:
      if (place != NULL)
        return g_strdup (place->tower);
      return self->type == &tb_type_enterprise
                 ? g_strdup (tb_record_get_reference_title (record, TB_ENTERPRISE_TOWER))
                 : NULL;
    case TB_IMPORT_ROLE_FLOOR:
      return place != NULL ? g_strdup (place->floor) : NULL;
    case TB_IMPORT_ROLE_ROOM:
      return g_strdup (tb_record_get_reference_title (record, TB_ENTERPRISE_OFFICE));
    case TB_IMPORT_ROLE_TENANT:
      return tenancy != NULL
                 ? g_strdup (tb_record_get_reference_title (tenancy, TB_TENANCY_ENTERPRISE))
                 : NULL;
    case TB_IMPORT_ROLE_SINCE:
      return tenancy != NULL
                 ? tb_record_dup_display (tenancy, TB_TENANCY_SINCE, TB_DISPLAY_REVEALED)
                 : NULL;
    case TB_IMPORT_ROLE_WORKPLACE:
    case TB_IMPORT_ROLE_TENANT_CODE:
    case TB_IMPORT_ROLE_TIMES:
    case TB_IMPORT_ROLE_ATTENDEES:
    case TB_IMPORT_ROLE_PERIOD:
    case TB_IMPORT_ROLE_CONTACT:
    default:
      return NULL;
    }
}

static char *
dup_computed (TbExporterColumns *self, const TbComputedField *computed, TbRecord *record)
{
  int value = computed->compute (record, self->today);

  return value >= 0 ? g_strdup_printf ("%d", value) : NULL;
}

static gboolean
write_row (TbExporterColumns *self, TbRecord *record, const Place *place, TbRecord *tenancy,
           TbSheetWriter *writer, GError **error)
{
  g_ptr_array_set_size (self->cells, 0);
  for (guint i = 0; i < self->contents->len; i++)
    {
      const Content *content = &g_array_index (self->contents, Content, i);

      g_ptr_array_add (self->cells,
                       content->computed != NULL
                           ? dup_computed (self, content->computed, record)
                           : dup_cell (self, &content->target, record, place, tenancy));
    }
  return tb_sheet_writer_add_row (writer, (const char *const *)self->cells->pdata, self->cells->len,
                                  error);
}

/* Who is in a room now, the first who came first. */
static GPtrArray *
list_tenancies (TbConnection *connection, TbRecord *unit, GError **error)
{
  const guint field = TB_TENANCY_UNIT;
  const char *const value = tb_record_get_id (unit);
  GPtrArray *tenancies
      = tb_record_table_find (connection, &tb_type_tenancy, &field, &value, 1, error);

  for (guint i = tenancies != NULL ? tenancies->len : 0; i-- > 0;)
    if (tb_record_has (g_ptr_array_index (tenancies, i), TB_TENANCY_UNTIL))
      g_ptr_array_remove_index (tenancies, i);
  return tenancies;
}

/**
 * tb_exporter_columns_write:
 * @connection: the register
 * @record: a record of the type, with the titles of what it refers to
 * @writer: where its row is written; a room that several enterprises share has a row for each
 *
 * On the thread of @connection. Errors: those of the store and of the writer.
 */
gboolean
tb_exporter_columns_write (TbExporterColumns *self, TbConnection *connection, TbRecord *record,
                           TbSheetWriter *writer, GError **error)
{
  g_autofree char *floor_id = NULL;
  g_autoptr (GPtrArray) tenancies = NULL;
  const Place *place = NULL;

  if (!find_floor (connection, record, &floor_id, error))
    return FALSE;
  if (floor_id != NULL)
    {
      place = find_place (self, connection, floor_id, error);
      if (place == NULL)
        return FALSE;
    }
  if (self->type != &tb_type_unit)
    return write_row (self, record, place, NULL, writer, error);

  tenancies = list_tenancies (connection, record, error);
  if (tenancies == NULL)
    return FALSE;
  if (tenancies->len == 0)
    return write_row (self, record, place, NULL, writer, error);
  for (guint i = tenancies->len; i-- > 0;)
    if (!write_row (self, record, place, g_ptr_array_index (tenancies, i), writer, error))
      return FALSE;
  return TRUE;
}
