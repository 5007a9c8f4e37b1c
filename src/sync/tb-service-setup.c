/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-service-setup.h"

#include <glib/gi18n-lib.h>

#include "tb-canonical-json.h"
#include "tb-document.h"
#include "tb-error.h"
#include "tb-service-design.h"

#define USERS "_users"
#define USER_PREFIX "org.couchdb.user:"

/* One setting up. */
typedef struct
{
  TbHttpClient *client;      /* (not owned) */
  const TbServicePlan *plan; /* (not owned) */
  GPtrArray *steps;          /* (not owned) */
  GCancellable *cancellable; /* (not owned) (nullable) */
} Work;

/**
 * tb_service_step_free:
 * @self: (transfer full): a step
 */
void
tb_service_step_free (TbServiceStep *self)
{
  g_free (self->name);
  g_free (self);
}

static gboolean
add_step (Work *work, const char *kind, const char *name, TbServiceOutcome outcome)
{
  TbServiceStep *step = g_new0 (TbServiceStep, 1);

  step->kind = kind;
  step->name = g_strdup (name);
  step->outcome = outcome;
  g_ptr_array_add (work->steps, step);
  return TRUE;
}

/* What is there, or %NULL where nothing is. */
static gboolean
get_object (TbHttpClient *client, const char *path, JsonObject **object, GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (JsonNode) node
      = tb_http_client_request (client, "GET", path, NULL, cancellable, &local_error);

  *object = NULL;
  if (node == NULL && !g_error_matches (local_error, TB_ERROR, TB_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    *object = tb_document_copy (json_node_get_object (node));
  return TRUE;
}

static gboolean
put_object (TbHttpClient *client, const char *path, JsonObject *object, GCancellable *cancellable,
            GError **error)
{
  g_autoptr (JsonNode) body = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonNode) answer = NULL;

  json_node_set_object (body, object);
  answer = tb_http_client_request (client, "PUT", path, body, cancellable, error);
  return answer != NULL;
}

static gboolean
has_all (JsonObject *present, JsonObject *wanted)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, wanted);
  while (json_object_iter_next (&iter, &name, &value))
    if (!tb_canonical_json_node_equal (json_object_get_member (present, name), value))
      return FALSE;
  return TRUE;
}

static gboolean
ensure_document (Work *work, const char *path, JsonObject *wanted, const char *kind,
                 const char *name, GError **error)
{
  TbServiceOutcome outcome;

  return tb_service_put_document (work->client, path, wanted, &outcome, work->cancellable, error)
         && add_step (work, kind, name, outcome);
}

static gboolean
ensure_database (Work *work, const char *database, GError **error)
{
  g_autoptr (JsonNode) made = NULL;
  g_autoptr (JsonObject) present = NULL;

  if (!get_object (work->client, database, &present, work->cancellable, error))
    return FALSE;
  if (present != NULL)
    return add_step (work, "database", database, TB_SERVICE_THERE);
  made = tb_http_client_request (work->client, "PUT", database, NULL, work->cancellable, error);
  return made != NULL && add_step (work, "database", database, TB_SERVICE_MADE);
}

/* The text at a place of a list; %NULL where something else stands there. */
static const char *
get_text (JsonArray *array, guint index)
{
  JsonNode *node = json_array_get_element (array, index);

  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

/* The list of names at @member of @object, made where it is not there. */
static JsonArray *
need_array (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    json_object_set_array_member (object, member, json_array_new ());
  return json_object_get_array_member (object, member);
}

static void
add_text (JsonArray *array, const char *text)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (g_strcmp0 (get_text (array, i), text) == 0)
      return;
  json_array_add_string_element (array, text);
}

static JsonObject *
need_object (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    json_object_set_object_member (object, member, json_object_new ());
  return json_object_get_object_member (object, member);
}

static void
copy_texts (JsonArray *from, JsonArray *to)
{
  for (guint i = 0; i < json_array_get_length (from); i++)
    if (get_text (from, i) != NULL)
      add_text (to, get_text (from, i));
}

/* What an operator has added to it stays. */
static gboolean
ensure_access (Work *work, const char *database, const char *role, GError **error)
{
  static const char *const groups[] = { "admins", "members" };
  static const char *const lists[] = { "names", "roles" };
  g_autofree char *path = g_strconcat (database, "/_security", NULL);
  g_autoptr (JsonObject) present = NULL;
  g_autoptr (JsonObject) wanted = tb_service_security_new (role);

  if (!get_object (work->client, path, &present, work->cancellable, error))
    return FALSE;
  for (guint i = 0; present != NULL && i < G_N_ELEMENTS (groups); i++)
    for (guint j = 0; j < G_N_ELEMENTS (lists); j++)
      {
        g_autoptr (JsonArray) merged = json_array_new ();
        JsonObject *wanted_group = json_object_get_object_member (wanted, groups[i]);

        copy_texts (need_array (need_object (present, groups[i]), lists[j]), merged);
        copy_texts (json_object_get_array_member (wanted_group, lists[j]), merged);
        json_object_set_array_member (wanted_group, lists[j], json_array_ref (merged));
      }
  if (present != NULL && has_all (present, wanted))
    return add_step (work, "access", database, TB_SERVICE_THERE);
  return put_object (work->client, path, wanted, work->cancellable, error)
         && add_step (work, "access", database, TB_SERVICE_CHANGED);
}

