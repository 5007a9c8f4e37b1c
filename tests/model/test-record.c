/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-record.h"

#include "tb-error.h"
#include "tb-random-record.h"
#include "tb-type-enterprise.h"
#include "tb-type-person.h"
#include "tb-test.h"

#define N_RANDOM 40

typedef void (*RecordTest) (TbRecord *record);

/* Runs a test over random records of every type; the seed is printed by the test framework. */
static void
for_random_records (RecordTest test)
{
  guint n_types;
  const TbRecordType *const *types = tb_record_types_get_all (&n_types);
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_test_rand_int ());

  for (guint i = 0; i < n_types; i++)
    {
      for (guint j = 0; j < N_RANDOM; j++)
        {
          g_autoptr (TbRecord) record = tb_random_record_new (types[i], rand);

          test (record);
        }
    }
}

static void
test_values (void)
{
  g_autoptr (TbRecord) record = tb_record_new (&tb_type_enterprise);

  g_assert_false (tb_record_has (record, TB_ENTERPRISE_NAME));
  tb_record_set_text (record, TB_ENTERPRISE_NAME, "云帆科技");
  g_assert_cmpstr (tb_record_get_text (record, TB_ENTERPRISE_NAME), ==, "云帆科技");
  tb_record_set_text (record, TB_ENTERPRISE_NAME, "");
  g_assert_false (tb_record_has (record, TB_ENTERPRISE_NAME));

  /* Zero and no are values; unset is a third state. */
  g_assert_false (tb_record_has (record, TB_ENTERPRISE_HEADCOUNT));
  tb_record_set_int (record, TB_ENTERPRISE_HEADCOUNT, 0);
  g_assert_true (tb_record_has (record, TB_ENTERPRISE_HEADCOUNT));
  tb_record_set_int (record, TB_ENTERPRISE_ABOVE_SCALE, FALSE);
  g_assert_true (tb_record_has (record, TB_ENTERPRISE_ABOVE_SCALE));
  g_assert_false (tb_record_get_boolean (record, TB_ENTERPRISE_ABOVE_SCALE));
  tb_record_clear (record, TB_ENTERPRISE_ABOVE_SCALE);
  g_assert_false (tb_record_has (record, TB_ENTERPRISE_ABOVE_SCALE));
}

/* However often values are replaced, and however long they are, what is set is what is there; a
 * value may be set to itself, and a copy does not depend on what it was copied from. */
static void
test_texts_outlast_replacement (void)
{
  g_autoptr (TbRecord) record = tb_record_new (&tb_type_person);
  g_autoptr (TbRecord) copy = NULL;
  g_autofree char *remark = g_strnfill (3000, 'x');
  g_autofree char *last = NULL;

  tb_record_set_text (record, TB_PERSON_REMARK, remark);
  tb_record_set_text (record, TB_PERSON_NAME, "张三");
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *id = g_strdup_printf ("0190a0b0-0000-7000-8000-%012u", i);
      g_autofree char *title = g_strdup_printf ("第%u公司", i);

      tb_record_set_id (record, id);
      tb_record_set_stamps (record, id, title);
      tb_record_set_text (record, TB_PERSON_NAME, tb_record_get_text (record, TB_PERSON_NAME));
      tb_record_take_text (record, TB_PERSON_ENTERPRISE, g_strdup (id));
      tb_record_set_reference_title (record, TB_PERSON_ENTERPRISE, title);
      tb_record_set_reference_title (record, TB_PERSON_ENTERPRISE,
                                     tb_record_get_reference_title (record, TB_PERSON_ENTERPRISE));
      g_set_str (&last, title);
    }

  copy = tb_record_copy (record);
  g_clear_object (&record);
  g_assert_cmpstr (tb_record_get_text (copy, TB_PERSON_REMARK), ==, remark);
  g_assert_cmpstr (tb_record_get_text (copy, TB_PERSON_NAME), ==, "张三");
  g_assert_cmpstr (tb_record_get_id (copy), ==, "0190a0b0-0000-7000-8000-000000000199");
  g_assert_cmpstr (tb_record_get_text (copy, TB_PERSON_ENTERPRISE), ==, tb_record_get_id (copy));
  g_assert_cmpstr (tb_record_get_created_at (copy), ==, tb_record_get_id (copy));
  g_assert_cmpstr (tb_record_get_updated_at (copy), ==, last);
  g_assert_cmpstr (tb_record_get_reference_title (copy, TB_PERSON_ENTERPRISE), ==, last);
}

