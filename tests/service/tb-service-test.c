/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-service-test.h"

#include "tb-id.h"

#define ADMIN_NAME "administrator"
#define ADMIN_PASSWORD "only-for-tests"

struct _TbServiceTest
{
  GSubprocess *server;        /* (owned) (nullable): NULL where the service is somebody else's */
  TbServiceAddress *address;  /* (owned) */
  TbHttpClient *admin;        /* (owned) */
  TbCredentials *credentials; /* (owned): of the administrator */
  GPtrArray *made;            /* (owned) (element-type utf8): databases */
};

/* Its input stays open while we live: it ends when that ends. */
static char *
start_server (TbServiceTest *self)
{
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  g_subprocess_launcher_setenv (launcher, "TB_SERVICE_ADMIN", ADMIN_NAME ":" ADMIN_PASSWORD, TRUE);
  self->server = g_subprocess_launcher_spawn (launcher, &error, "node", TB_SERVICE_SERVER, NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->server));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (output), FALSE);
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  return g_strdup_printf ("http://127.0.0.1:%s", line);
}

static void
set_address (TbServiceTest *self, const char *text, const char *name, const char *password)
{
  g_autoptr (GError) error = NULL;

  self->address = tb_service_address_new (text, &error);
  g_assert_no_error (error);
  self->credentials = tb_credentials_new (name, password);
  self->admin = tb_http_client_new (self->address, self->credentials);
}

/**
 * tb_service_test_new:
 *
 * Returns: (transfer full): a service that answers
 */
TbServiceTest *
tb_service_test_new (void)
{
  TbServiceTest *self = g_new0 (TbServiceTest, 1);
  const char *couchdb = g_getenv ("TB_TEST_COUCHDB");

  self->made = g_ptr_array_new_with_free_func (g_free);
  if (couchdb != NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GUri) uri
          = g_uri_parse (couchdb, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_SCHEME_NORMALIZE, &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      text = g_uri_to_string_partial (uri, G_URI_HIDE_USERINFO);
      set_address (self, text, g_uri_get_user (uri), g_uri_get_password (uri));
    }
  else
    {
      g_autofree char *text = start_server (self);

      set_address (self, text, ADMIN_NAME, ADMIN_PASSWORD);
    }
  return self;
}

/* A database goes by its name, a document by its revision as well. A test may not have come as far
 * as to make it. */
static void
take_away (TbServiceTest *self, const char *path)
{
  g_autoptr (JsonNode) document = NULL;
  g_autoptr (JsonNode) gone = NULL;
  g_autofree char *revised = NULL;

  if (strchr (path, '/') != NULL)
    {
      document = tb_http_client_request (self->admin, "GET", path, NULL, NULL, NULL);
      if (document == NULL)
        return;
      revised = g_strdup_printf (
          "%s?rev=%s", path,
          json_object_get_string_member (json_node_get_object (document), "_rev"));
    }
  gone = tb_http_client_request (self->admin, "DELETE", revised != NULL ? revised : path, NULL,
                                 NULL, NULL);
}

/**
 * tb_service_test_free:
 * @self: (transfer full): a service
 *
 * Takes away what was made there, and ends it where it was started.
 */
void
tb_service_test_free (TbServiceTest *self)
{
  for (guint i = 0; i < self->made->len; i++)
    take_away (self, g_ptr_array_index (self->made, i));
  g_clear_object (&self->admin);
  if (self->server != NULL)
    {
      g_output_stream_close (g_subprocess_get_stdin_pipe (self->server), NULL, NULL);
      g_subprocess_wait (self->server, NULL, NULL);
    }
  g_clear_object (&self->server);
  tb_service_address_unref (self->address);
  tb_credentials_unref (self->credentials);
  g_ptr_array_unref (self->made);
  g_free (self);
}

/**
 * tb_service_test_get_address:
 *
 * Returns: (transfer none): where the service is
 */
TbServiceAddress *
tb_service_test_get_address (TbServiceTest *self)
{
  return self->address;
}

/**
 * tb_service_test_get_admin:
 *
 * Returns: (transfer none): a client that may do anything
 */
TbHttpClient *
tb_service_test_get_admin (TbServiceTest *self)
{
  return self->admin;
}

/**
 * tb_service_test_get_admin_credentials:
 *
 * Returns: (transfer none): the name and the password of that client
 */
TbCredentials *
tb_service_test_get_admin_credentials (TbServiceTest *self)
{
  return self->credentials;
}

/**
 * tb_service_test_new_client:
 * @name: of a user
 * @password: that user's, or another
 *
 * Returns: (transfer full): a client of that user
 */
TbHttpClient *
tb_service_test_new_client (TbServiceTest *self, const char *name, const char *password)
{
  g_autoptr (TbCredentials) credentials = tb_credentials_new (name, password);
  TbHttpClient *client = tb_http_client_new (self->address, credentials);

  /* Wherever it is: a service must take packed bodies. */
  tb_http_client_set_packs (client, TRUE);
  return client;
}

static void
put (TbServiceTest *self, const char *path, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) body = json != NULL ? json_from_string (json, &error) : NULL;
  g_autoptr (JsonNode) answer = NULL;

  g_assert_no_error (error);
  answer = tb_http_client_request (self->admin, "PUT", path, body, NULL, &error);
  g_assert_no_error (error);
}

/**
 * tb_service_test_own_user:
 * @name: a user's name
 *
 * Has the user taken away at the end, whoever adds it.
 */
void
tb_service_test_own_user (TbServiceTest *self, const char *name)
{
  g_ptr_array_add (self->made, g_strdup_printf ("_users/org.couchdb.user%%3A%s", name));
}

/**
 * tb_service_test_own_branch:
 * @branch: a branch's name
 *
 * Has the databases of the branch taken away at the end, whoever makes them.
 */
void
tb_service_test_own_branch (TbServiceTest *self, const char *branch)
{
  g_ptr_array_add (self->made, tb_service_dup_database (branch));
  g_ptr_array_add (self->made, tb_service_dup_files_database (branch));
}

/**
 * tb_service_test_add_user:
 * @name: a user's name
 * @password: the user's password
 * @role: the one role of the user
 */
void
tb_service_test_add_user (TbServiceTest *self, const char *name, const char *password,
                          const char *role)
{
  g_autofree char *path = g_strdup_printf ("_users/org.couchdb.user%%3A%s", name);
  g_autofree char *json = g_strdup_printf (
      "{\"name\":\"%s\",\"password\":\"%s\",\"roles\":[\"%s\"],\"type\":\"user\"}", name, password,
      role);

  put (self, path, json);
  tb_service_test_own_user (self, name);
}

/**
 * tb_service_test_add_branch:
 * @role: who may read and write it
 *
 * Makes the two databases of a branch.
 *
 * Returns: (transfer full): the branch's name
 */
char *
tb_service_test_add_branch (TbServiceTest *self, const char *role)
{
  g_autofree char *security = g_strdup_printf (
      "{\"admins\":{\"names\":[],\"roles\":[\"_admin\"]},\"members\":{\"names\":[],\"roles\":["
      "\"%s\"]}}",
      role);
  char id[TB_ID_SIZE];
  g_autofree char *branch = NULL;

  tb_id_generate (g_get_real_time (), id);
  branch = g_strconcat ("test-", id, NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *database
          = i == 0 ? tb_service_dup_database (branch) : tb_service_dup_files_database (branch);
      g_autofree char *path = g_strconcat (database, "/_security", NULL);

      put (self, database, NULL);
      put (self, path, security);
    }
  tb_service_test_own_branch (self, branch);
  return g_steal_pointer (&branch);
}
