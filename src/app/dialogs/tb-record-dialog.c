/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-record-dialog.h"

#include "tb-detail-pane.h"

/**
 * TbRecordDialog:
 *
 * A record whose type has no page of its own. It closes when the record is removed.
 */
struct _TbRecordDialog
{
  AdwDialog parent_instance;

  TbDetailPane *pane;
};

G_DEFINE_FINAL_TYPE (TbRecordDialog, tb_record_dialog, ADW_TYPE_DIALOG)

static void
has_record_cb (TbRecordDialog *self, GParamSpec *pspec, TbRecordDetail *detail)
{
  if (tb_record_detail_get_record (detail) == NULL && !tb_record_detail_has_failed (detail))
    adw_dialog_close (ADW_DIALOG (self));
}

static void
tb_record_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TB_TYPE_RECORD_DIALOG);

  G_OBJECT_CLASS (tb_record_dialog_parent_class)->dispose (object);
}

static void
tb_record_dialog_class_init (TbRecordDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tb_record_dialog_dispose;

  g_type_ensure (TB_TYPE_DETAIL_PANE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-record-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TbRecordDialog, pane);
}

static void
tb_record_dialog_init (TbRecordDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * tb_record_dialog_new:
 * @session: the register
 * @type: a record type
 * @id: id of a record
 *
 * Returns: (transfer floating): the dialog, which begins to read the record
 */
AdwDialog *
tb_record_dialog_new (TbSession *session, const TbRecordType *type, const char *id)
{
  TbRecordDialog *self = g_object_new (TB_TYPE_RECORD_DIALOG, NULL);
  TbRecordDetail *detail = tb_detail_pane_get_detail (self->pane);

  tb_record_detail_set_session (detail, session);
  g_signal_connect_object (detail, "notify::has-record", G_CALLBACK (has_record_cb), self,
                           G_CONNECT_SWAPPED);
  tb_record_detail_load (detail, type, id);

  return ADW_DIALOG (self);
}
