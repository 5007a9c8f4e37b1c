/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-attachment-group.h"

#include <glib/gi18n.h>

#include "tb-alert.h"
#include "tb-attachment-row.h"
#include "tb-attachments.h"
#include "tb-received-files.h"

/* How long rows are made at a time: hundreds of photos do not hold up the window. */
#define ROWS_BUDGET_US (4 * G_TIME_SPAN_MILLISECOND)

/* More are shown when they are asked for. */
#define N_SHOWN 12

/**
 * TbAttachmentGroup:
 *
 * The photos and files of an event, a project, a claim or a milestone. They are added by a file
 * dialog, by dropping and by pasting, and described and removed where they stand. It follows the
 * register's changes; where the record is archived, it only shows.
 *
 * Actions: `attachments.add`, `attachments.paste`.
 */
struct _TbAttachmentGroup
{
  AdwPreferencesGroup parent_instance;

  TbSession *session;             /* (owned) (nullable): NULL until there is an owner */
  const TbRecordType *owner_type; /* (nullable) */
  char *owner_id;                 /* (owned) (nullable) */
  GCancellable *cancellable;      /* (owned): of the list under way */
  TbAttachmentList *list;         /* (owned) (nullable) */
  guint n_shown;                  /* how many of the list are to have a row */
  guint n_filled;                 /* how many have one */
  guint fill_source;              /* 0 while all of them have */
  GHashTable *rows;               /* (owned): id to TbAttachmentRow (not owned) */
  GtkWidget *more_row;            /* (not owned) (nullable): where not all are shown */
  guint n_working;                /* how many times files are being attached */

  GtkDropTarget *drop_target; /* (not owned) */
  GtkWidget *add_button;
  GtkWidget *empty_row;
  GtkWidget *paste_button;
  GtkWidget *spinner;
};

G_DEFINE_FINAL_TYPE (TbAttachmentGroup, tb_attachment_group, ADW_TYPE_PREFERENCES_GROUP)

/* Showing */

static const TbAttachment *
get_attachment (TbAttachmentGroup *self, guint index)
{
  return g_ptr_array_index (self->list->attachments, index);
}

static void
fill_row (TbAttachmentGroup *self, const TbAttachment *attachment)
{
  const char *id = tb_record_get_id (attachment->record);
  GtkWidget *row = g_hash_table_lookup (self->rows, id);

  if (row == NULL)
    {
      row = tb_attachment_row_new (self->session);
      g_hash_table_insert (self->rows, g_strdup (id), row);
      tb_attachment_row_set_attachment (TB_ATTACHMENT_ROW (row), attachment);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
    }
  else
    tb_attachment_row_set_attachment (TB_ATTACHMENT_ROW (row), attachment);
  tb_attachment_row_set_is_open (TB_ATTACHMENT_ROW (row), self->list->is_open);
}

static void
remove_more_row (TbAttachmentGroup *self)
{
  if (self->more_row != NULL)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->more_row);
  self->more_row = NULL;
}

static void start_filling (TbAttachmentGroup *self);

static void
show_all (TbAttachmentGroup *self)
{
  self->n_shown = G_MAXUINT;
  start_filling (self);
}

/* Below the others, where there are more. */
static void
add_more_row (TbAttachmentGroup *self)
{
  g_autofree char *title = NULL;

  if (self->n_filled == self->list->attachments->len)
    return;

  /* Translators: %u is a number of photos and files */
  title = g_strdup_printf (_ ("Show All %u"), self->list->attachments->len);
  self->more_row = g_object_new (ADW_TYPE_BUTTON_ROW, "title", title, NULL);
  g_signal_connect_swapped (self->more_row, "activated", G_CALLBACK (show_all), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->more_row);
}

static gboolean
fill_cb (gpointer user_data)
{
  TbAttachmentGroup *self = user_data;
  guint n_wanted = MIN (self->n_shown, self->list->attachments->len);
  gint64 end = g_get_monotonic_time () + ROWS_BUDGET_US;

  while (self->n_filled < n_wanted)
    {
      fill_row (self, get_attachment (self, self->n_filled++));
      if (g_get_monotonic_time () >= end)
        return G_SOURCE_CONTINUE;
    }

  add_more_row (self);
  self->fill_source = 0;
  return G_SOURCE_REMOVE;
}

/* A few rows at a time, between the frames. */
static void
start_filling (TbAttachmentGroup *self)
{
  remove_more_row (self);
  if (self->fill_source == 0)
    self->fill_source = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, fill_cb, self, NULL);
}

