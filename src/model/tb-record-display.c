/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-record.h"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "tb-code-list.h"
#include "tb-number-text.h"
#include "tb-text.h"

/* What stands for a value that is there but not shown. Its length says nothing about the value. */
#define HIDDEN_VALUE "****"

static gboolean
is_masked (const TbField *field, TbDisplay display)
{
  return display == TB_DISPLAY_MASKED && field->sensitivity >= TB_SENSITIVITY_S2;
}

static char *
dup_masked (TbRecord *self, guint field)
{
  const TbField *description = &tb_record_get_record_type (self)->fields[field];
  const char *text;

  if (!tb_field_is_text (description))
    return g_strdup (HIDDEN_VALUE);

  text = tb_record_get_text (self, field);
  if (description->type == TB_FIELD_DATE && description->sensitivity < TB_SENSITIVITY_S3)
    return g_strdup_printf ("%.4s-**-**", text); /* the year is needed for statistics of age */
  if (description->type != TB_FIELD_TEXT)
    return g_strdup (HIDDEN_VALUE);

  switch (description->format)
    {
    case TB_FORMAT_ID_NUMBER:
      return tb_text_mask_id_number (text);
    case TB_FORMAT_PHONE:
      /* Two numbers in one cell would show the first of them. */
      return tb_text_is_phone (text) ? tb_text_mask_phone (text) : g_strdup (HIDDEN_VALUE);
    case TB_FORMAT_PLAIN:
    case TB_FORMAT_PERSON_NAME:
    case TB_FORMAT_CREDIT_CODE:
    case TB_FORMAT_EMAIL:
    case TB_FORMAT_MULTILINE:
    case TB_FORMAT_TIME:
      return g_strdup (HIDDEN_VALUE);
    default:
      g_assert_not_reached ();
    }
}

static char *
dup_code_label (const TbField *field, const char *code)
{
  const TbCodeList *list = tb_code_lists_find (field->code_list);
  const TbCodeItem *item = list != NULL ? tb_code_list_find_code (list, code) : NULL;

  return g_strdup (item != NULL ? tb_code_item_get_label (item) : code);
}

/**
 * tb_record_dup_title:
 * @self: a record
 *
 * Returns: (transfer full): what people call the record; never masked, as no title is sensitive;
 * the empty string if it has no name yet
 */
char *
tb_record_dup_title (TbRecord *self)
{
  const TbRecordType *type;

  g_return_val_if_fail (TB_IS_RECORD (self), NULL);

  type = tb_record_get_record_type (self);
  if (type->dup_title != NULL)
    return type->dup_title (self);
  return tb_record_dup_display (self, type->title_field, TB_DISPLAY_REVEALED);
}

/**
 * tb_record_dup_display:
 * @self: a record
 * @field: index of a field
 * @display: whether sensitive values are masked
 *
 * Returns: (transfer full): the value as people read it, in their language; the empty string if
 * there is none
 */
char *
tb_record_dup_display (TbRecord *self, guint field, TbDisplay display)
{
  const TbField *description;
  const char *title;
  TbDate date;

  g_return_val_if_fail (TB_IS_RECORD (self), NULL);

  description = tb_record_type_get_field (tb_record_get_record_type (self), field);
  if (!tb_record_has (self, field))
    return g_strdup ("");
  if (is_masked (description, display))
    return dup_masked (self, field);

  switch (description->type)
    {
    case TB_FIELD_TEXT:
    case TB_FIELD_INSTANT:
      return g_strdup (tb_record_get_text (self, field));
    case TB_FIELD_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, tb_record_get_int (self, field));
    case TB_FIELD_DECIMAL:
    case TB_FIELD_MONEY:
      return tb_number_text_dup_grouped (tb_record_get_int (self, field));
    case TB_FIELD_BOOLEAN:
      return g_strdup (tb_record_get_boolean (self, field) ? _ ("Yes") : _ ("No"));
    case TB_FIELD_DATE:
      if (!tb_date_from_iso (tb_record_get_text (self, field), &date))
        return g_strdup (tb_record_get_text (self, field));
      return tb_date_dup_display (date);
    case TB_FIELD_CODE:
      return dup_code_label (description, tb_record_get_text (self, field));
    case TB_FIELD_REFERENCE:
      title = tb_record_get_reference_title (self, field);
      return g_strdup (title != NULL ? title : tb_record_get_text (self, field));
    default:
      g_assert_not_reached ();
    }
}

/**
 * tb_record_dup_editable:
 * @self: a record
 * @field: index of a field
 *
 * The value as a form shows it for editing: tb_record_parse() makes the same value of it. In clear.
 *
 * Returns: (transfer full): the text; the empty string if there is no value
 */
char *
tb_record_dup_editable (TbRecord *self, guint field)
{
  const TbField *description;

  g_return_val_if_fail (TB_IS_RECORD (self), NULL);

  description = tb_record_type_get_field (tb_record_get_record_type (self), field);
  if (!tb_record_has (self, field))
    return g_strdup ("");

  switch (description->type)
    {
    case TB_FIELD_TEXT:
    case TB_FIELD_INSTANT:
    case TB_FIELD_DATE:
    case TB_FIELD_REFERENCE:
      return g_strdup (tb_record_get_text (self, field));
    case TB_FIELD_CODE:
      return dup_code_label (description, tb_record_get_text (self, field));
    case TB_FIELD_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, tb_record_get_int (self, field));
    case TB_FIELD_DECIMAL:
    case TB_FIELD_MONEY:
      return tb_number_text_dup_plain (tb_record_get_int (self, field));
    case TB_FIELD_BOOLEAN:
      return g_strdup (tb_record_get_boolean (self, field) ? _ ("Yes") : _ ("No"));
    default:
      g_assert_not_reached ();
    }
}
