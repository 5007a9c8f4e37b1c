/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-project-board.h"

#include "tb-board-column.h"
#include "tb-board-tile.h"
#include "tb-code-list.h"
#include "tb-follow.h"
#include "tb-frame-work.h"
#include "tb-project-piles.h"
#include "tb-record-menu.h"
#include "tb-record-view.h"
#include "tb-type-project.h"

#include <glib/gi18n.h>

/**
 * TbProjectBoard:
 *
 * The projects as cards in columns, from preparation to the end. A card moved to another column is
 * a project taken to the state that the column stands for; what the rules refuse stays where it is,
 * and the window says why.
 *
 * Actions, for the selected card: `board.move (i)`: moves it by so many columns; `board.menu`:
 * opens its menu; `board.go (i)`: goes to another column.
 */
struct _TbProjectBoard
{
  AdwBin parent_instance;

  TbSession *session;        /* (owned) (nullable) */
  TbQuery *query;            /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable) of the reading under way */
  GPtrArray *columns; /* (owned) (element-type TbBoardColumn) not owned: children of the box */
  GPtrArray *piles;   /* (owned) (nullable) (element-type TbProjectPile): those still to be shown */
  guint next_pile;    /* of them */
  char *wanted_id;    /* (owned) (nullable): the card that has the focus once it is read */
  gboolean focus_due; /* whether the board has the focus once there are cards */
  GtkPopover *menu;   /* (not owned) (nullable): a child */

  GtkBox *box;
};

/* Cards of a column at most: beyond that, nobody looks for one with the eye. */
#define N_CARDS 100

static void tb_project_board_view_init (TbRecordViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TbProjectBoard, tb_project_board, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (TB_TYPE_RECORD_VIEW,
                                                      tb_project_board_view_init))

static void read_again (TbProjectBoard *self);

/* Cards */

static char *
dup_claims (const TbProjectCard *card)
{
  if (card->n_claims == 0)
    return NULL;
  if (card->n_confirmed == card->n_claims)
    return g_strdup_printf (ngettext ("%d claim", "%d claims", (gulong)card->n_claims),
                            (int)card->n_claims);

  /* Translators: of the claims on a project, how many are confirmed. */
  return g_strdup_printf (_ ("%d of %d claims confirmed"), (int)card->n_confirmed,
                          (int)card->n_claims);
}

/* A state is said where it is not the one that the column stands for. */
static const char *
get_tag (const TbProjectColumn *column, const TbProjectCard *card)
{
  const TbCodeItem *item;

  if (g_strcmp0 (card->state, column->states[0]) == 0 && column->states[1] == NULL)
    return NULL;
  if (g_str_equal (column->name, "under-way") && g_strcmp0 (card->state, column->states[0]) == 0)
    return NULL;

  item = tb_code_list_find_code (tb_code_lists_find ("project-state"), card->state);
  return item != NULL ? tb_code_item_get_label (item) : NULL;
}

static TbBoardCard *
create_card (TbProjectBoard *self, const TbProjectColumn *column, const TbProjectCard *card)
{
  gboolean closed = g_str_equal (column->name, "closed");
  gboolean begun = closed || g_str_equal (column->name, "under-way")
                   || g_str_equal (column->name, "awaiting-acceptance");
  char today[TB_DATE_ISO_SIZE];
  g_autofree char *due = NULL;
  g_autofree char *claims = dup_claims (card);

  tb_date_to_iso (tb_clock_today (tb_session_get_clock (self->session)), today);
  if (card->due_on != NULL && !closed)
    /* Translators: %s is a date. */
    due = g_strdup_printf (_ ("due %s"), card->due_on);

  return g_object_new (TB_TYPE_BOARD_CARD, "id", card->id, "title", card->title, "note",
                       card->initiator, "tag", get_tag (column, card), "due", due, "late",
                       due != NULL && g_strcmp0 (card->due_on, today) < 0, "claims", claims,
                       "begun", begun, "progress", CLAMP ((double)card->progress / 100, 0, 1),
                       NULL);
}

