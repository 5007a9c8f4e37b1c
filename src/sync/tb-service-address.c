/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-service-address.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "tb-error.h"

/* What the names of databases allow, less what would need escaping in an address. */
#define BRANCH_CHARACTERS "abcdefghijklmnopqrstuvwxyz0123456789_-"
#define BRANCH_MAX 64

struct _TbServiceAddress
{
  gatomicrefcount ref_count;
  GUri *uri;  /* (owned): its path without a slash at the end */
  char *text; /* (owned) */
};

static gboolean
is_loopback_host (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL ? g_inet_address_get_is_loopback (address)
                         : g_ascii_strcasecmp (host, "localhost") == 0;
}

/* What no machine is called by: a space that slipped in, or the punctuation of an input method. */
static gboolean
has_odd_character (const char *host)
{
  if (g_hostname_is_ip_address (host))
    return FALSE;

  for (const char *c = host; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("-._", *c) == NULL)
      return TRUE;
  return FALSE;
}

static gboolean
refuse (GError **error, const char *words)
{
  g_set_error_literal (error, TB_ERROR, TB_ERROR_INVALID, words);
  return FALSE;
}

static gboolean
check_uri (GUri *uri, GError **error)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);

  if (g_uri_get_userinfo (uri) != NULL)
    return refuse (error, _ ("The name and the password do not belong into the address. Enter them "
                             "in the fields of their own."));
  if (!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http"))
    return refuse (error, _ ("The address of a service begins with “https://”."));
  if (host == NULL || *host == '\0')
    return refuse (error, _ ("The address does not say which machine the service is on. It is of "
                             "the form “https://service.example.org”."));
  if (has_odd_character (host))
    return refuse (error, _ ("The address has a space or another character in it that no address "
                             "has. It is of the form “https://service.example.org”."));
  if (g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    return refuse (error, _ ("The address of a service has no “?” and no “#” in it. Leave out what "
                             "begins with them."));
  if (g_str_equal (scheme, "http") && !is_loopback_host (host))
    return refuse (error, _ ("With “http://” others could read on the way what is sent. Use an "
                             "address that begins with “https://”; “http://” is for a service on "
                             "this machine only."));
  return TRUE;
}

/* The port that an address means: that of its scheme where it names none. */
static int
get_port (GUri *uri)
{
  int port = g_uri_get_port (uri);

  if (port > 0)
    return port;
  return g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80;
}

static gboolean
is_usual_port (GUri *uri)
{
  return get_port (uri) == (g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80);
}

static char *
dup_path_without_slash (GUri *uri)
{
  char *path = g_strdup (g_uri_get_path (uri));

  for (gsize length = strlen (path); length > 0 && path[length - 1] == '/'; length--)
    path[length - 1] = '\0';
  return path;
}

/**
 * tb_service_address_new:
 * @text: what a person typed: `https://service.example.org`, with a path behind it where the
 * service is not alone on its machine; without `https://` that is meant
 * @error: where to put what is wrong with it
 *
 * TLS is required but to this machine itself, and there is no way around it. On any thread.
 *
 * Returns: (transfer full): the address; otherwise TB_ERROR_INVALID
 */
TbServiceAddress *
tb_service_address_new (const char *text, GError **error)
{
  g_autofree char *stripped = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *path = NULL;
  g_autofree char *host = NULL;
  g_autoptr (GUri) uri = NULL;
  TbServiceAddress *self;

  g_return_val_if_fail (text != NULL, NULL);

  stripped = g_strstrip (g_strdup (text));
  whole = strstr (stripped, "://") != NULL ? g_strdup (stripped)
                                           : g_strconcat ("https://", stripped, NULL);
  uri = g_uri_parse (whole, G_URI_FLAGS_ENCODED_PATH | G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  if (uri == NULL)
    {
      refuse (
          error,
          _ ("This is no address of a service. It is of the form “https://service.example.org”."));
      return NULL;
    }
  if (!check_uri (uri, error))
    return NULL;

  path = dup_path_without_slash (uri);
  host = g_ascii_strdown (g_uri_get_host (uri), -1);
  self = g_new0 (TbServiceAddress, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->uri = g_uri_build (G_URI_FLAGS_ENCODED, g_uri_get_scheme (uri), NULL, host,
                           is_usual_port (uri) ? -1 : g_uri_get_port (uri), path, NULL, NULL);
  self->text = g_uri_to_string (self->uri);
  return self;
}

/**
 * tb_service_address_ref:
 * @self: an address
 *
 * Returns: (transfer full): @self
 */
TbServiceAddress *
tb_service_address_ref (TbServiceAddress *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * tb_service_address_unref:
 * @self: (transfer full): an address
 */
void
tb_service_address_unref (TbServiceAddress *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_uri_unref (self->uri);
  g_free (self->text);
  g_free (self);
}

/**
 * tb_service_address_get_text:
 * @self: an address
 *
 * Returns: (transfer none): the address as it is shown, and kept in the setting `sync.url`
 */
const char *
tb_service_address_get_text (TbServiceAddress *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

/**
 * tb_service_address_is_loopback:
 * @self: an address
 *
 * Returns: whether the service is on this machine
 */
gboolean
tb_service_address_is_loopback (TbServiceAddress *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return is_loopback_host (g_uri_get_host (self->uri));
}

/**
 * tb_service_address_is_same_origin:
 * @self: an address
 * @uri: where something leads
 *
 * Returns: whether that is the same service: the same scheme, host and port
 */
gboolean
tb_service_address_is_same_origin (TbServiceAddress *self, GUri *uri)
{
  const char *host;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (uri != NULL, FALSE);

  host = g_uri_get_host (uri);
  return host != NULL && g_ascii_strcasecmp (host, g_uri_get_host (self->uri)) == 0
         && g_str_equal (g_uri_get_scheme (uri), g_uri_get_scheme (self->uri))
         && get_port (uri) == get_port (self->uri);
}

/**
 * tb_service_address_resolve:
 * @self: an address
 * @path: a path under it with its query, percent-encoded, without a slash at the beginning
 *
 * Returns: (transfer full): the address of that
 */
GUri *
tb_service_address_resolve (TbServiceAddress *self, const char *path)
{
  g_autofree char *whole = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);

  whole = g_strconcat (self->text, "/", path, NULL);
  return g_uri_parse (whole, G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
}

/**
 * tb_service_branch_is_valid:
 * @branch: (nullable): what a branch is called at a service
 *
 * Returns: whether a branch can be called that: small letters, digits, `-` and `_`, without the end
 * that tells the database of a branch's files
 */
gboolean
tb_service_branch_is_valid (const char *branch)
{
  gsize length;

  if (branch == NULL)
    return FALSE;
  length = strlen (branch);
  return length > 0 && length <= BRANCH_MAX && strspn (branch, BRANCH_CHARACTERS) == length
         && !g_str_has_suffix (branch, "-files");
}

/**
 * tb_service_dup_database:
 * @branch: a valid name of a branch
 *
 * Returns: (transfer full): the name of its database
 */
char *
tb_service_dup_database (const char *branch)
{
  g_return_val_if_fail (tb_service_branch_is_valid (branch), NULL);

  return g_strconcat ("branch-", branch, NULL);
}

/**
 * tb_service_dup_files_database:
 * @branch: a valid name of a branch
 *
 * Returns: (transfer full): the name of the database of its files
 */
char *
tb_service_dup_files_database (const char *branch)
{
  g_return_val_if_fail (tb_service_branch_is_valid (branch), NULL);

  return g_strconcat ("branch-", branch, "-files", NULL);
}
