/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-random-record.h"

#include "tb-check-digit.h"
#include "tb-code-list.h"
#include "tb-id.h"

static char *
dup_random_text (GRand *rand, gboolean multiline)
{
  static const char *const pieces[]
      = { "张", "深圳市", "𠮷", "·", "科技",   "A座", "(南)", "1203", "“引号”",
          "\"", "\\",     "/",  "<", "\u00e9", "’",   "&",    "%s",   "{}" };
  GString *text = g_string_new ("甲");
  gint n = g_rand_int_range (rand, 1, 12);

  for (gint i = 0; i < n; i++)
    {
      g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      if (multiline && g_rand_int_range (rand, 0, 4) == 0)
        g_string_append (text, "\n乙");
    }
  return g_string_free_and_steal (text);
}

static char *
dup_random_id_number (GRand *rand)
{
  g_autofree char *first_17 = g_strdup_printf (
      "440399%04d%02d%02d%03d", g_rand_int_range (rand, 1950, 2005), g_rand_int_range (rand, 1, 13),
      g_rand_int_range (rand, 1, 29), g_rand_int_range (rand, 1, 1000));

  return g_strdup_printf ("%s%c", first_17, tb_id_number_compute_check (first_17));
}

static char *
dup_random_credit_code (GRand *rand)
{
  g_autofree char *first_8 = g_strdup_printf ("MA%06d", g_rand_int_range (rand, 0, 1000000));
  g_autofree char *first_17
      = g_strdup_printf ("91440399%s%c", first_8, tb_organisation_code_compute_check (first_8));

  return g_strdup_printf ("%s%c", first_17, tb_credit_code_compute_check (first_17));
}

static char *
dup_random_for_format (TbFieldFormat format, GRand *rand)
{
  switch (format)
    {
    case TB_FORMAT_PERSON_NAME:
      return g_strdup (g_rand_boolean (rand) ? "买买提·艾力" : "欧阳𠮷");
    case TB_FORMAT_ID_NUMBER:
      return dup_random_id_number (rand);
    case TB_FORMAT_CREDIT_CODE:
      return dup_random_credit_code (rand);
    case TB_FORMAT_PHONE:
      return g_rand_boolean (rand)
                 ? g_strdup_printf ("1%d%09d", g_rand_int_range (rand, 3, 10),
                                    g_rand_int_range (rand, 0, 1000000000))
                 : g_strdup_printf ("0755-%08d", g_rand_int_range (rand, 20000000, 90000000));
    case TB_FORMAT_EMAIL:
      return g_strdup_printf ("member%d@example.com", g_rand_int_range (rand, 0, 100000));
    case TB_FORMAT_MULTILINE:
      return dup_random_text (rand, TRUE);
    case TB_FORMAT_TIME:
      return g_strdup_printf ("%02d:%02d", g_rand_int_range (rand, 0, 24),
                              g_rand_int_range (rand, 0, 60));
    case TB_FORMAT_PLAIN:
      return dup_random_text (rand, FALSE);
    default:
      g_assert_not_reached ();
    }
}

static char *
dup_random_date (GRand *rand)
{
  TbDate date = { .year = (guint16)g_rand_int_range (rand, 1921, 2026) };
  char iso[TB_DATE_ISO_SIZE];
  gint precision = g_rand_int_range (rand, 0, 3);

  if (precision > 0)
    date.month = (guint8)g_rand_int_range (rand, 1, 13);
  if (precision > 1)
    date.day = (guint8)g_rand_int_range (rand, 1, 29);
  return g_strdup (tb_date_to_iso (date, iso));
}

static const char *
get_random_code (const char *name, GRand *rand)
{
  const TbCodeList *list = tb_code_lists_find (name);

  return tb_code_list_get_item (list,
                                g_rand_int_range (rand, 0, (gint)tb_code_list_get_n_items (list)))
      ->code;
}

static void
set_random_value (TbRecord *record, guint field, GRand *rand)
{
  const TbField *description = tb_record_type_get_field (tb_record_get_record_type (record), field);
  char id[TB_ID_SIZE];

  switch (description->type)
    {
    case TB_FIELD_TEXT:
      tb_record_take_text (record, field, dup_random_for_format (description->format, rand));
      break;
    case TB_FIELD_DATE:
      tb_record_take_text (record, field, dup_random_date (rand));
      break;
    case TB_FIELD_INSTANT:
      tb_record_set_text (record, field, "2026-11-22T08:30:00Z");
      break;
    case TB_FIELD_CODE:
      tb_record_set_text (record, field, get_random_code (description->code_list, rand));
      break;
    case TB_FIELD_REFERENCE:
      tb_id_generate (g_rand_int_range (rand, 0, G_MAXINT32), id);
      tb_record_set_text (record, field, id);
      break;
    case TB_FIELD_BOOLEAN:
      tb_record_set_int (record, field, g_rand_boolean (rand));
      break;
    case TB_FIELD_INTEGER:
      tb_record_set_int (record, field, g_rand_int_range (rand, -1000, G_MAXINT32));
      break;
    case TB_FIELD_DECIMAL:
    case TB_FIELD_MONEY:
      tb_record_set_int (record, field,
                         (gint64)g_rand_int (rand) * 100 + g_rand_int_range (rand, -50, 50));
      break;
    default:
      g_assert_not_reached ();
    }
}

/*
 * tb_random_record_new:
 * @type: a type
 * @rand: where the randomness comes from
 *
 * Returns: (transfer full): a record with about two in three fields set to normalised values, its
 * DERIVED fields up to date, and an id
 */
TbRecord *
tb_random_record_new (const TbRecordType *type, GRand *rand)
{
  TbRecord *record = tb_record_new (type);
  char id[TB_ID_SIZE];

  tb_id_generate (0, id);
  tb_record_set_id (record, id);
  for (guint i = 0; i < type->n_fields; i++)
    {
      if ((type->fields[i].flags & TB_FIELD_DERIVED) == 0 && g_rand_int_range (rand, 0, 3) > 0)
        set_random_value (record, i, rand);
    }
  tb_record_type_derive (record);
  return record;
}
