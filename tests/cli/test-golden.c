/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each file of the folder golden is a session on the command line: lines that begin with "$ " are
 * run in a fresh folder, the lines below are what must come: standard output, then standard error
 * behind "! ", then the exit status where it is not 0. What differs from run to run stands in angle
 * brackets: <id 1>, <id 2> … in the order in which they are first seen, and may be used in the
 * commands below; <time>, <instant>, <actor>, <dir>, <samples>.
 *
 * TB_UPDATE_GOLDEN=1 writes the files anew from what comes; look at the difference before it is
 * committed.
 */
#include "tb-cli-test.h"

#include <string.h>

#include "tb-test.h"

typedef struct
{
  char *dir;       /* (owned) */
  char *samples;   /* (owned) */
  GPtrArray *ids;  /* (element-type utf8) */
  GRegex *pattern; /* (owned): everything that differs from run to run */
} Session;

#define ID_PATTERN "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"
#define INSTANT_PATTERN "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}[:-][0-9]{2}[:-][0-9]{2}\\.[0-9]{3}Z"
#define TIME_PATTERN "[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}"

static Session *
session_new (void)
{
  Session *self = g_new0 (Session, 1);
  g_autofree char *pattern = NULL;
  g_autofree char *dir = NULL;
  g_autofree char *samples = NULL;
  g_autoptr (GError) error = NULL;

  self->dir = tb_test_dup_dir ();
  self->samples = tb_test_dup_sample_path ("");
  g_strchomp (self->samples);
  if (g_str_has_suffix (self->samples, "/"))
    self->samples[strlen (self->samples) - 1] = '\0';
  self->ids = g_ptr_array_new_with_free_func (g_free);

  dir = g_regex_escape_string (self->dir, -1);
  samples = g_regex_escape_string (self->samples, -1);
  pattern = g_strdup_printf ("(?<dir>%s)|(?<samples>%s)|(?<id>" ID_PATTERN
                             ")|(?<instant>" INSTANT_PATTERN ")|(?<time>" TIME_PATTERN ")",
                             dir, samples);
  self->pattern = g_regex_new (pattern, 0, 0, &error);
  g_assert_no_error (error);

  return self;
}

static void
session_free (Session *self)
{
  g_free (self->dir);
  g_free (self->samples);
  g_ptr_array_unref (self->ids);
  g_regex_unref (self->pattern);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Session, session_free)

static guint
id_number (Session *self, const char *id)
{
  guint index;

  if (!g_ptr_array_find_with_equal_func (self->ids, id, g_str_equal, &index))
    {
      index = self->ids->len;
      g_ptr_array_add (self->ids, g_strdup (id));
    }

  return index + 1;
}

static gboolean
replace_cb (const GMatchInfo *info, GString *out, gpointer user_data)
{
  static const char *const names[] = { "dir", "samples", "id", "instant", "time" };
  Session *self = user_data;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = g_match_info_fetch_named (info, names[i]);

      if (text == NULL || *text == '\0')
        continue;
      if (g_str_equal (names[i], "id"))
        g_string_append_printf (out, "<id %u>", id_number (self, text));
      else
        g_string_append_printf (out, "<%s>", names[i]);
    }

  return FALSE;
}

static const char *
get_actor (void)
{
  return g_str_equal (g_get_real_name (), "Unknown") ? g_get_user_name () : g_get_real_name ();
}

static void
replace_all (GString *text, const char *from, const char *to)
{
  g_string_replace (text, from, to, 0);
}

/* What came, with what differs from run to run replaced. */
static char *
normalise (Session *self, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *replaced
      = g_regex_replace_eval (self->pattern, text, -1, 0, 0, replace_cb, self, &error);
  const char *actor = get_actor ();
  g_autofree char *in_table = g_strdup_printf ("  %s  ", actor);
  g_autofree char *in_json = g_strdup_printf ("\"actor\":\"%s\"", actor);
  g_autofree char *in_words = g_strdup_printf (" by %s on ", actor);
  g_autofree char *in_quotes = g_strdup_printf ("“%s”", actor);
  g_autofree char *as_sender = g_strdup_printf ("\"sender\":\"%s\"", actor);
  g_autofree char *as_recipient = g_strdup_printf ("\"recipient\":\"%s\"", actor);
  GString *out;

  g_assert_no_error (error);
  out = g_string_new (replaced);
  replace_all (out, in_table, "  <actor>  ");
  replace_all (out, in_json, "\"actor\":\"<actor>\"");
  replace_all (out, in_words, " by <actor> on ");
  replace_all (out, in_quotes, "“<actor>”");
  replace_all (out, as_sender, "\"sender\":\"<actor>\"");
  replace_all (out, as_recipient, "\"recipient\":\"<actor>\"");

  return g_string_free_and_steal (out);
}

