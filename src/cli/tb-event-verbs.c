/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-event-verbs.h"

#include <glib/gi18n.h>

#include "tb-cli-record.h"
#include "tb-code-list.h"
#include "tb-error.h"
#include "tb-event.h"
#include "tb-steps.h"
#include "tb-type-attendance.h"
#include "tb-type-event.h"
#include "tb-type-person.h"

/* An event and somebody who is to come to it, as they were typed. */
typedef struct
{
  TbRecord *event; /* (owned) */
  char *person;    /* (owned): id */
} Guest;

static void
guest_clear (Guest *self)
{
  g_clear_object (&self->event);
  g_free (self->person);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Guest, guest_clear)

static gboolean
load_guest (TbCli *cli, char **argv, Guest *guest, GError **error)
{
  guest->event = tb_steps_load (cli, TB_OPEN_WRITE, &tb_type_event, argv[1], error);
  if (guest->event == NULL)
    return FALSE;

  guest->person = tb_cli_dup_id (cli, &tb_type_person, argv[2], error);
  return guest->person != NULL;
}

/* A code as people type it: by its label too. %NULL stays %NULL. */
static gboolean
read_code (guint field, const char *typed, const char **code, GError **error)
{
  const TbCodeItem *item;

  *code = NULL;
  if (typed == NULL)
    return TRUE;

  item = tb_code_list_recognise (tb_code_lists_find (tb_type_attendance.fields[field].code_list),
                                 typed);
  if (item == NULL)
    {
      g_set_error (error, TB_ERROR, TB_ERROR_INVALID,
                   /* Translators: what was typed, the name of a field. */
                   _ ("“%s” is none of the values of “%s”."), typed,
                   _ (tb_type_attendance.fields[field].label));
      return FALSE;
    }

  *code = item->code;
  return TRUE;
}

static TbExit
finish (TbCli *cli, TbRecord *event, const char *batch, const GError *error)
{
  if (batch == NULL)
    return tb_cli_fail (cli, error);

  return tb_steps_print (cli, &tb_type_event, tb_record_get_id (event), batch);
}

static GStrv
dup_ids (TbCli *cli, char **typed, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; typed[i] != NULL; i++)
    {
      char *id = tb_cli_dup_id (cli, &tb_type_person, typed[i], error);

      if (id == NULL)
        return NULL;
      g_strv_builder_take (builder, id);
    }

  return g_strv_builder_end (builder);
}

/**
 * tb_event_action_invite:
 *
 * Puts persons on the list of an event, or without any all whom its audience rule names.
 */
