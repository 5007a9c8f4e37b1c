/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-field.h"

/**
 * tb_field_is_entered:
 * @field: a field
 *
 * Returns: whether people enter its value: it is neither computed nor hidden from them
 */
gboolean
tb_field_is_entered (const TbField *field)
{
  g_return_val_if_fail (field != NULL, FALSE);

  return (field->flags & (TB_FIELD_DERIVED | TB_FIELD_HIDDEN)) == 0;
}

/**
 * tb_field_is_in_form:
 * @field: a field
 *
 * Returns: whether a form asks for its value: it is entered, and neither given when the record is
 * added nor follows from what is done with it
 */
gboolean
tb_field_is_in_form (const TbField *field)
{
  g_return_val_if_fail (field != NULL, FALSE);

  return tb_field_is_entered (field)
         && (field->flags & (TB_FIELD_STATE | TB_FIELD_NUMBERED | TB_FIELD_KEPT)) == 0;
}
