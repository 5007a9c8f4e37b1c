/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-connect-dialog.h"

#include "tb-error.h"
#include "tb-sync-words.h"
#include "tb-text.h"

#include <glib/gi18n.h>

/**
 * TbConnectDialog:
 *
 * The assistant that connects a register to a service: where it is and who asks; which of the
 * branches; what travels and what stays; the first exchange. Everything is tried out before
 * anything is kept, and a step that fails says why, and what to do, on the page that can mend it.
 *
 * With a service already there it asks for the password alone.
 */
struct _TbConnectDialog
{
  AdwDialog parent_instance;

  TbSync *sync;              /* (owned) */
  GCancellable *cancellable; /* (owned): of the trying out */
  char *branch;              /* (owned) (nullable): the one that was chosen */
  gboolean password_only;
  gboolean in_memory; /* whether the password is to be kept until the program ends, and no longer */

  AdwNavigationView *navigation;
  AdwNavigationPage *address_page;
  AdwPreferencesGroup *address_group;
  GtkEditable *address_row;
  GtkEditable *name_row;
  GtkEditable *password_row;
  GtkWidget *address_fault;
  GtkLabel *address_fault_label;
  GtkWidget *next_button;
  GtkLabel *next_label;
  GtkStack *next_icons;
  AdwPreferencesGroup *branches_group;
  GtkEditable *branch_row;
  GtkWidget *branch_fault;
  GtkLabel *branch_fault_label;
  GtkWidget *branch_next_button;
  GtkStack *branch_next_icons;
  AdwActionRow *service_row;
  AdwActionRow *branch_info_row;
  AdwActionRow *shared_row;
  AdwActionRow *withheld_row;
  GtkWidget *another_group;
  GtkWidget *keyring_group;
  GtkWidget *scope_fault;
  GtkLabel *scope_fault_label;
  GtkWidget *connect_button;
  GtkStack *connect_icons;
  GtkProgressBar *progress_bar;
  GtkStack *sync_states;
  AdwStatusPage *fault_status;
  AdwStatusPage *done_status;

  GPtrArray *checks; /* (owned) (element-type GtkCheckButton): of the branches, held by the rows */
};

G_DEFINE_FINAL_TYPE (TbConnectDialog, tb_connect_dialog, ADW_TYPE_DIALOG)

static TbSyncAccount *
make_account (TbConnectDialog *self, const char *branch)
{
  g_autofree char *url = g_strstrip (g_strdup (gtk_editable_get_text (self->address_row)));
  g_autofree char *user = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));

  return tb_sync_account_new (url, branch, user);
}

static const char *
get_password (TbConnectDialog *self)
{
  return gtk_editable_get_text (self->password_row);
}

/* While something is being tried out nothing else can be done but to give up. */
static void
set_busy (GtkStack *icons, GtkWidget *button, gboolean busy)
{
  gtk_stack_set_visible_child_name (icons, busy ? "busy" : "label");
  gtk_widget_set_sensitive (button, !busy);
}

static void
show_fault (GtkWidget *fault, GtkLabel *label, const char *words)
{
  gtk_label_set_label (label, words != NULL ? words : "");
  gtk_widget_set_visible (fault, words != NULL);
  if (words != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (label), words,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/* Where nothing answers, it is the address or the network. */
static void
show_address_fault (TbConnectDialog *self, const GError *error)
{
  g_autofree char *words
      = g_error_matches (error, TB_ERROR, TB_ERROR_SERVICE_OFFLINE)
            /* Translators: %s is a sentence that says what failed. */
            ? g_strdup_printf (_ ("%s Check the address and the network."), error->message)
            : g_strdup (error->message);

  show_fault (self->address_fault, self->address_fault_label, words);
}

static void
renew_cancellable (TbConnectDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
}

/* What is being tried out is no longer what is asked for. */
static void
give_up (TbConnectDialog *self, GtkStack *icons)
{
  renew_cancellable (self);
  gtk_stack_set_visible_child_name (icons, "label");
}

/* An answer may come after all. */
static gboolean
is_given_up (GAsyncResult *result)
{
  return g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result)));
}

/* The first exchange */

static void
progress_cb (TbConnectDialog *self)
{
  double progress = tb_sync_get_progress (self->sync);

  if (progress >= 0)
    gtk_progress_bar_set_fraction (self->progress_bar, progress);
  else
    gtk_progress_bar_pulse (self->progress_bar);
}

