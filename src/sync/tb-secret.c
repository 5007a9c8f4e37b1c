/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-secret.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "tb-error.h"

static const SecretSchema schema = {
  TB_APPLICATION_ID,
  SECRET_SCHEMA_NONE,
  {
      { "url", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "user", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
  },
};

/* Whatever is wrong with a keyring, what is to be done is the same. Always returns %FALSE. */
static gboolean
set_error (GError **error, const GError *cause)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, cause->message);
  else
    g_set_error (
        error, TB_ERROR, TB_ERROR_NO_KEYRING,
        /* Translators: what the system said */
        _ ("The desktop's keyring, which keeps passwords, cannot be used: %s. The password "
           "of the service is therefore not kept, and is asked for whenever the program "
           "starts."),
        cause->message);
  return FALSE;
}

/**
 * tb_secret_save:
 * @address: of a service
 * @credentials: what was accepted there
 * @cancellable: (nullable): to give up
 * @error: return location of an error
 *
 * Keeps a password in the desktop's keyring: that of the Secret Service, or in a sandbox one of the
 * program's own behind the Secret portal. May ask a person to unlock it, so that it blocks long.
 *
 * Returns: whether it is kept; otherwise TB_ERROR_NO_KEYRING, and it is nowhere
 */
gboolean
tb_secret_save (TbServiceAddress *address, TbCredentials *credentials, GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *label = NULL;

  g_return_val_if_fail (address != NULL, FALSE);
  g_return_val_if_fail (credentials != NULL, FALSE);

  /* Translators: what the keyring's own program shows: a user's name, then an address */
  label = g_strdup_printf (_ ("Tower Branch: %s at %s"), tb_credentials_get_name (credentials),
                           tb_service_address_get_text (address));
  return secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, label,
                                     tb_credentials_get_password (credentials), cancellable, &cause,
                                     "url", tb_service_address_get_text (address), "user",
                                     tb_credentials_get_name (credentials), NULL)
         || set_error (error, cause);
}

/**
 * tb_secret_load:
 * @address: of a service
 * @name: who asks there
 * @credentials: (out) (transfer full) (nullable): the name with its password; %NULL where none is
 * kept
 * @cancellable: (nullable): to give up
 * @error: return location of an error
 *
 * May ask a person to unlock the keyring, so that it blocks long.
 *
 * Returns: whether the keyring answered; otherwise TB_ERROR_NO_KEYRING
 */
gboolean
tb_secret_load (TbServiceAddress *address, const char *name, TbCredentials **credentials,
                GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) cause = NULL;
  char *password;

  g_return_val_if_fail (address != NULL, FALSE);
  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (credentials != NULL, FALSE);

  *credentials = NULL;
  password
      = secret_password_lookup_sync (&schema, cancellable, &cause, "url",
                                     tb_service_address_get_text (address), "user", name, NULL);
  if (cause != NULL)
    return set_error (error, cause);
  if (password != NULL)
    *credentials = tb_credentials_new (name, password);
  secret_password_free (password);
  return TRUE;
}

/**
 * tb_secret_forget:
 * @address: of a service
 * @name: who asked there
 * @cancellable: (nullable): to give up
 * @error: return location of an error
 *
 * Takes a password out of the keyring, if there is one.
 *
 * Returns: whether it is not there any more; otherwise TB_ERROR_NO_KEYRING
 */
gboolean
tb_secret_forget (TbServiceAddress *address, const char *name, GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (GError) cause = NULL;

  g_return_val_if_fail (address != NULL, FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  secret_password_clear_sync (&schema, cancellable, &cause, "url",
                              tb_service_address_get_text (address), "user", name, NULL);
  if (cause == NULL || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return cause == NULL || set_error (error, cause);

  g_set_error (error, TB_ERROR, TB_ERROR_NO_KEYRING,
               /* Translators: what the system said */
               _ ("The desktop's keyring, which keeps passwords, cannot be used: %s. If the "
                  "password of the service is in it, it is still there."),
               cause->message);
  return FALSE;
}
