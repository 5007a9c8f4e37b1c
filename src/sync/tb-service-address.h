/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TbServiceAddress:
 *
 * Where a service is: an address that was checked, without a name, a password, or a slash at its
 * end. Immutable; safe on every thread.
 */
typedef struct _TbServiceAddress TbServiceAddress;

TbServiceAddress *tb_service_address_new (const char *text,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
TbServiceAddress *tb_service_address_ref (TbServiceAddress *self);
void tb_service_address_unref (TbServiceAddress *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbServiceAddress, tb_service_address_unref)

const char *tb_service_address_get_text (TbServiceAddress *self);
gboolean tb_service_address_is_loopback (TbServiceAddress *self);
gboolean tb_service_address_is_same_origin (TbServiceAddress *self, GUri *uri);
GUri *tb_service_address_resolve (TbServiceAddress *self,
                                  const char *path) G_GNUC_WARN_UNUSED_RESULT;

gboolean tb_service_branch_is_valid (const char *branch);
char *tb_service_dup_database (const char *branch) G_GNUC_WARN_UNUSED_RESULT;
char *tb_service_dup_files_database (const char *branch) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
