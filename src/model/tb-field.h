/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "tb-search-terms.h"

G_BEGIN_DECLS

/**
 * TbFieldType:
 * @TB_FIELD_TEXT: text, normalised (no white space at the ends, no control characters)
 * @TB_FIELD_INTEGER: a whole number
 * @TB_FIELD_DECIMAL: a number with two decimals, held as hundredths (an area in m²)
 * @TB_FIELD_MONEY: an amount, held in fen
 * @TB_FIELD_BOOLEAN: yes or no, held as 1 or 0; unset is a third state: not known
 * @TB_FIELD_DATE: ISO text to the day, the month or the year (see #TbDate)
 * @TB_FIELD_INSTANT: UTC ISO 8601 text
 * @TB_FIELD_CODE: the code of an item of the field's code list
 * @TB_FIELD_REFERENCE: the id of another record
 *
 * What a field holds. TEXT, DATE, INSTANT, CODE and REFERENCE are stored as text, the others as
 * integers.
 */
typedef enum
{
  TB_FIELD_TEXT,
  TB_FIELD_INTEGER,
  TB_FIELD_DECIMAL,
  TB_FIELD_MONEY,
  TB_FIELD_BOOLEAN,
  TB_FIELD_DATE,
  TB_FIELD_INSTANT,
  TB_FIELD_CODE,
  TB_FIELD_REFERENCE,
} TbFieldType;

/**
 * TbFieldFormat:
 * @TB_FORMAT_TIME: a time of day, `14:30`, in civil time of the place
 *
 * The shape of a text field, which decides how it is checked, normalised and masked.
 */
typedef enum
{
  TB_FORMAT_PLAIN,
  TB_FORMAT_PERSON_NAME,
  TB_FORMAT_ID_NUMBER,
  TB_FORMAT_CREDIT_CODE,
  TB_FORMAT_PHONE,
  TB_FORMAT_EMAIL,
  TB_FORMAT_MULTILINE,
  TB_FORMAT_TIME,
} TbFieldFormat;

/**
 * TbSensitivity:
 *
 * How a value is protected (domain model §5): S2 and S3 are masked until revealed with a reason.
 */
typedef enum
{
  TB_SENSITIVITY_S0,
  TB_SENSITIVITY_S1,
  TB_SENSITIVITY_S2,
  TB_SENSITIVITY_S3,
} TbSensitivity;

/**
 * TbMergePolicy:
 * @TB_MERGE_REVIEW: one value is kept and people are shown the other
 * @TB_MERGE_LATEST: the value of the record that was changed last: figures and ways to reach
 * somebody, which grow old
 * @TB_MERGE_LARGER: the larger number or the later date: what only grows
 * @TB_MERGE_FURTHER: the state further on in the order of the type's machine; people are shown the
 * other where no step leads from it to that one
 * @TB_MERGE_DERIVED: neither: it is computed from the others
 *
 * What a merge does with a field changed on two desks.
 */
typedef enum
{
  TB_MERGE_REVIEW,
  TB_MERGE_LATEST,
  TB_MERGE_LARGER,
  TB_MERGE_FURTHER,
  TB_MERGE_DERIVED,
} TbMergePolicy;

/**
 * TbFieldFlags:
 * @TB_FIELD_REQUIRED: a record without it is refused
 * @TB_FIELD_WANTED: a record without it is counted as incomplete
 * @TB_FIELD_UNIQUE: no two live records have the same value
 * @TB_FIELD_LISTED: a column of the table as it is first shown
 * @TB_FIELD_SORTABLE: the table can be sorted by it; an index or a key column stands behind it
 * @TB_FIELD_FILTER: offered as a filter above the table
 * @TB_FIELD_DERIVED: computed by the record type, never typed or imported
 * @TB_FIELD_HIDDEN: not for people's eyes (sort keys)
 * @TB_FIELD_NOT_FUTURE: a date that cannot lie after today
 * @TB_FIELD_SIGNED: a number that may be below zero
 * @TB_FIELD_STATE: the state of the type's machine: changed by transitions only, but for import
 * @TB_FIELD_NUMBERED: the number by which people name the record; given when it is added without
 * one
 * @TB_FIELD_KEPT: follows from transitions, such as the day of an archiving: no form asks for it,
 * but an old list may have it
 */
typedef enum
{
  TB_FIELD_FLAGS_NONE = 0,
  TB_FIELD_REQUIRED = 1 << 0,
  TB_FIELD_WANTED = 1 << 1,
  TB_FIELD_UNIQUE = 1 << 2,
  TB_FIELD_LISTED = 1 << 3,
  TB_FIELD_SORTABLE = 1 << 4,
  TB_FIELD_FILTER = 1 << 5,
  TB_FIELD_DERIVED = 1 << 6,
  TB_FIELD_HIDDEN = 1 << 7,
  TB_FIELD_NOT_FUTURE = 1 << 8,
  TB_FIELD_SIGNED = 1 << 9,
  TB_FIELD_STATE = 1 << 10,
  TB_FIELD_NUMBERED = 1 << 11,
  TB_FIELD_KEPT = 1 << 12,
} TbFieldFlags;

/**
 * TbField:
 * @name: column, JSON key and command-line name
 * @label: (translatable): what people call it
 * @section: (translatable) (nullable): the group of the form and of the detail pane it stands in
 * @code_list: (nullable): the list that a CODE is from
 * @target: (nullable): the name of the record type that a REFERENCE points to
 * @sort_column: (nullable): the HIDDEN field by which this one is sorted; its own column if %NULL
 *
 * One field of a record type. Everything that stores, checks, shows, imports, exports or merges a
 * value reads this table.
 */
typedef struct
{
  const char *name;
  const char *label;
  const char *section;
  TbFieldType type;
  TbFieldFormat format;
  TbFieldFlags flags;
  TbSensitivity sensitivity;
  TbMergePolicy merge;
  TbSearchKind search;
  const char *code_list;
  const char *target;
  const char *sort_column;
} TbField;

/**
 * tb_field_is_text:
 * @field: a field
 *
 * Whether values of @field are held and stored as text. The others are 64-bit integers. In the
 * header, since it is asked of every value of every record.
 *
 * Returns: %TRUE for text, codes, references, dates and instants
 */
static inline gboolean
tb_field_is_text (const TbField *field)
{
  const guint numbers = 1u << TB_FIELD_INTEGER | 1u << TB_FIELD_DECIMAL | 1u << TB_FIELD_MONEY
                        | 1u << TB_FIELD_BOOLEAN;

  return (numbers >> field->type & 1) == 0;
}

gboolean tb_field_is_entered (const TbField *field);
gboolean tb_field_is_in_form (const TbField *field);
char *tb_field_dup_mention (const TbField *field, const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
