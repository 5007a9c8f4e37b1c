/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "tb-document-scope.h"
#include "tb-document.h"
#include "tb-error.h"
#include "tb-http-error.h"
#include "tb-http-peer.h"
#include "tb-maintenance.h"
#include "tb-secret.h"
#include "tb-service-design.h"
#include "tb-session-private.h"
#include "tb-sync-desk-private.h"
#include "tb-sync-private.h"

#define URL "sync.url"
#define BRANCH "sync.branch"
#define USER "sync.user"

static gboolean
read_setting (TbSession *session, const char *key, char **value, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  *value = tb_session_get_setting (session, key, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/*< private >
 * tb_sync_load_account:
 *
 * Returns: (transfer full) (nullable): the service that is set up; %NULL without an error where
 * none is
 */
TbSyncAccount *
tb_sync_load_account (TbSession *session, GError **error)
{
  g_autofree char *url = NULL;
  g_autofree char *branch = NULL;
  g_autofree char *user = NULL;

  if (!read_setting (session, URL, &url, error) || !read_setting (session, BRANCH, &branch, error)
      || !read_setting (session, USER, &user, error) || url == NULL || branch == NULL
      || user == NULL)
    return NULL;
  return tb_sync_account_new (url, branch, user);
}

static gpointer
save_in_writer (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const TbSyncAccount *account = data;

  if (!tb_connection_begin (connection, error))
    return NULL;
  return tb_sync_desk_end_transaction (
             connection,
             tb_setting_set (connection, URL, account != NULL ? account->url : NULL, error)
                 && tb_setting_set (connection, BRANCH, account != NULL ? account->branch : NULL,
                                    error)
                 && tb_setting_set (connection, USER, account != NULL ? account->user : NULL,
                                    error),
             error)
             ? TB_SYNC_DESK_DONE
             : NULL;
}

/*< private >
 * tb_sync_save_account:
 * @account: (nullable): the service; %NULL for none
 *
 * All of it or, with an error, nothing: the name of one service's user is never told to another.
 */
gboolean
tb_sync_save_account (TbSession *session, const TbSyncAccount *account, GError **error)
{
  return tb_session_run_write (session, save_in_writer, (gpointer)account, NULL, error) != NULL;
}

/*< private >
 * tb_sync_account_dup_peer_name:
 *
 * Returns: (transfer full): by what the store tells the service's branch from other peers
 */
char *
tb_sync_account_dup_peer_name (const TbSyncAccount *self)
{
  return g_strconcat ("service:", self->url, "/", self->branch, NULL);
}

static void
set_no_account (GError **error)
{
  g_set_error_literal (error, TB_ERROR, TB_ERROR_INVALID,
                       _ ("No service is set up. Connect to one first."));
}

static TbCredentials *
load_credentials (TbSync *self, const TbSyncAccount *account, TbServiceAddress *address,
                  GCancellable *cancellable, GError **error)
{
  TbCredentials *credentials = NULL;

  g_mutex_lock (&self->mutex);
  if (self->override != NULL)
    credentials = tb_credentials_new (account->user, tb_credentials_get_password (self->override));
  g_mutex_unlock (&self->mutex);
  if (credentials != NULL
      || !tb_secret_load (address, account->user, &credentials, cancellable, error))
    return credentials;

  if (credentials == NULL)
    g_set_error (error, TB_ERROR, TB_ERROR_SERVICE_REFUSED,
                 /* Translators: the name of a user */
                 _ ("The password of “%s” is not in the keyring. Enter it again."), account->user);
  return credentials;
}

static TbSyncPeer *
new_service_peer (TbServiceAddress *address, const TbSyncAccount *account, TbSyncWhat what,
                  TbCredentials *credentials)
{
  g_autoptr (TbHttpClient) client = tb_http_client_new (address, credentials);
  g_autofree char *database = what == TB_SYNC_FILES
                                  ? tb_service_dup_files_database (account->branch)
                                  : tb_service_dup_database (account->branch);

  return tb_http_peer_new (client, database);
}

static gboolean
check_branch (const TbSyncAccount *account, GError **error)
{
  if (account->branch != NULL && tb_service_branch_is_valid (account->branch))
    return TRUE;
  g_set_error_literal (error, TB_ERROR, TB_ERROR_INVALID,
                       _ ("This is no name of a branch at a service. It has small letters, digits "
                          "and hyphens, and begins with a letter."));
  return FALSE;
}

/*< private >
 * tb_sync_make_peer:
 * @account: (nullable): the service that is set up
 * @what: which database of the branch
 *
 * Returns: (transfer full): its branch, to be used by the calling thread
 */
TbSyncPeer *
tb_sync_make_peer (TbSync *self, const TbSyncAccount *account, TbSyncWhat what,
                   GCancellable *cancellable, GError **error)
{
  g_autoptr (TbServiceAddress) address = NULL;
  g_autoptr (TbCredentials) credentials = NULL;

  if (account == NULL)
    {
      set_no_account (error);
      return NULL;
    }
  if (self->make_peer != NULL)
    return self->make_peer (account, what, self->make_peer_data, error);

  address = tb_service_address_new (account->url, error);
  if (address == NULL || !check_branch (account, error))
    return NULL;
  credentials = load_credentials (self, account, address, cancellable, error);
  return credentials != NULL ? new_service_peer (address, account, what, credentials) : NULL;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static GStrv
list_sorted (GStrvBuilder *builder)
{
  GStrv list = g_strv_builder_end (builder);

  qsort (list, g_strv_length (list), sizeof *list, compare_texts);
  return list;
}

/* Roles are of the form branch-gz:liaison. */
static GStrv
list_branches (JsonObject *session)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonNode *node = json_object_get_member (session, "userCtx");
  JsonObject *context
      = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *roles;

  node = context != NULL ? json_object_get_member (context, "roles") : NULL;
  roles = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  for (guint i = 0; roles != NULL && i < json_array_get_length (roles); i++)
    {
      JsonNode *role = json_array_get_element (roles, i);
      const char *name = JSON_NODE_HOLDS_VALUE (role) ? json_node_get_string (role) : NULL;
      const char *colon = name != NULL ? strchr (name, ':') : NULL;
      char *branch;

      if (colon == NULL || !g_str_has_prefix (name, "branch-"))
        continue;
      branch = g_strndup (name + strlen ("branch-"), colon - name - strlen ("branch-"));
      if (g_hash_table_contains (seen, branch))
        g_free (branch);
      else
        {
          g_strv_builder_add (builder, branch);
          g_hash_table_add (seen, branch);
        }
    }
  return list_sorted (builder);
}

/* Labels of the protected fields of a type that travel, or of the others, as one enumeration; %NULL
 * where there are none. */
static char *
dup_protected_of (const TbRecordType *type, const TbDocumentScope *scope, gboolean shared)
{
  g_autoptr (GString) labels = g_string_new (NULL);

  for (guint i = 0; i < type->n_fields; i++)
    {
      const TbField *field = &type->fields[i];

      if (!tb_field_is_entered (field) || !tb_document_field_is_protected (field)
          || tb_document_scope_allows (scope, field) != shared)
        continue;
      if (labels->len > 0)
        g_string_append (labels, _ (", "));
      g_string_append (labels, _ (field->label));
    }
  return labels->len > 0 ? g_string_free_and_steal (g_steal_pointer (&labels)) : NULL;
}

/*< private >
 * tb_sync_list_protected:
 * @scope: which protected fields travel
 * @shared: whether those that travel are asked for, or the others
 *
 * Returns: (transfer full): for each type that has some, its label with theirs
 */
GStrv
tb_sync_list_protected (const TbDocumentScope *scope, gboolean shared)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const TbRecordType *const *types;
  guint n_types;

  types = tb_record_types_get_all (&n_types);
  for (guint i = 0; i < n_types; i++)
    {
      g_autofree char *labels = dup_protected_of (types[i], scope, shared);

      if (labels != NULL)
        g_strv_builder_take (builder,
                             /* Translators: the kind of record, then some of its fields */
                             g_strdup_printf (_ ("%s: %s"), _ (types[i]->label), labels));
    }
  return g_strv_builder_end (builder);
}

/* A document that the service has; %NULL where it has none of that id. */
static const TbPeerDocument *
find_document (GPtrArray *documents, const char *id)
{
  for (guint i = 0; i < documents->len; i++)
    {
      const TbPeerDocument *document = g_ptr_array_index (documents, i);

      if (g_str_equal (document->id, id) && document->error == NULL && !document->deleted)
        return document;
    }

  return NULL;
}

/* What the branch's database says of itself. */
static gboolean
ask_branch (TbSession *session, TbSyncPeer *peer, TbSyncOffer *offer, GCancellable *cancellable,
            GError **error)
{
  g_autoptr (TbPeerInfo) info = tb_sync_peer_open (peer, cancellable, error);
  g_autoptr (GPtrArray) wanted
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_peer_revision_free);
  g_autoptr (GPtrArray) documents = NULL;
  g_autoptr (TbDocumentScope) scope = NULL;
  const TbPeerDocument *settings;

  if (info == NULL)
    return FALSE;
  g_ptr_array_add (wanted, tb_peer_revision_new (TB_DOCUMENT_SETTINGS, NULL));
  g_ptr_array_add (wanted, tb_peer_revision_new (TB_SERVICE_DESIGN_ID, NULL));
  documents = tb_sync_peer_get (peer, wanted, cancellable, error);
  if (documents == NULL)
    return FALSE;

  settings = find_document (documents, TB_DOCUMENT_SETTINGS);
  scope = tb_document_scope_new (settings != NULL ? settings->body : NULL);
  /* The rules of a branch and its settings are documents, too. */
  offer->n_records = info->n_documents - (settings != NULL)
                     - (find_document (documents, TB_SERVICE_DESIGN_ID) != NULL);
  offer->shared = tb_sync_list_protected (scope, TRUE);
  offer->withheld = tb_sync_list_protected (scope, FALSE);
  return tb_sync_holds_another (session, peer, &offer->is_another, cancellable, error);
}

