/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-date.h"
#include "tb-field.h"
#include "tb-findings.h"

G_BEGIN_DECLS

typedef struct _TbRecord TbRecord;
typedef struct _TbRecordType TbRecordType;

/**
 * TbHistoryRule:
 * @field: the REFERENCE or CODE field of the owner that holds the present value
 * @history_type: the type whose rows are its history
 * @owner_field: the REFERENCE of a history row that points back to the owner
 * @value_field: the field of a history row that holds the value
 * @kind_field: (nullable): a CODE field of a history row, to be set to @kind
 * @kind: (nullable)
 * @carried: (nullable): pairs of names (owner's field, history row's field) copied into a new row,
 * ended by a pair of %NULL
 * @from_start: whether the first value, too, has a row as soon as the owner is there: where the
 * rows are asked for themselves (who rents this room), and are not only the owner's past
 *
 * A field whose past must not be overwritten. When the owner's @field changes, the open history row
 * is closed on the day of the change and a new one is opened, in the same batch. The present value
 * is the owner's own: the first one has no row until there is something to be said that the owner
 * does not say (since when it has been true, or that it no longer is), so a change of a value that
 * has no row writes two, one of what was true until today and one of what is from now on. History
 * types have the fields `since` and `until`.
 */
typedef struct
{
  const char *field;
  const char *history_type;
  const char *owner_field;
  const char *value_field;
  const char *kind_field;
  const char *kind;
  const char *const (*carried)[2];
  gboolean from_start;
} TbHistoryRule;

/**
 * TbComputedField:
 * @name: JSON key: English
 * @label: (translatable): what people call it
 * @after: index of the field that it is shown and written after
 * @compute: a number, or -1 where it cannot be known; pure
 * @dup_words: the number in words: “16 years”
 *
 * What is reckoned from a record and the day, to be shown and written to files, and never stored or
 * imported (domain model §4.1, output only).
 */
typedef struct
{
  const char *name;
  const char *label;
  guint after;
  int (*compute) (TbRecord *record, TbDate today);
  char *(*dup_words) (int value);
} TbComputedField;

/**
 * TbRecordType:
 * @name: table, JSON and command-line name: English, singular
 * @label: (translatable): one of them
 * @label_plural: (translatable): many of them
 * @icon_name: symbolic icon
 * @number: a small number that never changes (1 to 63), for the search index
 * @fields: the field table
 * @title_field: index of the field by which people know the record
 * @subtitle_fields: (nullable): names of the fields that tell apart records of the same title,
 * %NULL-terminated
 * @dup_title: (nullable): makes the title where one field does not tell enough
 * @derive: (nullable): fills in the DERIVED fields from the others; pure
 * @wants: (nullable): whether a WANTED field is wanted of this very record (a joining date of a
 * member only); pure
 * @awaits: (nullable): whether the day in a field is still waited for (a day until which something
 * is to be done, and not once it is done or has ended); pure
 * @check: (nullable): the rules about one record that the field table cannot say; pure
 * @history: (nullable): history rules, ended by a rule whose field is %NULL
 * @computed: (nullable): what is reckoned from its values, ended by one whose name is %NULL
 *
 * A kind of record.
 */
struct _TbRecordType
{
  const char *name;
  const char *label;
  const char *label_plural;
  const char *icon_name;
  guint number;
  const TbField *fields;
  guint n_fields;
  guint title_field;
  const char *const *subtitle_fields;
  char *(*dup_title) (TbRecord *record);
  void (*derive) (TbRecord *record);
  gboolean (*wants) (TbRecord *record, guint field);
  gboolean (*awaits) (TbRecord *record, guint field);
  void (*check) (TbRecord *record, TbDate today, TbFindings *findings);
  const TbHistoryRule *history;
  const TbComputedField *computed;
};

#define TB_FIELD_NOT_FOUND G_MAXUINT

const TbRecordType *const *tb_record_types_get_all (guint *n_types);
const TbRecordType *tb_record_types_find (const char *name);

guint tb_record_type_find_field (const TbRecordType *self, const char *name);
const TbField *tb_record_type_get_field (const TbRecordType *self, guint field);
const TbComputedField *tb_record_type_next_computed (const TbRecordType *self, guint after,
                                                     const TbComputedField *previous);

void tb_record_type_derive (TbRecord *record);
gboolean tb_record_type_wants (TbRecord *record, guint field);
gboolean tb_record_type_awaits (TbRecord *record, guint field);
void tb_record_type_check (TbRecord *record, TbDate today, TbFindings *findings);

G_END_DECLS