static void
test_reference_title_follows_reference (void)
{
  g_autoptr (TbRecord) record = tb_record_new (&tb_type_person);

  tb_record_set_text (record, TB_PERSON_ENTERPRISE, "0190a0b0-0000-7000-8000-000000000001");
  tb_record_set_reference_title (record, TB_PERSON_ENTERPRISE, "云帆科技");
  tb_record_set_text (record, TB_PERSON_ENTERPRISE, "0190a0b0-0000-7000-8000-000000000001");
  g_assert_cmpstr (tb_record_get_reference_title (record, TB_PERSON_ENTERPRISE), ==, "云帆科技");
  tb_record_set_text (record, TB_PERSON_ENTERPRISE, "0190a0b0-0000-7000-8000-000000000002");
  g_assert_null (tb_record_get_reference_title (record, TB_PERSON_ENTERPRISE));
}

/* What is shown of a record is also what others are called, and when it was changed. */
static void
test_shows_same (void)
{
  g_autoptr (TbRecord) record = tb_record_new (&tb_type_person);
  g_autoptr (TbRecord) copy = NULL;

  tb_record_set_text (record, TB_PERSON_ENTERPRISE, "0190a0b0-0000-7000-8000-000000000001");
  tb_record_set_reference_title (record, TB_PERSON_ENTERPRISE, "云帆科技");
  tb_record_set_stamps (record, "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z");
  copy = tb_record_copy (record);
  g_assert_true (tb_record_shows_same (record, copy));

  tb_record_set_stamps (copy, "2026-01-01T00:00:00Z", "2026-01-03T00:00:00Z");
  g_assert_false (tb_record_shows_same (record, copy));
  tb_record_set_stamps (copy, "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z");
  tb_record_set_reference_title (copy, TB_PERSON_ENTERPRISE, "海港贸易");
  g_assert_true (tb_record_equal (record, copy));
  g_assert_false (tb_record_shows_same (record, copy));
  tb_record_set_reference_title (copy, TB_PERSON_ENTERPRISE, "云帆科技");
  tb_record_set_text (copy, TB_PERSON_NAME, "张三");
  g_assert_false (tb_record_shows_same (record, copy));
}

static void
assert_copy_is_equal (TbRecord *record)
{
  g_autoptr (TbRecord) copy = tb_record_copy (record);
  const TbRecordType *type = tb_record_get_record_type (record);

  g_assert_true (tb_record_equal (record, copy));
  for (guint i = 0; i < type->n_fields; i++)
    {
      if (!tb_record_has (copy, i))
        continue;
      tb_record_clear (copy, i);
      g_assert_false (tb_record_equal (record, copy));
      g_assert_true (tb_record_has (record, i));
      break;
    }
}

static void
test_copy (void)
{
  for_random_records (assert_copy_is_equal);
}

static void
assert_json_round_trip (TbRecord *record)
{
  g_autoptr (GString) first = g_string_new (NULL);
  g_autoptr (GString) second = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) back = NULL;

  tb_record_append_json (record, first);
  back = tb_record_new_from_json (tb_record_get_record_type (record), first->str, &error);
  g_assert_no_error (error);
  tb_record_set_id (back, tb_record_get_id (record));
  g_assert_true (tb_record_equal (record, back));

  tb_record_append_json (back, second);
  g_assert_cmpstr (first->str, ==, second->str);
}

static void
test_json_round_trip (void)
{
  for_random_records (assert_json_round_trip);
}

static void
test_json_text (void)
{
  g_autoptr (TbRecord) record = tb_record_new (&tb_type_enterprise);
  g_autoptr (GString) json = g_string_new (NULL);

  tb_record_set_text (record, TB_ENTERPRISE_REMARK, "一\"二\"\\\n\t\x7f");
  tb_record_set_int (record, TB_ENTERPRISE_ABOVE_SCALE, TRUE);
  tb_record_set_int (record, TB_ENTERPRISE_REVENUE, 123456);
  tb_record_set_text (record, TB_ENTERPRISE_NAME, "云帆");
  tb_record_type_derive (record);
  tb_record_append_json (record, json);
  g_assert_cmpstr (json->str, ==,
                   "{\"name\":\"云帆\",\"revenue\":123456,\"above_scale\":true,"
                   "\"remark\":\"一\\\"二\\\"\\\\\\n\\u0009\x7f\"}");
}

