/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <string.h>

#include "tb-canonical-json.h"
#include "tb-decision.h"
#include "tb-document.h"
#include "tb-entry.h"
#include "tb-id.h"
#include "tb-refusal-words.h"
#include "tb-service-design.h"
#include "tb-service-roles.h"
#include "tb-service-schema.h"
#include "tb-test.h"

/*
 * The rules of a service are run as it runs them, in Node: over what this program writes and over
 * what somebody who means harm could send.
 */

#define BRANCH "yinzuo"
#define COMMITTEE "branch-yinzuo:committee"
#define LIAISON "branch-yinzuo:liaison"
#define ORGANISER "branch-yinzuo:organiser"
#define AT "2026-11-22T06:00:00.000Z"

/* Everything that canonical JSON escapes, sorts or counts in its own way. */
#define TRICKY "“守望”\\ \"\t\n\u2028\x7f\x01 \u00e9 \uff08\U00020000\U0001f3e2"

typedef enum
{
  DESIGN_BRANCH,
  DESIGN_FILES,
  DESIGN_DISTRICT,
} Design;

typedef struct
{
  JsonBuilder *cases;   /* (owned) */
  GPtrArray *expected;  /* (element-type utf8): part of the refusal; empty where it is taken */
  GPtrArray *documents; /* (element-type utf8): for messages */
  GArray *designs;      /* (element-type Design) */
} Trial;

static Trial *
trial_new (void)
{
  Trial *self = g_new0 (Trial, 1);

  self->cases = json_builder_new ();
  self->expected = g_ptr_array_new_with_free_func (g_free);
  self->documents = g_ptr_array_new_with_free_func (g_free);
  self->designs = g_array_new (FALSE, FALSE, sizeof (Design));
  json_builder_begin_array (self->cases);
  return self;
}

static void
trial_free (Trial *self)
{
  g_object_unref (self->cases);
  g_ptr_array_unref (self->expected);
  g_ptr_array_unref (self->documents);
  g_array_unref (self->designs);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Trial, trial_free)

static void
add_roles (JsonBuilder *builder, const char *roles)
{
  g_auto (GStrv) names = g_strsplit (roles, " ", 0);

  json_builder_begin_array (builder);
  for (guint i = 0; names[i] != NULL; i++)
    json_builder_add_string_value (builder, names[i]);
  json_builder_end_array (builder);
}

/* @refusal: part of what it must be refused with, or %NULL where it must be taken. */
static void
try_document (Trial *self, Design design, JsonObject *document, const char *name, const char *roles,
              const char *refusal)
{
  JsonBuilder *builder = self->cases;
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, document);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "design");
  json_builder_add_int_value (builder, design);
  json_builder_set_member_name (builder, "document");
  json_builder_add_value (builder, node);
  json_builder_set_member_name (builder, "user");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, name);
  json_builder_set_member_name (builder, "roles");
  add_roles (builder, roles);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "security");
  json_builder_add_value (builder, json_from_string ("{\"admins\":{\"names\":[],\"roles\":"
                                                     "[\"_admin\"]}}",
                                                     NULL));
  json_builder_end_object (builder);
  g_ptr_array_add (self->expected, g_strdup (refusal != NULL ? refusal : ""));
  g_ptr_array_add (self->documents, tb_canonical_json_dup_object (document));
  g_array_append_val (self->designs, design);
}

static void
try_text (Trial *self, Design design, const char *text, const char *name, const char *roles,
          const char *refusal)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (text, &error);

  g_assert_no_error (error);
  try_document (self, design, json_node_get_object (node), name, roles, refusal);
}

