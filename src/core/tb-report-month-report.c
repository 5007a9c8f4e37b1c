/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-report-private.h"

#include <glib/gi18n-lib.h>

#include "tb-project-figures.h"
#include "tb-type-evaluation.h"
#include "tb-type-event.h"
#include "tb-type-project.h"

/* What a month came to: the indicators of projects and claims with how they are reckoned, the
 * projects published, the meetings held, and projects that were done very well (domain model §4.8).
 */

/* Stars from which on a project is told of as an example. */
#define STARS_OF_AN_EXAMPLE 5

/* The meetings of one kind. */
typedef struct
{
  char *label; /* (owned) */
  guint n_held;
  gint64 expected;
  gint64 present;
} Kind;

static void
kind_free (gpointer data)
{
  Kind *kind = data;

  g_free (kind->label);
  g_free (kind);
}

static gboolean
read_figures (const TbReportContext *context, guint first_month, TbProjectFigures *figures,
              GError **error)
{
  const TbDate first = { context->year, first_month, 1 };
  const TbDate last_month = { context->year, context->month, 1 };
  char from[TB_DATE_ISO_SIZE];
  char to[TB_DATE_ISO_SIZE];
  const TbProjectScope scope = { from, to, context->organisation };

  tb_date_to_iso (first, from);
  tb_date_to_iso (tb_date_add_days (tb_date_add_months (last_month, 1), -1), to);

  return tb_project_figures_read (context->connection, &scope, figures, error);
}

/* This month beside the year so far. */
static gboolean
add_indicators (const TbReportContext *context, TbPaper *paper, GError **error)
{
  const TbPaperColumn columns[] = {
    { _ ("Indicator"), NULL, 9, TB_PAPER_ALIGN_START, FALSE },
    { _ ("This month"), NULL, 8, TB_PAPER_ALIGN_CENTRE, FALSE },
    { _ ("Year so far"), NULL, 8, TB_PAPER_ALIGN_CENTRE, FALSE },
    { _ ("How it is reckoned"), NULL, 22, TB_PAPER_ALIGN_START, FALSE },
  };
  guint n_indicators;
  const TbProjectIndicator *indicators = tb_project_indicators_get_all (&n_indicators);
  TbProjectFigures month, year;
  TbPaperTable *table;

  if (!read_figures (context, context->month, &month, error)
      || !read_figures (context, 1, &year, error))
    return FALSE;

  table = tb_paper_table_new (columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < n_indicators; i++)
    {
      char **cells = g_new0 (char *, G_N_ELEMENTS (columns));

      cells[0] = g_strdup (_ (indicators[i].label));
      cells[1] = indicators[i].dup_value (&month);
      cells[2] = indicators[i].dup_value (&year);
      cells[3] = g_strdup (_ (indicators[i].definition));
      tb_paper_table_take_row (table, cells);
    }
  tb_paper_take_table (paper, table);

  return TRUE;
}

static gboolean
add_projects (const TbReportContext *context, TbPaper *paper, guint *n_projects, GError **error)
{
  const TbPaperColumn columns[] = {
    { C_ ("paper", "No."), NULL, 4, TB_PAPER_ALIGN_CENTRE, TRUE },
    { _ ("Project number"), NULL, 11, TB_PAPER_ALIGN_CENTRE, FALSE },
    { C_ ("paper", "Project"), NULL, 16, TB_PAPER_ALIGN_START, FALSE },
    { _ ("Initiated by"), NULL, 13, TB_PAPER_ALIGN_START, FALSE },
    { C_ ("paper", "State"), NULL, 8, TB_PAPER_ALIGN_CENTRE, FALSE },
  };
  g_autoptr (GPtrArray) projects = tb_report_list_projects (context, error);
  TbPaperTable *table;

  if (projects == NULL)
    return FALSE;
  *n_projects = projects->len;
  if (projects->len == 0)
    {
      tb_paper_add_paragraph (paper, TB_PAPER_BODY, _ ("No project was published this month."));
      return TRUE;
    }

  table = tb_paper_table_new (columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < projects->len; i++)
    {
      TbRecord *project = g_ptr_array_index (projects, i);
      char **cells = g_new0 (char *, G_N_ELEMENTS (columns));

      cells[0] = g_strdup_printf ("%u", i + 1);
      cells[1] = tb_report_dup_value (context, project, TB_PROJECT_CODE);
      cells[2] = tb_report_dup_value (context, project, TB_PROJECT_TITLE);
      cells[3] = tb_report_dup_value (context, project, TB_PROJECT_INITIATOR);
      cells[4] = tb_report_dup_value (context, project, TB_PROJECT_STATE);
      tb_paper_table_take_row (table, cells);
    }
  tb_paper_take_table (paper, table);

  return TRUE;
}

