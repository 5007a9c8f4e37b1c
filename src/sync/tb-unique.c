/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-unique.h"

#include "tb-canonical-json.h"

/* What is unique together, as the schema of the register has it. Such a record says nothing without
 * these fields, so it is removed. */
static const struct
{
  const char *type;
  const char *fields[TB_UNIQUE_MAX_FIELDS];
} pairs[] = {
  { "attendance", { "event", "person" } },
  { "code_item", { "list", "code" } },
};

/**
 * tb_unique_get_rules:
 * @type: a type of records
 *
 * Returns: (transfer full) (element-type TbUniqueRule): what no two live records of @type may have
 * alike; they may all have no value there
 */
GArray *
tb_unique_get_rules (const TbRecordType *type)
{
  GArray *rules = g_array_new (FALSE, TRUE, sizeof (TbUniqueRule));

  g_return_val_if_fail (type != NULL, NULL);

  for (guint i = 0; i < type->n_fields; i++)
    if ((type->fields[i].flags & TB_FIELD_UNIQUE) != 0)
      {
        TbUniqueRule rule = { .fields = { i }, .n_fields = 1 };

        g_array_append_val (rules, rule);
      }

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (strcmp (pairs[i].type, type->name) == 0)
      {
        TbUniqueRule rule = { .n_fields = TB_UNIQUE_MAX_FIELDS, .removes = TRUE };

        for (guint j = 0; j < rule.n_fields; j++)
          rule.fields[j] = tb_record_type_find_field (type, pairs[i].fields[j]);
        g_array_append_val (rules, rule);
      }
  return rules;
}

/**
 * tb_unique_choose_keeper:
 * @a: id of a live record
 * @b: id of another that has the same value
 *
 * Returns: (transfer none): the one that keeps it: the smaller, which is the older
 */
const char *
tb_unique_choose_keeper (const char *a, const char *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, NULL);

  return strcmp (a, b) <= 0 ? a : b;
}

static gboolean
is_in_rule (const TbUniqueRule *rule, guint field)
{
  for (guint i = 0; i < rule->n_fields; i++)
    if (rule->fields[i] == field)
      return TRUE;
  return FALSE;
}

/**
 * tb_unique_yield:
 * @rule: what both records have alike
 * @yielding: the body of the record that does not keep it
 * @keeper: the body of the one that does
 * @reviews: (nullable) (element-type TbMergeReview): where each value that is not taken is added.
 * They are about the yielding record where it loses the value, and about the keeper where the
 * yielding record is removed
 *
 * Two desks gave two records what only one can have. Every desk decides alike, and makes the same
 * revision of it, since the stamp stays that of @yielding. Pure; any thread.
 *
 * Returns: (transfer full): the new body of the yielding record
 */
JsonObject *
tb_unique_yield (const TbUniqueRule *rule, JsonObject *yielding, JsonObject *keeper,
                 GPtrArray *reviews)
{
  const TbRecordType *type;
  JsonObject *body;

  g_return_val_if_fail (rule != NULL, NULL);
  g_return_val_if_fail (yielding != NULL && keeper != NULL, NULL);

  type = tb_document_get_record_type (yielding);
  g_return_val_if_fail (type != NULL, NULL);

  body = tb_document_copy (yielding);
  if (rule->removes)
    json_object_set_boolean_member (body, TB_DOCUMENT_REMOVED, TRUE);

  for (guint i = 0; i < type->n_fields; i++)
    {
      const TbField *field = &type->fields[i];

      if (rule->removes)
        {
          if (reviews != NULL && !is_in_rule (rule, i)
              && tb_document_differ_in (keeper, yielding, field))
            g_ptr_array_add (reviews, tb_merge_review_new (TB_MERGE_REVIEW_UNIQUE, field->name,
                                                           keeper, yielding));
        }
      else if (is_in_rule (rule, i))
        {
          if (tb_document_field_is_protected (field))
            json_object_set_null_member (body, field->name);
          else
            json_object_remove_member (body, field->name);
          if (reviews != NULL)
            g_ptr_array_add (
                reviews, tb_merge_review_new (TB_MERGE_REVIEW_UNIQUE, field->name, body, yielding));
        }
    }
  return body;
}
