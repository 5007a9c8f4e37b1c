/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-board-tile.h"

/**
 * TbBoardTile:
 *
 * How a card looks, and what a pointer takes it by. A click activates `column.open (s)`.
 *
 * Properties: `card`: the card.
 */
struct _TbBoardTile
{
  AdwBin parent_instance;

  TbBoardCard *card; /* (owned) (nullable) */
};

enum
{
  PROP_CARD = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (TbBoardTile, tb_board_tile, ADW_TYPE_BIN)

/* Closure of the template */

static gboolean
has_text (gpointer self, const char *text)
{
  return text != NULL && *text != '\0';
}

/* Callbacks */

static GdkContentProvider *
prepare_cb (TbBoardTile *self, double x, double y, GtkDragSource *source)
{
  g_autoptr (GdkPaintable) icon = NULL;

  if (self->card == NULL)
    return NULL;

  icon = gtk_widget_paintable_new (GTK_WIDGET (self));
  gtk_drag_source_set_icon (source, icon, (int)x, (int)y);

  return gdk_content_provider_new_typed (TB_TYPE_BOARD_CARD, self->card);
}

static void
clicked_cb (TbBoardTile *self)
{
  if (self->card != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "column.open", "s",
                                tb_board_card_get_id (self->card));
}

/* Overrides */

static void
tb_board_tile_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_CARD:
      g_value_set_object (value, TB_BOARD_TILE (object)->card);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tb_board_tile_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_CARD:
      if (g_set_object (&TB_BOARD_TILE (object)->card, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tb_board_tile_dispose (GObject *object)
{
  g_clear_object (&TB_BOARD_TILE (object)->card);
  gtk_widget_dispose_template (GTK_WIDGET (object), TB_TYPE_BOARD_TILE);

  G_OBJECT_CLASS (tb_board_tile_parent_class)->dispose (object);
}

static void
tb_board_tile_class_init (TbBoardTileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tb_board_tile_get_property;
  object_class->set_property = tb_board_tile_set_property;
  object_class->dispose = tb_board_tile_dispose;

  properties[PROP_CARD]
      = g_param_spec_object ("card", NULL, NULL, TB_TYPE_BOARD_CARD,
                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-board-tile.ui");
  gtk_widget_class_bind_template_callback (widget_class, has_text);
  gtk_widget_class_bind_template_callback (widget_class, prepare_cb);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
tb_board_tile_init (TbBoardTile *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
