/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-service-address.h"

#include "tb-error.h"
#include "tb-test.h"

static void
test_accepted (void)
{
  static const char *const pairs[][2] = {
    { "https://service.example.org", "https://service.example.org" },
    { " https://Service.Example.org/ ", "https://service.example.org" },
    { "service.example.org", "https://service.example.org" },
    { "service.example.org:6984/couch//", "https://service.example.org:6984/couch" },
    { "https://10.0.0.7:6984", "https://10.0.0.7:6984" },
    { "http://localhost:5984", "http://localhost:5984" },
    { "http://127.0.0.1:5984/", "http://127.0.0.1:5984" },
    { "http://[::1]:5984", "http://[::1]:5984" },
    { "https://党建.example.org", "https://xn--n5qz54a.example.org" },
    /* What an input method makes of it. */
    { "https://service。example.org", "https://service.example.org" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TbServiceAddress) address = tb_service_address_new (pairs[i][0], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (tb_service_address_get_text (address), ==, pairs[i][1]);
    }
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "",
    "https://",
    "http://service.example.org",
    "http://10.0.0.7:5984",
    "http://localhost.example.org",
    "http://127.0.0.1.example.org",
    "ftp://service.example.org",
    "https://name:password@service.example.org",
    "https://name@service.example.org",
    "name:password@service.example.org",
    "https://service.example.org/?password=x",
    "https://service.example.org/#x",
    "https://service.example.org:port",
    "file:///etc/passwd",
    "javascript://x",
    "https：//service.example.org",
    "service example.org",
    "https://service.example.org，",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TbServiceAddress) address = tb_service_address_new (texts[i], &error);

      g_assert_error (error, TB_ERROR, TB_ERROR_INVALID);
      g_assert_null (address);
    }
}

static void
test_origin (void)
{
  static const struct
  {
    const char *uri;
    gboolean same;
  } cases[] = {
    { "https://service.example.org/elsewhere", TRUE },
    { "https://SERVICE.example.org/couch/x?y=z", TRUE },
    { "http://service.example.org/couch", FALSE },
    { "https://service.example.org:444/couch", FALSE },
    { "https://service.example.org.evil.example/couch", FALSE },
    { "https://evil.example/service.example.org", FALSE },
  };
  g_autoptr (TbServiceAddress) address = tb_service_address_new ("service.example.org/couch", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GUri) uri = g_uri_parse (cases[i].uri, G_URI_FLAGS_SCHEME_NORMALIZE, NULL);

      g_assert_nonnull (uri);
      g_assert_cmpint (tb_service_address_is_same_origin (address, uri), ==, cases[i].same);
    }
}

static void
test_resolve (void)
{
  g_autoptr (TbServiceAddress) address = tb_service_address_new ("service.example.org/couch", NULL);
  g_autoptr (GUri) uri = tb_service_address_resolve (address, "branch-a/person%3Aa%2Fb?rev=1-a");
  g_autofree char *text = g_uri_to_string (uri);

  g_assert_cmpstr (text, ==, "https://service.example.org/couch/branch-a/person%3Aa%2Fb?rev=1-a");
}

static void
test_branch (void)
{
  g_autofree char *database = tb_service_dup_database ("tower-7_b");
  g_autofree char *files = tb_service_dup_files_database ("tower-7_b");

  g_assert_cmpstr (database, ==, "branch-tower-7_b");
  g_assert_cmpstr (files, ==, "branch-tower-7_b-files");
  g_assert_true (tb_service_branch_is_valid ("a"));
  g_assert_false (tb_service_branch_is_valid (NULL));
  g_assert_false (tb_service_branch_is_valid (""));
  g_assert_false (tb_service_branch_is_valid ("Tower"));
  g_assert_false (tb_service_branch_is_valid ("a/b"));
  g_assert_false (tb_service_branch_is_valid ("../_users"));
}

int
main (int argc, char **argv)
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/sync/service-address/accepted", test_accepted);
  g_test_add_func ("/sync/service-address/refused", test_refused);
  g_test_add_func ("/sync/service-address/origin", test_origin);
  g_test_add_func ("/sync/service-address/resolve", test_resolve);
  g_test_add_func ("/sync/service-address/branch", test_branch);

  return tb_test_run ();
}
