/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-print-dialog.h"

#include <glib/gi18n.h>

#include "tb-dialog-focus.h"
#include "tb-text.h"
#include "tb-type-organisation.h"

/* Organisations that are offered; a district has about 130. */
#define MAX_ORGANISATIONS 1000

struct _TbPrintDialog
{
  AdwDialog parent_instance;

  const TbReportKind *kind; /* (not owned) */
  GPtrArray *organisations; /* (owned) (nullable) (element-type TbRecord): in the order of the list,
                               which begins with all */

  AdwComboRow *organisation_row;
  AdwSwitchRow *all_years_row;
  AdwSpinRow *year_row;
  AdwComboRow *month_row;
  AdwSwitchRow *reveal_row;
  GtkEditable *reason_row;
  GtkWidget *print_button;
  GtkWidget *pdf_row;
  GtkWidget *sheet_row;
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbPrintDialog, tb_print_dialog, ADW_TYPE_DIALOG)

static const char *
get_reason (TbPrintDialog *self)
{
  return adw_switch_row_get_active (self->reveal_row) ? gtk_editable_get_text (self->reason_row)
                                                      : NULL;
}

static void
update_cb (TbPrintDialog *self)
{
  const char *reason = get_reason (self);
  gboolean can_go = reason == NULL || !tb_text_is_blank (reason);

  gtk_widget_set_sensitive (self->print_button, can_go);
  gtk_widget_set_sensitive (self->pdf_row, can_go);
  gtk_widget_set_sensitive (self->sheet_row, can_go);
}

static void
choose (TbPrintDialog *self, const char *extension)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, extension);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
print_cb (TbPrintDialog *self)
{
  choose (self, NULL);
}

static void
save_pdf_cb (TbPrintDialog *self)
{
  choose (self, "pdf");
}

static void
save_sheet_cb (TbPrintDialog *self)
{
  choose (self, "xlsx");
}

static void
cancel_cb (TbPrintDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

/* A branch that stands alone has nothing to choose from. */
static void
organisations_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbPrintDialog) self = user_data;
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  self->organisations = tb_session_read_finish (TB_SESSION (source), result, NULL);
  if (self->organisations == NULL || self->organisations->len < 2)
    return;

  gtk_string_list_append (titles, _ ("All organisations"));
  for (guint i = 0; i < self->organisations->len; i++)
    gtk_string_list_take (titles, tb_record_dup_title (g_ptr_array_index (self->organisations, i)));
  adw_combo_row_set_model (self->organisation_row, G_LIST_MODEL (titles));
  gtk_widget_set_visible (GTK_WIDGET (self->organisation_row), TRUE);
}

static void
list_organisations (TbPrintDialog *self, TbSession *session)
{
  g_autoptr (TbQuery) query = tb_query_new (&tb_type_organisation);

  tb_query_set_sort (query, TB_ORGANISATION_NAME, FALSE);
  tb_query_set_limit (query, MAX_ORGANISATIONS);
  tb_session_list_async (session, query, NULL, organisations_listed_cb, g_object_ref (self));
}

/* The whole year, then its months. */
static void
fill_months (TbPrintDialog *self)
{
  g_autoptr (GtkStringList) months = gtk_string_list_new (NULL);

  if (self->kind->scope != TB_REPORT_OF_MONTH)
    gtk_string_list_append (months, _ ("Whole year"));
  for (guint month = 1; month <= 12; month++)
    gtk_string_list_take (months, g_strdup_printf (_ ("Month %u"), month));
  adw_combo_row_set_model (self->month_row, G_LIST_MODEL (months));
}

static guint
get_month (TbPrintDialog *self)
{
  guint position = adw_combo_row_get_selected (self->month_row);

  if (!gtk_widget_get_visible (GTK_WIDGET (self->month_row)))
    return 0;

  return self->kind->scope == TB_REPORT_OF_MONTH ? position + 1 : position;
}

