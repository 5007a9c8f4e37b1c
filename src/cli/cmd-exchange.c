/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "tb-actions.h"
#include "tb-credentials.h"
#include "tb-error.h"
#include "tb-exchange-parcel.h"
#include "tb-history.h"
#include "tb-output.h"
#include "tb-cli-secret.h"
#include "tb-text.h"

#define PASSPHRASE_FILE_WORDS                                                                      \
  N_ ("File with the passphrase; “-” is the standard input; asked for if not given")

static void
print_sent (TbCli *cli, const char *path, const char *recipient, const TbParcelSent *sent)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!cli->json)
    {
      tb_output_line (ngettext ("Wrote %d version of a record for “%s” into “%s”.",
                                "Wrote %d versions of records for “%s” into “%s”.",
                                (gulong)sent->n_documents),
                      (int)sent->n_documents, recipient, path);
      if (sent->is_first)
        tb_output_line (_ ("It is the first file for that desk."));
      if (sent->n_files > 0)
        tb_output_line (ngettext ("%d attached file is in it.", "%d attached files are in it.",
                                  (gulong)sent->n_files),
                        (int)sent->n_files);
      return;
    }
  json_builder_begin_object (builder);
  tb_json_add_text (builder, "file", path);
  tb_json_add_text (builder, "recipient", recipient);
  tb_json_add_int (builder, "documents", sent->n_documents);
  tb_json_add_int (builder, "files", sent->n_files);
  tb_json_add_int (builder, "missing_files", sent->n_missing);
  tb_json_add_boolean (builder, "first", sent->is_first);
  json_builder_end_object (builder);
  tb_output_json (builder);
}

static TbExit
run_export (TbCli *cli, int argc, char **argv)
{
  g_autofree char *recipient = NULL;
  g_autofree char *passphrase_file = NULL;
  TbParcelWish wish = { 0 };
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &recipient, N_ ("For whose desk the file is"),
      N_ ("NAME") },
    { "passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &passphrase_file, PASSPHRASE_FILE_WORDS,
      N_ ("FILE") },
    { "full", 0, 0, G_OPTION_ARG_NONE, &wish.is_full,
      N_ ("Everything, and not only what that desk has not confirmed"), NULL },
    { "with-files", 0, 0, G_OPTION_ARG_NONE, &wish.with_files,
      N_ ("With the photos and files of the records in it"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  TbParcelSent sent;
  char *passphrase;
  gboolean ok;

  if (!tb_cli_parse (cli, entries, &argc, &argv, 1, 1))
    return TB_EXIT_USAGE;
  if (tb_text_is_blank (recipient) || !g_utf8_validate (recipient, -1, NULL))
    return tb_cli_fail_usage (cli, _ ("The desk that the file is for is missing: --to NAME"));
  if (tb_cli_open (cli, TB_OPEN_WRITE, &error) == NULL)
    return tb_cli_fail (cli, error);
  passphrase = tb_cli_secret_read_new (cli, passphrase_file, _ ("Passphrase:"), &error);
  if (passphrase == NULL)
    return tb_cli_fail (cli, error);

  file = g_file_new_for_commandline_arg (argv[1]);
  wish.recipient = recipient;
  wish.passphrase = passphrase;
  ok = tb_parcel_export (cli->session, file, &wish, &sent, NULL, NULL, cli->cancellable, &error);
  tb_credentials_wipe (passphrase);
  if (!ok)
    {
      TbExit status = tb_cli_fail (cli, error);

      /* It is the file that cannot be written, not the register. */
      return g_error_matches (error, TB_ERROR, TB_ERROR_READ_ONLY) ? TB_EXIT_FILE : status;
    }

  print_sent (cli, argv[1], recipient, &sent);
  if (sent.n_missing > 0)
    return tb_cli_refuse (cli, TB_EXIT_FINDINGS,
                          ngettext ("%d attached file is not on this desk, and is not in it.",
                                    "%d attached files are not on this desk, and are not in it.",
                                    (gulong)sent.n_missing),
                          (int)sent.n_missing);
  return TB_EXIT_DONE;
}

static void
print_received (TbCli *cli, const char *path, const TbParcelReceived *received)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!cli->json)
    {
      tb_output_line (ngettext ("Took over %d version of a record from “%s”.",
                                "Took over %d versions of records from “%s”.",
                                (gulong)received->n_new),
                      (int)received->n_new, received->sender);
      if (received->n_files > 0)
        tb_output_line (ngettext ("%d attached file came with it.",
                                  "%d attached files came with it.", (gulong)received->n_files),
                        (int)received->n_files);
      if (received->backup != NULL)
        tb_output_line (_ ("The register as it was before is kept as “%s”."), received->backup);
      return;
    }
  json_builder_begin_object (builder);
  tb_json_add_text (builder, "file", path);
  tb_json_add_text (builder, "sender", received->sender);
  tb_json_add_text (builder, "made_at", received->made_at);
  tb_json_add_int (builder, "documents", received->n_documents);
  tb_json_add_int (builder, "new", received->n_new);
  tb_json_add_int (builder, "files", received->n_files);
  tb_json_add_boolean (builder, "gap", received->has_gap);
  tb_json_add_text (builder, "backup", received->backup);
  json_builder_end_object (builder);
  tb_output_json (builder);
}

