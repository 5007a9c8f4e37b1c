/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-service-design.h"

#include <string.h>

#include "tb-canonical-json.h"
#include "tb-decision.h"
#include "tb-document.h"
#include "tb-record-type.h"
#include "tb-service-address.h"
#include "tb-service-roles.h"
#include "tb-service-scripts.h"

#define SCRIPTS "/io/github/towerbranch/TowerBranch/service/"

/* Stands in each script where its rules go. */
#define PLACE_OF_RULES "THE_RULES"

/* The longest piece of a file: 512 kB in base 64, and something to spare. */
#define LONGEST_PIECE 720000

static const char *const summary_members[] = { "type", "schema", "branch", "month", "at", NULL };

static const char *
get_kind (const TbField *field)
{
  if (tb_field_is_text (field))
    return "text";
  return field->type == TB_FIELD_BOOLEAN ? "boolean" : "number";
}

static JsonObject *
describe_type (const TbRecordType *type)
{
  JsonObject *description = json_object_new ();
  JsonObject *fields = json_object_new ();
  JsonArray *required = json_array_new ();
  gboolean is_entry = tb_document_kind (type->name) == TB_DOCUMENT_ENTRY;

  for (guint i = 0; i < type->n_fields; i++)
    {
      const TbField *field = &type->fields[i];

      if (!tb_field_is_entered (field))
        continue;
      json_object_set_string_member (fields, field->name, get_kind (field));
      if ((field->flags & TB_FIELD_REQUIRED) != 0 && !tb_document_field_is_protected (field))
        json_array_add_string_element (required, field->name);
    }
  json_object_set_boolean_member (description, "entry", is_entry);
  json_object_set_boolean_member (description, "about", is_entry);
  json_object_set_array_member (description, "required", required);
  json_object_set_object_member (description, "fields", fields);
  return description;
}

/* What a journal says of reveals and exports: about no record, and with no field of one. */
static JsonObject *
describe_reveal (void)
{
  JsonObject *description = json_object_new ();

  json_object_set_boolean_member (description, "entry", TRUE);
  json_object_set_boolean_member (description, "about", FALSE);
  json_object_set_array_member (description, "required", json_array_new ());
  json_object_set_object_member (description, "fields", json_object_new ());
  return description;
}

/* What somebody decided about a record, which is for those who may write such records. */
static JsonObject *
describe_decision (void)
{
  static const char *const members[] = { "of", "difference" };
  JsonObject *description = json_object_new ();
  JsonObject *fields = json_object_new ();
  JsonArray *required = json_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      json_object_set_string_member (fields, members[i], "text");
      json_array_add_string_element (required, members[i]);
    }
  json_object_set_boolean_member (description, "entry", TRUE);
  json_object_set_boolean_member (description, "about", TRUE);
  json_object_set_boolean_member (description, "decides", TRUE);
  json_object_set_array_member (description, "required", required);
  json_object_set_object_member (description, "fields", fields);
  return description;
}

static JsonArray *
new_names (const char *const *names)
{
  JsonArray *array = json_array_new ();

  for (; *names != NULL; names++)
    json_array_add_string_element (array, *names);
  return array;
}

static JsonObject *
new_branch_rules (const char *branch)
{
  g_autofree char *database = tb_service_dup_database (branch);
  JsonObject *rules = json_object_new ();
  JsonObject *types = json_object_new ();
  JsonObject *roles = json_object_new ();
  guint n_types;
  guint n_roles;
  const TbRecordType *const *all_types = tb_record_types_get_all (&n_types);
  const TbServiceRole *all_roles = tb_service_roles_get_all (&n_roles);

  for (guint i = 0; i < n_types; i++)
    json_object_set_object_member (types, all_types[i]->name, describe_type (all_types[i]));
  json_object_set_object_member (types, "reveal", describe_reveal ());
  json_object_set_object_member (types, TB_DECISION, describe_decision ());

  for (guint i = 0; i < n_roles; i++)
    {
      JsonObject *role = json_object_new ();

      json_object_set_boolean_member (role, "carries", all_roles[i].carries);
      if (all_roles[i].types != NULL)
        json_object_set_array_member (role, "types", new_names (all_roles[i].types));
      json_object_set_object_member (roles, all_roles[i].name, role);
    }
  json_object_set_string_member (rules, "branch", database);
  json_object_set_int_member (rules, "schema", TB_DOCUMENT_SCHEMA);
  json_object_set_object_member (rules, "roles", roles);
  json_object_set_object_member (rules, "types", types);
  return rules;
}

