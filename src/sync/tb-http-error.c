/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-http-error.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "tb-error.h"

/* Which libsoup has no name for. */
#define TOO_MANY_REQUESTS 429

/* How CouchDB begins to say that it has heard too many wrong passwords for a name from a machine,
 * and takes none from there for some minutes. */
#define LOCKED_WORDS "Account is temporarily locked"

/* Every failure of a service in words for people: what happened, to what, and what to do. Nothing
 * of a request stands in them, so that no password can. */

/* What can be wrong with a certificate, and who can mend that how; the first that fits is told. */
static const struct
{
  GTlsCertificateFlags flag;
  const char *fault;
  const char *remedy;
} certificate_faults[] = {
  { G_TLS_CERTIFICATE_EXPIRED, N_ ("its certificate has expired"),
    N_ ("Check that the clock of this machine is right, and tell whoever manages the service.") },
  { G_TLS_CERTIFICATE_NOT_ACTIVATED, N_ ("its certificate is not valid yet"),
    N_ ("Check that the clock of this machine is right, and tell whoever manages the service.") },
  { G_TLS_CERTIFICATE_REVOKED, N_ ("its certificate was revoked"),
    N_ ("Tell whoever manages the service.") },
  { G_TLS_CERTIFICATE_BAD_IDENTITY, N_ ("its certificate is made out to another machine"),
    N_ ("Enter the address exactly as whoever manages the service gave it out, and tell them if it "
        "is right.") },
  { G_TLS_CERTIFICATE_UNKNOWN_CA,
    N_ ("its certificate is signed by nobody whom this machine trusts"),
    N_ ("Whoever manages the service must use another certificate, or have the authority that "
        "signed this one added to those that this machine trusts.") },
};

static void
set_certificate_error (GError **error, const char *where, GTlsCertificateFlags flags)
{
  const char *fault = N_ ("its certificate is not acceptable");
  const char *remedy = N_ ("Tell whoever manages the service.");

  for (gsize i = 0; i < G_N_ELEMENTS (certificate_faults); i++)
    if (flags & certificate_faults[i].flag)
      {
        fault = certificate_faults[i].fault;
        remedy = certificate_faults[i].remedy;
        break;
      }
  g_set_error (error, TB_ERROR, TB_ERROR_SERVICE_CERTIFICATE,
               /* Translators: an address, then one of “its certificate has expired” …, then a
                * sentence that says what to do */
               _ ("The service at %s cannot prove that it is the one that it says it is: %s. "
                  "Nothing was sent. %s"),
               where, _ (fault), _ (remedy));
}

/* What the system says ends with a full stop in some of its catalogues. */
static char *
dup_without_full_stop (const char *text)
{
  static const char *const stops[] = { ".", "。" };
  char *words = g_strchomp (g_strdup (text));

  for (gsize i = 0; i < G_N_ELEMENTS (stops); i++)
    if (g_str_has_suffix (words, stops[i]))
      words[strlen (words) - strlen (stops[i])] = '\0';
  return words;
}

/**
 * tb_http_set_transport_error:
 * @error: return location of an error
 * @address: of the service
 * @cause: what GIO or libsoup said
 * @certificate: what is wrong with the service's certificate
 *
 * Cancellation stays what it is; a certificate that cannot be accepted is
 * %TB_ERROR_SERVICE_CERTIFICATE; all else is %TB_ERROR_SERVICE_OFFLINE.
 */
