/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-http-client.h"

G_BEGIN_DECLS

/**
 * TbServiceDatabase:
 * @name: (owned): of the database
 * @problem: (owned) (nullable): why it cannot be used, for people
 * @n_documents: how many documents it has
 * @schema: what documents its rules know; 0 where it has no rules of this program, or they may not
 * be read
 *
 * A database of a service, as a user sees it.
 */
typedef struct
{
  char *name;
  char *problem;
  gint64 n_documents;
  gint64 schema;
} TbServiceDatabase;

/**
 * TbServiceStatus:
 * @product: (owned): the vendor's name and version, as it says
 * @user: (owned) (nullable): as whom the service knows who asks
 * @roles: (owned): what that user may be
 * @databases: (owned) (element-type TbServiceDatabase): of the branch, and the district's
 * @shared: (owned) (nullable): names of the protected fields that travel, or `all`; %NULL where
 * that may not be read
 *
 * What a service says of itself and of a branch.
 */
typedef struct
{
  char *product;
  char *user;
  GStrv roles;
  GPtrArray *databases;
  GStrv shared;
} TbServiceStatus;

void tb_service_status_free (TbServiceStatus *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbServiceStatus, tb_service_status_free)

TbServiceStatus *tb_service_get_status (TbHttpClient *client, const char *branch,
                                        GCancellable *cancellable,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
