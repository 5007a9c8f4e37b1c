/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-project-figures.h"

#include <glib/gi18n-lib.h>

#include "tb-statement.h"

/* ?1 and ?2 are the first and the last day, ?3 an organisation or NULL, ?4 today. A date known to
 * the month only lies in the period if its beginning does. */
#define SCOPE                                                                                      \
  "WITH RECURSIVE below (id) AS (SELECT ?3 UNION"                                                  \
  " SELECT o.id FROM organisation o JOIN below ON o.parent = below.id"                             \
  " WHERE o.removed_at IS NULL),"                                                                  \
  " scope AS (SELECT * FROM project WHERE removed_at IS NULL AND published_on IS NOT NULL"         \
  " AND (?3 IS NULL OR initiator IN (SELECT id FROM below))) "

#define IN_PERIOD(date) "(" date " >= ?1 AND " date " <= ?2 || '~')"

static const char projects_sql[] = SCOPE "SELECT count (*) FILTER (WHERE " IN_PERIOD (
    "p.published_on") "),"
                      " count (*) FILTER (WHERE " IN_PERIOD (
                          "p.published_on") "  AND EXISTS (SELECT 1 FROM claim c WHERE c.project = "
                                            "p.id AND c.removed_at IS NULL"
                                            "   AND c.confirmed_on IS NOT NULL)),"
                                            " count (*) FILTER (WHERE " IN_PERIOD (
                                                "p.due_on") "  AND p.due_on <= ?4 AND p.state <> "
                                                            "'terminated'),"
                                                            " count (*) FILTER (WHERE " IN_PERIOD (
                                                                "p.due_on") "  AND p.due_on <= ?4 "
                                                                            "AND p.state IN "
                                                                            "('accepted', "
                                                                            "'evaluated', "
                                                                            "'archived')"
                                                                            "  AND (SELECT max "
                                                                            "(c.accepted_on) FROM "
                                                                            "claim c WHERE "
                                                                            "c.project = p.id"
                                                                            "   AND c.removed_at "
                                                                            "IS NULL) <= p.due_on "
                                                                            "|| '~')"
                                                                            " FROM scope p";

static const char claims_sql[] = SCOPE
    "SELECT count (*), count (*) FILTER (WHERE c.state = 'withdrawn')"
    " FROM scope p JOIN claim c ON c.project = p.id"
    " WHERE c.removed_at IS NULL AND " IN_PERIOD ("c.confirmed_on") " AND p.state <> 'terminated'";

static const char beneficiaries_sql[] = SCOPE
    "SELECT coalesce (sum (b.count) FILTER (WHERE coalesce (b.kind, 'visits') = 'visits'), 0),"
    " coalesce (sum (b.count) FILTER (WHERE b.kind = 'households'), 0),"
    " coalesce (sum (b.count) FILTER (WHERE b.kind = 'firms'), 0),"
    " coalesce (sum (b.sample_size) FILTER (WHERE b.satisfaction IS NOT NULL), 0),"
    " coalesce (sum (b.satisfaction * b.sample_size), 0)"
    " FROM scope p JOIN beneficiary b ON b.project = p.id"
    " WHERE b.removed_at IS NULL AND (" IN_PERIOD (
        "b.\"on\"") " OR (b.\"on\" IS NULL AND " IN_PERIOD ("p.published_on") "))";

/* Values for people */

static char *
dup_rate (gint64 part, gint64 whole)
{
  if (whole == 0)
    return g_strdup ("—");

  return g_strdup_printf ("%.1f%%", 100.0 * (double)part / (double)whole);
}

static char *
dup_claim_rate (const TbProjectFigures *figures)
{
  return dup_rate (figures->claimed, figures->published);
}

static char *
dup_on_time_rate (const TbProjectFigures *figures)
{
  return dup_rate (figures->on_time, figures->due);
}

static char *
dup_withdrawal_rate (const TbProjectFigures *figures)
{
  return dup_rate (figures->withdrawn, figures->confirmed);
}

static char *
dup_beneficiaries (const TbProjectFigures *figures)
{
  return g_strdup_printf ("%'" G_GINT64_FORMAT, figures->visits);
}

