/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-record-type.h"

#include "tb-code-list.h"
#include "tb-record.h"
#include "tb-test.h"
#include "tb-type-enterprise.h"
#include "tb-type-floor.h"
#include "tb-type-organisation.h"
#include "tb-type-person.h"
#include "tb-type-tenancy.h"
#include "tb-type-unit.h"

typedef void (*TypeTest) (const TbRecordType *type);

static void
for_each_type (TypeTest test)
{
  guint n_types;
  const TbRecordType *const *types = tb_record_types_get_all (&n_types);

  g_assert_cmpuint (n_types, >=, 15);
  for (guint i = 0; i < n_types; i++)
    {
      g_test_message ("%s", types[i]->name);
      test (types[i]);
    }
}

/* Names are columns, keys of JSON and words of the command line. */
static void
assert_is_identifier (const char *name)
{
  /* What the store calls its own columns. */
  static const char *const reserved[]
      = { "row", "id", "version", "removed_at", "created_at", "updated_at", "source", NULL };

  g_assert_true (g_regex_match_simple ("^[a-z][a-z0-9_]*[a-z0-9]$", name, 0, 0));
  g_assert_false (g_strv_contains (reserved, name));
}

static void
assert_type_is_sound (const TbRecordType *type)
{
  assert_is_identifier (type->name);
  g_assert_true (tb_record_types_find (type->name) == type);
  g_assert_cmpuint (type->number, >=, 1);
  g_assert_cmpuint (type->number, <=, 63);
  g_assert_nonnull (type->label);
  g_assert_nonnull (type->label_plural);
  g_assert_true (g_str_has_suffix (type->icon_name, "-symbolic"));
  g_assert_cmpuint (type->title_field, <, type->n_fields);

  /* What people know a record by must be there. */
  g_assert_cmpuint (type->fields[type->title_field].flags & TB_FIELD_REQUIRED, !=, 0);

  g_assert_cmpstr (type->fields[type->n_fields - 2].name, ==, "remark");
  g_assert_cmpstr (type->fields[type->n_fields - 1].name, ==, "incomplete");

  for (const char *const *name = type->subtitle_fields; name != NULL && *name != NULL; name++)
    g_assert_cmpuint (tb_record_type_find_field (type, *name), !=, TB_FIELD_NOT_FOUND);
}

static void
test_types_are_sound (void)
{
  for_each_type (assert_type_is_sound);
  g_assert_null (tb_record_types_find ("no_such_type"));
}

static void
assert_sort_column_is_sound (const TbRecordType *type, const TbField *field)
{
  guint key;

  if (field->sort_column == NULL)
    return;

  key = tb_record_type_find_field (type, field->sort_column);
  g_assert_cmpuint (key, !=, TB_FIELD_NOT_FOUND);
  g_assert_cmpuint (field->flags & TB_FIELD_SORTABLE, !=, 0);
}

/* Whatever the policy, both values of a field must be ones it can decide between. */
static void
assert_merge_policy_is_sound (const TbField *field)
{
  const gboolean derived = (field->flags & TB_FIELD_DERIVED) != 0;

  g_assert_cmpint (field->merge == TB_MERGE_DERIVED, ==, derived);
  g_assert_cmpint (field->merge == TB_MERGE_FURTHER, ==, (field->flags & TB_FIELD_STATE) != 0);
  if (field->merge == TB_MERGE_LARGER)
    g_assert_true (field->type == TB_FIELD_INTEGER || field->type == TB_FIELD_DECIMAL
                   || field->type == TB_FIELD_MONEY || field->type == TB_FIELD_DATE
                   || field->type == TB_FIELD_INSTANT);

  /* Who a person is, what a firm is called, and where a record belongs nobody decides but people.
   */
  if (field->type == TB_FIELD_REFERENCE
      || (field->flags & (TB_FIELD_REQUIRED | TB_FIELD_UNIQUE)) != 0
      || field->format == TB_FORMAT_ID_NUMBER)
    g_assert_cmpint (field->merge, ==, TB_MERGE_REVIEW);
}

