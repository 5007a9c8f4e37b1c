/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-cli.h"
#include "tb-sync.h"

G_BEGIN_DECLS

const char *tb_sync_verbs_get_state_name (TbSyncState state);
const char *tb_sync_verbs_get_state_words (TbSyncState state);
TbSync *tb_sync_verbs_open (TbCli *cli, const char *password_file,
                            TbExit *status) G_GNUC_WARN_UNUSED_RESULT;
TbExit tb_sync_verbs_print_status (TbCli *cli, const TbSyncStatus *status);

TbExit tb_sync_action_connect (TbCli *cli, int argc, char **argv);
TbExit tb_sync_action_disconnect (TbCli *cli, int argc, char **argv);
TbExit tb_sync_action_status (TbCli *cli, int argc, char **argv);

G_END_DECLS
