/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TbCredentials:
 *
 * A name and a password for a service. They are in memory only, never written or logged, and the
 * password is wiped when the last reference goes. Immutable; safe on every thread.
 */
typedef struct _TbCredentials TbCredentials;

TbCredentials *tb_credentials_new (const char *name,
                                   const char *password) G_GNUC_WARN_UNUSED_RESULT;
TbCredentials *tb_credentials_ref (TbCredentials *self);
void tb_credentials_unref (TbCredentials *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbCredentials, tb_credentials_unref)

const char *tb_credentials_get_name (TbCredentials *self);
const char *tb_credentials_get_password (TbCredentials *self);

void tb_credentials_wipe (char *secret);

G_END_DECLS
