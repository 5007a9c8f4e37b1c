/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-entry-field-row.h"

#include "tb-date.h"
#include "tb-field-row.h"

struct _TbEntryFieldRow
{
  AdwEntryRow parent_instance;

  TbRecord *record; /* (owned) */
  guint field;
  char *fault;           /* (owned) (nullable) */
  gboolean setting_text; /* TRUE while the text is being set by us, not typed */

  GtkWidget *calendar_button;
  GtkPopover *calendar_popover;
  GtkCalendar *calendar;
};

static void field_row_iface_init (TbFieldRowInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TbEntryFieldRow, tb_entry_field_row, ADW_TYPE_ENTRY_ROW,
                               G_IMPLEMENT_INTERFACE (TB_TYPE_FIELD_ROW, field_row_iface_init))

static GtkInputPurpose
purpose_for (const TbField *field)
{
  if (field->type == TB_FIELD_INTEGER)
    return GTK_INPUT_PURPOSE_DIGITS;
  if (field->type == TB_FIELD_DECIMAL || field->type == TB_FIELD_MONEY)
    return GTK_INPUT_PURPOSE_NUMBER;
  if (field->format == TB_FORMAT_PHONE)
    return GTK_INPUT_PURPOSE_PHONE;
  if (field->format == TB_FORMAT_EMAIL)
    return GTK_INPUT_PURPOSE_EMAIL;
  return GTK_INPUT_PURPOSE_FREE_FORM;
}

static void
changed_cb (TbEntryFieldRow *self)
{
  g_autoptr (GError) error = NULL;

  if (self->record == NULL || self->setting_text)
    return;

  g_clear_pointer (&self->fault, g_free);
  if (!tb_record_parse (self->record, self->field, gtk_editable_get_text (GTK_EDITABLE (self)),
                        &error))
    self->fault = g_strdup (error->message);
  tb_field_row_emit_changed (TB_FIELD_ROW (self));
}

static void
calendar_shown_cb (TbEntryFieldRow *self)
{
  TbDate date;
  g_autoptr (GDateTime) day = NULL;

  if (!tb_date_from_iso (tb_record_get_text (self->record, self->field), &date))
    return;

  day = g_date_time_new_local (date.year, MAX (date.month, 1), MAX (date.day, 1), 0, 0, 0);
  self->setting_text = TRUE;
  gtk_calendar_select_day (self->calendar, day);
  self->setting_text = FALSE;
}

static void
day_selected_cb (TbEntryFieldRow *self)
{
  g_autoptr (GDateTime) day = NULL;
  g_autofree char *text = NULL;

  if (self->setting_text)
    return;

  day = gtk_calendar_get_date (self->calendar);
  text = g_date_time_format (day, "%Y-%m-%d");
  gtk_editable_set_text (GTK_EDITABLE (self), text);
  gtk_popover_popdown (self->calendar_popover);
}

static void
tb_entry_field_row_bind (TbFieldRow *row, TbSession *session, TbRecord *record, guint field)
{
  TbEntryFieldRow *self = TB_ENTRY_FIELD_ROW (row);
  const TbField *description = tb_record_type_get_field (tb_record_get_record_type (record), field);
  g_autofree char *text = tb_record_dup_editable (record, field);

  self->record = g_object_ref (record);
  self->field = field;

  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (self), purpose_for (description));
  gtk_widget_set_visible (self->calendar_button, description->type == TB_FIELD_DATE);

  self->setting_text = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self), text != NULL ? text : "");
  self->setting_text = FALSE;
}

static const char *
tb_entry_field_row_get_fault (TbFieldRow *row)
{
  return TB_ENTRY_FIELD_ROW (row)->fault;
}

static void
field_row_iface_init (TbFieldRowInterface *iface)
{
  iface->bind = tb_entry_field_row_bind;
  iface->get_fault = tb_entry_field_row_get_fault;
}

static void
tb_entry_field_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TB_TYPE_ENTRY_FIELD_ROW);

  G_OBJECT_CLASS (tb_entry_field_row_parent_class)->dispose (object);
}

static void
tb_entry_field_row_finalize (GObject *object)
{
  TbEntryFieldRow *self = TB_ENTRY_FIELD_ROW (object);

  g_clear_object (&self->record);
  g_clear_pointer (&self->fault, g_free);

  G_OBJECT_CLASS (tb_entry_field_row_parent_class)->finalize (object);
}

static void
tb_entry_field_row_class_init (TbEntryFieldRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tb_entry_field_row_dispose;
  object_class->finalize = tb_entry_field_row_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/towerbranch/TowerBranch/ui/tb-entry-field-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TbEntryFieldRow, calendar_button);
  gtk_widget_class_bind_template_child (widget_class, TbEntryFieldRow, calendar_popover);
  gtk_widget_class_bind_template_child (widget_class, TbEntryFieldRow, calendar);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, calendar_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
}

static void
tb_entry_field_row_init (TbEntryFieldRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