static void
tb_print_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TB_TYPE_PRINT_DIALOG);

  G_OBJECT_CLASS (tb_print_dialog_parent_class)->dispose (object);
}

static void
tb_print_dialog_finalize (GObject *object)
{
  g_clear_pointer (&TB_PRINT_DIALOG (object)->organisations, g_ptr_array_unref);

  G_OBJECT_CLASS (tb_print_dialog_parent_class)->finalize (object);
}

static void
tb_print_dialog_class_init (TbPrintDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_print_dialog_dispose;
  object_class->finalize = tb_print_dialog_finalize;

  /**
   * TbPrintDialog::chosen:
   * @extension: (nullable): of the file that the ledger is saved to; %NULL to print it
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", TB_TYPE_PRINT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-print-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TbPrintDialog, organisation_row);
  gtk_widget_class_bind_template_child (widget_class, TbPrintDialog, all_years_row);
  gtk_widget_class_bind_template_child (widget_class, TbPrintDialog, year_row);
  gtk_widget_class_bind_template_child (widget_class, TbPrintDialog, month_row);
  gtk_widget_class_bind_template_child (widget_class, TbPrintDialog, reveal_row);
  gtk_widget_class_bind_template_child (widget_class, TbPrintDialog, reason_row);
  gtk_widget_class_bind_template_child (widget_class, TbPrintDialog, print_button);
  gtk_widget_class_bind_template_child (widget_class, TbPrintDialog, pdf_row);
  gtk_widget_class_bind_template_child (widget_class, TbPrintDialog, sheet_row);
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
  gtk_widget_class_bind_template_callback (widget_class, print_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_pdf_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_sheet_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
tb_print_dialog_init (TbPrintDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_print_dialog_new:
 * @session: the register
 * @kind: a kind of report that is not about one record
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
tb_print_dialog_new (TbSession *session, const TbReportKind *kind)
{
  TbPrintDialog *self = g_object_new (TB_TYPE_PRINT_DIALOG, "title", _ (kind->label), NULL);
  TbDate today = tb_clock_today (tb_session_get_clock (session));

  self->kind = kind;
  adw_spin_row_set_value (self->year_row, today.year);
  fill_months (self);
  if (kind->scope == TB_REPORT_OF_MONTH)
    adw_combo_row_set_selected (self->month_row, today.month - 1);
  gtk_widget_set_visible (GTK_WIDGET (self->all_years_row), kind->scope == TB_REPORT_OF_ALL);
  adw_switch_row_set_active (self->all_years_row, kind->scope == TB_REPORT_OF_ALL);
  gtk_widget_set_visible (GTK_WIDGET (self->month_row),
                          kind->scope != TB_REPORT_OF_ALL && !kind->whole_year);
  gtk_widget_set_visible (self->sheet_row, kind->has_table);
  list_organisations (self, session);
  tb_dialog_focus_begin (ADW_DIALOG (self), self->print_button);

  return ADW_DIALOG (self);
}

/**
 * tb_print_dialog_get_kind:
 * @self: the dialog
 *
 * Returns: (transfer none): which report is to be printed
 */
const TbReportKind *
tb_print_dialog_get_kind (TbPrintDialog *self)
{
  return self->kind;
}

/**
 * tb_print_dialog_get_arguments:
 * @arguments: (out caller-allocates): what was chosen; its texts belong to the dialog
 */
void
tb_print_dialog_get_arguments (TbPrintDialog *self, TbReportArguments *arguments)
{
  guint position = adw_combo_row_get_selected (self->organisation_row);
  gboolean all_years = adw_switch_row_get_active (self->all_years_row);

  *arguments = (TbReportArguments){
    .year = all_years ? 0 : (guint)adw_spin_row_get_value (self->year_row),
    .month = get_month (self),
    .reason = get_reason (self),
  };
  if (self->organisations != NULL && position > 0 && position <= self->organisations->len)
    arguments->organisation
        = tb_record_get_id (g_ptr_array_index (self->organisations, position - 1));
}
