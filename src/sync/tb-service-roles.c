/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tb-service-roles.h"

#include <glib/gi18n-lib.h>

#include "tb-service-address.h"

/* Domain model §1.0, “Roles of users”: the property company's liaison keeps the tower and who is in
 * it, and has nothing to do with members. */
static const char *const liaison_types[]
    = { "tower",      "floor",   "unit",       "property_company", "property_contract",
        "enterprise", "tenancy", "attachment", "reveal",           "decision",
        NULL };

/* The superior organiser approves and assesses; the branch's minutes and its members' files are not
 * theirs to edit. */
static const char *const organiser_types[]
    = { "organisation", "post",      "coverage",   "covered_unit", "code_item",  "project",
        "claim",        "milestone", "acceptance", "evaluation",   "attachment", "reveal",
        "decision",     NULL };

static const TbServiceRole roles[] = {
  { "committee", N_ ("Committee"), NULL, TRUE },
  { "organiser", N_ ("Superior organiser"), organiser_types, FALSE },
  { "liaison", N_ ("Liaison of the property company"), liaison_types, FALSE },
};

/**
 * tb_service_roles_get_all:
 * @n_roles: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_roles): the roles that a branch's users can have
 */
const TbServiceRole *
tb_service_roles_get_all (guint *n_roles)
{
  *n_roles = G_N_ELEMENTS (roles);
  return roles;
}

/**
 * tb_service_roles_find:
 * @name: what should be a role
 *
 * Returns: (transfer none) (nullable): the role of that name
 */
const TbServiceRole *
tb_service_roles_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_str_equal (roles[i].name, name))
      return &roles[i];
  return NULL;
}

/**
 * tb_service_role_dup_full_name:
 * @role: a role
 * @branch: a valid name of a branch
 *
 * Returns: (transfer full): what a user of the service has among their roles who has @role in
 * @branch
 */
char *
tb_service_role_dup_full_name (const TbServiceRole *role, const char *branch)
{
  g_autofree char *database = tb_service_dup_database (branch);

  return g_strconcat (database, ":", role->name, NULL);
}
