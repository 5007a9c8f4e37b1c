/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-bus-test.h"
#include "tb-core-test.h"
#include "tb-page.h"
#include "tb-sample.h"
#include "tb-store-test.h"
#include "tb-test.h"
#include "tb-ui-test.h"
#include "tb-window.h"

#define PROVIDER_PATH "/io/github/towerbranch/TowerBranch/SearchProvider"
#define PROVIDER_INTERFACE "org.gnome.Shell.SearchProvider2"

typedef struct
{
  TbApplication *application; /* (not owned) the one of the process */
  GSettings *settings;        /* (owned) */
} Fixture;

static void
fill_register (void)
{
  g_autoptr (TbClock) clock = tb_test_clock_new ();
  g_autoptr (TbSession) session = tb_bus_test_open_register (clock);
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = tb_sample_fill (session, TB_SAMPLE_TOWER, 1, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  tb_session_close (session);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  static TbApplication *application;
  g_autoptr (GError) error = NULL;

  if (application == NULL)
    {
      application = tb_application_new ();
      g_application_register (G_APPLICATION (application), NULL, &error);
      g_assert_no_error (error);
      fill_register ();
    }

  self->application = application;
  self->settings = g_settings_new (TB_APPLICATION_ID);
  g_settings_set_boolean (self->settings, "search-provider", TRUE);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_settings_reset (self->settings, "search-provider");
  g_object_unref (self->settings);
}

static GVariant *
call (const char *method, GVariant *parameters, const char *type)
{
  return tb_bus_test_call (TB_APPLICATION_ID, PROVIDER_PATH, PROVIDER_INTERFACE, method, parameters,
                           type);
}

static GStrv
find (const char *first, const char *second)
{
  const char *terms[] = { first, second, NULL };
  g_autoptr (GVariant) reply = call ("GetInitialResultSet", g_variant_new ("(^as)", terms), "(as)");
  GStrv results;

  g_variant_get (reply, "(^as)", &results);

  return results;
}

static GVariant *
describe (const char *identifier)
{
  const char *identifiers[] = { identifier, NULL };
  g_autoptr (GVariant) reply
      = call ("GetResultMetas", g_variant_new ("(^as)", identifiers), "(aa{sv})");

  return g_variant_get_child_value (reply, 0);
}

/* By full name, and by pinyin. */
static void
test_found (Fixture *self, gconstpointer data)
{
  g_auto (GStrv) by_pinyin = find ("zhang", NULL);
  g_autoptr (GVariant) metas = NULL;
  g_autoptr (GVariant) meta = NULL;
  g_auto (GStrv) by_name = NULL;
  const char *id, *name, *kind;

  g_assert_cmpuint (g_strv_length (by_pinyin), >, 0);
  g_assert_true (g_str_has_prefix (by_pinyin[0], "person:"));

  metas = describe (by_pinyin[0]);
  g_assert_cmpuint (g_variant_n_children (metas), ==, 1);
  meta = g_variant_get_child_value (metas, 0);
  g_assert_true (g_variant_lookup (meta, "id", "&s", &id));
  g_assert_true (g_variant_lookup (meta, "name", "&s", &name));
  g_assert_true (g_variant_lookup (meta, "description", "&s", &kind));
  g_assert_cmpstr (id, ==, by_pinyin[0]);
  g_assert_cmpstr (kind, ==, "Person");
  /* Nothing else is told of anybody. */
  g_assert_cmpuint (g_variant_n_children (meta), ==, 3);

  by_name = find (name, NULL);
  g_assert_true (g_strv_contains ((const char *const *)by_name, id));
}

static void
test_narrowed (Fixture *self, gconstpointer data)
{
  g_auto (GStrv) all = find ("zhang", NULL);
  g_autoptr (GVariant) metas = describe (all[0]);
  g_autoptr (GVariant) meta = g_variant_get_child_value (metas, 0);
  const char *terms[] = { NULL, NULL };
  g_autoptr (GVariant) reply = NULL;
  g_auto (GStrv) narrowed = NULL;

  g_assert_true (g_variant_lookup (meta, "name", "&s", &terms[0]));
  reply = call ("GetSubsearchResultSet", g_variant_new ("(^as^as)", all, terms), "(as)");
  g_variant_get (reply, "(^as)", &narrowed);

  g_assert_true (g_strv_contains ((const char *const *)narrowed, all[0]));
}

static void
test_off (Fixture *self, gconstpointer data)
{
  g_auto (GStrv) before = find ("zhang", NULL);
  g_auto (GStrv) after = NULL;
  g_autoptr (GVariant) metas = NULL;

  g_assert_cmpuint (g_strv_length (before), >, 0);
  g_settings_reset (self->settings, "search-provider");

  after = find ("zhang", NULL);
  metas = describe (before[0]);
  g_assert_cmpuint (g_strv_length (after), ==, 0);
  g_assert_cmpuint (g_variant_n_children (metas), ==, 0);
}

/* Whoever asks for what is not found by a search learns nothing of it either. */
static void
test_other_kind (Fixture *self, gconstpointer data)
{
  g_autoptr (TbClock) clock = tb_test_clock_new ();
  g_autoptr (TbSession) session = tb_bus_test_open_register (clock);
  g_autoptr (TbRecord) tower = tb_core_test_new_record ("tower", "name", "罗湖商务大厦", NULL);
  g_autofree char *batch = NULL;
  g_autofree char *identifier = NULL;
  g_autoptr (GVariant) metas = NULL;
  g_autoptr (GError) error = NULL;

  batch = tb_session_save (session, tower, NULL, &error);
  g_assert_no_error (error);
  tb_session_close (session);

  identifier = g_strconcat ("tower:", tb_record_get_id (tower), NULL);
  metas = describe (identifier);
  g_assert_cmpuint (g_variant_n_children (metas), ==, 0);
}

static void
test_unknown (Fixture *self, gconstpointer data)
{
  g_autoptr (GVariant) nobody = describe ("person:00000000-0000-7000-8000-000000000000");
  g_autoptr (GVariant) nothing = describe ("rubbish");

  g_assert_cmpuint (g_variant_n_children (nobody), ==, 0);
  g_assert_cmpuint (g_variant_n_children (nothing), ==, 0);
}

static void
restore_register (void)
{
  tb_bus_test_remove_register ();
  fill_register ();
}

/* A register that an older program wrote is for the window to bring up to date, not for a search.
 */
static void
test_older_register (Fixture *self, gconstpointer data)
{
  g_autofree char *path = tb_application_dup_register_path ();
  g_autofree char *dump = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_auto (GStrv) found = NULL;
  g_autoptr (GVariant) metas = NULL;
  g_autoptr (GError) error = NULL;
  gsize size_before, size_after;

  tb_bus_test_remove_register ();
  g_file_get_contents (TB_TEST_DUMPS_DIR "/0001.sql", &dump, NULL, &error);
  g_assert_no_error (error);
  tb_store_test_tamper (path, dump);
  g_file_get_contents (path, &before, &size_before, &error);
  g_assert_no_error (error);

  found = find ("zhang", NULL);
  metas = describe ("person:01a200fb-5100-7440-9be8-1823bf573962");
  g_assert_cmpuint (g_strv_length (found), ==, 0);
  g_assert_cmpuint (g_variant_n_children (metas), ==, 0);

  g_file_get_contents (path, &after, &size_after, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (before, size_before, after, size_after);
  restore_register ();
}

static void
test_damaged_register (Fixture *self, gconstpointer data)
{
  g_autofree char *path = tb_application_dup_register_path ();
  g_auto (GStrv) found = NULL;

  tb_bus_test_remove_register ();
  g_assert_true (g_file_set_contents (path, "no register at all", -1, NULL));
  found = find ("zhang", NULL);

  g_assert_cmpuint (g_strv_length (found), ==, 0);
  restore_register ();
}

static TbWindow *
find_window (Fixture *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self->application)); l != NULL;
       l = l->next)
    if (TB_IS_WINDOW (l->data))
      return l->data;

  return NULL;
}

