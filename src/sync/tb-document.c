/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-document.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "tb-canonical-json.h"
#include "tb-date.h"
#include "tb-error.h"
#include "tb-id.h"
#include "tb-time.h"

/**
 * tb_document_kind:
 * @type: name of a type of documents, which need not be one of records
 *
 * Facts that people testified to are entries: nobody can quietly rewrite them, since their ids are
 * hashes of what they say. `reveal` stands for what the journal says of reveals and exports,
 * `decision` for what somebody decided when changes of two desks had come together.
 *
 * Returns: what documents of that type are
 */
TbDocumentKind
tb_document_kind (const char *type)
{
  static const char *const entries[] = { "attendance", "vote",   "acceptance", "evaluation",
                                         "correction", "reveal", "decision",   NULL };

  g_return_val_if_fail (type != NULL, TB_DOCUMENT_RECORD);

  return g_strv_contains (entries, type) ? TB_DOCUMENT_ENTRY : TB_DOCUMENT_RECORD;
}

/**
 * tb_document_dup_id:
 * @type: name of a type
 * @key: id of a record, or hash of an entry
 *
 * Returns: (transfer full): the `_id` of the document
 */
char *
tb_document_dup_id (const char *type, const char *key)
{
  g_return_val_if_fail (type != NULL && key != NULL, NULL);

  return g_strconcat (type, ":", key, NULL);
}

/**
 * tb_document_parse_id:
 * @id: the `_id` of a document, of whatever origin
 * @type: (out) (optional) (transfer full): name of its type, which this program may not know
 * @key: (out) (optional) (transfer none): id of its record or hash of the entry, inside @id
 *
 * Returns: whether @id is that of a record or an entry
 */
gboolean
tb_document_parse_id (const char *id, char **type, const char **key)
{
  const char *colon;

  g_return_val_if_fail (id != NULL, FALSE);

  colon = strchr (id, ':');
  if (colon == NULL || colon == id || colon[1] == '\0')
    return FALSE;

  if (type != NULL)
    *type = g_strndup (id, colon - id);
  if (key != NULL)
    *key = colon + 1;
  return TRUE;
}

/**
 * tb_document_field_is_protected:
 * @field: a field
 *
 * Returns: whether @field travels only where the service's administrator lets it (domain model §5)
 */
gboolean
tb_document_field_is_protected (const TbField *field)
{
  g_return_val_if_fail (field != NULL, TRUE);

  return field->sensitivity >= TB_SENSITIVITY_S2;
}

/**
 * tb_document_is_own_member:
 * @name: name of a member of a body
 *
 * Returns: whether it tells of the document, and not the value of a field
 */
gboolean
tb_document_is_own_member (const char *name)
{
  static const char *const own[]
      = { TB_DOCUMENT_TYPE,    TB_DOCUMENT_SCHEMA_MEMBER, TB_DOCUMENT_BY,         TB_DOCUMENT_AT,
          TB_DOCUMENT_REMOVED, TB_DOCUMENT_RECORD_MEMBER, TB_DOCUMENT_SUPERSEDES, NULL };

  g_return_val_if_fail (name != NULL, FALSE);

  return g_strv_contains (own, name);
}

/**
 * tb_document_get_schema:
 * @body: the body of a document, of whatever origin
 *
 * Returns: the schema it was written by; 0 where it says none
 */
gint64
tb_document_get_schema (JsonObject *body)
{
  JsonNode *schema;

  g_return_val_if_fail (body != NULL, 0);

  schema = json_object_get_member (body, TB_DOCUMENT_SCHEMA_MEMBER);
  if (schema == NULL || !JSON_NODE_HOLDS_VALUE (schema)
      || json_node_get_value_type (schema) != G_TYPE_INT64)
    return 0;
  return json_node_get_int (schema);
}

static void
set_value (JsonObject *body, TbRecord *record, guint index)
{
  const TbField *field = tb_record_type_get_field (tb_record_get_record_type (record), index);

  if (!tb_record_has (record, index))
    {
      /* Of a protected field, no member at all would mean that nothing is said. */
      if (tb_document_field_is_protected (field))
        json_object_set_null_member (body, field->name);
    }
  else if (tb_field_is_text (field))
    {
      json_object_set_string_member (body, field->name, tb_record_get_text (record, index));
    }
  else if (field->type == TB_FIELD_BOOLEAN)
    {
      json_object_set_boolean_member (body, field->name, tb_record_get_boolean (record, index));
    }
  else
    {
      json_object_set_int_member (body, field->name, tb_record_get_int (record, index));
    }
}

/* What a newer program said stays said. */
static void
keep_unknown (JsonObject *body, JsonObject *previous, const TbRecordType *type)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, previous);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (!tb_document_is_own_member (name)
        && tb_record_type_find_field (type, name) == TB_FIELD_NOT_FOUND)
      json_object_set_member (body, name, json_node_copy (value));

  json_object_set_int_member (body, TB_DOCUMENT_SCHEMA_MEMBER,
                              MAX (TB_DOCUMENT_SCHEMA, tb_document_get_schema (previous)));
}

