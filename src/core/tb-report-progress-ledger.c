/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-report-private.h"

#include <glib/gi18n-lib.h>

#include "tb-number-text.h"
#include "tb-type-acceptance.h"
#include "tb-type-attachment.h"
#include "tb-type-beneficiary.h"
#include "tb-type-claim.h"
#include "tb-type-evaluation.h"
#include "tb-type-milestone.h"
#include "tb-type-progress-report.h"
#include "tb-type-project.h"

/* How far every project is, a row for each of its claims (domain model §4.8). */

enum
{
  NUMBER,
  PROJECT,
  CLAIMANT,
  RESPONSIBLE,
  STAGE,
  DUE_ON,
  DONE_ON,
  PROGRESS,
  PROBLEMS,
  EVIDENCE,
  BENEFICIARIES,
  SATISFACTION,
  ACCEPTANCE,
  STARS,
  N_COLUMNS,
};

/* Records that belong to others, by the id of the one that they belong to. */
typedef struct
{
  GHashTable *by_owner; /* (owned) (element-type utf8 GPtrArray of TbRecord) */
} Children;

typedef struct
{
  const TbReportContext *context; /* (not owned) */
  TbPaperTable *table;            /* (not owned) */
  Children claims;                /* by project */
  Children milestones;            /* by project */
  Children reports;               /* by claim */
  Children beneficiaries;         /* by project */
  Children acceptances;           /* by claim */
  Children evaluations;           /* by project */
  Children project_evidence;      /* by project */
  Children claim_evidence;        /* by claim */
  Children milestone_evidence;    /* by milestone */
  guint n_rows;
} Ledger;

static TbPaperTable *
make_table (void)
{
  const TbPaperColumn columns[N_COLUMNS] = {
    [NUMBER] = { C_ ("paper", "No."), NULL, 4, TB_PAPER_ALIGN_CENTRE, TRUE },
    [PROJECT] = { C_ ("paper", "Project"), NULL, 13.2, TB_PAPER_ALIGN_START, FALSE },
    [CLAIMANT] = { C_ ("paper", "Claimant"), NULL, 12.2, TB_PAPER_ALIGN_START, FALSE },
    [RESPONSIBLE] = { C_ ("paper", "Responsible person"), NULL, 6, TB_PAPER_ALIGN_CENTRE, FALSE },
    [STAGE] = { _ ("Stage (milestone)"), NULL, 10.8, TB_PAPER_ALIGN_START, FALSE },
    [DUE_ON] = { C_ ("paper", "To be done"), NULL, 11.5, TB_PAPER_ALIGN_CENTRE, FALSE,
                 tb_letter_date_dup_lines },
    [DONE_ON]
    = { C_ ("paper", "Done"), NULL, 11.5, TB_PAPER_ALIGN_CENTRE, FALSE, tb_letter_date_dup_lines },
    [PROGRESS] = { C_ ("paper", "Progress"), NULL, 5, TB_PAPER_ALIGN_CENTRE, FALSE },
    [PROBLEMS] = { C_ ("paper", "Problems"), NULL, 10.5, TB_PAPER_ALIGN_START, FALSE },
    [EVIDENCE] = { _ ("Pieces of evidence"), NULL, 5.6, TB_PAPER_ALIGN_CENTRE, TRUE },
    [BENEFICIARIES] = { C_ ("paper", "Visits"), NULL, 6.5, TB_PAPER_ALIGN_CENTRE, TRUE },
    [SATISFACTION] = { C_ ("paper", "Satisfaction"), NULL, 5, TB_PAPER_ALIGN_CENTRE, TRUE },
    [ACCEPTANCE] = { C_ ("paper", "Acceptance"), NULL, 6.6, TB_PAPER_ALIGN_CENTRE, FALSE },
    [STARS] = { C_ ("paper", "Evaluation"), NULL, 6.6, TB_PAPER_ALIGN_CENTRE, FALSE },
  };

  return tb_paper_table_new (columns, N_COLUMNS);
}