static void
test_json_refused (void)
{
  static const char *const refused[] = { "",
                                         "[]",
                                         "3",
                                         "{\"name\":3}",
                                         "{",
                                         "{\"headcount\":\"3\"}",
                                         "null",
                                         "{\"above_scale\":1}",
                                         "{\"name\":{}}",
                                         "{\"headcount\":1.5}" };
  g_autoptr (TbRecord) tolerated = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) refusal = NULL;
      TbRecord *record = tb_record_new_from_json (&tb_type_enterprise, refused[i], &refusal);

      g_test_message ("%s", refused[i]);
      g_assert_null (record);
      g_assert_error (refusal, TB_ERROR, TB_ERROR_INVALID);
    }

  tolerated = tb_record_new_from_json (
      &tb_type_enterprise, "{\"name\":\"云帆\",\"name_key\":\"x\",\"from_2030\":[1],\"kind\":null}",
      &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tb_record_get_text (tolerated, TB_ENTERPRISE_NAME), ==, "云帆");
  g_assert_cmpstr (tb_record_get_text (tolerated, TB_ENTERPRISE_NAME_KEY), !=, "x");
}

static void
assert_editable_round_trip (TbRecord *record)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  g_autoptr (TbRecord) typed = tb_record_new (type);

  tb_record_set_id (typed, tb_record_get_id (record));
  for (guint i = 0; i < type->n_fields; i++)
    {
      g_autofree char *text = tb_record_dup_editable (record, i);
      g_autoptr (GError) error = NULL;

      if ((type->fields[i].flags & TB_FIELD_DERIVED) != 0)
        continue;
      tb_record_parse (typed, i, text, &error);
      g_assert_no_error (error);
      if (!tb_record_field_equal (record, typed, i))
        g_error ("%s.%s: “%s” is read differently", type->name, type->fields[i].name, text);
    }
}

static void
test_editable_round_trip (void)
{
  for_random_records (assert_editable_round_trip);
}

/* How many characters of @shown are the value's own, from the front and from the end. */
static void
measure_leak (const char *value, const char *shown, glong *front, glong *end)
{
  g_autofree gunichar *value_chars = NULL;
  g_autofree gunichar *shown_chars = NULL;
  glong n_value, n_shown;

  value_chars = g_utf8_to_ucs4_fast (value, -1, &n_value);
  shown_chars = g_utf8_to_ucs4_fast (shown, -1, &n_shown);
  for (*front = 0; *front < MIN (n_value, n_shown) && value_chars[*front] == shown_chars[*front];)
    ++*front;
  for (*end = 0; *end < MIN (n_value, n_shown) - *front
                 && value_chars[n_value - 1 - *end] == shown_chars[n_shown - 1 - *end];)
    ++*end;
}

static void
assert_masked (TbRecord *record)
{
  const TbRecordType *type = tb_record_get_record_type (record);

  for (guint i = 0; i < type->n_fields; i++)
    {
      g_autofree char *clear = tb_record_dup_display (record, i, TB_DISPLAY_REVEALED);
      g_autofree char *shown = tb_record_dup_display (record, i, TB_DISPLAY_MASKED);
      glong front, end;

      if (type->fields[i].sensitivity < TB_SENSITIVITY_S2 || !tb_record_has (record, i))
        {
          g_assert_cmpstr (clear, ==, shown);
          continue;
        }

      g_assert_cmpstr (clear, !=, shown);
      g_assert_nonnull (strchr (shown, '*'));
      measure_leak (clear, shown, &front, &end);
      if (front > 6 || end > 4)
        g_error ("%s.%s shows too much: %s", type->name, type->fields[i].name, shown);
    }
}

static void
test_masking (void)
{
  for_random_records (assert_masked);
}

