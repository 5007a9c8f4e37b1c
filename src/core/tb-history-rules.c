/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-history-rules.h"

#include "tb-id.h"
#include "tb-record-table.h"

#define MAX_CARRIED 8

/* A rule with its names looked up. */
typedef struct
{
  const TbHistoryRule *rule;
  const TbRecordType *type; /* of the history rows */
  guint field;              /* of the owner */
  guint owner;              /* the others are of the history row */
  guint value;
  guint kind; /* %TB_FIELD_NOT_FOUND where the rule has none */
  guint since;
  guint until;
  struct
  {
    guint from;
    guint to;
  } carried[MAX_CARRIED];
  guint n_carried;
} Rule;

struct _TbHistoryRules
{
  GHashTable *by_type; /* (owned): TbRecordType to GArray of Rule */
};

static guint
require_field (const TbRecordType *type, const char *name)
{
  guint field = tb_record_type_find_field (type, name);

  g_assert (field != TB_FIELD_NOT_FOUND);
  return field;
}

static Rule
resolve_rule (const TbRecordType *owner, const TbHistoryRule *rule)
{
  const TbRecordType *type = tb_record_types_find (rule->history_type);
  Rule resolved = { 0 };

  g_assert (type != NULL);

  resolved.rule = rule;
  resolved.type = type;
  resolved.field = require_field (owner, rule->field);
  resolved.owner = require_field (type, rule->owner_field);
  resolved.value = require_field (type, rule->value_field);
  resolved.kind
      = rule->kind_field != NULL ? require_field (type, rule->kind_field) : TB_FIELD_NOT_FOUND;
  resolved.since = require_field (type, "since");
  resolved.until = require_field (type, "until");

  for (guint i = 0; rule->carried != NULL && rule->carried[i][0] != NULL; i++)
    {
      g_assert (i < MAX_CARRIED);
      resolved.carried[i].from = require_field (owner, rule->carried[i][0]);
      resolved.carried[i].to = require_field (type, rule->carried[i][1]);
      g_assert (tb_field_is_text (&owner->fields[resolved.carried[i].from])
                == tb_field_is_text (&type->fields[resolved.carried[i].to]));
      resolved.n_carried = i + 1;
    }

  return resolved;
}

static GArray *
get_rules (TbHistoryRules *self, const TbRecordType *type)
{
  GArray *rules = g_hash_table_lookup (self->by_type, type);

  if (rules != NULL)
    return rules;

  rules = g_array_new (FALSE, FALSE, sizeof (Rule));
  for (const TbHistoryRule *rule = type->history; rule != NULL && rule->field != NULL; rule++)
    {
      Rule resolved = resolve_rule (type, rule);

      g_array_append_val (rules, resolved);
    }
  g_hash_table_insert (self->by_type, (gpointer)type, rules);

  return rules;
}

static void
copy_carried (const Rule *rule, TbRecord *owner, TbRecord *row)
{
  for (guint i = 0; i < rule->n_carried; i++)
    {
      guint from = rule->carried[i].from;
      guint to = rule->carried[i].to;

      if (!tb_record_has (owner, from))
        tb_record_clear (row, to);
      else if (tb_field_is_text (&rule->type->fields[to]))
        tb_record_set_text (row, to, tb_record_get_text (owner, from));
      else
        tb_record_set_int (row, to, tb_record_get_int (owner, from));
    }
}

static gboolean
carried_differs (const Rule *rule, TbRecord *before, TbRecord *after)
{
  for (guint i = 0; i < rule->n_carried; i++)
    {
      if (!tb_record_field_equal (before, after, rule->carried[i].from))
        return TRUE;
    }

  return FALSE;
}

/* Writes a row that says what @owner says, from @since (%NULL: nobody knows when) until @until
 * (%NULL: it is still so). */
static gboolean
add_row (TbBatchWriter *writer, const Rule *rule, TbRecord *owner, const char *since,
         const char *until, GError **error)
{
  TbClock *clock = tb_connection_get_clock (tb_batch_writer_get_connection (writer));
  g_autoptr (TbRecord) row = tb_record_new (rule->type);
  char id[TB_ID_SIZE];

  tb_id_generate (tb_clock_now (clock), id);
  tb_record_set_id (row, id);
  tb_record_set_source (row, tb_record_get_source (owner));
  tb_record_set_text (row, rule->owner, tb_record_get_id (owner));
  tb_record_set_text (row, rule->value, tb_record_get_text (owner, rule->field));
  if (rule->kind != TB_FIELD_NOT_FOUND)
    tb_record_set_text (row, rule->kind, rule->rule->kind);
  copy_carried (rule, owner, row);
  tb_record_set_text (row, rule->since, since);
  tb_record_set_text (row, rule->until, until);
  tb_record_type_derive (row);

  return tb_batch_writer_write (writer, TB_CHANGE_INSERT, NULL, row, error);
}