static char *
write_design (const char *name, JsonObject *design)
{
  g_autofree char *text = tb_canonical_json_dup_object (design);
  char *path = tb_test_dup_path (name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

/* Whatever a branch's database refuses with, people read in words of their own language. */
static void
assert_is_told_to_people (const char *said)
{
  g_autofree char *words = tb_refusal_words_dup (said);

  g_assert_cmpstr (words, !=, said);
  g_assert_null (strstr (words, "%s"));
}

static void
trial_run (Trial *self)
{
  g_autoptr (JsonObject) branch = tb_service_design_new_for_branch (BRANCH);
  g_autoptr (JsonObject) files = tb_service_design_new_for_files (BRANCH);
  g_autoptr (JsonObject) district = tb_service_design_new_for_district ();
  g_autofree char *branch_path = write_design ("branch.json", branch);
  g_autofree char *files_path = write_design ("files.json", files);
  g_autofree char *district_path = write_design ("district.json", district);
  g_autoptr (JsonNode) cases = NULL;
  g_autoptr (GSubprocess) node = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *input = NULL;
  g_autofree char *output = NULL;
  g_autoptr (JsonNode) answers = NULL;
  JsonArray *array;

  json_builder_end_array (self->cases);
  cases = json_builder_get_root (self->cases);
  input = json_to_string (cases, FALSE);
  node = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                           TB_TEST_NODE, TB_TEST_RUN_VALIDATE, branch_path, files_path,
                           district_path, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (node, input, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (node));

  answers = json_from_string (output, &error);
  g_assert_no_error (error);
  array = json_node_get_array (answers);
  g_assert_cmpuint (json_array_get_length (array), ==, self->expected->len);
  for (guint i = 0; i < self->expected->len; i++)
    {
      const char *expected = g_ptr_array_index (self->expected, i);
      JsonNode *answer = json_array_get_element (array, i);
      const char *words = JSON_NODE_HOLDS_NULL (answer) ? NULL : json_node_get_string (answer);

      if (*expected == '\0' ? words != NULL : words == NULL || strstr (words, expected) == NULL)
        g_error ("case %u, %s: wanted “%s”, came “%s”", i,
                 (const char *)g_ptr_array_index (self->documents, i), expected,
                 words != NULL ? words : "");
      if (words != NULL && g_array_index (self->designs, Design, i) == DESIGN_BRANCH)
        assert_is_told_to_people (words);
    }
}

static void
fill_field (TbRecord *record, guint index)
{
  const TbField *field = tb_record_type_get_field (tb_record_get_record_type (record), index);
  char id[TB_ID_SIZE];

  switch (field->type)
    {
    case TB_FIELD_TEXT:
      tb_record_set_text (record, index, field->format == TB_FORMAT_TIME ? "14:30" : TRICKY);
      break;
    case TB_FIELD_CODE:
      tb_record_set_text (record, index, "01");
      break;
    case TB_FIELD_REFERENCE:
      tb_id_generate (TB_TEST_NOW, id);
      tb_record_set_text (record, index, id);
      break;
    case TB_FIELD_DATE:
      tb_record_set_text (record, index, "2026-11");
      break;
    case TB_FIELD_INSTANT:
      tb_record_set_text (record, index, AT);
      break;
    case TB_FIELD_BOOLEAN:
      tb_record_set_int (record, index, index % 2);
      break;
    case TB_FIELD_INTEGER:
    case TB_FIELD_DECIMAL:
    case TB_FIELD_MONEY:
      tb_record_set_int (record, index, G_GINT64_CONSTANT (9007199254740991) - index);
      break;
    default:
      g_assert_not_reached ();
    }
}

static TbRecord *
new_record (const TbRecordType *type, gboolean is_full)
{
  TbRecord *record = tb_record_new (type);
  char id[TB_ID_SIZE];

  tb_id_generate (TB_TEST_NOW, id);
  tb_record_set_id (record, id);
  for (guint i = 0; i < type->n_fields; i++)
    if (tb_field_is_entered (&type->fields[i])
        && (is_full || (type->fields[i].flags & TB_FIELD_REQUIRED) != 0))
      fill_field (record, i);
  return record;
}

/* What goes to the service: the body with its id. */
static JsonObject *
new_document (const TbRecordType *type, gboolean is_full, const char *by,
              const TbDocumentScope *scope)
{
  g_autoptr (TbRecord) record = new_record (type, is_full);
  g_autoptr (GPtrArray) heads = g_ptr_array_new ();
  JsonObject *document;

  if (tb_document_kind (type->name) == TB_DOCUMENT_ENTRY)
    {
      g_autoptr (TbEntry) entry = tb_entry_new_for_record (record, by, AT, scope, heads);

      document = tb_document_copy (entry->body);
      json_object_set_string_member (document, "_id", entry->id);
    }
  else
    {
      g_autofree char *id = tb_document_dup_id (type->name, tb_record_get_id (record));

      document = tb_document_new (record, by, AT, scope, NULL);
      json_object_set_string_member (document, "_id", id);
    }
  json_object_set_string_member (document, "_rev", "1-0123456789abcdef0123456789abcdef");
  return document;
}

/* Every document that this program writes is taken, from who may write it, and only from them. */
static void
test_own_documents (void)
{
  g_autoptr (Trial) trial = trial_new ();
  g_autoptr (JsonObject) settings = json_object_new ();
  g_autoptr (TbDocumentScope) none = tb_document_scope_new (NULL);
  g_autoptr (TbDocumentScope) all = NULL;
  guint n_types;
  const TbRecordType *const *types = tb_record_types_get_all (&n_types);
  guint n_roles;
  const TbServiceRole *roles = tb_service_roles_get_all (&n_roles);

  json_object_set_string_member (settings, "sensitive", "all");
  all = tb_document_scope_new (settings);
  for (guint i = 0; i < n_types; i++)
    for (guint is_full = 0; is_full <= 1; is_full++)
      for (guint j = 0; j < n_roles; j++)
        {
          g_autoptr (JsonObject) document
              = new_document (types[i], is_full, "tang", is_full ? all : none);
          g_autofree char *role = tb_service_role_dup_full_name (&roles[j], BRANCH);
          gboolean may = roles[j].types == NULL || g_strv_contains (roles[j].types, types[i]->name);

          try_document (trial, DESIGN_BRANCH, document, "tang", role, may ? NULL : "Your role");
          try_document (trial, DESIGN_BRANCH, document, "tang", "branch-other:committee",
                        "Your role");
        }
  trial_run (trial);
}

/* Whoever writes a record decides about it, and nobody else. */
static void
test_decisions (void)
{
  static const struct
  {
    const char *type;
    const char *role;
    const char *refusal;
  } cases[] = {
    { "person", "branch-yinzuo:committee", NULL },
    { "person", "branch-yinzuo:liaison", "does not write “person”" },
    { "person", "branch-yinzuo:organiser", "does not write “person”" },
    { "enterprise", "branch-yinzuo:liaison", NULL },
    { "claim", "branch-yinzuo:organiser", NULL },
    { "enterprise", "branch-other:committee", "Your role" },
  };
  g_autoptr (Trial) trial = trial_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TbDifference difference = { .type = cases[i].type,
                                  .record = "01928c5e-0000-7000-8000-000000000001",
                                  .kind = "field",
                                  .field = "remark",
                                  .other = "\"甲\"" };
      g_autoptr (TbEntry) entry = tb_decision_new (&difference, "tang", AT);
      g_autoptr (JsonObject) document = tb_document_copy (entry->body);
      g_autoptr (JsonObject) forged = NULL;

      json_object_set_string_member (document, "_id", entry->id);
      try_document (trial, DESIGN_BRANCH, document, "tang", cases[i].role, cases[i].refusal);
      forged = tb_document_copy (document);
      json_object_set_string_member (forged, "_id", entry->id);
      json_object_set_string_member (forged, "by", "li");
      try_document (trial, DESIGN_BRANCH, forged, "tang", cases[i].role,
                    cases[i].refusal != NULL ? cases[i].refusal : "hash");
    }
  trial_run (trial);
}

/* An erasure is carried out by every desk, so only those who write a record tell of one; that they
 * looked at something is told by all. */
static void
test_erasures (void)
{
  static const struct
  {
    const char *what;
    const char *of;
    const char *role;
    const char *refusal;
  } cases[] = {
    { "erase", "person", COMMITTEE, NULL },
    { "erase", "person", LIAISON, "does not write “person”" },
    { "erase", "person", "branch-yinzuo:organiser", "does not write “person”" },
    { "erase", NULL, LIAISON, "does not write “undefined”" },
    { "reveal", "person", LIAISON, NULL },
  };
  g_autoptr (Trial) trial = trial_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonObject) document = json_object_new ();
      g_autofree char *id = NULL;

      json_object_set_string_member (document, "type", "reveal");
      json_object_set_int_member (document, "schema", 1);
      json_object_set_string_member (document, "by", "tang");
      json_object_set_string_member (document, "at", AT);
      json_object_set_string_member (document, "what", cases[i].what);
      if (cases[i].of != NULL)
        json_object_set_string_member (document, "of", cases[i].of);
      id = tb_entry_dup_id (document);
      json_object_set_string_member (document, "_id", id);
      try_document (trial, DESIGN_BRANCH, document, "tang", cases[i].role, cases[i].refusal);
    }
  trial_run (trial);
}

