/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-newer-rules.h"

#include <glib/gi18n-lib.h>

#include "tb-document-row.h"
#include "tb-error.h"

/*< private >
 * tb_newer_rules_check:
 * @connection: a connection
 * @record: a record as it is stored, that is to be changed or removed
 *
 * A record of which another desk says more than this program understands is for reading only: what
 * is not understood would be lost. Fails with %TB_ERROR_NEWER.
 *
 * Returns: whether @record may be changed
 */
gboolean
tb_newer_rules_check (TbConnection *connection, TbRecord *record, GError **error)
{
  g_autofree char *title = NULL;
  gboolean newer;

  if (!tb_document_row_is_newer (connection, tb_record_get_record_type (record)->name,
                                 tb_record_get_id (record), &newer, error))
    return FALSE;
  if (!newer)
    return TRUE;

  title = tb_record_dup_title (record);
  g_set_error (error, TB_ERROR, TB_ERROR_NEWER,
               /* Translators: the title of a record */
               _ ("“%s” was written on another desk by a newer version of the program. It can be "
                  "changed when that version is installed here, too."),
               title);
  return FALSE;
}
