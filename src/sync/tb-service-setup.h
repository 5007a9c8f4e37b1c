/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-http-client.h"
#include "tb-service-roles.h"

G_BEGIN_DECLS

/**
 * TbServicePlan:
 * @branch: a valid name of a branch
 * @with_district: whether the district's database is to be there, too
 * @shared: (nullable): names of the protected fields that may travel, or only `all`, ended by
 * %NULL; %NULL to leave that as it is
 * @user: (nullable): name of a user who is to have @role
 * @password: (nullable): the user's password; %NULL to leave it as it is
 * @role: (nullable): what the user may do in the branch
 * @signs: (nullable): names by which the user's desks sign what they write, ended by %NULL
 *
 * How a service is to be.
 */
typedef struct
{
  const char *branch;
  gboolean with_district;
  const char *const *shared;
  const char *user;
  const char *password;
  const TbServiceRole *role;
  const char *const *signs;
} TbServicePlan;

/**
 * TbServiceOutcome:
 * @TB_SERVICE_THERE: it was so already
 * @TB_SERVICE_MADE: it was made
 * @TB_SERVICE_CHANGED: it was changed
 * @TB_SERVICE_NEWER: a newer program has set it up, and it was left as it is
 *
 * What was done.
 */
typedef enum
{
  TB_SERVICE_THERE,
  TB_SERVICE_MADE,
  TB_SERVICE_CHANGED,
  TB_SERVICE_NEWER,
} TbServiceOutcome;

/**
 * TbServiceStep:
 * @kind: `database`, `access`, `rules`, `settings` or `user`
 * @name: (owned): of the database or the user
 * @outcome: what was done
 *
 * A step of setting a service up.
 */
typedef struct
{
  const char *kind;
  char *name;
  TbServiceOutcome outcome;
} TbServiceStep;

void tb_service_step_free (TbServiceStep *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbServiceStep, tb_service_step_free)

gboolean tb_service_has_user (TbHttpClient *client, const char *name, gboolean *has,
                              GCancellable *cancellable, GError **error);
gboolean tb_service_put_document (TbHttpClient *client, const char *path, JsonObject *wanted,
                                  TbServiceOutcome *outcome, GCancellable *cancellable,
                                  GError **error);
gboolean tb_service_set_up (TbHttpClient *client, const TbServicePlan *plan, GPtrArray *steps,
                            GCancellable *cancellable, GError **error);

G_END_DECLS
