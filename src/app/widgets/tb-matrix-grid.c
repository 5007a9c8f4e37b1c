/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-matrix-grid.h"

#include <glib/gi18n.h>

#define NAME_WIDTH 150 /* px */
#define CELL_WIDTH 26  /* px */
#define YEAR_WIDTH 96  /* px, of what is held once a year */
#define ROW_HEIGHT 28  /* px */
#define HEAD_ROWS 2    /* kinds of event, and periods */

struct _TbMatrixGrid
{
  GtkWidget parent_instance;

  TbEventMatrix *matrix; /* (owned) (nullable) */
  guint row;             /* the cell that has the cursor */
  guint column;
};

enum
{
  SIGNAL_CELL_OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbMatrixGrid, tb_matrix_grid, GTK_TYPE_WIDGET)

static guint
get_n_columns (void)
{
  guint n_columns;

  tb_event_matrix_get_columns (&n_columns);
  return n_columns;
}

static int
get_width (guint column)
{
  guint n_columns;

  return *tb_event_matrix_get_columns (&n_columns)[column].period != '\0' ? CELL_WIDTH : YEAR_WIDTH;
}

/* Where a column begins; of the one after the last, where the grid ends. */
static int
get_x (guint column)
{
  int x = NAME_WIDTH;

  for (guint i = 0; i < column; i++)
    x += get_width (i);

  return x;
}

static guint
get_n_rows (TbMatrixGrid *self)
{
  return self->matrix != NULL ? self->matrix->rows->len : 0;
}

static const TbMatrixRow *
get_row (TbMatrixGrid *self, guint row)
{
  return g_ptr_array_index (self->matrix->rows, row);
}

/* Read aloud as the cursor moves. */
static void
update_label (TbMatrixGrid *self)
{
  guint n_columns;
  const TbMatrixColumn *columns = tb_event_matrix_get_columns (&n_columns);
  const TbMatrixRow *row;
  TbMatrixColumn kind = { columns[self->column].kind, "" };
  g_autofree char *kind_title = tb_event_matrix_column_dup_title (&kind);
  g_autofree char *label = NULL;

  if (get_n_rows (self) == 0)
    return;

  row = get_row (self, self->row);
  /* Translators: a branch, a kind of event, its month or quarter, whether it was held. */
  label
      = g_strdup_printf (_ ("%s, %s %s: %s"), row->title, kind_title, columns[self->column].period,
                         tb_matrix_cell_get_words (row->cells[self->column]));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), label);
}

