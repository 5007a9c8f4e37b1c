/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tb-actions.h"
#include "tb-document.h"
#include "tb-output.h"
#include "tb-record-type.h"
#include "tb-cli-secret.h"
#include "tb-service-account.h"
#include "tb-service-setup.h"
#include "tb-service-status.h"
#include "tb-service-summary.h"

/* What is to be set up, as typed. */
typedef struct
{
  char *user;          /* (owned) (nullable) */
  char *role;          /* (owned) (nullable) */
  char *password_file; /* (owned) (nullable) */
  GStrv signs;         /* (owned) (nullable) */
  GStrv shared;        /* (owned) (nullable) */
  gboolean shares_nothing;
  gboolean with_district;
} Wish;

static void
wish_clear (Wish *self)
{
  g_free (self->user);
  g_free (self->role);
  g_free (self->password_file);
  g_strfreev (self->signs);
  g_strfreev (self->shared);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wish, wish_clear)

static gboolean
is_protected_field (const char *name)
{
  guint n_types;
  const TbRecordType *const *types = tb_record_types_get_all (&n_types);

  for (guint i = 0; i < n_types; i++)
    {
      guint field = tb_record_type_find_field (types[i], name);

      if (field != TB_FIELD_NOT_FOUND && tb_document_field_is_protected (&types[i]->fields[field]))
        return TRUE;
    }
  return FALSE;
}

static gboolean
check_wish (TbCli *cli, const Wish *wish)
{
  if ((wish->user == NULL) != (wish->role == NULL))
    {
      tb_cli_fail_usage (cli, _ ("A user is set up with a role: --user NAME --role ROLE"));
      return FALSE;
    }
  if (wish->role != NULL && tb_service_roles_find (wish->role) == NULL)
    {
      tb_cli_fail_usage (cli, _ ("The role is “committee”, “organiser” or “liaison”: --role ROLE"));
      return FALSE;
    }
  if (wish->user != NULL
      && (!g_utf8_validate (wish->user, -1, NULL) || *wish->user == '\0' || *wish->user == '_'
          || strchr (wish->user, ':')))
    {
      tb_cli_fail_usage (cli,
                         _ ("“%s” cannot be a name at the service: it has no colon and does "
                            "not begin with “_”."),
                         wish->user);
      return FALSE;
    }
  if (wish->shares_nothing && wish->shared != NULL)
    {
      tb_cli_fail_usage (cli, _ ("Either fields are shared or none: --share or --share-nothing."));
      return FALSE;
    }
  for (guint i = 0; wish->signs != NULL && wish->signs[i] != NULL; i++)
    if (!g_utf8_validate (wish->signs[i], -1, NULL))
      {
        tb_cli_fail_usage (cli, _ ("An argument is not UTF-8."));
        return FALSE;
      }
  for (guint i = 0; wish->shared != NULL && wish->shared[i] != NULL; i++)
    if (!g_str_equal (wish->shared[i], "all") && !is_protected_field (wish->shared[i]))
      {
        tb_cli_fail_usage (cli, _ ("There is no protected field “%s”."), wish->shared[i]);
        return FALSE;
      }
  return TRUE;
}

static const char *const outcome_names[] = {
  [TB_SERVICE_THERE] = "there",
  [TB_SERVICE_MADE] = "made",
  [TB_SERVICE_CHANGED] = "changed",
  [TB_SERVICE_NEWER] = "newer",
};

static const char *
get_outcome_words (TbServiceOutcome outcome)
{
  switch (outcome)
    {
    case TB_SERVICE_MADE:
      return _ ("made");
    case TB_SERVICE_CHANGED:
      return _ ("changed");
    case TB_SERVICE_NEWER:
      return _ ("left as a newer program made them");
    case TB_SERVICE_THERE:
    default:
      return _ ("there already");
    }
}

static const char *
get_kind_words (const char *kind)
{
  static const struct
  {
    const char *kind;
    const char *words;
  } kinds[] = {
    { "database", N_ ("Database") },   { "access", N_ ("Who may use it") },
    { "rules", N_ ("What it takes") }, { "settings", N_ ("What may travel") },
    { "user", N_ ("User") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].kind, kind))
      return _ (kinds[i].words);
  return kind;
}