static void
show_pile (TbProjectBoard *self, const TbProjectColumn *column, guint position)
{
  const TbProjectPile *pile = g_ptr_array_index (self->piles, position);
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < pile->cards->len; i++)
    g_ptr_array_add (cards, create_card (self, column, g_ptr_array_index (pile->cards, i)));
  tb_board_column_set_cards (g_ptr_array_index (self->columns, position), cards, pile->n_cards);
}

static gboolean
is_being_filled (TbProjectBoard *self)
{
  return self->cancellable != NULL || self->piles != NULL;
}

/* To the selected card, else to the first there is; gives whether there is one. */
static gboolean
focus_cards (TbProjectBoard *self)
{
  TbBoardColumn *first = NULL;

  for (guint i = 0; i < self->columns->len; i++)
    {
      TbBoardColumn *column = g_ptr_array_index (self->columns, i);

      if (g_list_model_get_n_items (tb_board_column_get_cards (column)) == 0)
        continue;
      if (first == NULL
          || (tb_board_column_get_selected (first) == NULL
              && tb_board_column_get_selected (column) != NULL))
        first = column;
    }

  if (first != NULL)
    tb_board_column_focus (first);
  return first != NULL;
}

/* Only while the board is looked at: whoever has gone elsewhere keeps the focus. */
static void
focus_wanted (TbProjectBoard *self)
{
  gboolean focus_due = self->focus_due && gtk_widget_get_mapped (GTK_WIDGET (self));
  TbBoardColumn *wanted = NULL;

  for (guint i = 0; i < self->columns->len && self->wanted_id != NULL; i++)
    if (tb_board_column_select (g_ptr_array_index (self->columns, i), self->wanted_id))
      wanted = g_ptr_array_index (self->columns, i);

  g_clear_pointer (&self->wanted_id, g_free);
  if (wanted != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    tb_board_column_focus (wanted);
  else if (focus_due)
    focus_cards (self);
  self->focus_due = FALSE;
}

/* Gives whether there is more. */
static gboolean
show_next_pile (GtkWidget *widget)
{
  TbProjectBoard *self = TB_PROJECT_BOARD (widget);
  guint n_columns;
  const TbProjectColumn *columns = tb_project_columns_get_all (&n_columns);

  show_pile (self, &columns[self->next_pile], self->next_pile);
  if (++self->next_pile < n_columns)
    return TRUE;

  g_clear_pointer (&self->piles, g_ptr_array_unref);
  focus_wanted (self);
  return FALSE;
}

/* Which card is meant */

static TbBoardCard *
get_current (TbProjectBoard *self, guint *position)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (guint i = 0; i < self->columns->len; i++)
    {
      GtkWidget *column = g_ptr_array_index (self->columns, i);

      if (focus != NULL && gtk_widget_is_ancestor (focus, column))
        {
          *position = i;
          return tb_board_column_get_selected (TB_BOARD_COLUMN (column));
        }
    }

  return NULL;
}

/* Moving */

static void
move_card (TbProjectBoard *self, TbBoardCard *card, guint position)
{
  guint n_columns;
  const TbProjectColumn *columns = tb_project_columns_get_all (&n_columns);

  if (position >= n_columns)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }

  g_set_str (&self->wanted_id, tb_board_card_get_id (card));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.move", "(ss^as)", tb_type_project.name,
                              tb_board_card_get_id (card), columns[position].states);
}

/* Callbacks */

static void
dropped_cb (TbProjectBoard *self, TbBoardCard *card, TbBoardColumn *column)
{
  guint position;

  if (g_ptr_array_find (self->columns, column, &position))
    move_card (self, card, position);
}

static void
opened_cb (TbProjectBoard *self, TbBoardCard *card)
{
  for (guint i = 0; i < self->columns->len; i++)
    tb_board_column_select (g_ptr_array_index (self->columns, i), tb_board_card_get_id (card));
  tb_record_view_emit_opened (TB_RECORD_VIEW (self), tb_board_card_get_id (card));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbProjectBoard) self = user_data;
  g_autoptr (GPtrArray) piles = tb_session_read_finish (TB_SESSION (source), result, NULL);

  /* What cannot be read is said by the page, which reads the same records. */
  if (piles == NULL || self->session == NULL)
    return;

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->piles, g_ptr_array_unref);
  self->piles = g_steal_pointer (&piles);
  self->next_pile = 0;
  tb_frame_work_begin (GTK_WIDGET (self), show_next_pile);
}

