/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-search-provider.h"

#include "tb-record-table.h"

#include <glib/gi18n.h>

/**
 * TbSearchProvider:
 *
 * Answers the desktop's search (org.gnome.Shell.SearchProvider2). Names are personal data that
 * anybody could see who passes the desk, so nothing is found until the setting `search-provider` is
 * on, and nothing is told but a name and of what kind it is.
 */
struct _TbSearchProvider
{
  GObject parent_instance;

  GApplication *application; /* (not owned): it owns this */
  GSettings *settings;       /* (owned) */
  TbRegisterReader *reader;  /* (owned) */
  GDBusNodeInfo *interfaces; /* (owned) */

  GDBusConnection *connection; /* (owned) (nullable) where it is exported */
  guint registration;
};

#define OBJECT_NAME "SearchProvider"

static const char interfaces_xml[] = "<node><interface name='org.gnome.Shell.SearchProvider2'>"
                                     "<method name='GetInitialResultSet'>"
                                     "<arg type='as' name='terms' direction='in'/>"
                                     "<arg type='as' name='results' direction='out'/></method>"
                                     "<method name='GetSubsearchResultSet'>"
                                     "<arg type='as' name='previous_results' direction='in'/>"
                                     "<arg type='as' name='terms' direction='in'/>"
                                     "<arg type='as' name='results' direction='out'/></method>"
                                     "<method name='GetResultMetas'>"
                                     "<arg type='as' name='identifiers' direction='in'/>"
                                     "<arg type='aa{sv}' name='metas' direction='out'/></method>"
                                     "<method name='ActivateResult'>"
                                     "<arg type='s' name='identifier' direction='in'/>"
                                     "<arg type='as' name='terms' direction='in'/>"
                                     "<arg type='u' name='timestamp' direction='in'/></method>"
                                     "<method name='LaunchSearch'>"
                                     "<arg type='as' name='terms' direction='in'/>"
                                     "<arg type='u' name='timestamp' direction='in'/></method>"
                                     "</interface></node>";

/* What is found, and how much of it, so that no kind crowds the others out. */
static const struct
{
  const char *type;
  guint limit;
} quotas[] = { { "person", 5 }, { "enterprise", 5 }, { "organisation", 3 } };

G_DEFINE_FINAL_TYPE (TbSearchProvider, tb_search_provider, G_TYPE_OBJECT)

/* A result is called TYPE:ID. Whoever is on the bus may ask for any; what is never found is none.
 */
static const TbRecordType *
parse_identifier (const char *identifier, const char **id)
{
  g_auto (GStrv) parts = g_strsplit (identifier, ":", 2);

  if (g_strv_length (parts) != 2)
    return NULL;

  *id = strchr (identifier, ':') + 1;
  for (guint i = 0; i < G_N_ELEMENTS (quotas); i++)
    if (g_str_equal (quotas[i].type, parts[0]))
      return tb_record_types_find (parts[0]);
  return NULL;
}

/* On a database thread */

static gpointer
search (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) identifiers = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (quotas); i++)
    {
      g_autoptr (GPtrArray) hits = tb_search_index_find (
          connection, tb_record_types_find (quotas[i].type), data, quotas[i].limit, error);

      if (hits == NULL)
        return NULL;
      for (guint j = 0; j < hits->len; j++)
        {
          const TbSearchHit *hit = g_ptr_array_index (hits, j);

          g_strv_builder_take (builder, g_strconcat (hit->type->name, ":", hit->id, NULL));
        }
    }

  identifiers = g_strv_builder_end (builder);
  return g_variant_ref_sink (g_variant_new ("(^as)", identifiers));
}

static gboolean
add_meta (GVariantBuilder *metas, TbConnection *connection, const char *identifier, GError **error)
{
  const char *id;
  const TbRecordType *type = parse_identifier (identifier, &id);
  g_autoptr (GError) own_error = NULL;
  g_autofree char *title = NULL;

  if (type == NULL)
    return TRUE;

  title = tb_record_table_dup_title (connection, type, id, &own_error);
  if (own_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&own_error));
      return FALSE;
    }
  if (title == NULL)
    return TRUE;

  g_variant_builder_open (metas, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (metas, "{sv}", "id", g_variant_new_string (identifier));
  g_variant_builder_add (metas, "{sv}", "name", g_variant_new_string (title));
  g_variant_builder_add (metas, "{sv}", "description", g_variant_new_string (_ (type->label)));
  g_variant_builder_close (metas);

  return TRUE;
}

static gpointer
describe (TbConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  char **identifiers = data;
  g_auto (GVariantBuilder) metas = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; identifiers[i] != NULL; i++)
    if (!add_meta (&metas, connection, identifiers[i], error))
      return NULL;

  return g_variant_ref_sink (g_variant_new ("(aa{sv})", &metas));
}

/* On the bus */

/* What is answered while nothing may be told, or no register can be read. */
static void
return_nothing (GDBusMethodInvocation *invocation)
{
  /* All that is told is an array. */
  const GDBusMethodInfo *method = g_dbus_method_invocation_get_method_info (invocation);
  const char *type = method->out_args[0]->signature + 1;
  g_autoptr (GVariant) empty
      = g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE (type), NULL, 0));

  g_dbus_method_invocation_return_value (invocation, g_variant_new_tuple (&empty, 1));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  TbSearchProvider *self = g_dbus_method_invocation_get_user_data (invocation);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer
      = tb_register_reader_read_finish (TB_REGISTER_READER (source), result, &error);

  if (answer != NULL)
    g_dbus_method_invocation_return_value (invocation, answer);
  else
    {
      /* The window says what is wrong with a register, and brings an older one up to date. */
      g_debug ("Nothing found: %s", error->message);
      return_nothing (invocation);
    }

  g_application_release (self->application);
  g_object_unref (self);
}