/* Every service tells that. A server that knows of no such thing is another one. */
static JsonNode *
ask_who_we_are (TbHttpClient *client, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  JsonNode *session
      = tb_http_client_request (client, "GET", "_session", NULL, cancellable, &failure);

  if (g_error_matches (failure, TB_ERROR, TB_ERROR_NOT_FOUND))
    tb_http_set_foreign_error (error, tb_http_client_get_address (client));
  else if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return session;
}

/**
 * tb_sync_connect:
 * @self: a register's exchange
 * @account: the service; without a branch, it is asked which there are
 * @password: the user's password
 * @cancellable: (nullable): to give up
 * @error: return location of an error
 *
 * Tries a service out. Nothing is remembered. Blocks; on any thread but the session's.
 *
 * Errors: %TB_ERROR_INVALID for what cannot be an address or a branch, and those of the service.
 *
 * Returns: (transfer full): what it offers
 */
TbSyncOffer *
tb_sync_connect (TbSync *self, const TbSyncAccount *account, const char *password,
                 GCancellable *cancellable, GError **error)
{
  g_autoptr (TbServiceAddress) address = NULL;
  g_autoptr (TbCredentials) credentials = NULL;
  g_autoptr (TbHttpClient) client = NULL;
  g_autoptr (TbSyncOffer) offer = NULL;
  g_autoptr (JsonNode) session = NULL;

  g_return_val_if_fail (TB_IS_SYNC (self), NULL);
  g_return_val_if_fail (account != NULL, NULL);
  g_return_val_if_fail (password != NULL, NULL);

  address = tb_service_address_new (account->url, error);
  if (address == NULL || (account->branch != NULL && !check_branch (account, error)))
    return NULL;

  credentials = tb_credentials_new (account->user, password);
  client = tb_http_client_new (address, credentials);
  session = ask_who_we_are (client, cancellable, error);
  if (session == NULL)
    return NULL;

  offer = g_new0 (TbSyncOffer, 1);
  offer->branches = JSON_NODE_HOLDS_OBJECT (session)
                        ? list_branches (json_node_get_object (session))
                        : g_new0 (char *, 1);
  if (account->branch != NULL)
    {
      g_autofree char *database = tb_service_dup_database (account->branch);
      g_autoptr (TbSyncPeer) peer = tb_http_peer_new (client, database);

      if (!ask_branch (self->session, peer, offer, cancellable, error))
        return NULL;
    }
  else
    {
      offer->shared = g_new0 (char *, 1);
      offer->withheld = g_new0 (char *, 1);
    }
  return g_steal_pointer (&offer);
}

