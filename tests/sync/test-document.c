/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-document.h"

#include "tb-canonical-json.h"
#include "tb-error.h"
#include "tb-sync-test.h"
#include "tb-test.h"
#include "tb-type-person.h"
#include "tb-type-tower.h"

#define BY "甲"
#define AT "2026-11-22T08:30:00Z"
#define N_RANDOM_RECORDS 40

static TbDocumentScope *
scope_new (const char *json)
{
  g_autoptr (JsonObject) settings = json != NULL ? tb_sync_test_object (json) : NULL;

  return tb_document_scope_new (settings);
}

/* As it comes back from a server. */
static JsonObject *
send (JsonObject *body)
{
  g_autofree char *text = tb_canonical_json_dup_object (body);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (text, &error);

  g_assert_no_error (error);
  return json_node_dup_object (node);
}

static void
assert_round_trip (TbRecord *record, const TbDocumentScope *all)
{
  g_autoptr (JsonObject) body = tb_document_new (record, BY, AT, all, NULL);
  g_autoptr (JsonObject) received = send (body);
  g_autoptr (JsonObject) again = NULL;
  g_autoptr (TbRecord) copy = tb_record_new (tb_record_get_record_type (record));
  g_autoptr (GError) error = NULL;

  tb_record_set_id (copy, tb_record_get_id (record));
  g_assert_true (tb_document_get_record_type (received) == tb_record_get_record_type (record));
  g_assert_false (tb_document_is_newer (received));
  g_assert_true (tb_document_apply (received, copy, &error));
  g_assert_no_error (error);
  g_assert_true (tb_record_equal (record, copy));

  again = tb_document_new (copy, BY, AT, all, received);
  g_assert_true (tb_document_says_same (body, again));
}

static void
test_round_trip (void)
{
  g_autoptr (TbDocumentScope) all = scope_new ("{'sensitive':'all'}");
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);
  guint n_types;
  const TbRecordType *const *types = tb_record_types_get_all (&n_types);

  for (guint i = 0; i < n_types; i++)
    for (guint j = 0; j < N_RANDOM_RECORDS; j++)
      {
        g_autoptr (TbRecord) record = tb_sync_test_random_record (types[i], rand);

        tb_record_set_removed (record, j % 5 == 0);
        assert_round_trip (record, all);
      }
}

/* Nothing that a record says may be taken for what the document says of itself. */
static void
test_members (void)
{
  g_autoptr (TbDocumentScope) all = scope_new ("{'sensitive':'all'}");
  guint n_types;
  const TbRecordType *const *types = tb_record_types_get_all (&n_types);

  for (guint i = 0; i < n_types; i++)
    for (guint j = 0; j < types[i]->n_fields; j++)
      {
        const TbField *field = &types[i]->fields[j];

        g_assert_false (tb_document_is_own_member (field->name));
        g_assert_false (g_str_has_prefix (field->name, "_"));
        g_assert_cmpint (tb_document_scope_allows (all, field), ==,
                         (field->flags & (TB_FIELD_DERIVED | TB_FIELD_HIDDEN)) == 0);
      }
}

static void
test_body (void)
{
  g_autoptr (TbDocumentScope) scope = scope_new ("{'sensitive':['mobile','id_number']}");
  g_autoptr (TbRecord) person = tb_record_new (&tb_type_person);
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (JsonObject) removed = NULL;

  tb_record_set_id (person, "01928c5e-0000-7000-8000-000000000001");
  tb_record_set_text (person, TB_PERSON_NAME, "曾一");
  tb_record_set_text (person, TB_PERSON_MOBILE, "13800000000");
  tb_record_set_text (person, TB_PERSON_EMAIL, "one@example.com");
  tb_record_set_int (person, TB_PERSON_LOST, FALSE);
  tb_record_set_int (person, TB_PERSON_STANDING_ADJUSTMENT, 3);
  tb_record_type_derive (person);

  body = tb_document_new (person, BY, AT, scope, NULL);
  tb_sync_test_assert_body (body, "{'type':'person','schema':1,'by':'甲',"
                                  "'at':'2026-11-22T08:30:00Z','name':'曾一',"
                                  "'mobile':'13800000000','id_number':null,'lost':false,"
                                  "'standing_adjustment':3}");

  tb_record_set_removed (person, TRUE);
  removed = tb_document_new (person, BY, AT, scope, NULL);
  g_assert_true (tb_document_is_removed (removed));
  g_assert_false (tb_document_says_same (body, removed));
}

