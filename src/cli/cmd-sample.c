/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "tb-command.h"
#include "tb-output.h"
#include "tb-sample.h"

/* The sample that everybody gets who does not ask for another. */
#define DEFAULT_SEED 1

static const struct
{
  const char *name;
  TbSampleScale scale;
} scales[] = {
  { "tower", TB_SAMPLE_TOWER },
  { "district", TB_SAMPLE_DISTRICT },
  { "city", TB_SAMPLE_CITY },
};

static gboolean
find_scale (const char *name, TbSampleScale *scale)
{
  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      if (g_strcmp0 (scales[i].name, name) == 0)
        {
          *scale = scales[i].scale;
          return TRUE;
        }
    }

  return FALSE;
}

TbExit
tb_cmd_sample (TbCli *cli, int argc, char **argv)
{
  g_autofree char *scale_name = NULL;
  gint64 seed = DEFAULT_SEED;
  const GOptionEntry entries[] = {
    { "scale", 0, 0, G_OPTION_ARG_FILENAME, &scale_name, N_ ("How much: tower, district or city"),
      N_ ("SCALE") },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, N_ ("Another seed makes other data"), N_ ("N") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonBuilder) builder = NULL;
  g_autofree char *batch = NULL;
  TbSampleScale scale;

  if (!tb_cli_parse (cli, entries, &argc, &argv, 0, 0))
    return TB_EXIT_USAGE;
  if (!find_scale (scale_name, &scale))
    return tb_cli_fail_usage (cli, _ ("The scale is “tower”, “district” or “city”: --scale SCALE"));
  if (seed < 0 || seed > G_MAXUINT32)
    return tb_cli_fail_usage (cli, _ ("The seed is a number from 0 to %u."), G_MAXUINT32);

  if (tb_cli_open (cli, TB_OPEN_CREATE, &error) == NULL)
    return tb_cli_fail (cli, error);
  batch = tb_sample_fill (cli->session, scale, seed, NULL, NULL, cli->cancellable, &error);
  if (batch == NULL)
    {
      tb_cli_discard (cli);
      return tb_cli_fail (cli, error);
    }

  if (!cli->json)
    {
      tb_output_line (_ ("Filled the register “%s” with synthetic data."),
                      tb_cli_get_database (cli));
      return TB_EXIT_DONE;
    }

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  tb_json_add_text (builder, "database", tb_cli_get_database (cli));
  tb_json_add_text (builder, "batch", batch);
  json_builder_end_object (builder);
  tb_output_json (builder);

  return TB_EXIT_DONE;
}
