/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-change.h"

#include <glib/gi18n.h>

#include "tb-cli-record.h"
#include "tb-output.h"

/**
 * tb_change_print:
 * @batch: the batch, or "" where nothing differed
 * @done: a translated word for what was done, with a place for the title
 *
 * Says what was done to a record.
 */
void
tb_change_print (TbCli *cli, TbRecord *record, const char *batch, const char *done)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *title = tb_record_dup_title (record);

  if (!cli->json)
    {
      tb_output_line ("%s", *batch != '\0' ? done : _ ("Nothing differs; nothing was written."));
      tb_output_line ("%s  %s", tb_record_get_id (record), title);
      return;
    }

  json_builder_begin_object (builder);
  tb_json_add_text (builder, "type", tb_record_get_record_type (record)->name);
  tb_json_add_text (builder, "id", tb_record_get_id (record));
  tb_json_add_text (builder, "title", title);
  tb_json_add_batch (builder, batch);
  json_builder_end_object (builder);
  tb_output_json (builder);
}

/**
 * tb_change_report:
 * @record: a record with what was typed
 *
 * Names every fault of the record, not only the first, and what is doubtful.
 *
 * Returns: whether it is to be refused
 */
gboolean
tb_change_report (TbCli *cli, TbRecord *record)
{
  const TbRecordType *type = tb_record_get_record_type (record);
  g_autoptr (TbFindings) findings = tb_findings_new ();

  tb_record_type_derive (record);
  tb_record_type_check (record, tb_clock_today (cli->clock), findings);

  for (guint i = 0; i < tb_findings_get_n (findings); i++)
    {
      const TbFinding *finding = tb_findings_get (findings, i);
      const char *field
          = finding->field != TB_FIELD_NOT_FOUND ? type->fields[finding->field].name : type->name;

      if (finding->severity != TB_SEVERITY_INFO)
        tb_cli_refuse (cli, TB_EXIT_USAGE, "%s: %s: %s",
                       finding->severity == TB_SEVERITY_ERROR ? _ ("error") : _ ("warning"), field,
                       finding->message);
    }

  return tb_findings_has_errors (findings);
}

/**
 * tb_change_save:
 * @assignments: `FIELD=VALUE`, ended by %NULL
 * @done: a translated word for what was done
 *
 * Sets fields, checks the record, and writes it as a batch of its own.
 *
 * Returns: the exit status of the command
 */
TbExit
tb_change_save (TbCli *cli, TbRecord *record, char **assignments, const char *done)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;

  for (guint i = 0; assignments[i] != NULL; i++)
    {
      if (!tb_cli_assign (cli, record, assignments[i], &error))
        return tb_cli_fail (cli, error);
    }
  if (!tb_session_complete (cli->session, record, cli->cancellable, &error))
    return tb_cli_fail (cli, error);
  if (tb_change_report (cli, record))
    return TB_EXIT_USAGE;

  batch = tb_session_save (cli->session, record, cli->cancellable, &error);
  if (batch == NULL)
    return tb_cli_fail (cli, error);

  tb_change_print (cli, record, batch, done);

  return TB_EXIT_DONE;
}
