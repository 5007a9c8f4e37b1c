/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-local-codes.h"

#include "tb-code-list.h"
#include "tb-record-table.h"
#include "tb-type-code-item.h"

/**
 * tb_local_codes_read:
 *
 * Reads the codes of the branch. On the connection's thread.
 *
 * Returns: (transfer full) (element-type TbRecord): code items, the newest first
 */
GPtrArray *
tb_local_codes_read (TbConnection *connection, GError **error)
{
  return tb_record_table_find (connection, &tb_type_code_item, NULL, NULL, 0, error);
}

/**
 * tb_local_codes_apply:
 * @items: (element-type TbRecord): what tb_local_codes_read() gave
 *
 * Makes the code lists what the program ships and what the branch added. On the thread that opens a
 * register, before anybody works with it; the lists of a process are those of the register it
 * opened last. An item of a list that this version does not have is passed over.
 */
void
tb_local_codes_apply (GPtrArray *items)
{
  tb_code_lists_forget_local ();

  for (guint i = items->len; i > 0; i--)
    {
      TbRecord *item = g_ptr_array_index (items, i - 1);
      const char *list = tb_record_get_text (item, TB_CODE_ITEM_LIST);
      gboolean enabled = !tb_record_has (item, TB_CODE_ITEM_ENABLED)
                         || tb_record_get_boolean (item, TB_CODE_ITEM_ENABLED);

      if (tb_code_lists_find (list) != NULL)
        tb_code_lists_set_local (list, tb_record_get_text (item, TB_CODE_ITEM_CODE),
                                 tb_record_get_text (item, TB_CODE_ITEM_LABEL), enabled);
    }
}