/* @data is taken. */
static void
answer_from_register (TbSearchProvider *self, GDBusMethodInvocation *invocation, TbReadFunc func,
                      gpointer data, GDestroyNotify data_free)
{
  g_object_ref (self);
  g_application_hold (self->application);
  tb_register_reader_read_async (self->reader, func, data, data_free,
                                 (GDestroyNotify)g_variant_unref, NULL, read_cb, invocation);
}

static void
get_initial_result_set (TbSearchProvider *self, GVariant *parameters,
                        GDBusMethodInvocation *invocation)
{
  g_autofree const char **terms = NULL;

  g_variant_get_child (parameters, g_variant_n_children (parameters) - 1, "^a&s", &terms);
  answer_from_register (self, invocation, search, g_strjoinv (" ", (char **)terms), g_free);
}

static void
get_result_metas (TbSearchProvider *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  char **identifiers;

  g_variant_get (parameters, "(^as)", &identifiers);
  answer_from_register (self, invocation, describe, identifiers, (GDestroyNotify)g_strfreev);
}

static void
activate_result (TbSearchProvider *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  const char *identifier, *id;
  const TbRecordType *type;

  g_variant_get_child (parameters, 0, "&s", &identifier);
  type = parse_identifier (identifier, &id);
  if (type != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (self->application), "show-record",
                                    g_variant_new ("(ss)", type->name, id));
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
launch_search (TbSearchProvider *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autofree const char **terms = NULL;
  g_autofree char *typed = NULL;

  g_variant_get_child (parameters, 0, "^a&s", &terms);
  typed = g_strjoinv (" ", (char **)terms);
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "find-text",
                                  g_variant_new_string (typed));
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static const struct
{
  const char *name;
  gboolean tells; /* whether it tells of the register, if the setting is on */
  void (*call) (TbSearchProvider *self, GVariant *parameters, GDBusMethodInvocation *invocation);
} methods[] = {
  { "GetInitialResultSet", TRUE, get_initial_result_set },
  { "GetSubsearchResultSet", TRUE, get_initial_result_set },
  { "GetResultMetas", TRUE, get_result_metas },
  { "ActivateResult", FALSE, activate_result },
  { "LaunchSearch", FALSE, launch_search },
};

static void
method_call_cb (GDBusConnection *connection, const char *sender, const char *object_path,
                const char *interface_name, const char *method_name, GVariant *parameters,
                GDBusMethodInvocation *invocation, gpointer user_data)
{
  TbSearchProvider *self = user_data;

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      if (!g_str_equal (methods[i].name, method_name))
        continue;

      if (methods[i].tells && !g_settings_get_boolean (self->settings, "search-provider"))
        return_nothing (invocation);
      else
        methods[i].call (self, parameters, invocation);
      return;
    }

  /* GDBus lets no method through that is not in the description. */
  g_assert_not_reached ();
}

static void
tb_search_provider_dispose (GObject *object)
{
  TbSearchProvider *self = TB_SEARCH_PROVIDER (object);

  tb_search_provider_unexport (self);
  g_clear_object (&self->settings);
  g_clear_object (&self->reader);
  g_clear_pointer (&self->interfaces, g_dbus_node_info_unref);

  G_OBJECT_CLASS (tb_search_provider_parent_class)->dispose (object);
}

static void
tb_search_provider_class_init (TbSearchProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tb_search_provider_dispose;
}

static void
tb_search_provider_init (TbSearchProvider *self)
{
  self->interfaces = g_dbus_node_info_new_for_xml (interfaces_xml, NULL);
}

/**
 * tb_search_provider_new:
 * @application: the application, which outlives the provider
 * @settings: the program's settings
 * @reader: reads the register
 *
 * Returns: (transfer full): a provider that is not on the bus yet
 */
TbSearchProvider *
tb_search_provider_new (GApplication *application, GSettings *settings, TbRegisterReader *reader)
{
  TbSearchProvider *self = g_object_new (TB_TYPE_SEARCH_PROVIDER, NULL);

  self->application = application;
  self->settings = g_object_ref (settings);
  self->reader = g_object_ref (reader);

  return self;
}

/**
 * tb_search_provider_export:
 * @self: a provider
 * @connection: the application's bus
 * @application_path: where the application is on it
 * @error: where to put what went wrong
 *
 * Puts the provider on the bus, below the application's own object, as the file that is installed
 * for the desktop says. Errors: those of g_dbus_connection_register_object().
 *
 * Returns: whether it is there
 */
gboolean
tb_search_provider_export (TbSearchProvider *self, GDBusConnection *connection,
                           const char *application_path, GError **error)
{
  static const GDBusInterfaceVTable vtable = { .method_call = method_call_cb };
  g_autofree char *path = g_strconcat (application_path, "/" OBJECT_NAME, NULL);

  self->registration = g_dbus_connection_register_object (
      connection, path, self->interfaces->interfaces[0], &vtable, self, NULL, error);
  if (self->registration == 0)
    return FALSE;

  self->connection = g_object_ref (connection);
  return TRUE;
}

/**
 * tb_search_provider_unexport:
 * @self: a provider
 *
 * Takes the provider off the bus, where it is on one.
 */
void
tb_search_provider_unexport (TbSearchProvider *self)
{
  if (self->connection != NULL)
    g_dbus_connection_unregister_object (self->connection, self->registration);
  self->registration = 0;
  g_clear_object (&self->connection);
}