/* Writes @row with a new end, and what the owner carries where @owner is given. */
static gboolean
set_until (TbBatchWriter *writer, const Rule *rule, TbRecord *row, const char *until,
           GError **error)
{
  g_autoptr (TbRecord) changed = tb_record_copy (row);

  tb_record_set_text (changed, rule->until, until);
  tb_record_type_derive (changed);

  return tb_batch_writer_write (writer, TB_CHANGE_UPDATE, row, changed, error);
}

/* Makes @row say what @owner says now. */
static gboolean
follow_owner (TbBatchWriter *writer, const Rule *rule, TbRecord *row, TbRecord *owner,
              GError **error)
{
  g_autoptr (TbRecord) changed = tb_record_copy (row);

  tb_record_set_text (changed, rule->value, tb_record_get_text (owner, rule->field));
  copy_carried (rule, owner, changed);
  tb_record_type_derive (changed);
  if (tb_record_equal (row, changed))
    return TRUE;

  return tb_batch_writer_write (writer, TB_CHANGE_UPDATE, row, changed, error);
}

/* The live rows of one rule of one owner, newest first. */
static GPtrArray *
find_rows (TbBatchWriter *writer, const Rule *rule, TbRecord *owner, GError **error)
{
  const guint fields[] = { rule->owner, rule->kind };
  const char *const values[] = { tb_record_get_id (owner), rule->rule->kind };

  return tb_record_table_find (tb_batch_writer_get_connection (writer), rule->type, fields, values,
                               rule->kind != TB_FIELD_NOT_FOUND ? 2 : 1, error);
}

/* The first of @rows with this value and this end (%NULL: not ended). */
static TbRecord *
pick_row (GPtrArray *rows, const Rule *rule, const char *value, const char *until)
{
  for (guint i = 0; i < rows->len; i++)
    {
      TbRecord *row = g_ptr_array_index (rows, i);

      if (g_strcmp0 (tb_record_get_text (row, rule->value), value) == 0
          && g_strcmp0 (tb_record_get_text (row, rule->until), until) == 0)
        return row;
    }

  return NULL;
}

/* A second thought on the day on which @row was opened: it never was true for a day, so it leaves
 * no row behind. Back to what was true in the morning, the morning's row goes on as if nothing had
 * happened. */
static gboolean
change_same_day (TbBatchWriter *writer, const Rule *rule, GPtrArray *rows, TbRecord *row,
                 TbRecord *owner, GError **error)
{
  const char *value = tb_record_get_text (owner, rule->field);
  TbRecord *closed_today = NULL;

  if (value != NULL)
    closed_today = pick_row (rows, rule, value, tb_batch_writer_get_today_iso (writer));

  if (closed_today != NULL)
    return tb_batch_writer_write (writer, TB_CHANGE_REMOVE, row, NULL, error)
           && set_until (writer, rule, closed_today, NULL, error);
  if (value != NULL)
    return follow_owner (writer, rule, row, owner, error);

  return tb_batch_writer_write (writer, TB_CHANGE_REMOVE, row, NULL, error);
}

/* Ends the old value today: in its row, or in one written for it. */
static gboolean
close_row (TbBatchWriter *writer, const Rule *rule, TbRecord *open, TbRecord *before,
           GError **error)
{
  const char *today = tb_batch_writer_get_today_iso (writer);

  if (open != NULL)
    return set_until (writer, rule, open, today, error);
  if (!tb_record_has (before, rule->field) || rule->rule->from_start)
    return TRUE;
  return add_row (writer, rule, before, NULL, today, error);
}

