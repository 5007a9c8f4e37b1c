/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-report-private.h"

#include <glib/gi18n-lib.h>

#include "tb-type-attendance.h"
#include "tb-type-event.h"

/* The sheet that goes round at a meeting (domain model §4.3). */

/* Rows to be filled in by those who were not invited. */
#define N_EMPTY 5

static const double head_widths[] = { 2, 6, 2, 4 };

enum
{
  NUMBER,
  NAME,
  WORKPLACE,
  SIGNED_AT,
  SIGNATURE,
  REMARK,
  N_COLUMNS,
};

static TbPaperTable *
make_table (void)
{
  const TbPaperColumn columns[N_COLUMNS] = {
    [NUMBER] = { C_ ("paper", "No."), NULL, 3, TB_PAPER_ALIGN_CENTRE, TRUE },
    [NAME] = { _ ("Name"), NULL, 6, TB_PAPER_ALIGN_CENTRE, FALSE },
    [WORKPLACE] = { _ ("Party group or employer"), NULL, 14, TB_PAPER_ALIGN_START, FALSE },
    [SIGNED_AT] = { _ ("Signed in at"), NULL, 6, TB_PAPER_ALIGN_CENTRE, FALSE },
    [SIGNATURE] = { C_ ("paper", "Signature"), NULL, 8, TB_PAPER_ALIGN_CENTRE, FALSE },
    [REMARK] = { C_ ("paper", "Remark"), NULL, 6, TB_PAPER_ALIGN_CENTRE, FALSE },
  };

  return tb_paper_table_new (columns, N_COLUMNS);
}

/* Who is not expected is an observer or guest; who is on leave need not sign. */
static char *
dup_remark (const TbReportContext *context, TbRecord *attendance)
{
  const char *role = tb_record_get_text (attendance, TB_ATTENDANCE_ROLE);
  const char *state = tb_record_get_text (attendance, TB_ATTENDANCE_STATE);
  guint field = TB_ATTENDANCE_STATE;

  if (g_strcmp0 (state, "excused") == 0)
    field = tb_record_has (attendance, TB_ATTENDANCE_LEAVE_KIND) ? TB_ATTENDANCE_LEAVE_KIND : field;
  else if (role != NULL && !g_str_equal (role, "expected"))
    field = TB_ATTENDANCE_ROLE;
  else if (g_strcmp0 (state, "late") != 0 && g_strcmp0 (state, "absent") != 0)
    return NULL;

  return tb_report_dup_value (context, attendance, field);
}

static void
add_row (const TbReportContext *context, TbPaperTable *table, TbRecord *attendance, guint number)
{
  char **cells = g_new0 (char *, N_COLUMNS);

  cells[NUMBER] = g_strdup_printf ("%u", number);
  if (attendance != NULL)
    {
      cells[NAME] = tb_report_dup_value (context, attendance, TB_ATTENDANCE_NAME);
      cells[WORKPLACE] = tb_report_dup_value (context, attendance, TB_ATTENDANCE_WORKPLACE);
      cells[SIGNED_AT]
          = tb_report_dup_clock (tb_record_get_text (attendance, TB_ATTENDANCE_SIGNED_AT));
      cells[REMARK] = dup_remark (context, attendance);
    }
  tb_paper_table_take_row (table, cells);
}

static void
add_head (const TbReportContext *context, TbPaper *paper, TbRecord *event, guint n_expected)
{
  TbPaperGrid *grid = tb_paper_grid_new (head_widths, G_N_ELEMENTS (head_widths));
  g_autofree char *title = tb_report_dup_value (context, event, TB_EVENT_TITLE);
  g_autofree char *kind = tb_report_dup_value (context, event, TB_EVENT_KIND);
  g_autofree char *when = tb_report_dup_event_when (event);
  g_autofree char *place = tb_report_dup_value (context, event, TB_EVENT_PLACE);
  g_autofree char *organisation = tb_report_dup_value (context, event, TB_EVENT_ORGANISATION);
  g_autofree char *expected = NULL;

  /* What was counted when the meeting was held stays; before that it is who is on the list. */
  if (tb_record_has (event, TB_EVENT_EXPECTED))
    n_expected = tb_record_get_int (event, TB_EVENT_EXPECTED);
  expected = g_strdup_printf (ngettext ("%d person", "%d people", n_expected), (int)n_expected);

  tb_paper_grid_begin_row (grid, 1);
  tb_paper_grid_add_label (grid, C_ ("paper", "Meeting"), 1);
  tb_paper_grid_add_value (grid, title, 1);
  tb_paper_grid_add_label (grid, C_ ("paper", "Kind"), 1);
  tb_paper_grid_add_value (grid, kind, 1);
  tb_paper_grid_begin_row (grid, 1);
  tb_paper_grid_add_label (grid, C_ ("paper", "Organisation"), 1);
  tb_paper_grid_add_value (grid, organisation, 1);
  tb_paper_grid_add_label (grid, C_ ("paper", "Expected"), 1);
  tb_paper_grid_add_value (grid, expected, 1);
  tb_paper_grid_begin_row (grid, 1);
  tb_paper_grid_add_label (grid, C_ ("paper", "Time"), 1);
  tb_paper_grid_add_value (grid, when, 1);
  tb_paper_grid_add_label (grid, C_ ("paper", "Place"), 1);
  tb_paper_grid_add_value (grid, place, 1);
  tb_paper_take_grid (paper, grid);
}

TbReport *
tb_report_build_sign_in_sheet (const TbReportContext *context, GError **error)
{
  const char *signers[] = { _ ("Chair (signature):"), _ ("Recorder (signature):") };
  g_autoptr (TbRecord) event = tb_report_load (context, &tb_type_event, context->id, error);
  g_autoptr (GPtrArray) attendance
      = event != NULL ? tb_report_list_attendance (context, context->id, error) : NULL;
  g_autoptr (TbPaper) paper = tb_paper_new (TB_PAPER_FORM, _ ("Sign-in sheet"));
  g_autoptr (TbPaperTable) table = make_table ();
  g_autofree char *name = NULL;
  guint n_expected = 0;

  if (attendance == NULL)
    return NULL;
  for (guint i = 0; i < attendance->len; i++)
    {
      TbRecord *record = g_ptr_array_index (attendance, i);
      const char *role = tb_record_get_text (record, TB_ATTENDANCE_ROLE);

      n_expected += role == NULL || g_str_equal (role, "expected");
      add_row (context, table, record, i + 1);
    }
  for (guint i = 0; i < N_EMPTY; i++)
    add_row (context, table, NULL, attendance->len + i + 1);

  add_head (context, paper, event, n_expected);
  tb_paper_take_table (paper, g_steal_pointer (&table));
  tb_paper_add_signatures (paper, signers, G_N_ELEMENTS (signers));
  name = tb_report_dup_event_name (context, event);

  return tb_report_new (context, g_steal_pointer (&paper), NULL, name, 1);
}