static void
synced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbConnectDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  guint n_review;

  if (!tb_sync_now_finish (TB_SYNC (source), result, &error))
    {
      adw_status_page_set_description (self->fault_status, error->message);
      gtk_stack_set_visible_child_name (self->sync_states, "fault");
      return;
    }

  n_review = tb_sync_get_n_review (self->sync);
  if (n_review > 0)
    {
      g_autofree char *words = g_strdup_printf (
          ngettext ("%u value differs between this desk and the service: see the page Review.",
                    "%u values differ between this desk and the service: see the page Review.",
                    n_review),
          n_review);

      adw_status_page_set_description (self->done_status, words);
    }
  gtk_stack_set_visible_child_name (self->sync_states, "done");
}

static void
begin_first_sync (TbConnectDialog *self)
{
  AdwNavigationPage *page = adw_navigation_view_find_page (self->navigation, "sync");

  /* What was asked before is settled; there is no way back to it. */
  adw_navigation_view_replace (self->navigation, &page, 1);
  gtk_stack_set_visible_child_name (self->sync_states, "syncing");
  tb_sync_now_async (self->sync, NULL, synced_cb, g_object_ref (self));
}

static void
sync_again_cb (TbConnectDialog *self)
{
  begin_first_sync (self);
}

static void
close_cb (TbConnectDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

/* Keeping what was tried out */

static void
set_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbConnectDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean set_up = tb_sync_set_up_finish (TB_SYNC (source), result, &error);

  adw_dialog_set_can_close (ADW_DIALOG (self), TRUE);
  set_busy (self->connect_icons, self->connect_button, FALSE);
  set_busy (self->next_icons, self->next_button, FALSE);
  if (set_up && self->password_only)
    {
      adw_dialog_close (ADW_DIALOG (self));
    }
  else if (set_up)
    {
      begin_first_sync (self);
    }
  else if (g_error_matches (error, TB_ERROR, TB_ERROR_NO_KEYRING))
    {
      /* Somebody decides: nothing of a password is written anywhere but into a keyring. */
      self->in_memory = TRUE;
      gtk_widget_set_visible (self->keyring_group, TRUE);
      gtk_widget_set_visible (self->scope_fault, FALSE);
      if (self->password_only)
        show_address_fault (self, error);
    }
  else if (self->password_only)
    {
      show_address_fault (self, error);
    }
  else
    {
      show_fault (self->scope_fault, self->scope_fault_label, error->message);
    }
}

static void
set_up (TbConnectDialog *self)
{
  g_autoptr (TbSyncAccount) account = make_account (self, self->branch);

  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);
  if (self->in_memory)
    tb_sync_set_password (self->sync, get_password (self));
  tb_sync_set_up_async (self->sync, account, self->in_memory ? NULL : get_password (self), NULL,
                        set_up_cb, g_object_ref (self));
}

static void
connect_cb (TbConnectDialog *self)
{
  show_fault (self->scope_fault, self->scope_fault_label, NULL);
  set_busy (self->connect_icons, self->connect_button, TRUE);
  set_up (self);
}

/* The branch */

static void
show_scope (TbConnectDialog *self, const TbSyncOffer *offer)
{
  g_autoptr (TbSyncAccount) account = make_account (self, self->branch);
  g_autofree char *records = g_strdup_printf (
      ngettext ("%d record", "%d records", (gulong)offer->n_records), (int)offer->n_records);
  g_autofree char *shared = tb_sync_words_dup_list (offer->shared);
  g_autofree char *withheld = tb_sync_words_dup_list (offer->withheld);
  g_autofree char *branch = g_strdup_printf (_ ("%s · %s"), self->branch, records);

  adw_action_row_set_subtitle (self->service_row, account->url);
  adw_action_row_set_subtitle (self->branch_info_row, branch);
  adw_action_row_set_subtitle (self->shared_row, shared);
  adw_action_row_set_subtitle (self->withheld_row, withheld);
  gtk_widget_set_visible (self->another_group, offer->is_another);
  adw_navigation_view_push_by_tag (self->navigation, "scope");
}