void
tb_http_set_transport_error (GError **error, TbServiceAddress *address, const GError *cause,
                             GTlsCertificateFlags certificate)
{
  const char *where = tb_service_address_get_text (address);

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, cause->message);
  else if (certificate != 0 || g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    set_certificate_error (error, where, certificate);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    g_set_error (error, TB_ERROR, TB_ERROR_SERVICE_OFFLINE,
                 _ ("The service at %s did not answer in time."), where);
  else if (cause->domain == G_TLS_ERROR && cause->code != G_TLS_ERROR_EOF)
    /* What the TLS library calls it helps nobody who only mistyped the port. */
    g_set_error (error, TB_ERROR, TB_ERROR_SERVICE_OFFLINE,
                 _ ("There is no secure connection with the service at %s: what answers there may "
                    "not speak “https”."),
                 where);
  else
    {
      g_autofree char *said = dup_without_full_stop (cause->message);

      g_set_error (error, TB_ERROR, TB_ERROR_SERVICE_OFFLINE,
                   /* Translators: an address, then what the system said about it */
                   _ ("The service at %s cannot be reached: %s."), where, said);
    }
}

/**
 * tb_http_dup_words:
 * @text: (nullable): what a service said
 *
 * Returns: (transfer full): that, as it can be shown: valid UTF-8, of one line, not too long
 */
char *
tb_http_dup_words (const char *text)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : g_strdup ("");
  g_autofree char *cut
      = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), TB_HTTP_WORDS_MAX));

  for (char *c = cut; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      *c = ' ';
  return g_strdup (g_strstrip (cut));
}

/* What a refusal is, and the word for programs and people that the service gave, if it did. */
static void
set_other_status_error (GError **error, const char *where, guint status, const char *words)
{
  g_autofree char *said = tb_http_dup_words (words);
  TbError code = TB_ERROR_SERVICE_INVALID;

  if (status == SOUP_STATUS_NOT_FOUND)
    code = TB_ERROR_NOT_FOUND;
  else if (status == SOUP_STATUS_CONFLICT || status == SOUP_STATUS_PRECONDITION_FAILED)
    code = TB_ERROR_CONFLICT;
  else if (status >= 500)
    code = TB_ERROR_SERVICE_BUSY;

  if (*said == '\0')
    g_set_error (error, TB_ERROR, code,
                 /* Translators: an address, then a number */
                 _ ("The service at %s could not do what it was asked, and says only: %u. Tell "
                    "whoever manages the service."),
                 where, status);
  else
    g_set_error (error, TB_ERROR, code,
                 /* Translators: an address, then a number, then the service's own words */
                 _ ("The service at %s could not do what it was asked (%u): %s. Tell whoever "
                    "manages the service."),
                 where, status, said);
}

/* Somebody may not do that, or, for some minutes, nothing at all. */
static void
set_forbidden_error (GError **error, const char *where, const char *user, const char *words)
{
  g_autofree char *said = tb_http_dup_words (words);

  if (g_str_has_prefix (said, LOCKED_WORDS))
    g_set_error (error, TB_ERROR, TB_ERROR_SERVICE_BUSY,
                 /* Translators: an address, a user's name */
                 _ ("The service at %s has locked “%s” for a few minutes, since a wrong password "
                    "was given several times."),
                 where, user != NULL ? user : "");
  else
    g_set_error (error, TB_ERROR, TB_ERROR_SERVICE_FORBIDDEN,
                 /* Translators: an address, a user's name, then the service's own words */
                 _ ("The service at %s does not let “%s” do this: %s. Ask whoever manages the "
                    "service."),
                 where, user != NULL ? user : "", *said != '\0' ? said : "403");
}

/**
 * tb_http_set_status_error:
 * @error: return location of an error
 * @address: of the service
 * @user: (nullable): the name that it knows us by
 * @status: what it answered: 400 or more
 * @words: (nullable): its own
 *
 * %TB_ERROR_SERVICE_REFUSED, %TB_ERROR_SERVICE_FORBIDDEN, %TB_ERROR_SERVICE_BUSY (also 403 of a
 * name that is locked for a while), %TB_ERROR_SERVICE_TOO_LARGE, %TB_ERROR_NOT_FOUND (404),
 * %TB_ERROR_CONFLICT (409 and 412) or %TB_ERROR_SERVICE_INVALID.
 */
