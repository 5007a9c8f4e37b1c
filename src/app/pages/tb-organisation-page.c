/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-organisation-page.h"

#include "tb-detail-pane.h"
#include "tb-follow.h"
#include "tb-organisation-node.h"
#include "tb-record-menu.h"
#include "tb-search-terms.h"
#include "tb-split-view.h"

#include <glib/gi18n.h>

/**
 * TbOrganisationPage:
 *
 * The Party organisations as a tree, with their kinds and how many members they have, and an
 * organisation in full beside it.
 */
struct _TbOrganisationPage
{
  TbPage parent_instance;

  GCancellable *cancellable; /* (owned) (nullable) of the reading under way */
  GListModel *roots;         /* (owned) (nullable) (element-type TbOrganisationNode) all of them */
  GtkTreeListModel *tree;    /* (owned) (nullable) what is shown of them */
  char *wanted_id;   /* (owned) (nullable) the organisation to be selected when the tree is read */
  GHashTable *found; /* (owned) (nullable) set of the nodes that the search lets through */

  AdwNavigationSplitView *split_view;
  AdwWindowTitle *window_title;
  GtkButton *add_button;
  GtkMenuButton *menu_button;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  GtkStack *states;
  GtkListView *list_view;
  GtkSingleSelection *selection;
  AdwStatusPage *error_status;
  TbDetailPane *pane;
  TbRecordDetail *detail; /* (not owned) of the pane */
};

G_DEFINE_FINAL_TYPE (TbOrganisationPage, tb_organisation_page, TB_TYPE_PAGE)

/* Search: an organisation that fits is shown with all above it, so that it is seen where it stands.
 */

static gboolean
collect_found (GListModel *nodes, const char *typed, GHashTable *found)
{
  gboolean any = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (nodes); i++)
    {
      g_autoptr (TbOrganisationNode) node = g_list_model_get_item (nodes, i);
      g_autofree char *title = tb_record_dup_title (tb_organisation_node_get_record (node));
      gboolean below = collect_found (tb_organisation_node_get_children (node), typed, found);

      if (below || tb_search_terms_matches (TB_SEARCH_NAME, title, typed))
        {
          g_hash_table_add (found, node);
          any = TRUE;
        }
    }

  return any;
}

static gboolean
is_found (gpointer item, gpointer user_data)
{
  TbOrganisationPage *self = user_data;

  return self->found == NULL || g_hash_table_contains (self->found, item);
}

static GListModel *
filter_nodes (TbOrganisationPage *self, GListModel *nodes)
{
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (is_found, self, NULL));

  return G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (nodes), filter));
}

static GListModel *
create_children (gpointer item, gpointer user_data)
{
  TbOrganisationPage *self = user_data;
  GListModel *children = tb_organisation_node_get_children (item);

  if (g_list_model_get_n_items (children) == 0)
    return NULL;

  return filter_nodes (self, children);
}

/* Showing the tree */

static TbOrganisationNode *
get_node (GtkTreeListRow *row)
{
  g_autoptr (TbOrganisationNode) node = gtk_tree_list_row_get_item (row);

  return node; /* the tree owns it */
}

static guint
find_position (TbOrganisationPage *self, const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->tree)); i++)
    {
      g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (self->tree, i);

      if (g_strcmp0 (tb_record_get_id (tb_organisation_node_get_record (get_node (row))), id) == 0)
        return i;
    }

  return GTK_INVALID_LIST_POSITION;
}

static void
select_id (TbOrganisationPage *self, const char *id)
{
  guint position = self->tree != NULL ? find_position (self, id) : GTK_INVALID_LIST_POSITION;

  if (position != GTK_INVALID_LIST_POSITION
      && gtk_single_selection_get_selected (self->selection) != position)
    gtk_list_view_scroll_to (self->list_view, position, GTK_LIST_SCROLL_SELECT, NULL);
}

