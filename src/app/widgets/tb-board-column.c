/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-board-column.h"

#include "tb-board-tile.h"

#include <glib/gi18n.h>

/**
 * TbBoardColumn:
 *
 * A column of a board: its heading with the number of its cards, and the cards, one of which can be
 * selected. Cards of other columns can be dropped on it.
 *
 * Signals:
 *  - `dropped (TbBoardCard card)`: a card of another column was dropped here
 *  - `opened (TbBoardCard card)`: a card was activated
 *
 * Actions: `column.open (s)`: activates the card of a record
 */
struct _TbBoardColumn
{
  AdwBin parent_instance;

  GListStore *cards; /* (owned) (element-type TbBoardCard) */

  GtkLabel *title_label;
  GtkLabel *count_label;
  GtkLabel *rest_label;
  GtkListView *list_view;
  GtkSingleSelection *selection;
};

enum
{
  SIGNAL_DROPPED,
  SIGNAL_OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbBoardColumn, tb_board_column, ADW_TYPE_BIN)

static gboolean
find_card (TbBoardColumn *self, const char *id, guint *position)
{
  guint n_cards = g_list_model_get_n_items (G_LIST_MODEL (self->cards));

  for (guint i = 0; i < n_cards; i++)
    {
      g_autoptr (TbBoardCard) card = g_list_model_get_item (G_LIST_MODEL (self->cards), i);

      if (g_str_equal (tb_board_card_get_id (card), id))
        {
          *position = i;
          return TRUE;
        }
    }

  return FALSE;
}

/* Callbacks */

static gboolean
drop_cb (TbBoardColumn *self, const GValue *value, double x, double y, GtkDropTarget *target)
{
  TbBoardCard *card = g_value_get_object (value);
  guint position;

  if (card == NULL || find_card (self, tb_board_card_get_id (card), &position))
    return FALSE;

  g_signal_emit (self, signals[SIGNAL_DROPPED], 0, card);
  return TRUE;
}

static void
activate_cb (TbBoardColumn *self, guint position)
{
  g_autoptr (TbBoardCard) card = g_list_model_get_item (G_LIST_MODEL (self->cards), position);

  gtk_single_selection_set_selected (self->selection, position);
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, card);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbBoardColumn *self = TB_BOARD_COLUMN (widget);
  guint position;

  if (find_card (self, g_variant_get_string (parameter, NULL), &position))
    activate_cb (self, position);
}

/* A column that is come to by Tab begins with its first card. */
static void
focus_cb (TbBoardColumn *self)
{
  if (gtk_single_selection_get_selected (self->selection) == GTK_INVALID_LIST_POSITION)
    gtk_single_selection_set_selected (self->selection, 0);
}

/* Overrides */

static void
tb_board_column_dispose (GObject *object)
{
  TbBoardColumn *self = TB_BOARD_COLUMN (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_BOARD_COLUMN);
  g_clear_object (&self->cards);

  G_OBJECT_CLASS (tb_board_column_parent_class)->dispose (object);
}

static void
tb_board_column_class_init (TbBoardColumnClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_board_column_dispose;

  signals[SIGNAL_DROPPED] = g_signal_new ("dropped", TB_TYPE_BOARD_COLUMN, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, TB_TYPE_BOARD_CARD);
  signals[SIGNAL_OPENED] = g_signal_new ("opened", TB_TYPE_BOARD_COLUMN, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, TB_TYPE_BOARD_CARD);

  g_type_ensure (TB_TYPE_BOARD_CARD);
  g_type_ensure (TB_TYPE_BOARD_TILE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-board-column.ui");
  gtk_widget_class_bind_template_child (widget_class, TbBoardColumn, title_label);
  gtk_widget_class_bind_template_child (widget_class, TbBoardColumn, count_label);
  gtk_widget_class_bind_template_child (widget_class, TbBoardColumn, rest_label);
  gtk_widget_class_bind_template_child (widget_class, TbBoardColumn, list_view);
  gtk_widget_class_bind_template_child (widget_class, TbBoardColumn, selection);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_cb);

  gtk_widget_class_install_action (widget_class, "column.open", "s", open_action);
}

