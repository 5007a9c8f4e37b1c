/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-service-account.h"

#include <glib/gi18n.h>

#include "tb-cli-secret.h"

/**
 * tb_service_account_clear:
 * @self: an account, as typed
 */
void
tb_service_account_clear (TbServiceAccount *self)
{
  g_free (self->branch);
  g_free (self->name);
  g_free (self->password_file);
}

/**
 * tb_service_account_check:
 * @self: an account, as typed
 *
 * Says what of branch and name is missing or cannot be.
 *
 * Returns: whether both are there
 */
gboolean
tb_service_account_check (TbCli *cli, const TbServiceAccount *self)
{
  if (self->branch == NULL)
    tb_cli_fail_usage (cli, _ ("The branch is missing: --branch NAME"));
  else if (!tb_service_branch_is_valid (self->branch))
    tb_cli_fail_usage (cli,
                       _ ("“%s” cannot be the name of a branch: it has small letters, digits, “-” "
                          "and “_”, and does not end with “-files”."),
                       self->branch);
  else if (self->name == NULL || !g_utf8_validate (self->name, -1, NULL))
    tb_cli_fail_usage (cli, _ ("The name at the service is missing: --name NAME"));
  else
    return TRUE;
  return FALSE;
}

/**
 * tb_service_account_read_password:
 * @self: an account that was checked
 * @error: return location, as tb_cli_secret_read()
 *
 * Returns: (transfer full): its password, to be wiped with tb_credentials_wipe(), or %NULL
 */
char *
tb_service_account_read_password (TbCli *cli, const TbServiceAccount *self, GError **error)
{
  /* Translators: %s is a name. */
  g_autofree char *prompt = g_strdup_printf (_ ("Password of %s:"), self->name);

  return tb_cli_secret_read (cli, self->password_file, prompt, error);
}

/**
 * tb_service_account_new_client:
 * @url: where the service is
 * @self: an account that was checked
 * @error: return location: %TB_ERROR_INVALID for what is no address, and as tb_cli_secret_read()
 *
 * Returns: (transfer full): what speaks to the service as that account, or %NULL
 */
TbHttpClient *
tb_service_account_new_client (TbCli *cli, const char *url, const TbServiceAccount *self,
                               GError **error)
{
  g_autoptr (TbServiceAddress) address = tb_service_address_new (url, error);
  g_autoptr (TbCredentials) credentials = NULL;
  char *password;

  if (address == NULL)
    return NULL;
  password = tb_service_account_read_password (cli, self, error);
  if (password == NULL)
    return NULL;
  credentials = tb_credentials_new (self->name, password);
  tb_credentials_wipe (password);
  return tb_http_client_new (address, credentials);
}
