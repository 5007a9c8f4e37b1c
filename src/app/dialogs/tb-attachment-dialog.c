/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-attachment-dialog.h"

#include <glib/gi18n.h>

#include "tb-alert.h"
#include "tb-field-row.h"
#include "tb-type-attachment.h"

/**
 * TbAttachmentDialog:
 *
 * What people may say about a file that is attached: all else of it is as it is.
 */
struct _TbAttachmentDialog
{
  AdwDialog parent_instance;

  TbSession *session;        /* (owned) */
  TbRecord *record;          /* (owned): a copy, changed by the rows */
  GCancellable *cancellable; /* (owned): cancelled when the dialog is gone */

  AdwPreferencesGroup *fields_group;
  GtkWidget *save_button;
};

G_DEFINE_FINAL_TYPE (TbAttachmentDialog, tb_attachment_dialog, ADW_TYPE_DIALOG)

static const guint shown_fields[]
    = { TB_ATTACHMENT_CAPTION, TB_ATTACHMENT_KIND, TB_ATTACHMENT_FILE_NAME };

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbAttachmentDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = tb_session_commit_finish (TB_SESSION (source), result, &error);

  gtk_widget_set_sensitive (self->save_button, TRUE);
  if (batch == NULL)
    {
      tb_alert_present (GTK_WIDGET (self), _ ("Not Saved"), error);
      return;
    }

  if (*batch != '\0')
    gtk_widget_activate_action (GTK_WIDGET (self), "win.tell-batch", "s", batch);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
save_cb (TbAttachmentDialog *self)
{
  gtk_widget_set_sensitive (self->save_button, FALSE);
  tb_session_save_async (self->session, self->record, self->cancellable, saved_cb,
                         g_object_ref (self));
}

static void
cancel_cb (TbAttachmentDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
tb_attachment_dialog_dispose (GObject *object)
{
  TbAttachmentDialog *self = TB_ATTACHMENT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), TB_TYPE_ATTACHMENT_DIALOG);

  G_OBJECT_CLASS (tb_attachment_dialog_parent_class)->dispose (object);
}

static void
tb_attachment_dialog_finalize (GObject *object)
{
  TbAttachmentDialog *self = TB_ATTACHMENT_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_object (&self->record);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (tb_attachment_dialog_parent_class)->finalize (object);
}

static void
tb_attachment_dialog_class_init (TbAttachmentDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_attachment_dialog_dispose;
  object_class->finalize = tb_attachment_dialog_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-attachment-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TbAttachmentDialog, fields_group);
  gtk_widget_class_bind_template_child (widget_class, TbAttachmentDialog, save_button);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
tb_attachment_dialog_init (TbAttachmentDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_attachment_dialog_new:
 * @session: the register
 * @attachment: a row, as loaded
 *
 * Returns: (transfer floating): the dialog in which its caption, its kind and its name are changed
 */
AdwDialog *
tb_attachment_dialog_new (TbSession *session, TbRecord *attachment)
{
  TbAttachmentDialog *self = g_object_new (TB_TYPE_ATTACHMENT_DIALOG, NULL);

  self->session = g_object_ref (session);
  self->record = tb_record_copy (attachment);
  for (guint i = 0; i < G_N_ELEMENTS (shown_fields); i++)
    adw_preferences_group_add (self->fields_group,
                               tb_field_row_new (session, self->record, shown_fields[i]));

  return ADW_DIALOG (self);
}
