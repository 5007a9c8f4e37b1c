/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-parcel.h"

#include <glib/gi18n-lib.h>

#include "tb-error.h"
#include "tb-id.h"

#define FORMAT "towerbranch-exchange"

/**
 * tb_parcel_header_free:
 * @self: (transfer full): what an exchange file says of itself
 */
void
tb_parcel_header_free (TbParcelHeader *self)
{
  g_free (self->id);
  g_free (self->device);
  g_free (self->name);
  g_free (self->at);
  g_free (self->key);
  g_free (self->your_key);
  g_free (self->your_device);
  g_free (self);
}

/**
 * tb_parcel_get_text:
 * @object: what stands in an exchange file
 * @member: a name
 *
 * Returns: (transfer none) (nullable): the text of that member; %NULL where it is none
 */
const char *
tb_parcel_get_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
                 && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

/**
 * tb_parcel_get_number:
 * @object: what stands in an exchange file
 * @member: a name
 *
 * Returns: the whole number of that member; -1 where it is none, or below 0
 */
gint64
tb_parcel_get_number (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
                 && json_node_get_value_type (node) == G_TYPE_INT64
             ? MAX (json_node_get_int (node), -1)
             : -1;
}

/**
 * tb_parcel_set_damaged:
 * @name: what people call the file
 * @error: return location
 *
 * Says that what was sealed is not what this program seals.
 *
 * Returns: %FALSE
 */
gboolean
tb_parcel_set_damaged (const char *name, GError **error)
{
  g_set_error (error, TB_ERROR, TB_ERROR_FILE,
               _ ("“%s” is not what an exchange file should be. Ask for a new one."), name);
  return FALSE;
}

static void
set_text (JsonObject *object, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

/**
 * tb_parcel_header_to_json:
 * @self: what a file is to say of itself
 *
 * Returns: (transfer full): its first line
 */
JsonObject *
tb_parcel_header_to_json (const TbParcelHeader *self)
{
  JsonObject *object = json_object_new ();

  set_text (object, "format", FORMAT);
  json_object_set_int_member (object, "version", TB_PARCEL_VERSION);
  set_text (object, "id", self->id);
  set_text (object, "device", self->device);
  set_text (object, "name", self->name);
  set_text (object, "at", self->at);
  set_text (object, "key", self->key);
  set_text (object, "your_key", self->your_key);
  json_object_set_int_member (object, "after", self->after);
  set_text (object, "your_device", self->your_device);
  if (self->your_device != NULL)
    json_object_set_int_member (object, "acknowledged", self->acknowledged);
  return object;
}

static gboolean
is_id (const char *text)
{
  return text != NULL && tb_id_is_valid (text);
}

/**
 * tb_parcel_header_new_from_json:
 * @object: the first line of a file
 * @name: what people call the file
 * @error: return location
 *
 * Errors: %TB_ERROR_NEWER, %TB_ERROR_FILE.
 *
 * Returns: (transfer full): what the file says of itself, or %NULL
 */
TbParcelHeader *
tb_parcel_header_new_from_json (JsonObject *object, const char *name, GError **error)
{
  g_autoptr (TbParcelHeader) self = g_new0 (TbParcelHeader, 1);

  if (g_strcmp0 (tb_parcel_get_text (object, "format"), FORMAT) != 0)
    {
      tb_parcel_set_damaged (name, error);
      return NULL;
    }
  if (tb_parcel_get_number (object, "version") > TB_PARCEL_VERSION)
    {
      g_set_error (error, TB_ERROR, TB_ERROR_NEWER,
                   _ ("“%s” was made by a newer version of Tower Branch. Update this program, then "
                      "open it again."),
                   name);
      return NULL;
    }

  self->id = g_strdup (tb_parcel_get_text (object, "id"));
  self->device = g_strdup (tb_parcel_get_text (object, "device"));
  self->name = g_strdup (tb_parcel_get_text (object, "name"));
  self->at = g_strdup (tb_parcel_get_text (object, "at"));
  self->key = g_strdup (tb_parcel_get_text (object, "key"));
  self->your_key = g_strdup (tb_parcel_get_text (object, "your_key"));
  self->after = tb_parcel_get_number (object, "after");
  self->your_device = g_strdup (tb_parcel_get_text (object, "your_device"));
  self->acknowledged = MAX (tb_parcel_get_number (object, "acknowledged"), 0);
  if (!is_id (self->id) || !is_id (self->device) || !is_id (self->key) || self->name == NULL
      || self->at == NULL || self->after < 0 || (self->your_key != NULL && !is_id (self->your_key))
      || (self->your_device != NULL && !is_id (self->your_device)))
    {
      tb_parcel_set_damaged (name, error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * tb_parcel_is_trailer:
 * @object: a line of a file
 *
 * Returns: whether it is its last one
 */
gboolean
tb_parcel_is_trailer (JsonObject *object)
{
  return json_object_has_member (object, "end");
}

/**
 * tb_parcel_header_trailer_to_json:
 * @self: what a file says of itself, with what was written into it
 *
 * Returns: (transfer full): its last line
 */
JsonObject *
tb_parcel_header_trailer_to_json (const TbParcelHeader *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_boolean_member (object, "end", TRUE);
  json_object_set_int_member (object, "documents", self->n_documents);
  json_object_set_int_member (object, "files", self->n_files);
  json_object_set_int_member (object, "upto", self->upto);
  return object;
}

/**
 * tb_parcel_header_take_trailer:
 * @self: what a file says of itself in the beginning
 * @object: its last line
 *
 * Returns: whether it is one
 */
gboolean
tb_parcel_header_take_trailer (TbParcelHeader *self, JsonObject *object)
{
  self->n_documents = tb_parcel_get_number (object, "documents");
  self->n_files = tb_parcel_get_number (object, "files");
  self->upto = tb_parcel_get_number (object, "upto");
  return self->n_documents >= 0 && self->n_files >= 0 && self->upto >= 0;
}
