/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-record-type.h"
#include "tb-statement.h"

G_BEGIN_DECLS

/* Where the columns of select_by_row and select_by_id are; the fields follow in the order of the
 * field table. */
enum
{
  TB_COLUMN_ROW,
  TB_COLUMN_ID,
  TB_COLUMN_VERSION,
  TB_COLUMN_CREATED_AT,
  TB_COLUMN_UPDATED_AT,
  TB_COLUMN_REMOVED_AT,
  TB_COLUMN_SOURCE,
  TB_COLUMN_FIELDS,
};

/**
 * TbRecordSql:
 *
 * The statements of a record type, made once from its field table. Immutable; every thread may use
 * it.
 */
typedef struct
{
  char *columns;    /* what the selects read, for selects of other files */
  char *select_all; /* with the removed ones */
  char *select_live;
  char *select_by_row;
  char *select_by_id;
  char *select_title; /* (nullable): the title's column by id; NULL where the type makes its title
                         itself */
} TbRecordSql;

const TbRecordSql *tb_record_sql_get (const TbRecordType *type);
const TbField *tb_record_sql_get_sort_field (const TbRecordType *type, guint field);

G_END_DECLS
