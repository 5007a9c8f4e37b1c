/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-bus-test.h"

#include "tb-application.h"
#include "tb-test.h"

static GTestDBus *bus;

static void
end_bus (void)
{
  /* GTK keeps its connection: nothing is to wait for that to go. */
  g_test_dbus_stop (bus);
}

void
tb_bus_test_init (void)
{
  /* GTestDBus takes the display away too, for the sake of a bus that could be found through it. */
  g_autofree char *display = g_strdup (g_getenv ("DISPLAY"));

  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  if (display != NULL)
    g_setenv ("DISPLAY", display, TRUE);
  atexit (end_bus);
}

GDBusConnection *
tb_bus_test_get_desktop (void)
{
  static GDBusConnection *desktop;
  g_autoptr (GError) error = NULL;

  if (desktop == NULL)
    desktop = g_dbus_connection_new_for_address_sync (
        g_test_dbus_get_bus_address (bus),
        G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
            | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
        NULL, NULL, &error);
  g_assert_no_error (error);

  return desktop;
}

void
tb_bus_test_own_name (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
      tb_bus_test_get_desktop (), "org.freedesktop.DBus", "/org/freedesktop/DBus",
      "org.freedesktop.DBus", "RequestName", g_variant_new ("(su)", name, 0),
      G_VARIANT_TYPE ("(u)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  g_assert_no_error (error);
}

GVariant *
tb_bus_test_call (const char *name, const char *path, const char *interface_name,
                  const char *method, GVariant *parameters, const char *type)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GVariant *reply;

  g_dbus_connection_call (tb_bus_test_get_desktop (), name, path, interface_name, method,
                          parameters, G_VARIANT_TYPE (type), G_DBUS_CALL_FLAGS_NO_AUTO_START, -1,
                          NULL, tb_test_store_result, &result);
  tb_test_wait_until (result != NULL);
  reply = g_dbus_connection_call_finish (tb_bus_test_get_desktop (), result, &error);
  g_assert_no_error (error);

  return reply;
}

/* Notifications */

static const char notifications_xml[]
    = "<node><interface name='org.gtk.Notifications'>"
      "<method name='AddNotification'><arg type='s' direction='in'/><arg type='s' direction='in'/>"
      "<arg type='a{sv}' direction='in'/></method>"
      "<method name='RemoveNotification'><arg type='s' direction='in'/>"
      "<arg type='s' direction='in'/></method></interface></node>";

static GPtrArray *added;  /* (owned) (element-type GVariant): all that came */
static GHashTable *shown; /* (owned) (element-type utf8 GVariant): what is not taken back yet */

static void
notifications_called_cb (GDBusConnection *connection, const char *sender, const char *path,
                         const char *interface_name, const char *method, GVariant *parameters,
                         GDBusMethodInvocation *invocation, gpointer user_data)
{
  g_autofree char *id = NULL;

  g_variant_get_child (parameters, 1, "s", &id);
  if (g_str_equal (method, "AddNotification"))
    {
      GVariant *notification = g_variant_get_child_value (parameters, 2);

      g_ptr_array_add (added, notification);
      g_hash_table_insert (shown, g_steal_pointer (&id), g_variant_ref (notification));
    }
  else
    {
      g_hash_table_remove (shown, id);
    }
  g_dbus_method_invocation_return_value (invocation, NULL);
}

void
tb_bus_test_play_notifications (void)
{
  static const GDBusInterfaceVTable vtable = { .method_call = notifications_called_cb };
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (notifications_xml, &error);

  g_assert_no_error (error);
  added = g_ptr_array_new_with_free_func ((GDestroyNotify)g_variant_unref);
  shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_variant_unref);
  g_dbus_connection_register_object (tb_bus_test_get_desktop (), "/org/gtk/Notifications",
                                     info->interfaces[0], &vtable, NULL, NULL, &error);
  g_assert_no_error (error);
  tb_bus_test_own_name ("org.gtk.Notifications");
}

guint
tb_bus_test_count_notifications (void)
{
  return added->len;
}

GVariant *
tb_bus_test_wait_for_notification (guint index)
{
  tb_test_wait_until (added->len > index);

  return g_variant_ref (g_ptr_array_index (added, index));
}

void
tb_bus_test_forget_notifications (void)
{
  g_ptr_array_set_size (added, 0);
  g_hash_table_remove_all (shown);
}

GVariant *
tb_bus_test_find_notification (const char *prefix)
{
  GHashTableIter iter;
  gpointer id, notification;

  g_hash_table_iter_init (&iter, shown);
  while (g_hash_table_iter_next (&iter, &id, &notification))
    if (g_str_has_prefix (id, prefix))
      return g_variant_ref (notification);

  return NULL;
}

gboolean
tb_bus_test_shows_notification (const char *prefix)
{
  g_autoptr (GVariant) notification = tb_bus_test_find_notification (prefix);

  return notification != NULL;
}

/* The register */

TbSession *
tb_bus_test_open_register (TbClock *clock)
{
  g_autofree char *path = tb_application_dup_register_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;
  TbSession *session;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  session = tb_session_open (path, TB_OPEN_CREATE, clock, "测试员", &error);
  g_assert_no_error (error);

  return session;
}

void
tb_bus_test_remove_register (void)
{
  static const char *const ends[] = { "", "-wal", "-shm" };
  g_autofree char *path = tb_application_dup_register_path ();

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *file = g_strconcat (path, ends[i], NULL);
      g_autoptr (GFile) object = g_file_new_for_path (file);

      g_file_delete (object, NULL, NULL);
    }
}
