/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-window.h"

#include "tb-calendar-actions.h"
#include "tb-alert.h"
#include "tb-attachments.h"
#include "tb-dialog-keeper.h"
#include "tb-fault-page.h"
#include "tb-late-menu.h"
#include "tb-page-table.h"
#include "tb-record-actions.h"
#include "tb-register-actions.h"
#include "tb-sidebar.h"
#include "tb-batch-words.h"
#include "tb-split-view.h"
#include "tb-sync-notifier.h"
#include "tb-sync-row.h"
#include "tb-toast.h"
#include "tb-window-actions.h"

#include <glib/gi18n.h>

/**
 * TbWindow:
 *
 * The window: the sidebar made of the table of pages, the page shown, and the register that all of
 * them read. Pages are built when they are first shown.
 */
struct _TbWindow
{
  AdwApplicationWindow parent_instance;

  char *path; /* (owned) (nullable) the register's file */
  TbOpenMode mode;
  TbSession *session;        /* (owned) (nullable) NULL until the register is open */
  GCancellable *cancellable; /* (owned) of the opening, and of what is asked of the register */
  GSettings *settings;       /* (owned) */
  GListModel *dialogs;       /* (owned) (element-type AdwDialog) those presented in the window */
  char *next_action;         /* (owned) (nullable) to be done once the register is open */
  GVariant *next_target;     /* (owned) (nullable) its parameter */
  TbSync *sync;              /* (owned) (nullable) NULL for what is not exchanged */
  TbSyncNotifier *notifier;  /* (owned) (nullable) there with @sync */

  AdwToastOverlay *toast_overlay;
  GtkStack *states;
  AdwNavigationSplitView *split_view;
  AdwNavigationPage *content_page;
  GtkStack *page_stack;
  TbSidebar *sidebar;
  GtkMenuButton *menu_button;
  GMenuModel *primary_menu;
  TbSyncRow *sync_row;
  AdwBanner *sample_banner;
  AdwBanner *read_only_banner;
  TbFaultPage *fault_page;
};

G_DEFINE_FINAL_TYPE (TbWindow, tb_window, ADW_TYPE_APPLICATION_WINDOW)

static gboolean
is_sample_path (const char *path)
{
  g_autofree char *sample = tb_application_dup_sample_path ();

  return g_strcmp0 (path, sample) == 0;
}

/* Whether changes are exchanged as they happen, or when somebody asks for it. */
static void
follow_automatic (TbWindow *self)
{
  if (self->sync == NULL)
    return;

  if (g_settings_get_boolean (self->settings, "sync-automatically"))
    tb_sync_start (self->sync);
  else
    tb_sync_pause (self->sync);
}

static void
begin_sync (TbWindow *self)
{
  self->sync = tb_sync_new (self->session);
  self->notifier = tb_sync_notifier_new (self->sync, GTK_WINDOW (self));
  g_signal_connect_object (self->sync, "notify::account", G_CALLBACK (tb_window_actions_update),
                           self, G_CONNECT_SWAPPED);
  tb_sidebar_set_sync (self->sidebar, self->sync);
  tb_sync_row_set_sync (self->sync_row, self->sync);
  tb_sync_watch (self->sync);
  follow_automatic (self);
  tb_window_actions_update (self);
}

static void
end_sync (TbWindow *self)
{
  if (self->sync == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->sync, self);
  tb_sidebar_set_sync (self->sidebar, NULL);
  tb_sync_row_set_sync (self->sync_row, NULL);
  g_clear_object (&self->notifier);
  tb_sync_stop (self->sync);
  g_clear_object (&self->sync);
  tb_window_actions_update (self);
}

/* Opening a register */

/* Who is named in the journal: as set, else as the account is called. */
static char *
dup_actor (TbWindow *self)
{
  g_autofree char *name = g_settings_get_string (self->settings, "user-name");

  if (*name != '\0')
    return g_steal_pointer (&name);

  return g_strdup (g_str_equal (g_get_real_name (), "Unknown") ? g_get_user_name ()
                                                               : g_get_real_name ());
}

/* Up to GTK 4.18 a window that is about to go never lets go of a widget that is first hidden and
 * then taken out of it with the focus within: the page would live on without its register. */
static void
leave_pages (TbWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->page_stack)))
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
}

/**
 * tb_window_close_register:
 * @self: a window
 *
 * Closes the register that is open, so that its file can be replaced. What the window is told to
 * open next comes in its place.
 */
