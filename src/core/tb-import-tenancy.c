/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-import-tenancy.h"

#include "tb-record-table.h"
#include "tb-type-enterprise.h"
#include "tb-type-tenancy.h"
#include "tb-type-unit.h"

/**
 * tb_import_tenancy_find:
 * @connection: the register
 * @enterprise: id of an enterprise
 * @unit: id of a room
 * @open: (out) (transfer full) (nullable): the tenancy that has not ended, or %NULL
 * @error: return location
 *
 * On the thread of @connection. Errors: those of the store.
 */
gboolean
tb_import_tenancy_find (TbConnection *connection, const char *enterprise, const char *unit,
                        TbRecord **open, GError **error)
{
  const guint fields[] = { TB_TENANCY_ENTERPRISE, TB_TENANCY_UNIT };
  const char *const values[] = { enterprise, unit };
  g_autoptr (GPtrArray) tenancies
      = tb_record_table_find (connection, &tb_type_tenancy, fields, values, 2, error);

  *open = NULL;
  if (tenancies == NULL)
    return FALSE;
  for (guint i = 0; i < tenancies->len && *open == NULL; i++)
    if (!tb_record_has (g_ptr_array_index (tenancies, i), TB_TENANCY_UNTIL))
      *open = g_object_ref (g_ptr_array_index (tenancies, i));
  return TRUE;
}

/**
 * tb_import_tenancy_is_new:
 * @row: a resolved row of rooms or enterprises
 * @present: (nullable): the record that it is about, %NULL if that is new
 * @connection: the register
 * @is_new: (out): whether the row says of who is where, or since when, what the register does not
 * @error: return location
 *
 * On the thread of @connection. Errors: those of the store.
 */
gboolean
tb_import_tenancy_is_new (TbImportRow *row, TbRecord *present, TbConnection *connection,
                          gboolean *is_new, GError **error)
{
  const char *since = row->roles[TB_IMPORT_ROLE_SINCE];
  gboolean is_unit = tb_record_get_record_type (row->record) == &tb_type_unit;
  g_autoptr (TbRecord) open = NULL;

  *is_new = FALSE;
  /* An enterprise's office itself is a field; only its date has to be looked after. */
  if (row->unit == NULL || (is_unit ? row->tenant == NULL : since == NULL))
    return TRUE;
  if (present == NULL || row->unit->record != NULL || (is_unit && row->tenant->record != NULL))
    {
      *is_new = TRUE;
      return TRUE;
    }
  if (!tb_import_tenancy_find (connection, is_unit ? row->tenant->id : tb_record_get_id (present),
                               row->unit->id, &open, error))
    return FALSE;
  if (open == NULL)
    *is_new = TRUE;
  else if (since != NULL)
    *is_new = !tb_record_has (open, TB_TENANCY_SINCE)
              || !g_str_has_prefix (tb_record_get_text (open, TB_TENANCY_SINCE), since);
  return TRUE;
}
