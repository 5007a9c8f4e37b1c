/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-cli-record.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tb-error.h"
#include "tb-id.h"
#include "tb-output.h"
#include "tb-record-table.h"
#include "tb-text.h"

/* Records read at a time. */
#define PAGE 128

/* Records of a name that are looked at to find out whether it is the name of one only. */
#define SAME_NAME_MAX 50

/**
 * tb_cli_find_type:
 * @name: what was typed
 *
 * Errors: %TB_ERROR_INVALID, with the names that there are.
 *
 * Returns: (transfer none) (nullable): the record type
 */
const TbRecordType *
tb_cli_find_type (const char *name, GError **error)
{
  const TbRecordType *type = tb_record_types_find (name);
  g_autoptr (GString) names = NULL;
  const TbRecordType *const *types;
  guint n_types;

  if (type != NULL)
    return type;

  names = g_string_new (NULL);
  types = tb_record_types_get_all (&n_types);
  for (guint i = 0; i < n_types; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", types[i]->name);
  g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
               _ ("There is no kind of record “%s”. There are: %s."), name, names->str);

  return NULL;
}

/**
 * tb_cli_find_field:
 * @name: what was typed
 *
 * Errors: %TB_ERROR_INVALID.
 *
 * Returns: the field's index, or %TB_FIELD_NOT_FOUND
 */
guint
tb_cli_find_field (const TbRecordType *type, const char *name, GError **error)
{
  guint field = tb_record_type_find_field (type, name);

  if (field != TB_FIELD_NOT_FOUND && (type->fields[field].flags & TB_FIELD_HIDDEN) == 0)
    return field;

  g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
               _ ("“%s” has no field “%s”. “towerbranchctl fields %s” lists its fields."),
               type->name, name, type->name);

  return TB_FIELD_NOT_FOUND;
}

static guint
find_number_field (const TbRecordType *type)
{
  for (guint field = 0; field < type->n_fields; field++)
    {
      if ((type->fields[field].flags & TB_FIELD_NUMBERED) != 0)
        return field;
    }

  return TB_FIELD_NOT_FOUND;
}

/* People name an event by its number, HD-202611-0001; %NULL without an error where none has it. */
static TbRecord *
load_by_number (TbCli *self, const TbRecordType *type, const char *number, GError **error)
{
  guint field = find_number_field (type);
  g_autoptr (TbQuery) query = NULL;
  g_autoptr (GPtrArray) records = NULL;

  if (field == TB_FIELD_NOT_FOUND)
    return NULL;

  query = tb_query_new (type);
  tb_query_add_filter (query, field, TB_QUERY_EQUAL, number);
  records = tb_session_list (self->session, query, self->cancellable, error);
  if (records == NULL || records->len == 0)
    return NULL;

  return g_object_ref (g_ptr_array_index (records, 0));
}

/**
 * tb_cli_load:
 * @id: what was typed: an identifier, or the number that records of some types have
 *
 * Errors: %TB_ERROR_NOT_FOUND, those of the store.
 *
 * Returns: (transfer full) (nullable): the record
 */
TbRecord *
tb_cli_load (TbCli *self, const TbRecordType *type, const char *id, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  TbRecord *record;

  if (tb_id_is_valid (id))
    return tb_session_load (self->session, type, id, self->cancellable, error);

  record = load_by_number (self, type, id, &local_error);
  if (record != NULL)
    return record;
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  g_set_error (
      error, TB_ERROR, TB_ERROR_NOT_FOUND,
      _ ("“%s” is not the identifier of a record. “towerbranchctl search” finds it by a name."),
      id);

  return NULL;
}

/* Most people know what a record refers to by its name, which is enough where there is only one of
 * it. */
static char *
dup_id_of_name (TbCli *self, const TbRecordType *type, const char *name, GError **error)
{
  g_autofree char *wanted = tb_text_fold (name);
  g_autoptr (GPtrArray) hits = NULL;
  const char *id = NULL;

  hits = tb_session_search (self->session, type, name, SAME_NAME_MAX, self->cancellable, error);
  if (hits == NULL)
    return NULL;

  for (guint i = 0; i < hits->len; i++)
    {
      const TbSearchHit *hit = g_ptr_array_index (hits, i);
      g_autofree char *title = tb_text_fold (hit->title);

      if (!g_str_equal (title, wanted))
        continue;
      if (id != NULL)
        {
          g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
                       _ ("There is more than one “%s” of the kind “%s”. Give the identifier."),
                       name, type->name);
          return NULL;
        }
      id = hit->id;
    }
  if (id == NULL)
    g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
                 _ ("There is no “%s” of the kind “%s”. Add it first."), name, type->name);

  return g_strdup (id);
}

