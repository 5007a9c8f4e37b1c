/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-field-row.h"

#include <glib/gi18n.h>

#include "tb-choice-field-row.h"
#include "tb-entry-field-row.h"
#include "tb-reference-field-row.h"
#include "tb-text-field-row.h"

G_DEFINE_INTERFACE (TbFieldRow, tb_field_row, GTK_TYPE_WIDGET)

static guint changed_signal;

static void
tb_field_row_default_init (TbFieldRowInterface *iface)
{
  /**
   * TbFieldRow::changed-by-user:
   *
   * The record's value, or the row's fault, is another one now.
   */
  changed_signal = g_signal_new ("changed-by-user", TB_TYPE_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static GType
row_type_for (const TbField *field)
{
  switch (field->type)
    {
    case TB_FIELD_BOOLEAN:
    case TB_FIELD_CODE:
      return TB_TYPE_CHOICE_FIELD_ROW;
    case TB_FIELD_REFERENCE:
      return TB_TYPE_REFERENCE_FIELD_ROW;
    case TB_FIELD_TEXT:
      return field->format == TB_FORMAT_MULTILINE ? TB_TYPE_TEXT_FIELD_ROW
                                                  : TB_TYPE_ENTRY_FIELD_ROW;
    case TB_FIELD_INTEGER:
    case TB_FIELD_DECIMAL:
    case TB_FIELD_MONEY:
    case TB_FIELD_DATE:
    case TB_FIELD_INSTANT:
    default:
      return TB_TYPE_ENTRY_FIELD_ROW;
    }
}

/**
 * tb_field_row_new:
 * @session: where references are looked up
 * @record: the record being edited
 * @field: index of the field
 *
 * Makes the row that suits the type of the field.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
tb_field_row_new (TbSession *session, TbRecord *record, guint field)
{
  const TbField *description = tb_record_type_get_field (tb_record_get_record_type (record), field);
  GtkWidget *row = g_object_new (row_type_for (description), "title", _ (description->label), NULL);

  TB_FIELD_ROW_GET_IFACE (row)->bind (TB_FIELD_ROW (row), session, record, field);
  return row;
}

/**
 * tb_field_row_get_fault:
 *
 * Returns: (nullable): why what is typed cannot be a value of the field, as a sentence
 */
const char *
tb_field_row_get_fault (TbFieldRow *self)
{
  g_return_val_if_fail (TB_IS_FIELD_ROW (self), NULL);

  return TB_FIELD_ROW_GET_IFACE (self)->get_fault (self);
}

/**
 * tb_field_row_emit_changed:
 *
 * For implementations: tells the form that the value or the fault changed.
 */
void
tb_field_row_emit_changed (TbFieldRow *self)
{
  g_return_if_fail (TB_IS_FIELD_ROW (self));

  g_signal_emit (self, changed_signal, 0);
}
