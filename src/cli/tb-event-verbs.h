/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-cli.h"

G_BEGIN_DECLS

/* What `event` does about who comes. */
TbExit tb_event_action_invite (TbCli *cli, int argc, char **argv);
TbExit tb_event_action_sign_in (TbCli *cli, int argc, char **argv);
TbExit tb_event_action_take_back (TbCli *cli, int argc, char **argv);
TbExit tb_event_action_excuse (TbCli *cli, int argc, char **argv);
TbExit tb_event_action_exempt (TbCli *cli, int argc, char **argv);
TbExit tb_event_action_make_up (TbCli *cli, int argc, char **argv);

G_END_DECLS
