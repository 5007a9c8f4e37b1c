/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-cli.h"

G_BEGIN_DECLS

gboolean tb_change_report (TbCli *cli, TbRecord *record);
TbExit tb_change_save (TbCli *cli, TbRecord *record, char **assignments, const char *done);
void tb_change_print (TbCli *cli, TbRecord *record, const char *batch, const char *done);

G_END_DECLS
