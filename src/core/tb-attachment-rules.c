/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-attachment-rules.h"

#include <glib/gi18n-lib.h>

#include "tb-error.h"
#include "tb-file-store.h"
#include "tb-type-attachment.h"

static gboolean
check_is_kept (TbBatchWriter *writer, TbRecord *record, GError **error)
{
  const char *database = tb_connection_get_path (tb_batch_writer_get_connection (writer));
  g_autoptr (TbFileStore) store = tb_file_store_new (database);

  if (tb_file_store_has (store, tb_record_get_text (record, TB_ATTACHMENT_SHA256)))
    return TRUE;

  g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
               _ ("The content of “%s” is not among the files of the register. Attach the file "
                  "itself."),
               tb_record_get_text (record, TB_ATTACHMENT_FILE_NAME));
  return FALSE;
}

/*< private >
 * tb_attachment_rules_check:
 * @before: (nullable): the record as it is; %NULL for one that is new or comes back
 * @after: the record as it is to be
 *
 * There is never a row without its file: what an attachment names must be kept, and stays the same
 * for good, whatever else of the row is changed. Errors: %TB_ERROR_INVALID. Records of other types
 * pass.
 */
gboolean
tb_attachment_rules_check (TbBatchWriter *writer, TbRecord *before, TbRecord *after, GError **error)
{
  if (tb_record_get_record_type (after) != &tb_type_attachment)
    return TRUE;

  if (before != NULL
      && !(tb_record_field_equal (before, after, TB_ATTACHMENT_SHA256)
           && tb_record_field_equal (before, after, TB_ATTACHMENT_SIZE)))
    {
      g_set_error (
          error, TB_ERROR, TB_ERROR_INVALID,
          _ ("The content of “%s” cannot be changed. Attach the other file, and remove this "
             "one."),
          tb_record_get_text (before, TB_ATTACHMENT_FILE_NAME));
      return FALSE;
    }
  return before != NULL || check_is_kept (writer, after, error);
}
