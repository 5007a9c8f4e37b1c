/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void tb_cli_files_print (GPtrArray *attachments);
void tb_cli_files_build (JsonBuilder *builder, GPtrArray *attachments);

G_END_DECLS
