/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-report-print.h"

static void
begin_print_cb (GtkPrintOperation *operation, GtkPrintContext *context, TbReport *report)
{
  gtk_print_operation_set_n_pages (operation,
                                   (int)tb_paper_get_n_pages (tb_report_get_paper (report)));
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, TbReport *report)
{
  tb_paper_draw_page (tb_report_get_paper (report), page,
                      gtk_print_context_get_cairo_context (context));
}

/**
 * tb_report_print_new:
 * @report: what is to be printed; must stay until the operation is done
 *
 * The pages of a report for a printer, a preview or a file: A4, upright or landscape as the report
 * is, whatever the last print was set up for. Its margins are its own.
 *
 * Returns: (transfer full): the operation, to be run
 */
GtkPrintOperation *
tb_report_print_new (TbReport *report)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr (GtkPaperSize) size = gtk_paper_size_new (GTK_PAPER_NAME_A4);

  gtk_page_setup_set_paper_size_and_default_margins (setup, size);
  gtk_page_setup_set_orientation (setup, tb_paper_get_look (tb_report_get_paper (report))
                                                 == TB_PAPER_LEDGER
                                             ? GTK_PAGE_ORIENTATION_LANDSCAPE
                                             : GTK_PAGE_ORIENTATION_PORTRAIT);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_job_name (operation, tb_report_get_name (report));
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_show_progress (operation, TRUE);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_print_cb), report);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), report);

  return operation;
}
