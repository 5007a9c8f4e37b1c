/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-changes-page.h"

#include "tb-change-row.h"
#include "tb-history-data.h"

#include <glib/gi18n.h>

/**
 * TbChangesPage:
 *
 * The changes of a record, the newest first, or of a batch, in their order.
 */
struct _TbChangesPage
{
  AdwNavigationPage parent_instance;

  TbSession *session;        /* (owned) */
  const TbRecordType *type;  /* (nullable) static; NULL for a batch */
  char *id;                  /* (owned) of the record, or of the batch */
  GCancellable *cancellable; /* (owned) (nullable) of the reading under way */
  GPtrArray *rows;           /* (owned) (element-type GtkWidget) */

  GtkStack *states;
  AdwPreferencesGroup *group;
  AdwStatusPage *error_status;
};

/* More than anybody reads; an import of thousands is shown by its beginning. */
#define N_CHANGES 100

G_DEFINE_FINAL_TYPE (TbChangesPage, tb_changes_page, ADW_TYPE_NAVIGATION_PAGE)

static gboolean
is_undoable (const TbHistoryChange *change)
{
  return change->entry->op != TB_CHANGE_REVEAL && change->entry->op != TB_CHANGE_EXPORT;
}

static void
show_changes (TbChangesPage *self, GPtrArray *changes)
{
  TbClock *clock = tb_session_get_clock (self->session);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; i < changes->len; i++)
    {
      const TbHistoryChange *change = g_ptr_array_index (changes, i);
      /* Earlier changes of a record have later ones in the way. A batch is taken back from the list
       * of batches. */
      gboolean can_undo = self->type != NULL && i == 0 && is_undoable (change);
      GtkWidget *row = tb_change_row_new (change, can_undo, clock);

      adw_expander_row_set_expanded (
          ADW_EXPANDER_ROW (row),
          i == 0 && adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (row)));
      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->rows, g_object_ref (row));
    }

  if (changes->len == N_CHANGES)
    {
      g_autofree char *text = g_strdup_printf (_ ("Only %d changes are shown."), N_CHANGES);

      adw_preferences_group_set_description (self->group, text);
    }
  gtk_stack_set_visible_child_name (self->states, changes->len > 0 ? "list" : "nothing");
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbChangesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = tb_session_read_finish (TB_SESSION (source), result, &error);

  if (changes != NULL)
    {
      show_changes (self, changes);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      adw_status_page_set_description (self->error_status, error->message);
      gtk_stack_set_visible_child_name (self->states, "error");
    }
}

static void
refresh (TbChangesPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();

  if (self->type != NULL)
    tb_history_read_record_async (self->session, self->type, self->id, N_CHANGES, self->cancellable,
                                  read_cb, g_object_ref (self));
  else
    tb_history_read_batch_async (self->session, self->id, N_CHANGES, self->cancellable, read_cb,
                                 g_object_ref (self));
}

static void
tb_changes_page_dispose (GObject *object)
{
  TbChangesPage *self = TB_CHANGES_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), TB_TYPE_CHANGES_PAGE);

  G_OBJECT_CLASS (tb_changes_page_parent_class)->dispose (object);
}

static void
tb_changes_page_finalize (GObject *object)
{
  g_free (TB_CHANGES_PAGE (object)->id);

  G_OBJECT_CLASS (tb_changes_page_parent_class)->finalize (object);
}

static void
tb_changes_page_class_init (TbChangesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_changes_page_dispose;
  object_class->finalize = tb_changes_page_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-changes-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TbChangesPage, states);
  gtk_widget_class_bind_template_child (widget_class, TbChangesPage, group);
  gtk_widget_class_bind_template_child (widget_class, TbChangesPage, error_status);
}

static void
tb_changes_page_init (TbChangesPage *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

static AdwNavigationPage *
new_page (TbSession *session, const TbRecordType *type, const char *id)
{
  TbChangesPage *self = g_object_new (TB_TYPE_CHANGES_PAGE, NULL);

  self->session = g_object_ref (session);
  self->type = type;
  self->id = g_strdup (id);
  g_signal_connect_object (session, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);

  return ADW_NAVIGATION_PAGE (self);
}

/**
 * tb_changes_page_new_for_record:
 * @session: the register
 * @type: a record type
 * @id: id of a record
 *
 * Returns: (transfer floating): the history of the record
 */
AdwNavigationPage *
tb_changes_page_new_for_record (TbSession *session, const TbRecordType *type, const char *id)
{
  return new_page (session, type, id);
}

/**
 * tb_changes_page_new_for_batch:
 * @session: the register
 * @batch: id of a batch
 *
 * Returns: (transfer floating): the changes of the batch
 */
AdwNavigationPage *
tb_changes_page_new_for_batch (TbSession *session, const char *batch)
{
  return new_page (session, NULL, batch);
}