static TbExit
run_import (TbCli *cli, int argc, char **argv)
{
  g_autofree char *passphrase_file = NULL;
  gboolean is_welcome = FALSE;
  const GOptionEntry entries[] = {
    { "passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &passphrase_file, PASSPHRASE_FILE_WORDS,
      N_ ("FILE") },
    { "new-desk", 0, 0, G_OPTION_ARG_NONE, &is_welcome,
      N_ ("Also from a desk that the register has never heard of and shares no record with"),
      NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  g_auto (TbParcelReceived) received = { 0 };
  char *passphrase;
  gboolean ok;

  if (!tb_cli_parse (cli, entries, &argc, &argv, 1, 1))
    return TB_EXIT_USAGE;
  if (tb_cli_open (cli, TB_OPEN_WRITE, &error) == NULL)
    return tb_cli_fail (cli, error);
  passphrase = tb_cli_secret_read (cli, passphrase_file, _ ("Passphrase:"), &error);
  if (passphrase == NULL)
    return tb_cli_fail (cli, error);

  file = g_file_new_for_commandline_arg (argv[1]);
  ok = tb_parcel_import (cli->session, file, passphrase, is_welcome, &received, NULL, NULL,
                         cli->cancellable, &error);
  tb_credentials_wipe (passphrase);
  if (received.stranger != NULL)
    return tb_cli_refuse (cli, TB_EXIT_FILE,
                          /* Translators: %s is several sentences. */
                          _ ("%s To take it over all the same, after a backup: --new-desk"),
                          error->message);
  if (!ok)
    {
      TbExit status = tb_cli_fail (cli, error);

      /* It is the file that a newer program wrote, or that cannot be used, not the register. */
      return g_error_matches (error, TB_ERROR, TB_ERROR_NEWER)
                     || g_error_matches (error, TB_ERROR, TB_ERROR_INVALID)
                 ? TB_EXIT_FILE
                 : status;
    }

  print_received (cli, argv[1], &received);
  if (received.has_gap && received.is_for_another)
    return tb_cli_refuse (cli, TB_EXIT_FINDINGS,
                          _ ("“%s” made this file for another desk: what that one has already is "
                             "not in it. Ask for one for this desk, or for a full one."),
                          received.sender);
  if (received.has_gap)
    return tb_cli_refuse (cli, TB_EXIT_FINDINGS,
                          _ ("A file that “%s” made before this one is missing. Give a file back, "
                             "and the next one has what was in it; or ask for a full one."),
                          received.sender);
  return TB_EXIT_DONE;
}

static TbExit
run_list (TbCli *cli, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) desks = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (TbTextTable) table = tb_text_table_new (3);

  if (!tb_cli_parse (cli, NULL, &argc, &argv, 0, 0))
    return TB_EXIT_USAGE;
  if (tb_cli_open (cli, TB_OPEN_READ, &error) == NULL
      || (desks = tb_parcel_list_desks (cli->session, cli->cancellable, &error)) == NULL)
    return tb_cli_fail (cli, error);

  json_builder_begin_array (builder);
  for (guint i = 0; i < desks->len; i++)
    {
      const TbExchangeDesk *desk = g_ptr_array_index (desks, i);
      g_autofree char *sent_at = tb_history_dup_local_time (desk->sent_at);
      g_autofree char *received_at = tb_history_dup_local_time (desk->received_at);

      json_builder_begin_object (builder);
      tb_json_add_text (builder, "name", desk->name);
      tb_json_add_text (builder, "device", desk->device);
      tb_json_add_text (builder, "sent_at", desk->sent_at);
      tb_json_add_text (builder, "received_at", desk->received_at);
      json_builder_end_object (builder);
      if (i == 0)
        {
          tb_text_table_add (table, _ ("Desk"));
          tb_text_table_add (table, _ ("Last file for it"));
          tb_text_table_add (table, _ ("Last file from it"));
        }
      tb_text_table_add (table, desk->name);
      tb_text_table_add (table, sent_at != NULL ? sent_at : "–");
      tb_text_table_add (table, received_at != NULL ? received_at : "–");
    }
  json_builder_end_array (builder);
  tb_output_list (cli->json, builder, table);
  return TB_EXIT_DONE;
}

static const TbCommand actions[] = {
  { "export", N_ ("FILE"), N_ ("Write what another desk does not have yet into an encrypted file"),
    run_export },
  { "import", N_ ("FILE"), N_ ("Take over what another desk wrote into such a file"), run_import },
  { "list", "", N_ ("List the desks that files were made for or came from"), run_list },
};

TbExit
tb_cmd_exchange (TbCli *cli, int argc, char **argv)
{
  return tb_actions_run (cli, actions, G_N_ELEMENTS (actions), argc, argv);
}
