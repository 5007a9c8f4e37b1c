/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "tb-clock.h"
#include "tb-sign-in-message.h"

G_BEGIN_DECLS

/* The port wished for, the same each time, so that a firewall can be told of it. */
#define TB_SIGN_IN_PORT 18460

/**
 * TbSignInServerState:
 * @TB_SIGN_IN_SERVER_CLOSED: phones cannot sign in
 * @TB_SIGN_IN_SERVER_OPENING: the page's process is starting
 * @TB_SIGN_IN_SERVER_OPEN: phones can sign in
 * @TB_SIGN_IN_SERVER_FAILED: phones cannot sign in, though they were to; the problem says why
 */
typedef enum
{
  TB_SIGN_IN_SERVER_CLOSED,
  TB_SIGN_IN_SERVER_OPENING,
  TB_SIGN_IN_SERVER_OPEN,
  TB_SIGN_IN_SERVER_FAILED,
} TbSignInServerState;

/**
 * TbSignInServer:
 *
 * The desk's side of signing in by phone: starts the page's process, tells it what to accept, and
 * has each attempt judged here, where the register is. The page's process is not trusted: what it
 * says is checked, it is asked nothing but to show one of four answers, and a name that was missed
 * five times is not looked for again. On the main context of the thread that made it.
 *
 * `notify::state` tells of changes.
 */
#define TB_TYPE_SIGN_IN_SERVER (tb_sign_in_server_get_type ())
G_DECLARE_FINAL_TYPE (TbSignInServer, tb_sign_in_server, TB, SIGN_IN_SERVER, GObject)

/**
 * TbSignInJudge:
 * @server: to be answered with tb_sign_in_server_answer(), at once or later
 * @attempt: what the answer is to name
 * @name: a name as somebody typed it, tidied
 * @digits: four digits
 * @data: as given
 *
 * Finds out who it is and signs them in.
 */
typedef void (*TbSignInJudge) (TbSignInServer *server, gint64 attempt, const char *name,
                               const char *digits, gpointer data);

TbSignInServer *tb_sign_in_server_new (TbClock *clock, const char *event_id, TbSignInJudge judge,
                                       gpointer judge_data) G_GNUC_WARN_UNUSED_RESULT;
void tb_sign_in_server_open (TbSignInServer *self, const char *address, guint port, guint seconds);
void tb_sign_in_server_close (TbSignInServer *self);
void tb_sign_in_server_answer (TbSignInServer *self, gint64 attempt, TbSignInAnswer answer);

TbSignInServerState tb_sign_in_server_get_state (TbSignInServer *self);
const char *tb_sign_in_server_get_url (TbSignInServer *self);
const char *tb_sign_in_server_get_problem (TbSignInServer *self);
gint64 tb_sign_in_server_get_seconds_left (TbSignInServer *self);

G_END_DECLS