static void
branch_tried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbConnectDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSyncOffer) offer = tb_sync_connect_finish (TB_SYNC (source), result, &error);

  if (is_given_up (result))
    return;

  set_busy (self->branch_next_icons, self->branch_next_button, FALSE);
  if (offer != NULL)
    show_scope (self, offer);
  else
    show_fault (self->branch_fault, self->branch_fault_label, error->message);
}

static const char *
get_chosen_branch (TbConnectDialog *self)
{
  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (self->checks, i)))
      return g_object_get_data (g_ptr_array_index (self->checks, i), "branch");

  return gtk_editable_get_text (self->branch_row);
}

static void
branch_next_cb (TbConnectDialog *self)
{
  g_autoptr (TbSyncAccount) account = NULL;

  g_set_str (&self->branch, get_chosen_branch (self));
  g_strstrip (self->branch);
  account = make_account (self, self->branch);
  show_fault (self->branch_fault, self->branch_fault_label, NULL);
  set_busy (self->branch_next_icons, self->branch_next_button, TRUE);
  renew_cancellable (self);
  tb_sync_connect_async (self->sync, account, get_password (self), self->cancellable,
                         branch_tried_cb, g_object_ref (self));
}

static void
branch_changed_cb (TbConnectDialog *self)
{
  give_up (self, self->branch_next_icons);
  gtk_widget_set_sensitive (self->branch_next_button, !tb_text_is_blank (get_chosen_branch (self)));
}

static void
add_branch (TbConnectDialog *self, const char *branch)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  if (self->checks->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), g_ptr_array_index (self->checks, 0));
  else
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (check), "branch", g_strdup (branch), g_free);
  g_signal_connect_object (check, "toggled", G_CALLBACK (branch_changed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), branch);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_preferences_group_add (self->branches_group, row);
  g_ptr_array_add (self->checks, check);
}

/* A service need not tell which branches there are; then the name is typed. */
static void
show_branches (TbConnectDialog *self, const TbSyncOffer *offer)
{
  for (guint i = 0; i < self->checks->len; i++)
    adw_preferences_group_remove (
        self->branches_group,
        gtk_widget_get_ancestor (g_ptr_array_index (self->checks, i), ADW_TYPE_ACTION_ROW));
  g_ptr_array_set_size (self->checks, 0);

  for (guint i = 0; offer->branches != NULL && offer->branches[i] != NULL; i++)
    add_branch (self, offer->branches[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->branch_row), self->checks->len == 0);
  show_fault (self->branch_fault, self->branch_fault_label, NULL);
  branch_changed_cb (self);
  adw_navigation_view_push_by_tag (self->navigation, "branch");
}

/* Address, name and password */

static void
address_tried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbConnectDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TbSyncOffer) offer = tb_sync_connect_finish (TB_SYNC (source), result, &error);

  if (is_given_up (result))
    return;
  if (offer != NULL && self->password_only)
    {
      set_up (self);
      return;
    }

  set_busy (self->next_icons, self->next_button, FALSE);
  if (offer != NULL)
    {
      show_branches (self, offer);
    }
  else
    {
      show_address_fault (self, error);
      /* Where it is mended. */
      gtk_widget_grab_focus (GTK_WIDGET (g_error_matches (error, TB_ERROR, TB_ERROR_SERVICE_REFUSED)
                                             ? self->password_row
                                             : self->address_row));
    }
}

static gboolean
is_filled_in (TbConnectDialog *self)
{
  return !tb_text_is_blank (gtk_editable_get_text (self->address_row))
         && !tb_text_is_blank (gtk_editable_get_text (self->name_row))
         && *get_password (self) != '\0';
}

static void
address_next_cb (TbConnectDialog *self)
{
  g_autoptr (TbSyncAccount) account = NULL;

  if (!is_filled_in (self))
    return;

  account = make_account (self, self->password_only ? self->branch : NULL);
  show_fault (self->address_fault, self->address_fault_label, NULL);
  set_busy (self->next_icons, self->next_button, TRUE);
  renew_cancellable (self);
  tb_sync_connect_async (self->sync, account, get_password (self), self->cancellable,
                         address_tried_cb, g_object_ref (self));
}

static void
address_changed_cb (TbConnectDialog *self)
{
  give_up (self, self->next_icons);
  gtk_widget_set_sensitive (self->next_button, is_filled_in (self));
}