static void
assert_field_is_sound (const TbRecordType *type, guint index)
{
  const TbField *field = tb_record_type_get_field (type, index);
  const TbFieldFlags hidden_key = TB_FIELD_DERIVED | TB_FIELD_HIDDEN;

  assert_is_identifier (field->name);
  g_assert_cmpuint (tb_record_type_find_field (type, field->name), ==, index);
  g_assert_cmpstr (field->label, !=, NULL);
  g_assert_true ((field->code_list != NULL) == (field->type == TB_FIELD_CODE));
  g_assert_true ((field->target != NULL) == (field->type == TB_FIELD_REFERENCE));
  if (field->code_list != NULL)
    g_assert_nonnull (tb_code_lists_find (field->code_list));
  if (field->target != NULL)
    g_assert_nonnull (tb_record_types_find (field->target));
  if (field->format != TB_FORMAT_PLAIN)
    g_assert_cmpint (field->type, ==, TB_FIELD_TEXT);
  if ((field->flags & TB_FIELD_NOT_FUTURE) != 0)
    g_assert_cmpint (field->type, ==, TB_FIELD_DATE);
  if ((field->flags & TB_FIELD_NUMBERED) != 0)
    g_assert_cmpuint (field->flags & TB_FIELD_UNIQUE, !=, 0);
  /* What no form asks for cannot be required. */
  if ((field->flags & (TB_FIELD_STATE | TB_FIELD_NUMBERED | TB_FIELD_KEPT)) != 0)
    {
      g_assert_false (tb_field_is_in_form (field));
      g_assert_true (tb_field_is_entered (field));
      g_assert_cmpuint (field->flags & TB_FIELD_REQUIRED, ==, 0);
    }
  if ((field->flags & TB_FIELD_HIDDEN) != 0)
    g_assert_cmpuint (field->flags & (hidden_key | TB_FIELD_LISTED), ==, hidden_key);

  /* Identity numbers are never less than S3, private phones and addresses never less than S2
   * (domain model §5). */
  if (field->format == TB_FORMAT_ID_NUMBER)
    g_assert_cmpint (field->sensitivity, ==, TB_SENSITIVITY_S3);
  if (strcmp (type->name, "person") == 0
      && (field->format == TB_FORMAT_PHONE || field->format == TB_FORMAT_EMAIL))
    g_assert_cmpint (field->sensitivity, >=, TB_SENSITIVITY_S2);

  assert_sort_column_is_sound (type, field);
  assert_merge_policy_is_sound (field);
}

static void
assert_fields_are_sound (const TbRecordType *type)
{
  for (guint i = 0; i < type->n_fields; i++)
    {
      g_test_message ("  %s", type->fields[i].name);
      assert_field_is_sound (type, i);
    }
}

static void
test_fields_are_sound (void)
{
  for_each_type (assert_fields_are_sound);
}

static void
assert_rule_is_sound (const TbRecordType *type, const TbHistoryRule *rule)
{
  const TbRecordType *history = tb_record_types_find (rule->history_type);
  guint present = tb_record_type_find_field (type, rule->field);
  const TbField *value, *owner;

  g_assert_nonnull (history);
  g_assert_cmpuint (present, !=, TB_FIELD_NOT_FOUND);
  g_assert_cmpuint (tb_record_type_find_field (history, "since"), !=, TB_FIELD_NOT_FOUND);
  g_assert_cmpuint (tb_record_type_find_field (history, "until"), !=, TB_FIELD_NOT_FOUND);

  owner = &history->fields[tb_record_type_find_field (history, rule->owner_field)];
  g_assert_cmpstr (owner->target, ==, type->name);
  value = &history->fields[tb_record_type_find_field (history, rule->value_field)];
  g_assert_cmpint (value->type, ==, type->fields[present].type);
  g_assert_cmpstr (value->target, ==, type->fields[present].target);
  g_assert_cmpstr (value->code_list, ==, type->fields[present].code_list);

  if (rule->kind_field != NULL)
    {
      guint kind = tb_record_type_find_field (history, rule->kind_field);

      g_assert_cmpuint (kind, !=, TB_FIELD_NOT_FOUND);
      g_assert_nonnull (tb_code_list_find_code (
          tb_code_lists_find (history->fields[kind].code_list), rule->kind));
    }

  for (guint i = 0; rule->carried != NULL && rule->carried[i][0] != NULL; i++)
    {
      guint from = tb_record_type_find_field (type, rule->carried[i][0]);
      guint to = tb_record_type_find_field (history, rule->carried[i][1]);

      g_assert_cmpint (type->fields[from].type, ==, history->fields[to].type);
    }
}

