/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-document-scope.h"

#include "tb-document.h"

struct _TbDocumentScope
{
  gboolean all;
  GHashTable *names; /* (owned) (element-type utf8): fields that may travel */
};

/**
 * tb_document_scope_new:
 * @settings: (nullable): the body of the service's settings document; %NULL where there is none
 *
 * Its member `sensitive` is a list of names of fields, or the word `all`. Without it, nothing that
 * is protected travels.
 *
 * Returns: (transfer full): which protected fields may leave a desk
 */
TbDocumentScope *
tb_document_scope_new (JsonObject *settings)
{
  TbDocumentScope *self = g_new0 (TbDocumentScope, 1);
  JsonNode *sensitive = settings != NULL ? json_object_get_member (settings, "sensitive") : NULL;

  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (sensitive == NULL)
    return self;

  if (JSON_NODE_HOLDS_ARRAY (sensitive))
    {
      JsonArray *names = json_node_get_array (sensitive);

      for (guint i = 0; i < json_array_get_length (names); i++)
        {
          JsonNode *name = json_array_get_element (names, i);

          if (JSON_NODE_HOLDS_VALUE (name) && json_node_get_value_type (name) == G_TYPE_STRING)
            g_hash_table_add (self->names, json_node_dup_string (name));
        }
    }
  else if (JSON_NODE_HOLDS_VALUE (sensitive)
           && json_node_get_value_type (sensitive) == G_TYPE_STRING)
    {
      self->all = strcmp (json_node_get_string (sensitive), "all") == 0;
    }
  return self;
}

/**
 * tb_document_scope_free:
 * @self: a scope
 */
void
tb_document_scope_free (TbDocumentScope *self)
{
  g_hash_table_unref (self->names);
  g_free (self);
}

/**
 * tb_document_scope_allows:
 * @self: a scope
 * @field: a field
 *
 * What is computed from the other fields never travels: who receives them computes it again.
 *
 * Returns: whether @field may leave a desk
 */
gboolean
tb_document_scope_allows (const TbDocumentScope *self, const TbField *field)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (field != NULL, FALSE);

  return tb_field_is_entered (field)
         && (!tb_document_field_is_protected (field) || self->all
             || g_hash_table_contains (self->names, field->name));
}

/**
 * tb_document_scope_equal:
 * @a: a scope
 * @b: another
 *
 * Returns: whether both let the same travel; where they do not, every record that has a protected
 * value is to be staged anew
 */
gboolean
tb_document_scope_equal (const TbDocumentScope *a, const TbDocumentScope *b)
{
  GHashTableIter iter;
  gpointer name;

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a->all || b->all)
    return a->all == b->all;
  if (g_hash_table_size (a->names) != g_hash_table_size (b->names))
    return FALSE;

  g_hash_table_iter_init (&iter, a->names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_hash_table_contains (b->names, name))
      return FALSE;
  return TRUE;
}
