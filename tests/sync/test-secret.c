/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-secret.h"

#include <string.h>

#include "tb-error.h"
#include "tb-test.h"

#define PASSWORD "not-to-be-read-by-anybody"

/* libsecret keeps to the first keyring that it meets, so each test is a process of its own. */
static void
run_alone (void)
{
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

static TbServiceAddress *
make_address (const char *text)
{
  g_autoptr (GError) error = NULL;
  TbServiceAddress *address = tb_service_address_new (text, &error);

  g_assert_no_error (error);
  return address;
}

/* A keyring in a file, encrypted with a key of the test's own, as the program has one in a sandbox.
 */
static char *
use_file_keyring (void)
{
  char *path = tb_test_dup_path ("keyring");

  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "key-of-the-keyring", TRUE);
  return path;
}

static void
assert_kept (TbServiceAddress *address, const char *name, const char *password)
{
  g_autoptr (TbCredentials) credentials = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (tb_secret_load (address, name, &credentials, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (credentials != NULL ? tb_credentials_get_password (credentials) : NULL, ==,
                   password);
}

static void
test_keyring (void)
{
  g_autofree char *path = NULL;
  g_autofree char *content = NULL;
  g_autoptr (TbServiceAddress) address = NULL;
  g_autoptr (TbServiceAddress) other = NULL;
  g_autoptr (TbCredentials) credentials = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  if (!g_test_subprocess ())
    {
      run_alone ();
      return;
    }

  path = use_file_keyring ();
  address = make_address ("https://service.example.org");
  other = make_address ("https://other.example.org");
  credentials = tb_credentials_new ("chenhui", PASSWORD);
  assert_kept (address, "chenhui", NULL);

  g_assert_true (tb_secret_save (address, credentials, NULL, &error));
  g_assert_no_error (error);
  assert_kept (address, "chenhui", PASSWORD);
  assert_kept (address, "liwei", NULL);
  assert_kept (other, "chenhui", NULL);

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  g_assert_null (g_strstr_len (content, (gssize)length, PASSWORD));

  g_assert_true (tb_secret_forget (address, "chenhui", NULL, &error));
  g_assert_no_error (error);
  assert_kept (address, "chenhui", NULL);
}

static void
test_no_keyring (void)
{
  g_autoptr (TbServiceAddress) address = NULL;
  g_autoptr (TbCredentials) credentials = NULL;
  g_autoptr (TbCredentials) loaded = NULL;
  g_autoptr (GError) saving = NULL;
  g_autoptr (GError) loading = NULL;

  if (!g_test_subprocess ())
    {
      run_alone ();
      return;
    }

  g_setenv ("SECRET_BACKEND", "service", TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus", TRUE);
  address = make_address ("https://service.example.org");
  credentials = tb_credentials_new ("chenhui", PASSWORD);

  g_assert_false (tb_secret_save (address, credentials, NULL, &saving));
  g_assert_error (saving, TB_ERROR, TB_ERROR_NO_KEYRING);
  g_assert_null (strstr (saving->message, PASSWORD));
  g_assert_false (tb_secret_load (address, "chenhui", &loaded, NULL, &loading));
  g_assert_error (loading, TB_ERROR, TB_ERROR_NO_KEYRING);
  g_assert_null (loaded);
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/sync/secret/keyring", test_keyring);
  g_test_add_func ("/sync/secret/no-keyring", test_no_keyring);

  return tb_test_run ();
}