/**
 * tb_sync_set_up:
 * @self: a register's exchange
 * @account: the service and the branch
 * @password: (nullable): the user's password, for the keyring; %NULL where it is given anew each
 * time, with tb_sync_set_password()
 * @cancellable: (nullable): to give up
 * @error: return location of an error
 *
 * Remembers a service: the account in the register, the password in the desktop's keyring. Blocks;
 * on any thread but the session's.
 *
 * Errors: %TB_ERROR_INVALID, %TB_ERROR_NO_KEYRING and those of the store. Nothing is remembered
 * then.
 *
 * Returns: whether it is remembered
 */
gboolean
tb_sync_set_up (TbSync *self, const TbSyncAccount *account, const char *password,
                GCancellable *cancellable, GError **error)
{
  g_autoptr (TbServiceAddress) address = NULL;
  g_autoptr (TbSyncAccount) normal = NULL;

  g_return_val_if_fail (TB_IS_SYNC (self), FALSE);
  g_return_val_if_fail (account != NULL, FALSE);

  address = tb_service_address_new (account->url, error);
  if (address == NULL || !check_branch (account, error))
    return FALSE;

  if (password != NULL)
    {
      g_autoptr (TbCredentials) credentials = tb_credentials_new (account->user, password);

      if (!tb_secret_save (address, credentials, cancellable, error))
        return FALSE;
    }

  normal
      = tb_sync_account_new (tb_service_address_get_text (address), account->branch, account->user);
  if (!tb_sync_save_account (self->session, normal, error))
    return FALSE;
  tb_sync_reload_account (self, normal);
  return TRUE;
}