TbExit
tb_event_action_invite (TbCli *cli, int argc, char **argv)
{
  g_autofree char *role = NULL;
  const GOptionEntry entries[] = {
    { "role", 0, 0, G_OPTION_ARG_FILENAME, &role, N_ ("As what: expected, observer, guest, public"),
      N_ ("ROLE") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) event = NULL;
  g_auto (GStrv) ids = NULL;
  g_autofree char *batch = NULL;
  const char *code;

  if (!tb_cli_parse (cli, entries, &argc, &argv, 1, -1))
    return TB_EXIT_USAGE;
  if (!read_code (TB_ATTENDANCE_ROLE, role, &code, &error))
    return tb_cli_fail (cli, error);
  event = tb_steps_load (cli, TB_OPEN_WRITE, &tb_type_event, argv[1], &error);
  if (event == NULL)
    return tb_cli_fail (cli, error);
  ids = dup_ids (cli, argv + 2, &error);
  if (ids == NULL)
    return tb_cli_fail (cli, error);

  batch = *ids != NULL
              ? tb_event_invite_persons (cli->session, tb_record_get_id (event),
                                         (const char *const *)ids, code, cli->cancellable, &error)
              : tb_event_invite (cli->session, tb_record_get_id (event), cli->cancellable, &error);
  return finish (cli, event, batch, error);
}

/**
 * tb_event_action_sign_in:
 *
 * Writes down that somebody came.
 */
TbExit
tb_event_action_sign_in (TbCli *cli, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_auto (Guest) guest = { 0 };
  g_autofree char *batch = NULL;

  if (!tb_cli_parse (cli, NULL, &argc, &argv, 2, 2))
    return TB_EXIT_USAGE;
  if (!load_guest (cli, argv, &guest, &error))
    return tb_cli_fail (cli, error);

  batch = tb_event_sign_in (cli->session, tb_record_get_id (guest.event), guest.person,
                            TB_SIGN_IN_LIST, cli->cancellable, &error);
  return finish (cli, guest.event, batch, error);
}

/**
 * tb_event_action_take_back:
 *
 * Takes back that somebody came.
 */
TbExit
tb_event_action_take_back (TbCli *cli, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_auto (Guest) guest = { 0 };
  g_autofree char *batch = NULL;

  if (!tb_cli_parse (cli, NULL, &argc, &argv, 2, 2))
    return TB_EXIT_USAGE;
  if (!load_guest (cli, argv, &guest, &error))
    return tb_cli_fail (cli, error);

  batch = tb_event_take_back_sign_in (cli->session, tb_record_get_id (guest.event), guest.person,
                                      cli->cancellable, &error);
  return finish (cli, guest.event, batch, error);
}

/**
 * tb_event_action_excuse:
 *
 * Writes down that somebody asked for leave.
 */
TbExit
tb_event_action_excuse (TbCli *cli, int argc, char **argv)
{
  g_autofree char *kind = NULL;
  g_autofree char *reason = NULL;
  const GOptionEntry entries[] = {
    { "kind", 0, 0, G_OPTION_ARG_FILENAME, &kind, N_ ("What leave: sick, personal, official"),
      N_ ("KIND") },
    { "reason", 0, 0, G_OPTION_ARG_FILENAME, &reason, N_ ("Why they cannot come"), N_ ("TEXT") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_auto (Guest) guest = { 0 };
  g_autofree char *batch = NULL;
  const char *code;

  if (!tb_cli_parse (cli, entries, &argc, &argv, 2, 2))
    return TB_EXIT_USAGE;
  if (!read_code (TB_ATTENDANCE_LEAVE_KIND, kind, &code, &error)
      || !load_guest (cli, argv, &guest, &error))
    return tb_cli_fail (cli, error);

  batch = tb_event_excuse (cli->session, tb_record_get_id (guest.event), guest.person, code, reason,
                           cli->cancellable, &error);
  return finish (cli, guest.event, batch, error);
}

/**
 * tb_event_action_exempt:
 *
 * Leaves somebody out of those who are expected, for a reason that a rule names, or counts them
 * again (R-VOT-05).
 */
TbExit
tb_event_action_exempt (TbCli *cli, int argc, char **argv)
{
  g_autofree char *because = NULL;
  const GOptionEntry entries[] = {
    { "because", 0, 0, G_OPTION_ARG_FILENAME, &because,
      N_ ("Why they are not counted; without it they are"), N_ ("CODE") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_auto (Guest) guest = { 0 };
  g_autofree char *batch = NULL;
  const char *code;

  if (!tb_cli_parse (cli, entries, &argc, &argv, 2, 2))
    return TB_EXIT_USAGE;
  if (!read_code (TB_ATTENDANCE_EXEMPT, because, &code, &error)
      || !load_guest (cli, argv, &guest, &error))
    return tb_cli_fail (cli, error);

  batch = tb_event_exempt (cli->session, tb_record_get_id (guest.event), guest.person, code,
                           cli->cancellable, &error);
  return finish (cli, guest.event, batch, error);
}

/**
 * tb_event_action_make_up:
 *
 * Writes down that somebody who was absent made it up.
 */
TbExit
tb_event_action_make_up (TbCli *cli, int argc, char **argv)
{
  g_autofree char *on = NULL;
  g_autofree char *how = NULL;
  const GOptionEntry entries[] = {
    { "on", 0, 0, G_OPTION_ARG_FILENAME, &on, N_ ("The day on which it was made up"), N_ ("DATE") },
    { "how", 0, 0, G_OPTION_ARG_FILENAME, &how, N_ ("How it was made up"), N_ ("TEXT") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (TbRecord) scratch = tb_record_new (&tb_type_attendance);
  g_auto (Guest) guest = { 0 };
  g_autofree char *batch = NULL;

  if (!tb_cli_parse (cli, entries, &argc, &argv, 2, 2))
    return TB_EXIT_USAGE;
  if ((on != NULL && !tb_record_parse (scratch, TB_ATTENDANCE_MADE_UP_ON, on, &error))
      || !load_guest (cli, argv, &guest, &error))
    return tb_cli_fail (cli, error);

  batch = tb_event_make_up (cli->session, tb_record_get_id (guest.event), guest.person,
                            tb_record_get_text (scratch, TB_ATTENDANCE_MADE_UP_ON), how,
                            cli->cancellable, &error);
  return finish (cli, guest.event, batch, error);
}
