/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-week.h"

#include "tb-statement.h"

/* Days of a week, less the first. */
#define REST_OF_WEEK 6

/* What was planned longer ago than this, and never held, is no longer news. */
#define DAYS_BACK 31

/* ?1 first day, ?2 last day, ?3 how far back an event that was not held is looked for, ?4 how many.
 * Of a month or a year only, the end counts. */
static const char due_sql[]
    = "SELECT * FROM ("
      " SELECT 0 AS kind, e.id, e.\"on\" AS day, CASE WHEN e.held_on IS NULL"
      "  THEN e.planned_from ELSE e.held_from END AS time, e.title, o.name AS note,"
      "  e.\"on\" < ?1 AS late, e.held_on IS NOT NULL FROM event e LEFT JOIN organisation o ON "
      "o.id = e.organisation"
      "  WHERE e.removed_at IS NULL AND length (e.\"on\") = 10 AND e.state <> 'cancelled'"
      "  AND (e.\"on\" BETWEEN ?1 AND ?2 OR (e.\"on\" >= ?3 AND e.\"on\" < ?1"
      "   AND e.state IN ('planned', 'approved', 'notified', 'signing_in')))"
      " UNION ALL"
      " SELECT 1, p.id, m.due_on, NULL, m.title, p.title, m.due_on || '~' < ?1, 0 FROM milestone m"
      "  JOIN project p ON p.id = m.project"
      "  WHERE m.removed_at IS NULL AND m.done_on IS NULL AND m.due_on <= ?2"
      "  AND p.removed_at IS NULL AND p.state IN ('claimed', 'under_way', 'awaiting_acceptance')"
      " UNION ALL"
      " SELECT 2, c.id, CASE c.state WHEN 'rework' THEN coalesce (c.rework_due, c.due_on)"
      "  ELSE c.due_on END AS due, NULL, c.claimant, p.title,"
      "  (CASE c.state WHEN 'rework' THEN coalesce (c.rework_due, c.due_on) ELSE c.due_on END)"
      "  || '~' < ?1, 0 FROM claim c JOIN project p ON p.id = c.project"
      "  WHERE c.removed_at IS NULL AND c.state IN ('confirmed', 'under_way', 'rework')"
      "  AND p.removed_at IS NULL AND p.state <> 'suspended' AND due <= ?2"
      ") ORDER BY day, time IS NOT NULL, time, kind, title LIMIT ?4";

static const char *const type_names[] = {
  [TB_DUE_EVENT] = "event",
  [TB_DUE_MILESTONE] = "project",
  [TB_DUE_CLAIM] = "claim",
};

/**
 * tb_due_item_free:
 * @self: (transfer full): an item
 */
void
tb_due_item_free (TbDueItem *self)
{
  g_free (self->id);
  g_free (self->on);
  g_free (self->time);
  g_free (self->title);
  g_free (self->note);
  g_free (self);
}

static gpointer
read_item (TbStatement *statement)
{
  TbDueItem *item = g_new0 (TbDueItem, 1);

  item->kind = (TbDueKind)tb_statement_get_int (statement, 0);
  item->type_name = type_names[item->kind];
  item->id = tb_statement_dup_text (statement, 1);
  item->on = tb_statement_dup_text (statement, 2);
  item->time = tb_statement_dup_text (statement, 3);
  item->title = tb_statement_dup_text (statement, 4);
  item->note = tb_statement_dup_text (statement, 5);
  item->late = tb_statement_get_int (statement, 6) != 0;
  item->done = tb_statement_get_int (statement, 7) != 0;
  return item;
}

/**
 * tb_week_list_due:
 * @from: the first day
 * @limit: how many items at most
 *
 * Lists what is to be done in the seven days from @from: events, milestones that were not reached
 * and claims that were not done, with those whose day is over. A milestone leads to its project.
 * On a database thread.
 *
 * Errors: those of the store.
 *
 * Returns: (transfer full) (element-type TbDueItem): in order of time
 */
GPtrArray *
tb_week_list_due (TbConnection *connection, TbDate from, guint limit, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (connection, due_sql, error);
  char first[TB_DATE_ISO_SIZE], last[TB_DATE_ISO_SIZE], back[TB_DATE_ISO_SIZE];

  if (statement == NULL)
    return NULL;

  tb_statement_bind_text (statement, 1, tb_date_to_iso (from, first));
  tb_statement_bind_text (statement, 2,
                          tb_date_to_iso (tb_date_add_days (from, REST_OF_WEEK), last));
  tb_statement_bind_text (statement, 3, tb_date_to_iso (tb_date_add_days (from, -DAYS_BACK), back));
  tb_statement_bind_int (statement, 4, limit);

  return tb_statement_collect (statement, read_item, (GDestroyNotify)tb_due_item_free, error);
}