/**
 * tb_cli_dup_id:
 * @typed: an identifier, or the name of one record only
 *
 * Errors: %TB_ERROR_INVALID where no record or several have that name, those of the store.
 *
 * Returns: (transfer full) (nullable): the identifier
 */
char *
tb_cli_dup_id (TbCli *self, const TbRecordType *type, const char *typed, GError **error)
{
  return tb_id_is_valid (typed) ? g_strdup (typed) : dup_id_of_name (self, type, typed, error);
}

static gboolean
parse_value (TbCli *self, TbRecord *record, guint field, const char *typed, GError **error)
{
  const TbField *description = tb_record_type_get_field (tb_record_get_record_type (record), field);
  g_autofree char *id = NULL;

  if (description->type != TB_FIELD_REFERENCE || tb_text_is_blank (typed) || tb_id_is_valid (typed))
    return tb_record_parse (record, field, typed, error);

  id = dup_id_of_name (self, tb_record_types_find (description->target), typed, error);

  return id != NULL && tb_record_parse (record, field, id, error);
}

/**
 * tb_cli_assign:
 * @assignment: `FIELD=VALUE`; an empty value takes the field's value away
 *
 * Sets one field. Of a field that refers to another record, the value may be that record's name.
 * Errors: %TB_ERROR_INVALID, those of the store.
 */
gboolean
tb_cli_assign (TbCli *self, TbRecord *record, const char *assignment, GError **error)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  const char *equals = strchr (assignment, '=');
  g_autofree char *name = NULL;
  guint field;

  if (equals == NULL)
    {
      g_set_error (error, TB_ERROR, TB_ERROR_INVALID, _ ("“%s” is not of the form FIELD=VALUE."),
                   assignment);
      return FALSE;
    }

  name = g_strndup (assignment, equals - assignment);
  field = tb_cli_find_field (type, name, error);
  if (field == TB_FIELD_NOT_FOUND)
    return FALSE;
  if ((type->fields[field].flags & TB_FIELD_DERIVED) != 0)
    {
      g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
                   _ ("“%s” is computed from other fields and cannot be set."), name);
      return FALSE;
    }

  return parse_value (self, record, field, equals + 1, error);
}

static char *
dup_stored (TbRecord *record, guint field)
{
  const TbField *description = tb_record_type_get_field (tb_record_get_record_type (record), field);

  return tb_field_is_text (description)
             ? g_strdup (tb_record_get_text (record, field))
             : g_strdup_printf ("%" G_GINT64_FORMAT, tb_record_get_int (record, field));
}

/**
 * tb_cli_filter:
 * @condition: `FIELD=VALUE`, `FIELD!=VALUE`, `FIELD>=VALUE` or `FIELD<=VALUE`; `FIELD=` where there
 * must be no value, `FIELD!=` where there must be one
 *
 * Adds a condition to a query. Values are read as people type them: a code by its label, a record
 * by its name. Errors: %TB_ERROR_INVALID, those of the store.
 */
gboolean
tb_cli_filter (TbCli *self, TbQuery *query, const char *condition, GError **error)
{
  const TbRecordType *type = tb_query_get_record_type (query);
  g_autoptr (TbRecord) scratch = tb_record_new (type);
  gsize length = strcspn (condition, "!<>=");
  g_autofree char *name = g_strndup (condition, length);
  const char *sign = condition + length;
  const char *value = sign + (*sign == '=' ? 1 : 2);
  TbQueryOp op = *sign == '!'   ? TB_QUERY_NOT_EQUAL
                 : *sign == '>' ? TB_QUERY_FROM
                 : *sign == '<' ? TB_QUERY_TO
                                : TB_QUERY_EQUAL;
  g_autofree char *stored = NULL;
  guint field;

  if (*sign == '\0' || (*sign != '=' && sign[1] != '='))
    {
      g_set_error (error, TB_ERROR, TB_ERROR_INVALID, _ ("“%s” is not of the form FIELD=VALUE."),
                   condition);
      return FALSE;
    }

  field = tb_cli_find_field (type, name, error);
  if (field == TB_FIELD_NOT_FOUND)
    return FALSE;

  if (*value == '\0')
    {
      if (op != TB_QUERY_EQUAL && op != TB_QUERY_NOT_EQUAL)
        {
          g_set_error (error, TB_ERROR, TB_ERROR_INVALID, _ ("“%s” compares with nothing."),
                       condition);
          return FALSE;
        }
      tb_query_add_filter (query, field, op == TB_QUERY_EQUAL ? TB_QUERY_EMPTY : TB_QUERY_NOT_EMPTY,
                           NULL);
      return TRUE;
    }

  if (!parse_value (self, scratch, field, value, error))
    return FALSE;
  stored = dup_stored (scratch, field);
  tb_query_add_filter (query, field, op, stored);

  return TRUE;
}

