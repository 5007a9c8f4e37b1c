/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-service-schema.h"

#include "tb-document.h"

#define DIALECT "https://json-schema.org/draft/2020-12/schema"
#define UUID "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
#define HASH "[0-9a-f]{64}"
#define DATE "^\\d{4}(-\\d{2}(-\\d{2})?)?$"
#define INSTANT "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$"
#define TIME "^\\d{2}:\\d{2}$"

static JsonObject *
new_value (const char *json_type, const char *pattern)
{
  JsonObject *value = json_object_new ();

  json_object_set_string_member (value, "type", json_type);
  if (pattern != NULL)
    json_object_set_string_member (value, "pattern", pattern);
  return value;
}

static JsonObject *
new_number (const TbField *field)
{
  JsonObject *value = new_value ("integer", NULL);

  if ((field->flags & TB_FIELD_SIGNED) == 0)
    json_object_set_int_member (value, "minimum", 0);
  return value;
}

static JsonObject *
new_reference (const TbField *field)
{
  JsonObject *value = new_value ("string", "^" UUID "$");

  json_object_set_string_member (value, "x-target", field->target);
  return value;
}

static JsonObject *
new_code (const TbField *field)
{
  JsonObject *value = new_value ("string", NULL);

  json_object_set_int_member (value, "minLength", 1);
  json_object_set_string_member (value, "x-code-list", field->code_list);
  return value;
}

static JsonObject *
new_text (const TbField *field)
{
  JsonObject *value = new_value ("string", field->format == TB_FORMAT_TIME ? TIME : NULL);

  json_object_set_int_member (value, "minLength", 1);
  return value;
}

static JsonObject *
describe_value (const TbField *field)
{
  switch (field->type)
    {
    case TB_FIELD_TEXT:
      return new_text (field);
    case TB_FIELD_CODE:
      return new_code (field);
    case TB_FIELD_REFERENCE:
      return new_reference (field);
    case TB_FIELD_DATE:
      return new_value ("string", DATE);
    case TB_FIELD_INSTANT:
      return new_value ("string", INSTANT);
    case TB_FIELD_BOOLEAN:
      return new_value ("boolean", NULL);
    case TB_FIELD_INTEGER:
    case TB_FIELD_DECIMAL:
    case TB_FIELD_MONEY:
      return new_number (field);
    default:
      g_assert_not_reached ();
    }
}

/* A protected field without a value that may travel is `null`; one that may not is left out. */
static void
allow_null (JsonObject *value)
{
  JsonArray *types = json_array_new ();

  json_array_add_string_element (types, json_object_get_string_member (value, "type"));
  json_array_add_string_element (types, "null");
  json_object_set_array_member (value, "type", types);
}

static JsonObject *
describe_field (const TbField *field)
{
  JsonObject *value = describe_value (field);

  if (tb_document_field_is_protected (field))
    {
      allow_null (value);
      json_object_set_boolean_member (value, "x-protected", TRUE);
    }
  json_object_set_string_member (value, "title", field->label);
  return value;
}

static void
add_own_members (JsonObject *properties, const TbRecordType *type, gboolean is_entry)
{
  JsonObject *constant = json_object_new ();
  JsonObject *schema = new_value ("integer", NULL);
  JsonObject *by = new_value ("string", NULL);
  g_autofree char *id = g_strdup_printf ("^%s:%s$", type->name, is_entry ? HASH : UUID);

  json_object_set_string_member (constant, "const", type->name);
  json_object_set_int_member (schema, "minimum", 1);
  json_object_set_int_member (by, "minLength", 1);
  json_object_set_object_member (properties, "_id", new_value ("string", id));
  json_object_set_object_member (properties, TB_DOCUMENT_TYPE, constant);
  json_object_set_object_member (properties, TB_DOCUMENT_SCHEMA_MEMBER, schema);
  json_object_set_object_member (properties, TB_DOCUMENT_BY, by);
  json_object_set_object_member (properties, TB_DOCUMENT_AT, new_value ("string", INSTANT));
  json_object_set_object_member (properties, TB_DOCUMENT_REMOVED, new_value ("boolean", NULL));
  if (is_entry)
    {
      JsonObject *supersedes = new_value ("array", NULL);
      g_autofree char *entry = g_strdup_printf ("^%s:" HASH "$", type->name);

      json_object_set_object_member (supersedes, "items", new_value ("string", entry));
      json_object_set_object_member (properties, TB_DOCUMENT_RECORD_MEMBER,
                                     new_value ("string", "^" UUID "$"));
      json_object_set_object_member (properties, TB_DOCUMENT_SUPERSEDES, supersedes);
    }
}

static JsonArray *
new_required (const TbRecordType *type, gboolean is_entry)
{
  JsonArray *required = json_array_new ();

  json_array_add_string_element (required, "_id");
  json_array_add_string_element (required, TB_DOCUMENT_TYPE);
  json_array_add_string_element (required, TB_DOCUMENT_SCHEMA_MEMBER);
  json_array_add_string_element (required, TB_DOCUMENT_BY);
  json_array_add_string_element (required, TB_DOCUMENT_AT);
  if (is_entry)
    {
      json_array_add_string_element (required, TB_DOCUMENT_RECORD_MEMBER);
      json_array_add_string_element (required, TB_DOCUMENT_SUPERSEDES);
    }
  for (guint i = 0; i < type->n_fields; i++)
    if ((type->fields[i].flags & TB_FIELD_REQUIRED) != 0 && tb_field_is_entered (&type->fields[i])
        && !tb_document_field_is_protected (&type->fields[i]))
      json_array_add_string_element (required, type->fields[i].name);
  return required;
}

/**
 * tb_service_schema_new:
 * @type: a kind of record
 *
 * The JSON Schema of the documents that tell of records of @type, made from its field table: for
 * those who write other programs against the service. Members that it does not name are allowed,
 * since newer programs write them. `x-target`, `x-code-list` and `x-protected` say what JSON Schema
 * has no word for. Pure; any thread.
 *
 * Returns: (transfer full): the schema
 */
JsonObject *
tb_service_schema_new (const TbRecordType *type)
{
  JsonObject *schema = json_object_new ();
  JsonObject *properties = json_object_new ();
  gboolean is_entry = tb_document_kind (type->name) == TB_DOCUMENT_ENTRY;

  add_own_members (properties, type, is_entry);
  for (guint i = 0; i < type->n_fields; i++)
    if (tb_field_is_entered (&type->fields[i]))
      json_object_set_object_member (properties, type->fields[i].name,
                                     describe_field (&type->fields[i]));

  json_object_set_string_member (schema, "$schema", DIALECT);
  json_object_set_string_member (schema, "title", type->label);
  json_object_set_string_member (schema, "type", "object");
  json_object_set_array_member (schema, "required", new_required (type, is_entry));
  json_object_set_object_member (schema, "properties", properties);
  return schema;
}