/* Canonical JSON and SHA-256 in JavaScript are those of this program, for every kind of value and
 * every length about the blocks of the hash. */
static void
test_hashes (void)
{
  static const char *const values[] = {
    "0",
    "-1",
    "1.5",
    "1e21",
    "1.2345678901234568e20",
    "1e-7",
    "0.0001",
    "0.00001",
    "-2.5e-10",
    "1e300",
    "9007199254740991",
    "0.1",
    "100.25",
    "1.0",
    "-0.0",
    "true",
    "null",
    "\""
    "\\u2028\\u0001"
    "\"",
    "\"\\uD840\\uDC00\\uFF08\"",
    "[]",
    "{}",
    "[1,[2,{\"b\":1,\"a\":null}]]",
    "{\"\\uFF08\":1,\"\\uD840\\uDC00\":2,\"z\":3,\"\\u00e9\":4,\"\":5}",
    "3.141592653589793",
    "-123.456e-3",
    "5e-324",
    "1.7976931348623157e308",
  };
  g_autoptr (Trial) trial = trial_new ();

  for (guint i = 0; i < G_N_ELEMENTS (values) + 130; i++)
    {
      g_autofree char *padding = g_strnfill (i, 'x');
      g_autofree char *text
          = g_strdup_printf ("{\"type\":\"reveal\",\"schema\":1,\"by\":\"唐\",\"at\":\"" AT
                             "\",\"value\":%s,\"padding\":\"%s\"}",
                             values[i % G_N_ELEMENTS (values)], padding);
      g_autoptr (JsonNode) node = json_from_string (text, NULL);
      g_autofree char *id = tb_entry_dup_id (json_node_get_object (node));

      json_object_set_string_member (json_node_get_object (node), "_id", id);
      try_document (trial, DESIGN_BRANCH, json_node_get_object (node), "唐", LIAISON, NULL);
    }
  trial_run (trial);
}

