/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "tb-gate.h"
#include "tb-sign-in-message.h"

G_BEGIN_DECLS

/**
 * TbSignInLimits:
 * @gate: connections and rates
 * @connection_ms: how long a connection may last, whatever it does
 * @answer_ms: how long the desk is waited for
 */
typedef struct
{
  TbGateLimits gate;
  guint connection_ms;
  guint answer_ms;
} TbSignInLimits;

extern const TbSignInLimits tb_sign_in_default_limits;

/**
 * TbNowFunc:
 *
 * Returns: the time in microseconds, of a clock that does not go back
 */
typedef gint64 (*TbNowFunc) (void);

/**
 * TbSignInService:
 *
 * The page over HTTP. It knows one token; whoever comes with it gets the form, and what is sent is
 * handed on. On the main context of the thread that made it.
 *
 * Signals:
 *  - `attempt (gint64 number, const char *name, const char *digits)`: somebody sent the form;
 * tb_sign_in_service_answer() with the number answers, at once or later
 */
#define TB_TYPE_SIGN_IN_SERVICE (tb_sign_in_service_get_type ())
G_DECLARE_FINAL_TYPE (TbSignInService, tb_sign_in_service, TB, SIGN_IN_SERVICE, GObject)

TbSignInService *tb_sign_in_service_new (const char *token, const TbSignInLimits *limits,
                                         TbNowFunc now) G_GNUC_WARN_UNUSED_RESULT;
gboolean tb_sign_in_service_listen (TbSignInService *self, const char *address, guint port,
                                    GError **error);
guint tb_sign_in_service_get_port (TbSignInService *self);
guint tb_sign_in_service_get_n_connections (TbSignInService *self);
void tb_sign_in_service_answer (TbSignInService *self, gint64 number, TbSignInAnswer answer);

G_END_DECLS
