/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "tb-cli.h"
#include "tb-journal.h"

G_BEGIN_DECLS

char *tb_history_dup_local_time (const char *instant) G_GNUC_WARN_UNUSED_RESULT;
void tb_history_build_entry (TbCli *cli, JsonBuilder *builder, const TbRecordType *type,
                             const TbJournalEntry *entry);
void tb_history_print_entry (TbCli *cli, const TbRecordType *type, const TbJournalEntry *entry);

G_END_DECLS
