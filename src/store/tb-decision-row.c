/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-decision-row.h"

#include "tb-statement.h"

/**
 * tb_decision_row_is_known:
 * @connection: a connection
 * @digest: of a value that was not taken
 * @known: (out): whether an entry, of this desk or another, says that somebody decided about it
 * @error: where to put what went wrong
 *
 * People decide seldom, so the few entries are looked through.
 *
 * Returns: whether @known is set; otherwise any error of TB_ERROR
 */
gboolean
tb_decision_row_is_known (TbConnection *connection, const char *digest, gboolean *known,
                          GError **error)
{
  g_autoptr (TbStatement) statement = tb_connection_prepare (
      connection,
      "SELECT EXISTS (SELECT 1 FROM sync_document JOIN sync_revision"
      " ON document = sync_document.row WHERE id > 'decision:' AND id < 'decision;'"
      " AND NOT \"foreign\" AND body ->> 'difference' = ?1)",
      error);

  if (statement == NULL)
    return FALSE;
  tb_statement_bind_text (statement, 1, digest);
  if (tb_statement_step (statement, error) != TB_STEP_ROW)
    return FALSE;
  *known = tb_statement_get_int (statement, 0) != 0;
  return TRUE;
}