static char *
dup_satisfaction (const TbProjectFigures *figures)
{
  if (figures->sample == 0)
    return g_strdup ("—");

  return g_strdup_printf ("%.2f", (double)figures->score / (double)figures->sample / 100);
}

static const TbProjectIndicator indicators[] = {
  { "claim_rate", N_ ("Claim rate"),
    N_ ("Of the projects published in the period, those on which a claim was confirmed."),
    dup_claim_rate },
  { "on_time_rate", N_ ("On time"),
    N_ ("Of the projects due in the period, those accepted by the day they were due."),
    dup_on_time_rate },
  { "withdrawal_rate", N_ ("Withdrawn"),
    N_ ("Of the claims confirmed in the period, those withdrawn afterwards. Claims on terminated "
        "projects do not count."),
    dup_withdrawal_rate },
  { "beneficiaries", N_ ("Beneficiaries"),
    N_ ("Visits counted for projects in the period. Households and firms are counted apart."),
    dup_beneficiaries },
  { "satisfaction", N_ ("Satisfaction"),
    N_ ("From 1 to 5: the average mark, each survey counted by the number of people asked."),
    dup_satisfaction },
};

static TbStatement *
prepare (TbConnection *connection, const char *sql, const TbProjectScope *scope, const char *today,
         GError **error)
{
  TbStatement *statement = tb_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return NULL;

  tb_statement_bind_text (statement, 1, scope->from != NULL ? scope->from : "0000");
  tb_statement_bind_text (statement, 2, scope->to != NULL ? scope->to : "9999");
  if (scope->organisation != NULL)
    tb_statement_bind_text (statement, 3, scope->organisation);
  else
    tb_statement_bind_null (statement, 3);
  if (strstr (sql, "?4") != NULL)
    tb_statement_bind_text (statement, 4, today);

  return statement;
}

/* Reads one row of integers, in order. */
static gboolean
read_row (TbConnection *connection, const char *sql, const TbProjectScope *scope, const char *today,
          gint64 *const *values, guint n_values, GError **error)
{
  g_autoptr (TbStatement) statement = prepare (connection, sql, scope, today, error);

  if (statement == NULL || tb_statement_step (statement, error) != TB_STEP_ROW)
    return FALSE;

  for (guint i = 0; i < n_values; i++)
    *values[i] = tb_statement_get_int (statement, (int)i);
  return TRUE;
}

/**
 * tb_project_indicators_get_all:
 * @n_indicators: (out): how many there are
 *
 * Returns: (transfer none): the indicators of projects and claims, in the order of the reports
 */
const TbProjectIndicator *
tb_project_indicators_get_all (guint *n_indicators)
{
  *n_indicators = G_N_ELEMENTS (indicators);
  return indicators;
}

/**
 * tb_project_figures_read:
 * @scope: of which period and organisation
 * @figures: (out caller-allocates): the figures
 *
 * Reckons the figures of projects and claims in the database. On a database thread.
 *
 * Errors: those of the store.
 *
 * Returns: whether it could
 */
gboolean
tb_project_figures_read (TbConnection *connection, const TbProjectScope *scope,
                         TbProjectFigures *figures, GError **error)
{
  char today[TB_DATE_ISO_SIZE];
  gint64 *const projects[]
      = { &figures->published, &figures->claimed, &figures->due, &figures->on_time };
  gint64 *const claims[] = { &figures->confirmed, &figures->withdrawn };
  gint64 *const beneficiaries[] = { &figures->visits, &figures->households, &figures->firms,
                                    &figures->sample, &figures->score };

  tb_date_to_iso (tb_clock_today (tb_connection_get_clock (connection)), today);

  return read_row (connection, projects_sql, scope, today, projects, G_N_ELEMENTS (projects), error)
         && read_row (connection, claims_sql, scope, today, claims, G_N_ELEMENTS (claims), error)
         && read_row (connection, beneficiaries_sql, scope, today, beneficiaries,
                      G_N_ELEMENTS (beneficiaries), error);
}