static void
assert_history_is_sound (const TbRecordType *type)
{
  for (const TbHistoryRule *rule = type->history; rule != NULL && rule->field != NULL; rule++)
    assert_rule_is_sound (type, rule);
}

static void
test_history_rules_are_sound (void)
{
  for_each_type (assert_history_is_sound);
  g_assert_nonnull (tb_type_person.history);
  g_assert_nonnull (tb_type_enterprise.history);
}

static void
test_derive_person (void)
{
  g_autoptr (TbRecord) person = tb_record_new (&tb_type_person);

  tb_record_set_text (person, TB_PERSON_NAME, "曾志伟");
  tb_record_set_text (person, TB_PERSON_ID_NUMBER, "440399200002290029");
  tb_record_set_text (person, TB_PERSON_CATEGORY, "probationary");
  tb_record_type_derive (person);
  g_assert_cmpstr (tb_record_get_text (person, TB_PERSON_BIRTH_DATE), ==, "2000-02-29");
  g_assert_cmpstr (tb_record_get_text (person, TB_PERSON_SEX), ==, "2");
  g_assert_cmpstr (tb_record_get_text (person, TB_PERSON_POLITICAL), ==, "02");
  g_assert_true (g_str_has_prefix (tb_record_get_text (person, TB_PERSON_NAME_KEY), "zeng"));

  /* What is entered stays; what a wrong number says is not believed. */
  tb_record_set_text (person, TB_PERSON_SEX, "1");
  tb_record_set_text (person, TB_PERSON_BIRTH_DATE, "1999-01-01");
  tb_record_type_derive (person);
  g_assert_cmpstr (tb_record_get_text (person, TB_PERSON_SEX), ==, "1");
  g_assert_cmpstr (tb_record_get_text (person, TB_PERSON_BIRTH_DATE), ==, "1999-01-01");

  tb_record_clear (person, TB_PERSON_BIRTH_DATE);
  tb_record_set_text (person, TB_PERSON_ID_NUMBER, "440399200002290020");
  tb_record_type_derive (person);
  g_assert_false (tb_record_has (person, TB_PERSON_BIRTH_DATE));

  tb_record_set_text (person, TB_PERSON_ID_NUMBER, "440399200002290029");
  tb_record_set_text (person, TB_PERSON_ID_KIND, "passport");
  tb_record_type_derive (person);
  g_assert_false (tb_record_has (person, TB_PERSON_BIRTH_DATE));
}

/* The vectors of domain model §1.4. */
static void
test_party_standing (void)
{
  static const struct
  {
    const char *full_on;
    gint64 adjustment;
    int years;
  } cases[] = { { "2010-08-31", 0, 16 }, { "2010-11-22", 0, 16 }, { "2010-11-23", 0, 15 },
                { "2026-01-15", 0, 0 },  { "2010-08-31", 2, 14 }, { "2026-01-15", 2, 0 },
                { "2010", 0, 16 },       { NULL, 0, -1 } };
  const TbDate today = { .year = 2026, .month = 11, .day = 22 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TbRecord) person = tb_record_new (&tb_type_person);

      tb_record_set_text (person, TB_PERSON_FULL_ON, cases[i].full_on);
      tb_record_set_int (person, TB_PERSON_STANDING_ADJUSTMENT, cases[i].adjustment);
      g_assert_cmpint (tb_person_get_party_standing (person, today), ==, cases[i].years);
    }
}