static void
move_to (TbMatrixGrid *self, int row, int column)
{
  if (get_n_rows (self) == 0)
    return;

  self->row = (guint)CLAMP (row, 0, (int)get_n_rows (self) - 1);
  self->column = (guint)CLAMP (column, 0, (int)get_n_columns () - 1);
  update_label (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Drawing */

static void
draw_text (GtkWidget *widget, GtkSnapshot *snapshot, const char *text, const graphene_rect_t *area,
           gboolean centred, const GdkRGBA *color)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  int height;

  pango_layout_set_width (layout, (int)area->size.width * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (layout, centred ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT);
  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot,
      &GRAPHENE_POINT_INIT (area->origin.x, area->origin.y + (area->size.height - height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static graphene_rect_t
get_cell_area (guint row, guint column)
{
  return GRAPHENE_RECT_INIT (get_x (column), (row + HEAD_ROWS) * ROW_HEIGHT, get_width (column),
                             ROW_HEIGHT);
}

/* Each kind once, over all its periods. */
static void
draw_heads (TbMatrixGrid *self, GtkSnapshot *snapshot, const GdkRGBA *color)
{
  guint n_columns;
  const TbMatrixColumn *columns = tb_event_matrix_get_columns (&n_columns);
  guint first = 0;

  for (guint i = 0; i < n_columns; i++)
    {
      graphene_rect_t area = GRAPHENE_RECT_INIT (get_x (i), ROW_HEIGHT, get_width (i), ROW_HEIGHT);

      draw_text (GTK_WIDGET (self), snapshot, columns[i].period, &area, TRUE, color);
      if (i + 1 == n_columns || !g_str_equal (columns[i + 1].kind, columns[i].kind))
        {
          TbMatrixColumn kind = { columns[first].kind, "" };
          g_autofree char *title = tb_event_matrix_column_dup_title (&kind);
          graphene_rect_t head = GRAPHENE_RECT_INIT (get_x (first), 0,
                                                     get_x (i + 1) - get_x (first) - 4, ROW_HEIGHT);

          draw_text (GTK_WIDGET (self), snapshot, title, &head, FALSE, color);
          first = i + 1;
        }
    }
}

static void
draw_row (TbMatrixGrid *self, GtkSnapshot *snapshot, guint index, const GdkRGBA *color)
{
  static const GdkRGBA tints[] = {
    [TB_MATRIX_HELD] = { 0.20f, 0.65f, 0.35f, 0.18f },
    [TB_MATRIX_MADE_UP] = { 0.95f, 0.65f, 0.00f, 0.25f },
    [TB_MATRIX_MISSED] = { 0.90f, 0.18f, 0.25f, 0.22f },
  };
  const TbMatrixRow *row = get_row (self, index);
  graphene_rect_t name
      = GRAPHENE_RECT_INIT (0, (index + HEAD_ROWS) * ROW_HEIGHT, NAME_WIDTH - 6, ROW_HEIGHT);

  draw_text (GTK_WIDGET (self), snapshot, row->title, &name, FALSE, color);
  for (guint i = 0; i < get_n_columns (); i++)
    {
      graphene_rect_t area = get_cell_area (index, i);
      graphene_rect_t inner = area;

      if (row->cells[i] == TB_MATRIX_NOT_DUE)
        continue;
      graphene_rect_inset (&inner, 1, 1);
      gtk_snapshot_append_color (snapshot, &tints[row->cells[i]], &inner);
      draw_text (GTK_WIDGET (self), snapshot, tb_matrix_cell_get_mark (row->cells[i]), &area, TRUE,
                 color);
    }
}

static void
tb_matrix_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TbMatrixGrid *self = TB_MATRIX_GRID (widget);
  GdkRGBA color;

  if (self->matrix == NULL)
    return;

  gtk_widget_get_color (widget, &color);
  draw_heads (self, snapshot, &color);
  for (guint i = 0; i < get_n_rows (self); i++)
    draw_row (self, snapshot, i, &color);

  if (get_n_rows (self) > 0 && gtk_widget_has_visible_focus (widget))
    {
      graphene_rect_t area = get_cell_area (self->row, self->column);
      GskRoundedRect outline;

      gsk_rounded_rect_init_from_rect (&outline, &area, 4);
      gtk_snapshot_append_border (snapshot, &outline, (float[4]){ 2, 2, 2, 2 },
                                  (GdkRGBA[4]){ color, color, color, color });
    }
}

static void
tb_matrix_grid_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                        int *natural, int *minimum_baseline, int *natural_baseline)
{
  TbMatrixGrid *self = TB_MATRIX_GRID (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = get_x (get_n_columns ());
  else
    *minimum = ((int)get_n_rows (self) + HEAD_ROWS) * ROW_HEIGHT;
  *natural = *minimum;
}

/* Callbacks */

static void
open_cell (TbMatrixGrid *self)
{
  if (get_n_rows (self) > 0)
    g_signal_emit (self, signals[SIGNAL_CELL_OPENED], 0, self->row, self->column);
}

static void
released_cb (TbMatrixGrid *self, int n_press, double x, double y)
{
  int row = (int)(y / ROW_HEIGHT) - HEAD_ROWS;
  guint column = 0;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  while (column < get_n_columns () && get_x (column + 1) <= x)
    column++;
  if (row < 0 || row >= (int)get_n_rows (self) || x < NAME_WIDTH || column == get_n_columns ())
    return;

  move_to (self, row, (int)column);
  open_cell (self);
}

static gboolean
move_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  TbMatrixGrid *self = TB_MATRIX_GRID (widget);
  int rows, columns;

  g_variant_get (args, "(ii)", &rows, &columns);
  move_to (self, (int)self->row + rows, (int)self->column + columns);

  return GDK_EVENT_STOP;
}

static gboolean
open_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  open_cell (TB_MATRIX_GRID (widget));

  return GDK_EVENT_STOP;
}

static void
tb_matrix_grid_finalize (GObject *object)
{
  g_clear_pointer (&TB_MATRIX_GRID (object)->matrix, tb_event_matrix_free);

  G_OBJECT_CLASS (tb_matrix_grid_parent_class)->finalize (object);
}

static void
tb_matrix_grid_class_init (TbMatrixGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tb_matrix_grid_finalize;
  widget_class->snapshot = tb_matrix_grid_snapshot;
  widget_class->measure = tb_matrix_grid_measure;

  /**
   * TbMatrixGrid::cell-opened:
   * @row: index of a row of the matrix
   * @column: index of a column
   */
  signals[SIGNAL_CELL_OPENED]
      = g_signal_new ("cell-opened", TB_TYPE_MATRIX_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);

  gtk_widget_class_set_css_name (widget_class, "matrixgrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, 0, move_cb, "(ii)", 0, -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, 0, move_cb, "(ii)", 0, 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, 0, move_cb, "(ii)", -1, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, 0, move_cb, "(ii)", 1, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, open_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, open_cb, NULL);
}

static void
tb_matrix_grid_init (TbMatrixGrid *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

/**
 * tb_matrix_grid_take_matrix:
 * @self: a grid
 * @matrix: (transfer full): what to show
 *
 * Shows a year.
 */
void
tb_matrix_grid_take_matrix (TbMatrixGrid *self, TbEventMatrix *matrix)
{
  g_clear_pointer (&self->matrix, tb_event_matrix_free);
  self->matrix = matrix;
  move_to (self, (int)self->row, (int)self->column);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * tb_matrix_grid_get_matrix:
 * @self: a grid
 *
 * Returns: (transfer none) (nullable): what it shows
 */
TbEventMatrix *
tb_matrix_grid_get_matrix (TbMatrixGrid *self)
{
  return self->matrix;
}
