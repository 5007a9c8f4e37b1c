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

static gpointer
read_check (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return tb_newer_rules_check (connection, data, error) ? g_object_ref (data) : NULL;
}

/**
 * tb_newer_rules_check_async:
 * @session: the register
 * @record: a record as it is stored
 * @cancellable: (nullable): to stop waiting
 * @callback: called on the caller's main context when it is known
 * @user_data: for @callback
 *
 * Finds out, before anybody tries, whether @record is only for reading because a newer version of
 * the program wrote it. Finish with tb_newer_rules_check_finish().
 */
void
tb_newer_rules_check_async (TbSession *session, TbRecord *record, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  tb_session_read_async (session, read_check, g_object_ref (record), g_object_unref, g_object_unref,
                         cancellable, callback, user_data);
}

/**
 * tb_newer_rules_check_finish:
 * @session: the register
 * @result: what the callback was given
 * @error: where to put what went wrong
 *
 * Returns: whether the record may be changed; otherwise %TB_ERROR_NEWER, which says why in words
 * for people, or an error of the store
 */
gboolean
tb_newer_rules_check_finish (TbSession *session, GAsyncResult *result, GError **error)
{
  g_autoptr (TbRecord) record = tb_session_read_finish (session, result, error);

  return record != NULL;
}
