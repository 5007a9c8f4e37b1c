/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-cli.h"

G_BEGIN_DECLS

char *tb_cli_secret_read (TbCli *cli, const char *file, const char *prompt,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *tb_cli_secret_read_new (TbCli *cli, const char *file, const char *prompt,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