static const char *
get_page_name (Fixture *self)
{
  TbWindow *window = find_window (self);
  TbPage *page = window != NULL ? tb_window_get_page (window) : NULL;

  return page != NULL ? tb_page_get_info (page)->name : NULL;
}

/* The window is opened for it, and the register is read through the window's session then. */
static void
test_opened (Fixture *self, gconstpointer data)
{
  const char *terms[] = { "zhang", NULL };
  g_auto (GStrv) found = find ("zhang", NULL);
  g_auto (GStrv) again = NULL;
  g_autoptr (GVariant) reply
      = call ("ActivateResult", g_variant_new ("(s^asu)", found[0], terms, 0), "()");

  tb_test_wait_until (g_strcmp0 (get_page_name (self), "members") == 0);

  again = find ("zhang", NULL);
  g_assert_true (g_strv_equal ((const char *const *)found, (const char *const *)again));
  gtk_window_destroy (GTK_WINDOW (find_window (self)));
}

static void
test_launched (Fixture *self, gconstpointer data)
{
  const char *terms[] = { "zhang", "wei", NULL };
  g_autoptr (GVariant) reply = call ("LaunchSearch", g_variant_new ("(^asu)", terms, 0), "()");
  GtkWidget *dialog;

  tb_test_wait_until (
      find_window (self) != NULL
      && adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (find_window (self)))
             != NULL);
  dialog = GTK_WIDGET (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (find_window (self))));
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (tb_ui_test_get (dialog, GTK_TYPE_SEARCH_ENTRY, NULL))),
      ==, "zhang wei");
  gtk_window_destroy (GTK_WINDOW (find_window (self)));
}

static void
test_no_register (Fixture *self, gconstpointer data)
{
  g_auto (GStrv) found = NULL;

  tb_bus_test_remove_register ();
  found = find ("zhang", NULL);

  g_assert_cmpuint (g_strv_length (found), ==, 0);
}

#define add(name, func)                                                                            \
  g_test_add ("/app/search-provider/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  tb_bus_test_init ();
  if (!tb_ui_test_init (&argc, &argv))
    return 1;

  add ("found", test_found);
  add ("narrowed", test_narrowed);
  add ("off", test_off);
  add ("other-kind", test_other_kind);
  add ("unknown", test_unknown);
  add ("older-register", test_older_register);
  add ("damaged-register", test_damaged_register);
  add ("opened", test_opened);
  add ("launched", test_launched);
  add ("no-register", test_no_register);

  return tb_test_run ();
}