/**
 * tb_document_new:
 * @record: a record with an id
 * @by: who made the last edit that it tells of
 * @at: the UTC instant of that edit
 * @scope: which protected fields may leave this desk
 * @previous: (nullable): the body that it follows, whose members that this program does not know
 * are kept value for value
 *
 * What other desks are told of a record: its fields by name, as tb_record_append_json() writes
 * them. A field without a value is left out; a protected one that may travel is then `null`, since
 * one that is left out says nothing. Pure; any thread.
 *
 * Returns: (transfer full): the document's body
 */
JsonObject *
tb_document_new (TbRecord *record, const char *by, const char *at, const TbDocumentScope *scope,
                 JsonObject *previous)
{
  const TbRecordType *type;
  JsonObject *body;

  g_return_val_if_fail (TB_IS_RECORD (record), NULL);
  g_return_val_if_fail (by != NULL && at != NULL, NULL);
  g_return_val_if_fail (scope != NULL, NULL);

  type = tb_record_get_record_type (record);
  body = json_object_new ();
  json_object_set_string_member (body, TB_DOCUMENT_TYPE, type->name);
  json_object_set_int_member (body, TB_DOCUMENT_SCHEMA_MEMBER, TB_DOCUMENT_SCHEMA);
  json_object_set_string_member (body, TB_DOCUMENT_BY, by);
  json_object_set_string_member (body, TB_DOCUMENT_AT, at);
  if (tb_record_is_removed (record))
    json_object_set_boolean_member (body, TB_DOCUMENT_REMOVED, TRUE);
  if (previous != NULL)
    keep_unknown (body, previous, type);

  for (guint i = 0; i < type->n_fields; i++)
    if (tb_document_scope_allows (scope, &type->fields[i]))
      set_value (body, record, i);
  return body;
}

static gboolean
is_storable_text (const TbField *field, const char *text)
{
  TbDate date;
  int minutes;
  char time[TB_TIME_SIZE];

  if (*text == '\0')
    return FALSE;
  if (field->type == TB_FIELD_DATE)
    return tb_date_from_iso (text, &date);
  if (field->type == TB_FIELD_REFERENCE)
    return tb_id_is_valid (text);
  if (field->type == TB_FIELD_INSTANT)
    return g_regex_match_simple ("^\\d{4}-\\d\\d-\\d\\dT[^Z]*Z$", text, G_REGEX_DEFAULT, 0);
  if (field->format == TB_FORMAT_TIME)
    return tb_time_parse (text, &minutes) && strcmp (tb_time_to_text (minutes, time), text) == 0;
  return TRUE;
}

static gboolean
is_storable_number (const TbField *field, gint64 number)
{
  return number >= 0 || (field->flags & TB_FIELD_SIGNED) != 0;
}

static gboolean
apply_value (JsonNode *node, TbRecord *record, guint index, GError **error)
{
  const TbField *field = tb_record_type_get_field (tb_record_get_record_type (record), index);
  GType held = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (JSON_NODE_HOLDS_NULL (node))
    tb_record_clear (record, index);
  else if (tb_field_is_text (field) && held == G_TYPE_STRING
           && is_storable_text (field, json_node_get_string (node)))
    tb_record_set_text (record, index, json_node_get_string (node));
  else if (field->type == TB_FIELD_BOOLEAN && held == G_TYPE_BOOLEAN)
    tb_record_set_int (record, index, json_node_get_boolean (node));
  else if (!tb_field_is_text (field) && field->type != TB_FIELD_BOOLEAN && held == G_TYPE_INT64
           && is_storable_number (field, json_node_get_int (node)))
    tb_record_set_int (record, index, json_node_get_int (node));
  else
    {
      g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
                   /* Translators: the name of a field */
                   _ ("Another desk sent a record that cannot be read: “%s” cannot have that "
                      "value."),
                   field->name);
      return FALSE;
    }
  return TRUE;
}

/**
 * tb_document_apply:
 * @body: the body of a document of @record's type
 * @record: the record as it is on this desk, or a new one with an id
 * @error: return location
 *
 * Gives @record what @body says. A protected field of which @body says nothing keeps this desk's
 * value; members that this program does not know are passed over (the stored body keeps them). The
 * DERIVED fields are made anew.
 *
 * Fails with %TB_ERROR_INVALID where a value is one that the register cannot hold, and where a
 * required one is missing; @record is then half changed, and to be thrown away.
 *
 * Returns: whether @record is now what @body says
 */
