/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-table-cell.h"

/**
 * TbTableCell:
 *
 * A cell of the record table. It draws its own text: a table of labels paints a jump twelve times
 * slower. S2 and S3 values are always masked here.
 *
 * As a summary it has two lines, title and subtitle, for windows too narrow for columns.
 */
struct _TbTableCell
{
  GtkWidget parent_instance;

  TbTableText *text; /* (owned): shared by the cells of the table */
  guint field;
  gboolean summary;

  TbRecordItem *item; /* (owned) (nullable) */
  TbRecordItemWatch watch;
  char *title;    /* (owned) (nullable) */
  char *subtitle; /* (owned) (nullable) of a summary only */
  gboolean stale; /* whether the texts are still those of an earlier record */
};

/* Of a summary's second line. */
#define SUBTITLE_OPACITY 0.55f

G_DEFINE_FINAL_TYPE (TbTableCell, tb_table_cell, GTK_TYPE_WIDGET)

/* What tells records of one title apart, in one line. */
static char *
dup_subtitle (TbRecord *record)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; type->subtitle_fields != NULL && type->subtitle_fields[i] != NULL; i++)
    {
      guint field = tb_record_type_find_field (type, type->subtitle_fields[i]);
      g_autofree char *part = tb_record_dup_display (record, field, TB_DISPLAY_MASKED);

      if (part != NULL && *part != '\0')
        g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", part);
    }

  return g_string_free_and_steal (g_steal_pointer (&line));
}

/* Called when drawn, not when bound: a view binds many more rows than it shows. */
static void
ensure_text (TbTableCell *self)
{
  TbRecord *record = self->item != NULL ? tb_record_item_get_record (self->item) : NULL;

  if (!self->stale)
    return;

  self->stale = FALSE;
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->subtitle, g_free);
  if (record == NULL)
    return;

  if (self->summary)
    {
      self->title = tb_record_dup_title (record);
      self->subtitle = dup_subtitle (record);
    }
  else
    {
      self->title = tb_record_dup_display (record, self->field, TB_DISPLAY_MASKED);
    }

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->title != NULL ? self->title : "", -1);
}

static void
record_changed_cb (gpointer user_data)
{
  TbTableCell *self = user_data;

  self->stale = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
tb_table_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TbTableCell *self = TB_TABLE_CELL (widget);
  const int width = gtk_widget_get_width (widget);
  const int height = gtk_widget_get_height (widget);
  const int line_height = tb_table_text_get_line_height (self->text);
  GdkRGBA color;

  ensure_text (self);
  if (self->title == NULL)
    return;

  gtk_widget_get_color (widget, &color);
  tb_table_text_draw_line (self->text, snapshot, self->title, width,
                           self->summary ? 0 : (height - line_height) / 2, &color);
  if (self->subtitle == NULL)
    return;

  color.alpha *= SUBTITLE_OPACITY;
  tb_table_text_draw_line (self->text, snapshot, self->subtitle, width, line_height, &color);
}

static void
tb_table_cell_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  TbTableCell *self = TB_TABLE_CELL (widget);
  const int n_lines = self->summary ? 2 : 1;

  /* The columns have widths of their own. */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = 0;
  else
    *minimum = *natural = n_lines * tb_table_text_get_line_height (self->text);
}

static void
tb_table_cell_dispose (GObject *object)
{
  TbTableCell *self = TB_TABLE_CELL (object);

  if (self->item != NULL)
    tb_record_item_remove_watch (self->item, &self->watch);
  g_clear_object (&self->item);
  g_clear_object (&self->text);

  G_OBJECT_CLASS (tb_table_cell_parent_class)->dispose (object);
}

static void
tb_table_cell_finalize (GObject *object)
{
  TbTableCell *self = TB_TABLE_CELL (object);

  g_free (self->title);
  g_free (self->subtitle);

  G_OBJECT_CLASS (tb_table_cell_parent_class)->finalize (object);
}

static void
tb_table_cell_class_init (TbTableCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_table_cell_dispose;
  object_class->finalize = tb_table_cell_finalize;

  widget_class->snapshot = tb_table_cell_snapshot;
  widget_class->measure = tb_table_cell_measure;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
tb_table_cell_init (TbTableCell *self)
{
  self->watch = (TbRecordItemWatch){ record_changed_cb, self, NULL };
}

/**
 * tb_table_cell_new:
 * @text: what the cells of the table draw with
 * @field: index of the field it shows; without meaning for a summary
 * @summary: whether it shows title and subtitle
 *
 * Returns: (transfer floating): an empty cell
 */
GtkWidget *
tb_table_cell_new (TbTableText *text, guint field, gboolean summary)
{
  TbTableCell *self = g_object_new (TB_TYPE_TABLE_CELL, "overflow", GTK_OVERFLOW_HIDDEN, NULL);

  self->text = g_object_ref (text);
  self->field = field;
  self->summary = summary;

  return GTK_WIDGET (self);
}

/**
 * tb_table_cell_set_item:
 * @self: a cell
 * @item: (nullable): the row it is part of, or %NULL to empty it
 *
 * Shows the row's value, now or as soon as its record arrives.
 */
void
tb_table_cell_set_item (TbTableCell *self, TbRecordItem *item)
{
  if (self->item == item)
    return;

  if (self->item != NULL)
    tb_record_item_remove_watch (self->item, &self->watch);
  g_set_object (&self->item, item);
  if (item != NULL)
    tb_record_item_add_watch (item, &self->watch);

  record_changed_cb (self);
}

/**
 * tb_table_cell_get_item:
 * @self: a cell
 *
 * Returns: (transfer none) (nullable): the row it is part of
 */
TbRecordItem *
tb_table_cell_get_item (TbTableCell *self)
{
  return self->item;
}