static JsonObject *
new_files_rules (const char *branch)
{
  g_autofree char *database = tb_service_dup_database (branch);
  JsonObject *rules = json_object_new ();
  JsonArray *names = json_array_new ();
  guint n_roles;
  const TbServiceRole *roles = tb_service_roles_get_all (&n_roles);

  for (guint i = 0; i < n_roles; i++)
    if (roles[i].types == NULL || g_strv_contains (roles[i].types, "attachment"))
      json_array_add_string_element (names, roles[i].name);
  json_object_set_string_member (rules, "branch", database);
  json_object_set_array_member (rules, "roles", names);
  json_object_set_int_member (rules, "longest", LONGEST_PIECE);
  return rules;
}

/* The script from its first function on, with the rules in their place. */
static JsonObject *
new_design (const char *script, JsonObject *rules)
{
  g_autofree char *path = g_strconcat (SCRIPTS, script, NULL);
  g_autofree char *rules_text = tb_canonical_json_dup_object (rules);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GString) text = NULL;
  JsonObject *design = json_object_new ();
  const char *source;

  bytes = g_resource_lookup_data (tb_service_scripts_get_resource (), path,
                                  G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_assert (bytes != NULL);
  source = g_bytes_get_data (bytes, NULL);
  source = g_strstr_len (source, (gssize)g_bytes_get_size (bytes), "\nfunction (");
  g_assert (source != NULL);
  text = g_string_new (source + 1);
  g_string_replace (text, PLACE_OF_RULES, rules_text, 1);
  g_strchomp (text->str);

  json_object_set_string_member (design, "_id", TB_SERVICE_DESIGN_ID);
  json_object_set_string_member (design, "language", "javascript");
  json_object_set_int_member (design, "schema", TB_DOCUMENT_SCHEMA);
  json_object_set_string_member (design, "validate_doc_update", text->str);
  return design;
}

/**
 * tb_service_design_new_for_branch:
 * @branch: a valid name of a branch
 *
 * The design document of a branch's database: what it takes from whom. It follows the field tables,
 * so it has their schema, and a newer program's takes its place. Pure; any thread.
 *
 * Returns: (transfer full): the document, without `_rev`
 */
JsonObject *
tb_service_design_new_for_branch (const char *branch)
{
  g_autoptr (JsonObject) rules = new_branch_rules (branch);

  return new_design ("validate-branch.js", rules);
}

/**
 * tb_service_design_new_for_files:
 * @branch: a valid name of a branch
 *
 * Returns: (transfer full): the design document of the database of a branch's files, without `_rev`
 */
JsonObject *
tb_service_design_new_for_files (const char *branch)
{
  g_autoptr (JsonObject) rules = new_files_rules (branch);

  return new_design ("validate-files.js", rules);
}

/**
 * tb_service_design_new_for_district:
 *
 * Returns: (transfer full): the design document of the district's database, without `_rev`
 */
JsonObject *
tb_service_design_new_for_district (void)
{
  g_autoptr (JsonObject) rules = json_object_new ();

  json_object_set_array_member (rules, "members", new_names (summary_members));
  return new_design ("validate-district.js", rules);
}

/**
 * tb_service_security_new:
 * @role: the role whose users may use a database
 *
 * Only the service's administrators change design documents and settings.
 *
 * Returns: (transfer full): the database's `_security`
 */
JsonObject *
tb_service_security_new (const char *role)
{
  JsonObject *security = json_object_new ();
  JsonObject *admins = json_object_new ();
  JsonObject *members = json_object_new ();
  JsonArray *roles = json_array_new ();
  JsonArray *admin_roles = json_array_new ();

  json_array_add_string_element (roles, role);
  json_object_set_array_member (members, "names", json_array_new ());
  json_object_set_array_member (members, "roles", roles);
  json_array_add_string_element (admin_roles, "_admin");
  json_object_set_array_member (admins, "names", json_array_new ());
  json_object_set_array_member (admins, "roles", admin_roles);
  json_object_set_object_member (security, "admins", admins);
  json_object_set_object_member (security, "members", members);
  return security;
}