static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbProjectBoard *self = TB_PROJECT_BOARD (widget);
  guint position;
  TbBoardCard *card = get_current (self, &position);

  if (card != NULL)
    move_card (self, card, position + (guint)g_variant_get_int32 (parameter));
}

/* To the next column that has cards. */
static void
go_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbProjectBoard *self = TB_PROJECT_BOARD (widget);
  int step = g_variant_get_int32 (parameter);
  guint position;

  if (get_current (self, &position) == NULL)
    return;

  for (position += (guint)step; position < self->columns->len; position += (guint)step)
    {
      TbBoardColumn *column = g_ptr_array_index (self->columns, position);

      if (g_list_model_get_n_items (tb_board_column_get_cards (column)) > 0)
        {
          tb_board_column_focus (column);
          return;
        }
    }

  gtk_widget_error_bell (widget);
}

/* The menu of a card */

static void
popup_menu (TbProjectBoard *self, TbBoardCard *card, guint position, const GdkRectangle *place)
{
  guint n_columns;
  const TbProjectColumn *columns = tb_project_columns_get_all (&n_columns);
  g_autoptr (GMenuModel) record_menu
      = tb_record_menu_new_for_id (tb_type_project.name, tb_board_card_get_id (card));
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) moves = g_menu_new ();

  for (guint i = 0; i < n_columns; i++)
    {
      /* Translators: %s is the heading of a column of the board. */
      g_autofree char *label = g_strdup_printf (_ ("Move to “%s”"), _ (columns[i].title));
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      if (i == position)
        continue;
      g_menu_item_set_action_and_target (item, "win.move", "(ss^as)", tb_type_project.name,
                                         tb_board_card_get_id (card), columns[i].states);
      g_menu_append_item (moves, item);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (moves));
  g_menu_append_section (menu, NULL, record_menu);

  if (self->menu == NULL)
    {
      self->menu = GTK_POPOVER (gtk_popover_menu_new_from_model (G_MENU_MODEL (menu)));
      gtk_popover_set_has_arrow (self->menu, FALSE);
      gtk_widget_set_halign (GTK_WIDGET (self->menu), GTK_ALIGN_START);
      gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self));
    }
  else
    {
      gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), G_MENU_MODEL (menu));
    }

  gtk_popover_set_pointing_to (self->menu, place);
  gtk_popover_popup (self->menu);
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbProjectBoard *self = TB_PROJECT_BOARD (widget);
  guint position;
  TbBoardCard *card = get_current (self, &position);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  graphene_rect_t bounds;

  if (card != NULL && gtk_widget_compute_bounds (focus, widget, &bounds))
    popup_menu (self, card, position,
                &(GdkRectangle){ (int)bounds.origin.x, (int)bounds.origin.y, (int)bounds.size.width,
                                 (int)bounds.size.height });
}

/* The tile is asked: a list does not say which card is where. */
static void
secondary_pressed_cb (TbProjectBoard *self, int n_press, double x, double y)
{
  GtkWidget *tile = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  g_autoptr (TbBoardCard) card = NULL;

  if (tile != NULL && !TB_IS_BOARD_TILE (tile))
    tile = gtk_widget_get_ancestor (tile, TB_TYPE_BOARD_TILE);
  if (tile == NULL)
    return;

  g_object_get (tile, "card", &card, NULL);
  for (guint i = 0; card != NULL && i < self->columns->len; i++)
    if (tb_board_column_select (g_ptr_array_index (self->columns, i), tb_board_card_get_id (card)))
      popup_menu (self, card, i, &(GdkRectangle){ (int)x, (int)y, 1, 1 });
}

static const char *const followed[] = { "project", "claim", "organisation", NULL };

static void
changed_cb (GtkWidget *widget, const char *const *type_names)
{
  read_again (TB_PROJECT_BOARD (widget));
}