/* Enter goes on, whichever step it is, but for what should be read first. */
static void
page_changed_cb (TbConnectDialog *self)
{
  const char *tag = adw_navigation_view_get_visible_page_tag (self->navigation);
  GtkWidget *next = NULL;

  if (g_strcmp0 (tag, "branch") == 0)
    next = self->branch_next_button;
  else if (g_strcmp0 (tag, "scope") == 0 && !gtk_widget_get_visible (self->another_group))
    next = self->connect_button;
  else if (g_strcmp0 (tag, "address") == 0)
    next = self->next_button;

  adw_dialog_set_default_widget (ADW_DIALOG (self), next);
  if (next != NULL && next != self->next_button)
    gtk_widget_grab_focus (next);
}

/* Overrides */

static void
tb_connect_dialog_dispose (GObject *object)
{
  TbConnectDialog *self = TB_CONNECT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->sync);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_CONNECT_DIALOG);

  G_OBJECT_CLASS (tb_connect_dialog_parent_class)->dispose (object);
}

static void
tb_connect_dialog_finalize (GObject *object)
{
  TbConnectDialog *self = TB_CONNECT_DIALOG (object);

  g_free (self->branch);
  g_ptr_array_unref (self->checks);

  G_OBJECT_CLASS (tb_connect_dialog_parent_class)->finalize (object);
}

static void
tb_connect_dialog_class_init (TbConnectDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_connect_dialog_dispose;
  object_class->finalize = tb_connect_dialog_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-connect-dialog.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, TbConnectDialog, child)
  BIND (navigation);
  BIND (address_page);
  BIND (address_group);
  BIND (address_row);
  BIND (name_row);
  BIND (password_row);
  BIND (address_fault);
  BIND (address_fault_label);
  BIND (next_button);
  BIND (next_label);
  BIND (next_icons);
  BIND (branches_group);
  BIND (branch_row);
  BIND (branch_fault);
  BIND (branch_fault_label);
  BIND (branch_next_button);
  BIND (branch_next_icons);
  BIND (service_row);
  BIND (branch_info_row);
  BIND (shared_row);
  BIND (withheld_row);
  BIND (another_group);
  BIND (keyring_group);
  BIND (scope_fault);
  BIND (scope_fault_label);
  BIND (connect_button);
  BIND (connect_icons);
  BIND (progress_bar);
  BIND (sync_states);
  BIND (fault_status);
  BIND (done_status);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, address_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, address_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, branch_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, branch_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, connect_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, sync_again_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
}

static void
tb_connect_dialog_init (TbConnectDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->checks = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Public functions */

/**
 * tb_connect_dialog_new:
 * @sync: the exchange of a register that has no service yet
 *
 * Returns: (transfer floating): the assistant
 */
AdwDialog *
tb_connect_dialog_new (TbSync *sync)
{
  TbConnectDialog *self = g_object_new (TB_TYPE_CONNECT_DIALOG, NULL);

  self->sync = g_object_ref (sync);
  g_signal_connect_object (sync, "notify::progress", G_CALLBACK (progress_cb), self,
                           G_CONNECT_SWAPPED);
  page_changed_cb (self);
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->address_row));

  return ADW_DIALOG (self);
}

/**
 * tb_connect_dialog_new_for_password:
 * @sync: the exchange of a register that has a service
 *
 * Returns: (transfer floating): the dialog that asks for the password, tries it out and keeps it
 */
AdwDialog *
tb_connect_dialog_new_for_password (TbSync *sync)
{
  AdwDialog *dialog = tb_connect_dialog_new (sync);
  TbConnectDialog *self = TB_CONNECT_DIALOG (dialog);
  const TbSyncAccount *account = tb_sync_get_account (sync);
  const char *title = _ ("Password of the Service");

  self->password_only = TRUE;
  self->branch = g_strdup (account->branch);
  adw_dialog_set_title (dialog, title);
  adw_navigation_page_set_title (self->address_page, title);
  /* The only page there is: nothing follows. */
  gtk_label_set_label (self->next_label, _ ("_Save"));
  adw_preferences_group_set_description (self->address_group,
                                         _ ("It is tried out before it is kept."));
  gtk_editable_set_text (self->address_row, account->url);
  gtk_editable_set_text (self->name_row, account->user);
  gtk_editable_set_editable (self->address_row, FALSE);
  gtk_editable_set_editable (self->name_row, FALSE);
  adw_dialog_set_focus (dialog, GTK_WIDGET (self->password_row));

  return dialog;
}
