/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-merge.h"

#include "tb-canonical-json.h"
#include "tb-machine.h"

typedef enum
{
  SIDE_WINNER,
  SIDE_OTHER,
} Side;

/* One merge. */
typedef struct
{
  const TbRecordType *type;
  JsonObject *base; /* (nullable) */
  JsonObject *sides[2];
  gboolean removed;
  Side removing;       /* where @edits_lose */
  gboolean edits_lose; /* one side removed the record */
  GPtrArray *reviews;  /* (nullable) */
} Merge;

static JsonNode *
dup_value (JsonObject *body, const char *field)
{
  JsonNode *node = json_object_get_member (body, field);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? json_node_copy (node) : NULL;
}

/**
 * tb_merge_review_new:
 * @kind: why a value was not taken
 * @field: name of the field
 * @kept: the body with the value that stands
 * @other: the body with the value that was not taken
 *
 * Returns: (transfer full): both values, and who wrote them and when
 */
TbMergeReview *
tb_merge_review_new (TbMergeReviewKind kind, const char *field, JsonObject *kept, JsonObject *other)
{
  TbMergeReview *self;

  g_return_val_if_fail (field != NULL, NULL);
  g_return_val_if_fail (kept != NULL && other != NULL, NULL);

  self = g_new0 (TbMergeReview, 1);
  self->kind = kind;
  self->field = g_strdup (field);
  self->other = dup_value (other, field);
  self->other_by = g_strdup (tb_document_get_text (other, TB_DOCUMENT_BY));
  self->other_at = g_strdup (tb_document_get_text (other, TB_DOCUMENT_AT));
  self->kept = dup_value (kept, field);
  self->kept_by = g_strdup (tb_document_get_text (kept, TB_DOCUMENT_BY));
  self->kept_at = g_strdup (tb_document_get_text (kept, TB_DOCUMENT_AT));
  return self;
}

/**
 * tb_merge_review_free:
 * @self: a review
 */
void
tb_merge_review_free (TbMergeReview *self)
{
  g_free (self->field);
  g_clear_pointer (&self->other, json_node_unref);
  g_free (self->other_by);
  g_free (self->other_at);
  g_clear_pointer (&self->kept, json_node_unref);
  g_free (self->kept_by);
  g_free (self->kept_at);
  g_free (self);
}

static int
compare_texts (JsonObject *a, JsonObject *b, const char *member)
{
  return g_strcmp0 (tb_document_get_text (a, member), tb_document_get_text (b, member));
}

/* Which side was edited last. Clocks may be wrong, but every desk reads the same stamps. */
static Side
get_later_side (Merge *merge)
{
  int order = compare_texts (merge->sides[SIDE_WINNER], merge->sides[SIDE_OTHER], TB_DOCUMENT_AT);

  if (order == 0)
    order = compare_texts (merge->sides[SIDE_WINNER], merge->sides[SIDE_OTHER], TB_DOCUMENT_BY);
  return order >= 0 ? SIDE_WINNER : SIDE_OTHER;
}

static gboolean
is_text (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
         && json_node_get_value_type (node) == G_TYPE_STRING;
}

static gboolean
is_number (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
         && json_node_get_value_type (node) == G_TYPE_INT64;
}

static gboolean
is_none (JsonNode *node)
{
  return node == NULL || JSON_NODE_HOLDS_NULL (node);
}

/* Something is larger than nothing: that one side took a value away does not make it go. A date to
 * the day is later than one of the same month. */
static Side
get_larger_side (JsonNode *winner, JsonNode *other)
{
  if (is_none (winner) || is_none (other))
    return is_none (winner) ? SIDE_OTHER : SIDE_WINNER;
  if (is_text (winner) && is_text (other))
    return strcmp (json_node_get_string (winner), json_node_get_string (other)) >= 0 ? SIDE_WINNER
                                                                                     : SIDE_OTHER;
  if (is_number (winner) && is_number (other))
    return json_node_get_int (winner) >= json_node_get_int (other) ? SIDE_WINNER : SIDE_OTHER;
  return SIDE_WINNER;
}

static Side
get_further_side (const TbRecordType *type, JsonNode *winner, JsonNode *other, gboolean *decided)
{
  const TbMachine *machine = tb_machine_find (type);
  const char *states[2];
  Side further;

  *decided = FALSE;
  if (machine == NULL || !is_text (winner) || !is_text (other))
    return get_larger_side (winner, other);

  states[SIDE_WINNER] = json_node_get_string (winner);
  states[SIDE_OTHER] = json_node_get_string (other);
  further = tb_machine_compare_states (machine, states[SIDE_WINNER], states[SIDE_OTHER]) >= 0
                ? SIDE_WINNER
                : SIDE_OTHER;
  *decided = tb_machine_leads (machine, states[!further], states[further]);
  return further;
}

static void
add_review (Merge *merge, TbMergeReviewKind kind, const char *name, Side kept, gboolean decided)
{
  TbMergeReview *review;

  if (merge->reviews == NULL)
    return;
  review = tb_merge_review_new (kind, name, merge->sides[kept], merge->sides[!kept]);
  review->decided = decided;
  g_ptr_array_add (merge->reviews, review);
}

/* Both sides gave the field another value. */
static Side
choose (Merge *merge, const char *name, const TbField *field, JsonNode *values[2])
{
  TbMergePolicy policy = merge->base != NULL && field != NULL ? field->merge : TB_MERGE_REVIEW;
  Side side = SIDE_WINNER;
  gboolean decided = TRUE;

  switch (policy)
    {
    case TB_MERGE_LATEST:
      side = get_later_side (merge);
      break;
    case TB_MERGE_LARGER:
      side = get_larger_side (values[SIDE_WINNER], values[SIDE_OTHER]);
      break;
    case TB_MERGE_FURTHER:
      side = get_further_side (merge->type, values[SIDE_WINNER], values[SIDE_OTHER], &decided);
      break;
    case TB_MERGE_REVIEW:
    case TB_MERGE_DERIVED:
    default:
      decided = FALSE;
      break;
    }

  add_review (merge, TB_MERGE_REVIEW_FIELD, name, side, decided);
  return side;
}

