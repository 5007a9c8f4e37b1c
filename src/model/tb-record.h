/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "tb-record-type.h"

G_BEGIN_DECLS

#define TB_TYPE_RECORD (tb_record_get_type ())
G_DECLARE_FINAL_TYPE (TbRecord, tb_record, TB, RECORD, GObject)

/**
 * TbDisplay:
 * @TB_DISPLAY_MASKED: S2 and S3 values masked
 * @TB_DISPLAY_REVEALED: everything in clear
 */
typedef enum
{
  TB_DISPLAY_MASKED,
  TB_DISPLAY_REVEALED,
} TbDisplay;

/**
 * TbSource:
 *
 * Where a record's present values came from.
 */
typedef enum
{
  TB_SOURCE_MANUAL,
  TB_SOURCE_IMPORT,
  TB_SOURCE_SYNC,
  TB_SOURCE_SAMPLE,
} TbSource;

TbRecord *tb_record_new (const TbRecordType *type) G_GNUC_WARN_UNUSED_RESULT;
TbRecord *tb_record_copy (TbRecord *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_record_equal (TbRecord *a, TbRecord *b);
gboolean tb_record_shows_same (TbRecord *a, TbRecord *b);

const TbRecordType *tb_record_get_record_type (TbRecord *self);

/* What the store keeps of every record beside its fields. */
const char *tb_record_get_id (TbRecord *self);
void tb_record_set_id (TbRecord *self, const char *id);
gint64 tb_record_get_row (TbRecord *self);
void tb_record_set_row (TbRecord *self, gint64 row);
gint64 tb_record_get_version (TbRecord *self);
void tb_record_set_version (TbRecord *self, gint64 version);
gboolean tb_record_is_removed (TbRecord *self);
void tb_record_set_removed (TbRecord *self, gboolean removed);
TbSource tb_record_get_source (TbRecord *self);
void tb_record_set_source (TbRecord *self, TbSource source);
const char *tb_record_get_created_at (TbRecord *self);
const char *tb_record_get_updated_at (TbRecord *self);
void tb_record_set_stamps (TbRecord *self, const char *created_at, const char *updated_at);

/* Values, by the index of the field in the type's table. */
gboolean tb_record_has (TbRecord *self, guint field);
guint tb_record_next_field (TbRecord *self, guint from);
const char *tb_record_get_text (TbRecord *self, guint field);
gint64 tb_record_get_int (TbRecord *self, guint field);
gboolean tb_record_get_boolean (TbRecord *self, guint field);
void tb_record_set_text (TbRecord *self, guint field, const char *value);
void tb_record_take_text (TbRecord *self, guint field, char *value);
void tb_record_set_int (TbRecord *self, guint field, gint64 value);
void tb_record_clear (TbRecord *self, guint field);
gboolean tb_record_field_equal (TbRecord *a, TbRecord *b, guint field);

/* The title of the record that a REFERENCE points to, filled in by whoever loaded the record. */
const char *tb_record_get_reference_title (TbRecord *self, guint field);
void tb_record_set_reference_title (TbRecord *self, guint field, const char *title);

/* Between values and what people read and type. */
char *tb_record_dup_title (TbRecord *self) G_GNUC_WARN_UNUSED_RESULT;
char *tb_record_dup_display (TbRecord *self, guint field,
                             TbDisplay display) G_GNUC_WARN_UNUSED_RESULT;
char *tb_record_dup_editable (TbRecord *self, guint field) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_record_parse (TbRecord *self, guint field, const char *typed, GError **error);

/* One record as canonical JSON: the fields that have a value, in the order of the table. */
void tb_record_append_json (TbRecord *self, GString *json);
TbRecord *tb_record_new_from_json (const TbRecordType *type, const char *json,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