/* Counts an event that was held among those of its kind. */
static void
count_event (const TbReportContext *context, GHashTable *kinds, GPtrArray *order, TbRecord *event)
{
  const char *code = tb_record_get_text (event, TB_EVENT_KIND);
  Kind *kind = g_hash_table_lookup (kinds, code);

  if (!tb_record_has (event, TB_EVENT_HELD_ON))
    return;
  if (kind == NULL)
    {
      kind = g_new0 (Kind, 1);
      kind->label = tb_report_dup_value (context, event, TB_EVENT_KIND);
      g_hash_table_insert (kinds, g_strdup (code), kind);
      g_ptr_array_add (order, kind);
    }
  kind->n_held++;
  kind->expected += tb_record_get_int (event, TB_EVENT_EXPECTED);
  kind->present += tb_record_get_int (event, TB_EVENT_PRESENT);
}

static void
add_kind_rows (TbPaper *paper, GPtrArray *order)
{
  const TbPaperColumn columns[] = {
    { _ ("Kind of meeting"), NULL, 14, TB_PAPER_ALIGN_START, FALSE },
    { _ ("Meetings held"), NULL, 8, TB_PAPER_ALIGN_CENTRE, TRUE },
    { C_ ("paper", "Expected"), NULL, 8, TB_PAPER_ALIGN_CENTRE, TRUE },
    { C_ ("paper", "Present"), NULL, 8, TB_PAPER_ALIGN_CENTRE, TRUE },
    { C_ ("paper", "Attendance"), NULL, 8, TB_PAPER_ALIGN_CENTRE, FALSE },
  };
  TbPaperTable *table = tb_paper_table_new (columns, G_N_ELEMENTS (columns));

  for (guint i = 0; i < order->len; i++)
    {
      const Kind *kind = g_ptr_array_index (order, i);
      char **cells = g_new0 (char *, G_N_ELEMENTS (columns));

      cells[0] = g_strdup (kind->label);
      cells[1] = g_strdup_printf ("%u", kind->n_held);
      cells[2] = g_strdup_printf ("%" G_GINT64_FORMAT, kind->expected);
      cells[3] = g_strdup_printf ("%" G_GINT64_FORMAT, kind->present);
      cells[4] = tb_report_dup_percent (kind->present, kind->expected);
      tb_paper_table_take_row (table, cells);
    }
  tb_paper_take_table (paper, table);
}

static gboolean
add_events (const TbReportContext *context, TbPaper *paper, GError **error)
{
  g_autoptr (TbQuery) query = tb_query_new (&tb_type_event);
  g_autoptr (GHashTable) kinds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, kind_free);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  g_autoptr (GPtrArray) events = NULL;

  tb_report_filter_period (context, query, TB_EVENT_ON);
  if (context->organisation != NULL)
    tb_query_add_filter (query, TB_EVENT_ORGANISATION, TB_QUERY_WITHIN, context->organisation);
  tb_query_set_sort (query, TB_EVENT_KIND, FALSE);
  events = tb_report_list (context, query, error);
  if (events == NULL)
    return FALSE;
  for (guint i = 0; i < events->len; i++)
    count_event (context, kinds, order, g_ptr_array_index (events, i));

  if (order->len > 0)
    add_kind_rows (paper, order);
  else
    tb_paper_add_paragraph (paper, TB_PAPER_BODY, _ ("No meeting was held this month."));

  return TRUE;
}

