/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-event-year.h"

#include "tb-alert.h"
#include "tb-matrix-grid.h"
#include "tb-record-view.h"
#include "tb-type-event.h"

#include <glib/gi18n.h>

/**
 * TbEventYear:
 *
 * The events of a page by years: the yearly matrix of the branches. A cell leads to its event, or
 * adds one of that kind for that period. Search and filters of the page do not narrow it down: a
 * matrix with gaps of its own would say what is not so.
 */
struct _TbEventYear
{
  AdwBin parent_instance;

  TbSession *session;        /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): of the reading under way */
  int year;
  guint row; /* the cell that is being opened */
  guint column;

  GtkLabel *year_label;
  GtkStack *states;
  TbMatrixGrid *grid;
  AdwStatusPage *error_status;
};

static void tb_event_year_record_view_init (TbRecordViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TbEventYear, tb_event_year, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (TB_TYPE_RECORD_VIEW,
                                                      tb_event_year_record_view_init))

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbEventYear) self = user_data;
  g_autoptr (GError) error = NULL;
  TbEventMatrix *matrix = tb_session_read_finish (TB_SESSION (source), result, &error);

  if (matrix != NULL)
    {
      gtk_stack_set_visible_child_name (self->states, matrix->rows->len > 0 ? "matrix" : "empty");
      tb_matrix_grid_take_matrix (self->grid, matrix);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      adw_status_page_set_description (self->error_status, error->message);
      gtk_stack_set_visible_child_name (self->states, "error");
    }
}

/* A matrix that nobody sees is not read. */
static void
refresh (TbEventYear *self)
{
  g_autofree char *year = g_strdup_printf ("%d", self->year);

  gtk_label_set_label (self->year_label, year);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  tb_event_matrix_new_async (self->session, self->year, NULL, self->cancellable, read_cb,
                             g_object_ref (self));
}

/* Opening a cell */

/* The first and the last day of a column's period. */
static void
get_period (TbEventYear *self, const TbMatrixColumn *column, char first[TB_DATE_ISO_SIZE],
            char last[TB_DATE_ISO_SIZE])
{
  TbDate from = { (guint16)self->year, 1, 1 };
  int n_months = 12;

  if (column->period[0] == 'Q')
    {
      from.month = (guint8)((column->period[1] - '1') * 3 + 1);
      n_months = 3;
    }
  else if (column->period[0] != '\0')
    {
      from.month = (guint8)atoi (column->period);
      n_months = 1;
    }
  tb_date_to_iso (from, first);
  tb_date_to_iso (tb_date_add_days (tb_date_add_months (from, n_months), -1), last);
}

static void
ask_for_event (TbEventYear *self)
{
  guint n_columns;
  const TbMatrixColumn *column = &tb_event_matrix_get_columns (&n_columns)[self->column];
  const TbMatrixRow *row
      = g_ptr_array_index (tb_matrix_grid_get_matrix (self->grid)->rows, self->row);
  char first[TB_DATE_ISO_SIZE];
  char last[TB_DATE_ISO_SIZE];
  GVariantBuilder values;

  get_period (self, column, first, last);
  g_variant_builder_init (&values, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&values, "{ss}", "kind", column->kind);
  g_variant_builder_add (&values, "{ss}", "organisation", row->organisation);
  g_variant_builder_add (&values, "{ss}", "planned_on", first);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.add-with", "(sa{ss})", "event", &values);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbEventYear) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = tb_session_read_finish (TB_SESSION (source), result, &error);

  if (events == NULL)
    tb_alert_present (GTK_WIDGET (self), _ ("Not Opened"), error);
  else if (events->len > 0)
    tb_record_view_emit_opened (TB_RECORD_VIEW (self),
                                tb_record_get_id (g_ptr_array_index (events, 0)));
  else
    ask_for_event (self);
}

static void
cell_opened_cb (TbEventYear *self, guint row, guint column)
{
  guint n_columns;
  const TbMatrixColumn *period = &tb_event_matrix_get_columns (&n_columns)[column];
  const TbMatrixRow *branch = g_ptr_array_index (tb_matrix_grid_get_matrix (self->grid)->rows, row);
  g_autoptr (TbQuery) query = tb_query_new (&tb_type_event);
  char first[TB_DATE_ISO_SIZE];
  char last[TB_DATE_ISO_SIZE];

  self->row = row;
  self->column = column;
  get_period (self, period, first, last);
  tb_query_add_filter (query, TB_EVENT_ORGANISATION, TB_QUERY_WITHIN, branch->organisation);
  tb_query_add_filter (query, TB_EVENT_KIND, TB_QUERY_EQUAL, period->kind);
  tb_query_add_filter (query, TB_EVENT_ON, TB_QUERY_FROM, first);
  tb_query_add_filter (query, TB_EVENT_ON, TB_QUERY_TO, last);
  tb_query_set_sort (query, TB_EVENT_ON, FALSE);
  tb_query_set_limit (query, 1);
  tb_session_list_async (self->session, query, NULL, found_cb, g_object_ref (self));
}

/* Callbacks */

/* It is read whenever it is shown. */
static void
changed_cb (TbEventYear *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
}

static void
previous_cb (TbEventYear *self)
{
  self->year--;
  refresh (self);
}

static void
next_cb (TbEventYear *self)
{
  self->year++;
  refresh (self);
}

/* The view of the page */

static void
tb_event_year_bind (TbRecordView *view, TbSession *session)
{
  TbEventYear *self = TB_EVENT_YEAR (view);

  self->session = g_object_ref (session);
  self->year = tb_clock_today (tb_session_get_clock (session)).year;
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

static void
tb_event_year_set_query (TbRecordView *view, TbQuery *query)
{
}

static void
tb_event_year_focus (TbRecordView *view)
{
  gtk_widget_grab_focus (GTK_WIDGET (TB_EVENT_YEAR (view)->grid));
}

static void
tb_event_year_record_view_init (TbRecordViewInterface *iface)
{
  iface->title = N_ ("Year");
  iface->icon_name = "view-grid-symbolic";
  iface->takes_all = TRUE;
  iface->shows_nothing = TRUE;
  iface->bind = tb_event_year_bind;
  iface->set_query = tb_event_year_set_query;
  iface->focus = tb_event_year_focus;
}

/* Overrides */

static void
tb_event_year_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tb_event_year_parent_class)->map (widget);

  refresh (TB_EVENT_YEAR (widget));
}

static void
tb_event_year_dispose (GObject *object)
{
  TbEventYear *self = TB_EVENT_YEAR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_EVENT_YEAR);

  G_OBJECT_CLASS (tb_event_year_parent_class)->dispose (object);
}

static void
tb_event_year_class_init (TbEventYearClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_event_year_dispose;
  widget_class->map = tb_event_year_map;

  g_type_ensure (TB_TYPE_MATRIX_GRID);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-event-year.ui");
  gtk_widget_class_bind_template_child (widget_class, TbEventYear, year_label);
  gtk_widget_class_bind_template_child (widget_class, TbEventYear, states);
  gtk_widget_class_bind_template_child (widget_class, TbEventYear, grid);
  gtk_widget_class_bind_template_child (widget_class, TbEventYear, error_status);
  gtk_widget_class_bind_template_callback (widget_class, cell_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, refresh);
}

static void
tb_event_year_init (TbEventYear *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
