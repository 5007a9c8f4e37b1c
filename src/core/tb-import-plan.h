/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-connection.h"
#include "tb-id.h"
#include "tb-record.h"

G_BEGIN_DECLS

/**
 * TbImportNamed:
 * @id: of the record
 * @type: its type
 * @title: (owned): by which rows name it
 * @parent: (nullable): what it stands in: a floor's tower, a unit's floor
 * @record: (owned) (nullable): what is to be written; %NULL where it is in the register
 * @n_uses: how many rows that will be imported name it
 * @claimed: whether a row of the sheet is this record itself
 * @is_ambiguous: whether the register has several of that title, so that @id is empty
 *
 * A record that rows name: found in the register, or to be made.
 */
typedef struct _TbImportNamed TbImportNamed;
struct _TbImportNamed
{
  char id[TB_ID_SIZE];
  const TbRecordType *type;
  char *title;
  TbImportNamed *parent;
  TbRecord *record;
  guint n_uses;
  gboolean claimed;
  gboolean is_ambiguous;
};

/**
 * TbImportPlan:
 *
 * The records that the rows of a sheet name, each looked up once. One thread at a time.
 */
typedef struct _TbImportPlan TbImportPlan;

TbImportPlan *tb_import_plan_new (gint64 now) G_GNUC_WARN_UNUSED_RESULT;
void tb_import_plan_free (TbImportPlan *self);

TbImportNamed *tb_import_plan_find (TbImportPlan *self, TbConnection *connection,
                                    const TbRecordType *type, TbImportNamed *parent,
                                    const char *title, GError **error);
TbImportNamed *tb_import_plan_find_again (TbImportPlan *self, TbConnection *connection,
                                          const TbRecordType *type, TbImportNamed *parent,
                                          const char *title, guint32 text, GError **error);
gboolean tb_import_plan_find_person (TbImportPlan *self, TbConnection *connection, const char *name,
                                     const char **id, GError **error);
TbImportNamed *tb_import_plan_get_only_tower (TbImportPlan *self, TbConnection *connection,
                                              GError **error);
guint tb_import_plan_count_new (TbImportPlan *self);
GPtrArray *tb_import_plan_list_new (TbImportPlan *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbImportPlan, tb_import_plan_free)

G_END_DECLS