void
tb_window_close_register (TbWindow *self)
{
  GtkWidget *child;

  g_return_if_fail (TB_IS_WINDOW (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  leave_pages (self);
  gtk_stack_set_visible_child_name (self->page_stack, "opening");
  child = gtk_widget_get_first_child (GTK_WIDGET (self->page_stack));
  while (child != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);

      if (TB_IS_PAGE (child))
        gtk_stack_remove (self->page_stack, child);
      child = next;
    }

  if (self->session != NULL)
    {
      tb_sidebar_set_session (self->sidebar, NULL);
      end_sync (self);
      tb_calendar_actions_follow (self, NULL);
      tb_session_close (self->session);
      g_clear_object (&self->session);
      tb_window_actions_update (self);
    }
}

static void
show_register (TbWindow *self)
{
  g_autofree char *page = g_settings_get_string (self->settings, "page");

  tb_window_show_page (self, tb_page_table_find (page) != NULL ? page : "overview");
  tb_window_actions_update (self);
  tb_sidebar_set_session (self->sidebar, self->session);

  if (self->next_action != NULL)
    {
      g_autofree char *action = g_steal_pointer (&self->next_action);
      g_autoptr (GVariant) target = g_steal_pointer (&self->next_target);

      gtk_widget_activate_action_variant (GTK_WIDGET (self), action, target);
    }
}

static void
painted_cb (GdkFrameClock *clock, TbWindow *self)
{
  g_signal_handlers_disconnect_by_func (clock, painted_cb, self);
  if (self->session != NULL)
    show_register (self);
}

/* A register is often open before the new window's first frame is painted. The page then comes with
 * the second one, since nobody should wait for all of its widgets before there is a window at all.
 */
static void
show_register_when_painted (TbWindow *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

  if (clock != NULL && gtk_widget_get_mapped (GTK_WIDGET (self))
      && gdk_frame_clock_get_frame_counter (clock) < 0)
    g_signal_connect_object (clock, "after-paint", G_CALLBACK (painted_cb), self, 0);
  else
    show_register (self);
}

static void
sample_filled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (tb_register_actions_fill_sample_finish (result, &error))
    {
      if (TB_SESSION (source) == self->session)
        show_register (self);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      tb_window_show_fault (self, error);
    }
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSession) session = tb_session_open_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (session == NULL)
    {
      tb_window_show_fault (self, error);
      return;
    }

  self->session = g_steal_pointer (&session);
  if (self->mode != TB_OPEN_READ)
    {
      tb_calendar_actions_follow (self, self->session);
      /* What somebody left who died while attaching a file; nobody waits for it. */
      tb_session_sweep_files_async (self->session, self->cancellable, NULL, NULL);
      /* Nothing of the sample data leaves the desk. */
      if (!is_sample_path (self->path))
        begin_sync (self);
    }

  if (is_sample_path (self->path))
    tb_register_actions_fill_sample_async (self->session, self->cancellable, sample_filled_cb,
                                           g_object_ref (self));
  else
    show_register_when_painted (self);
}

/* Callbacks */

static void
page_activated_cb (TbWindow *self, const char *name)
{
  tb_window_choose_page (self, name);
}

/* A spreadsheet dropped on the window is imported. */
static gboolean
drop_cb (TbWindow *self, const GValue *value)
{
  if (self->session == NULL || self->mode == TB_OPEN_READ)
    return FALSE;

  tb_record_actions_import (self, g_value_get_object (value));

  return TRUE;
}

/* Overrides */

static void
tb_window_constructed (GObject *object)
{
  TbWindow *self = TB_WINDOW (object);

  G_OBJECT_CLASS (tb_window_parent_class)->constructed (object);

  g_settings_bind (self->settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
}

static void
tb_window_dispose (GObject *object)
{
  TbWindow *self = TB_WINDOW (object);

  if (self->page_stack != NULL)
    tb_window_close_register (self);
  g_clear_object (&self->settings);
  g_clear_object (&self->dialogs);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_WINDOW);

  G_OBJECT_CLASS (tb_window_parent_class)->dispose (object);
}

static void
tb_window_finalize (GObject *object)
{
  TbWindow *self = TB_WINDOW (object);

  g_free (self->path);
  g_free (self->next_action);
  g_clear_pointer (&self->next_target, g_variant_unref);

  G_OBJECT_CLASS (tb_window_parent_class)->finalize (object);
}

static void
tb_window_class_init (TbWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = tb_window_constructed;
  object_class->dispose = tb_window_dispose;
  object_class->finalize = tb_window_finalize;

  g_type_ensure (G_TYPE_FILE);
  g_type_ensure (TB_TYPE_FAULT_PAGE);
  g_type_ensure (TB_TYPE_SIDEBAR);
  g_type_ensure (TB_TYPE_SYNC_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TbWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, TbWindow, states);
  gtk_widget_class_bind_template_child (widget_class, TbWindow, split_view);
  gtk_widget_class_bind_template_child (widget_class, TbWindow, content_page);
  gtk_widget_class_bind_template_child (widget_class, TbWindow, page_stack);
  gtk_widget_class_bind_template_child (widget_class, TbWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, TbWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, TbWindow, primary_menu);
  gtk_widget_class_bind_template_child (widget_class, TbWindow, sync_row);
  gtk_widget_class_bind_template_child (widget_class, TbWindow, sample_banner);
  gtk_widget_class_bind_template_child (widget_class, TbWindow, read_only_banner);
  gtk_widget_class_bind_template_child (widget_class, TbWindow, fault_page);
  gtk_widget_class_bind_template_callback (widget_class, page_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, drop_cb);

  tb_window_actions_install (widget_class);
}

