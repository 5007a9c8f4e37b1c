/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-event-matrix.h"

#include "tb-statement.h"

/* ?3 is an organisation, or NULL for all. */
#define WITHIN(organisation)                                                                       \
  " AND (?3 IS NULL OR " organisation " IN (WITH RECURSIVE tree (id) AS (SELECT ?3 UNION"          \
  " SELECT o.id FROM organisation o JOIN tree ON o.parent = tree.id WHERE o.removed_at IS NULL)"   \
  " SELECT id FROM tree))"

#define WAS_HELD "state IN ('held', 'in_review', 'archived')"

/* One pass over the events of the year, by the snapshots that they keep of who came. */
#define SELECT_EVENTS                                                                              \
  "SELECT total (state NOT IN ('held', 'in_review', 'archived', 'cancelled')),"                    \
  " total (" WAS_HELD "), total (" WAS_HELD " AND late = 1), total (state = 'cancelled'),"         \
  " total (CASE WHEN " WAS_HELD " THEN expected END),"                                             \
  " total (CASE WHEN " WAS_HELD " THEN present END)"                                               \
  " FROM event WHERE removed_at IS NULL AND \"on\" >= ?1 AND \"on\" < ?2" WITHIN ("organisation")

/* One pass over the ledger of hours; taken-back hours are below zero. */
#define SELECT_HOURS                                                                               \
  "SELECT total (CASE WHEN h.kind = 'study' THEN h.hours END),"                                    \
  " total (CASE WHEN h.kind = 'volunteer' THEN h.hours END)"                                       \
  " FROM hour_entry h JOIN person p ON p.id = h.person"                                            \
  " WHERE h.removed_at IS NULL AND h.\"on\" >= ?1 AND h.\"on\" < ?2" WITHIN ("p.formal_org")

typedef struct
{
  char from[TB_DATE_ISO_SIZE];
  char until[TB_DATE_ISO_SIZE];
  const char *organisation; /* (nullable) */
} TbFiguresQuery;

static TbFiguresQuery
query_init (int year, const char *organisation_id)
{
  TbFiguresQuery self = { .organisation = organisation_id };

  tb_date_to_iso ((TbDate){ .year = year }, self.from);
  tb_date_to_iso ((TbDate){ .year = year + 1 }, self.until);
  return self;
}

/* An aggregate has one row. */
static TbStatement *
run (TbConnection *connection, const char *sql, const TbFiguresQuery *query, GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return NULL;

  tb_statement_bind_text (statement, 1, query->from);
  tb_statement_bind_text (statement, 2, query->until);
  if (query->organisation != NULL)
    tb_statement_bind_text (statement, 3, query->organisation);
  else
    tb_statement_bind_null (statement, 3);

  return tb_statement_step (statement, error) == TB_STEP_ROW ? g_steal_pointer (&statement) : NULL;
}

static gpointer
count_in_reader (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const TbFiguresQuery *query = data;
  g_autoptr (TbStatement) events = run (connection, SELECT_EVENTS, query, error);
  g_autoptr (TbStatement) hours = NULL;
  TbEventFigures figures = { 0 };

  if (events == NULL)
    return NULL;
  figures.n_planned = tb_statement_get_int (events, 0);
  figures.n_held = tb_statement_get_int (events, 1);
  figures.n_late = tb_statement_get_int (events, 2);
  figures.n_cancelled = tb_statement_get_int (events, 3);
  figures.n_expected = tb_statement_get_int (events, 4);
  figures.n_present = tb_statement_get_int (events, 5);

  hours = run (connection, SELECT_HOURS, query, error);
  if (hours == NULL)
    return NULL;
  figures.study_hours = tb_statement_get_int (hours, 0);
  figures.volunteer_hours = tb_statement_get_int (hours, 1);

  return g_memdup2 (&figures, sizeof figures);
}

/**
 * tb_event_figures_new:
 * @year: which year
 * @organisation_id: (nullable): only this organisation and those below it
 *
 * Counts what a year comes to, by one aggregate over the events and one over the ledger of hours.
 * The rate of attendance is @n_present of @n_expected. On any thread but a reader's. Errors: those
 * of the store.
 *
 * Returns: (transfer full): the figures, freed with g_free()
 */
TbEventFigures *
tb_event_figures_new (TbSession *session, int year, const char *organisation_id,
                      GCancellable *cancellable, GError **error)
{
  TbFiguresQuery query;

  g_return_val_if_fail (TB_IS_SESSION (session), NULL);
  g_return_val_if_fail (year >= 1900 && year <= 9990, NULL);

  query = query_init (year, organisation_id);
  return tb_session_read (session, count_in_reader, &query, cancellable, error);
}