#define ID "01928c5e-0000-7000-8000-000000000001"
#define OTHER_ID "01928c5e-0000-7000-8000-000000000002"
#define STAMP "\"schema\":1,\"by\":\"tang\",\"at\":\"" AT "\""

static void
test_forged_records (void)
{
  static const struct
  {
    const char *text;
    const char *roles;
    const char *refusal;
  } cases[] = {
    { "{\"_id\":\"person:" ID "\",\"type\":\"person\"," STAMP ",\"name\":\"唐\"}", COMMITTEE,
      NULL },
    /* Who. */
    { "{\"_id\":\"person:" ID "\",\"type\":\"person\"," STAMP ",\"name\":\"唐\"}", "x", "role" },
    { "{\"_id\":\"person:" ID "\",\"type\":\"person\"," STAMP ",\"name\":\"唐\"}", "branch-yinzuo",
      "role" },
    { "{\"_id\":\"person:" ID "\",\"type\":\"person\"," STAMP ",\"name\":\"唐\"}", LIAISON,
      "role" },
    { "{\"_id\":\"event:" ID "\",\"type\":\"event\"," STAMP "}", ORGANISER, "role" },
    { "{\"_id\":\"floor:" ID "\",\"type\":\"floor\",\"schema\":1,\"by\":\"li\",\"at\":\"" AT
      "\",\"tower\":\"" ID "\",\"name\":\"3\",\"number\":3}",
      LIAISON, "author" },
    { "{\"_id\":\"tower:" ID "\",\"type\":\"tower\",\"schema\":1,\"by\":\"li\",\"at\":\"" AT
      "\",\"name\":\"银座\"}",
      LIAISON " by:li", NULL },
    { "{\"_id\":\"tower:" ID "\",\"type\":\"tower\",\"schema\":1,\"by\":\"li\",\"at\":\"" AT
      "\",\"name\":\"银座\"}",
      COMMITTEE, NULL },
    { "{\"_id\":\"tower:" ID "\",\"type\":\"tower\",\"schema\":1,\"at\":\"" AT
      "\",\"name\":\"银座\"}",
      COMMITTEE, "by" },
    { "{\"_id\":\"tower:" ID "\",\"type\":\"tower\",\"schema\":1,\"by\":\"tang\",\"at\":\"now\","
      "\"name\":\"银座\"}",
      COMMITTEE, "at" },
    /* What. */
    { "{\"_id\":\"banknote:" ID "\",\"type\":\"banknote\"," STAMP "}", COMMITTEE, "no type" },
    { "{\"_id\":\"toString:" ID "\",\"type\":\"toString\"," STAMP "}", COMMITTEE, "no type" },
    { "{\"_id\":\"__proto__:" ID "\",\"type\":\"x\"," STAMP "}", COMMITTEE, "no type" },
    { "{\"_id\":\"person\",\"type\":\"person\"," STAMP "}", COMMITTEE, "no type" },
    { "{\"_id\":\"person:7\",\"type\":\"person\"," STAMP ",\"name\":\"唐\"}", COMMITTEE, "no id" },
    { "{\"_id\":\"person:" ID "\",\"type\":\"tower\"," STAMP ",\"name\":\"唐\"}", COMMITTEE,
      "“type”" },
    { "{\"_id\":\"person:" ID "\",\"type\":\"person\"," STAMP "}", COMMITTEE, "“name”" },
    { "{\"_id\":\"person:" ID "\",\"type\":\"person\"," STAMP ",\"name\":null}", COMMITTEE,
      "“name”" },
    { "{\"_id\":\"person:" ID "\",\"type\":\"person\"," STAMP ",\"name\":7}", COMMITTEE,
      "cannot have" },
    { "{\"_id\":\"person:" ID "\",\"type\":\"person\"," STAMP ",\"name\":\"唐\",\"lost\":1}",
      COMMITTEE, "“lost”" },
    { "{\"_id\":\"person:" ID "\",\"type\":\"person\",\"schema\":\"1\",\"by\":\"tang\",\"at\":\"" AT
      "\",\"name\":\"唐\"}",
      COMMITTEE, "schema" },
    { "{\"_id\":\"person:" ID "\",\"type\":\"person\"," STAMP
      ",\"name\":\"唐\",\"_attachments\":{}}",
      COMMITTEE, "files" },
    /* A newer program knows better. */
    { "{\"_id\":\"person:" ID "\",\"type\":\"person\",\"schema\":99,\"by\":\"tang\",\"at\":\"" AT
      "\",\"names\":[\"唐\"]}",
      COMMITTEE, NULL },
    /* The end of a losing branch of history. */
    { "{\"_id\":\"person:" ID "\",\"_deleted\":true}", COMMITTEE, NULL },
    { "{\"_id\":\"person:" ID "\",\"_deleted\":true}", LIAISON, "role" },
  };
  g_autoptr (Trial) trial = trial_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    try_text (trial, DESIGN_BRANCH, cases[i].text, "tang", cases[i].roles, cases[i].refusal);
  trial_run (trial);
}