gboolean
tb_document_apply (JsonObject *body, TbRecord *record, GError **error)
{
  const TbRecordType *type;

  g_return_val_if_fail (body != NULL, FALSE);
  g_return_val_if_fail (TB_IS_RECORD (record), FALSE);

  type = tb_record_get_record_type (record);
  for (guint i = 0; i < type->n_fields; i++)
    {
      const TbField *field = &type->fields[i];
      JsonNode *node = json_object_get_member (body, field->name);

      if (!tb_field_is_entered (field))
        continue;
      if (node != NULL)
        {
          if (!apply_value (node, record, i, error))
            return FALSE;
        }
      else if (!tb_document_field_is_protected (field))
        {
          tb_record_clear (record, i);
        }

      if ((field->flags & TB_FIELD_REQUIRED) != 0 && !tb_record_has (record, i))
        {
          g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
                       /* Translators: the name of a field */
                       _ ("Another desk sent a record that cannot be read: “%s” is missing."),
                       field->name);
          return FALSE;
        }
    }

  tb_record_set_removed (record, tb_document_is_removed (body));
  tb_record_type_derive (record);
  return TRUE;
}

/**
 * tb_document_get_text:
 * @body: the body of a document, of whatever origin
 * @member: name of a member
 *
 * Returns: (transfer none) (nullable): its value, or %NULL where it is no text
 */
const char *
tb_document_get_text (JsonObject *body, const char *member)
{
  JsonNode *node;

  g_return_val_if_fail (body != NULL, NULL);
  g_return_val_if_fail (member != NULL, NULL);

  node = json_object_get_member (body, member);
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

/**
 * tb_document_get_record_type:
 * @body: the body of a document, of whatever origin
 *
 * Returns: (transfer none) (nullable): the type of its record; %NULL where this program knows none
 * of that name
 */
const TbRecordType *
tb_document_get_record_type (JsonObject *body)
{
  const char *name = tb_document_get_text (body, TB_DOCUMENT_TYPE);

  return name != NULL ? tb_record_types_find (name) : NULL;
}

/**
 * tb_document_is_removed:
 * @body: the body of a document
 *
 * Returns: whether its record is removed
 */
gboolean
tb_document_is_removed (JsonObject *body)
{
  JsonNode *node;

  g_return_val_if_fail (body != NULL, FALSE);

  node = json_object_get_member (body, TB_DOCUMENT_REMOVED);
  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
         && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

/**
 * tb_document_is_newer:
 * @body: the body of a document
 *
 * Whether only a newer program understands all that @body says: its schema is above ours, its type
 * is unknown, or it has members that the type has no field for. Such a record is neither changed
 * nor merged here.
 *
 * Returns: whether it was written by a newer program
 */
gboolean
tb_document_is_newer (JsonObject *body)
{
  const TbRecordType *type;
  JsonObjectIter iter;
  const char *name;

  g_return_val_if_fail (body != NULL, TRUE);

  type = tb_document_get_record_type (body);
  if (type == NULL || tb_document_get_schema (body) > TB_DOCUMENT_SCHEMA)
    return TRUE;

  json_object_iter_init (&iter, body);
  while (json_object_iter_next (&iter, &name, NULL))
    if (!tb_document_is_own_member (name)
        && tb_record_type_find_field (type, name) == TB_FIELD_NOT_FOUND)
      return TRUE;
  return FALSE;
}

static gboolean
says_all_of (JsonObject *a, JsonObject *b)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, a);
  while (json_object_iter_next (&iter, &name, &value))
    {
      if (strcmp (name, TB_DOCUMENT_BY) == 0 || strcmp (name, TB_DOCUMENT_AT) == 0)
        continue;
      if (!json_object_has_member (b, name)
          || !tb_canonical_json_node_equal (value, json_object_get_member (b, name)))
        return FALSE;
    }
  return TRUE;
}

/**
 * tb_document_says_same:
 * @a: the body of a document
 * @b: another
 *
 * Returns: whether both say the same of the record, whoever said so and when
 */
gboolean
tb_document_says_same (JsonObject *a, JsonObject *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return says_all_of (a, b) && says_all_of (b, a);
}

/**
 * tb_document_differ_in:
 * @a: the body of a document
 * @b: the body of another of that type
 * @field: a field
 *
 * Returns: whether both say something of @field, and not the same
 */
gboolean
tb_document_differ_in (JsonObject *a, JsonObject *b, const TbField *field)
{
  JsonNode *a_value;
  JsonNode *b_value;

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);
  g_return_val_if_fail (field != NULL, FALSE);

  a_value = json_object_get_member (a, field->name);
  b_value = json_object_get_member (b, field->name);
  if (!tb_field_is_entered (field)
      || (tb_document_field_is_protected (field) && (a_value == NULL || b_value == NULL)))
    return FALSE;
  return !tb_canonical_json_node_equal (a_value, b_value);
}

/**
 * tb_document_copy:
 * @body: the body of a document
 *
 * Returns: (transfer full): a copy whose members can be changed; the values are not
 */
JsonObject *
tb_document_copy (JsonObject *body)
{
  JsonObject *copy;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  g_return_val_if_fail (body != NULL, NULL);

  copy = json_object_new ();
  json_object_iter_init_ordered (&iter, body);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    json_object_set_member (copy, name, json_node_copy (value));
  return copy;
}