/* Overrides */

static void
tb_project_board_bind (TbRecordView *view, TbSession *session)
{
  TbProjectBoard *self = TB_PROJECT_BOARD (view);

  self->session = g_object_ref (session);
  tb_follow_changes (GTK_WIDGET (self), session, followed, changed_cb);
}

static void
tb_project_board_set_query (TbRecordView *view, TbQuery *query)
{
  TbProjectBoard *self = TB_PROJECT_BOARD (view);

  g_clear_pointer (&self->query, tb_query_unref);
  self->query = tb_query_ref (query);
  self->focus_due = FALSE; /* who types what is searched for goes on typing */
  read_again (self);
}

static void
tb_project_board_focus (TbRecordView *view)
{
  TbProjectBoard *self = TB_PROJECT_BOARD (view);

  self->focus_due = !focus_cards (self) && is_being_filled (self);
}

static void
tb_project_board_view_init (TbRecordViewInterface *iface)
{
  iface->title = N_ ("Board");
  iface->icon_name = "view-grid-symbolic";
  iface->takes_all = TRUE;
  iface->bind = tb_project_board_bind;
  iface->set_query = tb_project_board_set_query;
  iface->focus = tb_project_board_focus;
}

static void
tb_project_board_dispose (GObject *object)
{
  TbProjectBoard *self = TB_PROJECT_BOARD (object);

  tb_frame_work_stop (GTK_WIDGET (self));
  g_clear_pointer (&self->piles, g_ptr_array_unref);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->menu != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->menu));
  self->menu = NULL;
  g_clear_object (&self->session);
  g_clear_pointer (&self->query, tb_query_unref);
  g_ptr_array_set_size (self->columns, 0);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_PROJECT_BOARD);

  G_OBJECT_CLASS (tb_project_board_parent_class)->dispose (object);
}

static void
tb_project_board_finalize (GObject *object)
{
  TbProjectBoard *self = TB_PROJECT_BOARD (object);

  g_free (self->wanted_id);
  g_ptr_array_unref (self->columns);

  G_OBJECT_CLASS (tb_project_board_parent_class)->finalize (object);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  const GdkModifierType move = GDK_CONTROL_MASK | GDK_SHIFT_MASK;

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, move, "board.move", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, move, "board.move", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, 0, "board.go", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, 0, "board.go", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "board.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "board.menu",
                                       NULL);
}

static void
tb_project_board_class_init (TbProjectBoardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_project_board_dispose;
  object_class->finalize = tb_project_board_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-project-board.ui");
  gtk_widget_class_bind_template_child (widget_class, TbProjectBoard, box);
  gtk_widget_class_bind_template_callback (widget_class, secondary_pressed_cb);

  gtk_widget_class_install_action (widget_class, "board.move", "i", move_action);
  gtk_widget_class_install_action (widget_class, "board.go", "i", go_action);
  gtk_widget_class_install_action (widget_class, "board.menu", NULL, menu_action);
  add_keys (widget_class);
}

static void
tb_project_board_init (TbProjectBoard *self)
{
  guint n_columns;
  const TbProjectColumn *columns = tb_project_columns_get_all (&n_columns);

  gtk_widget_init_template (GTK_WIDGET (self));

  self->columns = g_ptr_array_new ();
  for (guint i = 0; i < n_columns; i++)
    {
      GtkWidget *column = tb_board_column_new (_ (columns[i].title));

      g_signal_connect_object (column, "dropped", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (column, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->box, column);
      g_ptr_array_add (self->columns, column);
    }
}

/* Runs on a reader thread. */
static gpointer
read_piles (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return tb_project_piles_read (connection, data, N_CARDS, cancellable, error);
}

static void
read_again (TbProjectBoard *self)
{
  if (self->query == NULL || self->session == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  tb_session_read_async (self->session, read_piles, tb_query_ref (self->query),
                         (GDestroyNotify)tb_query_unref, (GDestroyNotify)g_ptr_array_unref,
                         self->cancellable, read_cb, g_object_ref (self));
}