static void
test_forged_entries (void)
{
  g_autoptr (Trial) trial = trial_new ();
  g_autoptr (TbDocumentScope) none = tb_document_scope_new (NULL);
  const TbRecordType *vote = tb_record_types_find ("vote");
  g_autoptr (JsonObject) genuine = new_document (vote, TRUE, "tang", none);
  g_autoptr (JsonObject) changed = tb_document_copy (genuine);
  g_autoptr (JsonObject) added = tb_document_copy (genuine);
  g_autoptr (JsonObject) deleted = tb_document_copy (genuine);
  g_autoptr (JsonObject) elsewhere = tb_document_copy (genuine);
  g_autoptr (JsonObject) bare = json_object_new ();
  g_autoptr (JsonObject) homeless = NULL;
  g_autofree char *homeless_id = NULL;
  const char *id = json_object_get_string_member (genuine, "_id");

  try_document (trial, DESIGN_BRANCH, genuine, "tang", COMMITTEE, NULL);

  json_object_set_string_member (changed, "remark", "another");
  try_document (trial, DESIGN_BRANCH, changed, "tang", COMMITTEE, "hash");
  try_document (trial, DESIGN_BRANCH, changed, "root", "_admin", "hash");

  json_object_set_string_member (added, "more", "x");
  try_document (trial, DESIGN_BRANCH, added, "tang", COMMITTEE, "hash");

  json_object_set_boolean_member (deleted, "_deleted", TRUE);
  try_document (trial, DESIGN_BRANCH, deleted, "tang", COMMITTEE, "not deleted");
  json_object_set_string_member (bare, "_id", id);
  json_object_set_boolean_member (bare, "_deleted", TRUE);
  try_document (trial, DESIGN_BRANCH, bare, "tang", COMMITTEE, "not deleted");
  try_document (trial, DESIGN_BRANCH, bare, "root", "_admin", "not deleted");

  /* The hash of one type does not serve for another. */
  json_object_set_string_member (elsewhere, "_id", "attendance:");
  try_document (trial, DESIGN_BRANCH, elsewhere, "tang", COMMITTEE, "hash");

  /* A genuine hash of what is about nothing. */
  homeless = tb_document_copy (genuine);
  json_object_remove_member (homeless, "_id");
  json_object_remove_member (homeless, "_rev");
  json_object_remove_member (homeless, "record");
  homeless_id = tb_entry_dup_id (homeless);
  json_object_set_string_member (homeless, "_id", homeless_id);
  try_document (trial, DESIGN_BRANCH, homeless, "tang", COMMITTEE, "record");
  trial_run (trial);
}