static gboolean
ensure_rules (Work *work, const char *database, JsonObject *design, GError **error)
{
  g_autofree char *path = g_strconcat (database, "/" TB_SERVICE_DESIGN_ID, NULL);
  g_autoptr (JsonObject) present = NULL;

  if (!get_object (work->client, path, &present, work->cancellable, error))
    return FALSE;
  if (present != NULL && tb_document_get_schema (present) > tb_document_get_schema (design))
    return add_step (work, "rules", database, TB_SERVICE_NEWER);
  return ensure_document (work, path, design, "rules", database, error);
}

static gboolean
ensure_databases (Work *work, GError **error)
{
  const char *branch = work->plan->branch;
  g_autofree char *database = tb_service_dup_database (branch);
  g_autofree char *files = tb_service_dup_files_database (branch);
  g_autoptr (JsonObject) branch_design = tb_service_design_new_for_branch (branch);
  g_autoptr (JsonObject) files_design = tb_service_design_new_for_files (branch);
  g_autoptr (JsonObject) district_design = tb_service_design_new_for_district ();

  return ensure_database (work, database, error) && ensure_access (work, database, database, error)
         && ensure_rules (work, database, branch_design, error)
         && ensure_database (work, files, error) && ensure_access (work, files, database, error)
         && ensure_rules (work, files, files_design, error)
         && (!work->plan->with_district
             || (ensure_database (work, TB_SERVICE_DISTRICT, error)
                 && ensure_access (work, TB_SERVICE_DISTRICT, TB_SERVICE_DISTRICT, error)
                 && ensure_rules (work, TB_SERVICE_DISTRICT, district_design, error)));
}

static gboolean
ensure_settings (Work *work, GError **error)
{
  const char *const *shared = work->plan->shared;
  g_autofree char *database = tb_service_dup_database (work->plan->branch);
  g_autofree char *path = g_strconcat (database, "/" TB_DOCUMENT_SETTINGS, NULL);
  g_autoptr (JsonObject) settings = json_object_new ();

  if (shared == NULL)
    return TRUE;
  json_object_set_string_member (settings, TB_DOCUMENT_TYPE, TB_DOCUMENT_SETTINGS);
  if (g_strv_contains (shared, "all"))
    json_object_set_string_member (settings, "sensitive", "all");
  else
    {
      JsonArray *names = json_array_new ();

      for (guint i = 0; shared[i] != NULL; i++)
        json_array_add_string_element (names, shared[i]);
      json_object_set_array_member (settings, "sensitive", names);
    }
  return ensure_document (work, path, settings, "settings", database, error);
}

static char *
dup_user_path (const char *name)
{
  g_autofree char *id = g_strconcat (USER_PREFIX, name, NULL);
  g_autofree char *escaped = tb_http_escape (id);

  return g_strconcat (USERS "/", escaped, NULL);
}

static void
add_role (GPtrArray *roles, char *role)
{
  if (g_ptr_array_find_with_equal_func (roles, role, g_str_equal, NULL))
    g_free (role);
  else
    g_ptr_array_add (roles, role);
}

static int
compare_roles (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* Of the roles in this branch the user has this one; those in other branches stay. In one order, so
 * that the same are the same. */
static JsonArray *
new_roles (const TbServicePlan *plan, JsonArray *before)
{
  g_autoptr (GPtrArray) roles = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *database = tb_service_dup_database (plan->branch);
  g_autofree char *prefix = g_strconcat (database, ":", NULL);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < json_array_get_length (before); i++)
    if (get_text (before, i) != NULL && !g_str_has_prefix (get_text (before, i), prefix))
      add_role (roles, g_strdup (get_text (before, i)));
  add_role (roles, g_strdup (database));
  add_role (roles, tb_service_role_dup_full_name (plan->role, plan->branch));
  /* What the roll-up is about, and who reads it. */
  if (!g_str_equal (plan->role->name, "liaison"))
    add_role (roles, g_strdup (TB_SERVICE_DISTRICT));
  for (guint i = 0; plan->signs != NULL && plan->signs[i] != NULL; i++)
    add_role (roles, g_strconcat ("by:", plan->signs[i], NULL));

  g_ptr_array_sort (roles, compare_roles);
  for (guint i = 0; i < roles->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (roles, i));
  return array;
}

