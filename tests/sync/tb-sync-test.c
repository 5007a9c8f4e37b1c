/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-sync-test.h"

#include "tb-canonical-json.h"
#include "tb-random-record.h"
#include "tb-revision.h"

/*
 * tb_sync_test_object:
 * @json: an object, with ' for "
 *
 * Returns: (transfer full): the object
 */
JsonObject *
tb_sync_test_object (const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *quoted = g_strdelimit (g_strdup (json), "'", '"');

  node = json_from_string (quoted, &error);
  g_assert_no_error (error);
  return json_node_dup_object (node);
}

/*
 * tb_sync_test_assert_body:
 * @body: an object
 * @json: what it should be, with ' for "
 */
void
tb_sync_test_assert_body (JsonObject *body, const char *json)
{
  g_autoptr (JsonObject) expected = tb_sync_test_object (json);
  g_autofree char *text = tb_canonical_json_dup_object (body);
  g_autofree char *expected_text = tb_canonical_json_dup_object (expected);

  g_assert_cmpstr (text, ==, expected_text);
}

GPtrArray *
tb_sync_test_reviews_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)tb_merge_review_free);
}

static void
assert_value (JsonNode *value, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (value != NULL)
    tb_canonical_json_append (value, text);
  g_assert_cmpstr (text->str, ==, expected);
}

/*
 * tb_sync_test_assert_review:
 * @reviews: (element-type TbMergeReview): what a merge did not take
 * @index: which of them
 * @field: what it should be about
 * @kept: the value that should stand, as JSON; empty for none
 * @other: the value that should not, as JSON; empty for none
 */
void
tb_sync_test_assert_review (GPtrArray *reviews, guint index, const char *field, const char *kept,
                            const char *other)
{
  TbMergeReview *review;

  g_assert_cmpuint (index, <, reviews->len);
  review = g_ptr_array_index (reviews, index);
  g_assert_cmpstr (review->field, ==, field);
  assert_value (review->kept, kept);
  assert_value (review->other, other);
}

/*
 * tb_sync_test_first:
 * @id: id of a document
 * @json: its body, with ' for "
 *
 * Returns: (transfer full): its first revision
 */
TbPeerDocument *
tb_sync_test_first (const char *id, const char *json)
{
  TbPeerDocument *document = g_new0 (TbPeerDocument, 1);

  document->id = g_strdup (id);
  document->body = tb_sync_test_object (json);
  document->rev = tb_revision_new (FALSE, NULL, document->body);
  document->ancestry = g_new0 (char *, 2);
  document->ancestry[0] = g_strdup (document->rev);
  return document;
}

/*
 * tb_sync_test_next:
 * @parent: a document
 * @json: what follows, with ' for "
 *
 * Returns: (transfer full): the revision after it
 */
TbPeerDocument *
tb_sync_test_next (TbPeerDocument *parent, const char *json)
{
  g_autoptr (JsonObject) body = tb_sync_test_object (json);

  return tb_merge_new_child (parent, body);
}

TbPeerDocument *
tb_sync_test_document_copy (TbPeerDocument *document)
{
  TbPeerDocument *copy = g_new0 (TbPeerDocument, 1);

  copy->id = g_strdup (document->id);
  copy->rev = g_strdup (document->rev);
  copy->ancestry = g_strdupv (document->ancestry);
  copy->deleted = document->deleted;
  copy->body = json_object_ref (document->body);
  return copy;
}

/*
 * tb_sync_test_random_record:
 * @type: a type
 * @rand: where the randomness comes from
 *
 * Returns: (transfer full): a record that a register can hold
 */
TbRecord *
tb_sync_test_random_record (const TbRecordType *type, GRand *rand)
{
  TbRecord *record = tb_random_record_new (type, rand);

  for (guint i = 0; i < type->n_fields; i++)
    {
      const TbField *field = &type->fields[i];
      const gboolean required = (field->flags & TB_FIELD_REQUIRED) != 0;

      while (required && !tb_record_has (record, i))
        {
          g_autoptr (TbRecord) more = tb_random_record_new (type, rand);

          if (tb_field_is_text (field))
            tb_record_set_text (record, i, tb_record_get_text (more, i));
          else if (tb_record_has (more, i))
            tb_record_set_int (record, i, tb_record_get_int (more, i));
        }
      if (!tb_field_is_text (field) && tb_record_get_int (record, i) < 0)
        tb_record_set_int (record, i, -tb_record_get_int (record, i));
    }
  tb_record_type_derive (record);
  return record;
}

/*
 * tb_sync_test_dup_schema:
 *
 * Returns: (transfer full): the SQL of all migrations
 */
char *
tb_sync_test_dup_schema (void)
{
  GString *sql = g_string_new (NULL);
  g_autoptr (GDir) dir = g_dir_open (TB_TEST_SCHEMA_DIR, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (TB_TEST_SCHEMA_DIR, name, NULL);
      g_autofree char *text = NULL;

      if (!g_str_has_suffix (name, ".sql"))
        continue;
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_string_append (sql, text);
    }
  return g_string_free_and_steal (sql);
}