static void
tb_window_init (TbWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  if (TB_DEVELOPMENT)
    gtk_widget_add_css_class (GTK_WIDGET (self), "devel");

  self->dialogs = adw_application_window_get_dialogs (ADW_APPLICATION_WINDOW (self));
  tb_dialog_keeper_watch (self->dialogs);
  tb_late_menu_set (self->menu_button, self->primary_menu);
  self->settings = g_settings_new (TB_APPLICATION_ID);
  g_signal_connect_object (self->settings, "changed::sync-automatically",
                           G_CALLBACK (follow_automatic), self, G_CONNECT_SWAPPED);
  tb_window_actions_update (self);
}

/* Public functions */

/**
 * tb_window_new:
 * @application: the application
 *
 * Returns: (transfer none): a window with no register in it
 */
TbWindow *
tb_window_new (TbApplication *application)
{
  return g_object_new (TB_TYPE_WINDOW, "application", application, NULL);
}

/**
 * tb_window_open:
 * @self: a window
 * @path: the register's file
 * @mode: how to open it
 *
 * Closes the register that is open, and opens another one while the window stays live. Where that
 * fails the window shows why, and the step that mends it.
 */
void
tb_window_open (TbWindow *self, const char *path, TbOpenMode mode)
{
  g_autoptr (TbClock) clock = tb_clock_new_system ();
  g_autofree char *actor = dup_actor (self);

  g_return_if_fail (TB_IS_WINDOW (self));
  g_return_if_fail (path != NULL);

  tb_window_close_register (self);
  g_set_str (&self->path, path);
  self->mode = mode;
  self->cancellable = g_cancellable_new ();
  gtk_stack_set_visible_child_name (self->states, "register");
  adw_banner_set_revealed (self->sample_banner, is_sample_path (path));
  adw_banner_set_revealed (self->read_only_banner, mode == TB_OPEN_READ);
  tb_window_actions_update (self);

  tb_session_open_async (path, mode, clock, actor, self->cancellable, opened_cb,
                         g_object_ref (self));
}

/**
 * tb_window_get_path:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the file of the register that is open or was to be opened
 */
const char *
tb_window_get_path (TbWindow *self)
{
  return self->path;
}

/**
 * tb_window_get_open_mode:
 * @self: a window
 *
 * Returns: how the register was opened
 */
TbOpenMode
tb_window_get_open_mode (TbWindow *self)
{
  return self->mode;
}

/**
 * tb_window_get_session:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the open register
 */
TbSession *
tb_window_get_session (TbWindow *self)
{
  return self->session;
}

/**
 * tb_window_get_sync:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the exchange of the register's changes with a service; %NULL
 * while none is open for writing, and for the sample data
 */
TbSync *
tb_window_get_sync (TbWindow *self)
{
  return self->sync;
}

/**
 * tb_window_show_page:
 * @self: a window with an open register
 * @name: name of a page
 *
 * Shows a page; builds it where this is the first time.
 *
 * Returns: (transfer none) (nullable): the page, where there is one of that name
 */
TbPage *
tb_window_show_page (TbWindow *self, const char *name)
{
  const TbPageInfo *info = tb_page_table_find (name);
  TbPage *before = tb_window_get_page (self);
  GtkWidget *page;

  if (info == NULL || self->session == NULL)
    return NULL;

  page = gtk_stack_get_child_by_name (self->page_stack, name);
  if (page == NULL)
    {
      page = g_object_new (info->get_type (), "info", info, "session", self->session, "sync",
                           self->sync, NULL);
      gtk_stack_add_named (self->page_stack, page, name);
    }
  if (before != NULL && GTK_WIDGET (before) != page)
    tb_page_leave (before);

  /* There is nothing yet that the first page could fade out of. */
  gtk_stack_set_visible_child_full (self->page_stack, name,
                                    before != NULL
                                        ? gtk_stack_get_transition_type (self->page_stack)
                                        : GTK_STACK_TRANSITION_TYPE_NONE);
  adw_navigation_page_set_title (self->content_page, _ (info->title));
  tb_sidebar_select (self->sidebar, info);
  tb_split_view_show_content (self->split_view, TRUE);
  g_settings_set_string (self->settings, "page", name);
  tb_window_actions_update (self);

  return TB_PAGE (page);
}