/* A project of which the month may be proud. */
static gboolean
add_example (const TbReportContext *context, TbPaper *paper, TbRecord *evaluation,
             guint *n_examples, GError **error)
{
  g_autoptr (TbRecord) project = tb_report_load (
      context, &tb_type_project, tb_record_get_text (evaluation, TB_EVALUATION_PROJECT), error);
  const char *comments = tb_record_get_text (evaluation, TB_EVALUATION_COMMENTS);
  const char *text;
  g_autofree char *words = NULL;

  if (project == NULL)
    return FALSE;
  text = comments != NULL ? comments : tb_record_get_text (project, TB_PROJECT_GOAL);
  if (text == NULL)
    text = tb_record_get_text (project, TB_PROJECT_NEED);
  /* Translators: an example in the month's report: its number, the project, who initiated it, what
   * is to be said of it. */
  words = g_strdup_printf (
      _ ("%u. %s (%s): %s"), ++*n_examples, tb_record_get_text (project, TB_PROJECT_TITLE),
      tb_record_get_reference_title (project, TB_PROJECT_INITIATOR), text != NULL ? text : "");
  tb_paper_add_paragraph (paper, TB_PAPER_BODY, words);

  return TRUE;
}

static gboolean
add_examples (const TbReportContext *context, TbPaper *paper, GError **error)
{
  g_autoptr (TbQuery) query = tb_query_new (&tb_type_evaluation);
  g_autoptr (GPtrArray) evaluations = NULL;
  guint n_examples = 0;

  tb_report_filter_period (context, query, TB_EVALUATION_PUBLISHED_ON);
  evaluations = tb_report_list (context, query, error);
  if (evaluations == NULL)
    return FALSE;
  for (guint i = 0; i < evaluations->len; i++)
    {
      TbRecord *evaluation = g_ptr_array_index (evaluations, i);

      if (tb_record_get_int (evaluation, TB_EVALUATION_STARS) >= STARS_OF_AN_EXAMPLE
          && !add_example (context, paper, evaluation, &n_examples, error))
        return FALSE;
    }
  if (n_examples == 0)
    tb_paper_add_paragraph (paper, TB_PAPER_BODY,
                            _ ("No project evaluated with five stars was published this month."));

  return TRUE;
}

TbReport *
tb_report_build_month_report (const TbReportContext *context, GError **error)
{
  g_autofree char *title = tb_report_dup_titled (context, _ ("Month report"));
  g_autoptr (TbPaper) paper = tb_paper_new (TB_PAPER_FORM, title);
  guint n_projects = 0;

  if (!tb_report_add_head (context, paper, NULL, error))
    return NULL;
  tb_paper_add_paragraph (paper, TB_PAPER_HEADING, _ ("1. Indicators of projects and claims"));
  if (!add_indicators (context, paper, error))
    return NULL;
  tb_paper_add_paragraph (paper, TB_PAPER_HEADING, _ ("2. Projects published this month"));
  if (!add_projects (context, paper, &n_projects, error))
    return NULL;
  tb_paper_add_paragraph (paper, TB_PAPER_HEADING, _ ("3. Organisation life this month"));
  if (!add_events (context, paper, error))
    return NULL;
  tb_paper_add_paragraph (paper, TB_PAPER_HEADING, _ ("4. Examples"));
  if (!add_examples (context, paper, error))
    return NULL;
  tb_report_add_signers (paper);

  return tb_report_new (context, g_steal_pointer (&paper), NULL, title, n_projects);
}
