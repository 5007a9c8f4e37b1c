/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-report-private.h"

#include <glib/gi18n-lib.h>

#include "tb-type-project.h"

/* The projects that were published, a row each (domain model §4.8). */

enum
{
  NUMBER,
  CODE,
  TITLE,
  CATEGORY,
  ORIGIN,
  NEED,
  TARGET_GROUP,
  BENEFICIARIES,
  FUNDS,
  PEOPLE,
  LOCATION,
  PERIOD,
  INITIATOR,
  CONTACT,
  CLAIM_MODE,
  STATE,
  N_COLUMNS,
};

static TbPaperTable *
make_table (void)
{
  const TbPaperColumn columns[N_COLUMNS] = {
    [NUMBER] = { C_ ("paper", "No."), NULL, 4, TB_PAPER_ALIGN_CENTRE, TRUE },
    [CODE] = { _ ("Project number"), NULL, 11.5, TB_PAPER_ALIGN_CENTRE, FALSE },
    [TITLE] = { C_ ("paper", "Project"), NULL, 9, TB_PAPER_ALIGN_START, FALSE },
    [CATEGORY] = { C_ ("paper", "Category"), NULL, 7, TB_PAPER_ALIGN_CENTRE, FALSE },
    [ORIGIN] = { C_ ("paper", "Origin"), NULL, 7, TB_PAPER_ALIGN_CENTRE, FALSE },
    [NEED] = { _ ("What is needed"), NULL, 12, TB_PAPER_ALIGN_START, FALSE },
    [TARGET_GROUP] = { _ ("For whom"), NULL, 6.8, TB_PAPER_ALIGN_START, FALSE },
    [BENEFICIARIES] = { _ ("Expected beneficiaries"), NULL, 5.5, TB_PAPER_ALIGN_CENTRE, TRUE },
    [FUNDS] = { _ ("Funds (CNY)"), NULL, 8.3, TB_PAPER_ALIGN_END, TRUE },
    [PEOPLE] = { _ ("People needed"), NULL, 6, TB_PAPER_ALIGN_START, FALSE },
    [LOCATION] = { C_ ("paper", "Place"), NULL, 7.3, TB_PAPER_ALIGN_START, FALSE },
    [PERIOD]
    = { _ ("From – until"), NULL, 11.9, TB_PAPER_ALIGN_CENTRE, FALSE, tb_letter_date_dup_lines },
    [INITIATOR] = { _ ("Initiated by"), NULL, 9, TB_PAPER_ALIGN_START, FALSE },
    [CONTACT] = { C_ ("paper", "Contact and phone"), NULL, 10.4, TB_PAPER_ALIGN_CENTRE, FALSE },
    [CLAIM_MODE] = { C_ ("paper", "Claimed by"), NULL, 4, TB_PAPER_ALIGN_CENTRE, FALSE },
    [STATE] = { C_ ("paper", "State"), NULL, 6.4, TB_PAPER_ALIGN_CENTRE, FALSE },
  };

  return tb_paper_table_new (columns, N_COLUMNS);
}

/* Two values below each other, or the one that there is. */
static char *
dup_both (char *first, char *second)
{
  g_autofree char *upper = first;
  g_autofree char *lower = second;

  if (upper == NULL || lower == NULL)
    return g_strdup (upper != NULL ? upper : lower);

  return g_strdup_printf ("%s\n%s", upper, lower);
}

static char *
dup_people (TbRecord *project)
{
  g_autofree char *people = NULL;
  gint64 n = tb_record_get_int (project, TB_PROJECT_NEED_PEOPLE);

  if (tb_record_has (project, TB_PROJECT_NEED_PEOPLE))
    people = g_strdup_printf (ngettext ("%d person", "%d people", n), (int)n);

  return dup_both (g_steal_pointer (&people),
                   g_strdup (tb_record_get_text (project, TB_PROJECT_NEED_SKILLS)));
}