static gboolean
children_read (Children *self, const TbReportContext *context, const TbRecordType *type,
               guint owner_field, GError **error)
{
  g_autoptr (TbQuery) query = tb_query_new (type);
  g_autoptr (GPtrArray) records = NULL;

  tb_query_add_filter (query, owner_field, TB_QUERY_NOT_EMPTY, NULL);
  records = tb_report_list (context, query, error);
  if (records == NULL)
    return FALSE;
  self->by_owner
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i < records->len; i++)
    {
      TbRecord *record = g_ptr_array_index (records, i);
      const char *owner = tb_record_get_text (record, owner_field);
      GPtrArray *of_owner = g_hash_table_lookup (self->by_owner, owner);

      if (of_owner == NULL)
        {
          of_owner = g_ptr_array_new_with_free_func (g_object_unref);
          g_hash_table_insert (self->by_owner, g_strdup (owner), of_owner);
        }
      g_ptr_array_add (of_owner, g_object_ref (record));
    }

  return TRUE;
}

static GPtrArray *
children_get (const Children *self, TbRecord *owner, guint *n)
{
  GPtrArray *records
      = owner != NULL ? g_hash_table_lookup (self->by_owner, tb_record_get_id (owner)) : NULL;

  *n = records != NULL ? records->len : 0;
  return records;
}

static void
children_clear (Children *self)
{
  g_clear_pointer (&self->by_owner, g_hash_table_unref);
}

static void
ledger_clear (Ledger *self)
{
  children_clear (&self->claims);
  children_clear (&self->milestones);
  children_clear (&self->reports);
  children_clear (&self->beneficiaries);
  children_clear (&self->acceptances);
  children_clear (&self->evaluations);
  children_clear (&self->project_evidence);
  children_clear (&self->claim_evidence);
  children_clear (&self->milestone_evidence);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ledger, ledger_clear)

static gboolean
ledger_read (Ledger *self, GError **error)
{
  const TbReportContext *context = self->context;

  return children_read (&self->claims, context, &tb_type_claim, TB_CLAIM_PROJECT, error)
         && children_read (&self->milestones, context, &tb_type_milestone, TB_MILESTONE_PROJECT,
                           error)
         && children_read (&self->reports, context, &tb_type_progress_report,
                           TB_PROGRESS_REPORT_CLAIM, error)
         && children_read (&self->beneficiaries, context, &tb_type_beneficiary,
                           TB_BENEFICIARY_PROJECT, error)
         && children_read (&self->acceptances, context, &tb_type_acceptance, TB_ACCEPTANCE_CLAIM,
                           error)
         && children_read (&self->evaluations, context, &tb_type_evaluation, TB_EVALUATION_PROJECT,
                           error)
         && children_read (&self->project_evidence, context, &tb_type_attachment,
                           TB_ATTACHMENT_PROJECT, error)
         && children_read (&self->claim_evidence, context, &tb_type_attachment, TB_ATTACHMENT_CLAIM,
                           error)
         && children_read (&self->milestone_evidence, context, &tb_type_attachment,
                           TB_ATTACHMENT_MILESTONE, error);
}

/* The one that has the latest date in @field. */
static TbRecord *
find_latest (const Children *children, TbRecord *owner, guint field)
{
  guint n;
  GPtrArray *records = children_get (children, owner, &n);
  TbRecord *latest = NULL;

  for (guint i = 0; i < n; i++)
    {
      TbRecord *record = g_ptr_array_index (records, i);

      if (latest == NULL
          || g_strcmp0 (tb_record_get_text (record, field), tb_record_get_text (latest, field))
                 >= 0)
        latest = record;
    }

  return latest;
}

/* The milestone that is to be reached next: the first, by its date, that is not done. */
static TbRecord *
find_milestone (Ledger *self, TbRecord *project)
{
  guint n;
  GPtrArray *milestones = children_get (&self->milestones, project, &n);
  TbRecord *next = NULL;

  for (guint i = 0; i < n; i++)
    {
      TbRecord *milestone = g_ptr_array_index (milestones, i);

      if (!tb_record_has (milestone, TB_MILESTONE_DONE_ON)
          && (next == NULL
              || g_strcmp0 (tb_record_get_text (milestone, TB_MILESTONE_DUE_ON),
                            tb_record_get_text (next, TB_MILESTONE_DUE_ON))
                     < 0))
        next = milestone;
    }

  return next;
}