static void
test_settings (void)
{
  static const struct
  {
    const char *text;
    const char *roles;
    const char *refusal;
  } cases[] = {
    { "{\"_id\":\"settings\",\"type\":\"settings\",\"sensitive\":[\"phone\"]}", "_admin", NULL },
    { "{\"_id\":\"settings\",\"type\":\"settings\",\"sensitive\":\"all\"}", "_admin", NULL },
    { "{\"_id\":\"settings\",\"type\":\"settings\"}", "_admin", NULL },
    { "{\"_id\":\"settings\",\"_deleted\":true}", "_admin", NULL },
    { "{\"_id\":\"settings\",\"type\":\"settings\",\"sensitive\":\"all\"}", COMMITTEE,
      "administrator" },
    { "{\"_id\":\"settings\",\"_deleted\":true}", COMMITTEE, "administrator" },
    { "{\"_id\":\"settings\",\"type\":\"settings\",\"sensitive\":\"phone\"}", "_admin",
      "sensitive" },
    { "{\"_id\":\"settings\",\"type\":\"settings\",\"sensitive\":[7]}", "_admin", "sensitive" },
    { "{\"_id\":\"settings\",\"type\":\"person\"}", "_admin", "type" },
  };
  g_autoptr (Trial) trial = trial_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    try_text (trial, DESIGN_BRANCH, cases[i].text, "tang", cases[i].roles, cases[i].refusal);
  trial_run (trial);
}

#define HASH "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static void
test_files (void)
{
  static const struct
  {
    const char *text;
    const char *roles;
    const char *refusal;
  } cases[] = {
    { "{\"_id\":\"blob:" HASH ":0\",\"data\":\"6Zu2\"}", COMMITTEE, NULL },
    { "{\"_id\":\"blob:" HASH ":12\",\"data\":\"\"}", LIAISON, NULL },
    { "{\"_id\":\"blob:" HASH ":0\",\"data\":\"6Zu2\"}", "branch-other:committee", "role" },
    { "{\"_id\":\"blob:" HASH ":0\",\"_deleted\":true}", COMMITTEE, "deletes" },
    { "{\"_id\":\"blob:" HASH ":0\",\"_deleted\":true}", "_admin", NULL },
    { "{\"_id\":\"blob:" HASH ":01\",\"data\":\"\"}", COMMITTEE, "no piece" },
    { "{\"_id\":\"blob:" HASH "\",\"data\":\"\"}", COMMITTEE, "no piece" },
    { "{\"_id\":\"person:" ID "\",\"data\":\"\"}", COMMITTEE, "no piece" },
    { "{\"_id\":\"blob:" HASH ":0\",\"data\":\"<script>\"}", COMMITTEE, "base 64" },
    { "{\"_id\":\"blob:" HASH ":0\"}", COMMITTEE, "base 64" },
  };
  g_autoptr (Trial) trial = trial_new ();
  g_autofree char *long_data = g_strnfill (720001, 'A');
  g_autofree char *too_long
      = g_strdup_printf ("{\"_id\":\"blob:" HASH ":0\",\"data\":\"%s\"}", long_data);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    try_text (trial, DESIGN_FILES, cases[i].text, "tang", cases[i].roles, cases[i].refusal);
  try_text (trial, DESIGN_FILES, too_long, "tang", COMMITTEE, "too long");
  trial_run (trial);
}

