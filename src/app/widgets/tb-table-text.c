/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-table-text.h"

/**
 * TbTableText:
 *
 * What the cells of a table draw their lines with. They share it: a view makes some two hundred
 * rows of cells at once, and a layout for each cell was half of what that took.
 */
struct _TbTableText
{
  GObject parent_instance;

  PangoLayout *layout; /* (owned) of the view: it follows its font */
  guint serial;        /* of the font that was measured, or 0 */
  int line_height;     /* px */
  int baseline;        /* px below the top of a line */
};

G_DEFINE_FINAL_TYPE (TbTableText, tb_table_text, G_TYPE_OBJECT)

/* A Chinese and a Latin letter: the taller font decides, so that rows do not change height as they
 * fill. */
static void
ensure_measured (TbTableText *self)
{
  const guint serial = pango_context_get_serial (pango_layout_get_context (self->layout));

  if (self->serial == serial)
    return;

  self->serial = serial;
  pango_layout_set_text (self->layout, "国Ag", -1);
  pango_layout_get_pixel_size (self->layout, NULL, &self->line_height);
  self->baseline = PANGO_PIXELS (pango_layout_get_baseline (self->layout));
}

static void
tb_table_text_finalize (GObject *object)
{
  TbTableText *self = TB_TABLE_TEXT (object);

  g_object_unref (self->layout);

  G_OBJECT_CLASS (tb_table_text_parent_class)->finalize (object);
}

static void
tb_table_text_class_init (TbTableTextClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tb_table_text_finalize;
}

static void
tb_table_text_init (TbTableText *self)
{
}

/*
 * tb_table_text_new:
 * @view: the table, whose font the cells have
 */
TbTableText *
tb_table_text_new (GtkWidget *view)
{
  TbTableText *self = g_object_new (TB_TYPE_TABLE_TEXT, NULL);

  self->layout = gtk_widget_create_pango_layout (view, NULL);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (self->layout, TRUE);

  return self;
}

/* In px; the same for all texts. */
int
tb_table_text_get_line_height (TbTableText *self)
{
  ensure_measured (self);

  return self->line_height;
}

/*
 * tb_table_text_draw_line:
 * @width: in px; what has no room is cut and says so
 * @y: of the top of the line, in px
 */
void
tb_table_text_draw_line (TbTableText *self, GtkSnapshot *snapshot, const char *text, int width,
                         float y, const GdkRGBA *color)
{
  ensure_measured (self);
  pango_layout_set_text (self->layout, text, -1);
  pango_layout_set_width (self->layout, width * PANGO_SCALE);

  gtk_snapshot_save (snapshot);
  y += self->baseline - PANGO_PIXELS (pango_layout_get_baseline (self->layout));
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, y));
  gtk_snapshot_append_layout (snapshot, self->layout, color);
  gtk_snapshot_restore (snapshot);
}
