/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-record.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "tb-error.h"

/* Sort keys and the like are made anew when a record is read back. */
static gboolean
is_written (const TbField *field)
{
  const TbFieldFlags never = TB_FIELD_DERIVED | TB_FIELD_HIDDEN;

  return (field->flags & never) != never;
}

static void
append_string (GString *json, const char *text)
{
  const char *from = text;

  g_string_append_c (json, '"');
  for (const char *p = text;; p++)
    {
      guchar c = (guchar)*p;

      if (c >= 0x20 && c != '"' && c != '\\')
        continue;

      /* Nearly every value is one piece. */
      g_string_append_len (json, from, p - from);
      from = p + 1;
      if (c == '\0')
        break;
      if (c == '"' || c == '\\')
        {
          g_string_append_c (json, '\\');
          g_string_append_c (json, (char)c);
        }
      else if (c == '\n')
        g_string_append (json, "\\n");
      else
        g_string_append_printf (json, "\\u%04x", c);
    }
  g_string_append_c (json, '"');
}

/**
 * tb_record_append_json:
 * @self: a record
 * @json: where the text is added
 *
 * Writes the values of @self as one canonical JSON object: fields that have a value, in the order
 * of the table, without white space. Numbers are in the unit they are held in (fen, hundredths),
 * booleans `true` or `false`. Fields that are both DERIVED and HIDDEN are left out. Equal records
 * give equal text; the journal's chain relies on that.
 */
void
tb_record_append_json (TbRecord *self, GString *json)
{
  const TbRecordType *type;
  gboolean first = TRUE;

  g_return_if_fail (TB_IS_RECORD (self));
  g_return_if_fail (json != NULL);

  type = tb_record_get_record_type (self);
  g_string_append_c (json, '{');
  for (guint i = tb_record_next_field (self, 0); i < type->n_fields;
       i = tb_record_next_field (self, i + 1))
    {
      const TbField *field = &type->fields[i];

      if (!is_written (field))
        continue;

      if (!first)
        g_string_append_c (json, ',');
      first = FALSE;
      g_string_append_c (json, '"');
      g_string_append (json, field->name);
      g_string_append (json, "\":");

      if (tb_field_is_text (field))
        append_string (json, tb_record_get_text (self, i));
      else if (field->type == TB_FIELD_BOOLEAN)
        g_string_append (json, tb_record_get_boolean (self, i) ? "true" : "false");
      else
        g_string_append_printf (json, "%" G_GINT64_FORMAT, tb_record_get_int (self, i));
    }
  g_string_append_c (json, '}');
}

static gboolean
read_member (TbRecord *record, guint field, JsonNode *node, GError **error)
{
  const TbField *description = &tb_record_get_record_type (record)->fields[field];
  GType held = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (tb_field_is_text (description) && held == G_TYPE_STRING)
    {
      tb_record_set_text (record, field, json_node_get_string (node));
      return TRUE;
    }
  if (description->type == TB_FIELD_BOOLEAN && held == G_TYPE_BOOLEAN)
    {
      tb_record_set_int (record, field, json_node_get_boolean (node));
      return TRUE;
    }
  if (!tb_field_is_text (description) && description->type != TB_FIELD_BOOLEAN
      && held == G_TYPE_INT64)
    {
      tb_record_set_int (record, field, json_node_get_int (node));
      return TRUE;
    }

  g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
               _ ("The record cannot be read: the value of “%s” is of the wrong kind."),
               description->name);
  return FALSE;
}

/**
 * tb_record_new_from_json:
 * @type: the kind of record
 * @json: an object as tb_record_append_json() writes it
 * @error: return location
 *
 * Members that the type has no field for are passed over, so that what a newer program wrote can
 * still be undone; `null` is no value. The DERIVED fields are made anew.
 *
 * Fails with %TB_ERROR_INVALID where @json is no JSON object or a value is of the wrong kind.
 *
 * Returns: (transfer full): the record, without an id
 */
TbRecord *
tb_record_new_from_json (const TbRecordType *type, const char *json, GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TbRecord) record = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  g_return_val_if_fail (type != NULL, NULL);
  g_return_val_if_fail (json != NULL, NULL);

  root = json_from_string (json, &local_error);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, TB_ERROR, TB_ERROR_INVALID, _ ("The record cannot be read: %s"),
                   local_error != NULL ? local_error->message : _ ("it is no JSON object."));
      return NULL;
    }

  record = tb_record_new (type);
  json_object_iter_init_ordered (&iter, json_node_get_object (root));
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      guint field = tb_record_type_find_field (type, name);

      if (field == TB_FIELD_NOT_FOUND || !is_written (&type->fields[field])
          || JSON_NODE_HOLDS_NULL (node))
        continue;
      if (!read_member (record, field, node, error))
        return NULL;
    }

  tb_record_type_derive (record);
  return g_steal_pointer (&record);
}