static void
tb_board_column_init (TbBoardColumn *self)
{
  GtkDropTarget *target = gtk_drop_target_new (TB_TYPE_BOARD_CARD, GDK_ACTION_MOVE);

  self->cards = g_list_store_new (TB_TYPE_BOARD_CARD);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->cards));

  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* Public functions */

/**
 * tb_board_column_new:
 * @title: its heading
 *
 * Returns: (transfer floating): a column without cards
 */
GtkWidget *
tb_board_column_new (const char *title)
{
  TbBoardColumn *self = g_object_new (TB_TYPE_BOARD_COLUMN, NULL);

  gtk_label_set_label (self->title_label, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list_view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);

  return GTK_WIDGET (self);
}

/**
 * tb_board_column_set_cards:
 * @cards: (element-type TbBoardCard): the cards, from the top
 * @n_all: how many there are together with those for which there is no room
 *
 * Puts the cards into the column. Those that are the same stay where they are, and with them
 * selection, focus and place.
 */
void
tb_board_column_set_cards (TbBoardColumn *self, GPtrArray *cards, gint64 n_all)
{
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (self->cards));
  g_autofree char *count = g_strdup_printf ("%" G_GINT64_FORMAT, n_all);
  gint64 n_rest = n_all - cards->len;
  guint n_same = 0, n_same_end = 0;

  while (n_same < MIN (n_before, cards->len))
    {
      g_autoptr (TbBoardCard) card = g_list_model_get_item (G_LIST_MODEL (self->cards), n_same);

      if (!tb_board_card_equal (card, g_ptr_array_index (cards, n_same)))
        break;
      n_same++;
    }
  while (n_same_end < MIN (n_before, cards->len) - n_same)
    {
      g_autoptr (TbBoardCard) card
          = g_list_model_get_item (G_LIST_MODEL (self->cards), n_before - 1 - n_same_end);

      if (!tb_board_card_equal (card, g_ptr_array_index (cards, cards->len - 1 - n_same_end)))
        break;
      n_same_end++;
    }

  if (n_same < n_before || n_same < cards->len)
    g_list_store_splice (self->cards, n_same, n_before - n_same - n_same_end, cards->pdata + n_same,
                         cards->len - n_same - n_same_end);

  gtk_label_set_label (self->count_label, count);
  gtk_widget_set_visible (GTK_WIDGET (self->rest_label), n_rest > 0);
  if (n_rest > 0)
    {
      g_autofree char *rest = g_strdup_printf (
          ngettext ("%d more in the table", "%d more in the table", (gulong)n_rest), (int)n_rest);

      gtk_label_set_label (self->rest_label, rest);
    }
}

/**
 * tb_board_column_get_cards:
 *
 * Returns: (transfer none): the cards, from the top
 */
GListModel *
tb_board_column_get_cards (TbBoardColumn *self)
{
  return G_LIST_MODEL (self->cards);
}

/**
 * tb_board_column_get_selected:
 *
 * Returns: (transfer none) (nullable): the selected card
 */
TbBoardCard *
tb_board_column_get_selected (TbBoardColumn *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

/**
 * tb_board_column_select:
 * @id: (nullable): a record
 *
 * Selects the card of a record, or no card.
 *
 * Returns: whether the card is in this column
 */
gboolean
tb_board_column_select (TbBoardColumn *self, const char *id)
{
  guint position = GTK_INVALID_LIST_POSITION;
  gboolean found = id != NULL && find_card (self, id, &position);

  gtk_single_selection_set_selected (self->selection, position);
  return found;
}

/**
 * tb_board_column_focus:
 *
 * Moves the focus to the selected card, or else to the first one.
 */
void
tb_board_column_focus (TbBoardColumn *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->cards)) == 0)
    return;

  gtk_list_view_scroll_to (self->list_view, position != GTK_INVALID_LIST_POSITION ? position : 0,
                           GTK_LIST_SCROLL_FOCUS | GTK_LIST_SCROLL_SELECT, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
}
