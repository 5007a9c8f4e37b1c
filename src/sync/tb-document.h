/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "tb-document-scope.h"
#include "tb-record.h"

G_BEGIN_DECLS

/* The schema of the documents that this program writes. It grows with every field or type that is
 * added, and with every change of a merge policy: programs merge alike only within one schema. */
#define TB_DOCUMENT_SCHEMA 1

/* Members of every document's body beside the fields of its record. */
#define TB_DOCUMENT_TYPE "type"
#define TB_DOCUMENT_SCHEMA_MEMBER "schema"
#define TB_DOCUMENT_BY "by"
#define TB_DOCUMENT_AT "at"
#define TB_DOCUMENT_REMOVED "removed"

/* And of an entry's body. */
#define TB_DOCUMENT_RECORD_MEMBER "record"
#define TB_DOCUMENT_SUPERSEDES "supersedes"

/* The id and the type of the document in which the service's administrator says what may travel. */
#define TB_DOCUMENT_SETTINGS "settings"

/**
 * TbDocumentKind:
 * @TB_DOCUMENT_RECORD: a document is the present state of a record, and is merged
 * @TB_DOCUMENT_ENTRY: a document is an immutable fact; all of them together are the merge
 */
typedef enum
{
  TB_DOCUMENT_RECORD,
  TB_DOCUMENT_ENTRY,
} TbDocumentKind;

TbDocumentKind tb_document_kind (const char *type);

char *tb_document_dup_id (const char *type, const char *key) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_document_parse_id (const char *id, char **type, const char **key);

gboolean tb_document_field_is_protected (const TbField *field);

JsonObject *tb_document_new (TbRecord *record, const char *by, const char *at,
                             const TbDocumentScope *scope,
                             JsonObject *previous) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_document_apply (JsonObject *body, TbRecord *record, GError **error);

const TbRecordType *tb_document_get_record_type (JsonObject *body);
const char *tb_document_get_text (JsonObject *body, const char *member);
gint64 tb_document_get_schema (JsonObject *body);
gboolean tb_document_is_own_member (const char *name);
gboolean tb_document_is_removed (JsonObject *body);
gboolean tb_document_is_newer (JsonObject *body);
gboolean tb_document_says_same (JsonObject *a, JsonObject *b);
gboolean tb_document_differ_in (JsonObject *a, JsonObject *b, const TbField *field);
JsonObject *tb_document_copy (JsonObject *body) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