static void
test_age (void)
{
  g_autoptr (TbRecord) person = tb_record_new (&tb_type_person);
  const TbDate today = { .year = 2026, .month = 11, .day = 22 };

  g_assert_cmpint (tb_person_get_age (person, today), ==, -1);
  tb_record_set_text (person, TB_PERSON_BIRTH_DATE, "1985-11-23");
  g_assert_cmpint (tb_person_get_age (person, today), ==, 40);
  tb_record_set_text (person, TB_PERSON_BIRTH_DATE, "1985-11-22");
  g_assert_cmpint (tb_person_get_age (person, today), ==, 41);
}

static gint64
count_missing (TbRecord *record)
{
  tb_record_type_derive (record);
  return tb_record_get_int (record, tb_record_get_record_type (record)->n_fields - 1);
}

static void
test_incomplete (void)
{
  g_autoptr (TbRecord) person = tb_record_new (&tb_type_person);
  gint64 at_first, as_activist;

  tb_record_set_text (person, TB_PERSON_NAME, "李雷");
  at_first = count_missing (person);
  g_assert_cmpint (at_first, >=, 8);

  tb_record_set_text (person, TB_PERSON_MOBILE, "13800001234");
  g_assert_cmpint (count_missing (person), ==, at_first - 1);
  tb_record_set_text (person, TB_PERSON_WECHAT, "lilei");
  g_assert_cmpint (count_missing (person), ==, at_first - 1);

  /* Who is no member has no joining date and no formal branch. */
  tb_record_set_text (person, TB_PERSON_CATEGORY, "activist");
  as_activist = count_missing (person);
  g_assert_cmpint (as_activist, ==, at_first - 1 - 1 - 2);
  g_assert_false (tb_record_type_wants (person, TB_PERSON_JOIN_ON));
  tb_record_set_text (person, TB_PERSON_CATEGORY, "full");
  g_assert_cmpint (count_missing (person), ==, as_activist + 2);
  g_assert_true (tb_record_type_wants (person, TB_PERSON_JOIN_ON));
  g_assert_false (tb_record_type_wants (person, TB_PERSON_WECHAT));
}

static void
test_incomplete_enterprise (void)
{
  g_autoptr (TbRecord) enterprise = tb_record_new (&tb_type_enterprise);
  gint64 at_first = count_missing (enterprise);

  tb_record_set_text (enterprise, TB_ENTERPRISE_NO_CODE_REASON, "representative_office");
  g_assert_cmpint (count_missing (enterprise), ==, at_first - 1);
}

static void
test_derive_floor (void)
{
  static const struct
  {
    const char *label;
    const char *level;
  } cases[] = { { "12", "12" }, { "12F", "12" },   { "B2", "-2" }, { "负一层", "" }, { "3A", "3" },
                { "-1", "-1" }, { "负1层", "-1" }, { "顶层", "" }, { "L12层", "12" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TbRecord) floor = tb_record_new (&tb_type_floor);
      g_autofree char *level = NULL;

      tb_record_set_text (floor, TB_FLOOR_LABEL, cases[i].label);
      tb_record_type_derive (floor);
      level = tb_record_dup_display (floor, TB_FLOOR_LEVEL, TB_DISPLAY_REVEALED);
      g_test_message ("%s", cases[i].label);
      g_assert_cmpstr (level, ==, cases[i].level);
    }
}

static char *
dup_room_key (const char *room_no)
{
  g_autoptr (TbRecord) unit = tb_record_new (&tb_type_unit);

  tb_record_set_text (unit, TB_UNIT_ROOM_NO, room_no);
  tb_record_type_derive (unit);
  return g_strdup (tb_record_get_text (unit, TB_UNIT_ROOM_KEY));
}

static void
test_rooms_sort_by_number (void)
{
  static const char *const rooms[]
      = { "901", "901A", "1201", "1203-1205", "12010", "A座801", "A座1201" };

  for (guint i = 1; i < G_N_ELEMENTS (rooms); i++)
    {
      g_autofree char *before = dup_room_key (rooms[i - 1]);
      g_autofree char *after = dup_room_key (rooms[i]);

      g_assert_cmpstr (before, <, after);
    }
}

