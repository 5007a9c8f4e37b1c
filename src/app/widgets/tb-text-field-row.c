/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-text-field-row.h"

#include "tb-field-row.h"

struct _TbTextFieldRow
{
  AdwPreferencesRow parent_instance;

  TbRecord *record; /* (owned) (nullable): NULL until bound */
  guint field;
  char *fault; /* (owned) (nullable) */

  GtkWidget *text_view;
  GtkTextBuffer *buffer;
};

static void field_row_iface_init (TbFieldRowInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TbTextFieldRow, tb_text_field_row, ADW_TYPE_PREFERENCES_ROW,
                               G_IMPLEMENT_INTERFACE (TB_TYPE_FIELD_ROW, field_row_iface_init))

static void
changed_cb (TbTextFieldRow *self)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (self->record == NULL)
    return;

  g_object_get (self->buffer, "text", &text, NULL);
  g_clear_pointer (&self->fault, g_free);
  if (!tb_record_parse (self->record, self->field, text, &error))
    self->fault = g_strdup (error->message);
  tb_field_row_emit_changed (TB_FIELD_ROW (self));
}

static gboolean
resize_cb (GtkWidget *text_view, GdkFrameClock *clock, gpointer user_data)
{
  gtk_widget_queue_resize (text_view);

  return G_SOURCE_REMOVE;
}

/* Before it has a width, a text view breaks its text after each character and asks for that height.
 * Given its width it breaks anew, but within its allocation, where what it asks for is not heard.
 */
static void
height_changed_cb (TbTextFieldRow *self)
{
  gtk_widget_add_tick_callback (self->text_view, resize_cb, NULL, NULL);
}

static void
tb_text_field_row_bind (TbFieldRow *row, TbSession *session, TbRecord *record, guint field)
{
  TbTextFieldRow *self = TB_TEXT_FIELD_ROW (row);
  g_autofree char *text = tb_record_dup_editable (record, field);

  gtk_text_buffer_set_text (self->buffer, text != NULL ? text : "", -1);

  /* Last, so that setting the present value is not taken for a change. */
  self->record = g_object_ref (record);
  self->field = field;
}

static const char *
tb_text_field_row_get_fault (TbFieldRow *row)
{
  return TB_TEXT_FIELD_ROW (row)->fault;
}

static void
field_row_iface_init (TbFieldRowInterface *iface)
{
  iface->bind = tb_text_field_row_bind;
  iface->get_fault = tb_text_field_row_get_fault;
}

static gboolean
tb_text_field_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (TB_TEXT_FIELD_ROW (widget)->text_view);
}

static void
tb_text_field_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TB_TYPE_TEXT_FIELD_ROW);

  G_OBJECT_CLASS (tb_text_field_row_parent_class)->dispose (object);
}

static void
tb_text_field_row_finalize (GObject *object)
{
  TbTextFieldRow *self = TB_TEXT_FIELD_ROW (object);

  g_clear_object (&self->record);
  g_clear_pointer (&self->fault, g_free);

  G_OBJECT_CLASS (tb_text_field_row_parent_class)->finalize (object);
}

static void
tb_text_field_row_class_init (TbTextFieldRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_text_field_row_dispose;
  object_class->finalize = tb_text_field_row_finalize;
  widget_class->grab_focus = tb_text_field_row_grab_focus;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-text-field-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TbTextFieldRow, text_view);
  gtk_widget_class_bind_template_child (widget_class, TbTextFieldRow, buffer);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
tb_text_field_row_init (TbTextFieldRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->text_view)),
                           "changed", G_CALLBACK (height_changed_cb), self, G_CONNECT_SWAPPED);
}
