/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-service-status.h"

#include <glib/gi18n-lib.h>

#include "tb-document.h"
#include "tb-error.h"
#include "tb-service-design.h"

static void
database_free (gpointer data)
{
  TbServiceDatabase *self = data;

  g_free (self->name);
  g_free (self->problem);
  g_free (self);
}

/**
 * tb_service_status_free:
 * @self: (transfer full): what a service says of itself
 */
void
tb_service_status_free (TbServiceStatus *self)
{
  g_free (self->product);
  g_free (self->user);
  g_strfreev (self->roles);
  g_ptr_array_unref (self->databases);
  g_strfreev (self->shared);
  g_free (self);
}

static JsonObject *
get_object (TbHttpClient *client, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonNode) node
      = tb_http_client_request (client, "GET", path, NULL, cancellable, error);

  if (node == NULL)
    return NULL;
  return JSON_NODE_HOLDS_OBJECT (node) ? json_object_ref (json_node_get_object (node))
                                       : json_object_new ();
}

static GStrv
dup_texts (JsonNode *node)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array;

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node)
      && json_node_get_value_type (node) == G_TYPE_STRING)
    g_strv_builder_add (builder, json_node_get_string (node));
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return g_strv_builder_end (builder);

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *item = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (item) && json_node_get_value_type (item) == G_TYPE_STRING)
        g_strv_builder_add (builder, json_node_get_string (item));
    }
  return g_strv_builder_end (builder);
}

static char *
dup_product (JsonObject *welcome)
{
  JsonNode *vendor = json_object_get_member (welcome, "vendor");
  const char *version = tb_document_get_text (welcome, "version");
  const char *name = NULL;

  if (vendor != NULL && JSON_NODE_HOLDS_OBJECT (vendor))
    name = tb_document_get_text (json_node_get_object (vendor), "name");
  return g_strjoin (" ", name != NULL ? name : "CouchDB", version, NULL);
}

/* As whom we are known: {"userCtx":{"name", "roles"}}. */
static gboolean
read_user (TbServiceStatus *self, TbHttpClient *client, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonObject) answer = get_object (client, "_session", cancellable, error);
  JsonNode *context;

  if (answer == NULL)
    return FALSE;
  context = json_object_get_member (answer, "userCtx");
  if (context == NULL || !JSON_NODE_HOLDS_OBJECT (context))
    {
      self->roles = g_new0 (char *, 1);
      return TRUE;
    }
  self->user = g_strdup (tb_document_get_text (json_node_get_object (context), "name"));
  self->roles = dup_texts (json_object_get_member (json_node_get_object (context), "roles"));
  return TRUE;
}

/* A service that cannot be reached ends it; what it refuses is told. */
static const char *
get_problem (const GError *error)
{
  if (g_error_matches (error, TB_ERROR, TB_ERROR_NOT_FOUND))
    return _ ("is not there");
  if (g_error_matches (error, TB_ERROR, TB_ERROR_SERVICE_FORBIDDEN))
    return _ ("may not be used by this name");
  return NULL;
}

static gboolean
read_database (TbServiceStatus *self, TbHttpClient *client, const char *name,
               GCancellable *cancellable, GError **error)
{
  TbServiceDatabase *database = g_new0 (TbServiceDatabase, 1);
  g_autofree char *design_path = g_strconcat (name, "/" TB_SERVICE_DESIGN_ID, NULL);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (JsonObject) info = get_object (client, name, cancellable, &local_error);
  g_autoptr (JsonObject) design = NULL;

  database->name = g_strdup (name);
  g_ptr_array_add (self->databases, database);
  if (info == NULL)
    {
      database->problem = g_strdup (get_problem (local_error));
      if (database->problem != NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  database->n_documents = json_object_get_int_member_with_default (info, "doc_count", 0);

  design = get_object (client, design_path, cancellable, &local_error);
  if (design != NULL)
    database->schema = tb_document_get_schema (design);
  else if (get_problem (local_error) == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_shared (TbServiceStatus *self, TbHttpClient *client, const char *database,
             GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_strconcat (database, "/" TB_DOCUMENT_SETTINGS, NULL);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (JsonObject) settings = get_object (client, path, cancellable, &local_error);

  if (settings != NULL)
    self->shared = dup_texts (json_object_get_member (settings, "sensitive"));
  else if (g_error_matches (local_error, TB_ERROR, TB_ERROR_NOT_FOUND))
    self->shared = g_new0 (char *, 1);
  else if (get_problem (local_error) == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

/**
 * tb_service_get_status:
 * @client: of anybody whom the service knows
 * @branch: a valid name of a branch
 * @cancellable: (nullable): to give up
 * @error: return location, as tb_http_client_request()
 *
 * Asks a service what it has of a branch, and what the one who asks may use. Blocks.
 *
 * Returns: (transfer full): what it says
 */
TbServiceStatus *
tb_service_get_status (TbHttpClient *client, const char *branch, GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (TbServiceStatus) self = g_new0 (TbServiceStatus, 1);
  g_autofree char *database = tb_service_dup_database (branch);
  g_autofree char *files = tb_service_dup_files_database (branch);
  g_autoptr (JsonObject) welcome = NULL;

  self->databases = g_ptr_array_new_with_free_func (database_free);
  welcome = get_object (client, "", cancellable, error);
  if (welcome == NULL)
    return NULL;
  self->product = dup_product (welcome);
  if (!read_user (self, client, cancellable, error)
      || !read_database (self, client, database, cancellable, error)
      || !read_database (self, client, files, cancellable, error)
      || !read_database (self, client, TB_SERVICE_DISTRICT, cancellable, error)
      || !read_shared (self, client, database, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}
