/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TbTestPhone:
 *
 * Somebody who writes to a port of this machine what they like, and reads all that comes back.
 */
typedef struct
{
  GSocketConnection *connection; /* (owned) */
  GString *received;             /* (owned) */
  gboolean ended;                /* nothing more comes */
} TbTestPhone;

TbTestPhone *tb_test_phone_new (guint port) G_GNUC_WARN_UNUSED_RESULT;
void tb_test_phone_free (TbTestPhone *self);
void tb_test_phone_send (TbTestPhone *self, const char *bytes, gssize length);
guint tb_test_phone_get_status (TbTestPhone *self);
char *tb_test_phone_dup_header (TbTestPhone *self, const char *name) G_GNUC_WARN_UNUSED_RESULT;

TbTestPhone *tb_test_ask (guint port, const char *request) G_GNUC_WARN_UNUSED_RESULT;
char *tb_test_dup_post (const char *path, const char *body) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbTestPhone, tb_test_phone_free)

G_END_DECLS
