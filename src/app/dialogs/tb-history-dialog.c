/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-history-dialog.h"

#include "tb-batch-row.h"
#include "tb-batch-words.h"
#include "tb-changes-page.h"

#include <glib/gi18n.h>

/**
 * TbHistoryDialog:
 *
 * Who did what, and when: of everything, by batches that lead to their changes, or of one record.
 * What can be taken back is taken back from here.
 *
 * Actions: `history.show-batch (s)`.
 */
struct _TbHistoryDialog
{
  AdwDialog parent_instance;

  TbSession *session;        /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable) of the reading under way */
  GPtrArray *batches;        /* (owned) (nullable) (element-type TbBatchInfo) the newest first */
  GPtrArray *rows;           /* (owned) (element-type GtkWidget) */

  AdwNavigationView *navigation;
  GtkSearchEntry *actor_entry;
  GtkDropDown *kind_drop_down;
  GtkStack *batches_states;
  AdwPreferencesGroup *batches_group;
};

#define N_BATCHES 500
#define N_ROWS 100

/* The kinds behind each line of the drop-down, as bits; 0 is all of them. */
static const guint kind_masks[] = {
  0,
  1 << TB_BATCH_ADD | 1 << TB_BATCH_SETUP | 1 << TB_BATCH_SAMPLE,
  1 << TB_BATCH_EDIT | 1 << TB_BATCH_UNDO,
  1 << TB_BATCH_REMOVE,
  1 << TB_BATCH_IMPORT,
  1 << TB_BATCH_REVEAL | 1 << TB_BATCH_EXPORT,
};

G_DEFINE_FINAL_TYPE (TbHistoryDialog, tb_history_dialog, ADW_TYPE_DIALOG)

static gboolean
fits_text (const TbBatchInfo *info, const char *folded)
{
  g_autofree char *words = tb_batch_info_dup_words (info);
  g_autofree char *text = g_strdup_printf ("%s %s %s", info->actor, words, info->at);
  g_autofree char *folded_text = g_utf8_casefold (text, -1);

  return strstr (folded_text, folded) != NULL;
}

static void
show_batches (TbHistoryDialog *self)
{
  guint mask = kind_masks[gtk_drop_down_get_selected (self->kind_drop_down)];
  g_autofree char *folded
      = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->actor_entry)), -1);
  TbClock *clock = tb_session_get_clock (self->session);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->batches_group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; i < self->batches->len && self->rows->len < N_ROWS; i++)
    {
      const TbBatchInfo *info = g_ptr_array_index (self->batches, i);
      GtkWidget *row;

      if ((mask != 0 && !(mask & (1 << info->kind))) || !fits_text (info, folded))
        continue;

      row = tb_batch_row_new (info, clock);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "history.show-batch");
      adw_preferences_group_add (self->batches_group, row);
      g_ptr_array_add (self->rows, g_object_ref (row));
    }

  gtk_stack_set_visible_child_name (self->batches_states, self->rows->len > 0 ? "list" : "nothing");
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbHistoryDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) batches = tb_session_read_finish (TB_SESSION (source), result, &error);

  if (batches != NULL)
    {
      g_clear_pointer (&self->batches, g_ptr_array_unref);
      self->batches = g_steal_pointer (&batches);
      show_batches (self);
    }
}

/* Runs on a reader thread. */
static gpointer
read_batches (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return tb_journal_list_batches (connection, N_BATCHES, error);
}

static void
refresh (TbHistoryDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  tb_session_read_async (self->session, read_batches, NULL, NULL, (GDestroyNotify)g_ptr_array_unref,
                         self->cancellable, read_cb, g_object_ref (self));
}

static void
filter_cb (TbHistoryDialog *self)
{
  if (self->batches != NULL)
    show_batches (self);
}

static void
show_batch (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbHistoryDialog *self = TB_HISTORY_DIALOG (widget);

  adw_navigation_view_push (
      self->navigation,
      tb_changes_page_new_for_batch (self->session, g_variant_get_string (parameter, NULL)));
}

static void
tb_history_dialog_dispose (GObject *object)
{
  TbHistoryDialog *self = TB_HISTORY_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->batches, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_HISTORY_DIALOG);

  G_OBJECT_CLASS (tb_history_dialog_parent_class)->dispose (object);
}

static void
tb_history_dialog_class_init (TbHistoryDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_history_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-history-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TbHistoryDialog, navigation);
  gtk_widget_class_bind_template_child (widget_class, TbHistoryDialog, actor_entry);
  gtk_widget_class_bind_template_child (widget_class, TbHistoryDialog, kind_drop_down);
  gtk_widget_class_bind_template_child (widget_class, TbHistoryDialog, batches_states);
  gtk_widget_class_bind_template_child (widget_class, TbHistoryDialog, batches_group);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);

  gtk_widget_class_install_action (widget_class, "history.show-batch", "s", show_batch);
}

static void
tb_history_dialog_init (TbHistoryDialog *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Public functions */

/**
 * tb_history_dialog_new:
 * @session: the register
 *
 * Returns: (transfer floating): the history of everything
 */
AdwDialog *
tb_history_dialog_new (TbSession *session)
{
  TbHistoryDialog *self = g_object_new (TB_TYPE_HISTORY_DIALOG, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);

  return ADW_DIALOG (self);
}

static AdwDialog *
new_with_page (TbSession *session, AdwNavigationPage *page)
{
  TbHistoryDialog *self = g_object_new (TB_TYPE_HISTORY_DIALOG, NULL);

  self->session = g_object_ref (session);
  adw_navigation_view_replace (self->navigation, &page, 1);

  return ADW_DIALOG (self);
}

/**
 * tb_history_dialog_new_for_record:
 * @session: the register
 * @type: a record type
 * @id: id of a record
 *
 * Returns: (transfer floating): the history of one record
 */
AdwDialog *
tb_history_dialog_new_for_record (TbSession *session, const TbRecordType *type, const char *id)
{
  return new_with_page (session, tb_changes_page_new_for_record (session, type, id));
}

/**
 * tb_history_dialog_new_for_batch:
 * @session: the register
 * @batch: id of a batch
 *
 * Returns: (transfer floating): the changes of one batch
 */
AdwDialog *
tb_history_dialog_new_for_batch (TbSession *session, const char *batch)
{
  return new_with_page (session, tb_changes_page_new_for_batch (session, batch));
}