#define SUMMARY                                                                                    \
  "\"type\":\"summary\",\"schema\":1,\"branch\":\"yinzuo\",\"month\":\"2026-11\",\"at\":\"" AT "\""

static void
test_district (void)
{
  static const struct
  {
    const char *text;
    const char *roles;
    const char *refusal;
  } cases[] = {
    { "{\"_id\":\"summary:yinzuo:2026-11\"," SUMMARY
      ",\"counts\":{\"members\":146,\"by_kind\":{\"formal\":12}}}",
      COMMITTEE, NULL },
    { "{\"_id\":\"summary:yinzuo:2026-11\"," SUMMARY "}", LIAISON, "committee" },
    { "{\"_id\":\"summary:yinzuo:2026-11\"," SUMMARY "}", "branch-other:committee", "committee" },
    { "{\"_id\":\"summary:other:2026-11\"," SUMMARY "}", "branch-other:committee", "not what" },
    { "{\"_id\":\"summary:yinzuo:2026-12\"," SUMMARY "}", COMMITTEE, "not what" },
    { "{\"_id\":\"summary:yinzuo:2026-13\"," SUMMARY "}", COMMITTEE, "no summary" },
    { "{\"_id\":\"person:" ID "\"}", COMMITTEE, "no summary" },
    /* No text gets in, however deep, nor a name as the name of a figure. */
    { "{\"_id\":\"summary:yinzuo:2026-11\"," SUMMARY ",\"best\":\"唐嘉燕\"}", COMMITTEE,
      "figures" },
    { "{\"_id\":\"summary:yinzuo:2026-11\"," SUMMARY ",\"counts\":{\"best\":\"唐嘉燕\"}}",
      COMMITTEE, "figures" },
    { "{\"_id\":\"summary:yinzuo:2026-11\"," SUMMARY ",\"counts\":{\"唐嘉燕\":1}}", COMMITTEE,
      "figures" },
    { "{\"_id\":\"summary:yinzuo:2026-11\"," SUMMARY ",\"counts\":[\"唐嘉燕\"]}", COMMITTEE,
      "figures" },
    { "{\"_id\":\"summary:yinzuo:2026-11\"," SUMMARY ",\"counts\":null}", COMMITTEE, "figures" },
  };
  g_autoptr (Trial) trial = trial_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    try_text (trial, DESIGN_DISTRICT, cases[i].text, "tang", cases[i].roles, cases[i].refusal);
  trial_run (trial);
}

/* A service's JavaScript may know nothing newer than ECMAScript 5. */
static void
test_language (void)
{
  JsonObject *designs[] = {
    tb_service_design_new_for_branch (BRANCH),
    tb_service_design_new_for_files (BRANCH),
    tb_service_design_new_for_district (),
  };

  for (guint i = 0; i < G_N_ELEMENTS (designs); i++)
    {
      const char *source = json_object_get_string_member (designs[i], "validate_doc_update");

      g_assert_true (g_str_has_prefix (source, "function ("));
      g_assert_true (g_str_has_suffix (source, "}"));
      g_assert_null (strstr (source, "THE_RULES"));
      g_assert_false (
          g_regex_match_simple ("\\b(let|const|class) [a-z]|\\w of \\w+\\)|=>|`|\\.includes|"
                                "Number\\.is|Math\\.(trunc|sign|cbrt)|padStart",
                                source, 0, 0));
      json_object_unref (designs[i]);
    }
}

