/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sync-device.h"

#include <glib/gstdio.h>

#include "tb-id.h"
#include "tb-maintenance.h"
#include "tb-peer-row.h"

#define DEVICE "sync.device"
#define FILE_IDENTITY "sync.file"

/* What tells this very file from a copy of it: the machine it is on, and its number there. A backup
 * that is restored and a register that is copied have another one. */
static char *
dup_identity (TbConnection *connection)
{
  g_autofree char *machine = NULL;
  GStatBuf info = { 0 };

  if (g_file_get_contents ("/etc/machine-id", &machine, NULL, NULL))
    g_strstrip (machine);
  g_stat (tb_connection_get_path (connection), &info);
  return g_strdup_printf ("%s:%" G_GUINT64_FORMAT, machine != NULL ? machine : "",
                          (guint64)info.st_ino);
}

static gboolean
read_setting (TbConnection *connection, const char *key, char **value, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  *value = tb_setting_get (connection, key, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/*< private >
 * tb_sync_device_renew:
 * @connection: a connection in a transaction
 *
 * Makes this register a desk of its own: it has another id, and believes nothing of what the file
 * says that was exchanged. What it holds stays, and is offered to everybody again.
 */
gboolean
tb_sync_device_renew (TbConnection *connection, GError **error)
{
  g_autofree char *identity = dup_identity (connection);
  char id[TB_ID_SIZE];

  tb_id_generate (tb_clock_now (tb_connection_get_clock (connection)), id);
  return tb_setting_set (connection, DEVICE, id, error)
         && tb_setting_set (connection, FILE_IDENTITY, identity, error)
         && tb_peer_row_reset (connection, 0, error);
}

/*< private >
 * tb_sync_device_get:
 * @connection: a connection for writing, not in a transaction
 *
 * Returns: (transfer full): the id of this desk; a new one where the file is a copy of another
 */
char *
tb_sync_device_get (TbConnection *connection, GError **error)
{
  g_autofree char *present = dup_identity (connection);
  g_autofree char *identity = NULL;
  char *device = NULL;

  if (!read_setting (connection, FILE_IDENTITY, &identity, error))
    return NULL;
  if (g_strcmp0 (identity, present) != 0)
    {
      if (!tb_connection_begin (connection, error))
        return NULL;
      if (!tb_sync_device_renew (connection, error))
        {
          tb_connection_rollback (connection);
          return NULL;
        }
      if (!tb_connection_commit (connection, error))
        return NULL;
    }
  return read_setting (connection, DEVICE, &device, error) ? device : NULL;
}

/*< private >
 * tb_sync_device_peek:
 * @connection: a connection
 *
 * Returns: (transfer full): the id that this desk had last; empty where it never exchanged anything
 */
char *
tb_sync_device_peek (TbConnection *connection)
{
  char *device = tb_setting_get (connection, DEVICE, NULL);

  return device != NULL ? device : g_strdup ("");
}