static void
print_steps (TbCli *cli, GPtrArray *steps)
{
  g_autoptr (TbTextTable) table = tb_text_table_new (3);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "steps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < steps->len; i++)
    {
      const TbServiceStep *step = g_ptr_array_index (steps, i);

      json_builder_begin_object (builder);
      tb_json_add_text (builder, "kind", step->kind);
      tb_json_add_text (builder, "name", step->name);
      tb_json_add_text (builder, "outcome", outcome_names[step->outcome]);
      json_builder_end_object (builder);
      tb_text_table_add (table, get_kind_words (step->kind));
      tb_text_table_add (table, step->name);
      tb_text_table_add (table, get_outcome_words (step->outcome));
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  tb_output_list (cli->json, builder, table);
}

/* A new user needs a password; one who is there keeps theirs unless another is given. */
static gboolean
read_user_password (TbCli *cli, TbHttpClient *client, const Wish *wish, char **password,
                    GError **error)
{
  g_autofree char *prompt = NULL;
  gboolean is_there;

  *password = NULL;
  if (wish->user == NULL)
    return TRUE;
  if (!tb_service_has_user (client, wish->user, &is_there, cli->cancellable, error))
    return FALSE;
  if (is_there && wish->password_file == NULL)
    return TRUE;
  prompt = g_strdup_printf (_ ("New password of %s:"), wish->user);
  *password = tb_cli_secret_read_new (cli, wish->password_file, prompt, error);
  return *password != NULL;
}

static TbExit
set_up (TbCli *cli, TbHttpClient *client, const TbServiceAccount *account, const Wish *wish)
{
  static const char *const nothing[] = { NULL };
  g_autoptr (GPtrArray) steps
      = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_service_step_free);
  g_autoptr (GError) error = NULL;
  char *password = NULL;
  TbServicePlan plan = {
    .branch = account->branch,
    .with_district = wish->with_district,
    .shared = wish->shares_nothing ? nothing : (const char *const *)wish->shared,
    .user = wish->user,
    .role = wish->role != NULL ? tb_service_roles_find (wish->role) : NULL,
    .signs = (const char *const *)wish->signs,
  };
  gboolean ok;

  if (!read_user_password (cli, client, wish, &password, &error))
    return tb_cli_fail (cli, error);
  plan.password = password;
  ok = tb_service_set_up (client, &plan, steps, cli->cancellable, &error);
  g_clear_pointer (&password, tb_credentials_wipe);
  print_steps (cli, steps);
  return ok ? TB_EXIT_DONE : tb_cli_fail (cli, error);
}