/* The role tables name types that there are. */
static void
test_roles (void)
{
  guint n_roles;
  const TbServiceRole *roles = tb_service_roles_get_all (&n_roles);

  g_assert_true (tb_service_roles_find ("liaison") != NULL);
  g_assert_null (tb_service_roles_find ("secretary"));
  for (guint i = 0; i < n_roles; i++)
    for (const char *const *type = roles[i].types; type != NULL && *type != NULL; type++)
      g_assert_true (g_str_equal (*type, "reveal") || g_str_equal (*type, TB_DECISION)
                     || tb_record_types_find (*type) != NULL);
}

static char *
dup_schema_path (const char *type)
{
  g_autofree char *name = g_strconcat (type, ".json", NULL);

  return g_build_filename (TB_TEST_SCHEMAS, name, NULL);
}

/* The schemas that others read are those of the field tables. TB_UPDATE_SCHEMAS=1 writes them anew.
 */
static void
test_schemas (void)
{
  guint n_types;
  const TbRecordType *const *types = tb_record_types_get_all (&n_types);

  for (guint i = 0; i < n_types; i++)
    {
      g_autofree char *path = dup_schema_path (types[i]->name);
      g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
      g_autofree char *body = NULL;
      g_autofree char *text = NULL;
      g_autofree char *kept = NULL;
      g_autoptr (GError) error = NULL;

      json_node_take_object (node, tb_service_schema_new (types[i]));
      body = json_to_string (node, TRUE);
      text = g_strconcat (body, "\n", NULL);
      if (g_getenv ("TB_UPDATE_SCHEMAS") != NULL)
        g_file_set_contents (path, text, -1, &error);
      else
        g_file_get_contents (path, &kept, NULL, &error);
      g_assert_no_error (error);
      if (kept != NULL)
        g_assert_cmpstr (kept, ==, text);
    }
}

/* No schema is left of a type that is gone; those that are written by hand can be read. */
static void
test_schema_folder (void)
{
  static const char *const by_hand[]
      = { "settings", "blob", "summary", "reveal", "decision", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = g_dir_open (TB_TEST_SCHEMAS, 0, &error);
  const char *name;
  guint n_files = 0;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *type = g_strndup (name, strlen (name) - strlen (".json"));
      g_autofree char *path = g_build_filename (TB_TEST_SCHEMAS, name, NULL);
      g_autoptr (JsonParser) parser = json_parser_new ();

      g_assert_true (g_strv_contains (by_hand, type) || tb_record_types_find (type) != NULL);
      json_parser_load_from_file (parser, path, &error);
      g_assert_no_error (error);
      n_files++;
    }
  g_assert_cmpuint (n_files, >, 30);
}

/* CouchDB puts parentheses around what begins and ends like this; all else it takes apart and
 * writes anew, in a way of its own. */
static void
test_source (void)
{
  g_autoptr (JsonObject) branch = tb_service_design_new_for_branch (BRANCH);
  g_autoptr (JsonObject) files = tb_service_design_new_for_files (BRANCH);
  g_autoptr (JsonObject) district = tb_service_design_new_for_district ();
  JsonObject *const designs[] = { branch, files, district };

  for (guint i = 0; i < G_N_ELEMENTS (designs); i++)
    {
      const char *source = json_object_get_string_member (designs[i], "validate_doc_update");

      g_assert_true (g_str_has_prefix (source, "function"));
      g_assert_true (g_str_has_suffix (source, "}"));
    }
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/service-design/own-documents", test_own_documents);
  g_test_add_func ("/service-design/decisions", test_decisions);
  g_test_add_func ("/service-design/erasures", test_erasures);
  g_test_add_func ("/service-design/hashes", test_hashes);
  g_test_add_func ("/service-design/forged-records", test_forged_records);
  g_test_add_func ("/service-design/forged-entries", test_forged_entries);
  g_test_add_func ("/service-design/settings", test_settings);
  g_test_add_func ("/service-design/files", test_files);
  g_test_add_func ("/service-design/district", test_district);
  g_test_add_func ("/service-design/language", test_language);
  g_test_add_func ("/service-design/source", test_source);
  g_test_add_func ("/service-design/roles", test_roles);
  g_test_add_func ("/service-design/schemas", test_schemas);
  g_test_add_func ("/service-design/schema-folder", test_schema_folder);

  return tb_test_run ();
}
