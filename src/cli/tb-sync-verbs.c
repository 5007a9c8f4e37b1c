/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-sync-verbs.h"

#include <glib/gi18n.h>

#include "tb-cli-secret.h"
#include "tb-error.h"
#include "tb-history.h"
#include "tb-output.h"
#include "tb-service-account.h"

/**
 * tb_sync_verbs_get_state_name:
 * @state: what the exchange is doing
 *
 * Returns: (transfer none): its name for programs
 */
const char *
tb_sync_verbs_get_state_name (TbSyncState state)
{
  static const char *const names[] = {
    [TB_SYNC_OFF] = "off",         [TB_SYNC_IDLE] = "idle",       [TB_SYNC_SYNCING] = "syncing",
    [TB_SYNC_WAITING] = "waiting", [TB_SYNC_STOPPED] = "stopped",
  };

  return names[state];
}

/**
 * tb_sync_verbs_get_state_words:
 * @state: what the exchange is doing
 *
 * Returns: (transfer none): the same for people
 */
const char *
tb_sync_verbs_get_state_words (TbSyncState state)
{
  switch (state)
    {
    case TB_SYNC_IDLE:
      return _ ("Everything has been exchanged.");
    case TB_SYNC_SYNCING:
      return _ ("Changes are being exchanged.");
    case TB_SYNC_WAITING:
      return _ ("The service cannot be reached. It is tried again.");
    case TB_SYNC_STOPPED:
      return _ ("The exchange has stopped.");
    case TB_SYNC_OFF:
    default:
      return _ ("Nothing is being exchanged.");
    }
}

/**
 * tb_sync_verbs_open:
 * @password_file: (nullable): file with the password; %NULL for the keyring
 * @status: (out): the exit status where it fails
 *
 * Opens the register and its exchange with the service. Says what is wrong.
 *
 * Returns: (transfer full) (nullable): the exchange
 */
TbSync *
tb_sync_verbs_open (TbCli *cli, const char *password_file, TbExit *status)
{
  g_autoptr (TbSync) sync = NULL;
  g_autoptr (TbSyncStatus) present = NULL;
  g_autoptr (GError) error = NULL;
  char *password;

  if (tb_cli_open (cli, TB_OPEN_WRITE, &error) != NULL)
    {
      sync = tb_sync_new (cli->session);
      present = tb_sync_get_status (sync, cli->cancellable, &error);
    }
  if (present == NULL)
    {
      *status = tb_cli_fail (cli, error);
      return NULL;
    }
  if (present->account == NULL)
    {
      *status = tb_cli_refuse (cli, TB_EXIT_SERVICE,
                               _ ("No service is set up for this register. “towerbranchctl sync "
                                  "connect ADDRESS” does that."));
      return NULL;
    }
  if (password_file == NULL)
    return g_steal_pointer (&sync);

  password = tb_cli_secret_read (cli, password_file, "", &error);
  if (password == NULL)
    {
      *status = tb_cli_fail (cli, error);
      return NULL;
    }
  tb_sync_set_password (sync, password);
  tb_credentials_wipe (password);
  return g_steal_pointer (&sync);
}

static void
build_texts (JsonBuilder *builder, const char *name, GStrv texts)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    json_builder_add_string_value (builder, texts[i]);
  json_builder_end_array (builder);
}

static void
build_account (JsonBuilder *builder, const TbSyncAccount *account)
{
  tb_json_add_text (builder, "url", account != NULL ? account->url : NULL);
  tb_json_add_text (builder, "branch", account != NULL ? account->branch : NULL);
  tb_json_add_text (builder, "name", account != NULL ? account->user : NULL);
}