/* A command of the file, with the placeholders filled in. */
static char *
fill_in (Session *self, const char *command)
{
  const char *actor = get_actor ();
  GString *out = g_string_new (command);

  replace_all (out, "<dir>", self->dir);
  replace_all (out, "<samples>", self->samples);
  replace_all (out, "<actor>", actor);
  for (guint i = 0; i < self->ids->len; i++)
    {
      g_autofree char *name = g_strdup_printf ("<id %u>", i + 1);

      replace_all (out, name, g_ptr_array_index (self->ids, i));
    }

  return g_string_free_and_steal (out);
}

static void
append_lines (GString *out, const char *prefix, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (lines[i + 1] != NULL || *lines[i] != '\0')
        g_string_append_printf (out, "%s%s\n", prefix, lines[i]);
    }
}

static void
run_command (Session *self, const char *command, GString *out)
{
  g_autofree char *filled = fill_in (self, command);
  g_auto (GStrv) argv = NULL;
  g_auto (TbRun) run = { 0 };
  g_autofree char *normal_out = NULL;
  g_autofree char *normal_err = NULL;
  g_autoptr (GError) error = NULL;

  g_shell_parse_argv (filled, NULL, &argv, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (argv[0], ==, "towerbranchctl");

  run = tb_cli_test_run_strv ((const char *const *)argv + 1);
  normal_out = normalise (self, run.out);
  normal_err = normalise (self, run.err);
  append_lines (out, "", normal_out);
  append_lines (out, "! ", normal_err);
  if (run.status != 0)
    g_string_append_printf (out, "[%d]\n", run.status);
}

static void
test_golden (gconstpointer data)
{
  const char *name = data;
  g_autofree char *path = g_build_filename (TB_TEST_GOLDEN_DIR, name, NULL);
  g_autofree char *expected = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (Session) session = session_new ();
  g_autoptr (GString) actual = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &expected, NULL, &error);
  g_assert_no_error (error);

  lines = g_strsplit (expected, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      gboolean comment = g_str_has_prefix (lines[i], "# ");
      gboolean command = g_str_has_prefix (lines[i], "$ ");

      if (!comment && !command)
        continue;
      g_string_append_printf (actual, "%s%s\n", comment && actual->len > 0 ? "\n" : "", lines[i]);
      if (command)
        run_command (session, lines[i] + 2, actual);
    }

  if (g_getenv ("TB_UPDATE_GOLDEN") != NULL)
    {
      g_file_set_contents (path, actual->str, -1, &error);
      g_assert_no_error (error);
      return;
    }

  if (!g_str_equal (actual->str, expected))
    {
      g_autofree char *came = tb_test_dup_path ("came.txt");
      g_autofree char *difference = NULL;

      g_file_set_contents (came, actual->str, -1, NULL);
      g_spawn_sync (NULL, (char *[]){ (char *)"diff", (char *)"-u", path, came, NULL }, NULL,
                    G_SPAWN_SEARCH_PATH, NULL, NULL, &difference, NULL, NULL, NULL);
      g_test_message ("%s", difference);
      g_test_fail ();
    }
}

int
main (int argc, char *argv[])
{
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  const char *name;

  tb_test_init (&argc, &argv);

  dir = g_dir_open (TB_TEST_GOLDEN_DIR, 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      if (g_str_has_suffix (name, ".txt"))
        g_ptr_array_add (names, g_strdup (name));
    }
  g_assert_cmpuint (names->len, >, 0);
  g_ptr_array_sort_values (names, (GCompareFunc)strcmp);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *test
          = g_strdup_printf ("/cli/golden/%s", (char *)g_ptr_array_index (names, i));

      g_test_add_data_func (test, g_ptr_array_index (names, i), test_golden);
    }

  return tb_test_run ();
}
