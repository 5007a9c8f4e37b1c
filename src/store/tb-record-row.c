/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-record-row.h"

static const char *const source_names[] = {
  [TB_SOURCE_MANUAL] = "manual",
  [TB_SOURCE_IMPORT] = "import",
  [TB_SOURCE_SYNC] = "sync",
  [TB_SOURCE_SAMPLE] = "sample",
};

static TbSource
source_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (source_names); i++)
    if (g_strcmp0 (source_names[i], name) == 0)
      return i;
  return TB_SOURCE_MANUAL;
}

const char *
tb_source_to_name (TbSource source)
{
  g_return_val_if_fail (source < G_N_ELEMENTS (source_names), NULL);

  return source_names[source];
}

/*
 * tb_record_row_read:
 * @type: the type of the table
 * @statement: at a row of the columns of #TbRecordSql
 *
 * Bytes of a text that are no UTF-8 become U+FFFD.
 *
 * Returns: (transfer full): the record, without the titles of what it refers to
 */
TbRecord *
tb_record_row_read (const TbRecordType *type, TbStatement *statement)
{
  TbRecord *record = tb_record_new (type);

  tb_record_set_row (record, tb_statement_get_int (statement, TB_COLUMN_ROW));
  tb_record_set_id (record, tb_statement_get_text (statement, TB_COLUMN_ID));
  tb_record_set_version (record, tb_statement_get_int (statement, TB_COLUMN_VERSION));
  tb_record_set_stamps (record, tb_statement_get_text (statement, TB_COLUMN_CREATED_AT),
                        tb_statement_get_text (statement, TB_COLUMN_UPDATED_AT));
  tb_record_set_removed (record, !tb_statement_is_null (statement, TB_COLUMN_REMOVED_AT));
  tb_record_set_source (record,
                        source_from_name (tb_statement_get_text (statement, TB_COLUMN_SOURCE)));

  for (guint i = 0; i < type->n_fields; i++)
    {
      int column = TB_COLUMN_FIELDS + (int)i;

      if (tb_statement_is_null (statement, column))
        continue;
      if (tb_field_is_text (&type->fields[i]))
        tb_record_take_text (record, i, tb_statement_dup_text (statement, column));
      else
        tb_record_set_int (record, i, tb_statement_get_int (statement, column));
    }
  return record;
}

/* Binds the value that @record has; it must stay until the statement is run. */
void
tb_record_row_bind_field (TbStatement *statement, int parameter, TbRecord *record, guint field)
{
  if (!tb_record_has (record, field))
    tb_statement_bind_null (statement, parameter);
  else if (tb_field_is_text (tb_record_type_get_field (tb_record_get_record_type (record), field)))
    tb_statement_bind_text (statement, parameter, tb_record_get_text (record, field));
  else
    tb_statement_bind_int (statement, parameter, tb_record_get_int (record, field));
}

/* Binds a value written as text: of a number, its digits as they are stored. */
void
tb_record_row_bind_value (TbStatement *statement, int parameter, const TbField *field,
                          const char *value)
{
  if (value == NULL)
    tb_statement_bind_null (statement, parameter);
  else if (tb_field_is_text (field))
    tb_statement_bind_text (statement, parameter, value);
  else
    tb_statement_bind_int (statement, parameter, g_ascii_strtoll (value, NULL, 10));
}
