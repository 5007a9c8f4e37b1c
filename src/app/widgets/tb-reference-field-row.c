/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-reference-field-row.h"

#include <glib/gi18n.h>

#include "tb-field-row.h"
#include "tb-record-chooser.h"

struct _TbReferenceFieldRow
{
  AdwActionRow parent_instance;

  TbSession *session; /* (owned) (nullable): NULL until bound */
  TbRecord *record;   /* (owned) */
  guint field;

  GtkWidget *clear_button;
};

static void field_row_iface_init (TbFieldRowInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TbReferenceFieldRow, tb_reference_field_row, ADW_TYPE_ACTION_ROW,
                               G_IMPLEMENT_INTERFACE (TB_TYPE_FIELD_ROW, field_row_iface_init))

static void
show_value (TbReferenceFieldRow *self)
{
  gboolean has = tb_record_has (self->record, self->field);
  const char *title = has ? tb_record_get_reference_title (self->record, self->field) : NULL;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), title != NULL ? title : "—");
  gtk_widget_set_visible (self->clear_button, has);
}

static void
set_value (TbReferenceFieldRow *self, const char *id, const char *title)
{
  tb_record_set_text (self->record, self->field, id);
  tb_record_set_reference_title (self->record, self->field, title);
  show_value (self);
  tb_field_row_emit_changed (TB_FIELD_ROW (self));
}

static void
chosen_cb (TbReferenceFieldRow *self, const char *id, const char *title, TbRecordChooser *chooser)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (chooser), ADW_TYPE_NAVIGATION_VIEW);

  set_value (self, id, title);
  adw_navigation_view_pop (ADW_NAVIGATION_VIEW (view));
}

static void
activated_cb (TbReferenceFieldRow *self)
{
  const TbField *field
      = tb_record_type_get_field (tb_record_get_record_type (self->record), self->field);
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);
  AdwNavigationPage *chooser = tb_record_chooser_new (
      self->session, tb_record_types_find (field->target), _ (field->label));

  g_signal_connect_object (chooser, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), chooser);
}

static void
clear_cb (TbReferenceFieldRow *self)
{
  set_value (self, NULL, NULL);
}

static void
tb_reference_field_row_bind (TbFieldRow *row, TbSession *session, TbRecord *record, guint field)
{
  TbReferenceFieldRow *self = TB_REFERENCE_FIELD_ROW (row);

  self->session = g_object_ref (session);
  self->record = g_object_ref (record);
  self->field = field;
  show_value (self);
}

static const char *
tb_reference_field_row_get_fault (TbFieldRow *row)
{
  return NULL;
}

static void
field_row_iface_init (TbFieldRowInterface *iface)
{
  iface->bind = tb_reference_field_row_bind;
  iface->get_fault = tb_reference_field_row_get_fault;
}

static void
tb_reference_field_row_finalize (GObject *object)
{
  TbReferenceFieldRow *self = TB_REFERENCE_FIELD_ROW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->record);

  G_OBJECT_CLASS (tb_reference_field_row_parent_class)->finalize (object);
}

static void
tb_reference_field_row_class_init (TbReferenceFieldRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tb_reference_field_row_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-reference-field-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TbReferenceFieldRow, clear_button);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
}

static void
tb_reference_field_row_init (TbReferenceFieldRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