static void
print_status_json (const TbSyncStatus *status)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  build_account (builder, status->account);
  tb_json_add_text (builder, "device", status->device);
  tb_json_add_text (builder, "last_success", status->last_success);
  tb_json_add_text (builder, "last_failure", status->last_failure);
  tb_json_add_text (builder, "failure", status->failure);
  tb_json_add_int (builder, "waiting", status->n_waiting);
  tb_json_add_int (builder, "review", status->n_review);
  tb_json_add_int (builder, "refused", status->n_refused);
  tb_json_add_int (builder, "held", status->n_held);
  build_texts (builder, "shared", status->shared);
  build_texts (builder, "withheld", status->withheld);
  json_builder_end_object (builder);
  tb_output_json (builder);
}

static void
add_line (TbTextTable *table, const char *label, const char *value)
{
  tb_text_table_add (table, label);
  tb_text_table_add (table, value != NULL ? value : "–");
}

static void
add_number (TbTextTable *table, const char *label, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  add_line (table, label, text);
}

static void
print_status (const TbSyncStatus *status)
{
  g_autoptr (TbTextTable) table = tb_text_table_new (2);
  g_autofree char *success = tb_history_dup_local_time (status->last_success);
  g_autofree char *failure = tb_history_dup_local_time (status->last_failure);

  if (status->account != NULL)
    {
      add_line (table, _ ("Service"), status->account->url);
      add_line (table, _ ("Branch"), status->account->branch);
      add_line (table, _ ("User Name"), status->account->user);
    }
  add_line (table, _ ("Everything exchanged at"), success);
  add_number (table, _ ("Changes not sent yet"), status->n_waiting);
  add_number (table, _ ("Values to be looked at"), status->n_review);
  add_number (table, _ ("Refused by the service"), status->n_refused);
  add_number (table, _ ("Waiting for another record"), status->n_held);
  if (failure != NULL)
    {
      add_line (table, _ ("Failed at"), failure);
      add_line (table, _ ("Reason"), status->failure);
    }
  tb_text_table_print (table);
}

/**
 * tb_sync_verbs_print_status:
 * @status: how things stand
 *
 * Returns: the exit status that it means
 */
TbExit
tb_sync_verbs_print_status (TbCli *cli, const TbSyncStatus *status)
{
  if (cli->json)
    print_status_json (status);
  else
    print_status (status);
  return status->n_review > 0 || status->n_refused > 0 || status->last_failure != NULL
             ? TB_EXIT_FINDINGS
             : TB_EXIT_DONE;
}

