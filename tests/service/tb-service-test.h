/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tb-http-client.h"

G_BEGIN_DECLS

/**
 * TbServiceTest:
 *
 * A service that nobody here wrote: pouchdb-server, started for the test, or the CouchDB whose
 * address, with the name and password of an administrator in it, is in TB_TEST_COUCHDB.
 */
typedef struct _TbServiceTest TbServiceTest;

TbServiceTest *tb_service_test_new (void) G_GNUC_WARN_UNUSED_RESULT;
void tb_service_test_free (TbServiceTest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbServiceTest, tb_service_test_free)

TbServiceAddress *tb_service_test_get_address (TbServiceTest *self);
TbHttpClient *tb_service_test_get_admin (TbServiceTest *self);
TbCredentials *tb_service_test_get_admin_credentials (TbServiceTest *self);
TbHttpClient *tb_service_test_new_client (TbServiceTest *self, const char *name,
                                          const char *password) G_GNUC_WARN_UNUSED_RESULT;
void tb_service_test_own_user (TbServiceTest *self, const char *name);
void tb_service_test_own_branch (TbServiceTest *self, const char *branch);
void tb_service_test_add_user (TbServiceTest *self, const char *name, const char *password,
                               const char *role);
char *tb_service_test_add_branch (TbServiceTest *self, const char *role) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