/* Whether the password was given for as long as the program runs, and is in no keyring. */
static gboolean
forget_override (TbSync *self)
{
  gboolean had;

  g_mutex_lock (&self->mutex);
  had = self->override != NULL;
  g_clear_pointer (&self->override, tb_credentials_unref);
  g_mutex_unlock (&self->mutex);
  return had;
}

/**
 * tb_sync_disconnect:
 * @self: a register's exchange
 * @cancellable: (nullable): to give up
 * @error: return location of an error
 *
 * Forgets the service and the password in the keyring. What was exchanged stays in the register,
 * and if the same branch is connected again, only what is new is exchanged. Blocks; on any thread
 * but the session's.
 *
 * Errors: %TB_ERROR_NO_KEYRING where the service is forgotten, and the password may still be in a
 * keyring that is locked; those of the store.
 *
 * Returns: whether all of it is forgotten
 */
gboolean
tb_sync_disconnect (TbSync *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (TbSyncAccount) account = NULL;
  g_autoptr (TbServiceAddress) address = NULL;
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (TB_IS_SYNC (self), FALSE);

  account = tb_sync_load_account (self->session, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (!tb_sync_save_account (self->session, NULL, error))
    return FALSE;
  tb_sync_reload_account (self, NULL);

  address = account != NULL ? tb_service_address_new (account->url, NULL) : NULL;
  return forget_override (self) || address == NULL
         || tb_secret_forget (address, account->user, cancellable, error);
}

/**
 * tb_sync_set_password:
 * @self: a register's exchange
 * @password: (nullable): the password to be used; %NULL for that of the keyring
 *
 * For where there is no keyring. It is held in memory only, and wiped. Any thread.
 */
void
tb_sync_set_password (TbSync *self, const char *password)
{
  g_return_if_fail (TB_IS_SYNC (self));

  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->override, tb_credentials_unref);
  if (password != NULL)
    self->override = tb_credentials_new ("", password);
  g_mutex_unlock (&self->mutex);
}