/* Whether a record of the project is of this claim: its own, or of none where the project has one
 * row. */
static gboolean
is_of_claim (TbRecord *record, guint claim_field, TbRecord *claim, gboolean is_first)
{
  const char *id = tb_record_get_text (record, claim_field);

  if (id == NULL)
    return is_first;

  return claim != NULL && g_str_equal (id, tb_record_get_id (claim));
}

static void
fill_benefit (Ledger *self, char **cells, TbRecord *project, TbRecord *claim, gboolean is_first)
{
  guint n;
  GPtrArray *records = children_get (&self->beneficiaries, project, &n);
  gint64 n_visits = 0;
  gint64 n_asked = 0;
  gint64 sum = 0;

  for (guint i = 0; i < n; i++)
    {
      TbRecord *record = g_ptr_array_index (records, i);
      gint64 asked = MAX (tb_record_get_int (record, TB_BENEFICIARY_SAMPLE_SIZE), 0);

      if (!is_of_claim (record, TB_BENEFICIARY_CLAIM, claim, is_first))
        continue;
      if (g_strcmp0 (tb_record_get_text (record, TB_BENEFICIARY_KIND), "visits") == 0)
        n_visits += tb_record_get_int (record, TB_BENEFICIARY_COUNT);
      if (!tb_record_has (record, TB_BENEFICIARY_SATISFACTION))
        continue;
      /* Σ (score × n) / Σ n (domain model §1.9). */
      sum += tb_record_get_int (record, TB_BENEFICIARY_SATISFACTION) * asked;
      n_asked += asked;
    }
  if (n_visits > 0)
    cells[BENEFICIARIES] = g_strdup_printf ("%" G_GINT64_FORMAT, n_visits);
  if (n_asked > 0)
    cells[SATISFACTION] = tb_number_text_dup_plain ((sum + n_asked / 2) / n_asked);
}

static void
fill_evaluation (Ledger *self, char **cells, TbRecord *project, TbRecord *claim, gboolean is_first)
{
  guint n;
  GPtrArray *records = children_get (&self->evaluations, project, &n);

  for (guint i = 0; i < n; i++)
    {
      TbRecord *record = g_ptr_array_index (records, i);
      gint64 stars = tb_record_get_int (record, TB_EVALUATION_STARS);

      if (cells[STARS] == NULL && tb_record_has (record, TB_EVALUATION_STARS)
          && is_of_claim (record, TB_EVALUATION_CLAIM, claim, is_first))
        cells[STARS] = g_strdup_printf (ngettext ("%d star", "%d stars", stars), (int)stars);
    }
}

/* Of the project as a whole: what hangs on it and on its milestones. */
static guint
count_shared_evidence (Ledger *self, TbRecord *project)
{
  guint n_milestones, n_evidence;
  GPtrArray *milestones = children_get (&self->milestones, project, &n_milestones);

  children_get (&self->project_evidence, project, &n_evidence);
  for (guint i = 0; i < n_milestones; i++)
    {
      guint n_of_milestone;

      children_get (&self->milestone_evidence, g_ptr_array_index (milestones, i), &n_of_milestone);
      n_evidence += n_of_milestone;
    }

  return n_evidence;
}

static void
fill_evidence (Ledger *self, char **cells, TbRecord *project, TbRecord *claim, gboolean is_first)
{
  guint n_of_claim;

  children_get (&self->claim_evidence, claim, &n_of_claim);
  cells[EVIDENCE]
      = g_strdup_printf ("%u", n_of_claim + (is_first ? count_shared_evidence (self, project) : 0));
}

