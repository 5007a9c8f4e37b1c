/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "tb-change.h"
#include "tb-cli-record.h"
#include "tb-command.h"
#include "tb-output.h"
#include "tb-session-erase.h"
#include "tb-text.h"
#include "tb-type-person.h"

static void
list_grounds (TbCli *cli)
{
  guint n_grounds;
  const TbErasureGround *grounds = tb_erasure_grounds_get_all (&n_grounds);

  for (guint i = 0; i < n_grounds; i++)
    tb_cli_refuse (cli, TB_EXIT_USAGE, "%s: %s (%s)", grounds[i].name, _ (grounds[i].label),
                   grounds[i].article);
}

/* What cannot be taken back is said again on the command line. */
static const TbErasureGround *
check_options (TbCli *cli, const char *ground_name, const char *reason, gboolean for_good)
{
  const TbErasureGround *ground = tb_erasure_grounds_find (ground_name);

  if (ground == NULL)
    {
      tb_cli_fail_usage (cli, _ ("Values are erased only on a ground that the law knows: --ground "
                                 "NAME"));
      list_grounds (cli);
      return NULL;
    }
  if (reason == NULL || tb_text_is_blank (reason))
    {
      tb_cli_fail_usage (cli, _ ("Values are erased only for a reason: --reason TEXT"));
      return NULL;
    }
  if (!for_good)
    {
      tb_cli_fail_usage (cli, _ ("Erasing cannot be undone. Say that it is meant: --for-good"));
      return NULL;
    }
  return ground;
}

TbExit
tb_cmd_erase (TbCli *cli, int argc, char **argv)
{
  g_autofree char *ground_name = NULL;
  g_autofree char *reason = NULL;
  gboolean for_good = FALSE;
  const GOptionEntry entries[] = {
    { "ground", 0, 0, G_OPTION_ARG_STRING, &ground_name,
      N_ ("On what ground: withdrawn, purpose, retention, unlawful or law"), N_ ("NAME") },
    { "reason", 0, 0, G_OPTION_ARG_FILENAME, &reason,
      N_ ("Why, without the name of the person; it stays in the journal"), N_ ("TEXT") },
    { "for-good", 0, 0, G_OPTION_ARG_NONE, &for_good, N_ ("Really; it cannot be undone"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) person = NULL;
  g_autofree char *batch = NULL;
  const TbErasureGround *ground;
  const TbRecordType *type;

  if (!tb_cli_parse (cli, entries, &argc, &argv, 2, 2))
    return TB_EXIT_USAGE;
  type = tb_cli_find_type (argv[1], &error);
  if (type == NULL)
    return tb_cli_fail (cli, error);
  if (type != &tb_type_person)
    return tb_cli_fail_usage (cli, _ ("Only the values of a person are erased: erase person ID"));
  ground = check_options (cli, ground_name, reason, for_good);
  if (ground == NULL)
    return TB_EXIT_USAGE;
  if (tb_cli_open (cli, TB_OPEN_WRITE, &error) == NULL)
    return tb_cli_fail (cli, error);

  person = tb_cli_load (cli, type, argv[2], &error);
  batch = person != NULL
              ? tb_session_erase (cli->session, person, ground, reason, cli->cancellable, &error)
              : NULL;
  if (batch == NULL)
    return tb_cli_fail (cli, error);

  g_object_unref (person);
  person = tb_cli_load (cli, type, argv[2], &error);
  if (person == NULL)
    return tb_cli_fail (cli, error);
  tb_change_print (cli, person, batch, _ ("Erased for good."));
  if (!cli->json)
    tb_output_line ("%s", tb_erasure_get_hint ());

  return TB_EXIT_DONE;
}
