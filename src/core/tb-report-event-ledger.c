/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-report-private.h"

#include <glib/gi18n-lib.h>

#include "tb-type-event.h"

/* All events of a year or month, a row each (domain model §4.3). */

enum
{
  NUMBER,
  KIND,
  TITLE,
  ORGANISATION,
  DATE,
  FROM,
  TO,
  PLACE,
  HOST,
  RECORDER,
  EXPECTED,
  PRESENT,
  RATE,
  STATE,
  N_COLUMNS,
};

typedef struct
{
  guint n_events;
  gint64 expected;
  gint64 present;
  const char *shared_by; /* (nullable): the organisation of all so far */
  gboolean is_shared;
} Sums;

static TbPaperTable *
make_table (void)
{
  const TbPaperColumn columns[N_COLUMNS] = {
    [NUMBER] = { C_ ("paper", "No."), NULL, 4, TB_PAPER_ALIGN_CENTRE, TRUE },
    [KIND] = { _ ("Kind of meeting"), NULL, 9.6, TB_PAPER_ALIGN_CENTRE, FALSE },
    [TITLE] = { C_ ("paper", "Title"), NULL, 15, TB_PAPER_ALIGN_START, FALSE },
    [ORGANISATION] = { C_ ("paper", "Held by"), NULL, 20, TB_PAPER_ALIGN_START, FALSE },
    [DATE]
    = { C_ ("paper", "Date"), NULL, 11.8, TB_PAPER_ALIGN_CENTRE, FALSE, tb_letter_date_dup_lines },
    [FROM] = { C_ ("paper", "From"), NULL, 5, TB_PAPER_ALIGN_CENTRE, FALSE },
    [TO] = { C_ ("paper", "To"), NULL, 5, TB_PAPER_ALIGN_CENTRE, FALSE },
    [PLACE] = { C_ ("paper", "Place"), NULL, 14, TB_PAPER_ALIGN_START, FALSE },
    [HOST] = { C_ ("paper", "Chaired by"), NULL, 6, TB_PAPER_ALIGN_CENTRE, FALSE },
    [RECORDER] = { C_ ("paper", "Recorded by"), NULL, 6, TB_PAPER_ALIGN_CENTRE, FALSE },
    [EXPECTED] = { C_ ("paper", "Expected"), NULL, 4.5, TB_PAPER_ALIGN_CENTRE, TRUE },
    [PRESENT] = { C_ ("paper", "Present"), NULL, 4.5, TB_PAPER_ALIGN_CENTRE, TRUE },
    [RATE] = { C_ ("paper", "Attendance"), NULL, 6, TB_PAPER_ALIGN_CENTRE, FALSE },
    [STATE] = { C_ ("paper", "State"), NULL, 6.7, TB_PAPER_ALIGN_CENTRE, FALSE },
  };

  return tb_paper_table_new (columns, N_COLUMNS);
}

static const char *
get_from (TbRecord *event)
{
  return tb_record_get_text (
      event, tb_record_has (event, TB_EVENT_HELD_ON) ? TB_EVENT_HELD_FROM : TB_EVENT_PLANNED_FROM);
}

static const char *
get_to (TbRecord *event)
{
  return tb_record_get_text (event, tb_record_has (event, TB_EVENT_HELD_ON) ? TB_EVENT_HELD_TO
                                                                            : TB_EVENT_PLANNED_TO);
}

static int
compare_events (gconstpointer a, gconstpointer b)
{
  TbRecord *first = *(TbRecord **)a;
  TbRecord *second = *(TbRecord **)b;
  int order = g_strcmp0 (tb_record_get_text (first, TB_EVENT_ON),
                         tb_record_get_text (second, TB_EVENT_ON));

  if (order == 0)
    order = g_strcmp0 (get_from (first), get_from (second));
  if (order == 0)
    order = g_strcmp0 (tb_record_get_text (first, TB_EVENT_CODE),
                       tb_record_get_text (second, TB_EVENT_CODE));

  return order;
}

/* Its state, with a mark where it was entered late: never refused, always seen. */
static char *
dup_state (const TbReportContext *context, TbRecord *event)
{
  g_autofree char *state = tb_report_dup_value (context, event, TB_EVENT_STATE);

  if (!tb_record_get_boolean (event, TB_EVENT_LATE))
    return g_steal_pointer (&state);
  /* Translators: the state of an event, marked as entered late. */
  return g_strdup_printf (_ ("%s (late entry)"), state != NULL ? state : "");
}

