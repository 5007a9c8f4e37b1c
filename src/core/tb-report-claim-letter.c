/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-report-private.h"

#include <glib/gi18n-lib.h>

#include "tb-type-claim.h"
#include "tb-type-project.h"

/* What a claimant signs (domain model §4.8). */

static const double widths[] = { 3, 6, 3, 6 };

static void
add_claimant (const TbReportContext *context, TbPaperGrid *grid, TbRecord *claim)
{
  g_autofree char *claimant = tb_report_dup_value (context, claim, TB_CLAIM_CLAIMANT);
  g_autofree char *kind = tb_report_dup_value (context, claim, TB_CLAIM_CLAIMANT_KIND);
  g_autofree char *role = tb_report_dup_value (context, claim, TB_CLAIM_ROLE);
  g_autofree char *organisation = tb_report_dup_value (context, claim, TB_CLAIM_ORGANISATION);
  g_autofree char *responsible = tb_report_dup_value (context, claim, TB_CLAIM_RESPONSIBLE);
  g_autofree char *phone = tb_report_dup_value (context, claim, TB_CLAIM_PHONE);

  tb_report_add_pair (grid, C_ ("paper", "Claimant"), claimant, NULL, NULL);
  tb_report_add_pair (grid, _ ("Kind of claimant"), kind, C_ ("paper", "Role"), role);
  tb_report_add_pair (grid, C_ ("paper", "Party organisation"), organisation, NULL, NULL);
  tb_report_add_pair (grid, C_ ("paper", "Responsible person"), responsible, C_ ("paper", "Phone"),
                      phone);
}

static void
add_project (const TbReportContext *context, TbPaperGrid *grid, TbRecord *project)
{
  g_autofree char *title = tb_report_dup_value (context, project, TB_PROJECT_TITLE);
  g_autofree char *code = tb_report_dup_value (context, project, TB_PROJECT_CODE);
  g_autofree char *category = tb_report_dup_value (context, project, TB_PROJECT_CATEGORY);
  g_autofree char *initiator = tb_report_dup_value (context, project, TB_PROJECT_INITIATOR);

  tb_report_add_pair (grid, _ ("Project claimed"), title, NULL, NULL);
  tb_report_add_pair (grid, _ ("Project number"), code, C_ ("paper", "Category"), category);
  tb_report_add_pair (grid, _ ("Initiated by"), initiator, NULL, NULL);
  tb_report_add_prose (grid, _ ("What is needed"), tb_record_get_text (project, TB_PROJECT_NEED),
                       5);
}

static void
add_pledge (const TbReportContext *context, TbPaperGrid *grid, TbRecord *claim)
{
  g_autofree char *resources = tb_report_dup_value (context, claim, TB_CLAIM_RESOURCES);
  g_autofree char *amount = tb_report_dup_value (context, claim, TB_CLAIM_AMOUNT);
  g_autofree char *start = tb_letter_date_dup_field (claim, TB_CLAIM_START_ON);
  g_autofree char *due = tb_letter_date_dup_field (claim, TB_CLAIM_DUE_ON);
  g_autofree char *applied = tb_letter_date_dup_field (claim, TB_CLAIM_APPLIED_ON);
  g_autofree char *confirmed = tb_letter_date_dup_field (claim, TB_CLAIM_CONFIRMED_ON);

  tb_report_add_prose (grid, _ ("What is pledged (people, money, goods, skills)"),
                       tb_record_get_text (claim, TB_CLAIM_PLEDGE), 8);
  tb_report_add_pair (grid, C_ ("paper", "Resources"), resources, _ ("Amount (CNY)"), amount);
  tb_report_add_pair (grid, C_ ("paper", "Begins on"), start, C_ ("paper", "Done until"), due);
  tb_report_add_pair (grid, _ ("Claimed on"), applied, _ ("Confirmed on"), confirmed);
}

/* Room for a seal: the claimant's, and that of the organisation that confirms. */
static void
add_seals (TbPaperGrid *grid)
{
  tb_paper_grid_begin_row (grid, 8);
  tb_paper_grid_add_label (grid, _ ("Claimant (signature, seal)"), 1);
  tb_paper_grid_add_value (grid, NULL, 1);
  tb_paper_grid_add_label (grid, _ ("Opinion of the organisation that checks (seal)"), 1);
  tb_paper_grid_add_value (grid, NULL, 1);
}

TbReport *
tb_report_build_claim_letter (const TbReportContext *context, GError **error)
{
  g_autoptr (TbRecord) claim = tb_report_load (context, &tb_type_claim, context->id, error);
  g_autoptr (TbRecord) project = NULL;
  g_autofree char *number = NULL;
  g_autofree char *code = NULL;
  g_autofree char *name = NULL;
  TbPaperGrid *grid;
  TbPaper *paper;

  if (claim == NULL)
    return NULL;
  project = tb_report_load (context, &tb_type_project, tb_record_get_text (claim, TB_CLAIM_PROJECT),
                            error);
  if (project == NULL)
    return NULL;

  grid = tb_paper_grid_new (widths, G_N_ELEMENTS (widths));
  add_claimant (context, grid, claim);
  add_project (context, grid, project);
  add_pledge (context, grid, claim);
  add_seals (grid);

  paper = tb_paper_new (TB_PAPER_FORM, _ ("Letter of claim"));
  code = tb_report_dup_value (context, claim, TB_CLAIM_CODE);
  if (code != NULL)
    {
      number = g_strdup_printf (C_ ("paper", "Number: %s"), code);
      tb_paper_add_paragraph (paper, TB_PAPER_CLOSING, number);
    }
  tb_paper_take_grid (paper, grid);
  tb_paper_add_paragraph (paper, TB_PAPER_NOTE,
                          _ ("In duplicate: one for the claimant, one for the organisation that "
                             "initiated the project."));
  name = g_strdup_printf ("%s %s %s", _ ("Letter of claim"), code != NULL ? code : "",
                          tb_record_get_text (claim, TB_CLAIM_CLAIMANT));

  return tb_report_new (context, paper, NULL, name, 1);
}
