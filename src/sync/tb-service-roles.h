/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TbServiceRole:
 * @name: as the service's rules and the command line call it
 * @label: (translatable): what people call it
 * @types: (nullable): names of the types whose documents it writes, ended by %NULL; %NULL for all
 * @carries: whether it may bring what others wrote, as from an exchange file, or from two desks
 * that a third one has merged
 *
 * What somebody may do in a branch's database at a service. Everybody who has a role reads all of
 * it.
 */
typedef struct
{
  const char *name;
  const char *label;
  const char *const *types;
  gboolean carries;
} TbServiceRole;

const TbServiceRole *tb_service_roles_get_all (guint *n_roles);
const TbServiceRole *tb_service_roles_find (const char *name);
char *tb_service_role_dup_full_name (const TbServiceRole *role,
                                     const char *branch) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