static void
test_protected_fields_stay (void)
{
  g_autoptr (TbDocumentScope) nothing = scope_new (NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  guint n_types;
  const TbRecordType *const *types = tb_record_types_get_all (&n_types);
  guint n_protected = 0;

  for (guint i = 0; i < n_types; i++)
    {
      g_autoptr (TbRecord) record = tb_sync_test_random_record (types[i], rand);
      g_autoptr (TbRecord) here = tb_sync_test_random_record (types[i], rand);
      g_autoptr (TbRecord) before = tb_record_copy (here);
      g_autoptr (JsonObject) body = tb_document_new (record, BY, AT, nothing, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_true (tb_document_apply (body, here, &error));
      g_assert_no_error (error);
      for (guint j = 0; j < types[i]->n_fields; j++)
        {
          const TbField *field = &types[i]->fields[j];

          if (!tb_field_is_entered (field))
            continue;
          if (field->sensitivity < TB_SENSITIVITY_S2)
            {
              g_assert_true (tb_record_field_equal (record, here, j));
              continue;
            }
          n_protected++;
          g_assert_false (json_object_has_member (body, field->name));
          g_assert_true (tb_record_field_equal (before, here, j));
        }
    }
  g_assert_cmpuint (n_protected, >, 15);
}

static void
test_scope (void)
{
  static const char *const odd[] = { NULL,
                                     "{}",
                                     "{'sensitive':null}",
                                     "{'sensitive':true}",
                                     "{'sensitive':'none'}",
                                     "{'sensitive':[1,null,{}]}" };
  const TbField *mobile = &tb_type_person.fields[TB_PERSON_MOBILE];
  const TbField *name = &tb_type_person.fields[TB_PERSON_NAME];
  g_autoptr (TbDocumentScope) all = scope_new ("{'sensitive':'all'}");
  g_autoptr (TbDocumentScope) some = scope_new ("{'sensitive':['mobile']}");
  g_autoptr (TbDocumentScope) others = scope_new ("{'sensitive':['email']}");

  g_assert_true (tb_document_scope_allows (all, mobile));
  g_assert_true (tb_document_scope_allows (some, mobile));
  g_assert_false (tb_document_scope_allows (others, mobile));
  g_assert_true (tb_document_scope_equal (some, some));
  g_assert_false (tb_document_scope_equal (some, others));
  g_assert_false (tb_document_scope_equal (some, all));

  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autoptr (TbDocumentScope) scope = scope_new (odd[i]);

      g_assert_false (tb_document_scope_allows (scope, mobile));
      g_assert_true (tb_document_scope_allows (scope, name));
    }
}

/* A protected value that was taken away on another desk goes here, too, where it may travel. */
static void
test_null (void)
{
  g_autoptr (JsonObject) body
      = tb_sync_test_object ("{'type':'person','schema':1,'name':'曾一','mobile':null}");
  g_autoptr (TbRecord) person = tb_record_new (&tb_type_person);

  tb_record_set_id (person, "01928c5e-0000-7000-8000-000000000001");
  tb_record_set_text (person, TB_PERSON_MOBILE, "13800000000");
  tb_record_set_text (person, TB_PERSON_EMAIL, "one@example.com");
  tb_record_set_text (person, TB_PERSON_SCHOOL, "甲校");
  g_assert_true (tb_document_apply (body, person, NULL));
  g_assert_false (tb_record_has (person, TB_PERSON_MOBILE));
  g_assert_true (tb_record_has (person, TB_PERSON_EMAIL));
  g_assert_false (tb_record_has (person, TB_PERSON_SCHOOL));
}

static void
test_newer (void)
{
  g_autoptr (TbDocumentScope) nothing = scope_new (NULL);
  g_autoptr (JsonObject) body = tb_sync_test_object (
      "{'type':'tower','schema':99,'by':'乙','at':'2030-01-01T00:00:00Z','name':'甲座',"
      "'windows':[1,2.50,{'z':null,'a':true}],'colour':'红'}");
  g_autoptr (JsonObject) unknown_member
      = tb_sync_test_object ("{'type':'tower','schema':1,'name':'甲座','colour':'红'}");
  g_autoptr (JsonObject) unknown_type
      = tb_sync_test_object ("{'type':'starship','schema':1,'name':'甲座'}");
  g_autoptr (JsonObject) higher = tb_sync_test_object ("{'type':'tower','schema':2,'name':'甲'}");
  g_autoptr (JsonObject) ours = tb_sync_test_object ("{'type':'tower','schema':1,'name':'甲'}");
  g_autoptr (TbRecord) tower = tb_record_new (&tb_type_tower);
  g_autoptr (JsonObject) next = NULL;

  g_assert_true (tb_document_is_newer (body));
  g_assert_true (tb_document_is_newer (unknown_member));
  g_assert_true (tb_document_is_newer (unknown_type));
  g_assert_true (tb_document_is_newer (higher));
  g_assert_false (tb_document_is_newer (ours));

  /* What we know of it is shown, and what we do not survives. */
  tb_record_set_id (tower, "01928c5e-0000-7000-8000-000000000001");
  g_assert_true (tb_document_apply (body, tower, NULL));
  g_assert_cmpstr (tb_record_get_text (tower, TB_TOWER_NAME), ==, "甲座");
  tb_record_set_text (tower, TB_TOWER_NAME, "乙座");
  next = tb_document_new (tower, BY, AT, nothing, body);
  tb_sync_test_assert_body (
      next, "{'type':'tower','schema':99,'by':'甲','at':'2026-11-22T08:30:00Z','name':'乙座',"
            "'windows':[1,2.5,{'z':null,'a':true}],'colour':'红'}");
}

/* Whatever a stranger wrote into the branch's database, the register stays sound. */
static void
test_poison (void)
{
  static const char *const bad[] = {
    "{'type':'tower','schema':1}",
    "{'type':'tower','schema':1,'name':''}",
    "{'type':'tower','schema':1,'name':null}",
    "{'type':'tower','schema':1,'name':['甲座']}",
    "{'type':'tower','schema':1,'name':12}",
    "{'type':'tower','schema':1,'name':'甲座','storeys_above':'12'}",
    "{'type':'tower','schema':1,'name':'甲座','storeys_above':-1}",
    "{'type':'tower','schema':1,'name':'甲座','storeys_above':1.5}",
    "{'type':'tower','schema':1,'name':'甲座','focus':1}",
    "{'type':'tower','schema':1,'name':'甲座','completed_on':'soon'}",
    "{'type':'tower','schema':1,'name':'甲座','organisation':'somebody'}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (JsonObject) body = tb_sync_test_object (bad[i]);
      g_autoptr (TbRecord) tower = tb_record_new (&tb_type_tower);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i]);
      g_assert_false (tb_document_apply (body, tower, &error));
      g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
    }
}