static guint
count_nodes (GListModel *nodes)
{
  guint n_nodes = g_list_model_get_n_items (nodes);

  for (guint i = 0, n = n_nodes; i < n; i++)
    {
      g_autoptr (TbOrganisationNode) node = g_list_model_get_item (nodes, i);

      n_nodes += count_nodes (tb_organisation_node_get_children (node));
    }

  return n_nodes;
}

static void
update_tree (TbOrganisationPage *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  TbRecord *shown = tb_record_detail_get_record (self->detail);
  guint n_nodes = count_nodes (self->roots);
  g_autofree char *subtitle
      = g_strdup_printf (ngettext ("%u organisation", "%u organisations", n_nodes), n_nodes);

  g_clear_pointer (&self->found, g_hash_table_unref);
  if (*typed != '\0')
    {
      self->found = g_hash_table_new (NULL, NULL);
      collect_found (self->roots, typed, self->found);
    }

  g_clear_object (&self->tree);
  self->tree = gtk_tree_list_model_new (filter_nodes (self, self->roots), FALSE, TRUE,
                                        create_children, self, NULL);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->tree));
  adw_window_title_set_subtitle (self->window_title, subtitle);

  if (n_nodes == 0)
    gtk_stack_set_visible_child_name (self->states, "empty");
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->tree)) == 0)
    gtk_stack_set_visible_child_name (self->states, "no-result");
  else
    gtk_stack_set_visible_child_name (self->states, "tree");

  if (self->wanted_id != NULL)
    select_id (self, self->wanted_id);
  else if (shown != NULL)
    select_id (self, tb_record_get_id (shown));
  else if (!adw_navigation_split_view_get_collapsed (self->split_view))
    gtk_single_selection_set_selected (self->selection, 0);
  g_clear_pointer (&self->wanted_id, g_free);
  tb_page_give_due_focus (TB_PAGE (self));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbOrganisationPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) roots
      = tb_organisation_tree_read_finish (TB_SESSION (source), result, &error);

  if (roots != NULL)
    {
      g_set_object (&self->roots, roots);
      update_tree (self);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      adw_status_page_set_description (self->error_status, error->message);
      gtk_stack_set_visible_child_name (self->states, "error");
    }
}

static void
refresh (TbOrganisationPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  tb_organisation_tree_read_async (tb_page_get_session (TB_PAGE (self)), self->cancellable, read_cb,
                                   g_object_ref (self));
}

/* Callbacks */

static void
selected_cb (TbOrganisationPage *self)
{
  GtkTreeListRow *row = gtk_single_selection_get_selected_item (self->selection);
  TbRecord *record;

  if (row == NULL)
    return;

  record = tb_organisation_node_get_record (get_node (row));
  tb_record_detail_load (self->detail, tb_record_get_record_type (record),
                         tb_record_get_id (record));
}

static void
activate_cb (TbOrganisationPage *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  tb_split_view_show_content (self->split_view, TRUE);
}

static void
search_changed_cb (TbOrganisationPage *self)
{
  if (self->roots != NULL)
    update_tree (self);
}

static void
show_all_cb (TbOrganisationPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
}

static void
retry_cb (TbOrganisationPage *self)
{
  refresh (self);
}

/* Overrides */

/* Where a narrow window shows one organisation, to that. */
static gboolean
tb_organisation_page_take_focus (TbPage *page)
{
  TbOrganisationPage *self = TB_ORGANISATION_PAGE (page);

  if (adw_navigation_split_view_get_collapsed (self->split_view)
      && adw_navigation_split_view_get_show_content (self->split_view))
    {
      gtk_widget_child_focus (GTK_WIDGET (self->pane), GTK_DIR_TAB_FORWARD);
      return TRUE;
    }

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->states), "tree") != 0)
    return FALSE;
  gtk_widget_grab_focus (GTK_WIDGET (self->list_view));

  return TRUE;
}

