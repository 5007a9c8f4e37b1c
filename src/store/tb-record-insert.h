/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record.h"
#include "tb-statement.h"

G_BEGIN_DECLS

/* The parameters of the statement that adds a record; the fields that have a value follow. */
enum
{
  TB_INSERT_ID = 1,
  TB_INSERT_NOW,
  TB_INSERT_ACTOR,
  TB_INSERT_REMOVED_AT,
  TB_INSERT_SOURCE,
  TB_INSERT_FIELDS,
};

TbStatement *tb_record_insert_prepare (TbConnection *connection, TbRecord *record,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