static gboolean
is_gone (gpointer id, gpointer row, gpointer user_data)
{
  TbAttachmentGroup *self = user_data;

  for (guint i = 0; self->list != NULL && i < self->list->attachments->len; i++)
    if (g_str_equal (tb_record_get_id (get_attachment (self, i)->record), id))
      return FALSE;

  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), row);
  return TRUE;
}

static void
update_actions (TbAttachmentGroup *self)
{
  gboolean is_open = self->list != NULL && self->list->is_open;

  gtk_widget_set_visible (self->add_button, is_open);
  gtk_widget_set_visible (self->paste_button, is_open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "attachments.add", is_open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "attachments.paste", is_open);
  gtk_drop_target_set_actions (self->drop_target, is_open ? GDK_ACTION_COPY : 0);
}

/* Rows stay where they are, with the focus in them; those of files that are gone go. */
static void
take_list (TbAttachmentGroup *self, TbAttachmentList *list)
{
  g_clear_handle_id (&self->fill_source, g_source_remove);
  remove_more_row (self);
  g_clear_pointer (&self->list, tb_attachment_list_free);
  self->list = list;
  g_hash_table_foreach_remove (self->rows, is_gone, self);

  gtk_widget_set_visible (self->empty_row, list != NULL && list->attachments->len == 0);
  update_actions (self);

  self->n_filled = 0;
  if (list != NULL)
    start_filling (self);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbAttachmentGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TbAttachmentList) list = tb_session_read_finish (TB_SESSION (source), result, &error);

  /* There are several readers: what was asked for earlier may be answered later. */
  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         error != NULL ? error->message : NULL);
  if (list != NULL)
    take_list (self, g_steal_pointer (&list));
}

static void
reload (TbAttachmentGroup *self)
{
  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  tb_session_list_attachments_async (self->session, self->owner_type, self->owner_id,
                                     self->cancellable, listed_cb, g_object_ref (self));
}

/* Files may come and go; the owner, or what it belongs to, may be archived. */
static void
changed_cb (TbAttachmentGroup *self, const char *const *type_names)
{
  static const char *const followed[]
      = { "attachment", "event", "project", "claim", "milestone", NULL };

  for (guint i = 0; type_names[i] != NULL; i++)
    if (g_strv_contains (followed, type_names[i]))
      {
        reload (self);
        return;
      }
}

/* Adding */

static void
set_working (TbAttachmentGroup *self, int change)
{
  self->n_working += change;
  if (self->spinner != NULL)
    gtk_widget_set_visible (self->spinner, self->n_working > 0);
}

/* Whoever has left the page in the meantime is told nothing: nothing was changed. */
static void
report_error (TbAttachmentGroup *self, const GError *error)
{
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    tb_alert_present (GTK_WIDGET (self), _ ("Not Added"), error);
}

static void
attached_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbAttachmentGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = tb_session_attach_files_finish (TB_SESSION (source), result, &error);

  set_working (self, -1);
  if (batch == NULL)
    report_error (self, error);
  else if (*batch != '\0')
    {
      /* Whoever adds wants to see what came. */
      self->n_shown = G_MAXUINT;
      if (self->list != NULL)
        start_filling (self);
      gtk_widget_activate_action (GTK_WIDGET (self), "win.tell-batch", "s", batch);
    }
}

/* What has been chosen is attached even where the group goes on to show another record. */
static void
attach (TbAttachmentGroup *self, GPtrArray *files)
{
  set_working (self, 1);
  tb_session_attach_files_async (self->session, self->owner_type, self->owner_id, files, NULL, NULL,
                                 NULL, attached_cb, g_object_ref (self));
}

static void
received_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbAttachmentGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = tb_received_files_finish (result, &error);

  set_working (self, -1);
  if (files == NULL)
    report_error (self, error);
  else if (self->session != NULL)
    attach (self, files);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbAttachmentGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) chosen
      = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (source), result, &error);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_new_file_free);

  if (chosen == NULL)
    {
      report_error (self, error);
      return;
    }

  for (guint i = 0; i < g_list_model_get_n_items (chosen); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (chosen, i);

      g_ptr_array_add (files, tb_new_file_new (file));
    }
  attach (self, files);
}

static void
add (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (widget);

  gtk_file_dialog_set_title (dialog, _ ("Add Photos and Files"));
  gtk_file_dialog_set_accept_label (dialog, _ ("_Add"));
  gtk_file_dialog_open_multiple (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                                 chosen_cb, g_object_ref (widget));
}

static char *
dup_picture_name (TbAttachmentGroup *self)
{
  char today[TB_DATE_ISO_SIZE];

  tb_date_to_iso (tb_clock_today (tb_session_get_clock (self->session)), today);
  /* Translators: the name of a file made of a picture that was pasted; %s is the day as 2026-11-22
   */
  return g_strdup_printf (_ ("Picture %s.png"), today);
}

