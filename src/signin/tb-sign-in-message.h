/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes of the longest line that either side takes. */
#define TB_SIGN_IN_LINE_MAX 4096

/* No opening lasts longer, in seconds. */
#define TB_SIGN_IN_SECONDS_MAX (12 * 60 * 60)

/**
 * TbSignInMessageKind:
 * @TB_SIGN_IN_MESSAGE_OPEN: to the page's process, first and once: listen at `address` and `port`
 * (0: any), or at any port where it is taken, and accept `token` for `seconds`
 * @TB_SIGN_IN_MESSAGE_ANSWER: to the page's process: the `result` of `attempt`
 * @TB_SIGN_IN_MESSAGE_LISTENING: to the desk: phones can come, at `address` and `port`
 * @TB_SIGN_IN_MESSAGE_FAILED: to the desk: nothing can be listened at, and it is to end the
 * process. `why` is for people
 * @TB_SIGN_IN_MESSAGE_ATTEMPT: to the desk: somebody with `token` gave `name` and `digits`; an
 * answer to `attempt` is waited for
 *
 * What the desk's process and the page's say to one another: a JSON object a line, over the page's
 * standard input and output. The page's process ends when its input does.
 */
typedef enum
{
  TB_SIGN_IN_MESSAGE_OPEN,
  TB_SIGN_IN_MESSAGE_ANSWER,
  TB_SIGN_IN_MESSAGE_LISTENING,
  TB_SIGN_IN_MESSAGE_FAILED,
  TB_SIGN_IN_MESSAGE_ATTEMPT,
} TbSignInMessageKind;

/**
 * TbSignInAnswer:
 * @TB_SIGN_IN_ANSWER_RECORDED: signed in, now or before
 * @TB_SIGN_IN_ANSWER_NOT_FOUND: nobody, or more than one, is invited with that name and number;
 * which of the two is not said
 * @TB_SIGN_IN_ANSWER_CLOSED: the event takes no sign-in
 * @TB_SIGN_IN_ANSWER_UNAVAILABLE: the desk could not find out
 *
 * What the page is told of an attempt, which is all that a phone learns.
 */
typedef enum
{
  TB_SIGN_IN_ANSWER_RECORDED,
  TB_SIGN_IN_ANSWER_NOT_FOUND,
  TB_SIGN_IN_ANSWER_CLOSED,
  TB_SIGN_IN_ANSWER_UNAVAILABLE,
} TbSignInAnswer;

/**
 * TbSignInMessage:
 *
 * One message; of the members, those that its kind names are set.
 */
typedef struct
{
  TbSignInMessageKind kind;
  char *token;   /* (owned) (nullable) */
  char *address; /* (owned) (nullable): an IP address in text */
  char *name;    /* (owned) (nullable) */
  char *digits;  /* (owned) (nullable) */
  char *why;     /* (owned) (nullable) */
  gint64 port;
  gint64 seconds;
  gint64 attempt; /* a number of the page's process, from 1 */
  TbSignInAnswer result;
} TbSignInMessage;

TbSignInMessage *tb_sign_in_message_parse (const char *line,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *tb_sign_in_message_dup_line (const TbSignInMessage *self) G_GNUC_WARN_UNUSED_RESULT;
void tb_sign_in_message_free (TbSignInMessage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbSignInMessage, tb_sign_in_message_free)

G_END_DECLS