static void
add_row (const TbReportContext *context, TbPaperTable *table, TbRecord *project, guint number)
{
  char **cells = g_new0 (char *, N_COLUMNS);

  cells[NUMBER] = g_strdup_printf ("%u", number);
  cells[CODE] = tb_report_dup_value (context, project, TB_PROJECT_CODE);
  cells[TITLE] = tb_report_dup_value (context, project, TB_PROJECT_TITLE);
  cells[CATEGORY] = tb_report_dup_value (context, project, TB_PROJECT_CATEGORY);
  cells[ORIGIN] = tb_report_dup_value (context, project, TB_PROJECT_ORIGIN);
  cells[NEED] = tb_report_dup_value (context, project, TB_PROJECT_NEED);
  cells[TARGET_GROUP] = tb_report_dup_value (context, project, TB_PROJECT_TARGET_GROUP);
  cells[BENEFICIARIES] = tb_report_dup_value (context, project, TB_PROJECT_EXPECTED_BENEFICIARIES);
  if (tb_record_has (project, TB_PROJECT_BUDGET))
    cells[FUNDS] = tb_record_dup_editable (project, TB_PROJECT_BUDGET);
  cells[PEOPLE] = dup_people (project);
  cells[LOCATION] = tb_report_dup_value (context, project, TB_PROJECT_LOCATION);
  cells[PERIOD] = dup_both (tb_report_dup_value (context, project, TB_PROJECT_OPEN_FROM),
                            tb_report_dup_value (context, project, TB_PROJECT_DUE_ON));
  cells[INITIATOR] = tb_report_dup_value (context, project, TB_PROJECT_INITIATOR);
  cells[CONTACT] = dup_both (tb_report_dup_value (context, project, TB_PROJECT_CONTACT),
                             tb_report_dup_value (context, project, TB_PROJECT_PHONE));
  cells[CLAIM_MODE] = tb_report_dup_value (context, project, TB_PROJECT_CLAIM_MODE);
  cells[STATE] = tb_report_dup_value (context, project, TB_PROJECT_STATE);
  tb_paper_table_take_row (table, cells);
}

static void
set_totals (TbPaperTable *table, GPtrArray *projects)
{
  g_autofree char *n_projects
      = g_strdup_printf (ngettext ("%u project", "%u projects", projects->len), projects->len);
  g_autofree char *beneficiaries = NULL;
  gint64 sum = 0;

  for (guint i = 0; i < projects->len; i++)
    sum += tb_record_get_int (g_ptr_array_index (projects, i), TB_PROJECT_EXPECTED_BENEFICIARIES);
  beneficiaries = g_strdup_printf ("%" G_GINT64_FORMAT, sum);
  tb_paper_table_set_totals (
      table,
      (const char *const[N_COLUMNS]){
          [CODE] = C_ ("paper", "Total"), [TITLE] = n_projects, [BENEFICIARIES] = beneficiaries });
}

TbReport *
tb_report_build_project_list (const TbReportContext *context, GError **error)
{
  g_autofree char *title = tb_report_dup_titled (context, _ ("List of projects"));
  g_autoptr (TbPaper) paper = tb_paper_new (TB_PAPER_LEDGER, title);
  g_autoptr (TbPaperTable) table = make_table ();
  g_autoptr (GPtrArray) projects = tb_report_list_projects (context, error);
  g_autofree char *shared_by = NULL;

  if (projects == NULL)
    return NULL;
  for (guint i = 0; i < projects->len; i++)
    add_row (context, table, g_ptr_array_index (projects, i), i + 1);
  set_totals (table, projects);

  shared_by = tb_report_dup_shared_initiator (projects);
  if (!tb_report_add_head (context, paper, shared_by, error))
    return NULL;
  tb_paper_take_table (paper, tb_paper_table_ref (table));
  tb_report_add_signers (paper);

  return tb_report_new (context, g_steal_pointer (&paper), table, title, projects->len);
}