static void
fill_claim (Ledger *self, char **cells, TbRecord *claim)
{
  const TbReportContext *context = self->context;
  TbRecord *report = find_latest (&self->reports, claim, TB_PROGRESS_REPORT_ON);
  TbRecord *acceptance = find_latest (&self->acceptances, claim, TB_ACCEPTANCE_ON);

  cells[CLAIMANT] = tb_report_dup_value (context, claim, TB_CLAIM_CLAIMANT);
  cells[RESPONSIBLE] = tb_report_dup_value (context, claim, TB_CLAIM_RESPONSIBLE);
  cells[DONE_ON] = tb_report_dup_value (context, claim, TB_CLAIM_ACCEPTED_ON);
  if (tb_record_has (claim, TB_CLAIM_PROGRESS))
    cells[PROGRESS]
        = g_strdup_printf ("%" G_GINT64_FORMAT "%%", tb_record_get_int (claim, TB_CLAIM_PROGRESS));
  if (report != NULL)
    cells[PROBLEMS] = tb_report_dup_value (context, report, TB_PROGRESS_REPORT_PROBLEMS);
  if (acceptance != NULL)
    cells[ACCEPTANCE] = tb_report_dup_value (context, acceptance, TB_ACCEPTANCE_RESULT);
}

static void
add_row (Ledger *self, TbRecord *project, TbRecord *claim, gboolean is_first)
{
  const TbReportContext *context = self->context;
  TbRecord *milestone = find_milestone (self, project);
  char **cells = g_new0 (char *, N_COLUMNS);

  cells[NUMBER] = g_strdup_printf ("%u", ++self->n_rows);
  cells[PROJECT] = tb_report_dup_value (context, project, TB_PROJECT_TITLE);
  if (claim != NULL)
    fill_claim (self, cells, claim);
  /* Where no milestone is open, its state says where it stands. */
  if (milestone != NULL)
    cells[STAGE] = tb_report_dup_value (context, milestone, TB_MILESTONE_TITLE);
  else if (claim != NULL)
    cells[STAGE] = tb_report_dup_value (context, claim, TB_CLAIM_STATE);
  else
    cells[STAGE] = tb_report_dup_value (context, project, TB_PROJECT_STATE);
  if (claim != NULL && tb_record_has (claim, TB_CLAIM_DUE_ON))
    cells[DUE_ON] = tb_report_dup_value (context, claim, TB_CLAIM_DUE_ON);
  else
    cells[DUE_ON] = tb_report_dup_value (context, project, TB_PROJECT_DUE_ON);
  fill_evidence (self, cells, project, claim, is_first);
  fill_benefit (self, cells, project, claim, is_first);
  fill_evaluation (self, cells, project, claim, is_first);
  tb_paper_table_take_row (self->table, cells);
}

/* A project that nobody has claimed has a row too: that is what the ledger is for. */
static void
add_project (Ledger *self, TbRecord *project)
{
  guint n;
  GPtrArray *claims = children_get (&self->claims, project, &n);
  gboolean is_first = TRUE;

  for (guint i = 0; i < n; i++)
    {
      TbRecord *claim = g_ptr_array_index (claims, i);

      if (!tb_report_claim_counts (claim))
        continue;
      add_row (self, project, claim, is_first);
      is_first = FALSE;
    }
  if (is_first)
    add_row (self, project, NULL, TRUE);
}

TbReport *
tb_report_build_progress_ledger (const TbReportContext *context, GError **error)
{
  g_autofree char *title = tb_report_dup_titled (context, _ ("Ledger of progress"));
  g_autoptr (TbPaper) paper = tb_paper_new (TB_PAPER_LEDGER, title);
  g_autoptr (TbPaperTable) table = make_table ();
  g_autoptr (GPtrArray) projects = tb_report_list_projects (context, error);
  g_autofree char *shared_by = NULL;
  g_auto (Ledger) ledger = { .context = context, .table = table };

  if (projects == NULL || !ledger_read (&ledger, error))
    return NULL;
  for (guint i = 0; i < projects->len; i++)
    add_project (&ledger, g_ptr_array_index (projects, i));

  shared_by = tb_report_dup_shared_initiator (projects);
  if (!tb_report_add_head (context, paper, shared_by, error))
    return NULL;
  tb_paper_take_table (paper, tb_paper_table_ref (table));
  tb_report_add_signers (paper);

  return tb_report_new (context, g_steal_pointer (&paper), table, title, ledger.n_rows);
}
