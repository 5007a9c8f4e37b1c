/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "tb-cli-record.h"
#include "tb-command.h"
#include "tb-error.h"
#include "tb-import-map.h"
#include "tb-importer.h"
#include "tb-output.h"

typedef struct
{
  char *type_name; /* (owned) (nullable) */
  char *sheet;     /* (owned) (nullable) */
  char *map;       /* (owned) (nullable) */
  gboolean dry_run;
} Options;

static void
options_clear (Options *self)
{
  g_clear_pointer (&self->type_name, g_free);
  g_clear_pointer (&self->sheet, g_free);
  g_clear_pointer (&self->map, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
choose_sheet (TbImporter *importer, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < tb_importer_get_n_sheets (importer); i++)
    {
      const char *sheet = tb_importer_get_sheet_name (importer, i);

      if (g_strcmp0 (sheet, name) == 0)
        return tb_importer_set_sheet (importer, i, cancellable, error);
      if (sheet != NULL)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", sheet);
    }

  g_set_error (error, TB_ERROR, TB_ERROR_INVALID, _ ("The file has no sheet “%s”. It has: %s."),
               name, names->len > 0 ? names->str : "—");

  return FALSE;
}

static gboolean
prepare (TbCli *cli, TbImporter *importer, const Options *options, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  if (!tb_importer_open (importer, file, cli->cancellable, error))
    return FALSE;
  if (options->sheet != NULL && !choose_sheet (importer, options->sheet, cli->cancellable, error))
    return FALSE;
  if (options->type_name != NULL)
    {
      const TbRecordType *type = tb_cli_find_import_type (options->type_name, error);

      if (type == NULL)
        return FALSE;
      tb_importer_set_record_type (importer, type);
    }
  if (tb_importer_get_record_type (importer) == NULL)
    {
      g_set_error (error, TB_ERROR, TB_ERROR_FILE,
                   _ ("It cannot be told what “%s” lists. Say it with --type, or choose the sheet "
                      "with --sheet."),
                   path);
      return FALSE;
    }
  if (options->map != NULL && !tb_import_map_apply (options->map, importer, error))
    return FALSE;

  return tb_importer_check (importer, NULL, NULL, cli->cancellable, error);
}

static const char *
sheet_name (TbImporter *importer)
{
  return tb_importer_get_sheet_name (importer, tb_importer_get_sheet (importer));
}

static const char *
column_heading (TbImporter *importer, int column)
{
  return column >= 0 ? tb_importer_get_column (importer, column)->heading : NULL;
}

/* What a severity is called in output for programs, and by people. */
static const struct
{
  const char *name;
  const char *label;
} severities[] = {
  [TB_SEVERITY_INFO] = { "info", N_ ("note") },
  [TB_SEVERITY_WARNING] = { "warning", N_ ("warning") },
  [TB_SEVERITY_ERROR] = { "error", N_ ("error") },
};

static void
print_json (TbImporter *importer, const char *batch)
{
  const TbImportSummary *summary = tb_importer_get_summary (importer);
  const GPtrArray *findings = tb_importer_get_findings (importer);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  tb_json_add_text (builder, "type", tb_importer_get_record_type (importer)->name);
  tb_json_add_text (builder, "sheet", sheet_name (importer));
  tb_json_add_text (builder, "encoding", tb_importer_get_encoding (importer));
  tb_json_add_int (builder, "header_row", tb_importer_get_header_row (importer));
  tb_json_add_int (builder, "rows", summary->rows);
  tb_json_add_int (builder, "ok", summary->ok);
  tb_json_add_int (builder, "warnings", summary->warnings);
  tb_json_add_int (builder, "errors", summary->errors);
  tb_json_add_int (builder, "created", summary->created);
  tb_json_add_int (builder, "updated", summary->updated);
  tb_json_add_int (builder, "unchanged", summary->unchanged);
  tb_json_add_int (builder, "skipped", summary->skipped);
  tb_json_add_int (builder, "ambiguous", summary->ambiguous);
  tb_json_add_int (builder, "also_created", summary->also_created);
  tb_json_add_batch (builder, batch);
  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < findings->len; i++)
    {
      const TbImportFinding *finding = g_ptr_array_index (findings, i);

      json_builder_begin_object (builder);
      tb_json_add_int (builder, "row", finding->row);
      tb_json_add_text (builder, "column", column_heading (importer, finding->column));
      tb_json_add_text (builder, "severity", severities[finding->severity].name);
      tb_json_add_text (builder, "code", finding->code);
      tb_json_add_text (builder, "message", finding->message);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  tb_output_json (builder);
}

static void
print_text (TbImporter *importer, const char *batch)
{
  const TbImportSummary *summary = tb_importer_get_summary (importer);
  const GPtrArray *findings = tb_importer_get_findings (importer);
  g_autoptr (TbTextTable) table = tb_text_table_new (4);

  for (guint i = 0; i < findings->len; i++)
    {
      const TbImportFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *row = g_strdup_printf (_ ("row %u"), finding->row);

      tb_text_table_add (table, row);
      tb_text_table_add (table, _ (severities[finding->severity].label));
      tb_text_table_add (table, column_heading (importer, finding->column));
      tb_text_table_add (table, finding->message);
    }
  tb_text_table_print (table);

  tb_output_line (_ ("%s: %u rows, %u with errors, %u with warnings"),
                  _ (tb_importer_get_record_type (importer)->label_plural), summary->rows,
                  summary->errors, summary->warnings);
  tb_output_line (batch != NULL ? _ ("Added %u, changed %u, unchanged %u, left out %u")
                                : _ ("To be added %u, changed %u, unchanged %u, left out %u"),
                  summary->created, summary->updated, summary->unchanged, summary->skipped);
  if (summary->also_created > 0)
    tb_output_line (_ ("Records of other kinds added along the way: %u"), summary->also_created);
  if (summary->ambiguous > 0)
    tb_output_line (_ ("Rows that fit more than one record, to be decided in the window: %u"),
                    summary->ambiguous);
  if (batch != NULL && *batch != '\0')
    tb_output_line (_ ("“towerbranchctl undo %s” takes it all back."), batch);
}

TbExit
tb_cmd_import (TbCli *cli, int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "type", 't', 0, G_OPTION_ARG_FILENAME, &options.type_name,
      N_ ("What the rows are, where it is not guessed"), N_ ("TYPE") },
    { "sheet", 0, 0, G_OPTION_ARG_FILENAME, &options.sheet,
      N_ ("The sheet, where it is not guessed"), N_ ("NAME") },
    { "map", 0, 0, G_OPTION_ARG_FILENAME, &options.map,
      N_ ("What the columns are: a JSON object of headings and fields"), N_ ("FILE") },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, N_ ("Check only; change nothing"),
      NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (TbImporter) importer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *batch = NULL;
  const TbImportSummary *summary;

  if (!tb_cli_parse (cli, entries, &argc, &argv, 1, 1))
    return TB_EXIT_USAGE;
  if (tb_cli_open (cli, options.dry_run ? TB_OPEN_READ : TB_OPEN_WRITE, &error) == NULL)
    return tb_cli_fail (cli, error);

  importer = tb_importer_new (cli->session);
  if (!prepare (cli, importer, &options, argv[1], &error))
    return tb_cli_fail (cli, error);

  if (!options.dry_run)
    {
      batch = tb_importer_commit (importer, NULL, NULL, cli->cancellable, &error);
      if (batch == NULL)
        return tb_cli_fail (cli, error);
    }

  if (cli->json)
    print_json (importer, batch);
  else
    print_text (importer, batch);

  summary = tb_importer_get_summary (importer);

  return summary->errors > 0 || summary->ambiguous > 0 ? TB_EXIT_FINDINGS : TB_EXIT_DONE;
}
