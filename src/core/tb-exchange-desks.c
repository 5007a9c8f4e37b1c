/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-exchange-desks.h"

#include "tb-canonical-json.h"
#include "tb-id.h"
#include "tb-maintenance.h"
#include "tb-parcel.h"

#define SETTING "exchange.desks"

/**
 * tb_exchange_desk_free:
 * @self: (transfer full): another desk
 */
void
tb_exchange_desk_free (TbExchangeDesk *self)
{
  g_free (self->key);
  g_free (self->name);
  g_free (self->device);
  g_free (self->their_key);
  g_free (self->sent_at);
  g_free (self->received_at);
  g_free (self);
}

/**
 * tb_exchange_desk_new:
 * @clock: for its key
 * @name: what people call it
 *
 * Returns: (transfer full): another desk, with which nothing has been exchanged
 */
TbExchangeDesk *
tb_exchange_desk_new (TbClock *clock, const char *name)
{
  TbExchangeDesk *self = g_new0 (TbExchangeDesk, 1);
  char key[TB_ID_SIZE];

  tb_id_generate (tb_clock_now (clock), key);
  self->key = g_strdup (key);
  self->name = g_strdup (name);
  return self;
}

/**
 * tb_exchange_desk_dup_peer_name:
 * @self: another desk
 *
 * Returns: (transfer full): by what the replicator tells it from other peers
 */
char *
tb_exchange_desk_dup_peer_name (const TbExchangeDesk *self)
{
  return g_strconcat ("exchange:", self->key, NULL);
}

static void
set_text (JsonObject *object, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

static JsonNode *
desk_to_json (const TbExchangeDesk *self)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  set_text (object, "key", self->key);
  set_text (object, "name", self->name);
  set_text (object, "device", self->device);
  set_text (object, "their_key", self->their_key);
  json_object_set_int_member (object, "acknowledged", self->acknowledged);
  json_object_set_int_member (object, "received", self->received);
  set_text (object, "sent_at", self->sent_at);
  set_text (object, "received_at", self->received_at);
  json_node_take_object (node, object);
  return node;
}

/* In a restored register numbers begin again where the backup was: what was counted by them counts
 * for the desk that it was, and everything is sent again. */
static TbExchangeDesk *
desk_from_json (JsonObject *object, gboolean counts)
{
  TbExchangeDesk *self = g_new0 (TbExchangeDesk, 1);

  self->key = g_strdup (tb_parcel_get_text (object, "key"));
  self->name = g_strdup (tb_parcel_get_text (object, "name"));
  self->device = g_strdup (tb_parcel_get_text (object, "device"));
  self->their_key = g_strdup (tb_parcel_get_text (object, "their_key"));
  self->sent_at = g_strdup (tb_parcel_get_text (object, "sent_at"));
  self->received_at = g_strdup (tb_parcel_get_text (object, "received_at"));
  if (counts)
    {
      self->acknowledged = MAX (tb_parcel_get_number (object, "acknowledged"), 0);
      self->received = MAX (tb_parcel_get_number (object, "received"), 0);
    }
  return self;
}

static void
read_desks (GPtrArray *desks, JsonNode *root, const char *device)
{
  JsonObject *object;
  JsonNode *list;
  gboolean counts;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return;
  object = json_node_get_object (root);
  counts = device == NULL || g_strcmp0 (tb_parcel_get_text (object, "device"), device) == 0;
  list = json_object_get_member (object, "desks");
  for (guint i = 0; list != NULL && JSON_NODE_HOLDS_ARRAY (list)
                    && i < json_array_get_length (json_node_get_array (list));
       i++)
    {
      JsonNode *item = json_array_get_element (json_node_get_array (list), i);
      g_autoptr (TbExchangeDesk) desk = NULL;

      if (!JSON_NODE_HOLDS_OBJECT (item))
        continue;
      desk = desk_from_json (json_node_get_object (item), counts);
      if (desk->key != NULL && desk->name != NULL)
        g_ptr_array_add (desks, g_steal_pointer (&desk));
    }
}

/**
 * tb_exchange_desks_load:
 * @connection: a connection
 * @device: (nullable): the id of this desk; %NULL where only names and times are of interest
 * @error: return location: any error of %TB_ERROR
 *
 * Returns: (transfer full) (element-type TbExchangeDesk): the desks with which files are exchanged
 */
GPtrArray *
tb_exchange_desks_load (TbConnection *connection, const char *device, GError **error)
{
  g_autoptr (GPtrArray) desks
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_exchange_desk_free);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) local_error = NULL;

  text = tb_setting_get (connection, SETTING, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (text != NULL)
    root = json_from_string (text, NULL);
  read_desks (desks, root, device);
  return g_steal_pointer (&desks);
}

/**
 * tb_exchange_desks_save:
 * @connection: a connection for writing
 * @device: the id of this desk
 * @desks: (element-type TbExchangeDesk): the desks as they are now
 * @error: return location: any error of %TB_ERROR
 *
 * Returns: whether they were written
 */
gboolean
tb_exchange_desks_save (TbConnection *connection, const char *device, GPtrArray *desks,
                        GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *text = NULL;
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < desks->len; i++)
    json_array_add_element (list, desk_to_json (g_ptr_array_index (desks, i)));
  json_object_set_array_member (object, "desks", list);
  json_object_set_string_member (object, "device", device);
  text = tb_canonical_json_dup_object (object);
  return tb_setting_set (connection, SETTING, text, error);
}

/**
 * tb_exchange_desks_find_name:
 * @desks: (element-type TbExchangeDesk): desks
 * @name: what people call one
 *
 * Returns: (transfer none) (nullable): that desk
 */
TbExchangeDesk *
tb_exchange_desks_find_name (GPtrArray *desks, const char *name)
{
  for (guint i = 0; i < desks->len; i++)
    if (g_str_equal (((TbExchangeDesk *)g_ptr_array_index (desks, i))->name, name))
      return g_ptr_array_index (desks, i);
  return NULL;
}

/**
 * tb_exchange_desks_find_key:
 * @desks: (element-type TbExchangeDesk): desks
 * @key: (nullable): what one is noted under
 *
 * Returns: (transfer none) (nullable): that desk
 */
TbExchangeDesk *
tb_exchange_desks_find_key (GPtrArray *desks, const char *key)
{
  for (guint i = 0; i < desks->len; i++)
    if (g_strcmp0 (((TbExchangeDesk *)g_ptr_array_index (desks, i))->key, key) == 0)
      return g_ptr_array_index (desks, i);
  return NULL;
}

/**
 * tb_exchange_desks_find_device:
 * @desks: (element-type TbExchangeDesk): desks
 * @device: the id of one
 *
 * Returns: (transfer none) (nullable): that desk
 */
TbExchangeDesk *
tb_exchange_desks_find_device (GPtrArray *desks, const char *device)
{
  for (guint i = 0; i < desks->len; i++)
    if (g_strcmp0 (((TbExchangeDesk *)g_ptr_array_index (desks, i))->device, device) == 0)
      return g_ptr_array_index (desks, i);
  return NULL;
}
