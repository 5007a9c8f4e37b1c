/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "tb-attachments.h"
#include "tb-cli-files.h"
#include "tb-cli-record.h"
#include "tb-command.h"
#include "tb-error.h"
#include "tb-output.h"
#include "tb-type-attachment.h"

static void
print_result (TbCli *cli, TbRecord *owner, const char *batch, GPtrArray *attachments)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!cli->json)
    {
      tb_output_line ("%s", *batch != '\0' ? _ ("Attached.")
                                           : _ ("Nothing differs; nothing was written."));
      tb_cli_files_print (attachments);
      return;
    }

  json_builder_begin_object (builder);
  tb_json_add_text (builder, "type", tb_record_get_record_type (owner)->name);
  tb_json_add_text (builder, "id", tb_record_get_id (owner));
  tb_json_add_batch (builder, batch);
  tb_cli_files_build (builder, attachments);
  json_builder_end_object (builder);
  tb_output_json (builder);
}

/* The kind by its code or what people call it; %NULL where none was given, or with @error set. */
static char *
dup_kind (const char *typed, GError **error)
{
  g_autoptr (TbRecord) record = tb_record_new (&tb_type_attachment);

  if (typed == NULL || !tb_record_parse (record, TB_ATTACHMENT_KIND, typed, error))
    return NULL;
  return g_strdup (tb_record_get_text (record, TB_ATTACHMENT_KIND));
}

TbExit
tb_cmd_attach (TbCli *cli, int argc, char **argv)
{
  g_autofree char *typed_kind = NULL;
  g_autofree char *caption = NULL;
  const GOptionEntry entries[] = {
    { "kind", 'k', 0, G_OPTION_ARG_FILENAME, &typed_kind, N_ ("What kind of evidence they are"),
      N_ ("KIND") },
    { "caption", 'c', 0, G_OPTION_ARG_FILENAME, &caption, N_ ("What is written under each"),
      N_ ("TEXT") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify)tb_new_file_free);
  g_autoptr (TbAttachmentList) list = NULL;
  g_autoptr (TbRecord) owner = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *kind = NULL;
  g_autofree char *batch = NULL;
  const TbRecordType *type;

  if (!tb_cli_parse (cli, entries, &argc, &argv, 3, G_MAXINT))
    return TB_EXIT_USAGE;

  type = tb_cli_find_type (argv[1], &error);
  if (type == NULL || tb_cli_open (cli, TB_OPEN_WRITE, &error) == NULL)
    return tb_cli_fail (cli, error);
  kind = dup_kind (typed_kind, &error);
  owner = error == NULL ? tb_cli_load (cli, type, argv[2], &error) : NULL;
  if (owner == NULL)
    return tb_cli_fail (cli, error);

  for (int i = 3; i < argc; i++)
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (argv[i]);

      g_ptr_array_add (files, tb_new_file_new (file));
    }
  batch = tb_session_attach_files (cli->session, type, tb_record_get_id (owner), files, kind,
                                   caption, cli->cancellable, &error);
  if (batch == NULL)
    {
      TbExit status = tb_cli_fail (cli, error);

      /* It is the file that cannot be used, not the command. */
      return g_error_matches (error, TB_ERROR, TB_ERROR_FILE)
                     || g_error_matches (error, TB_ERROR, TB_ERROR_LIMIT)
                 ? TB_EXIT_FILE
                 : status;
    }

  list = tb_session_list_attachments (cli->session, type, tb_record_get_id (owner),
                                      cli->cancellable, &error);
  if (list == NULL)
    return tb_cli_fail (cli, error);
  print_result (cli, owner, batch, list->attachments);

  return TB_EXIT_DONE;
}