static void
tb_organisation_page_find (TbPage *page)
{
  TbOrganisationPage *self = TB_ORGANISATION_PAGE (page);

  tb_split_view_show_content (self->split_view, FALSE);
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
tb_organisation_page_show_record (TbPage *page, const char *id)
{
  TbOrganisationPage *self = TB_ORGANISATION_PAGE (page);

  tb_record_detail_load (self->detail, tb_page_get_record_type (page), id);
  tb_split_view_show_content (self->split_view, TRUE);
  if (self->roots != NULL)
    select_id (self, id);
  g_set_str (&self->wanted_id, id);
}

/* The members are counted too. */
static const char *const followed[] = { "organisation", "person", NULL };

static void
changed_cb (GtkWidget *widget, const char *const *type_names)
{
  refresh (TB_ORGANISATION_PAGE (widget));
}

static TbQuery *
tb_organisation_page_dup_query (TbPage *page)
{
  return tb_query_new (tb_page_get_record_type (page));
}

static void
add_menu (TbOrganisationPage *self)
{
  g_autoptr (GMenu) menu = tb_record_menu_new_for_type (tb_page_get_record_type (TB_PAGE (self)));

  tb_record_menu_add_view (menu);
  gtk_menu_button_set_menu_model (self->menu_button, G_MENU_MODEL (menu));
}

static void
tb_organisation_page_constructed (GObject *object)
{
  TbOrganisationPage *self = TB_ORGANISATION_PAGE (object);
  TbSession *session = tb_page_get_session (TB_PAGE (self));

  G_OBJECT_CLASS (tb_organisation_page_parent_class)->constructed (object);

  tb_record_detail_set_session (self->detail, session);
  add_menu (self);
  tb_follow_changes (GTK_WIDGET (self), session, followed, changed_cb);
  refresh (self);
}

static void
tb_organisation_page_dispose (GObject *object)
{
  TbOrganisationPage *self = TB_ORGANISATION_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->selection != NULL)
    gtk_single_selection_set_model (self->selection, NULL);
  g_clear_object (&self->tree);
  g_clear_object (&self->roots);
  g_clear_pointer (&self->found, g_hash_table_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_ORGANISATION_PAGE);

  G_OBJECT_CLASS (tb_organisation_page_parent_class)->dispose (object);
}

static void
tb_organisation_page_finalize (GObject *object)
{
  TbOrganisationPage *self = TB_ORGANISATION_PAGE (object);

  g_free (self->wanted_id);

  G_OBJECT_CLASS (tb_organisation_page_parent_class)->finalize (object);
}

static void
tb_organisation_page_class_init (TbOrganisationPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  TbPageClass *page_class = TB_PAGE_CLASS (klass);

  object_class->constructed = tb_organisation_page_constructed;
  object_class->dispose = tb_organisation_page_dispose;
  object_class->finalize = tb_organisation_page_finalize;

  page_class->take_focus = tb_organisation_page_take_focus;
  page_class->find = tb_organisation_page_find;
  page_class->show_record = tb_organisation_page_show_record;
  page_class->dup_query = tb_organisation_page_dup_query;

  g_type_ensure (TB_TYPE_DETAIL_PANE);
  g_type_ensure (TB_TYPE_ORGANISATION_NODE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-organisation-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TbOrganisationPage, split_view);
  gtk_widget_class_bind_template_child (widget_class, TbOrganisationPage, window_title);
  gtk_widget_class_bind_template_child (widget_class, TbOrganisationPage, add_button);
  gtk_widget_class_bind_template_child (widget_class, TbOrganisationPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, TbOrganisationPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, TbOrganisationPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, TbOrganisationPage, states);
  gtk_widget_class_bind_template_child (widget_class, TbOrganisationPage, list_view);
  gtk_widget_class_bind_template_child (widget_class, TbOrganisationPage, selection);
  gtk_widget_class_bind_template_child (widget_class, TbOrganisationPage, error_status);
  gtk_widget_class_bind_template_child (widget_class, TbOrganisationPage, pane);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
tb_organisation_page_init (TbOrganisationPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  self->detail = tb_detail_pane_get_detail (self->pane);
}