static void
sum_up (Sums *sums, TbRecord *event)
{
  const char *organisation = tb_record_get_reference_title (event, TB_EVENT_ORGANISATION);

  if (sums->n_events++ == 0)
    {
      sums->shared_by = organisation;
      sums->is_shared = TRUE;
    }
  else if (g_strcmp0 (sums->shared_by, organisation) != 0)
    sums->is_shared = FALSE;

  /* Only what was counted: an event to come has nobody present, and takes nothing off the rate. */
  if (tb_record_has (event, TB_EVENT_EXPECTED) && tb_record_has (event, TB_EVENT_PRESENT))
    {
      sums->expected += tb_record_get_int (event, TB_EVENT_EXPECTED);
      sums->present += tb_record_get_int (event, TB_EVENT_PRESENT);
    }
}

static void
add_row (const TbReportContext *context, TbPaperTable *table, TbRecord *event, guint number)
{
  char **cells = g_new0 (char *, N_COLUMNS);

  cells[NUMBER] = g_strdup_printf ("%u", number);
  cells[KIND] = tb_report_dup_value (context, event, TB_EVENT_KIND);
  cells[TITLE] = tb_report_dup_value (context, event, TB_EVENT_TITLE);
  cells[ORGANISATION] = tb_report_dup_value (context, event, TB_EVENT_ORGANISATION);
  cells[DATE] = tb_report_dup_value (context, event, TB_EVENT_ON);
  cells[FROM] = g_strdup (get_from (event));
  cells[TO] = g_strdup (get_to (event));
  cells[PLACE] = tb_report_dup_value (context, event, TB_EVENT_PLACE);
  cells[HOST] = tb_report_dup_value (context, event, TB_EVENT_HOST);
  cells[RECORDER] = tb_report_dup_value (context, event, TB_EVENT_RECORDER);
  cells[EXPECTED] = tb_report_dup_value (context, event, TB_EVENT_EXPECTED);
  cells[PRESENT] = tb_report_dup_value (context, event, TB_EVENT_PRESENT);
  if (cells[EXPECTED] != NULL && cells[PRESENT] != NULL)
    cells[RATE] = tb_report_dup_percent (tb_record_get_int (event, TB_EVENT_PRESENT),
                                         tb_record_get_int (event, TB_EVENT_EXPECTED));
  cells[STATE] = dup_state (context, event);
  tb_paper_table_take_row (table, cells);
}

static void
set_totals (TbPaperTable *table, const Sums *sums)
{
  g_autofree char *n_events
      = g_strdup_printf (ngettext ("%u event", "%u events", sums->n_events), sums->n_events);
  g_autofree char *expected = g_strdup_printf ("%" G_GINT64_FORMAT, sums->expected);
  g_autofree char *present = g_strdup_printf ("%" G_GINT64_FORMAT, sums->present);
  g_autofree char *rate = tb_report_dup_percent (sums->present, sums->expected);
  const char *cells[N_COLUMNS] = { [KIND] = C_ ("paper", "Total"),
                                   [TITLE] = n_events,
                                   [EXPECTED] = expected,
                                   [PRESENT] = present,
                                   [RATE] = rate };

  tb_paper_table_set_totals (table, cells);
}

TbReport *
tb_report_build_event_ledger (const TbReportContext *context, GError **error)
{
  g_autofree char *title = tb_report_dup_titled (context, _ ("Ledger of organisation life"));
  g_autoptr (TbPaper) paper = tb_paper_new (TB_PAPER_LEDGER, title);
  g_autoptr (TbPaperTable) table = make_table ();
  g_autoptr (TbQuery) query = tb_query_new (&tb_type_event);
  g_autoptr (GPtrArray) events = NULL;
  Sums sums = { 0 };

  tb_report_filter_period (context, query, TB_EVENT_ON);
  if (context->organisation != NULL)
    tb_query_add_filter (query, TB_EVENT_ORGANISATION, TB_QUERY_WITHIN, context->organisation);
  events = tb_report_list (context, query, error);
  if (events == NULL)
    return NULL;
  g_ptr_array_sort (events, compare_events);
  for (guint i = 0; i < events->len; i++)
    {
      TbRecord *event = g_ptr_array_index (events, i);

      add_row (context, table, event, i + 1);
      sum_up (&sums, event);
    }
  set_totals (table, &sums);

  if (!tb_report_add_head (context, paper, sums.is_shared ? sums.shared_by : NULL, error))
    return NULL;
  tb_paper_take_table (paper, tb_paper_table_ref (table));
  tb_report_add_signers (paper);

  return tb_report_new (context, g_steal_pointer (&paper), table, title, events->len);
}
