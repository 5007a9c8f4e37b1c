/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sync-private.h"

/* Where a session remembers its exchange. */
#define WATCHED "tb-sync-watched"

/*< private >
 * tb_sync_set_watched:
 * @sync: (nullable): the exchange that is kept up to date for @session from now on
 */
void
tb_sync_set_watched (TbSession *session, TbSync *sync)
{
  g_object_set_data (G_OBJECT (session), WATCHED, sync);
}

/**
 * tb_sync_find:
 * @session: a register
 *
 * For those who show something of a register and would have to be told of its exchange by
 * everybody in between. On the thread that opened the session.
 *
 * Returns: (transfer none) (nullable): the exchange that tb_sync_watch() keeps up to date for it
 */
TbSync *
tb_sync_find (TbSession *session)
{
  g_return_val_if_fail (TB_IS_SESSION (session), NULL);

  return g_object_get_data (G_OBJECT (session), WATCHED);
}