static void
test_masking_of_known_values (void)
{
  static const struct
  {
    guint field;
    const char *value;
    const char *shown;
  } cases[] = {
    { TB_PERSON_ID_NUMBER, "440399198506150011", "440399********0011" },
    { TB_PERSON_MOBILE, "13800001234", "138****1234" },
    { TB_PERSON_MOBILE, "13800001234/13900005678", "****" },
    { TB_PERSON_BIRTH_DATE, "1985-06-15", "1985-**-**" },
    { TB_PERSON_BIRTH_DATE, "1985", "1985-**-**" },
    { TB_PERSON_DISCIPLINE_FROM, "2020-01-01", "****" },
    { TB_PERSON_RESIDENCE, "深圳市罗湖区某某路1号", "****" },
    { TB_PERSON_DISCIPLINE, "warning", "****" },
    { TB_PERSON_NAME, "张伟", "张伟" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TbRecord) record = tb_record_new (&tb_type_person);
      g_autofree char *shown = NULL;

      tb_record_set_text (record, cases[i].field, cases[i].value);
      shown = tb_record_dup_display (record, cases[i].field, TB_DISPLAY_MASKED);
      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

static void
test_display (void)
{
  g_autoptr (TbRecord) enterprise = tb_record_new (&tb_type_enterprise);
  static const struct
  {
    guint field;
    const char *typed;
    const char *shown;
  } cases[] = {
    { TB_ENTERPRISE_NAME, "  云帆　科技 ", "云帆 科技" },
    { TB_ENTERPRISE_CREDIT_CODE, "９１440399 ma5abcde5b", "91440399MA5ABCDE5B" },
    { TB_ENTERPRISE_HEADCOUNT, "1,200人", "1200" },
    { TB_ENTERPRISE_REVENUE, "1,234.5", "1,234.50" },
    { TB_ENTERPRISE_REVENUE, "3", "3.00" },
    { TB_ENTERPRISE_ABOVE_SCALE, "√", "Yes" },
    { TB_ENTERPRISE_ESTABLISHED_ON, "2009年7月", "2009-07" },
    { TB_ENTERPRISE_COVERAGE, "joint", "In a joint branch" },
    { TB_ENTERPRISE_TOWER, "0190a0b0-0000-7000-8000-000000000001",
      "0190a0b0-0000-7000-8000-000000000001" },
    { TB_ENTERPRISE_SHORT_NAME, "  ", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *shown = NULL;

      tb_record_parse (enterprise, cases[i].field, cases[i].typed, &error);
      g_assert_no_error (error);
      shown = tb_record_dup_display (enterprise, cases[i].field, TB_DISPLAY_REVEALED);
      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

static void
test_parse_refused (void)
{
  static const struct
  {
    guint field;
    const char *typed;
  } cases[] = {
    { TB_ENTERPRISE_HEADCOUNT, "很多" },      { TB_ENTERPRISE_HEADCOUNT, "12.5" },
    { TB_ENTERPRISE_REVENUE, "1.2.3" },       { TB_ENTERPRISE_ABOVE_SCALE, "也许" },
    { TB_ENTERPRISE_ESTABLISHED_ON, "去年" }, { TB_ENTERPRISE_ESTABLISHED_ON, "2019-02-30" },
    { TB_ENTERPRISE_COVERAGE, "全覆盖了" },   { TB_ENTERPRISE_TOWER, "国贸大厦" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TbRecord) record = tb_record_new (&tb_type_enterprise);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].typed);
      g_assert_false (tb_record_parse (record, cases[i].field, cases[i].typed, &error));
      g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].typed));
      g_assert_false (tb_record_has (record, cases[i].field));
    }
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/record/values", test_values);
  g_test_add_func ("/record/texts", test_texts_outlast_replacement);
  g_test_add_func ("/record/reference-title", test_reference_title_follows_reference);
  g_test_add_func ("/record/shows-same", test_shows_same);
  g_test_add_func ("/record/copy", test_copy);
  g_test_add_func ("/record/json/round-trip", test_json_round_trip);
  g_test_add_func ("/record/json/text", test_json_text);
  g_test_add_func ("/record/json/refused", test_json_refused);
  g_test_add_func ("/record/editable", test_editable_round_trip);
  g_test_add_func ("/record/masking/random", test_masking);
  g_test_add_func ("/record/masking/known", test_masking_of_known_values);
  g_test_add_func ("/record/display", test_display);
  g_test_add_func ("/record/parse-refused", test_parse_refused);

  return tb_test_run ();
}
