/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-decision.h"

#include "tb-canonical-json.h"
#include "tb-document.h"

/* What a decision is about. */
#define OF "of"
#define DIFFERENCE "difference"

static void
add_text (JsonArray *array, const char *text)
{
  if (text != NULL)
    json_array_add_string_element (array, text);
  else
    json_array_add_null_element (array);
}

/**
 * tb_difference_dup_digest:
 * @self: a value that was not taken
 *
 * By this desks tell that they ask about the same, without saying what. The value that stands is no
 * part of it: that may be another one by the time somebody looks.
 *
 * Returns: (transfer full): 64 hexadecimal digits
 */
char *
tb_difference_dup_digest (const TbDifference *self)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GString) text = NULL;
  JsonArray *array;

  g_return_val_if_fail (self != NULL, NULL);

  array = json_array_new ();
  add_text (array, self->type);
  add_text (array, self->record);
  add_text (array, self->kind);
  add_text (array, self->field);
  add_text (array, self->other);
  add_text (array, self->by);
  add_text (array, self->at);
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);
  text = g_string_new (NULL);
  tb_canonical_json_append (node, text);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, (gssize)text->len);
}

/**
 * tb_decision_new:
 * @difference: a value that somebody looked at, and left where it is
 * @by: who decided that
 * @at: when, as a UTC instant
 *
 * The fact that somebody decided. It says nothing of the values: whoever has to decide the same
 * knows them.
 *
 * Returns: (transfer full): the entry that tells other desks not to ask
 */
TbEntry *
tb_decision_new (const TbDifference *difference, const char *by, const char *at)
{
  g_autofree char *digest = NULL;
  JsonObject *body;

  g_return_val_if_fail (difference != NULL, NULL);
  g_return_val_if_fail (by != NULL && at != NULL, NULL);

  digest = tb_difference_dup_digest (difference);
  body = json_object_new ();
  json_object_set_string_member (body, TB_DOCUMENT_TYPE, TB_DECISION);
  json_object_set_int_member (body, TB_DOCUMENT_SCHEMA_MEMBER, TB_DOCUMENT_SCHEMA);
  json_object_set_string_member (body, TB_DOCUMENT_BY, by);
  json_object_set_string_member (body, TB_DOCUMENT_AT, at);
  json_object_set_string_member (body, OF, difference->type);
  json_object_set_string_member (body, TB_DOCUMENT_RECORD_MEMBER, difference->record);
  json_object_set_string_member (body, DIFFERENCE, digest);
  return tb_entry_new (body);
}

/**
 * tb_decision_read:
 * @body: what should be a decision, of whatever origin
 * @type: (out) (transfer none): name of the type of the record that it is about
 * @record: (out) (transfer none): id of that record
 * @digest: (out) (transfer none): see tb_difference_dup_digest()
 *
 * Returns: whether it is one
 */
gboolean
tb_decision_read (JsonObject *body, const char **type, const char **record, const char **digest)
{
  g_return_val_if_fail (body != NULL, FALSE);

  *type = tb_document_get_text (body, OF);
  *record = tb_document_get_text (body, TB_DOCUMENT_RECORD_MEMBER);
  *digest = tb_document_get_text (body, DIFFERENCE);
  return *type != NULL && *record != NULL && *digest != NULL;
}