/**
 * tb_window_choose_page:
 * @self: a window with an open register
 * @name: name of a page
 *
 * As tb_window_show_page(), for a page that a person has chosen by its name: who chooses the one
 * that is there already wants back to it from the record that is pushed over it. A page that was
 * left is found as it was left.
 *
 * Returns: (transfer none) (nullable): the page, where there is one of that name
 */
TbPage *
tb_window_choose_page (TbWindow *self, const char *name)
{
  TbPage *before = tb_window_get_page (self);
  TbPage *page = tb_window_show_page (self, name);

  if (page != NULL && page == before)
    tb_page_go_back (page);

  return page;
}

/**
 * tb_window_get_page:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the page that is shown
 */
TbPage *
tb_window_get_page (TbWindow *self)
{
  GtkWidget *child = gtk_stack_get_visible_child (self->page_stack);

  return TB_IS_PAGE (child) ? TB_PAGE (child) : NULL;
}

/**
 * tb_window_do:
 * @self: a window
 * @action: name of one of its actions
 * @target: (nullable): the action's parameter
 *
 * Does an action: now, or once the register that is being opened is there. Of two that are asked
 * for meanwhile, the later one is done.
 */
void
tb_window_do (TbWindow *self, const char *action, GVariant *target)
{
  if (self->session != NULL && tb_window_get_page (self) != NULL)
    {
      gtk_widget_activate_action_variant (GTK_WIDGET (self), action, target);
      return;
    }

  g_set_str (&self->next_action, action);
  g_clear_pointer (&self->next_target, g_variant_unref);
  self->next_target = target != NULL ? g_variant_ref_sink (target) : NULL;
}

static AdwToastOverlay *
find_toast_overlay (GtkWidget *widget)
{
  AdwToastOverlay *found = ADW_IS_TOAST_OVERLAY (widget) ? ADW_TOAST_OVERLAY (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_toast_overlay (child);

  return found;
}

/* Where the person looks: in the dialog that is open, which else would hide it. */
static void
show_toast (TbWindow *self, AdwToast *toast)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self));
  AdwToastOverlay *overlay = dialog != NULL ? find_toast_overlay (GTK_WIDGET (dialog)) : NULL;

  tb_toast_show (overlay != NULL ? overlay : self->toast_overlay, toast);
}

/**
 * tb_window_toast:
 * @self: a window
 * @title: a short sentence
 *
 * Tells in passing that something was done, in the dialog that is open or else in the window.
 */
void
tb_window_toast (TbWindow *self, const char *title)
{
  show_toast (self, tb_toast_new (title));
}

static gpointer
load_batch (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return tb_journal_get_batch (connection, data, error);
}

static void
batch_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbWindow) self = user_data;
  g_autoptr (TbBatchInfo) info = tb_session_read_finish (TB_SESSION (source), result, NULL);
  g_autofree char *words = NULL;
  AdwToast *toast;

  if (info == NULL || self->session != TB_SESSION (source))
    return;

  words = tb_batch_info_dup_words (info);
  toast = tb_toast_new (words);
  if (tb_batch_info_can_undo (info))
    {
      adw_toast_set_button_label (toast, _ ("Undo"));
      adw_toast_set_action_name (toast, "win.undo-batch");
      adw_toast_set_action_target (toast, "s", info->id);
    }
  show_toast (self, toast);
}

/**
 * tb_window_toast_batch:
 * @self: a window
 * @batch: id of a batch that was just committed
 *
 * Tells what was done, in words, and offers to take it back.
 */
void
tb_window_toast_batch (TbWindow *self, const char *batch)
{
  if (self->session != NULL)
    tb_session_read_async (self->session, load_batch, g_strdup (batch), g_free,
                           (GDestroyNotify)tb_batch_info_free, self->cancellable, batch_loaded_cb,
                           g_object_ref (self));
}

/**
 * tb_window_report_error:
 * @self: a window
 * @heading: what could not be done
 * @error: why
 *
 * Shows an error in a dialog, unless it only says that the work was cancelled.
 */
void
tb_window_report_error (TbWindow *self, const char *heading, const GError *error)
{
  tb_alert_present (GTK_WIDGET (self), heading, error);
}

/**
 * tb_window_show_fault:
 * @self: a window
 * @error: why there is no register
 *
 * Puts the error in the place of the register.
 */
void
tb_window_show_fault (TbWindow *self, const GError *error)
{
  tb_fault_page_set_error (self->fault_page, error);
  gtk_stack_set_visible_child_name (self->states, "fault");
}

/**
 * tb_window_popup_menu:
 * @self: a window
 *
 * Opens the main menu, bringing the sidebar forward where the window is narrow.
 */
void
tb_window_popup_menu (TbWindow *self)
{
  tb_split_view_show_content (self->split_view, FALSE);
  gtk_menu_button_popup (self->menu_button);
}