static void
test_derive_tenancy (void)
{
  g_autoptr (TbRecord) tenancy = tb_record_new (&tb_type_tenancy);

  tb_record_type_derive (tenancy);
  g_assert_cmpstr (tb_record_get_text (tenancy, TB_TENANCY_STATE), ==, "current");
  tb_record_set_text (tenancy, TB_TENANCY_STATE, "intended");
  tb_record_type_derive (tenancy);
  g_assert_cmpstr (tb_record_get_text (tenancy, TB_TENANCY_STATE), ==, "intended");
  tb_record_set_text (tenancy, TB_TENANCY_UNTIL, "2026-01");
  tb_record_type_derive (tenancy);
  g_assert_cmpstr (tb_record_get_text (tenancy, TB_TENANCY_STATE), ==, "moved_out");
  tb_record_clear (tenancy, TB_TENANCY_UNTIL);
  tb_record_type_derive (tenancy);
  g_assert_cmpstr (tb_record_get_text (tenancy, TB_TENANCY_STATE), ==, "current");
}

static void
test_derive_organisation (void)
{
  g_autoptr (TbRecord) organisation = tb_record_new (&tb_type_organisation);

  tb_record_set_text (organisation, TB_ORGANISATION_KIND, "functional_branch");
  tb_record_set_text (organisation, TB_ORGANISATION_ELECTED_ON, "2024-02-29");
  tb_record_set_int (organisation, TB_ORGANISATION_TERM_YEARS, 3);
  tb_record_type_derive (organisation);
  g_assert_true (tb_record_has (organisation, TB_ORGANISATION_AFFILIATING));
  g_assert_false (tb_record_get_boolean (organisation, TB_ORGANISATION_AFFILIATING));
  g_assert_cmpstr (tb_record_get_text (organisation, TB_ORGANISATION_TERM_ENDS_ON), ==,
                   "2027-02-28");
}

static void
test_joined_title (void)
{
  g_autoptr (TbRecord) tenancy = tb_record_new (&tb_type_tenancy);
  g_autofree char *unknown = tb_record_dup_title (tenancy);
  g_autofree char *half = NULL;
  g_autofree char *whole = NULL;

  g_assert_cmpstr (unknown, ==, "Tenancy");
  tb_record_set_text (tenancy, TB_TENANCY_ENTERPRISE, "0190a0b0-0000-7000-8000-000000000001");
  tb_record_set_reference_title (tenancy, TB_TENANCY_ENTERPRISE, "云帆科技");
  half = tb_record_dup_title (tenancy);
  g_assert_cmpstr (half, ==, "云帆科技");
  tb_record_set_text (tenancy, TB_TENANCY_UNIT, "0190a0b0-0000-7000-8000-000000000002");
  tb_record_set_reference_title (tenancy, TB_TENANCY_UNIT, "1203");
  whole = tb_record_dup_title (tenancy);
  g_assert_cmpstr (whole, ==, "云帆科技 · 1203");
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/record-type/types", test_types_are_sound);
  g_test_add_func ("/record-type/fields", test_fields_are_sound);
  g_test_add_func ("/record-type/history-rules", test_history_rules_are_sound);
  g_test_add_func ("/record-type/derive/person", test_derive_person);
  g_test_add_func ("/record-type/derive/floor", test_derive_floor);
  g_test_add_func ("/record-type/derive/tenancy", test_derive_tenancy);
  g_test_add_func ("/record-type/derive/organisation", test_derive_organisation);
  g_test_add_func ("/record-type/person/standing", test_party_standing);
  g_test_add_func ("/record-type/person/age", test_age);
  g_test_add_func ("/record-type/incomplete/person", test_incomplete);
  g_test_add_func ("/record-type/incomplete/enterprise", test_incomplete_enterprise);
  g_test_add_func ("/record-type/rooms-sort-by-number", test_rooms_sort_by_number);
  g_test_add_func ("/record-type/joined-title", test_joined_title);

  return tb_test_run ();
}