static gboolean
append_rows (const gint64 *rows, guint n_rows, gpointer user_data)
{
  g_array_append_vals (user_data, rows, n_rows);

  return TRUE;
}

/* A TbReadFunc. */
static gpointer
read_rows (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!tb_record_table_query (connection, data, append_rows, rows, error))
    return NULL;

  return g_steal_pointer (&rows);
}

typedef struct
{
  const TbRecordType *type;
  const gint64 *rows;
  guint n_rows;
} Page;

/* A TbReadFunc. */
static gpointer
read_page (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Page *page = data;

  return tb_record_table_fetch (connection, page->type, page->rows, page->n_rows, error);
}

/**
 * tb_cli_each:
 * @func: called with each record
 *
 * Goes through the records of a query, a page of them in memory at a time. Errors: those of the
 * store and of @func, and cancellation.
 */
gboolean
tb_cli_each (TbCli *self, TbQuery *query, TbRecordFunc func, gpointer user_data, GError **error)
{
  g_autoptr (GArray) rows
      = tb_session_read (self->session, read_rows, query, self->cancellable, error);

  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i += PAGE)
    {
      Page page = {
        .type = tb_query_get_record_type (query),
        .rows = &g_array_index (rows, gint64, i),
        .n_rows = MIN (PAGE, rows->len - i),
      };
      g_autoptr (GPtrArray) records
          = tb_session_read (self->session, read_page, &page, self->cancellable, error);

      if (records == NULL)
        return FALSE;
      for (guint j = 0; j < records->len; j++)
        {
          if (!func (g_ptr_array_index (records, j), user_data, error))
            return FALSE;
        }
    }

  return TRUE;
}

static void
build_value (JsonBuilder *builder, TbRecord *record, guint field, TbDisplay display)
{
  const TbField *description = tb_record_type_get_field (tb_record_get_record_type (record), field);
  g_autofree char *shown = NULL;

  if (display == TB_DISPLAY_MASKED && description->sensitivity >= TB_SENSITIVITY_S2)
    {
      shown = tb_record_dup_display (record, field, display);
      json_builder_add_string_value (builder, shown);
    }
  else if (description->type == TB_FIELD_BOOLEAN)
    {
      json_builder_add_boolean_value (builder, tb_record_get_boolean (record, field));
    }
  else if (tb_field_is_text (description))
    {
      json_builder_add_string_value (builder, tb_record_get_text (record, field));
    }
  else
    {
      json_builder_add_int_value (builder, tb_record_get_int (record, field));
    }
}

/**
 * tb_cli_build_record:
 * @display: whether protected values are masked
 *
 * Adds a record as an object: `type`, `id`, `title`, `version`, `removed`, `values` as they are
 * stored (codes, hundredths, identifiers) and `display` as people read them; fields without a value
 * and hidden ones are left out.
 */
void
tb_cli_build_record (JsonBuilder *builder, TbRecord *record, TbDisplay display)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  g_autofree char *title = tb_record_dup_title (record);

  json_builder_begin_object (builder);
  tb_json_add_text (builder, "type", type->name);
  tb_json_add_text (builder, "id", tb_record_get_id (record));
  tb_json_add_text (builder, "title", title);
  tb_json_add_int (builder, "version", tb_record_get_version (record));
  tb_json_add_boolean (builder, "removed", tb_record_is_removed (record));

  json_builder_set_member_name (builder, "values");
  json_builder_begin_object (builder);
  for (guint i = 0; i < type->n_fields; i++)
    {
      if ((type->fields[i].flags & TB_FIELD_HIDDEN) != 0 || !tb_record_has (record, i))
        continue;
      json_builder_set_member_name (builder, type->fields[i].name);
      build_value (builder, record, i, display);
    }
  json_builder_end_object (builder);

  json_builder_set_member_name (builder, "display");
  json_builder_begin_object (builder);
  for (guint i = 0; i < type->n_fields; i++)
    {
      g_autofree char *shown = NULL;

      if ((type->fields[i].flags & TB_FIELD_HIDDEN) != 0 || !tb_record_has (record, i))
        continue;
      shown = tb_record_dup_display (record, i, display);
      tb_json_add_text (builder, type->fields[i].name, shown);
    }
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}
