/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-credentials.h"

#include <string.h>

struct _TbCredentials
{
  gatomicrefcount ref_count;
  char *name;     /* (owned) */
  char *password; /* (owned) */
};

/**
 * tb_credentials_wipe:
 * @secret: (transfer full) (nullable): a text that others must not find in memory
 *
 * Overwrites and frees it.
 */
void
tb_credentials_wipe (char *secret)
{
  if (secret == NULL)
    return;
  explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

/**
 * tb_credentials_new:
 * @name: the name of a user of a service
 * @password: that user's password; copied
 *
 * Returns: (transfer full): the two
 */
TbCredentials *
tb_credentials_new (const char *name, const char *password)
{
  TbCredentials *self;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (password != NULL, NULL);

  self = g_new0 (TbCredentials, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->name = g_strdup (name);
  self->password = g_strdup (password);
  return self;
}

/**
 * tb_credentials_ref:
 * @self: credentials
 *
 * Returns: (transfer full): @self
 */
TbCredentials *
tb_credentials_ref (TbCredentials *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * tb_credentials_unref:
 * @self: (transfer full): credentials
 */
void
tb_credentials_unref (TbCredentials *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->name);
  tb_credentials_wipe (self->password);
  g_free (self);
}

/**
 * tb_credentials_get_name:
 * @self: credentials
 *
 * Returns: (transfer none): the name
 */
const char *
tb_credentials_get_name (TbCredentials *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

/**
 * tb_credentials_get_password:
 * @self: credentials
 *
 * Returns: (transfer none): the password; not to be copied where it lasts
 */
const char *
tb_credentials_get_password (TbCredentials *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->password;
}