static void
test_ids (void)
{
  static const char *const bad[] = { "", ":", "person:", ":1", "person" };
  g_autofree char *id = tb_document_dup_id ("person", "1:2");
  g_autofree char *type = NULL;
  const char *key = NULL;

  g_assert_cmpstr (id, ==, "person:1:2");
  g_assert_true (tb_document_parse_id (id, &type, &key));
  g_assert_cmpstr (type, ==, "person");
  g_assert_cmpstr (key, ==, "1:2");
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (tb_document_parse_id (bad[i], NULL, NULL));

  g_assert_cmpint (tb_document_kind ("person"), ==, TB_DOCUMENT_RECORD);
  g_assert_cmpint (tb_document_kind ("attendance"), ==, TB_DOCUMENT_ENTRY);
  g_assert_cmpint (tb_document_kind ("starship"), ==, TB_DOCUMENT_RECORD);
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/document/round-trip", test_round_trip);
  g_test_add_func ("/document/members", test_members);
  g_test_add_func ("/document/body", test_body);
  g_test_add_func ("/document/protected-fields-stay", test_protected_fields_stay);
  g_test_add_func ("/document/scope", test_scope);
  g_test_add_func ("/document/null", test_null);
  g_test_add_func ("/document/newer", test_newer);
  g_test_add_func ("/document/poison", test_poison);
  g_test_add_func ("/document/ids", test_ids);

  return tb_test_run ();
}