static gboolean
apply_rule (TbBatchWriter *writer, const Rule *rule, TbRecord *before, TbRecord *after,
            GError **error)
{
  const char *today = tb_batch_writer_get_today_iso (writer);
  const char *old_value = tb_record_get_text (before, rule->field);
  const char *new_value = tb_record_get_text (after, rule->field);
  g_autoptr (GPtrArray) rows = find_rows (writer, rule, after, error);
  TbRecord *open = NULL;

  if (rows == NULL)
    return FALSE;

  if (old_value != NULL)
    open = pick_row (rows, rule, old_value, NULL);

  if (g_strcmp0 (old_value, new_value) == 0)
    return open == NULL || follow_owner (writer, rule, open, after, error);

  /* The new value has an open row already, written for itself: an office among several rooms. */
  if (new_value != NULL && pick_row (rows, rule, new_value, NULL) != NULL)
    return close_row (writer, rule, open, before, error);

  if (open != NULL && g_strcmp0 (tb_record_get_text (open, rule->since), today) >= 0)
    return change_same_day (writer, rule, rows, open, after, error);

  return close_row (writer, rule, open, before, error)
         && (new_value == NULL || add_row (writer, rule, after, today, NULL, error));
}

TbHistoryRules *
tb_history_rules_new (void)
{
  TbHistoryRules *self = g_new0 (TbHistoryRules, 1);

  self->by_type = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)g_array_unref);

  return self;
}

void
tb_history_rules_free (TbHistoryRules *self)
{
  g_hash_table_unref (self->by_type);
  g_free (self);
}

/**
 * tb_history_rules_inserted:
 * @owner: a record just inserted
 *
 * Opens the first history rows of a new record where rows are asked for themselves. Since when its
 * values have been true nobody has said, so they begin at no known date; any other rule's row would
 * only say again what the record says. Nothing is looked up: a new record has no history yet.
 */
gboolean
tb_history_rules_inserted (TbHistoryRules *self, TbBatchWriter *writer, TbRecord *owner,
                           GError **error)
{
  GArray *rules = get_rules (self, tb_record_get_record_type (owner));

  for (guint i = 0; i < rules->len; i++)
    {
      const Rule *rule = &g_array_index (rules, Rule, i);

      if (rule->rule->from_start && tb_record_has (owner, rule->field)
          && !add_row (writer, rule, owner, NULL, NULL, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * tb_history_rules_updated:
 * @before: the record before
 * @after: the same record as just written
 *
 * Closes on the clock's day the rows of values that ended, or writes them now where the value had
 * none yet, and opens rows for those that began. A row opened on that same day is changed or
 * removed instead, so that no row of no length is left. A carried value that changes alone is
 * changed in the open row.
 */
gboolean
tb_history_rules_updated (TbHistoryRules *self, TbBatchWriter *writer, TbRecord *before,
                          TbRecord *after, GError **error)
{
  GArray *rules = get_rules (self, tb_record_get_record_type (after));

  for (guint i = 0; i < rules->len; i++)
    {
      const Rule *rule = &g_array_index (rules, Rule, i);

      if (tb_record_field_equal (before, after, rule->field)
          && !carried_differs (rule, before, after))
        continue;
      if (!apply_rule (writer, rule, before, after, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * tb_history_rules_removed:
 * @owner: a record about to be removed
 *
 * Removes its history rows: they say nothing without it, and come back with it when the batch is
 * undone.
 */
gboolean
tb_history_rules_removed (TbHistoryRules *self, TbBatchWriter *writer, TbRecord *owner,
                          GError **error)
{
  GArray *rules = get_rules (self, tb_record_get_record_type (owner));

  for (guint i = 0; i < rules->len; i++)
    {
      const Rule *rule = &g_array_index (rules, Rule, i);
      const char *const values[] = { tb_record_get_id (owner) };
      g_autoptr (GPtrArray) rows = NULL;

      /* Rows of every kind, also of kinds without a rule; those an earlier rule has removed are not
       * found again. */
      rows = tb_record_table_find (tb_batch_writer_get_connection (writer), rule->type,
                                   &rule->owner, values, 1, error);
      if (rows == NULL)
        return FALSE;

      for (guint j = 0; j < rows->len; j++)
        {
          if (!tb_batch_writer_write (writer, TB_CHANGE_REMOVE, g_ptr_array_index (rows, j), NULL,
                                      error))
            return FALSE;
        }
    }

  return TRUE;
}

/**
 * tb_history_rules_is_owner_field:
 *
 * Whether rows of @type are the history of records of type @owner, tied to them by @field.
 */
gboolean
tb_history_rules_is_owner_field (const TbRecordType *owner, const TbRecordType *type, guint field)
{
  for (const TbHistoryRule *rule = owner->history; rule != NULL && rule->field != NULL; rule++)
    {
      if (g_strcmp0 (rule->history_type, type->name) == 0
          && g_strcmp0 (rule->owner_field, type->fields[field].name) == 0)
        return TRUE;
    }

  return FALSE;
}
