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