/* The value of a field after the merge; NULL where nothing is to be said of it. */
static JsonNode *
merge_field (Merge *merge, const char *name)
{
  guint index = tb_record_type_find_field (merge->type, name);
  const TbField *field = index != TB_FIELD_NOT_FOUND ? &merge->type->fields[index] : NULL;
  JsonNode *base = merge->base != NULL ? json_object_get_member (merge->base, name) : NULL;
  JsonNode *values[2];
  gboolean changed[2];
  gboolean said[2];

  for (Side side = SIDE_WINNER; side <= SIDE_OTHER; side++)
    {
      values[side] = json_object_get_member (merge->sides[side], name);
      changed[side] = merge->base == NULL || !tb_canonical_json_node_equal (values[side], base);

      /* Who leaves a protected field out says nothing of it. */
      said[side] = values[side] != NULL || field == NULL || !tb_document_field_is_protected (field);
      if (!said[side])
        {
          values[side] = base;
          changed[side] = FALSE;
        }
    }

  if (tb_canonical_json_node_equal (values[SIDE_WINNER], values[SIDE_OTHER])
      || (field != NULL && !tb_field_is_entered (field)))
    return values[SIDE_WINNER] != NULL ? values[SIDE_WINNER] : values[SIDE_OTHER];

  if (merge->edits_lose)
    {
      if (!said[merge->removing] && values[merge->removing] == NULL)
        return values[!merge->removing];
      if (changed[!merge->removing])
        add_review (merge, TB_MERGE_REVIEW_REMOVED, name, merge->removing, FALSE);
      return values[merge->removing];
    }

  if (!changed[SIDE_WINNER])
    return values[SIDE_OTHER];
  if (!changed[SIDE_OTHER])
    return values[SIDE_WINNER];
  return values[choose (merge, name, field, values)];
}

static void
decide_removal (Merge *merge)
{
  gboolean winner = tb_document_is_removed (merge->sides[SIDE_WINNER]);
  gboolean other = tb_document_is_removed (merge->sides[SIDE_OTHER]);
  gboolean base = merge->base != NULL && tb_document_is_removed (merge->base);

  merge->removed = winner == other ? winner : !base;
  merge->edits_lose = merge->removed && winner != other;
  merge->removing = winner ? SIDE_WINNER : SIDE_OTHER;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* The fields of which either side says something, in an order that is the same everywhere. */
static GPtrArray *
list_fields (Merge *merge)
{
  GPtrArray *names = g_ptr_array_new ();

  for (Side side = SIDE_WINNER; side <= SIDE_OTHER; side++)
    {
      JsonObjectIter iter;
      const char *name;

      json_object_iter_init (&iter, merge->sides[side]);
      while (json_object_iter_next (&iter, &name, NULL))
        if (!tb_document_is_own_member (name)
            && (side == SIDE_WINNER || !json_object_has_member (merge->sides[SIDE_WINNER], name)))
          g_ptr_array_add (names, (gpointer)name);
    }
  g_ptr_array_sort (names, compare_names);
  return names;
}

static void
copy_text (JsonObject *to, JsonObject *from, const char *member)
{
  const char *text = tb_document_get_text (from, member);

  if (text != NULL)
    json_object_set_string_member (to, member, text);
}

/**
 * tb_merge:
 * @type: the type of the record
 * @base: (nullable): the body of the last revision that both follow; %NULL where it is not known
 * @winner: the body of the winning leaf
 * @other: the body of another leaf
 * @reviews: (nullable) (element-type TbMergeReview): where each value that is not taken is added
 *
 * Merges two bodies of a record, field by field: what one side changed is taken; where both did,
 * the field's #TbMergePolicy decides, and without a @base people do. A removal wins over edits,
 * which go to review. The result depends on nothing but the bodies: no clock, locale or desk, so
 * that every desk makes the same one. Pure; any thread.
 *
 * Returns: (transfer full): the merged body
 */
JsonObject *
tb_merge (const TbRecordType *type, JsonObject *base, JsonObject *winner, JsonObject *other,
          GPtrArray *reviews)
{
  Merge merge = { .type = type, .base = base, .sides = { winner, other }, .reviews = reviews };
  g_autoptr (GPtrArray) names = NULL;
  JsonObject *merged;
  JsonObject *later;

  g_return_val_if_fail (type != NULL, NULL);
  g_return_val_if_fail (winner != NULL && other != NULL, NULL);

  decide_removal (&merge);
  later = merge.sides[get_later_side (&merge)];

  merged = json_object_new ();
  json_object_set_string_member (merged, TB_DOCUMENT_TYPE, type->name);
  json_object_set_int_member (
      merged, TB_DOCUMENT_SCHEMA_MEMBER,
      MAX (tb_document_get_schema (winner), tb_document_get_schema (other)));
  copy_text (merged, later, TB_DOCUMENT_BY);
  copy_text (merged, later, TB_DOCUMENT_AT);
  if (merge.removed)
    json_object_set_boolean_member (merged, TB_DOCUMENT_REMOVED, TRUE);

  names = list_fields (&merge);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      JsonNode *value = merge_field (&merge, name);

      if (value != NULL)
        json_object_set_member (merged, name, json_node_copy (value));
    }
  return merged;
}