/* Keeps the password where there is a keyring; without one it is given anew each time. */
static gboolean
remember (TbCli *cli, TbSync *sync, const TbSyncAccount *account, const char *password,
          gboolean *is_kept, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  *is_kept = tb_sync_set_up (sync, account, password, cli->cancellable, &local_error);
  if (*is_kept)
    return TRUE;
  if (g_error_matches (local_error, TB_ERROR, TB_ERROR_NO_KEYRING))
    return tb_sync_set_up (sync, account, NULL, cli->cancellable, error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static void
print_connected (TbCli *cli, const TbSyncAccount *account, const TbSyncOffer *offer,
                 gboolean is_kept)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *shared = g_strjoinv ("; ", offer->shared);

  if (!cli->json)
    {
      tb_output_line (_ ("Changes are exchanged with “%s” at %s from now on."), account->branch,
                      account->url);
      if (*shared != '\0')
        tb_output_line (_ ("Protected fields that travel: %s"), shared);
      if (!is_kept)
        tb_output_line (_ ("There is no keyring to keep the password: give it with "
                           "--password-file each time."));
      return;
    }
  json_builder_begin_object (builder);
  build_account (builder, account);
  tb_json_add_int (builder, "records", offer->n_records);
  build_texts (builder, "shared", offer->shared);
  tb_json_add_boolean (builder, "password_kept", is_kept);
  json_builder_end_object (builder);
  tb_output_json (builder);
}

static TbExit
connect_to (TbCli *cli, const TbSyncAccount *account, const char *password, gboolean is_merging)
{
  g_autoptr (TbSync) sync = tb_sync_new (cli->session);
  g_autoptr (TbSyncOffer) offer = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_kept;

  offer = tb_sync_connect (sync, account, password, cli->cancellable, &error);
  if (offer != NULL && offer->is_another && !is_merging)
    return tb_cli_refuse (
        cli, TB_EXIT_FINDINGS,
        _ ("The branch “%s” has another register: none of the records of this one "
           "was found there. Connected, the two become one on every desk, which "
           "cannot be taken back. Nothing was changed. If that is meant: --merge"),
        account->branch);
  if (offer == NULL || !remember (cli, sync, account, password, &is_kept, &error))
    return tb_cli_fail (cli, error);
  print_connected (cli, account, offer, is_kept);
  return TB_EXIT_DONE;
}

/**
 * tb_sync_action_connect:
 *
 * Tries a service out and remembers it.
 */
TbExit
tb_sync_action_connect (TbCli *cli, int argc, char **argv)
{
  g_auto (TbServiceAccount) typed = { 0 };
  gboolean is_merging = FALSE;
  const GOptionEntry entries[] = {
    TB_SERVICE_ACCOUNT_OPTIONS (typed),
    { "merge", 0, 0, G_OPTION_ARG_NONE, &is_merging,
      N_ ("Also where the branch has another register: the two become one"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (TbSyncAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  char *password;
  TbExit status;

  if (!tb_cli_parse (cli, entries, &argc, &argv, 1, 1) || !tb_service_account_check (cli, &typed))
    return TB_EXIT_USAGE;
  if (tb_cli_open (cli, TB_OPEN_WRITE, &error) == NULL)
    return tb_cli_fail (cli, error);
  password = tb_service_account_read_password (cli, &typed, &error);
  if (password == NULL)
    return tb_cli_fail (cli, error);
  account = tb_sync_account_new (argv[1], typed.branch, typed.name);
  status = connect_to (cli, account, password, is_merging);
  tb_credentials_wipe (password);
  return status;
}

static void
print_disconnected (TbCli *cli, const TbSyncAccount *account)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!cli->json)
    {
      tb_output_line (_ ("The service is forgotten. What was exchanged stays in the register."));
      return;
    }
  json_builder_begin_object (builder);
  build_account (builder, account);
  json_builder_end_object (builder);
  tb_output_json (builder);
}

/**
 * tb_sync_action_disconnect:
 *
 * Forgets the service, and says which one it was.
 */
TbExit
tb_sync_action_disconnect (TbCli *cli, int argc, char **argv)
{
  g_autoptr (TbSync) sync = NULL;
  g_autoptr (TbSyncStatus) before = NULL;
  g_autoptr (GError) error = NULL;
  TbExit status;

  if (!tb_cli_parse (cli, NULL, &argc, &argv, 0, 0))
    return TB_EXIT_USAGE;
  sync = tb_sync_verbs_open (cli, NULL, &status);
  if (sync == NULL)
    return status;
  before = tb_sync_get_status (sync, cli->cancellable, &error);
  if (before == NULL)
    return tb_cli_fail (cli, error);
  /* Without a keyring there is nothing in it to forget. */
  if (!tb_sync_disconnect (sync, cli->cancellable, &error)
      && !g_error_matches (error, TB_ERROR, TB_ERROR_NO_KEYRING))
    return tb_cli_fail (cli, error);
  print_disconnected (cli, before->account);
  return TB_EXIT_DONE;
}

/**
 * tb_sync_action_status:
 *
 * Shows how things stand, as the register remembers it.
 */
TbExit
tb_sync_action_status (TbCli *cli, int argc, char **argv)
{
  g_autoptr (TbSync) sync = NULL;
  g_autoptr (TbSyncStatus) status = NULL;
  g_autoptr (GError) error = NULL;
  TbExit exit_status;

  if (!tb_cli_parse (cli, NULL, &argc, &argv, 0, 0))
    return TB_EXIT_USAGE;
  sync = tb_sync_verbs_open (cli, NULL, &exit_status);
  if (sync == NULL)
    return exit_status;
  status = tb_sync_get_status (sync, cli->cancellable, &error);
  return status != NULL ? tb_sync_verbs_print_status (cli, status) : tb_cli_fail (cli, error);
}
