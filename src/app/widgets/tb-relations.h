/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-query.h"
#include "tb-record.h"

G_BEGIN_DECLS

/**
 * TbRelation:
 * @owner: name of the record type in whose detail pane the list stands
 * @title: (translatable): heading of the list
 * @type: name of the type of the records listed
 * @link: their REFERENCE that points to the owner
 * @title_field: (nullable): the field by which a row is called; the record's title if %NULL
 * @detail_fields: fields that stand below it
 * @opens: (nullable): the REFERENCE that a row leads to; the record itself if %NULL
 * @add: whether records are added to the list where it stands
 * @latest: whether there may be so many that only the latest few stand there
 * @edits: whether a row opens the form of its record, where the record is short
 *
 * A list of records that belong to another one.
 */
typedef struct
{
  const char *owner;
  const char *title;
  const char *type;
  const char *link;
  const char *title_field;
  const char *detail_fields[4];
  const char *opens;
  gboolean add;
  gboolean latest;
  gboolean edits;
} TbRelation;

const TbRelation *tb_relations_next (const TbRecordType *owner, const TbRelation *previous);

TbQuery *tb_relation_dup_query (const TbRelation *self, const char *owner_id,
                                guint limit) G_GNUC_WARN_UNUSED_RESULT;
char *tb_relation_dup_row_title (const TbRelation *self,
                                 TbRecord *record) G_GNUC_WARN_UNUSED_RESULT;
char *tb_relation_dup_row_subtitle (const TbRelation *self,
                                    TbRecord *record) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_relation_get_target (const TbRelation *self, TbRecord *record, const char **type,
                                 const char **id);

G_END_DECLS
