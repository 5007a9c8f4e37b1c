/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-notice-dialog.h"

#include "tb-event.h"
#include "tb-toast.h"
#include "tb-type-event.h"

#include <glib/gi18n.h>

struct _TbNoticeDialog
{
  AdwDialog parent_instance;

  AdwToastOverlay *toast_overlay;
  GtkLabel *text_label;
  GtkButton *print_button;
};

G_DEFINE_FINAL_TYPE (TbNoticeDialog, tb_notice_dialog, ADW_TYPE_DIALOG)

static void
copy_cb (TbNoticeDialog *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          gtk_label_get_text (self->text_label));
  tb_toast_show (self->toast_overlay, tb_toast_new (_ ("Notice copied")));
}

static void
tb_notice_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TB_TYPE_NOTICE_DIALOG);

  G_OBJECT_CLASS (tb_notice_dialog_parent_class)->dispose (object);
}

static void
tb_notice_dialog_class_init (TbNoticeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_notice_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-notice-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TbNoticeDialog, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, TbNoticeDialog, text_label);
  gtk_widget_class_bind_template_child (widget_class, TbNoticeDialog, print_button);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
tb_notice_dialog_init (TbNoticeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_notice_dialog_new:
 * @event: an event, as last read
 *
 * Shows the text that was written for the event, or the one that its values make.
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
tb_notice_dialog_new (TbRecord *event)
{
  TbNoticeDialog *self = g_object_new (TB_TYPE_NOTICE_DIALOG, NULL);
  const char *written = tb_record_get_text (event, TB_EVENT_NOTICE);
  g_autofree char *made = written == NULL ? tb_event_dup_notice (event, NULL) : NULL;

  gtk_label_set_label (self->text_label, written != NULL ? written : made);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->print_button), "(ss)", "notice",
                                    tb_record_get_id (event));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->print_button), "win.print");

  return ADW_DIALOG (self);
}