static gboolean
ensure_user (Work *work, GError **error)
{
  const TbServicePlan *plan = work->plan;
  g_autofree char *path = NULL;
  g_autofree char *id = NULL;
  g_autoptr (JsonObject) present = NULL;
  g_autoptr (JsonObject) user = NULL;
  g_autoptr (JsonArray) before = NULL;

  if (plan->user == NULL)
    return TRUE;
  path = dup_user_path (plan->user);
  if (!get_object (work->client, path, &present, work->cancellable, error))
    return FALSE;
  if (present == NULL && plan->password == NULL)
    {
      g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
                   _ ("“%s” is new at the service and needs a password."), plan->user);
      return FALSE;
    }

  user = present != NULL ? tb_document_copy (present) : json_object_new ();
  before = json_array_ref (need_array (user, "roles"));
  id = g_strconcat (USER_PREFIX, plan->user, NULL);
  json_object_set_string_member (user, "_id", id);
  json_object_set_string_member (user, "type", "user");
  json_object_set_string_member (user, "name", plan->user);
  json_object_set_array_member (user, "roles", new_roles (plan, before));
  if (plan->password != NULL)
    json_object_set_string_member (user, "password", plan->password);
  if (present != NULL && has_all (present, user))
    return add_step (work, "user", plan->user, TB_SERVICE_THERE);
  return put_object (work->client, path, user, work->cancellable, error)
         && add_step (work, "user", plan->user,
                      present != NULL ? TB_SERVICE_CHANGED : TB_SERVICE_MADE);
}

/**
 * tb_service_put_document:
 * @client: of somebody who may write there
 * @path: of a database and a document, percent-encoded
 * @wanted: what the document should say; gets the `_rev` that it follows
 * @outcome: (out): what was done
 * @cancellable: (nullable): to give up
 * @error: return location, as tb_http_client_request()
 *
 * Sees to it that a document says what it should. Members that it has beside are taken away only
 * where something else is to be changed. Blocks.
 *
 * Returns: whether it does
 */
gboolean
tb_service_put_document (TbHttpClient *client, const char *path, JsonObject *wanted,
                         TbServiceOutcome *outcome, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonObject) present = NULL;

  if (!get_object (client, path, &present, cancellable, error))
    return FALSE;
  *outcome = TB_SERVICE_THERE;
  if (present != NULL && has_all (present, wanted))
    return TRUE;
  *outcome = present != NULL ? TB_SERVICE_CHANGED : TB_SERVICE_MADE;
  if (present != NULL)
    json_object_set_string_member (wanted, "_rev", tb_document_get_text (present, "_rev"));
  return put_object (client, path, wanted, cancellable, error);
}

/**
 * tb_service_has_user:
 * @client: of an administrator of a service
 * @name: of a user
 * @has: (out): whether the service knows that user
 * @cancellable: (nullable): to give up
 * @error: return location, as tb_http_client_request()
 *
 * Returns: whether @has is known
 */
gboolean
tb_service_has_user (TbHttpClient *client, const char *name, gboolean *has,
                     GCancellable *cancellable, GError **error)
{
  g_autofree char *path = dup_user_path (name);
  g_autoptr (JsonObject) present = NULL;

  if (!get_object (client, path, &present, cancellable, error))
    return FALSE;
  *has = present != NULL;
  return TRUE;
}

/**
 * tb_service_set_up:
 * @client: of an administrator of a service
 * @plan: how it is to be
 * @steps: (element-type TbServiceStep): where each step is added as it is done
 * @cancellable: (nullable): to give up
 * @error: return location: as tb_http_client_request(), and %TB_ERROR_INVALID for a new user
 *   without a password
 *
 * Makes the databases of a branch, says who may use them and what they take, and gives a user a
 * role. What is so already is left; so it can be done again, after a failure or with a newer
 * program. Blocks.
 *
 * Returns: whether the service is as planned
 */
gboolean
tb_service_set_up (TbHttpClient *client, const TbServicePlan *plan, GPtrArray *steps,
                   GCancellable *cancellable, GError **error)
{
  Work work = { .client = client, .plan = plan, .steps = steps, .cancellable = cancellable };

  g_return_val_if_fail (tb_service_branch_is_valid (plan->branch), FALSE);
  g_return_val_if_fail (plan->user == NULL || plan->role != NULL, FALSE);

  return ensure_database (&work, USERS, error) && ensure_databases (&work, error)
         && ensure_settings (&work, error) && ensure_user (&work, error);
}