static TbExit
run_setup (TbCli *cli, int argc, char **argv)
{
  g_auto (TbServiceAccount) account = { 0 };
  g_auto (Wish) wish = { 0 };
  const GOptionEntry entries[] = {
    TB_SERVICE_ACCOUNT_OPTIONS (account),
    { "user", 0, 0, G_OPTION_ARG_FILENAME, &wish.user, N_ ("A user who is to have a role"),
      N_ ("NAME") },
    { "role", 0, 0, G_OPTION_ARG_FILENAME, &wish.role,
      N_ ("The user’s role: committee, organiser or liaison"), N_ ("ROLE") },
    { "user-password-file", 0, 0, G_OPTION_ARG_FILENAME, &wish.password_file,
      N_ ("File with the user’s password; asked for if a new user has none"), N_ ("FILE") },
    { "signs", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &wish.signs,
      N_ ("A name by which the user’s desk signs changes; may be given again"), N_ ("NAME") },
    { "share", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &wish.shared,
      N_ ("A protected field that may travel, or “all”; may be given again"), N_ ("FIELD") },
    { "share-nothing", 0, 0, G_OPTION_ARG_NONE, &wish.shares_nothing,
      N_ ("Let no protected field travel any more"), NULL },
    { "district", 0, 0, G_OPTION_ARG_NONE, &wish.with_district,
      N_ ("Make the database of the branches’ summaries, too"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (TbHttpClient) client = NULL;

  if (!tb_cli_parse (cli, entries, &argc, &argv, 1, 1) || !tb_service_account_check (cli, &account)
      || !check_wish (cli, &wish))
    return TB_EXIT_USAGE;
  client = tb_service_account_new_client (cli, argv[1], &account, &error);
  if (client == NULL)
    return tb_cli_fail (cli, error);
  return set_up (cli, client, &account, &wish);
}

static void
build_texts (JsonBuilder *builder, const char *name, GStrv texts)
{
  json_builder_set_member_name (builder, name);
  if (texts == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_array (builder);
  for (guint i = 0; texts[i] != NULL; i++)
    json_builder_add_string_value (builder, texts[i]);
  json_builder_end_array (builder);
}

static void
print_status_json (const TbServiceStatus *status)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  tb_json_add_text (builder, "product", status->product);
  tb_json_add_text (builder, "name", status->user);
  build_texts (builder, "roles", status->roles);
  json_builder_set_member_name (builder, "databases");
  json_builder_begin_array (builder);
  for (guint i = 0; i < status->databases->len; i++)
    {
      const TbServiceDatabase *database = g_ptr_array_index (status->databases, i);

      json_builder_begin_object (builder);
      tb_json_add_text (builder, "name", database->name);
      tb_json_add_boolean (builder, "usable", database->problem == NULL);
      tb_json_add_text (builder, "problem", database->problem);
      tb_json_add_int (builder, "documents", database->n_documents);
      tb_json_add_int (builder, "schema", database->schema);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  build_texts (builder, "shared", status->shared);
  json_builder_end_object (builder);
  tb_output_json (builder);
}

static char *
dup_rules_words (const TbServiceDatabase *database)
{
  if (database->schema == 0)
    return g_strdup (_ ("without rules: set it up"));
  if (database->schema < TB_DOCUMENT_SCHEMA)
    return g_strdup (_ ("with the rules of an older program: set it up again"));
  if (database->schema > TB_DOCUMENT_SCHEMA)
    return g_strdup (_ ("with the rules of a newer program"));
  return g_strdup ("");
}

static void
print_status (const TbServiceStatus *status)
{
  g_autoptr (TbTextTable) table = tb_text_table_new (3);
  g_autofree char *roles = g_strjoinv (" ", status->roles);
  g_autofree char *shared = status->shared != NULL && status->shared[0] != NULL
                                ? g_strjoinv (" ", status->shared)
                                : NULL;

  tb_output_line ("%s", status->product);
  tb_output_line (_ ("Known as: %s (%s)"), status->user != NULL ? status->user : "–", roles);
  for (guint i = 0; i < status->databases->len; i++)
    {
      const TbServiceDatabase *database = g_ptr_array_index (status->databases, i);
      g_autofree char *count = database->problem != NULL
                                   ? g_strdup ("–")
                                   : g_strdup_printf (ngettext ("%d document", "%d documents",
                                                                (gulong)database->n_documents),
                                                      (int)database->n_documents);
      g_autofree char *rules
          = database->problem != NULL ? g_strdup (database->problem) : dup_rules_words (database);

      tb_text_table_add (table, database->name);
      tb_text_table_add (table, count);
      tb_text_table_add (table, rules);
    }
  tb_text_table_print (table);
  if (status->shared != NULL)
    tb_output_line (_ ("Protected fields that travel: %s"), shared != NULL ? shared : _ ("none"));
}

/* Of the branch itself: without the district's database, and without files, people can still work.
 */
static gboolean
is_ready (const TbServiceStatus *status)
{
  const TbServiceDatabase *database = g_ptr_array_index (status->databases, 0);

  return database->problem == NULL && database->schema > 0;
}

static TbExit
run_status (TbCli *cli, int argc, char **argv)
{
  g_auto (TbServiceAccount) account = { 0 };
  const GOptionEntry entries[] = {
    TB_SERVICE_ACCOUNT_OPTIONS (account),
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (TbHttpClient) client = NULL;
  g_autoptr (TbServiceStatus) status = NULL;

  if (!tb_cli_parse (cli, entries, &argc, &argv, 1, 1) || !tb_service_account_check (cli, &account))
    return TB_EXIT_USAGE;
  client = tb_service_account_new_client (cli, argv[1], &account, &error);
  if (client != NULL)
    status = tb_service_get_status (client, account.branch, cli->cancellable, &error);
  if (status == NULL)
    return tb_cli_fail (cli, error);

  if (cli->json)
    print_status_json (status);
  else
    print_status (status);
  return is_ready (status) ? TB_EXIT_DONE : TB_EXIT_FINDINGS;
}

static const TbCommand actions[] = {
  { "setup", N_ ("ADDRESS"), N_ ("Make a branch’s databases, rules and users; can be repeated"),
    run_setup },
  { "status", N_ ("ADDRESS"), N_ ("Show what a service has of a branch"), run_status },
  { "summary", N_ ("[ADDRESS]"),
    N_ ("Show a month’s figures, or give them to the district; no personal data"),
    tb_service_action_summary },
};

TbExit
tb_cmd_service (TbCli *cli, int argc, char **argv)
{
  return tb_actions_run (cli, actions, G_N_ELEMENTS (actions), argc, argv);
}