void
tb_http_set_status_error (GError **error, TbServiceAddress *address, const char *user, guint status,
                          const char *words)
{
  const char *where = tb_service_address_get_text (address);

  switch (status)
    {
    case SOUP_STATUS_UNAUTHORIZED:
      g_set_error (error, TB_ERROR, TB_ERROR_SERVICE_REFUSED,
                   _ ("The service at %s does not accept this name and password. Enter them again, "
                      "or ask whoever manages the service."),
                   where);
      break;
    case SOUP_STATUS_FORBIDDEN:
      set_forbidden_error (error, where, user, words);
      break;
    case SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE:
      g_set_error (error, TB_ERROR, TB_ERROR_SERVICE_TOO_LARGE,
                   _ ("The service at %s does not take that much at once."), where);
      break;
    case SOUP_STATUS_REQUEST_TIMEOUT:
    case TOO_MANY_REQUESTS:
    case SOUP_STATUS_BAD_GATEWAY:
    case SOUP_STATUS_SERVICE_UNAVAILABLE:
    case SOUP_STATUS_GATEWAY_TIMEOUT:
      g_set_error (error, TB_ERROR, TB_ERROR_SERVICE_BUSY,
                   _ ("The service at %s is busy or being looked after."), where);
      break;
    default:
      set_other_status_error (error, where, status, words);
    }
}

/**
 * tb_http_set_damaged_error:
 * @error: return location of an error
 * @address: of the service
 *
 * An answer that broke off on the way: %TB_ERROR_SERVICE_OFFLINE.
 */
void
tb_http_set_damaged_error (GError **error, TbServiceAddress *address)
{
  g_set_error (error, TB_ERROR, TB_ERROR_SERVICE_OFFLINE,
               _ ("What the service at %s answered came only in part."),
               tb_service_address_get_text (address));
}

/**
 * tb_http_set_foreign_error:
 * @error: return location of an error
 * @address: of what answers
 *
 * Something else answers there: %TB_ERROR_SERVICE_INVALID.
 */
void
tb_http_set_foreign_error (GError **error, TbServiceAddress *address)
{
  g_set_error (error, TB_ERROR, TB_ERROR_SERVICE_INVALID,
               _ ("What answers at %s is not a service for this program. Check the address, and "
                  "whether the network asks for a login of its own."),
               tb_service_address_get_text (address));
}

/**
 * tb_http_set_elsewhere_error:
 * @error: return location of an error
 * @address: of the service
 *
 * It sends us to another machine: %TB_ERROR_SERVICE_INVALID.
 */
void
tb_http_set_elsewhere_error (GError **error, TbServiceAddress *address)
{
  g_set_error (error, TB_ERROR, TB_ERROR_SERVICE_INVALID,
               _ ("The service at %s points to another address, which is not followed. Enter the "
                  "address at which the service is now."),
               tb_service_address_get_text (address));
}

/**
 * tb_http_set_long_answer_error:
 * @error: return location of an error
 * @address: of the service
 *
 * It answers more than is kept in memory: %TB_ERROR_SERVICE_TOO_LARGE, since less can be asked for.
 */
void
tb_http_set_long_answer_error (GError **error, TbServiceAddress *address)
{
  g_set_error (error, TB_ERROR, TB_ERROR_SERVICE_TOO_LARGE,
               _ ("The service at %s answers more than can be taken at once."),
               tb_service_address_get_text (address));
}

/**
 * tb_http_set_no_branch_error:
 * @error: return location of an error
 * @address: of the service
 * @database: what is not there
 *
 * %TB_ERROR_SERVICE_INVALID.
 */
void
tb_http_set_no_branch_error (GError **error, TbServiceAddress *address, const char *database)
{
  g_set_error (error, TB_ERROR, TB_ERROR_SERVICE_INVALID,
               /* Translators: an address, then the name of a database such as “branch-a1” */
               _ ("The service at %s has nothing called “%s”. Check the branch, or ask whoever "
                  "manages the service to set it up."),
               tb_service_address_get_text (address), database);
}
