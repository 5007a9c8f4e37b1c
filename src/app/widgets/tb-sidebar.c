/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sidebar.h"

#include "tb-page-table.h"
#include "tb-record-table.h"
#include "tb-sidebar-row.h"

/**
 * TbSidebar:
 *
 * The table of pages as a list, each with how many records it shows. It follows the register's
 * changes.
 *
 * Signals: `activated (name)`: a page is to be shown.
 */
struct _TbSidebar
{
  AdwBin parent_instance;

  TbSession *session;        /* (owned) (nullable) */
  TbSync *sync;              /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): of the counting; there with @session */
  gboolean is_counting;      /* the records of the pages are being counted */
  gboolean is_stale;         /* something has changed since the counting began */

  GtkListBox *list;
};

enum
{
  SIGNAL_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbSidebar, tb_sidebar, ADW_TYPE_BIN)

static void refresh_counts (TbSidebar *self);

/* The row at a place; %NULL past the last. */
static TbSidebarRow *
get_row (TbSidebar *self, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, index);

  return row != NULL ? TB_SIDEBAR_ROW (row) : NULL;
}

/* Runs on a reader thread. A count for each page of the table; -1 for a page that shows no records.
 */
static gpointer
count_pages (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  guint n_pages;
  const TbPageInfo *pages = tb_page_table_get_all (&n_pages);
  g_autofree gint64 *counts = g_new (gint64, n_pages);

  for (guint i = 0; i < n_pages; i++)
    {
      g_autoptr (TbQuery) query = NULL;

      counts[i] = -1;
      if (pages[i].type_name == NULL)
        continue;

      query = tb_query_new (tb_record_types_find (pages[i].type_name));
      counts[i] = tb_record_table_count (connection, query, error);
      if (counts[i] < 0)
        return NULL;
    }

  return g_steal_pointer (&counts);
}

static void
pages_counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbSidebar) self = user_data;
  g_autofree gint64 *counts = tb_session_read_finish (TB_SESSION (source), result, NULL);
  TbSidebarRow *row;

  if (TB_SESSION (source) != self->session)
    return;

  self->is_counting = FALSE;
  /* Without its figures the sidebar still leads everywhere; the page itself says what is wrong. */
  for (int i = 0; counts != NULL && (row = get_row (self, i)) != NULL; i++)
    if (tb_sidebar_row_get_info (row)->type_name != NULL)
      tb_sidebar_row_set_count (row, counts[i]);
  if (self->is_stale)
    refresh_counts (self);
}

/* While a counting is under way another one waits for its end: those of a hail of changes would
 * stand in the way of what a page reads. */
static void
refresh_counts (TbSidebar *self)
{
  self->is_stale = self->is_counting;
  if (self->is_counting)
    return;

  self->is_counting = TRUE;
  tb_session_read_async (self->session, count_pages, NULL, NULL, g_free, self->cancellable,
                         pages_counted_cb, g_object_ref (self));
}

/* What only an exchange with a service has is led to only where there is one. */
static void
update_sync_rows (TbSidebar *self)
{
  gboolean connected = self->sync != NULL && tb_sync_get_account (self->sync) != NULL;
  TbSidebarRow *row;

  for (int i = 0; (row = get_row (self, i)) != NULL; i++)
    {
      const TbPageInfo *info = tb_sidebar_row_get_info (row);
      guint count = 0;

      if (info->sync_count == NULL)
        continue;
      if (self->sync != NULL)
        g_object_get (self->sync, info->sync_count, &count, NULL);
      gtk_widget_set_visible (GTK_WIDGET (row), connected || count > 0);
      tb_sidebar_row_set_count (row, count > 0 ? (gint64)count : -1);
    }
}

static void
follow_sync (TbSidebar *self)
{
  guint n_pages;
  const TbPageInfo *pages = tb_page_table_get_all (&n_pages);

  g_signal_connect_object (self->sync, "notify::account", G_CALLBACK (update_sync_rows), self,
                           G_CONNECT_SWAPPED);
  for (guint i = 0; i < n_pages; i++)
    if (pages[i].sync_count != NULL)
      {
        g_autofree char *signal = g_strconcat ("notify::", pages[i].sync_count, NULL);

        g_signal_connect_object (self->sync, signal, G_CALLBACK (update_sync_rows), self,
                                 G_CONNECT_SWAPPED);
      }
}

static void
row_activated_cb (TbSidebar *self, TbSidebarRow *row)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, tb_sidebar_row_get_info (row)->name);
}

static void
tb_sidebar_dispose (GObject *object)
{
  TbSidebar *self = TB_SIDEBAR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->sync);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_SIDEBAR);

  G_OBJECT_CLASS (tb_sidebar_parent_class)->dispose (object);
}

static void
tb_sidebar_class_init (TbSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_sidebar_dispose;

  signals[SIGNAL_ACTIVATED]
      = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, TbSidebar, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
tb_sidebar_init (TbSidebar *self)
{
  guint n_pages;
  const TbPageInfo *pages = tb_page_table_get_all (&n_pages);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < n_pages; i++)
    gtk_list_box_append (self->list, tb_sidebar_row_new (&pages[i]));
  update_sync_rows (self);
}

/**
 * tb_sidebar_set_session:
 * @self: a sidebar
 * @session: (nullable): a register, whose records are counted
 */
void
tb_sidebar_set_session (TbSidebar *self, TbSession *session)
{
  g_return_if_fail (TB_IS_SIDEBAR (self));
  g_return_if_fail (session == NULL || TB_IS_SESSION (session));

  if (self->session == session)
    return;

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->is_counting = FALSE;

  g_set_object (&self->session, session);
  if (session == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  g_signal_connect_object (session, "changed", G_CALLBACK (refresh_counts), self,
                           G_CONNECT_SWAPPED);
  refresh_counts (self);
}

/**
 * tb_sidebar_set_sync:
 * @self: a sidebar
 * @sync: (nullable): the exchange of the register's changes, which says what the pages that only an
 * exchange has are led to for
 */
void
tb_sidebar_set_sync (TbSidebar *self, TbSync *sync)
{
  g_return_if_fail (TB_IS_SIDEBAR (self));
  g_return_if_fail (sync == NULL || TB_IS_SYNC (sync));

  if (self->sync == sync)
    return;

  if (self->sync != NULL)
    g_signal_handlers_disconnect_by_data (self->sync, self);
  g_set_object (&self->sync, sync);
  if (sync != NULL)
    follow_sync (self);
  update_sync_rows (self);
}

/**
 * tb_sidebar_select:
 * @self: a sidebar
 * @info: the page that is shown
 */
void
tb_sidebar_select (TbSidebar *self, const TbPageInfo *info)
{
  TbSidebarRow *row;

  g_return_if_fail (TB_IS_SIDEBAR (self));

  for (int i = 0; (row = get_row (self, i)) != NULL; i++)
    if (tb_sidebar_row_get_info (row) == info)
      gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
}