static void
paste (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TbAttachmentGroup *self = TB_ATTACHMENT_GROUP (widget);
  g_autofree char *picture_name = dup_picture_name (self);

  set_working (self, 1);
  tb_received_files_paste_async (gtk_widget_get_clipboard (widget), picture_name, NULL, received_cb,
                                 g_object_ref (self));
}

static gboolean
drop_cb (TbAttachmentGroup *self, const GValue *value)
{
  g_autofree char *picture_name = NULL;

  if (self->list == NULL || !self->list->is_open)
    return FALSE;

  picture_name = dup_picture_name (self);
  set_working (self, 1);
  tb_received_files_read_async (value, picture_name, NULL, received_cb, g_object_ref (self));
  return TRUE;
}

static void
tb_attachment_group_dispose (GObject *object)
{
  TbAttachmentGroup *self = TB_ATTACHMENT_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->fill_source, g_source_remove);
  g_hash_table_remove_all (self->rows);
  gtk_widget_dispose_template (GTK_WIDGET (object), TB_TYPE_ATTACHMENT_GROUP);

  G_OBJECT_CLASS (tb_attachment_group_parent_class)->dispose (object);
}

static void
tb_attachment_group_finalize (GObject *object)
{
  TbAttachmentGroup *self = TB_ATTACHMENT_GROUP (object);

  g_clear_pointer (&self->list, tb_attachment_list_free);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_free (self->owner_id);

  G_OBJECT_CLASS (tb_attachment_group_parent_class)->finalize (object);
}

static void
tb_attachment_group_class_init (TbAttachmentGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_attachment_group_dispose;
  object_class->finalize = tb_attachment_group_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-attachment-group.ui");
  gtk_widget_class_bind_template_child (widget_class, TbAttachmentGroup, add_button);
  gtk_widget_class_bind_template_child (widget_class, TbAttachmentGroup, empty_row);
  gtk_widget_class_bind_template_child (widget_class, TbAttachmentGroup, paste_button);
  gtk_widget_class_bind_template_child (widget_class, TbAttachmentGroup, spinner);

  gtk_widget_class_install_action (widget_class, "attachments.add", NULL, add);
  gtk_widget_class_install_action (widget_class, "attachments.paste", NULL, paste);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK,
                                       "attachments.paste", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Insert, GDK_SHIFT_MASK,
                                       "attachments.paste", NULL);
}

static void
tb_attachment_group_init (TbAttachmentGroup *self)
{
  gsize n_types;
  const GType *types = tb_received_files_get_types (&n_types);

  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));

  self->drop_target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  gtk_drop_target_set_gtypes (self->drop_target, (GType *)types, n_types);
  g_signal_connect_swapped (self->drop_target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (self->drop_target));
  update_actions (self);
}

/**
 * tb_attachment_group_new:
 * @session: the register
 * @owner_type: name of a record type that can have files: event, project, claim or milestone
 * @owner_id: id of the record
 *
 * Makes the group and begins to read its files.
 *
 * Returns: (transfer floating): the group
 */
GtkWidget *
tb_attachment_group_new (TbSession *session, const char *owner_type, const char *owner_id)
{
  TbAttachmentGroup *self = g_object_new (TB_TYPE_ATTACHMENT_GROUP, NULL);

  tb_attachment_group_set_owner (self, session, owner_type, owner_id);
  return GTK_WIDGET (self);
}

/**
 * tb_attachment_group_set_owner:
 * @session: the register
 * @owner_type: name of a record type that can have files
 * @owner_id: id of the record
 *
 * Shows the files of another record, or, where it is the same, does nothing: the group follows its
 * changes by itself. For groups that are made by a template.
 */
void
tb_attachment_group_set_owner (TbAttachmentGroup *self, TbSession *session, const char *owner_type,
                               const char *owner_id)
{
  const TbRecordType *type = tb_record_types_find (owner_type);

  g_return_if_fail (TB_IS_ATTACHMENT_GROUP (self));
  g_return_if_fail (type != NULL && tb_attachments_are_for (type));
  g_return_if_fail (owner_id != NULL);

  if (self->session == session && self->owner_type == type
      && g_strcmp0 (self->owner_id, owner_id) == 0)
    return;

  if (self->session != session)
    {
      if (self->session != NULL)
        g_signal_handlers_disconnect_by_data (self->session, self);
      g_set_object (&self->session, session);
      g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  self->owner_type = type;
  g_set_str (&self->owner_id, owner_id);
  self->n_shown = N_SHOWN;
  take_list (self, NULL);
  reload (self);
}
