/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "tb-cli-record.h"
#include "tb-command.h"
#include "tb-output.h"
#include "tb-report.h"
#include "tb-text.h"
#include "tb-type-organisation.h"

typedef struct
{
  char *output;       /* (owned) (nullable) */
  char *organisation; /* (owned) (nullable) */
  char *reason;       /* (owned) (nullable) */
  int year;
  int month;
  gboolean list;
  gboolean reveal;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->output);
  g_free (self->organisation);
  g_free (self->reason);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static const char *
get_formats (const TbReportKind *kind)
{
  return kind->has_table ? ".pdf .xlsx .csv" : ".pdf";
}

static void
print_json (const TbReportKind *kinds, guint n_kinds)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < n_kinds; i++)
    {
      json_builder_begin_object (builder);
      tb_json_add_text (builder, "name", kinds[i].name);
      tb_json_add_text (builder, "label", _ (kinds[i].label));
      tb_json_add_text (builder, "type", kinds[i].type_name);
      tb_json_add_boolean (builder, "needs_id", kinds[i].scope <= TB_REPORT_OF_CLAIM);
      tb_json_add_boolean (builder, "has_table", kinds[i].has_table);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  tb_output_json (builder);
}

static TbExit
list_kinds (TbCli *cli)
{
  guint n_kinds;
  const TbReportKind *kinds = tb_report_kinds_get (&n_kinds);
  g_autoptr (TbTextTable) table = NULL;

  if (cli->json)
    {
      print_json (kinds, n_kinds);
      return TB_EXIT_DONE;
    }

  table = tb_text_table_new (3);
  for (guint i = 0; i < n_kinds; i++)
    {
      tb_text_table_add (table, kinds[i].name);
      tb_text_table_add (table, _ (kinds[i].label));
      tb_text_table_add (table, get_formats (&kinds[i]));
    }
  tb_text_table_print (table);

  return TB_EXIT_DONE;
}

static void
print_result (TbCli *cli, TbReport *report, const char *path)
{
  guint n_pages = tb_paper_get_n_pages (tb_report_get_paper (report));
  g_autoptr (JsonBuilder) builder = NULL;

  if (!cli->json)
    {
      /* Translators: the name of the report, then the file. */
      tb_output_line (_ ("Wrote “%s” to “%s”."), tb_report_get_name (report), path);
      return;
    }

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  tb_json_add_text (builder, "file", path);
  tb_json_add_text (builder, "name", tb_report_get_name (report));
  if (g_str_has_suffix (path, ".pdf"))
    tb_json_add_int (builder, "pages", n_pages);
  if (tb_report_get_table (report) != NULL)
    tb_json_add_int (builder, "rows", tb_paper_table_get_n_rows (tb_report_get_table (report)));
  json_builder_end_object (builder);
  tb_output_json (builder);
}

/* What the report is about: the record and the organisation are found by what people call them. */
static TbReport *
build (TbCli *cli, const TbReportKind *kind, const char *record_id, const Options *options,
       GError **error)
{
  g_autoptr (TbRecord) record = NULL;
  g_autofree char *organisation = NULL;
  TbReportArguments arguments = { .year = options->year, .month = options->month };

  if (record_id != NULL)
    {
      record = tb_cli_load (cli, tb_record_types_find (kind->type_name), record_id, error);
      if (record == NULL)
        return NULL;
      arguments.id = tb_record_get_id (record);
    }
  if (options->organisation != NULL)
    {
      organisation = tb_cli_dup_id (cli, &tb_type_organisation, options->organisation, error);
      if (organisation == NULL)
        return NULL;
      arguments.organisation = organisation;
    }
  arguments.reason = options->reveal ? options->reason : NULL;

  return tb_report_build (cli->session, kind, &arguments, cli->cancellable, error);
}

/* What can be seen before the register is opened. */
static TbExit
check_usage (TbCli *cli, const TbReportKind *kind, int argc, char **argv, const Options *options)
{
  gboolean needs_id = kind != NULL && kind->scope <= TB_REPORT_OF_CLAIM;

  if (kind == NULL)
    return tb_cli_fail_usage (
        cli, _ ("There is no report “%s”. “towerbranchctl report --list” lists them."), argv[1]);
  if (needs_id && argc < 3)
    return tb_cli_fail_usage (cli, _ ("“%s” is about one record: give its identifier or number"),
                              kind->name);
  if (!needs_id && argc > 2)
    return tb_cli_fail_usage (cli, _ ("“%s” is not about one record: leave out “%s”"), kind->name,
                              argv[2]);
  if (options->output == NULL)
    return tb_cli_fail_usage (cli, _ ("The file to write is missing: --output FILE"));
  if (options->reveal && tb_text_is_blank (options->reason))
    return tb_cli_fail_usage (cli,
                              _ ("Protected values are written only for a reason: --reason TEXT"));
  if (options->year < 0 || options->month < 0)
    return tb_cli_fail_usage (cli, _ ("A year or a month cannot be negative"));

  return TB_EXIT_DONE;
}

TbExit
tb_cmd_report (TbCli *cli, int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "list", 'l', 0, G_OPTION_ARG_NONE, &options.list, N_ ("List the reports"), NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output,
      N_ ("The file to write: .pdf, for ledgers also .xlsx or .csv"), N_ ("FILE") },
    { "organisation", 0, 0, G_OPTION_ARG_FILENAME, &options.organisation,
      N_ ("Only of this organisation and those below it"), N_ ("NAME") },
    { "year", 'y', 0, G_OPTION_ARG_INT, &options.year, N_ ("Of this year"), N_ ("YEAR") },
    { "month", 0, 0, G_OPTION_ARG_INT, &options.month, N_ ("Of this month of the year"),
      N_ ("MONTH") },
    { "reveal", 0, 0, G_OPTION_ARG_NONE, &options.reveal,
      N_ ("Write protected values in clear; this is journalled"), NULL },
    { "reason", 0, 0, G_OPTION_ARG_FILENAME, &options.reason, N_ ("Why they are written"),
      N_ ("TEXT") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GFile) file = NULL;
  g_autoptr (TbReport) report = NULL;
  g_autoptr (GError) error = NULL;
  const TbReportKind *kind;

  if (!tb_cli_parse (cli, entries, &argc, &argv, 0, 2))
    return TB_EXIT_USAGE;
  if (options.list)
    return list_kinds (cli);
  if (argc < 2)
    return tb_cli_fail_usage (cli, _ ("The name of the report is missing"));

  kind = tb_report_kinds_find (argv[1]);
  if (check_usage (cli, kind, argc, argv, &options) != TB_EXIT_DONE)
    return TB_EXIT_USAGE;

  /* What leaves the register is journalled, so that it must be writable. */
  if (tb_cli_open (cli, TB_OPEN_WRITE, &error) == NULL)
    return tb_cli_fail (cli, error);
  report = build (cli, kind, argc > 2 ? argv[2] : NULL, &options, &error);
  if (report == NULL)
    return tb_cli_fail (cli, error);

  file = g_file_new_for_path (options.output);
  if (!tb_report_save (report, cli->session, file, cli->cancellable, &error))
    return tb_cli_fail (cli, error);
  print_result (cli, report, options.output);

  return TB_EXIT_DONE;
}
